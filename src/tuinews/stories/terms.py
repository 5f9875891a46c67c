"""What an article is about, as weighted terms.

A term is a word without case, accents and the commonest endings. Of scripts without spaces
between words, pairs of characters are terms. What a term weighs follows from how often and
where it stands; how rare it is elsewhere comes later, in `judge`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log

from tuinews.store.highlight import SPACELESS, fold

HEADLINE = 3  # a word of the headline counts so often
LEDE = 2  # and one of the first words of the body
LEDE_WORDS = 60
NAME = 1.3  # names and figures tell look-alike events apart
FIGURE = 1.5

_MAX_TEXT = 60_000  # characters of a body that are looked at
_WORD = re.compile(
    rf"[{SPACELESS}]+|\d+(?:[.,]\d+)*(?![^\W\d_])|[^\W_{SPACELESS}]+(?:['’][^\W_{SPACELESS}]+)*"
)
_SPACELESS = re.compile(f"[{SPACELESS}]")
_OPENING = frozenset(".!?:;\"“”„«»‘'’([—–-•*\n…")  # after these a capital tells nothing


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an article."""

    weights: dict[str, float]  # before rarity
    forms: dict[str, set[str]]  # the whole words that became each term


def weigh(headline: str, body: str) -> Terms:
    """Return the terms of an article with what they weigh."""
    counts: Counter[str] = Counter()
    names: set[str] = set()
    forms: dict[str, set[str]] = {}
    for term, form, _ in _terms(headline):
        counts[term] += HEADLINE
        forms.setdefault(term, set()).add(form)
    for place, (term, form, name) in enumerate(_terms(body[:_MAX_TEXT])):
        counts[term] += LEDE if place < LEDE_WORDS else 1
        forms.setdefault(term, set()).add(form)
        if name:
            names.add(term)
    weights: dict[str, float] = {}
    for term, count in counts.items():
        weight = 1 + log(count)
        if term in names:
            weight *= NAME
        weights[term] = weight * FIGURE if term[0].isdigit() else weight
    return Terms(weights, forms)


def _terms(text: str) -> list[tuple[str, str, bool]]:
    """Return the terms of `text` in order, their whole words, and which stand as names do."""
    found: list[tuple[str, str, bool]] = []
    for match in _WORD.finditer(text):
        word = match[0]
        first = word[0]
        if _SPACELESS.match(first):
            pairs = [word[i : i + 2] for i in range(len(word) - 1)] or [word]
            found.extend((pair, pair, False) for pair in pairs)
            continue
        name = first.isupper() and not opens(text, match.start())
        found.append((*_reduced(word), name))
    return found


def opens(text: str, start: int) -> bool:
    """Tell whether a sentence, a quote or a line begins at `start`."""
    before = text[max(0, start - 2) : start].rstrip(" ")
    return not before or before[-1] in _OPENING


def stem(word: str) -> str:
    """Return a word as a term: folded, without possessive, plural, the commonest endings."""
    return _reduced(word)[0]


@lru_cache(maxsize=65536)
def _reduced(word: str) -> tuple[str, str]:
    """Return a word as a term, and whole as an index knows it."""
    word = fold(word)
    if word[0].isdigit():
        return word.replace(",", ""), word
    word = re.sub("['’]s?$", "", word).replace("’", "'")
    if len(word) > 4 and word.isalpha():
        for ending in ("ing", "ed", "es", "s"):
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)], word
    return word, word
