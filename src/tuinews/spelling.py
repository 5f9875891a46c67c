"""Which name a mistyped one was meant to be; imported late: only a mistake needs it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, names: Iterable[str], likeness: float = 0.6) -> str:
    """Return the name that `word` was most likely meant to be; "" where none is near.

    `likeness`, 0 to 1, is how much of the two must be the same.
    """
    return next(iter(get_close_matches(word[:255], list(names), 1, likeness)), "")
