"""The feeds of a library: what the user subscribes to, and what came through it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from tuinews.model import Article, Feed
from tuinews.store.context import LibraryContext
from tuinews.store.disk.feeds import FeedFiles
from tuinews.store.disk.locks import WriterLock
from tuinews.store.feednames import FeedNames
from tuinews.store.index import feedindex
from tuinews.store.views import IMPORTED, Counts, SavedSearch

if TYPE_CHECKING:
    from tuinews.store.disk.accounts import AccountMemory

REFRESHING = "Another tuinews is refreshing the feeds; wait for it and try again."
PATIENCE = 20.0  # seconds to wait for another process that writes feeds


class Subscriptions:
    """What can be asked of the feeds, and changed about them; safe from any thread."""

    def __init__(self, context: LibraryContext) -> None:
        """Nothing is read yet."""
        self._context = context
        self._refresh_lock = WriterLock(context.folder, "refresh.lock", 0.0, REFRESHING)
        self._lock = WriterLock(context.folder, "feeds.lock", PATIENCE)
        self._feeds = FeedFiles(context.data, self._lock, context.notify)

    def feeds(self) -> list[Feed]:
        """Return the feeds that the user subscribes to, in the order of subscribing."""
        return list(self._feeds.all().values())

    def feed(self, url: str) -> Feed | None:
        """Return the feed at an address, present or former; None where there is none."""
        known = self._feeds.all()
        found = known.get(url) or known.get(self._feeds.moves().get(url, ""))
        if found is None:  # named without its user and password
            found = next(
                (one for one in known.values() if feedindex.origin_of(one.url) == url), None
            )
        return found

    def muted(self) -> frozenset[str]:
        """Return the addresses of the feeds that the user has muted."""
        return self._feeds.muted()

    def names(self) -> FeedNames:
        """Return the feeds that have been renamed, by the names that articles have of them."""
        return self._feeds.names()

    def put_feeds(self, feeds: Iterable[Feed]) -> None:
        """Subscribe to feeds, or change of known ones what is the user's, durably.

        Of a known feed what refreshes found stays as it is; other settings make it due at
        once. Raises StoreError.
        """
        self._feeds.put(feeds, self._context.now())
        self._context.changes += 1

    def remove(self, feeds: Sequence[Feed]) -> None:
        """End subscriptions, durably, at the account too. Raises StoreError."""
        self._end_at_account(feeds)
        self._feeds.remove([feed.url for feed in feeds])
        self.note_entries({feed.url: () for feed in feeds})
        self._context.changes += 1

    def restore(self, feeds: Sequence[Feed]) -> list[Feed]:
        """Subscribe again to feeds that were removed; returns them as they are kept now."""
        self._end_at_account(feeds, over=False)
        self._context.changes += 1
        return self._feeds.restore(feeds) if feeds else []

    def note_feeds(self, refreshed: Iterable[tuple[str, Feed]]) -> list[Feed]:
        """Note what refreshes found, by the address that was asked; the user's part stays.

        Returns the feeds as they are kept now; those unsubscribed from meanwhile are not.
        """
        kept = self._feeds.note(refreshed)
        if any(feed.former for feed in kept):
            self.follow_moves()
        self._context.changes += 1
        return kept

    def follow_moves(self) -> None:
        """Have what came through the old address of a feed counted at its present one."""
        if moves := self._feeds.moves():
            self._context.write(lambda db: feedindex.follow_moves(db, moves))

    def read_again(self, origins: Collection[str] | None) -> None:
        """Have feeds at these addresses, present or former, or all answered whole next time."""
        self._feeds.read_again(
            {
                url
                for url, feed in self._feeds.all().items()
                if origins is None
                or any(feedindex.origin_of(one) in origins for one in (url, *feed.former))
            }
        )

    def feed_counts(self) -> dict[str, Counts]:
        """Return for each feed, by its address, how many articles came through it."""
        urls = list(self._feeds.all())
        return self._context.read(lambda db: feedindex.counts(db, urls))

    # --- the account --------------------------------------------------------------------

    @cached_property
    def memory(self) -> AccountMemory:
        """What the server of the account last had."""
        from tuinews.store.disk.accounts import AccountMemory  # which a start can do without

        return AccountMemory(self._context.data, self._lock, self._context.notify)

    def account(self) -> Feed | None:
        """Return the account of a server that gathers feeds; None without one."""
        return self._feeds.account()

    def put_account(self, account: Feed) -> None:
        """Keep this account in place of any other, durably. Raises StoreError."""
        self._feeds.put_account(account)
        self._context.changes += 1

    def note_account(self, found: Feed) -> None:
        """Note how the last refresh found the account. Raises StoreError."""
        self._feeds.note_account(found)
        self._context.changes += 1

    def remove_account(self) -> None:
        """Have no account any more; its feeds stay until they are removed. Raises StoreError."""
        self.memory.forget()  # first: what the server of another had would be taken for its own
        self._feeds.put_account(None)
        self._context.changes += 1

    def _end_at_account(self, feeds: Iterable[Feed], *, over: bool = True) -> None:
        """Have the next refresh end subscriptions at the account, too; not, where not `over`."""
        streams = {feed.stream: over for feed in feeds if feed.stream}
        if streams and self.account() is not None:
            self.memory.note(ended=streams)

    def searches(self) -> list[SavedSearch]:
        """Return the searches that the user keeps, in order."""
        return list(self._feeds.saved().values())

    def put_searches(self, searches: Iterable[SavedSearch]) -> None:
        """Keep these searches and no others, in this order, durably. Raises StoreError."""
        self._feeds.put_searches(searches)
        self._context.changes += 1

    @property
    def stamps(self) -> tuple[object, ...]:
        """What changes when the files of feeds and searches do."""
        return self._feeds.stamps

    def problems(self) -> list[str]:
        """Return what is wrong with the files of feeds and searches, a sentence each."""
        return self._feeds.problems()

    def mend(self) -> list[str]:
        """Write anew those that were cut off; returns their names."""
        return self._feeds.mend()

    # --- for a refresh ------------------------------------------------------------------

    def gone(self, ids: Iterable[str]) -> set[str]:
        """Return those of `ids` that were removed and are not to come again with a feed."""
        removed = self._feeds.gone.read()
        return {identity for identity in ids if identity in removed}

    def bring_back(self, ids: Iterable[str]) -> None:
        """Let articles come again with their feeds that `remember_gone` keeps from it."""
        self._feeds.bring_back(ids)

    def remember_gone(self, articles: Iterable[Article]) -> None:
        """Remember those that came through a feed: they are not to come again with it."""
        addresses = {feedindex.origin_of(url) for url in self._feeds.all()}
        addresses |= {feedindex.origin_of(url) for url in self._feeds.moves()}
        came = {
            article.id
            for article in articles
            if any(feedindex.origin_of(one.origin) in addresses for one in article.sources)
        }
        if came:
            self._feeds.forget_articles(came, self._context.now())

    def seen_entries(self, url: str) -> frozenset[bytes]:
        """Return what the entries that a feed brought last are recognised by.

        Only a help: what is not among them may be there nevertheless.
        """
        return self._context.read(lambda db: feedindex.seen_entries(db, url))

    def note_entries(self, brought: Mapping[str, Iterable[bytes]]) -> None:
        """Remember by what the entries of feeds are recognised, which need not be read again."""

        def put(db: sqlite3.Connection) -> None:
            for url, digests in brought.items():
                feedindex.note_entries(db, url, digests)

        self._context.write(put)

    def refreshing(self, patience: float = 0.0) -> AbstractContextManager[None]:
        """Hold the lock that one refresh at a time has. Raises BusyError."""
        return self._refresh_lock(patience)

    def expired(
        self, url: str, before: datetime | None, most: int, *, unread: bool = False
    ) -> list[int]:
        """Return keys of a feed's articles that are older than `before`, or beyond `most`.

        Never those that are starred, tagged or noted; unread ones only with `unread`; nor
        those that another feed of the user's brought or that were imported, too.
        """

        def ask(db: sqlite3.Connection) -> list[int]:
            keys = feedindex.expired(db, url, before, most, unread=unread)
            others = set(feedindex.numbers(db, {*self._feeds.all(), IMPORTED} - {url}))
            feeds_of = feedindex.feeds_of(db, keys)
            return [key for key in keys if not feeds_of[key] & others]

        return self._context.read(ask)

    def only_through(self, url: str) -> list[str]:
        """Return the articles that go with a feed: unmarked, and through no other feed or file."""
        others: Collection[str] = {*self._feeds.all(), IMPORTED} - {url}

        def ask(db: sqlite3.Connection) -> list[str]:
            here = set(feedindex.numbers(db, [url]))
            elsewhere = feedindex.condition(db, others)
            kept = {row[0] for row in db.execute(f"select a.id from articles a where {elsewhere}")}
            ids = feedindex.unmarked(db, url) if here else []
            return [identity for identity in ids if identity not in kept]

        return self._context.read(ask)
