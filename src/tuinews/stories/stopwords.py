"""Words that say nothing about a story, in the languages that readers import most.

They matter while a library is small and cannot yet tell by itself which words are common.
Nothing breaks for a language that is missing here: its common words are learnt from the
library's own counts.
"""

from __future__ import annotations

from tuinews.store.highlight import fold

_ENGLISH = """a about above across after again against ago all almost also although among amid
an and another any are around as at away back be became because become been before began behind
being below between both but by call called came can cannot come could day days did do does done
down during each early either else end enough even ever every few first for former found four
from full gave get give given go going got had has have having he her here high him himself his
how however i if in include including into is it its itself just keep kept know known large last
late later least less let like likely little long look made make making man many may me mean
might month months more most much must my near need never new next no nor not nothing now of off
office often old on once one only or other others our out over own part people per percent place
put rather re recent reported right s said same saw say says second see seen set several shall
she should show side since so some something soon state still such t take taken tell than that
the their them themselves then there these they thing things think this those though three
through time times to today together told too took toward tuesday wednesday thursday friday
saturday sunday monday turn two under until up upon us use used very via want was way we week
weeks well went were what when where whether which while who whom whose why will with within
without work would year years yesterday yet you your according added adding asked news report
statement spokesman spokeswoman agency reuters ap afp spoke speaking january february march
april june july august september october november december mr mrs ms"""
_GERMAN = """aber alle als am an auch auf aus bei beim bereits bis da damit dann das dass dem
den denn der des die dies diese diesem diesen dieser dieses doch dort durch ein eine einem einen
einer eines er erst es etwa fur gegen haben hat hatte hatten heute ihm ihn ihr ihre ihrem ihren
ihrer im immer in ins ist ja jahr jahre jahren jedoch jetzt kann keine konnen konnte man mehr
mit muss nach nicht noch nun nur ob oder ohne sagte sagt schon sehr sei sein seine seinem seinen
seiner seit sich sie sind so sollen sollte sowie tag teilte uber um und uns unter viele vom von
vor war waren weil weiter weitere wenn werden wie wieder will wird wo worden wurde wurden zu zum
zur zwei zwischen mitgeteilt"""
_FRENCH = """alors apres au aujourd aussi autre autres aux avait avant avec avoir c ce cela ces
cet cette ceux comme contre d dans de depuis des deux dont du elle elles en encore entre est et
etait ete etre eu fait faire font il ils j jour jours jusqu l la le les leur leurs lors lui m
mais meme moins n ne nous on ont ou par pas pendant peu peut plus pour pres qu quand que qui
quoi s sa sans se selon sera ses si soit son sont sous sur t tous tout toute toutes tres trois
un une vers vous y"""
_SPANISH = """a al algo alguno anos ano ante antes aqui asi aun aunque bajo cada como con contra
cual cuando de del desde dia dias dijo donde dos durante e el ella ellas ellos en entre era eran
es esa ese eso esta estaba estan estas este esto estos fue fueron ha habia hace hacia han hasta
hay la las le les lo los mas me mientras mismo muy ni no nos o otra otro otros para parte pero
poco por porque primer primera puede que quien se sea segun ser si sido sin sino sobre solo son
su sus tambien tan tanto tiene tienen toda todas todo todos tras tres tu un una uno unos y ya"""
_ITALIAN = """a ad agli ai al alla alle anche ancora anni anno c che chi ci ciascuno col come
con contro cosa cui da dagli dai dal dalla dalle degli dei del dell della delle dello di dopo
dove due e ed era erano essere fa fra gia giorni giorno gli ha hanno i il in io l la le lo loro
ma mentre molto ne negli nei nel nell nella nelle noi non o ogni oggi per perche piu poi prima
qua quale quando quanto quella quello questa questo qui se sempre senza si sia sono stata stato
su sua sul sulla sulle suo tra tre tutti tutto un una uno"""
_DUTCH = """aan af al alle als altijd ander andere bij daar dan dat de der deze die dit doen
door dus een en er ge geen haar had heb hebben heeft hem het hier hij hoe hun ik in is ja jaar
kan kon kunnen maar meer men met mij moet na naar niet nog nu of om omdat ook op over reeds te
tegen tijdens toch toen tot twee uit van veel volgens voor want waren was wat we wel werd wezen
wie wil worden wordt zal ze zei zelf zich zij zijn zo zonder zou"""
_PORTUGUESE = """a ainda ano anos ao aos apos as ate cada com como contra da das de dela dele
depois desde dia dias disse do dois dos e ela elas ele eles em entre era essa esse esta estao
estava este eu foi foram ha isso ja la lhe mais mas me mesmo muito na nao nas nem no nos num
numa o onde os ou para pela pelas pelo pelos por porque quando que quem se sem ser seu seus sido
sobre sua suas tambem tem tinha um uma voce"""

#: Folded, as `tuinews.store.highlight.fold` returns words.
STOPWORDS = frozenset(
    fold(" ".join((_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _ITALIAN, _DUTCH, _PORTUGUESE))).split()
)
