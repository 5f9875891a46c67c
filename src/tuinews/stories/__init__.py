"""Which articles belong together, and what is new in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tuinews.stories.relate import catch_up

__all__ = ["catch_up"]


def __getattr__(name: str) -> Any:
    """Load what works stories out when it is asked for: to open an article is to need none."""
    if name != "catch_up":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tuinews.stories.relate import catch_up

    return catch_up
