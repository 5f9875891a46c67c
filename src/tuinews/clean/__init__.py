"""Cleaning: a capture becomes an article, and what was cut stays known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.clean.errors import CleanError
from tuinews.model import Article, Capture

if TYPE_CHECKING:
    from tuinews.clean.furniture import Furniture

__all__ = ["CleanError", "clean"]


def clean(capture: Capture, own: Furniture | None = None) -> Article:
    """Return the article that a capture holds; CleanError where there is nothing to read.

    `own` are furniture words of the user's (furniture.load): what they match is cut.

    What it takes (the model, the word lists, for HTML the parser) is loaded at the first call.
    """
    from tuinews.clean import cleaner

    return cleaner.clean(capture, own)
