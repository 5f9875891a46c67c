"""Sentences of text, in whatever language, with quotes and abbreviations kept whole."""

from __future__ import annotations

import re

from tuinews.store.highlight import fold
from tuinews.stories.stopwords import STOPWORDS

_SHORT = """
mr mrs ms dr prof sen rep gov gen col lt sgt capt cmdr adm maj rev hon st jr sr vs etc inc ltd
co corp llc bros vol jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues
wed thu thurs fri approx dept est al cf eg ie ca bzw usw evtl ggf nr abs bd hr
fr frau herr mme mlle sra sres ud uds av pag ing dott sigg ft ave blvd pp messrs pres
supt ariz calif colo conn fla ky md mich minn mo neb nev okla
tenn tex va vt wis wyo geb jh mio mrd
"""
_ABBREVIATIONS = frozenset(_SHORT.split())
_BEFORE_NUMBERS = frozenset({"no", "nos", "art", "fig", "nr", "abs", "pp", "vol"})
_AFTER_ORDINAL = """
januar februar marz april mai juni juli august september oktober november dezember jahrhundert
jahrestag klasse etage januari februari mars maj augusti
"""
_AFTER_NUMBERS = frozenset(_AFTER_ORDINAL.split())
_CLOSING = "\"”»’')\\]」』"
_END = re.compile(rf"[.!?…]+(?:\s?»|[{_CLOSING}])*(?=\s|$)|[。！？][」』”]*|[।؟۔]+(?=\s|$)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?$")
_INITIALS = re.compile(r"(?:^|[\s(\"“])(?:[^\W\d_]\.)+$")
_NUMBER = re.compile(r"\s+\d")
_STARTS_LOW = re.compile(r"\s*[\"“«'(]*([^\W\d_])")
_NEXT_WORD = re.compile(r"\s+[\"“«'(]*([^\W\d_]+)")


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`, lines apart, without surrounding blanks."""
    return [text[start:end] for start, end in spans(text)]


def spans(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of `text` begin and end; blanks between are in none."""
    found: list[tuple[int, int]] = []
    offset = 0
    for line in text.split("\n"):
        for start, end in _of_line(line):
            found.append((offset + start, offset + end))
        offset += len(line) + 1
    return found


def _of_line(line: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    ends = [match.end() for match in _END.finditer(line) if _ends(line, match)]
    for end in (*ends, len(line)):
        part = line[start:end]
        blank = len(part) - len(part.lstrip())
        if part.strip():
            found.append((start + blank, start + len(part.rstrip())))
        start = end
    return found


def _ends(line: str, match: re.Match[str]) -> bool:
    """Tell whether a sentence really ends at a mark."""
    end = match.end()
    low = _STARTS_LOW.match(line, end)
    if low is not None and low[1].islower():
        return False  # '"Go!" he said', "approx. ten"
    if match[0][0] != ".":
        return True
    if match[0][:2] == "..":
        return True
    before = line[max(0, match.start() - 24) : match.start()]
    if _INITIALS.search(before + "."):
        return end >= len(line.rstrip()) or (before.count(".") > 0 and _opens(line, end))
    word = _WORD_BEFORE.search(before)
    if word is not None and fold(word[1]) in _ABBREVIATIONS:
        return end >= len(line.rstrip())
    if word is not None and fold(word[1]) in _BEFORE_NUMBERS and _NUMBER.match(line, end):
        return False
    if before[-1:].isdigit() and re.fullmatch(r"[^\d]*\d{1,2}", before.split(" ")[-1]):
        return _after_number(line, end)
    return True


def _opens(line: str, end: int) -> bool:
    """Tell whether a word follows that often opens a sentence: "the U.N. It", not "U.S. Senate"."""
    following = _NEXT_WORD.match(line, end)
    return following is not None and fold(following[1]) in STOPWORDS


def _after_number(line: str, end: int) -> bool:
    """Tell whether a sentence ends in a number: not in "am 3. Oktober", yes in "aged 12. He"."""
    following = _NEXT_WORD.match(line, end)
    return following is None or fold(following[1]) not in _AFTER_NUMBERS
