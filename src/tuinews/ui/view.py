"""Views: which articles a list shows, in which order, and where the user stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuinews.model import Feed
from tuinews.store.folding import Folds
from tuinews.store.library import Library
from tuinews.store.query.tree import UNMUTED
from tuinews.store.views import IMPORTED, Order, Show
from tuinews.ui.memory import Left
from tuinews.values import dataclass

if TYPE_CHECKING:
    from tuinews.store.query.tree import Query


def folder_key(path: Sequence[str]) -> str:
    """Return the key of a folder: its path joined by "/"."""
    return "/".join(part.replace("/", "//") for part in path)


@dataclass(frozen=True, slots=True)
class Source:
    """Feeds whose articles are shown: one, or those of a folder."""

    name: str
    feeds: frozenset[str]  # their URLs
    folder: str = ""  # its key, where this is a folder


def present_source(library: Library, source: Source | None) -> Source | None:
    """Return a source with the feeds and the name that it has now; None where it is gone."""
    if source is None or IMPORTED in source.feeds:
        return source
    folder, subscriptions = source.folder, library.subscriptions
    names = {
        feed.url: feed.name
        for feed in subscriptions.feeds()
        if (_is_in(feed, folder) if folder else feed.url in source.feeds)
    }
    if not names:
        return None
    if folder:
        unmuted = names.keys() - subscriptions.muted()
        return Source(source.name, frozenset(unmuted or names), folder)
    name = next(iter(names.values())) if len(names) == 1 else source.name
    return Source(name, frozenset(names))


def _is_in(feed: Feed, folder: str) -> bool:
    """Whether a feed is in a folder, however deep."""
    return any(folder_key(feed.folder[:depth]) == folder for depth in range(len(feed.folder) + 1))


@dataclass(frozen=True, slots=True)
class View:
    """Which articles the list shows, and in which order."""

    show: Show = Show.ALL
    order: Order = Order.NEWEST
    search: str = ""
    source: Source | None = None
    followed: bool = False  # only of stories that the user follows
    fold: bool = True  # the accounts of a story are one row

    @property
    def feeds(self) -> frozenset[str] | None:
        """The URLs of the feeds that are shown; None for all articles."""
        return self.source.feeds if self.source else None

    @property
    def narrowed(self) -> bool:
        """Whether only some feeds, or only followed stories, are shown; one step back ends it."""
        return self.source is not None or self.followed

    @property
    def query(self) -> Query | None:
        """The search as far as it can be understood."""
        if not self.search.strip():
            return None
        from tuinews.store.query.language import parse_so_far  # a start has nothing to parse

        return parse_so_far(self.search)[0]

    @property
    def asked(self) -> Query | None:
        """The search; without one, where nothing is narrowed, all but what is muted."""
        if self.narrowed or self.show is Show.STARRED or self.search.strip():
            return self.query
        return UNMUTED

    @property
    def terms(self) -> tuple[str, ...]:
        """The words to mark in list and article."""
        query = self.query
        return query.terms if query else ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the user stood in a list, to come back to."""

    view: View
    folds: Folds
    unfolded: frozenset[int]
    cursor: int
    top: int
    left: Left  # the same, to come back to after a restart


def folds_of(library: Library, view: View, limit: int | None = None) -> Folds:
    """Return the rows of a view; with `limit` those of its first so many articles."""
    order = view.order
    if order is Order.RELEVANCE and view.query is None:
        order = Order.NEWEST
    stories = library.corrections.followed() if view.followed else None
    return library.folds(view.asked, view.show, order, limit, view.feeds, stories, fold=view.fold)


def unread_followed(library: Library) -> int:
    """Return how many accounts of the stories that are followed are unread."""
    stories = library.corrections.followed()
    return library.folds(None, Show.UNREAD, stories=stories, fold=False).size if stories else 0
