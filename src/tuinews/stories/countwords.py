"""Words around figures, folded, in the languages that readers import most."""

from __future__ import annotations

from tuinews import monthnames
from tuinews.store.highlight import fold


def _set(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


_THOUSAND = """thousand tausend mil mille тысяч тысячи тысяча тысячами тыс k"""
_MILLION = """million millions millionen mio mn m millon millones миллион миллиона миллионов млн"""
_BILLION = """billion bn milliarde milliarden mrd milliard milliards миллиард миллиарда
миллиардов млрд"""
AMOUNTS = {
    **dict.fromkeys(_set("hundred hundert"), 100),
    **dict.fromkeys(_set(_THOUSAND), 1_000),
    **dict.fromkeys(_set(_MILLION), 10**6),
    **dict.fromkeys(_set(_BILLION), 10**9),
    "trillion": 10**12,
    "百": 100,
    "千": 1_000,
    "万": 10**4,
    "亿": 10**8,
}
UNITS = {
    **dict.fromkeys(_set("percent per pc prozent pour por процент процента процентов"), "%"),
    **dict.fromkeys(_set("dollar dollars dolares долларов доллара 美 元"), "$"),
    **dict.fromkeys(_set("euro euros евро 欧"), "€"),
    **dict.fromkeys(_set("pound pounds pfund livres libras фунтов"), "£"),
}
PEOPLE = _set(
    """people person persons menschen personen leute personnes gens personas gente persone
    pessoas mensen человек человека людей 人"""
)
#: Those who are counted as people, too.
PERSONS = _set(
    """passengers residents inhabitants villagers workers students pupils tourists travellers
    migrants refugees passagiere fahrgaste insassen bewohner reisende passagers habitants
    voyageurs pasajeros viajeros habitantes passeggeri abitanti passageiros moradores passagiers
    reizigers bewoners пассажиров жителей"""
)

#: Of the dead and the injured: whole words, and beginnings.
CLASSES: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "dead": (
        _set(
            """dead died dies dying deadly tot tote toten toter mort morts morte mortes tue tues
            tuee tuees tuant matar mato"""
        ),
        tuple(
            fold(
                """death kill fatalit getotet starb gestorben todesopfer umgekommen deces deced
                muert muri fallec погиб умер убит убил жертв"""
            ).split()
        ),
    ),
    "injured": (
        _set("hurt herido heridos herida heridas"),
        tuple(fold("injur wound verletz bless hirio ранен пострадав").split()),
    ),
}
HAN_CLASSES = {"dead": ("死", "遇难", "丧生", "身亡"), "injured": ("伤",)}

#: Kind of roughness -> words before, ends of phrases before, Han before, Han after.
ROUGHLY: dict[str, tuple[frozenset[str], tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "over": (
        _set(
            """over least above exceeding uber mindestens plus mas более больше свыше минимум
            superior dépassant moins menos"""
        ),
        ("more than", "mehr als", "не менее"),
        ("超过", "逾", "至少"),
        ("多", "余"),
    ),
    "under": (
        _set("nearly almost under below fast beinahe presque casi почти hochstens knapp"),
        ("less than", "fewer than", "up to", "as many as", "bis zu", "jusqu'a", "hasta", "до"),
        ("近", "将近", "不到", "最多"),
        (),
    ),
    "about": (
        _set(
            """some about around roughly approximately estimated circa ca approx etwa rund
            ungefahr gut environ quelque pres autour unos unas alrededor cerca
            aproximadamente около примерно порядка приблизительно"""
        ),
        ("close to",),
        ("约", "大约", "大概"),
        ("左右",),
    ),
}
ROUGH = frozenset(one for found in ROUGHLY.values() for one in found[0])
AT_LEAST = _set("least mindestens moins menos менее minimum")

PAIRING = _set("to - – gegen zu bis against contre a contra против до versus vs 对 比 至 到") | {
    "and",
    "und",
    "et",
    "y",
    "и",
    "bis",
}
ONLY_BETWEEN = _set("and und et y и")  # these pair figures only after "between"
BETWEEN = _set("between zwischen entre между от с from von de desde")
STOPS = frozenset(',;:.()[]"“”«»„!?，。；：、（）—')
CONJUNCTIONS = _set(
    "and or but while und oder aber wahrend et ou mais y o pero mientras и или а но"
)
#: Beginnings of words by which a figure counts something else, more or less.
SCOPE = tuple(
    fold(
        """total overall altogether nationwide other another further additional last previous
        earlier insgesamt weiter weitere vorjahr autre otro dernier pasado всего еще других
        прошл"""
    ).split()
)
HAN_SCOPE = ("总共", "共计", "另", "去年", "其他")
HAN_DIGITS = "零一二三四五六七八九十百千两"
HAN_TENS = {"十": 10, "百": 100, "千": 1000}
HAN_VALUES = {**{char: value for value, char in enumerate("零一二三四五六七八九")}, "两": 2}
HAN_AMOUNTS = "万亿"
HAN_MEASURES = "人名个位辆架艘座栋家票元所起件张条头只岁"
HAN_UNITS = "元票人"
HAN_SKIPPED = "多余万亿千百"
#: Not those that are names, too: of a planet, and of people.
MONTHS = frozenset(map(fold, monthnames.numbers(("en", "de", "fr", "es", "ru"), short=()))) - {
    "mars",
    "may",
}
