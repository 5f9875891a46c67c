"""What is new in an article for someone who has read others.

Each sentence is held against the sentences, and pairs of neighbouring sentences, of what
was read: by the runs of four characters that they share, half of them against both lengths
(Dice), half against the shorter (containment), so that endings, order and a cut quote cost
little. A figure that was not read makes a sentence new, a name keeps it from being told, and so
does a clause with words that were read nowhere, whatever else the sentence repeats: "Police
have detained the captain of the ferry, which ran aground on Sunday".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from heapq import nlargest

from tuinews.model import BODY_KINDS, Article
from tuinews.store.highlight import words
from tuinews.stories import facts
from tuinews.stories.counts import Count, counts
from tuinews.stories.facts import Figure
from tuinews.stories.sentences import spans
from tuinews.stories.stopwords import STOPWORDS
from tuinews.stories.terms import KIN, stem

TOLD = 0.45  # likeness from which on a sentence says nothing new
PARTLY = 0.30
N = 4  # characters of an n-gram
FEW = 30  # n-grams: a shorter sentence inside a long one proves little
SHORT = 3  # content words below which a sentence is told only by the very same words
ALMOST_THE_SAME = 0.8
ALIKE = 0.6  # below it a likeness of small words alone proves nothing

_WORD_KIN = 6  # of words that are no names: "detained" is no form of "details"
_CLAUSES = re.compile(r"[,;:]\s|\s?[–—]\s?|\s-\s")
_UNREAD = 0.3  # of the words of a clause, names left out, from which on it tells something
_LONG_CLAUSE = 7  # words from which on a clause tells something though few of them do
_PROMISING = 12  # units that a sentence is held against
_MAX_LOOKED_AT = 4000  # places of its runs that are looked at to find them
_MAX_SENTENCES = 1000  # of an article; the rest of a longer one counts as new


class Novelty(StrEnum):
    """How a sentence is shown."""

    TOLD = "told"
    PARTLY = "partly"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article that is being read."""

    text: str
    told: float  # how much of it was read before: 0 to 1
    mark: Novelty
    in_a: tuple[int, ...]  # sentences that tell it: 1 is the first of a body, 0 the headline
    block: int  # which of the article's blocks it stands in, from 0
    start: int  # where in the block's text
    end: int
    new_clauses: tuple[tuple[int, int], ...] = ()  # where in its text, if told in part

    @property
    def adds(self) -> bool:
        """Whether it is told in part, and a clause of it tells something new."""
        return bool(self.new_clauses)


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """Where a sentence stands in an article."""

    text: str
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """The sentences that a sentence is most like, and how much."""

    value: float
    units: tuple[int, ...]


def places(article: Article) -> list[SentencePlace]:
    """Return the sentences of an article's body in order.

    Captions and credits have none, and "10:30 a.m." in a line of its own is none.
    """
    found = [
        SentencePlace(block.text[start:end], number, start, end)
        for number, block in enumerate(article.blocks)
        if block.kind in BODY_KINDS
        for start, end in spans(block.text)
        if not facts.is_time(block.text[start:end])
    ]
    return found[:_MAX_SENTENCES]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence or two that were read."""

    numbers: tuple[int, ...]
    runs: set[str]


class ReadBefore:
    """What has been read, ready to be held against sentences."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._runs: dict[str, list[int]] = {}  # a run of characters -> units that have it
        self._units: list[_Unit] = []
        self._stems: set[str] = set()
        self._kin: set[str] = set()
        self.texts: dict[int, str] = {}  # of the sentences; the headline is one
        self._counted_so: set[tuple[str, tuple[float, ...]]] | None = None
        self.values: set[float] = set()
        self.counted: dict[str, set[float]] = {}  # by what is counted
        for article in articles:
            self.add(article)

    def add(self, article: Article) -> None:
        """Take in one more article; its sentences are counted on from those before."""
        before: set[str] | None = None
        number = len(self.texts)
        self._counted_so = None
        for text in (article.headline, *(place.text for place in places(article))):
            runs = character_ngrams(text)
            self._unit(runs, (number,))
            if before is not None:
                self._unit(runs | before, (number - 1, number))
            before = runs
            stems = {stem(word) for word in words(text)}
            self._stems |= stems
            for letters in (KIN, _WORD_KIN):
                self._kin.update(word[:letters] for word in stems if len(word) >= letters)
            self.texts[number] = text
            for figure in figures(text):
                self.values.add(figure.value)
                self.counted.setdefault(figure.noun, set()).add(figure.value)
            number += 1

    def _unit(self, runs: set[str], numbers: tuple[int, ...]) -> None:
        for run in runs:
            self._runs.setdefault(run, []).append(len(self._units))
        self._units.append(_Unit(numbers, runs))

    def likeness(self, text: str) -> Likeness:
        """Return what was read that `text` is most like."""
        runs = character_ngrams(text)
        best, value = -1, 0.0
        for unit in self._promising(runs):
            alike = likeness(runs, self._units[unit].runs)
            if alike > value:
                best, value = unit, alike
        return Likeness(min(1.0, value), self._units[best].numbers if best >= 0 else ())

    def _promising(self, runs: set[str]) -> list[int]:
        """Return the units that share most runs, as far as the rarer runs tell."""
        shared: Counter[int] = Counter()
        looked_at = 0
        for found in sorted((self._runs[run] for run in runs if run in self._runs), key=len):
            shared.update(found)
            looked_at += len(found)
            if looked_at > _MAX_LOOKED_AT:
                break
        return nlargest(_PROMISING, shared, key=lambda unit: (shared[unit], -unit))

    def knows(self, name: str, letters: int = KIN) -> bool:
        """Whether a word, of a name, was read, if only in another form with as many `letters`."""
        word = stem(name)
        return len(word) <= 3 or word in self._stems or word[:letters] in self._kin

    def differs(self, figure: Figure) -> bool:
        """Whether a figure was not read, or another number was read of the same things."""
        if figure.value not in self.values:
            return True
        values = self.counted.get(figure.noun) if figure.noun and not figure.date else None
        if values is None or figure.value in values:
            return False
        return figure.value not in self.counted.get("", ())  # "152 votes to 148"

    def counted_so(self, count: Count) -> bool:
        """Whether the same things were counted the same anywhere."""
        if self._counted_so is None:
            self._counted_so = {
                (one.noun, one.values) for text in self.texts.values() for one in counts(text)
            }
        return (count.noun, count.values) in self._counted_so


def told_in(article: Article, read: ReadBefore) -> list[Sentence]:
    """Return the sentences of `article` with how far they are told in `read`.

    Numbers in `in_a` count through the articles of `read` one after the other.
    """
    names = frozenset(term for name in facts.names(article.body) for term in name.terms)
    return [_sentence(place, read, names) for place in places(article)]


def _sentence(place: SentencePlace, read: ReadBefore, names: frozenset[str]) -> Sentence:
    alike = read.likeness(place.text)
    said = alike.value >= ALIKE or _says_the_same(place.text, alike, read, names)
    value = alike.value if said else min(alike.value, PARTLY - 0.01)
    if any(read.differs(figure) for figure in figures(place.text)):
        value = min(value, PARTLY - 0.01)
    elif value >= PARTLY and _too_short(place.text, value):
        value = PARTLY - 0.01
    elif value >= TOLD and _unread_name(place.text, read, names):
        value = TOLD - 0.01
    new = _new_clauses(place.text, alike, read, names) if value >= PARTLY else ()
    if new:
        value = min(value, TOLD - 0.01)
    mark = Novelty.TOLD if value >= TOLD else Novelty.PARTLY if value >= PARTLY else Novelty.NEW
    told_by = alike.units if alike.value >= PARTLY and said else ()
    where = place.block, place.start, place.end
    return Sentence(place.text, round(value, 4), mark, told_by, *where, new)


def _new_clauses(
    text: str, alike: Likeness, read: ReadBefore, names: frozenset[str]
) -> tuple[tuple[int, int], ...]:
    """Return where the clauses of a sentence stand that have words that were read nowhere.

    Two of them, or one where the clause is not in what tells the rest. Names and a clause
    of a word or two ("prosecutors said") do not count.
    """
    told = set[str]().union(*(character_ngrams(read.texts[number]) for number in alike.units))
    found: list[tuple[int, int]] = []
    for start, end in _clauses(text):
        clause = text[start:end]
        whole = words(clause)
        said = dict.fromkeys(word for word in whole if word not in STOPWORDS)
        content = [word for word in said if stem(word) not in names]
        unread = sum(not read.knows(word, _WORD_KIN) for word in content)
        short = len(said) < SHORT and len(whole) < _LONG_CLAUSE
        if short or not unread or unread < _UNREAD * len(content):
            continue
        runs = character_ngrams(clause)
        if unread > 1 or len(runs & told) < len(runs) / 2:
            found.append((start, end))
    return tuple(found)


def _clauses(text: str) -> list[tuple[int, int]]:
    """Return where the clauses of a sentence begin and end, without what parts them."""
    marks = [match.span() for match in _CLAUSES.finditer(text)]
    starts = [0, *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), len(text)]
    return list(zip(starts, ends, strict=True))


def _unread_name(text: str, read: ReadBefore, names: frozenset[str]) -> bool:
    return any(
        word[0].isupper() and stem(word) in names and not read.knows(word)
        for word in facts.capitals(text)
    )


def _says_the_same(text: str, alike: Likeness, read: ReadBefore, names: frozenset[str]) -> bool:
    """Tell whether a sentence shares a name, or two words that say something, with another.

    A long sentence has most of the small words of a short one.
    """
    own, known = _content(text), {name[:KIN] for name in names}
    shared = (own & _content(read.texts[number]) for number in alike.units)
    return any(len(found) > 1 or not found.isdisjoint(known) for found in shared)


def _content(text: str) -> set[str]:
    """Return the words that say something, as far as their forms share letters."""
    return {stem(word)[:KIN] for word in words(text) if word not in STOPWORDS}


def _too_short(text: str, value: float) -> bool:
    """Tell whether a likeness means little: "he said" is told in every article."""
    content = [word for word in words(text) if word not in STOPWORDS]
    return len(content) < SHORT and value < ALMOST_THE_SAME


@lru_cache(maxsize=2048)
def figures(sentence: str) -> tuple[Figure, ...]:
    """Return the figures of a sentence; both sides of a comparison ask, so it is remembered."""
    return facts.figures(sentence)


def likeness(a: set[str], b: set[str]) -> float:
    """Return how alike two sentences are by their n-grams: half Dice, half containment, 0 to 1."""
    count = len(a & b)
    shorter, longer = sorted((len(a), len(b)))
    return count / (shorter + longer) + 0.5 * count / max(shorter, min(FEW, longer))


def character_ngrams(text: str) -> set[str]:
    """Return the n-grams of the words of `text`, with the blanks between them."""
    plain = f" {' '.join(words(text))} "
    return {plain[at : at + N] for at in range(max(1, len(plain) - N + 1))}
