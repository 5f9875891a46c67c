"""Cleaning: a capture becomes an article, and what was cut stays known."""

from __future__ import annotations

from tuinews.clean.cleaner import clean, xray
from tuinews.clean.errors import CleanError

__all__ = ["CleanError", "clean", "xray"]
