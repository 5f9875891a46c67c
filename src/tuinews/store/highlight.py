"""Folding of case and accents, words as the index counts them, and hits to mark in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from tuinews.patterns import pattern
from tuinews.text import special

#: Scripts without spaces between words: each character is a word of its own in the index.
SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_HANGUL = pattern("[\uac00-\ud7a3]$")
_MARKS = pattern("[\u0300-\u036f]+")
_WORD = pattern(f"[{SPACELESS}]|[^\\W_{SPACELESS}]+")
_SPACELESS = pattern(f"[{SPACELESS}]")
_FOREIGN = pattern("([^\x00-\x7f]+)")
_LETTER = f"[^\\W_{SPACELESS}]"
#: Signs that are typed one for the other.
_ALIKE = ("'\u2018\u2019\u201a", '"\u201c\u201d\u201e\u00ab\u00bb', "-\u2010\u2011\u2013\u2014")
_GAP = "[\\W_]{1,40}"  # what may stand between two words of a phrase
#: Signs of print, which stand in texts of plain letters too.
_SIGNS = pattern("[\u00a0\u00ab\u00bb\u2010-\u205e]")
_PLAIN = bytes(ord(c) if (c := chr(n)).isalnum() or c == "_" else 32 for n in range(128)).ljust(256)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    base = _MARKS.sub("", parts) if _MARKS.search(parts) else char
    folded = base.casefold()
    return folded if len(folded) == len(base) else base.lower()


def fold(text: str) -> str:
    """Return `text` without case and accents, as the index compares it."""
    if text.isascii():
        return text.lower()
    parts = _FOREIGN.split(text)
    parts[::2] = [part.lower() for part in parts[::2]]
    parts[1::2] = ["".join(map(_fold_char, part)) for part in parts[1::2]]
    return "".join(parts)


def words(text: str) -> list[str]:
    """Return the folded words of `text`; of Chinese or Japanese each character is one."""
    return _WORD.findall(fold(text))


def without_signs(text: str) -> str:
    """Return `text` with a blank in the place of each sign of print."""
    for sign in set(_SIGNS.findall(special(text))):
        text = text.replace(sign, " ")
    return text


def plain_words(text: str) -> list[bytes] | None:
    r"""Return the runs of \w in a text of plain letters, quickly; None for other texts."""
    text = without_signs(text)
    return runs(text) if text.isascii() else None


def runs(text: str) -> list[bytes]:
    r"""Return the runs of \w in a text of ASCII."""
    return text.encode().translate(_PLAIN).split()


def highlight(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Return where `terms` stand in `text`: (start, end) pairs in order, never overlapping.

    `terms` are folded words or phrases as `Query.terms` gives them; one that ends in "*"
    is the beginning of a word. Case and accents make no difference.
    """
    sought = _pattern(tuple(terms))
    if sought is None or not text:
        return []
    if text.isascii():
        return [match.span() for match in sought.finditer(text.lower())]
    folded, places = _fold_with_places(text)
    return [
        (places[match.start()], places[match.end() - 1] + 1) for match in sought.finditer(folded)
    ]


def occurrences(text: str, sought: str) -> list[tuple[int, int]]:
    """Return where just `sought` stands in `text`, also inside of words: (start, end) pairs.

    Case, accents, the width of spaces and the kind of quotes and dashes make no difference.
    """
    found = _literal(" ".join(fold(sought).split()))
    if found is None or not text:
        return []
    folded, places = _fold_with_places(text)
    return [
        (places[match.start()], places[match.end() - 1] + 1) for match in found.finditer(folded)
    ]


@lru_cache(maxsize=64)
def _literal(sought: str) -> re.Pattern[str] | None:
    signs = {sign: f"[{re.escape(group)}]" for group in _ALIKE for sign in group}
    parts = (signs.get(char, re.escape(char)) for char in sought)
    return re.compile("".join(parts).replace("\\ ", "\\s+")) if sought else None


def _fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text and, for each of its characters, its place in `text`."""
    chars = [_fold_char(char) for char in text]
    folded = "".join(chars)
    if len(folded) == len(text) and all(chars):
        return folded, range(len(text))
    places: list[int] = []
    for place, char in enumerate(chars):
        places.extend([place] * len(char))
    return folded, places


@lru_cache(maxsize=64)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    choices = {
        _of_term(parts, term.endswith("*")): sum(map(len, parts))
        for term in terms
        if (parts := _WORD.findall(term))
    }
    if not choices:
        return None
    longest_first = sorted(choices, key=lambda choice: -choices[choice])
    return re.compile("|".join(longest_first))


def _of_term(parts: Sequence[str], prefix: bool) -> str:
    """Return the expression that finds the words `parts` one after the other."""
    first, last = parts[0], parts[-1]
    found = "" if _SPACELESS.match(first) else f"(?<!{_LETTER})"
    for place, part in enumerate(parts):
        if place:
            close = _SPACELESS.match(part) or _SPACELESS.match(parts[place - 1])
            found += f"(?:{_GAP})?" if close else _GAP
        found += re.escape(part)
    if not (prefix or _SPACELESS.match(last) or _HANGUL.search(last)):
        found += f"(?!{_LETTER})"
    return found
