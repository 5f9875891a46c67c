"""What cleaning says when it cannot."""

from __future__ import annotations

from tuinews.model import TuinewsError


class CleanError(TuinewsError):
    """A capture holds no article: it says which, and what to do next."""
