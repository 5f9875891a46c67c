"""What reading a feed gives."""

from __future__ import annotations

from dataclasses import dataclass

from tuinews.model import Capture


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed's entries, newest first as far as the feed keeps that order, and its own facts."""

    captures: tuple[Capture, ...]
    kind: str  # "rss20", "atom10", "json11" ...
    title: str = ""
    site: str = ""  # the address of the web site
    description: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    ttl: int | None = None  # minutes for which the publisher asks not to come again
    skip_hours: frozenset[int] = frozenset()  # hours of the day, UTC
    skip_days: frozenset[int] = frozenset()  # Monday is 0
    self_url: str = ""  # where the feed says it is; never followed by itself
    notices: tuple[str, ...] = ()  # in words: what was left out, where it says it has moved
    broken: str = ""  # why none of its entries can be read, in words; "" where that is not so
