"""Reading the library: answered by the index alone, without a lock, in milliseconds."""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tuinews.model import Article, Related, State, Story
from tuinews.store import folding, marking
from tuinews.store.context import LibraryContext
from tuinews.store.disk.originals import Originals
from tuinews.store.feednames import present_name
from tuinews.store.folding import Folds
from tuinews.store.index import feedindex, reading, relations
from tuinews.store.query import finding, search
from tuinews.store.query.tree import UNMUTED, Query
from tuinews.store.subscriptions import Subscriptions
from tuinews.store.views import Counts, Order, Row, Show

if TYPE_CHECKING:
    from tuinews.store.index.fields import PreparedArticle


class Catalogue:
    """What can be asked of a library; safe from any thread."""

    def __init__(
        self, context: LibraryContext, originals: Originals, subscriptions: Subscriptions
    ) -> None:
        """`originals` are the files from which whole articles are read."""
        self._context, self._originals = context, originals
        self.subscriptions = subscriptions
        # scroll positions that are not written down yet: left at, furthest read
        self._positions: dict[str, tuple[int, int]] = {}
        # of what muted feeds brought: in which thread and when it was counted, for which feeds,
        # and the numbers
        self._counted: tuple[tuple[int, int, frozenset[str]], Counts] | None = None

    def keys(
        self,
        query: Query | None = None,
        show: Show = Show.ALL,
        order: Order = Order.NEWEST,
        limit: int | None = None,
        offset: int = 0,
        feeds: Collection[str] | None = None,
    ) -> array[int]:
        """Return the keys of the rows that are asked for, in order.

        With `feeds`, addresses of feeds: only of what came through these.
        """

        def ask(db: sqlite3.Connection) -> array[int]:
            plan = self._plan(db, query, show, feeds)
            return finding.keys(db, plan, order, limit, offset)

        return self._context.read(ask)

    def folds(
        self,
        query: Query | None = None,
        show: Show = Show.ALL,
        order: Order = Order.NEWEST,
        limit: int | None = None,
        feeds: Collection[str] | None = None,
        stories: Collection[str] | None = None,
        *,
        fold: bool = True,
    ) -> Folds:
        """Return the rows of a view, as `keys` does, with each story's accounts in one row.

        With `limit`: of its first so many articles. With `stories`: only their accounts.
        Without `fold` only copies of one text share a row.
        """

        def ask(db: sqlite3.Connection) -> Folds:
            plan = self._plan(db, query, show, feeds)
            return folding.folds(db, plan, order, limit, stories, fold=fold)

        return self._context.read(ask)

    def copies_among(self, keys: Sequence[int]) -> dict[int, int]:
        """Return of these keys, as far as they are of copies, a number that copies share."""
        return self._context.read(lambda db: folding.copies(db, keys))

    def rows(self, keys: Sequence[int]) -> list[Row]:
        """Return the rows of `keys`, in their order; those that are gone are left out."""
        names = self.subscriptions.names()
        return self._context.read(lambda db: feedindex.named(db, reading.rows(db, keys), names))

    def rows_of(self, ids: Sequence[str]) -> list[Row]:
        """Return the rows of articles, in the order of `ids`; those that are gone are left out."""
        names = self.subscriptions.names()
        return self._context.read(lambda db: feedindex.named(db, reading.rows_of(db, ids), names))

    def unread(self, keys: Sequence[int]) -> list[str]:
        """Return the ids of those of `keys` that are of unread articles, in their order."""
        return self._context.read(lambda db: list(reading.unread(db, keys).values()))

    def unread_among(self, keys: Sequence[int]) -> set[int]:
        """Return which of these keys are of unread articles."""
        return self._context.read(lambda db: set(reading.unread(db, keys)))

    def row(self, identity: str) -> Row | None:
        """Return the row of one article; None where there is none."""
        return next(iter(self.rows_of([identity])), None)

    def known(self, ids: Iterable[str]) -> set[str]:
        """Return those of `ids` under which there is an article."""
        return self._context.read(lambda db: reading.known(db, ids))

    def flags(self, ids: Iterable[str]) -> dict[str, tuple[bool, bool]]:
        """Return of each of these articles that there is whether it is read, and starred."""
        return self._context.read(lambda db: reading.flags(db, ids))

    def resolve(self, prefix: str) -> str:
        """Return the id that `prefix` begins. Raises LibraryError: none, or several."""
        return self._context.read(lambda db: reading.resolve(db, prefix))

    def article(self, identity: str) -> Article:
        """Return an article. Raises LibraryError where there is none of that id."""
        return self._context.read(lambda db: reading.article(db, self._originals, identity))

    def shown(self, identity: str) -> Article:
        """Return an article under the present name of its feed. Raises LibraryError as `article`.

        That is for eyes only: what is written keeps the name that it came with.
        """
        article, row = self.article(identity), self.row(identity)
        return replace(article, publisher=row.publisher) if row is not None else article

    def state(self, identity: str) -> State:
        """Return what the user did with an article; the default where nothing."""
        state = self._context.read(lambda db: reading.state(db, identity))
        return marking.scrolled(state, self._positions.get(identity))

    def counts(self, query: Query | None = None, feeds: Collection[str] | None = None) -> Counts:
        """Return how many articles there are of which kind, or how many a query finds.

        With `feeds`, addresses of feeds: only of what came through these.
        """

        def ask(db: sqlite3.Connection) -> Counts:
            if feeds is None and query == UNMUTED:
                return reading.counts(db) - self._muted_counts(db)
            if query is None or query.root is None:
                if feeds is None:
                    return reading.counts(db)
                if len(feeds) == 1:
                    return next(iter(feedindex.counts(db, feeds).values()))
            return Counts(*finding.count(db, self._plan(db, query, Show.ALL, feeds)))

        return self._context.read(ask)

    def found_by(
        self, queries: Sequence[Query], articles: Sequence[Article | PreparedArticle]
    ) -> list[set[str]]:
        """Return for each query the ids of those articles, not yet added, that it finds."""
        from tuinews.store.query import trial  # which puts articles into an index of its own

        names = self.subscriptions.names()
        return trial.found_by(queries, articles, self._context.now(), names)

    def _plan(
        self,
        db: sqlite3.Connection,
        query: Query | None,
        show: Show,
        feeds: Collection[str] | None,
    ) -> search.Plan:
        muted, names = self._muted_numbers(db), self.subscriptions.names()
        plan = search.Compiler(db, self._context.now(), muted, names).plan(query, show)
        if feeds is not None:
            plan.conditions.append(feedindex.condition(db, feeds))
            plan.some = True
        return plan

    # --- what is muted ------------------------------------------------------------------

    def _muted_numbers(self, db: sqlite3.Connection) -> list[int]:
        muted = self.subscriptions.muted()
        return sorted(feedindex.numbers(db, muted)) if muted else []

    def _muted_counts(self, db: sqlite3.Connection) -> Counts:
        """Return how many articles muted feeds alone brought; kept until anything changes."""
        muted = self.subscriptions.muted()
        if not muted:
            return Counts(0, 0, 0)
        # the versions of two threads are not to be compared: each has a connection of its own
        now = threading.get_ident(), self._context.version(), muted
        counted = self._counted
        if counted is None or counted[0] != now:
            counted = now, feedindex.only_through(db, self._muted_numbers(db))
            self._counted = counted
        return counted[1]

    # --- what there is to filter by --------------------------------------------------------

    def publishers(self) -> list[tuple[str, int]]:
        """Return the publishers with their numbers of articles, most first."""
        found = self._by_present_name(reading.publishers).items()
        return sorted(found, key=lambda one: (-one[1], one[0]))

    def unread_by_publisher(self) -> dict[str, int]:
        """Return how many unread articles each publisher has that has any."""
        return self._by_present_name(lambda db: list(reading.unread_by_publisher(db).items()))

    def _by_present_name(
        self, ask: Callable[[sqlite3.Connection], list[tuple[str, int]]]
    ) -> dict[str, int]:
        """Return numbers by publisher under the names that feeds have now."""
        names = self.subscriptions.names()
        found: dict[str, int] = {}
        for name, number in self._context.read(ask):
            present = present_name(name, names)
            found[present] = found.get(present, 0) + number
        return found

    def unread_by_tag(self) -> dict[str, int]:
        """Return how many unread articles each tag has that has any."""
        return self._context.read(reading.unread_by_tag)

    def tags(self) -> list[tuple[str, int]]:
        """Return the tags in use with their numbers of articles, most first."""
        return self._context.read(reading.tags)

    # --- stories ------------------------------------------------------------------------

    @property
    def size(self) -> int:
        """How many articles there are."""
        return self.counts().all

    def related(self, identity: str) -> list[Related]:
        """Return what belongs to an article: the same story first, then by score."""
        return self._context.read(lambda db: relations.related(db, identity))

    def stories(self) -> list[Story]:
        """Return the stories that several articles tell, the one with the latest news first."""
        return self._context.read(relations.stories)

    def story_of(self, identity: str) -> Story | None:
        """Return the story that an article belongs to; None where none is known."""
        return self._context.read(lambda db: relations.story_of(db, identity))

    def story(self, identity: str) -> Story | None:
        """Return a story by its id or the beginning of it; None where that names not one."""
        return self._context.read(lambda db: relations.story(db, identity))

    def stories_between(self, since: datetime, until: datetime) -> list[str]:
        """Return the ids of the stories with an account of that time, most accounts first."""
        return self._context.read(lambda db: relations.stories_between(db, since, until))
