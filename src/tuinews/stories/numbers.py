"""Numbers in digits and in words, in the languages that readers import most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tuinews.store.highlight import fold, words

_SMALL = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty",
    "de": "zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn "
    "sechzehn siebzehn achtzehn neunzehn zwanzig",
    "fr": "deux trois quatre cinq six sept huit neuf dix _ douze treize quatorze quinze seize",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez _ doce trece catorce quince",
    "it": "_ tre quattro cinque _ sette _ nove dieci undici dodici tredici quattordici quindici",
    "pt": "dois tres quatro cinco seis sete oito nove _ _ _ treze quatorze quinze",
    "pt, of women": "duas",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien",
    "ru": "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
    "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать",
    "ru, of things": "двух трех четырех пяти шести семи восьми девяти десяти одиннадцати "
    "двенадцати тринадцати четырнадцати пятнадцати",
    "ru, of people": "двое трое четверо пятеро шестеро семеро",
}
_TENS = {
    "en": "thirty forty fifty sixty seventy eighty ninety",
    "de": "dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    "it": "trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "pt": "trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "nl": "dertig veertig vijftig zestig zeventig tachtig negentig",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "trente quarante cinquante soixante",
    "ru": "тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
}
NUMBERS = {
    fold(word): value
    for names in _SMALL.values()
    for value, word in enumerate(names.split(), start=2)
    if word != "_"  # it means something else in another language
}
NUMBERS |= {
    fold(word): value
    for names in _TENS.values()
    for value, word in zip(range(30, 100, 10), names.split(), strict=False)
}
_UNDER_TEN = {word: value for word, value in NUMBERS.items() if value < 10} | {"one": 1, "ein": 1}
_GERMAN = re.compile(f"({'|'.join(_UNDER_TEN)})und(\\w+)$")  # "einundzwanzig"
GERMAN_WITHIN = re.compile(f"(?:{'|'.join(_UNDER_TEN)})und")
_OWN = {
    "it": "gli sono della delle nel nella alla hanno stati dei dal dalla persone sull sulla",
    "es": "fueron personas una por para que han",
    "pt": "foram pessoas uma por para que dos nas os ao",
    "fr": "les des personnes une pour que ont sur dans aux du",
}
_ITALIAN, _SPANISH, _PORTUGUESE, _FRENCH = (frozenset(said.split()) for said in _OWN.values())

#: Words that mean something else in another language -> value, and words of their own
#: language of which one stands in the text where they are numbers.
_CLASHING = {
    "due": (2, _ITALIAN),
    "sei": (6, _ITALIAN),
    "otto": (8, _ITALIAN),
    "once": (11, _SPANISH),
    "dez": (10, _PORTUGUESE),
    "doze": (12, _PORTUGUESE),
    "onze": (11, _FRENCH | _PORTUGUESE),
}
WORDS = frozenset(word.encode() for word in (*NUMBERS, *_CLASHING))  # that may be numbers
_FRENCH_VERY = "très"  # Spanish "tres" without its accent


def number_in(word: str, text: str) -> float | None:
    """Return the value of a number that stands in `text`; None for anything else.

    The text tells which language a word is of: "due" is a number in Italian alone.
    """
    value, own = _CLASHING.get(fold(word), (0, frozenset[str]()))
    if value and word[1:].islower() and not own.isdisjoint(words(text)):
        return float(value)
    return number(word)


@lru_cache(maxsize=8192)
def number(word: str) -> float | None:
    """Return the value of a number in digits or in words; None for anything else."""
    if word.casefold() == _FRENCH_VERY:
        return None
    digits = word.strip("$€£¥% \u00a0")
    if digits[:1].isdigit():
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
            digits = digits.replace(",", "")
        elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
            digits = digits.replace(".", "").replace(",", ".")
        try:
            return float(digits.replace(",", "."))
        except ValueError:
            return None
    return _in_words(words(word))


def _in_words(found: Sequence[str]) -> float | None:
    """Return the value of "eight", "twenty-three", "dreiundzwanzig"."""
    if len(found) == 1 and found[0] in NUMBERS:
        return float(NUMBERS[found[0]])
    if len(found) == 1 and (german := _GERMAN.match(found[0])):
        found = [german[2], german[1]]
    if len(found) != 2 or NUMBERS.get(found[0], 0) not in range(20, 100, 10):
        return None
    return float(NUMBERS[found[0]] + _UNDER_TEN[found[1]]) if found[1] in _UNDER_TEN else None
