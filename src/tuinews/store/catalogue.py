"""Reading the library: answered by the index alone, without a lock, in milliseconds."""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from tuinews.model import Article, Related, State, Story
from tuinews.store import folding, marking
from tuinews.store.disk.locks import Home
from tuinews.store.disk.originals import Originals
from tuinews.store.folding import Folds
from tuinews.store.index import feedindex, reading, relations
from tuinews.store.index.connections import Connections, explained, is_damage
from tuinews.store.query import finding, search
from tuinews.store.query.tree import UNMUTED, Query
from tuinews.store.views import Counts, Order, Row, Show

T = TypeVar("T")


class Catalogue:
    """What can be asked of a library; safe from any thread."""

    def __init__(self, data: Path, cache: Path, now: Callable[[], datetime]) -> None:
        """Take the index in `cache`, made from the files in `data`; nothing is opened yet."""
        self.data = data
        self._home = Home(data)
        self.notices: list[str] = []  # what the reader has to know: sentences
        self._now = now
        self._index = Connections(cache, self._tell)
        self._originals = Originals(data)
        # scroll positions that are not written down yet: left at, furthest read
        self._positions: dict[str, tuple[int, int]] = {}
        self._changes = 0
        # of what muted feeds brought: when it was counted, for which feeds, and the numbers
        self._counted: tuple[tuple[int, frozenset[str]], Counts] | None = None

    @property
    def readonly(self) -> bool:
        """Whether nothing can be written into the data folder."""
        folder = self.data
        while not os.access(folder, os.F_OK) and folder != folder.parent:
            folder = folder.parent
        return not os.access(folder, os.W_OK)

    def _tell(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)

    def _read(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        """Ask the index; a damaged one is thrown away and asked again, empty."""
        return self._sure(lambda: ask(self._index.db))

    def _sure(self, work: Callable[[], T]) -> T:
        """Do work with the index, and once more with an empty one where it is damaged.

        Raises StoreError where the index cannot be used, and whatever `work` raises.
        """
        try:
            return work()
        except (sqlite3.Error, ValueError, TypeError, OverflowError) as error:
            if not self._shows_damage(error):
                if isinstance(error, sqlite3.Error):
                    raise explained(error, self._index.path) from error
                raise
        self._index.throw_away()
        self._tell("The index was damaged; it is made again from your files.")
        try:
            return work()
        except sqlite3.Error as error:
            raise explained(error, self._index.path) from error

    def _shows_damage(self, error: Exception) -> bool:
        """Whether an error comes from a damaged index: what it holds may be of any kind then."""
        if isinstance(error, sqlite3.Error):
            return is_damage(error) or self._index.is_locked_by_damage(error)
        from tuinews.store.index.soundness import is_sound  # which is asked hardly ever

        try:
            return not is_sound(self._index.db)
        except (sqlite3.Error, UnicodeDecodeError):
            return True

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

        return self._read(ask)

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

        return self._read(ask)

    def copies_among(self, keys: Sequence[int]) -> dict[int, int]:
        """Return of these keys, as far as they are of copies, a number that copies share."""
        return self._read(lambda db: folding.copies(db, keys))

    def rows(self, keys: Sequence[int]) -> list[Row]:
        """Return the rows of `keys`, in their order; those that are gone are left out."""
        return self._read(lambda db: reading.rows(db, keys))

    def rows_of(self, ids: Sequence[str]) -> list[Row]:
        """Return the rows of articles, in the order of `ids`; those that are gone are left out."""
        return self._read(lambda db: reading.rows_of(db, ids))

    def unread(self, keys: Sequence[int]) -> list[str]:
        """Return the ids of those of `keys` that are of unread articles, in their order."""
        return self._read(lambda db: list(reading.unread(db, keys).values()))

    def unread_among(self, keys: Sequence[int]) -> set[int]:
        """Return which of these keys are of unread articles."""
        return self._read(lambda db: set(reading.unread(db, keys)))

    def row(self, identity: str) -> Row | None:
        """Return the row of one article; None where there is none."""
        return self._read(lambda db: reading.row(db, identity))

    def resolve(self, prefix: str) -> str:
        """Return the id that `prefix` begins. Raises LibraryError: none, or several."""
        return self._read(lambda db: reading.resolve(db, prefix))

    def article(self, identity: str) -> Article:
        """Return an article. Raises LibraryError where there is none of that id."""
        return self._read(lambda db: reading.article(db, self._originals, identity))

    def state(self, identity: str) -> State:
        """Return what the reader did with an article; the default where nothing."""
        state = self._read(lambda db: reading.state(db, identity))
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

        return self._read(ask)

    def _plan(
        self,
        db: sqlite3.Connection,
        query: Query | None,
        show: Show,
        feeds: Collection[str] | None,
    ) -> search.Plan:
        plan = search.Compiler(db, self._now(), self._muted_numbers(db)).plan(query, show)
        if feeds is not None:
            plan.conditions.append(feedindex.condition(db, feeds))
            plan.some = True
        return plan

    # --- what is muted ------------------------------------------------------------------

    def muted(self) -> frozenset[str]:
        """Return the addresses of muted feeds. A catalogue knows none: see `Subscriptions`."""
        return frozenset()

    def _muted_numbers(self, db: sqlite3.Connection) -> list[int]:
        muted = self.muted()
        return sorted(feedindex.numbers(db, muted)) if muted else []

    def _muted_counts(self, db: sqlite3.Connection) -> Counts:
        """Return how many articles muted feeds alone brought; kept until anything changes."""
        muted = self.muted()
        if not muted:
            return Counts(0, 0, 0)
        now = self.version(), muted
        if self._counted is None or self._counted[0] != now:
            self._counted = now, feedindex.only_through(db, self._muted_numbers(db))
        return self._counted[1]

    @property
    def lost(self) -> int:
        """How often the index went away, or another one took its place, while it was in use."""
        return self._index.lost

    def publishers(self) -> list[tuple[str, int]]:
        """Return the publishers with their numbers of articles, most first."""
        return self._read(reading.publishers)

    def unread_by_publisher(self) -> dict[str, int]:
        """Return how many unread articles each publisher has that has any."""
        return self._read(reading.unread_by_publisher)

    def unread_by_tag(self) -> dict[str, int]:
        """Return how many unread articles each tag has that has any."""
        return self._read(reading.unread_by_tag)

    def tags(self) -> list[tuple[str, int]]:
        """Return the tags in use with their numbers of articles, most first."""
        return self._read(reading.tags)

    def version(self) -> int:
        """Return a number that changes when anything was changed, by whomever."""

        def ask(db: sqlite3.Connection) -> int:
            return int(db.execute("pragma data_version").fetchone()[0])

        return hash((self._read(ask), self._index.lost, self._changes))

    # --- stories ------------------------------------------------------------------------

    def unrelated(self, limit: int = 100) -> list[str]:
        """Return ids of articles whose relations are not computed yet, oldest first."""
        return self._read(lambda db: relations.unrelated(db, limit))

    def candidates(
        self, terms: Sequence[str], since: datetime, until: datetime, limit: int = 100
    ) -> list[str]:
        """Return ids of articles of that time with any of the terms, best first (bm25)."""
        return self._read(lambda db: relations.candidates(db, terms, since, until, limit))

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many articles each term stands."""
        return self._read(lambda db: relations.frequencies(db, terms))

    def frequent(self) -> tuple[int, dict[str, int]]:
        """Return frequencies that were kept, and how many articles there were then."""
        return self._read(relations.frequent)

    def keep_frequent(self, size: int, found: Mapping[str, int]) -> None:
        """Keep the frequencies of words in a library of `size` articles: to count takes long."""

        def put(_: sqlite3.Connection) -> None:
            with self._index.transaction() as db:
                relations.keep_frequent(db, size, found)

        self._read(put)

    @property
    def size(self) -> int:
        """How many articles there are."""
        return self.counts().all

    def relate(
        self, relations_: Mapping[str, Sequence[Related]], stories: Mapping[str, str]
    ) -> None:
        """Put relations of articles, and the stories that articles belong to, into the index."""

        def put(_: sqlite3.Connection) -> None:
            with self._index.transaction() as db:
                relations.relate(db, relations_, stories)

        self._read(put)
        self._changes += 1

    def signatures(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Return the signatures that are kept of these articles."""
        return self._read(lambda db: relations.signatures(db, ids))

    def signatures_between(self, since: datetime, until: datetime) -> list[tuple[str, bytes]]:
        """Return the signatures of the articles of that time that are related, by their ids."""
        return self._read(lambda db: relations.signatures_between(db, since, until))

    def keep_signatures(self, signatures: Mapping[str, bytes]) -> None:
        """Keep signatures until their articles go; the index may lose them at any time."""

        def put(_: sqlite3.Connection) -> None:
            with self._index.transaction() as db:
                relations.keep_signatures(db, signatures)

        self._read(put)

    def related(self, identity: str) -> list[Related]:
        """Return what belongs to an article: the same story first, then by score."""
        return self._read(lambda db: relations.related(db, identity))

    def stories(self) -> list[Story]:
        """Return the stories that several articles tell, the one with the latest news first."""
        return self._read(relations.stories)

    def story_of(self, identity: str) -> Story | None:
        """Return the story that an article belongs to; None where none is known."""
        return self._read(lambda db: relations.story_of(db, identity))
