"""Where two accounts contradict: the same things counted differently, another name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tuinews.model import Article
from tuinews.stories import facts
from tuinews.stories.facts import Figure
from tuinews.stories.novelty import Read, Sentence, figures
from tuinews.stories.terms import stem


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
    article: Article, sentences: Sequence[Sentence], read: Read, *, names: bool = True
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
        for figure in figures(sentence.text):
            others = contradicted(figure, sentence.in_a, read)
            if others:
                found += _placed(figure.shown, tuple(others), number, sentence)
        for word in dict.fromkeys(facts.capitals(sentence.text)):
            if stem(word) in known and not read.knows(word):
                found += _placed(word, (), number, sentence)
    return found


def contradicted(figure: Figure, facing: Iterable[int], read: Read) -> list[str]:
    """Return how the sentences of these numbers count what a figure counts, where otherwise."""
    if not figure.noun or not read.differs(figure):
        return []
    told = (other for number in facing for other in read.figures.get(number, ()))
    return list(
        dict.fromkeys(
            other.shown
            for other in told
            if other.noun == figure.noun and other.value != figure.value
        )
    )


def _placed(
    shown: str, others: tuple[str, ...], number: int, sentence: Sentence
) -> list[Differing]:
    at = re.search(rf"(?<!\w){re.escape(shown)}(?!\w)", sentence.text)
    if at is None:
        return []
    start = sentence.start + at.start()
    return [Differing(shown, others, number, sentence.block, start, start + len(shown))]
