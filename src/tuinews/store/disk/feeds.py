"""Feeds, saved searches and the ids of removed articles on disk: a TinyDB file each.

Two write the feeds at the same time: the user, who names and files them, and a refresh,
which notes what it found. Each changes only what is its own, on what the file then holds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from tuinews import limits
from tuinews.model import Feed
from tuinews.store.disk import feedcodec
from tuinews.store.disk.codec import stamp, time
from tuinews.store.disk.jsonfile import Document, load
from tuinews.store.disk.shards import Stamp, stamp_of
from tuinews.store.errors import RefusedError, StoreError
from tuinews.store.feednames import FeedNames, feed_names
from tuinews.store.views import SavedSearch

T = TypeVar("T")
Lock = Callable[[], AbstractContextManager[None]]
Notify = Callable[[str], None]


#: What a refresh finds; all else of a feed is the user's.
_FOUND = (
    *("stated_title", "site", "description", "etag", "modified", "digest", "ttl", "skip_hours"),
    *("skip_days", "checked", "changed", "due", "wait_until", "error", "failures"),
    *("failing_since", "gone", "former", "called", "notice"),
)


class Documents(Generic[T]):
    """The documents of one small file, read again when the file has changed."""

    def __init__(
        self,
        path: Path,
        table: str,
        read: Callable[[Document], T | None],
        lock: Lock,
        notify: Notify,
    ) -> None:
        """`read` makes a value of a document, None where it holds none."""
        self.path, self.table = path, table
        self._make, self._lock, self._notify = read, lock, notify
        self._held: tuple[Stamp | None, dict[str, T]] = (None, {})

    @property
    def stamp(self) -> Stamp | None:
        """What tells one content of the file from another; None where there is none."""
        try:
            return stamp_of(self.path.stat())
        except OSError:
            return None

    def read(self) -> Mapping[str, T]:
        """Return the values by id, in order. Raises StoreError."""
        stamp, held = self.stamp, self._held  # which another thread may let go meanwhile
        if stamp is None or stamp != held[0]:
            found: dict[str, T] = {}
            if stamp is not None:
                loaded = load(self.path, self.table)
                if loaded.problem:
                    self._notify(loaded.problem)
                bad = 0
                for document in loaded.documents.values():
                    value = self._make(document)
                    if value is not None:
                        found[_name(document)] = value
                    bad += value is None
                if bad:
                    self._notify(self._passed_over(bad))
            self._held = held = stamp, found
        return held[1]

    def change(self, put: Mapping[str, Document], drop: Collection[str]) -> None:
        """Put documents by id and take others out, durably. Call with the lock."""
        from tuinews.store.disk.storage import change  # imports TinyDB

        if put or drop:
            change(self.path, self.table, put, drop, self._notify)
            self._held = None, {}

    def problem(self) -> str:
        """Return what is wrong with the file, in a sentence; "" where nothing is."""
        if self.stamp is None:
            return ""
        try:
            loaded = load(self.path, self.table)
        except StoreError as error:
            return str(error)
        bad = sum(self._make(document) is None for document in loaded.documents.values())
        return loaded.problem or (self._passed_over(bad) if bad else "")

    def _passed_over(self, bad: int) -> str:
        return f"{self.path}: {bad} entries cannot be read and are passed over"

    def mend(self) -> bool:
        """Write anew a file that was cut off, as far as it could be recovered."""
        with self.locked():
            loaded = load(self.path, self.table)
            if not loaded.torn:
                return False
            found = {_name(document): document for document in loaded.documents.values()}
            self.change(found or {"": {}}, () if found else [""])
        return True

    def locked(self) -> AbstractContextManager[None]:
        """Hold the lock of the writers."""
        return self._lock()


class FeedFiles:
    """What is written down of feeds: `feeds.json`, `account.json`, `searches.json`, `gone.json`.

    An account is kept as a feed is: an address, how it is asked, how that went.
    """

    def __init__(self, data: Path, lock: Lock, notify: Notify) -> None:
        """Take the files in `data`; changing them takes the `lock`."""
        self.feeds = Documents(data / "feeds.json", "feeds", feedcodec.to_feed, lock, notify)
        self.accounts = Documents(
            data / "account.json", "accounts", feedcodec.to_feed, lock, notify
        )
        self.searches = Documents(
            data / "searches.json", "searches", feedcodec.to_search, lock, notify
        )
        self.gone = Documents(data / "gone.json", "gone", _when_gone, lock, notify)
        self._notify = notify
        self._muted: tuple[Stamp | None, frozenset[str]] = (None, frozenset())
        self._names: tuple[Stamp | None, FeedNames] = (None, {})

    def all(self) -> Mapping[str, Feed]:
        """Return the feeds by address, in order; a file that is refused is told, and none."""
        try:
            return self.feeds.read()
        except RefusedError as error:
            self._notify(str(error))
            return {}

    def muted(self) -> frozenset[str]:
        """Return the addresses of the feeds that are muted.

        Where none can be, which a start needs to know, the feeds are not read for that.
        """
        stamp = self.feeds.stamp
        if stamp is None or stamp != self._muted[0]:
            found: frozenset[str] = frozenset()
            if stamp is not None and _holds(self.feeds.path, b'"muted"'):
                found = frozenset(url for url, feed in self.all().items() if feed.settings.muted)
            self._muted = stamp, found
        return self._muted[1]

    def names(self) -> FeedNames:
        """Return the feeds that have been renamed; see `muted` of when the feeds are read."""
        stamp = self.feeds.stamp
        if stamp is None or stamp != self._names[0]:
            renamed = stamp is not None and _holds(self.feeds.path, b'"title"', b'"called"')
            self._names = stamp, feed_names(self.all().values()) if renamed else {}
        return self._names[1]

    def saved(self) -> Mapping[str, SavedSearch]:
        """Return the searches by name, in order; a file that is refused is told, and none."""
        try:
            return self.searches.read()
        except RefusedError as error:
            self._notify(str(error))
            return {}

    @property
    def stamps(self) -> tuple[Stamp | None, ...]:
        """What tells one content of the files that are shown from another."""
        return self.feeds.stamp, self.accounts.stamp, self.searches.stamp

    def problems(self) -> list[str]:
        """Return what is wrong with the files, a sentence each."""
        return [problem for one in self._documents() if (problem := one.problem())]

    def mend(self) -> list[str]:
        """Write anew what was cut off; returns the names of those files."""
        mended = []
        for one in self._documents():
            try:
                if one.stamp is not None and one.mend():
                    mended.append(one.path.name)
            except StoreError as error:
                self._notify(str(error))
        return mended

    def _documents(self) -> tuple[Documents[Any], ...]:
        return self.feeds, self.accounts, self.searches, self.gone

    def put(self, feeds: Iterable[Feed], now: datetime) -> None:
        """Add feeds; of known ones change what is the user's, wherever they have moved since."""
        with self.feeds.locked():
            known, moves = self.feeds.read(), self.moves()
            put: dict[str, Feed] = {}
            for feed in feeds:
                moved = feed.added is not None and feed.url not in known and moves.get(feed.url)
                given = replace(feed, url=moved) if moved else feed
                put[given.url] = _as_user_wants(given, known.get(given.url), now)
            changed = {url: feed for url, feed in put.items() if feed != known.get(url)}
            self.feeds.change({url: feedcodec.from_feed(f) for url, f in changed.items()}, ())

    def note(self, refreshed: Iterable[tuple[str, Feed]]) -> list[Feed]:
        """Note what refreshes found, by the address that was asked; returns the feeds as kept.

        What was unsubscribed from meanwhile stays so. One that moved to the address of
        another feed stays where it is.
        """
        with self.feeds.locked():
            known = dict(self.feeds.read())
            put: dict[str, Document] = {}
            drop: set[str] = set()
            kept: list[Feed] = []
            for url, found in refreshed:
                if url not in known:
                    continue
                feed = replace(known[url], **{name: getattr(found, name) for name in _FOUND})
                feed = replace(feed, called=_called(known[url], found.stated_title))
                if found.url != url and found.url not in known:
                    feed = replace(feed, url=found.url, former=(*feed.former, url)[-10:])
                    drop.add(url)
                    put.pop(url, None)
                    del known[url]
                known[feed.url] = feed
                put[feed.url] = feedcodec.from_feed(feed)
                kept.append(feed)
            self.feeds.change(put, drop - put.keys())
        return kept

    def account(self) -> Feed | None:
        """Return the account; a file that is refused is told, and none."""
        try:
            return next(iter(self.accounts.read().values()), None)
        except RefusedError as error:
            self._notify(str(error))
            return None

    def put_account(self, account: Feed | None) -> None:
        """Keep this account and no other; None for none."""
        with self.accounts.locked():
            put = {account.url: feedcodec.from_feed(account)} if account else {}
            self.accounts.change(put, self.accounts.read().keys() - put.keys())

    def note_account(self, found: Feed) -> None:
        """Note how an account was found to be, if it is still the one."""
        with self.accounts.locked():
            known = self.accounts.read().get(found.url)
            if known is not None:
                kept = replace(known, **{name: getattr(found, name) for name in _FOUND})
                self.accounts.change({kept.url: feedcodec.from_feed(kept)}, ())

    def read_again(self, urls: Collection[str]) -> None:
        """Forget by what the last answers of feeds are recognised, so that they are read again."""
        with self.feeds.locked():
            known = self.feeds.read()
            put = {
                url: feedcodec.from_feed(replace(known[url], etag="", modified="", digest=""))
                for url in urls & known.keys()
            }
            self.feeds.change(put, ())

    def remove(self, urls: Collection[str]) -> None:
        """Take feeds out."""
        with self.feeds.locked():
            self.feeds.change({}, set(urls))

    def restore(self, feeds: Iterable[Feed]) -> list[Feed]:
        """Put feeds back as they were; returns those that were not there."""
        with self.feeds.locked():
            known = self.feeds.read()
            missing = [feed for feed in feeds if feed.url not in known]
            self.feeds.change({feed.url: feedcodec.from_feed(feed) for feed in missing}, ())
        return missing

    def put_searches(self, searches: Iterable[SavedSearch]) -> None:
        """Keep these searches and no others, in this order."""
        with self.searches.locked():
            held = list(self.searches.read())
            wanted = {one.name: feedcodec.from_search(one) for one in searches}
            # the order of documents is that of writing
            self.searches.change(wanted, held if held != list(wanted) else ())

    def forget_articles(self, ids: Iterable[str], now: datetime) -> None:
        """Remember that the user, or the age of articles, removed them."""
        with self.gone.locked():
            known = self.gone.read()
            put = {identity: {"id": identity, "at": stamp(now)} for identity in ids}
            over = len(known.keys() | put.keys()) - limits.GONE
            oldest = sorted(known, key=lambda one: known[one])[: max(over, 0)]
            self.gone.change(put, oldest)

    def bring_back(self, ids: Iterable[str]) -> None:
        """Forget that articles were removed."""
        with self.gone.locked():
            self.gone.change({}, self.gone.read().keys() & set(ids))

    def moves(self) -> dict[str, str]:
        """Return the present address of each feed that has moved, by every former one."""
        return {old: feed.url for feed in self.all().values() for old in feed.former}


def _as_user_wants(feed: Feed, known: Feed | None, now: datetime) -> Feed:
    """Return a feed with what is the user's of `feed`, and what refreshes found of it."""
    if known is None:
        return feed if feed.added is not None else replace(feed, added=now)
    found = {name: getattr(known, name) for name in _FOUND}
    if feed.settings != known.settings or feed.disabled != known.disabled:
        found["due"] = None  # what was in its way may be so no longer
    return replace(feed, added=known.added, **found)


def _called(known: Feed, title: str) -> tuple[str, ...]:
    """Return how a feed called itself before, of one that calls itself by `title` now."""
    before = known.stated_title
    if not before or before == title:
        return known.called
    return (*(name for name in known.called if name != before), before)[-10:]


def _name(document: Document) -> str:
    value = document.get("id") or document.get("url")
    return value if isinstance(value, str) else ""


def _when_gone(document: Document) -> datetime | None:
    return time(document.get("at"))


def _holds(path: Path, *pieces: bytes) -> bool:
    """Whether any of these stands in a file; not in one that cannot be read, which `all` tells."""
    try:
        content = path.read_bytes()
        return any(piece in content for piece in pieces)
    except OSError:
        return False
