"""Copies: the text of one newsroom or agency under several mastheads.

Two texts are held against each other sentence by sentence, without what stands in quotation
marks: two newsrooms that were at the same press conference have its words in common, but
not a third of their own sentences.
"""

from __future__ import annotations

import re
from functools import cached_property

from tuinews.store.highlight import words
from tuinews.stories.facts import word_trigrams
from tuinews.stories.sentences import sentences

COPY = 0.3  # share of the shorter text's own sentences from which on it is a copy
SAME = 0.5  # runs of three words that two sentences share where they are one
ALIKE = 0.9  # or of two whole texts, quotes and all

_LEAST = 40  # words in sentences of one's own: a shorter text is a copy only as a whole
_LEAST_WHOLE = 12  # runs: a shorter one is a copy of nothing
_SHORT = 6  # words: a shorter sentence proves nothing
_QUOTED = re.compile(r"[“„«\"][^“”„«»\"\n]{0,900}[”“»\"]|「[^」\n]{0,600}」")

Runs = frozenset[tuple[str, ...]]


class Text:
    """A text as copies are known by; taken apart when it is first held against another."""

    def __init__(self, body: str) -> None:
        """Take the text of an article."""
        self._body = body

    @cached_property
    def own(self) -> list[tuple[int, Runs]]:
        """Its sentences without quotes: how many words, and their runs of three."""
        found = map(words, sentences(_QUOTED.sub(" ", self._body)))
        return [(len(said), word_trigrams(said)) for said in found if len(said) >= _SHORT]

    @cached_property
    def known(self) -> Runs:
        """The runs of all these sentences."""
        return frozenset().union(*(runs for _, runs in self.own))

    @cached_property
    def whole(self) -> Runs:
        """The runs of the whole text."""
        return word_trigrams(words(self._body))


def share_of_copy(a: Text, b: Text) -> float:
    """Return how much of the shorter text stands in the longer one, 0 to 1; 0 for no copy."""
    least = min(len(a.whole), len(b.whole))
    whole = len(a.whole & b.whole) / least if least >= _LEAST_WHOLE else 0.0
    if whole >= ALIKE:
        return whole
    sizes = [sum(count for count, _ in one.own) for one in (a, b)]
    shorter, longer = (a, b) if sizes[0] <= sizes[1] else (b, a)
    if min(sizes) < _LEAST:
        return 0.0
    same = sum(count for count, runs in shorter.own if len(runs & longer.known) >= SAME * len(runs))
    share = same / min(sizes)
    return share if share >= COPY else 0.0
