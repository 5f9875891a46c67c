"""Many feeds at once: fetched side by side, read in workers, stored as they come."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime

from tuinews.intake.fetching.reply import Reply
from tuinews.intake.url import hide_password
from tuinews.model import Feed
from tuinews.refresh import cleanrules, fulltext, retention, schedule
from tuinews.refresh.arrival import Arrivals, Arrived, told
from tuinews.refresh.events import Event, FeedDone, Outcome, Started, Stored
from tuinews.refresh.fetching import Fetched, Fetcher, make_client, make_workers
from tuinews.settings import Config
from tuinews.store.errors import BusyError, LibraryError
from tuinews.store.library import Library

POLL = 0.1  # seconds between two looks whether another refresh is done
SOON = 0.3  # seconds for which the first results are gathered before they are stored
GATHERED = 2.0  # ... and those after them: larger pieces are much less work
ENTRIES = 2500  # ... or as many entries
ROOM = 24 << 20  # bytes of feeds that are read and not stored yet: three times that in memory
BODIES = 32 << 20  # bytes of feeds that are fetched and not stored yet, before more are fetched
EXPECTED = 1 << 19  # bytes that an answer is taken to bring while it is on its way
READING = 4  # feeds at once, and no more workers


@dataclass
class Job:
    """A refresh that is wanted."""

    library: Library
    config: Config
    now: Callable[[], datetime]
    urls: Collection[str] | None = None  # None: every feed
    asked: bool = False  # the user asked: also feeds that are not due
    stop: asyncio.Event = field(default_factory=asyncio.Event)  # set: keep what came, and end
    patience: float = 0.0  # seconds to wait for another refresh


async def refresh(job: Job) -> AsyncIterator[Event]:
    """Refresh the feeds that are due, or asked for; yields what happens, `Stored` at the end.

    Whatever was told as done is durable. Raises BusyError where another refresh is at work,
    RuleError for a rule that is none, ConfigError for a file of furniture words that is
    none, LibraryError for a feed that is not there, StoreError.
    Relations between articles are not computed here: see `ingest.catch_up`.
    """
    arrivals = Arrivals(job.library, job.config.rules)
    words = job.config.clean.rules
    cleanrules.check(words)
    with ExitStack() as held:
        await _alone(job, held)
        feeds = due_feeds(job.library, job.now(), job.urls, asked=job.asked)
        account = due_account(job.library, job.now(), job.urls, asked=job.asked)
        run = _Run(job, arrivals, feeds, account)
        yield Started(run.total)
        try:
            fetch = job.config.fetch
            async with make_client(fetch, job.now) as client, make_workers(fetch) as workers:
                known = job.library.subscriptions.seen_entries
                fetcher = Fetcher(client, workers, fetch, job.now, known, words)
                async for event in run.feeds(fetcher):
                    yield event
                async for event in run.account(fetcher):
                    yield event
                pages = fulltext.Pages(client, workers, fetcher.password, words)
                async for event in run.pages(pages):
                    yield event
            yield await run.end()
        finally:
            run.close()


async def _alone(job: Job, held: ExitStack) -> None:
    """Take the lock of refreshes, for `held` to let go of. Raises BusyError."""
    end = time.monotonic() + job.patience
    while True:
        try:
            held.enter_context(job.library.subscriptions.refreshing())
            return
        except BusyError:
            if time.monotonic() >= end or job.stop.is_set():
                raise
        await asyncio.sleep(POLL)


def due_feeds(
    library: Library, now: datetime, urls: Collection[str] | None = None, *, asked: bool = False
) -> list[Feed]:
    """Return the feeds to fetch now, those that are waited for longest first.

    `urls` are the only ones that are meant; `asked`: also those that are not due. Those of an
    account are not fetched. Raises LibraryError for an address that is none of a feed.
    """
    feeds = (feed for feed in _meant(library, urls) if not feed.stream)
    due = [feed for feed in feeds if schedule.is_due(feed, now, asked=asked)]
    return sorted(due, key=lambda feed: feed.due.timestamp() if feed.due else 0.0)


def due_account(
    library: Library, now: datetime, urls: Collection[str] | None = None, *, asked: bool = False
) -> Feed | None:
    """Return the account where it is to be brought in step now: see `due_feeds`.

    One that answers is asked before its time, too, where changes of the user wait to be sent.
    """
    account = library.subscriptions.account()
    if account is None:
        return None
    if not schedule.is_due(account, now, asked=asked or _has_news(library, account)):
        return None
    return account if urls is None or any(one.stream for one in _meant(library, urls)) else None


def _has_news(library: Library, account: Feed) -> bool:
    """Whether changes wait to be sent to an account that answered last time. Raises StoreError."""
    from tuinews.refresh.accounts.waiting import waiting  # few have one

    return not account.error and waiting(library) > 0


def _meant(library: Library, urls: Collection[str] | None) -> list[Feed]:
    """Return the feeds at these addresses; None for all. Raises LibraryError."""
    if urls is None:
        return library.subscriptions.feeds()
    found = {url: library.subscriptions.feed(url) for url in urls}
    missing = [url for url, feed in found.items() if feed is None]
    if missing:
        shown = hide_password(missing[0])
        raise LibraryError(f"There is no feed {shown}; `tuinews feeds` lists them.")
    return list({feed.url: feed for feed in found.values() if feed is not None}.values())


class _Room:
    """How much may be held in memory at once; what is there already is never sent away."""

    def __init__(self, size: int) -> None:
        """`size` is in bytes."""
        self._left = size
        self._some = asyncio.Event()
        self._some.set()

    async def wait(self) -> None:
        """Wait until there is room; of several that wait the first may fill it again."""
        while self.full:
            await self._some.wait()

    @property
    def full(self) -> bool:
        """Whether one has to wait."""
        return not self._some.is_set()

    def take(self, size: int) -> None:
        """Hold `size` bytes more, or fewer where it is negative."""
        self._left -= size
        if self._left > 0:
            self._some.set()
        else:
            self._some.clear()


class _Run:
    """One refresh under way."""

    def __init__(
        self, job: Job, arrivals: Arrivals, feeds: Sequence[Feed], account: Feed | None
    ) -> None:
        self._job, self._arrivals, self._feeds, self._account = job, arrivals, feeds, account
        self.total = len(feeds) + (account is not None)  # what is told as done, one by one
        self._ready: list[Fetched] = []
        self._news = asyncio.Event()  # something is ready
        self._bodies, self._read = _Room(BODIES), _Room(ROOM)
        self._reading = asyncio.Semaphore(READING)
        self._count: Counter[str] = Counter()
        self._full_text: dict[str, Feed] = {}  # ids of articles whose page is wanted
        self._writer = ThreadPoolExecutor(1, "store")

    def close(self) -> None:
        """End what writes."""
        self._writer.shutdown()

    async def feeds(self, fetcher: Fetcher) -> AsyncIterator[Event]:
        """Fetch the feeds and store what they bring."""
        flight = asyncio.Semaphore(self._job.config.fetch.connections)
        tasks = [asyncio.create_task(self._one(fetcher, feed, flight)) for feed in self._feeds]
        stop = asyncio.create_task(self._job.stop.wait())
        try:
            while self._count["done"] < len(self._feeds) and not stop.done():
                await self._gathered(stop)
                async for event in self._store():
                    yield event
            async for event in self._store():
                yield event
        finally:
            stop.cancel()
            for task in tasks:
                task.cancel()
            await asyncio.gather(stop, *tasks, return_exceptions=True)

    async def _one(self, fetcher: Fetcher, feed: Feed, flight: asyncio.Semaphore) -> None:
        async with flight:
            await self._bodies.wait()
            self._bodies.take(EXPECTED)
            try:
                came = await fetcher.ask(feed)
            finally:
                self._bodies.take(-EXPECTED)
        fetched = came if isinstance(came, Fetched) else await self._taken(fetcher, feed, came)
        self._ready.append(fetched)
        self._news.set()

    async def _taken(self, fetcher: Fetcher, feed: Feed, reply: Reply) -> Fetched:
        """Read an answer, once there is room for what it holds."""
        size = len(reply.body)
        if not size:
            return await fetcher.read(feed, reply)
        self._bodies.take(size)
        async with self._reading:
            await self._read.wait()
            fetched = await fetcher.read(feed, reply)
            self._read.take(fetched.size)
        self._bodies.take(fetched.size - size)  # what is not read is not stored
        return fetched

    async def _gathered(self, stop: asyncio.Task[bool]) -> None:
        """Wait until there is something to store, and a little for more of it."""
        loop = asyncio.get_running_loop()
        end: float | None = None
        while not stop.done():
            left = None if end is None else end - loop.time()
            if left is not None and left <= 0:
                return
            news = asyncio.create_task(self._news.wait())
            await asyncio.wait({news, stop}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
            self._news.clear()
            if self._ready and end is None:
                end = loop.time() + (GATHERED if self._count["done"] else SOON)
            waiting = sum(len(one.entries) for one in self._ready)
            full = len(self._ready) + self._count["done"] >= len(self._feeds)
            if full or waiting >= ENTRIES or self._read.full:
                return

    async def _store(self) -> AsyncIterator[Event]:
        batch, self._ready = self._ready, []
        if not batch:
            return
        loop = asyncio.get_running_loop()
        arrived, notified = await loop.run_in_executor(self._writer, self._arrivals.store, batch)
        size = sum(one.size for one in batch)
        self._bodies.take(-size)
        self._read.take(-size)
        for one, found in zip(batch, arrived, strict=True):
            yield self._told(one, found)
        for event in notified:
            yield event

    def _told(self, one: Fetched, found: Arrived) -> Event:
        self._count.update(found.count)
        self._count["done"] += 1
        self._count[one.outcome] += 1
        feed = self._job.library.subscriptions.feed(one.asked.url)
        moved = feed is not None and feed.url != one.asked.url
        if feed is not None and feed.settings.full_text:
            self._full_text |= dict.fromkeys(found.new, feed)
        return told(one, found, self._count["done"], self.total, moved=moved)

    async def account(self, fetcher: Fetcher) -> AsyncIterator[Event]:
        """Bring the account in step; it is told of as of one more feed."""
        if self._account is None or self._job.stop.is_set():
            return
        from tuinews.refresh.accounts.running import AccountRun  # few have one

        job = self._job
        run = AccountRun(
            *(job.library, self._arrivals, fetcher, job.config.fetch, job.now, job.stop),
            self._account,
        )
        async for event in run.events():
            yield event
        count = run.sync.count if run.sync is not None else Counter[str]()
        new = run.sync.new if run.sync is not None else {}
        self._full_text |= {one: feed for one, feed in new.items() if feed.settings.full_text}
        self._count.update({name: count[name] for name in ("new", "updated")})
        outcome: Outcome = "failed" if run.account.error else "changed"
        self._count.update(("done", outcome))
        yield FeedDone(
            url=run.account.url,
            title=run.account.name,
            outcome=outcome,
            done=self._count["done"],
            total=self.total,
            new=count["new"],
            updated=count["updated"],
            hidden=count["hidden"],
            error=run.account.error,
            due=run.account.due,
            account=True,
        )

    async def pages(self, pages: fulltext.Pages) -> AsyncIterator[Event]:
        """Fetch the pages behind what came through feeds that are to be read in full."""
        wanted = [] if self._job.stop.is_set() else list(self._full_text.items())
        async for event in pages.fetch(self._job.library, wanted, self._writer, self._job.stop):
            yield event

    async def end(self) -> Stored:
        """Remove what is too old, and say what was done."""
        loop = asyncio.get_running_loop()
        cancelled = self._job.stop.is_set()
        expired = 0
        if not cancelled:
            library, keep, now = self._job.library, self._job.config.keep, self._job.now()
            expired = await loop.run_in_executor(
                self._writer, lambda: len(retention.expire(library, keep, now).removed)
            )
        return Stored(
            done=self._count["done"],
            new=self._count["new"],
            updated=self._count["updated"],
            unchanged=self._count["unchanged"],
            failed=self._count["failed"],
            expired=expired,
            cancelled=cancelled,
        )
