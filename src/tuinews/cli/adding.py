"""`tuinews add`: find feeds at an address, show them, subscribe."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tuinews import clock, limits, text
from tuinews.cli import codes, out
from tuinews.cli.access import given_access
from tuinews.cli.articles import short
from tuinews.cli.commonoptions import tag_name
from tuinews.cli.context import Context
from tuinews.cli.relating import find_stories
from tuinews.counting import counted
from tuinews.export import iso
from tuinews.model import Feed, FeedSettings, TuinewsError

if TYPE_CHECKING:
    from tuinews.intake.discovery.discover import Candidate, Discovery
    from tuinews.model import Capture
    from tuinews.refresh.subscribing import Finder
    from tuinews.store.library import Library

_TRIES_AGAIN = "the next refresh tries again"


def run_add(options: argparse.Namespace, context: Context) -> int:
    """Subscribe to what is found at each address; a line for each."""
    from tuinews.cli import waiting

    if options.account:
        from tuinews.cli import accountfeeds

        return accountfeeds.run_add(options, context)
    _ = context.config  # a wrong setting is told first
    adding = _Adding(options, context)
    with context.library(make=True) as library:
        adding.library = library
        waiting.run(adding.work)
        if adding.count["new"]:
            find_stories(library)
    if adding.stopped:
        return codes.STOPPED
    if not adding.count["failed"]:
        return codes.OK
    return codes.PARTLY if adding.count["good"] else codes.ERROR


class _Adding:
    """One run of the command."""

    library: Library

    def __init__(self, options: argparse.Namespace, context: Context) -> None:
        self._options, self._context = options, context
        self._given = given_access(options) | ({"full_text": True} if options.full_text else {})
        self._settings = replace(FeedSettings(), **self._given)
        self._folder = folder_path(options.folder)
        self._tags = tuple(dict.fromkeys(tag_name(name, limits.FEED_TAG) for name in options.tag))
        self.count: Counter[str] = Counter()
        self.stopped = False

    async def work(self, stop: asyncio.Event) -> None:
        """Look at each address, one after the other, until there is enough."""
        from tuinews.refresh import subscribing

        async with subscribing.opened(self._context.config, clock.utc_now) as finder:
            for address in self._options.urls:
                looking = asyncio.create_task(self._one(finder, address))
                stopping = asyncio.create_task(stop.wait())
                await asyncio.wait({looking, stopping}, return_when=asyncio.FIRST_COMPLETED)
                stopping.cancel()
                if not looking.done():
                    looking.cancel()
                    await asyncio.gather(looking, return_exceptions=True)
                    self.stopped = True
                    return
                looking.result()

    async def _one(self, finder: Finder, address: str) -> None:
        known, options = self.library.subscriptions.feed(address), self._options
        settings = replace(known.settings, **self._given) if known else self._settings
        try:
            if options.article:
                await self._keep_page(finder, await finder.page(address, settings))
            else:
                await self._take(finder, await finder.look(address, settings))
        except TuinewsError as error:
            if known is None or not known.disabled or not options.private or options.preview:
                self._fail(address, str(error))
                return
            self.count["good"] += 1  # the user's word counts, also while the server fails
            self._again(known)
            if not options.json:
                out.warn(f"{known.name}: {error}; {_TRIES_AGAIN}")

    async def _take(self, finder: Finder, found: Discovery) -> None:
        options = self._options
        if options.preview:
            await self._preview(finder, found)
        elif not found.candidates:
            self._nothing(found)
        elif len(found.candidates) == 1 or options.yes:
            await self._subscribe(finder, found.candidates[0])
        else:
            chosen = self._chosen(found)
            if chosen is not None:
                await self._subscribe(finder, chosen)

    def _nothing(self, found: Discovery) -> None:
        reasons = "; ".join(found.problems[:2])
        why = f"no feed found there{f' ({reasons})' if reasons else ''}"
        if found.page is not None:
            why += "; `tuinews add --article` with this address keeps the page as an article"
        self._fail(found.address, why)

    def _chosen(self, found: Discovery) -> Candidate | None:
        """Return which of several the user wants; None, and a failure, where that is unsaid."""
        self._list(found)
        several = len(found.candidates)
        if not self._options.json and out.terminal() and sys.stdin and sys.stdin.isatty():
            answer = input(f"Which one? 1 to {several}, or Enter for none: ").strip()
            if answer.isascii() and answer.isdigit() and 0 < int(answer[:9]) <= several:
                return found.candidates[int(answer[:9]) - 1]
            return None
        why = f"{several} feeds found there; add one of their addresses, or the first with --yes"
        self._fail(found.address, why)
        return None

    async def _subscribe(self, finder: Finder, candidate: Candidate) -> None:
        from tuinews.refresh.subscribing import Subscription

        known = self.library.subscriptions.feed(candidate.url)
        if known is not None:
            self.count["good"] += 1
            self._again(known)
            return
        wanted = Subscription(candidate, self._settings, self._folder, self._tags)
        done, new = await finder.subscribe(self.library, self._context.config, wanted)
        self.count["good"] += 1
        self.count["new"] += done.new
        feed = wanted.feed()
        self._tell(feed, "subscribed", done.new, done.error)
        if feed.settings.full_text:
            await self._read_in_full(finder, feed, new)

    async def _read_in_full(self, finder: Finder, feed: Feed, ids: Sequence[str]) -> None:
        """Fetch the pages behind the articles that a feed came with."""
        sys.stdout.flush()
        async for page in finder.behind.fetch(self.library, [(one, feed) for one in ids]):
            if page.error and not self._options.json:
                out.warn(f"{short(page.id)}: {page.error}")

    def _again(self, known: Feed) -> None:
        """Change of a known feed what is given, and switch on what was imported switched off."""
        settings = replace(known.settings, **self._given)
        folders = tuple(dict.fromkeys((self._folder, *known.folders))) if self._folder else ()
        tags = tuple(dict.fromkeys((*known.tags, *self._tags)))
        folders = folders or known.folders
        wanted = replace(known, disabled="", settings=settings, folders=folders, tags=tags)
        if wanted == known:
            self._tell(known, "there already", 0)
            return
        self.library.subscriptions.put_feeds([wanted])
        self._tell(known, "switched on" if known.disabled else "changed", 0)

    def _tell(self, feed: Feed, outcome: str, new: int, error: str = "") -> None:
        """Say what became of a feed; `error` is why it could not be read, subscribed or not."""
        if self._options.json:
            url = {"url": _shown(feed.url), "title": feed.name}
            said = {"outcome": outcome, "new": new, "error": error or None}
            out.emit({"event": "feed", **url, **said})
            return
        articles = f" ({counted(new, 'article')})" if outcome == "subscribed" else ""
        out.row([outcome, f"{feed.name}{articles}"], [13, 0])
        if error:
            out.warn(f"{feed.name}: {error}; {_TRIES_AGAIN}")

    def _fail(self, address: str, why: str) -> None:
        from tuinews.intake.url import hide_password

        self.count["failed"] += 1
        needs = _needed(why, self._options)
        if needs == "private":
            why += "; --private allows it"
        shown = hide_password(_shown(address), limits.URL)
        if self._options.json:
            out.emit({"event": "failed", "url": shown, "error": why, "needs": needs})
        else:
            shown = text.shown_line(shown, 200)
            out.warn(why if why.startswith(f"{shown}: ") else f"{shown}: {why}")

    # --- what was found -----------------------------------------------------------------

    async def _preview(self, finder: Finder, found: Discovery) -> None:
        """Print what there is, and keep none of it."""
        self.count["good" if found.candidates or found.page else "failed"] += 1
        if self._options.json:
            for candidate in found.candidates:
                out.emit(_record(candidate))
            for problem in found.problems:
                out.emit({"event": "problem", "url": _shown(found.address), "error": problem})
            if found.page is not None:
                out.emit(await _page_record(finder, found.page))
            sys.stdout.flush()
        elif found.candidates:
            self._list(found)
        else:
            self.count.clear()
            self._nothing(found)

    def _list(self, found: Discovery) -> None:
        for number, candidate in enumerate(found.candidates, 1):
            if self._options.json:
                out.emit(_record(candidate))
                continue
            newest = f", newest {candidate.newest:%Y-%m-%d}" if candidate.newest else ""
            out.line(f"{number}. {text.shown_line(candidate.title)}")
            out.line(f"   {_shown(candidate.url)}")
            out.line(f"   {counted(candidate.entries, 'article')}{newest}")
            for headline in candidate.headlines[:3]:
                out.line(f"   - {text.shown_line(headline, 100)}")

    async def _keep_page(self, finder: Finder, page: Capture) -> None:
        """Keep the page itself as an article."""
        article = await finder.article(page)
        identity, outcome = self.library.add([article]).outcomes[0]
        self.count["good"] += 1
        self.count["new"] += outcome == "new"
        if self._options.json:
            record = {"id": identity, "headline": article.headline, "outcome": outcome}
            out.emit({"event": "article", "url": _shown(page.url), **record})
        else:
            out.row([outcome, short(identity), article.headline], [13, 10, 0])


def _needed(why: str, options: argparse.Namespace) -> str:
    """Return what an address that failed is to be asked with: "private", "login", or ""."""
    from tuinews.intake.errors import LOGIN_WANTED, PRIVATE_NETWORK

    if LOGIN_WANTED in why:
        return "login"
    return "private" if PRIVATE_NETWORK in why and not options.private else ""


def _record(candidate: Candidate) -> dict[str, Any]:
    captures = candidate.parsed.captures
    dates = (capture.stated.published for capture in captures)
    return {
        "event": "candidate",
        "url": _shown(candidate.url),
        "title": candidate.title,
        "kind": candidate.kind,
        "entries": candidate.entries,
        "newest": iso(candidate.newest),
        "headlines": [
            {"text": capture.stated.headline, "published": iso(capture.stated.published)}
            for capture in captures[:5]
        ],
        "dates": [iso(when) for when in dates if when is not None][:500],
    }


async def _page_record(finder: Finder, page: Capture) -> dict[str, Any]:
    record: dict[str, Any] = {"event": "candidate", "url": _shown(page.url), "kind": "page"}
    try:
        article = await finder.article(page)
    except TuinewsError as error:
        return {**record, "title": "", "error": str(error)}
    return {**record, "title": article.headline, "words": len(article.body.split())}


def _shown(url: str) -> str:
    """Return an address without user and password."""
    from tuinews.store.index.feedindex import origin_of

    return origin_of(url) or url


def folder_path(folder: str) -> tuple[str, ...]:
    """Return the folders that "News/Europe" names."""
    return tuple(filter(None, (text.line(part, limits.FOLDER) for part in folder.split("/"))))[
        : limits.FOLDERS
    ]
