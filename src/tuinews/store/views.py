"""What the library gives and takes: rows, counts, changes, reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from tuinews.model import Article, Feed, State
from tuinews.values import dataclass

if TYPE_CHECKING:
    from tuinews.store.disk.storywords import Ruled, Watched


#: In place of a feed's address: what was imported, files and single pages.
IMPORTED = "import:"


class Show(StrEnum):
    """Which articles a list shows."""

    ALL = "all"
    UNREAD = "unread"
    STARRED = "starred"


class Order(StrEnum):
    """In which order a list shows them."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"  # of a search; newest first where none is on
    PUBLISHER = "publisher"  # by name, newest first within each
    LONGEST = "longest"


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of an article."""

    key: int
    id: str
    headline: str
    publisher: str
    published: datetime | None  # as stated
    shown_date: datetime  # published, else inferred, else first seen
    dated: bool  # published is stated
    read: bool
    starred: bool
    tags: tuple[str, ...]
    accounts: int  # other accounts of the same story
    words: int
    teaser: str
    story: str = ""  # the id of its story, if others tell it, too
    undated: bool = False  # nothing tells when it was published: `shown_date` is when it came
    changed: bool = False  # its publisher changed the text since it was read


def naming(accounts: Sequence[Row]) -> Row:
    """Return the account under whose headline a story stands, wherever it is shown.

    The first with a date, which is more of a source than one without; in a list with the newest
    first it is the latest. Of copies it is the earliest: who wrote it, not who took it over.
    """
    first = next((row for row in accounts if not row.undated), accounts[0])
    same = (one for one in accounts if (one.headline, one.words) == (first.headline, first.words))
    return min(same, key=lambda one: one.shown_date)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles there are."""

    all: int
    unread: int
    starred: int

    def __sub__(self, less: Counts) -> Counts:
        """Return how many are left without those."""
        return Counts(self.all - less.all, self.unread - less.unread, self.starred - less.starred)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the store keeps it."""

    article: Article
    added: datetime
    seen: int  # the fingerprint of the text as it came in last
    file: str = ""  # where it is, relative to the data folder; "" nowhere yet


@dataclass(frozen=True, slots=True)
class Edge:
    """That two articles are related, as the index keeps it."""

    score: float
    reasons: tuple[str, ...]
    copy: float = 0.0


@dataclass(frozen=True, slots=True)
class Redone:
    """What the user's word changed of stories and of what is related: before and after."""

    stories: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    edges: Mapping[tuple[str, str], tuple[Edge | None, Edge | None]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.stories or self.edges)

    def reversed(self) -> Redone:
        """Return the change back."""
        return Redone(
            {name: (after, before) for name, (before, after) in self.stories.items()},
            {pair: (after, before) for pair, (before, after) in self.edges.items()},
        )


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to articles, so that it can be told and undone."""

    states: Mapping[str, tuple[State, State]] = field(default_factory=dict)  # id: before, after
    removed: tuple[StoredArticle, ...] = ()
    restored: tuple[StoredArticle, ...] = ()
    feeds: tuple[Feed, ...] = ()  # that were unsubscribed from
    restored_feeds: tuple[Feed, ...] = ()
    words: Mapping[str, tuple[Ruled | Watched | None, Ruled | Watched | None]] = field(
        default_factory=dict
    )  # what the user said of stories: before, after
    redone: Redone = field(default_factory=Redone)  # and what that changed
    summary: str = ""  # "starred", "marked 12 read"

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return bool(
            self.states
            or self.removed
            or self.restored
            or self.feeds
            or self.restored_feeds
            or self.words
        )


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that the user keeps under a name."""

    name: str
    query: str  # as typed


@dataclass(frozen=True, slots=True)
class Added:
    """What became of articles that were added: the ids under which they are found."""

    new: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    outcomes: tuple[tuple[str, str], ...] = ()  # of each input: id, "new" | "updated" | "same"


@dataclass(frozen=True, slots=True)
class Report:
    """What a check of the store found, or what mending did."""

    articles: int = 0
    files: int = 0
    states: int = 0
    mended: tuple[str, ...] = ()  # files of the store whose articles were indexed again
    problems: tuple[str, ...] = ()  # sentences, each naming its place
    lost: tuple[str, ...] = ()  # ... of articles that a damaged file no longer holds
    bytes: int = 0  # of the truth on disk
    index_bytes: int = 0
    sound: bool = True  # the index, as far as can be told without comparing

    @property
    def well(self) -> bool:
        """Whether nothing needs the user's attention."""
        return not self.problems and not self.lost
