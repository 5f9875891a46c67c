"""What an article is about, as weighted terms.

A term is a word without case, accents and the commonest endings. Of scripts without spaces
between words, pairs of characters are terms. What a term weighs follows from how often and
where it stands; how rare it is elsewhere comes later, in `scoring`.
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

KIN = 5  # letters that "Russia" and "Russian", "killed" and "killing" share: they tell one thing

_MAX_TEXT = 60_000  # characters of a body that are looked at
_WORD = re.compile(
    rf"[{SPACELESS}]+|\d+(?:[.,]\d+)*(?![^\W\d_])|[^\W_{SPACELESS}]+(?:['’][^\W_{SPACELESS}]+)*"
)
_SPACELESS = re.compile(f"[{SPACELESS}]")
_OPENING = frozenset(".!?:;\"“”„«»‘'’([—–-•*\n…")  # after these a capital tells nothing
_OPENS = re.escape("".join(sorted(_OPENING)))
#: A word that may be a name: with a capital, and where `opens` is not so. What stands before it
#: is looked at last: few characters are capitals.
_NAME = re.compile(
    rf"[^\W\d_a-z{SPACELESS}](?s:(?<=[^{_OPENS} ] .)|(?<=[^{_OPENS} \w].))"
    rf"[^\W_{SPACELESS}]*(?:['’][^\W_{SPACELESS}]+)*"
)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an article."""

    weights: dict[str, float]  # before rarity
    forms: dict[str, set[str]]  # the whole words that became each term


def weigh(headline: str, body: str) -> Terms:
    """Return the terms of an article with what they weigh."""
    body = body[:_MAX_TEXT]
    counts: dict[str, int] = {}
    forms: dict[str, set[str]] = {}
    for word, count in _counted(headline, body).items():
        term, form = _reduced(word)
        if term in counts:
            counts[term] += count
            forms[term].add(form)
        else:
            counts[term] = count
            forms[term] = {form}
    names = {stem(word) for word in set(_NAME.findall(body)) if word[0].isupper()}
    weights = {term: 1 + log(count) if count > 1 else 1.0 for term, count in counts.items()}
    for term in names & weights.keys():
        weights[term] *= NAME
    for term in [term for term in weights if term[0].isdigit()]:
        weights[term] *= FIGURE
    return Terms(weights, forms)


def terms_of(text: str) -> list[str]:
    """Return the terms of a short text, in order."""
    return [stem(word) for word in _words(text)]


def _counted(headline: str, body: str) -> Counter[str]:
    """Return the words of an article with how often they stand in it, by where they do."""
    said = _words(body)
    counts = Counter(said)
    for word in said[:LEDE_WORDS]:
        counts[word] += LEDE - 1
    for word in _words(headline):
        counts[word] += HEADLINE
    return counts


def _words(text: str) -> list[str]:
    """Return the words of `text` as they are written; pairs of characters where none are."""
    found: list[str] = _WORD.findall(text)
    if text.isascii() or not _SPACELESS.search(text):
        return found
    pairs: list[str] = []
    for word in found:
        if _SPACELESS.match(word):
            pairs += [word[i : i + 2] for i in range(len(word) - 1)] or [word]
        else:
            pairs.append(word)
    return pairs


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
