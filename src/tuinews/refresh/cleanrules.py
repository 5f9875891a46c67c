"""The user's own furniture words, where articles are cleaned in worker processes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.config import ConfigError
from tuinews.intake.errors import FeedError
from tuinews.model import TuinewsError

if TYPE_CHECKING:
    from tuinews.clean.furniture import Furniture


def check(rules: str) -> None:
    """Raise ConfigError, which names the line, for a file at `rules` that cannot be used."""
    if rules:
        from tuinews.clean import furniture

        try:
            furniture.load(Path(rules))
        except TuinewsError as error:
            raise ConfigError(str(error)) from error


@lru_cache(maxsize=1)
def load(rules: str) -> Furniture | None:
    """Return the words in the file at `rules`, None for ""; read once in a process.

    Raises FeedError where the file cannot be used: what came is not stored as if it could.
    """
    if not rules:
        return None
    from tuinews.clean import furniture

    try:
        return furniture.load(Path(rules))
    except TuinewsError as error:
        raise FeedError(str(error)) from error
