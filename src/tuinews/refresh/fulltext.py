"""The page behind a teaser: fetched, cleaned, and put in its place where it is more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial

from tuinews import overrides
from tuinews.intake import url
from tuinews.intake.errors import FetchError
from tuinews.intake.fetching import pages
from tuinews.intake.fetching.client import Client
from tuinews.intake.fetching.request import Request
from tuinews.intake.workers.pool import Workers
from tuinews.model import Article, Capture, Feed, FeedSettings, TuinewsError
from tuinews.refresh import cleanrules
from tuinews.refresh.events import PageDone
from tuinews.store.highlight import words
from tuinews.store.library import Library

LEAST = 1.3  # times the words of the teaser that a page must have
SHARED = 0.6  # of the teaser's words that a page must have, too
AT_ONCE = 8

Password = Callable[[FeedSettings, str], Awaitable[str]]


class Pages:
    """Fetches the pages of articles."""

    def __init__(
        self, client: Client, workers: Workers, password: Password, rules: str = ""
    ) -> None:
        """`password` returns that of a feed, by its settings and name.

        `rules` is the file of the user's own furniture words.
        """
        self._client, self._workers, self._password = client, workers, password
        self._rules = rules

    async def fetch(
        self,
        library: Library,
        wanted: Sequence[tuple[str, Feed | None]],
        writer: Executor | None = None,
        stop: asyncio.Event | None = None,
        *,
        private: bool = False,
    ) -> AsyncIterator[PageDone]:
        """Fetch the pages of articles, by id, with what their feeds need; store the better.

        `private` allows addresses of this machine and its network, else only those on the host
        of a feed that may lie there are. What is told is durable. Ends early, without a word,
        when `stop` is set.
        """
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(identity: str, feed: Feed | None) -> tuple[str, bool, str]:
            async with gate:
                if stop is not None and stop.is_set():
                    return identity, False, "stopped"
                try:
                    article = library.article(identity)
                    page = await self._page(article, feed, private)
                    loop = asyncio.get_running_loop()
                    with_page = partial(better, page=page)
                    taken = await loop.run_in_executor(writer, library.edit, identity, with_page)
                    return identity, taken, ""
                except TuinewsError as error:
                    return identity, False, str(error)

        tasks = [asyncio.create_task(one(*item)) for item in wanted]
        try:
            for done, task in enumerate(asyncio.as_completed(tasks), 1):
                identity, taken, error = await task
                if stop is not None and stop.is_set():
                    return
                yield PageDone(identity, done, len(tasks), taken, error)
        finally:
            for pending in tasks:
                pending.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _page(self, article: Article, feed: Feed | None, private: bool) -> Article:
        """Return the page of an article, cleaned. Raises TuinewsError."""
        if not article.url:
            raise FetchError("it has no address to fetch it from")
        request = Request(article.url)
        if feed is not None:
            request = await self._request(article.url, feed)
        request = replace(request, private=private or request.private)
        capture = await pages.fetch_page(self._client, request)
        return await self._workers.run(clean_page, capture, self._rules)

    async def _request(self, address: str, feed: Feed) -> Request:
        """Return what to ask for: with what is secret only where it is meant for that host."""
        settings = feed.settings
        request = Request(address, proxy=settings.proxy, verify=settings.verify)
        here, there = url.parse(address), url.parse(feed.url)
        if here.host != there.host:
            return request
        request = replace(request, private=settings.private)
        if here.origin != there.origin:
            return request
        return replace(
            request,
            user=settings.user or there.user,
            password=await self._password(settings, feed.name) or there.password,
            cookie=settings.cookie,
            headers=settings.headers,
        )


def clean_page(capture: Capture, rules: str = "") -> Article:
    """Return the article of a page; runs in a worker. Raises CleanError, FeedError."""
    from tuinews.clean import clean

    return clean(capture, cleanrules.load(rules))


def better(teaser: Article, page: Article) -> Article | None:
    """Return the article with the text of its page; None where that is not more, or another.

    Of a page that asks for consent or a subscription nothing is taken: it does not share
    the words of the teaser.
    """
    had, has = words(teaser.body), words(page.body)
    if len(has) < max(len(had) * LEAST, 20):
        return None
    if had and len(set(had) & set(has)) < SHARED * len(set(had)):
        return None
    published = teaser.published or page.published
    inferred = teaser.published_inferred or page.published_inferred
    page = overrides.carried(teaser, page)
    return replace(
        teaser,
        blocks=page.blocks,
        cut=page.cut,
        see_also=page.see_also,
        authors=teaser.authors or page.authors,
        editors=teaser.editors or page.editors,
        dateline=teaser.dateline or page.dateline,
        agency=teaser.agency or page.agency,
        published=published,
        published_inferred=None if published else inferred,
        updated=teaser.updated or page.updated,
        language=teaser.language or page.language,
        summary=teaser.summary or page.summary,
        categories=teaser.categories or page.categories,
    )
