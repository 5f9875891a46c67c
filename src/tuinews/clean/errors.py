"""The error of a capture that holds no article."""

from __future__ import annotations

from tuinews import limits
from tuinews.model import TuinewsError


class CleanError(TuinewsError):
    """A capture holds no article: it says which, and what to do next."""


def bound(origin: str, size: int) -> None:
    """Raise CleanError for a capture of so many characters of text that it is no article."""
    if size > limits.ARTICLE:
        raise CleanError(
            f"{origin}: too long for an article: {size:,} characters, "
            f"at most {limits.ARTICLE:,} are taken"
        )
