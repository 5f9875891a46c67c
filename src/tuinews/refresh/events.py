"""What a refresh tells while it is at work: plain values, in the order of their happening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Outcome = Literal["changed", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Started:
    """The feeds are chosen; the first ones are being fetched."""

    feeds: int


@dataclass(frozen=True, slots=True)
class FeedDone:
    """One feed is done: what it brought is stored, or it failed."""

    url: str
    title: str
    outcome: Outcome
    done: int  # feeds that are done, this one included
    total: int
    new: int = 0  # articles
    updated: int = 0
    hidden: int = 0  # by a rule
    error: str = ""  # why it failed, one line
    due: datetime | None = None  # when it is asked next
    moved_from: str = ""  # its address until now
    account: bool = False  # it is no feed, but the account of a server


@dataclass(frozen=True, slots=True)
class Syncing:
    """Some of the articles that an account has for us are stored."""

    title: str  # of the account
    done: int  # articles
    total: int


@dataclass(frozen=True, slots=True)
class Notified:
    """An article that the user wants to be told of."""

    id: str
    headline: str
    publisher: str
    query: str  # of the rule that found it


@dataclass(frozen=True, slots=True)
class PageDone:
    """The page behind a teaser is done."""

    id: str
    done: int
    total: int
    taken: bool  # it is more than the teaser, and was put in its place
    error: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """All feeds are done, or the user has had enough; what came is stored."""

    done: int  # feeds
    new: int
    updated: int
    unchanged: int  # feeds
    failed: int  # feeds
    expired: int  # articles that were removed for their age
    cancelled: bool


Event = Started | FeedDone | Syncing | Notified | PageDone | Stored
