"""Where two accounts contradict: the same things counted differently, another name.

A wrong alarm costs the user's trust, a missed one costs little: two counts differ only where
both are of the same things, in sentences that share more than the figure's noun, where neither
holds the other's figure in any unit, and where rounding does not explain it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tuinews.model import Article
from tuinews.store.highlight import fold, words
from tuinews.stories import countwords as lists
from tuinews.stories import facts, numbers
from tuinews.stories.counts import YEAR, Count, counts, values, where
from tuinews.stories.novelty import ReadBefore, Sentence
from tuinews.stories.stopwords import STOPWORDS
from tuinews.stories.terms import KIN, stem

_ENOUGH = 2  # words that the clauses of two percentages or sums share
_TELLING = 10  # a smaller figure may stand for anything: "shortly before three"
_ROUGHLY = 0.15
_NOT = re.compile(
    r"\b(?:not|rather than|instead of|nicht|statt|non|au lieu de|y no|en lugar de|а не|вместо)"
    r"\s+(\w[\w.,-]*)",
    re.IGNORECASE,
)
_ELSE_THE_SAME = 0.8  # of the words of two sentences, numbers left out
_PERSONS = frozenset(map(stem, lists.PERSONS))
_BOUND = 1.5  # times a figure, at most, is what "more than" means


@dataclass(frozen=True, slots=True)
class Differing:
    """A figure or name that stands otherwise in what was read of the same thing."""

    shown: str  # "ten Russians", "Velmora"
    others: tuple[str, ...]  # "eight Russians"; () for a name, which was not read at all
    sentence: int  # its number in the article, from 0
    block: int  # which of the article's blocks it stands in, from 0
    start: int  # where in the block's text
    end: int


def differing(
    article: Article, sentences: Sequence[Sentence], read: ReadBefore, *, names: bool = True
) -> list[Differing]:
    """Return what differs in sentences that were told before, at least in part.

    `sentences` is what `told_in(article, read)` returned. Figures come with what was read
    in their place; names only where `names`.
    """
    known = frozenset(term for name in facts.names(article.body) for term in name.terms if names)
    found: list[Differing] = []
    for number, sentence in enumerate(sentences):
        if not sentence.in_a:
            continue
        for count in counts(sentence.text):
            others = contradicted(count, sentence, read)
            if others:
                told = tuple(dict.fromkeys(others.values()))
                found += _placed(count.shown, told, number, sentence)
        for name in dict.fromkeys(facts.capital_runs(sentence.text)):
            shown = _unread_name(name, known, read)
            found += _placed(shown, (), number, sentence) if shown else []
    return found


def _unread_name(name: str, known: frozenset[str], read: ReadBefore) -> str:
    """Return what of a run of capitals names somebody who was not read of; "" where nobody.

    That of "Ann Koch" is "Koch" where Ann was read. "General Lee" was read of where Lee was.
    """
    parts = [part for part in name.split() if stem(part) in known]
    if not parts or read.knows(parts[-1]):
        return ""
    first = next(part for part in parts if not read.knows(part))
    return facts.bare(name[name.index(first) : name.rindex(parts[-1]) + len(parts[-1])])


def contradicted(count: Count, sentence: Sentence, read: ReadBefore) -> dict[int, str]:
    """Return how what was read counts what a sentence counts, where otherwise.

    By the numbers of the sentences in which it does. Nothing where the figure itself was read
    of the same things anywhere, or of anything where it should stand.
    """
    if not count.noun or read.counted_so(count):
        return {}
    near = {at + step for at in sentence.in_a for step in (-1, 0, 1)} & read.texts.keys()
    if min(count.values) >= _TELLING and any(_held(count, read.texts[at]) for at in near):
        return {}
    return {
        at: other.shown
        for at in sentence.in_a
        for other in otherwise(count, sentence.text, read.texts[at])
    }


def _placed(
    shown: str, others: tuple[str, ...], number: int, sentence: Sentence
) -> list[Differing]:
    at = where(sentence.text, shown)
    if at is None:
        return []
    start = sentence.start + at[0]
    return [Differing(shown, others, number, sentence.block, start, start + len(shown))]


def otherwise(count: Count, own: str, facing: str) -> list[Count]:
    """Return what counts the same in `facing` as `count` does in `own`, where otherwise."""
    if not count.noun or _held(count, facing) or _of_another_year(own, facing):
        return []
    same = _same_things if len(counts(own)) > 1 or len(counts(facing)) > 1 else _same_or_people
    ours = [one for one in counts(own) if same(one, count) and not _held(one, facing)]
    theirs = [
        one
        for one in counts(facing)
        if same(count, one) and (not _held(one, own) or _corrected(one, own))
    ]
    ours = [one for one in ours if not _corrected(one, own)]
    if len(theirs) != 1 or len({one.values for one in ours}) != 1:
        return []
    return [
        one
        for one in theirs
        if _differ(count, one) and _same_matter(count, one, elsewhere=_else_the_same(own, facing))
    ]


def _same_things(a: Count, b: Count) -> bool:
    if not a.noun or not b.noun or len(a.values) != len(b.values):
        return False
    return a.noun == b.noun or a.noun in b.also or b.noun in a.also


def _same_or_people(a: Count, b: Count) -> bool:
    """Tell whether two counts are of the same things, "people" being passengers, too."""
    kinds = ((a.noun, b.noun), (b.noun, a.noun))
    people = any(one in lists.PEOPLE and other in _PERSONS for one, other in kinds)
    return _same_things(a, b) or (people and len(a.values) == len(b.values))


def _held(count: Count, text: str) -> bool:
    """Tell whether a text has the figure, in whatever unit, or of a pair both."""
    return all(value in values(text) for value in count.values)


def _corrected(count: Count, text: str) -> bool:
    """Tell whether a text says that a figure is not the right one: "three, not two"."""
    denied = (numbers.number(match[1]) for match in _NOT.finditer(text))
    return any(value in count.values for value in denied)


def _differ(a: Count, b: Count) -> bool:
    if len(a.values) == 2:
        return a.values != b.values and not a.rough and not b.rough
    if _explained(a, b) or _explained(b, a):
        return False
    (ours,), (theirs,) = a.values, b.values
    return abs(ours - theirs) > max(a.rounding, b.rounding) * 1.001


def _explained(rough: Count, other: Count) -> bool:
    """Tell whether a figure that says that it is rough may mean the other."""
    (about,), (value,) = rough.values, other.values
    if rough.rough == "over":
        return about <= value <= about * _BOUND
    if rough.rough == "under":
        return about / _BOUND <= value <= about
    return rough.rough == "about" and abs(about - value) <= _ROUGHLY * max(about, value)


def _same_matter(a: Count, b: Count, *, elsewhere: bool) -> bool:
    """Tell whether the words around two figures speak of one thing.

    `elsewhere` tells whether the sentences are the same but for their numbers.
    """
    if a.scope != b.scope:
        return False
    if a.names and b.names and not a.names & b.names:
        return False
    if a.noun in lists.CLASSES or elsewhere:
        return True
    shared = len((a.clause & b.clause) - {a.noun[:KIN], b.noun[:KIN]})
    much = a.noun in lists.UNITS.values() or not _same_things(a, b)
    return shared >= (_ENOUGH if much else 1)


def _else_the_same(own: str, facing: str) -> bool:
    """Tell whether two sentences have nearly the same words, numbers left out."""
    ours, theirs = (
        {word for word in words(text) if word not in STOPWORDS and numbers.number(word) is None}
        for text in (own, facing)
    )
    shared = len(ours & theirs)
    return shared >= _ENOUGH and 2 * shared >= _ELSE_THE_SAME * (len(ours) + len(theirs))


def _of_another_year(own: str, facing: str) -> bool:
    ours, theirs = _times(own), _times(facing)
    return bool(ours and theirs and not ours & theirs)


def _times(text: str) -> set[str]:
    """Return the years and months that a sentence names."""
    months = {fold(one) for one in re.findall(r"[^\W\d_]{3,}", text) if one[0].isupper()}
    return {*YEAR.findall(text), *(one for one in months if one in lists.MONTHS)}
