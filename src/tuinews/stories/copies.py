"""Copies: the text of one newsroom or agency under several mastheads."""

from __future__ import annotations

from tuinews.model import Article
from tuinews.store.highlight import words
from tuinews.stories.facts import runs_of

_LEAST = 12  # words: a shorter text is a copy of nothing


def share_of_copy(a: Article, b: Article) -> float:
    """Return how much of the shorter text stands in the longer one, 0 to 1, word by word.

    Counted in runs of three words, so that a word changed here and there costs little, and
    an account in other words shares next to nothing.
    """
    in_a, in_b = runs_of(words(a.body)), runs_of(words(b.body))
    shorter = min(len(in_a), len(in_b))
    if shorter < _LEAST:
        return 0.0
    return len(in_a & in_b) / shorter
