"""From an address to a subscription with its first articles, or to the one article of a page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from tuinews.intake.discovery import discover
from tuinews.intake.discovery.discover import Candidate, Discovery
from tuinews.intake.feeds import parser
from tuinews.intake.feeds.parsed import ParsedFeed
from tuinews.intake.fetching import pages
from tuinews.intake.fetching.client import Client
from tuinews.intake.fetching.request import request_for
from tuinews.intake.url import hide_password
from tuinews.intake.workers.pool import Workers
from tuinews.model import Article, Capture, Feed, FeedSettings
from tuinews.refresh import cleanrules
from tuinews.refresh.arrival import Arrivals, told
from tuinews.refresh.events import FeedDone
from tuinews.refresh.fetching import Fetcher, make_client, make_workers
from tuinews.refresh.fulltext import Pages, clean_page
from tuinews.settings import Config
from tuinews.store.library import Library


@dataclass(frozen=True, slots=True)
class Finder:
    """What finds feeds and pages, and fetches them. Made by `opened`."""

    client: Client
    workers: Workers
    fetcher: Fetcher
    rules: str = ""  # the file of the user's own furniture words

    async def look(self, address: str, settings: FeedSettings) -> Discovery:
        """Return what can be subscribed to at an address. Raises FetchError."""
        password = await self.fetcher.password(settings, _host(address))
        return await discover.discover(
            address, self.client, self._read, settings=settings, password=password
        )

    async def _read(
        self, body: bytes, url: str, received: datetime, content_type: str
    ) -> ParsedFeed:
        return await self.workers.run(parser.parse, body, url, received, content_type)

    async def page(self, address: str, settings: FeedSettings) -> Capture:
        """Return the page at an address. Raises FetchError."""
        password = await self.fetcher.password(settings, _host(address))
        request = request_for(discover.typed(address), settings, password)
        return await pages.fetch_page(self.client, request)

    async def subscribe(
        self, library: Library, config: Config, wanted: Subscription
    ) -> tuple[FeedDone, list[str]]:
        """Keep a feed that was found, and the articles that came with it, durably.

        Returns what became of it and the ids of its new articles; of a feed that is to be read
        in full, `behind` fetches their pages. Raises StoreError.
        """
        arrivals = Arrivals(library, config.rules)
        feed = wanted.feed()
        fetched = await self.fetcher.read(replace(feed, digest=""), wanted.candidate.reply)

        def keep() -> tuple[FeedDone, list[str]]:
            library.subscriptions.put_feeds([feed])
            (arrived,), _ = arrivals.store([fetched])
            return told(fetched, arrived, 1, 1, moved=False), arrived.new

        return await asyncio.to_thread(keep)

    async def article(self, page: Capture) -> Article:
        """Return the article of a page that was found. Raises CleanError.

        Where the page does not say who publishes it, that is its host.
        """
        article = await self.workers.run(clean_page, page, self.rules)
        host = (urlsplit(page.url).hostname or "").removeprefix("www.")
        return article if article.publisher else replace(article, publisher=host)

    @property
    def behind(self) -> Pages:
        """What fetches the pages behind teasers."""
        return Pages(self.client, self.workers, self.fetcher.password, self.rules)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that was found, and how the user wants it."""

    candidate: Candidate
    settings: FeedSettings
    folder: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def feed(self) -> Feed:
        """Return the feed as it is to be kept."""
        found = self.candidate.subscription(self.settings)
        return replace(found, folders=(self.folder,) if self.folder else (), tags=self.tags)


@asynccontextmanager
async def opened(config: Config, now: Callable[[], datetime]) -> AsyncIterator[Finder]:
    """Open what finds and fetches, and close it at the end.

    Raises ConfigError for a file of furniture words that is none.
    """
    rules = config.clean.rules
    cleanrules.check(rules)
    async with make_client(config.fetch, now) as client, make_workers(config.fetch, 1) as workers:
        fetcher = Fetcher(client, workers, config.fetch, now, rules=rules)
        yield Finder(client, workers, fetcher, rules)


def _host(address: str) -> str:
    """Return what an address is called in a message about its password."""
    return hide_password(discover.typed(address))
