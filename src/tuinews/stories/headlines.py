"""Which of several headlines says best what all of them are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tuinews.store.highlight import words
from tuinews.stories.common import COMMON
from tuinews.stories.terms import stem

_FEW, _MANY = 4, 16  # words; outside a headline says too little or is hard to take in


def best(headlines: Sequence[str]) -> int:
    """Return the place of the headline that shares most words with the others.

    Of equals the first; 0 where there is only one, or none.
    """
    terms = [{stem(word) for word in words(one) if word not in COMMON} for one in headlines]
    held = Counter(term for found in terms for term in found)

    def worth(place: int) -> tuple[float, int]:
        found = terms[place]
        shared = sum(held[term] - 1 for term in found) / (len(found) + 2)
        fits = _FEW <= len(words(headlines[place])) <= _MANY
        return shared if fits else shared / 2, -place

    return max(range(len(headlines)), key=worth, default=0)
