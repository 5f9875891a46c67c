"""Invented news that looks alike: what is one event, and what only shares its names.

`EVENTS` are groups of accounts of one event; `ALONE` are articles that belong to nothing,
however often they come.
"""

from __future__ import annotations

from tests.stories.making import make

from tuinews.model import Article

_MATCH_ONE = [
    make(
        "cup-1a",
        "Halden beat Norvik 3-1 as Okoro scores twice in cup tie",
        """Halden came from behind to beat Norvik 3-1 in the second round of the Coast Cup on
        Saturday. Daniel Okoro scored twice in four minutes after Per Lund had put the visitors
        ahead from a corner. Goalkeeper Ida-Marie stadium was sold out for the first time since
        spring. "We slept for half an hour and then we played," coach Rita Falk said.""",
        "2021-05-08",
        "Sport Wire",
    ),
    make(
        "cup-1b",
        "Okoro double turns cup tie for Halden",
        """Two goals by Daniel Okoro turned the Coast Cup tie for Halden against Norvik, who had
        led through a header by Per Lund after a corner. The third, by Sven Aas, came in added
        time and made it 3-1. Coach Rita Falk said her team had slept for half an hour and then
        played. Norvik are out in the second round for the fourth year running.""",
        "2021-05-08",
        "Evening Post",
    ),
]
_MATCH_TWO = [
    make(
        "cup-2a",
        "Torrund need penalties to see off Little Elster in the Coast Cup",
        """Torrund reached the third round of the Coast Cup on Saturday only after penalties
        against fourth-tier Little Elster. Captain Jon Brekke hit the bar in extra time, and
        substitute keeper Amadou Sarr saved three kicks in a row. The bus of the amateurs had
        broken down on the way and the match began forty minutes late.""",
        "2021-05-08",
        "Sport Wire",
    ),
    make(
        "cup-2b",
        "Sarr saves three penalties as Torrund scrape past amateurs",
        """Substitute keeper Amadou Sarr saved three penalties in a row to take Torrund past
        Little Elster, who play in the fourth tier, and into the third round of the Coast Cup.
        The match began forty minutes late because the bus of the amateurs had broken down.
        Captain Jon Brekke had hit the bar in extra time.""",
        "2021-05-08",
        "Evening Post",
    ),
]
_COURT_ONE = [
    make(
        "court-1a",
        "Former harbour chief tells court he never saw the cheques",
        """The former head of the Merwick harbour office, Albert Quist, told the district court
        on Monday that he had never seen the cheques made out in his name. His lawyer Nina
        Straub showed the judges a diary from which four pages were missing. A graphologist
        said that two of the signatures had been traced against a window.""",
        "2021-05-10",
        "Courier",
    ),
    make(
        "court-1b",
        "Signatures on Merwick cheques were traced, expert tells court",
        """Two of the signatures on the cheques in the Merwick harbour case were traced against
        a window, a graphologist told the district court on Monday. Albert Quist, who headed
        the harbour office, says that he never saw the cheques. His lawyer Nina Straub held up
        a diary from which four pages are missing.""",
        "2021-05-10",
        "Wire",
    ),
]
_COURT_TWO = [
    make(
        "court-2a",
        "Merwick trial: crane driver describes envelopes in the night",
        """A crane driver told the district court in the trial of Albert Quist on Thursday how
        he had carried envelopes to a boat in the night, eleven times within one winter, and
        was given a ham for it at Christmas. Prosecutor Leo Haas asked him who had waited on
        board. He said that he had been told not to look. The public laughed about the ham.""",
        "2021-05-13",
        "Courier",
    ),
    make(
        "court-2b",
        "Envelopes, a boat and a ham: witness heard in Quist trial",
        """Eleven times within one winter he carried envelopes to a boat in the night, a crane
        driver said on Thursday in the trial of Albert Quist, and at Christmas there was a ham.
        Who had waited on board? He had been told not to look, the witness answered prosecutor
        Leo Haas.""",
        "2021-05-13",
        "Wire",
    ),
]
_CORRECTED = [
    make(
        "fire-1",
        "Fire destroys paper mill in Ostby, two firefighters hurt",
        """A fire destroyed the old paper mill in Ostby in the night to Friday and hurt two
        firefighters. The roof of the drying hall came down shortly before three. Smoke drifted
        over the river towards Lenz and people there were told to keep their windows shut. The
        mill had stood empty since 2009 and was to become flats.""",
        "2021-05-14",
        "Wire",
    ),
    make(
        "fire-2",
        "Correction: three firefighters hurt as paper mill burns down in Ostby",
        """A fire destroyed the old paper mill in Ostby in the night to Friday and hurt three
        firefighters, not two as first reported. The roof of the drying hall came down shortly
        before three. The mill had stood empty since 2009 and was to become flats.""",
        "2021-05-14",
        "Evening Post",
    ),
    make(
        "fire-live",
        "Live: the fire at Ostby paper mill",
        """09:40 The mayor says the flats will be built all the same.

        08:15 Firefighters leave the paper mill; the drying hall is gone, its roof came down
        before three.

        06:30 People in Lenz may open their windows again, the smoke over the river is thin.

        03:05 The mill in Ostby burns on all floors. Two firefighters are taken to hospital.""",
        "2021-05-14",
        "Courier",
    ),
]
_RUSSIAN = [
    make(
        "ru-1",
        "Паром сел на мель у острова Лунный, пассажиров сняли вертолётом",
        """Паром «Заря» сел на мель у острова Лунный в тумане, сообщила береговая служба.
        Сорок два пассажира сняли вертолётом, капитан Егор Мельников остался на борту. По его
        словам, отказал эхолот. Буксир «Богатырь» придёт к острову в среду утром.""",
        "2021-05-11",
        "Вестник",
    ),
    make(
        "ru-2",
        "«Отказал эхолот»: капитан парома «Заря» о посадке на мель",
        """Капитан парома «Заря» Егор Мельников рассказал, что у судна отказал эхолот. Паром сел
        на мель у острова Лунный в густом тумане. Пассажиров, их было сорок два, сняли
        вертолётом береговой службы. Буксир «Богатырь» ждут в среду.""",
        "2021-05-11",
        "Курьер",
    ),
]
_CHINESE = [
    make(
        "zh-1",
        "云州古桥修缮完工 市民重新走上石桥",
        """云州市文物局周二宣布，有八百年历史的望江石桥修缮完工。工程历时三年，更换石板一千二百块。
        文物局局长陈立新说，所有石料都取自原来的采石场。当天有数千名市民冒雨走上石桥。""",
        "2021-05-11",
        "云州日报",
    ),
    make(
        "zh-2",
        "修了三年 望江石桥重新开放",
        """修缮三年的望江石桥周二重新开放，数千名市民冒雨前来。云州市文物局局长陈立新介绍，
        桥上更换了一千二百块石板，石料取自原来的采石场。望江石桥已有八百年历史。""",
        "2021-05-11",
        "江南晚报",
    ),
]
_GERMAN = [
    make(
        "de-1",
        "Brauerei in Altfurt stellt nach 400 Jahren den Betrieb ein",
        """Die Brauerei Hirschbräu in Altfurt stellt zum Jahresende den Betrieb ein. Das teilte
        Inhaberin Johanna Prell am Mittwoch mit. Die 38 Beschäftigten wurden auf dem Hof
        unterrichtet. Grund sei der Kessel von 1956, für den es keine Ersatzteile mehr gebe.
        Die Marke will die Genossenschaft Fluttal weiterführen.""",
        "2021-05-12",
        "Kurier",
    ),
    make(
        "de-2",
        "Aus für Hirschbräu: Der Kessel hat aufgegeben",
        """Nach 400 Jahren ist Schluss: Hirschbräu in Altfurt braut nur noch bis zum Jahresende.
        Für den Kessel von 1956 finde sich kein Ersatzteil mehr, sagte Inhaberin Johanna Prell
        den 38 Beschäftigten. Die Genossenschaft Fluttal möchte die Marke übernehmen.""",
        "2021-05-12",
        "Abendblatt",
    ),
]

EVENTS: list[list[Article]] = [
    *(_MATCH_ONE, _MATCH_TWO, _COURT_ONE, _COURT_TWO, _CORRECTED),
    *(_RUSSIAN, _CHINESE, _GERMAN),
]


def _weather(day: int, morning: str, high: int, wind: str) -> Article:
    return make(
        f"weather-{day}",
        f"The weather on May {day}",
        f"""{morning} in the west, with a chance of showers over the hills. Highs of {high}
        degrees on the coast, a little less inland. {wind} winds from the west. Sunset at
        20:41. The next days: unsettled, with sunny spells in the south.""",
        f"2021-05-{day:02}",
        "Courier",
    )


def _table(day: int, rows: str) -> Article:
    return make(
        f"table-{day}",
        "Coast League: results and table",
        f"Results of match day {day - 7}\n\n{rows}\n\nTeam\tPlayed\tPoints",
        f"2021-05-{day:02}",
        "Sport Wire",
    )


def _letters(day: int, text: str) -> Article:
    return make(
        f"letters-{day}", "Letters to the editor", text, f"2021-05-{day:02}", "Evening Post"
    )


ALONE: list[Article] = [
    _weather(8, "Mostly cloudy", 16, "Fresh"),
    _weather(9, "Fog, then sun", 18, "Light"),
    _weather(10, "Clear", 19, "Light"),
    _weather(11, "Rain", 13, "Strong"),
    _weather(12, "Mostly cloudy", 15, "Fresh"),
    _table(8, "Norvik – Aldern 2:0\n\nTorrund – Halden 1:1\n\nLenz – Merwick 0:3"),
    _table(10, "Aldern – Torrund 1:2\n\nHalden – Lenz 4:0\n\nMerwick – Norvik 2:2"),
    _table(13, "Lenz – Norvik 1:0\n\nTorrund – Merwick 3:3\n\nHalden – Aldern 0:1"),
    _letters(8, "Your piece on the tram was right: nobody asked those who ride it. J. Moe, Lenz."),
    _letters(11, "The price of bread has nothing to do with the mill, as you write. K. A., Ostby."),
]
