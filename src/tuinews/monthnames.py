"""The names of the months, as dates are written with them in some twenty languages."""

from __future__ import annotations

from collections.abc import Iterable

#: A line a language (BCP 47), then a word a month; other forms of it follow after "/", and those
#: that are short have "." behind them.
_NAMES = """
en january/jan. february/feb./febr. march/mar. april/apr. may june/jun. july/jul. august/aug. september/sep./sept. october/oct. november/nov. december/dec.
fr janvier/janv. février/fevrier/févr./fév. mars avril/avr. mai juin juillet/juil. août/aout septembre octobre novembre décembre/decembre/déc.
de januar/jänner/jaenner februar/feber märz/maerz/mrz. april mai juni juli august september oktober/okt. november dezember/dez.
es enero/ene. febrero marzo abril/abr. mayo junio julio/jul. agosto/ago. septiembre/setiembre/set. octubre noviembre diciembre/dic.
it gennaio/gen. febbraio marzo aprile maggio/mag. giugno/giu. luglio/lug. agosto settembre/sett. ottobre/ott. novembre dicembre
pt janeiro fevereiro/fev. março/marco abril maio/mai. junho julho agosto setembro/set. outubro/out. novembro dezembro/dez.
nl januari februari maart/mrt. april mei juni juli augustus september oktober november december
sv januari februari mars april maj juni juli augusti september oktober november december
da januar februar marts april maj juni juli august september oktober november december/desember/des.
pl styczeń/stycznia/sty. luty/lutego/lut. marzec/marca kwiecień/kwietnia/kwi. maj/maja czerwiec/czerwca/cze. lipiec/lipca/lip. sierpień/sierpnia/sie. wrzesień/września/wrz. październik/października/paz. listopad/listopada/lis. grudzień/grudnia/gru.
ru январь/января/янв. февраль/февраля/фев./февр. март/марта/мар. апрель/апреля/апр. май/мая июнь/июня/июн. июль/июля/июл. август/августа/авг. сентябрь/сентября/сен./сент. октябрь/октября/окт. ноябрь/ноября/ноя./нояб. декабрь/декабря/дек.
uk січень/січня/січ. лютий/лютого/лют. березень/березня/бер. квітень/квітня/квіт./кві. травень/травня/трав./тра. червень/червня/черв./чер. липень/липня/лип. серпень/серпня/серп./сер. вересень/вересня/вер. жовтень/жовтня/жовт./жов. листопад/листопада/лист./лис. грудень/грудня/груд./гру.
cs leden/ledna/led. únor/února/uno. březen/března/bre. duben/dubna/dub. květen/května/kve. červen/června/cvn. červenec/července/cvc. srpen/srpna/srp. září/zar. říjen/října/rij. listopad/listopadu prosinec/prosince/pro.
hr siječanj/siječnja veljača/veljače ožujak/ožujka travanj/travnja svibanj/svibnja lipanj/lipnja srpanj/srpnja kolovoz/kolovoza rujan/rujna listopad/listopada/listopadu studeni/studenoga prosinac/prosinca
tr ocak/oca. şubat/sub. mart nisan/nis. mayıs/mayis haziran/haz. temmuz/tem. ağustos/agu. eylül/eyl. ekim/eki. kasım/kasim/kas. aralık/aralik/ara.
fi tammikuu/tammikuuta helmikuu/helmikuuta maaliskuu/maaliskuuta huhtikuu/huhtikuuta toukokuu/toukokuuta kesäkuu/kesäkuuta heinäkuu/heinäkuuta elokuu/elokuuta syyskuu/syyskuuta lokakuu/lokakuuta marraskuu/marraskuuta joulukuu/joulukuuta
ro ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
hu január február március április május június július augusztus szeptember október november december
el ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
id januari februari maret april mei juni juli agustus september oktober november desember
hi जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर नवंबर/नवम्बर दिसंबर/दिसम्बर
ar يناير/كانون-الثاني/جانفي فبراير/شباط/فيفري مارس/آذار أبريل/إبريل/نيسان/أفريل مايو/أيار/ماي يونيو/حزيران/جوان يوليو/تموز/جويلية/يوليوز أغسطس/آب/أوت/غشت سبتمبر/أيلول/شتنبر أكتوبر/تشرين-الأول/تشرين-الاول نوفمبر/تشرين-الثاني/نونبر ديسمبر/كانون-الأول/كانون-الاول/دجنبر
"""  # noqa: E501
_BY_LANGUAGE = {language: names for language, *names in map(str.split, _NAMES.strip().splitlines())}

LANGUAGES = tuple(_BY_LANGUAGE)


def numbers(
    languages: Iterable[str] = LANGUAGES, *, short: Iterable[str] = LANGUAGES
) -> dict[str, int]:
    """Return the names of the months in some languages, in small letters, each with its number.

    `short` are the languages whose short forms are wanted, too. What two of the languages read
    differently is left out: "listopad" is October in one, November in others.
    """
    found: dict[str, set[int]] = {}
    for language in languages:
        for number, forms in enumerate(_BY_LANGUAGE[language], 1):
            for form in forms.split("/"):
                if not form.endswith(".") or language in short:
                    found.setdefault(form.rstrip("."), set()).add(number)
    return {name: min(told) for name, told in found.items() if len(told) == 1}
