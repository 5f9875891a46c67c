"""Two accounts held against each other: what of each the other tells, where figures differ.

What only one of them tells is judged where they face each other, in `align`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tuinews.model import Article
from tuinews.stories import facts
from tuinews.stories.counts import counts
from tuinews.stories.differing import contradicted
from tuinews.stories.novelty import ReadBefore, Sentence, told_in


@dataclass(frozen=True, slots=True)
class Difference:
    """The same things, counted differently."""

    a: str  # "eight Russians"
    b: str  # "ten Russians"
    sentence_a: int  # as in Sentence.in_a
    sentence_b: int  # the number of the sentence in b, from 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """What B tells again of A, what it leaves out, and what it adds."""

    sentences: tuple[Sentence, ...]  # of B, in order
    shared_quotes: tuple[str, ...]  # as B has them
    differing_figures: tuple[Difference, ...]
    back: tuple[Sentence, ...]  # of A, in order; their `in_a` counts the sentences of B
    quote_pairs: tuple[tuple[str, str], ...]  # the shared quotes, as A and as B have them


def compare(a: Article, b: Article) -> Comparison:
    """Return how `b` compares with `a`, which was read before."""
    read = ReadBefore((a,))
    sentences = told_in(b, read)
    back = told_in(a, ReadBefore((b,)))
    quotes = facts.shared_quotes(facts.quotes(a.body), facts.quotes(b.body))
    return Comparison(
        tuple(sentences),
        tuple(theirs.text for _, theirs in quotes),
        tuple(_differences(sentences, read)),
        tuple(back),
        tuple((ours.text, theirs.text) for ours, theirs in quotes),
    )


def _differences(sentences: Sequence[Sentence], read: ReadBefore) -> list[Difference]:
    """Return figures of sentences that face each other and count the same things."""
    found: dict[tuple[str, str], Difference] = {}
    for number, sentence in enumerate(sentences, start=1):
        for count in counts(sentence.text):
            for theirs, other in contradicted(count, sentence, read).items():
                pair = (other, count.shown)
                found.setdefault(pair, Difference(*pair, theirs, number))
    return list(found.values())
