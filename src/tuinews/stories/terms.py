"""What an article is about, as weighted terms.

A term is a word without case, accents and the commonest endings. Of scripts without spaces
between words, pairs of characters are terms. What a term weighs follows from how often and
where it stands; how rare it is elsewhere comes later, in `judge`.
"""

from __future__ import annotations

import re
from collections import Counter
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


def weigh(headline: str, body: str) -> dict[str, float]:
    """Return the terms of an article with their weights, before rarity."""
    counts: Counter[str] = Counter()
    names: set[str] = set()
    for term, _ in _terms(headline):
        counts[term] += HEADLINE
    for place, (term, name) in enumerate(_terms(body[:_MAX_TEXT])):
        counts[term] += LEDE if place < LEDE_WORDS else 1
        if name:
            names.add(term)
    return {
        term: (1 + log(count))
        * (NAME if term in names else 1)
        * (FIGURE if term[0].isdigit() else 1)
        for term, count in counts.items()
    }


def _terms(text: str) -> list[tuple[str, bool]]:
    """Return the terms of `text` in order, and whether each stands as a name does."""
    found: list[tuple[str, bool]] = []
    for match in _WORD.finditer(text):
        word = match[0]
        first = word[0]
        if _SPACELESS.match(first):
            pairs = [word[i : i + 2] for i in range(len(word) - 1)] or [word]
            found.extend((pair, False) for pair in pairs)
            continue
        name = first.isupper() and not opens(text, match.start())
        found.append((stem(word), name))
    return found


def opens(text: str, start: int) -> bool:
    """Tell whether a sentence, a quote or a line begins at `start`."""
    before = text[max(0, start - 2) : start].rstrip(" ")
    return not before or before[-1] in _OPENING


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word folded and without possessive, plural and the commonest English endings."""
    word = fold(word)
    if word[0].isdigit():
        return word.replace(",", "")
    word = re.sub("['’]s?$", "", word).replace("’", "'")
    if len(word) > 4 and word.isalpha():
        for ending in ("ing", "ed", "es", "s"):
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)]
    return word


def forms(term: str) -> list[str]:
    """Return words that may have become `term`, to be looked up in an index of whole words."""
    if not term.isascii() or not term.isalpha() or len(term) < 3:
        return [term]
    return [term, *(term + ending for ending in ("s", "es", "ed", "ing"))]
