"""Cleaning: a capture becomes an article, and what was cut stays known."""

from __future__ import annotations

from tuinews.clean.errors import CleanError
from tuinews.clean.xray import xray
from tuinews.model import Article, Capture

__all__ = ["CleanError", "clean", "xray"]


def clean(capture: Capture) -> Article:
    """Return the article that a capture holds; CleanError where there is nothing to read.

    What it takes (the model, the word lists, for HTML the parser) is loaded at the first call.
    """
    from tuinews.clean import cleaner

    return cleaner.clean(capture)
