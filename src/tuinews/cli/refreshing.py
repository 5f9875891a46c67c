"""`tuinews refresh` and `tuinews fulltext`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tuinews import clock
from tuinews.cli import codes, out
from tuinews.cli.articles import chosen, short
from tuinews.cli.codes import UsageError
from tuinews.cli.context import Context
from tuinews.cli.relating import find_stories
from tuinews.counting import counted
from tuinews.export import iso

if TYPE_CHECKING:
    from tuinews.model import Feed
    from tuinews.refresh.events import Event, FeedDone, Notified, PageDone, Stored
    from tuinews.refresh.pipeline import Job
    from tuinews.settings import Notify
    from tuinews.store.library import Library

PATIENCE = 120.0  # seconds that a user who asks waits for another refresh
_NAMES = {"FeedDone": "feed", "Notified": "notify", "PageDone": "page"}


def run_refresh(options: argparse.Namespace, context: Context) -> int:
    """Fetch the feeds that are due, or those that are named, and tell what came."""
    from tuinews.cli import waiting
    from tuinews.store.errors import BusyError

    if options.urls and options.all:
        raise UsageError("either addresses of feeds, or --all")
    config = context.config
    with context.library() as library:
        if options.dry_run:
            return _dry_run(library, options)

        news = _News(library)

        async def work(stop: asyncio.Event) -> Stored | None:
            from tuinews.refresh.pipeline import Job

            asked = bool(options.urls) or options.all
            job = Job(library, config, clock.utc_now, options.urls or None, asked, stop)
            job.patience = PATIENCE if asked else 0.0
            return await _refresh(job, options, news)

        try:
            stored = waiting.run(work)
            _notify(news, context.config.notify, options)
        except BusyError as error:
            if options.urls or options.all:
                raise
            _tell(options, {"event": "busy"}, str(error))
            return codes.OK
        if stored is None:
            return codes.OK
        if not stored.cancelled:
            _relate(library, as_json=options.json, quiet=options.quiet)
    return _finished(stored, options)


class _News:
    """What a refresh brings that the user may want to be told of."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.found: list[Notified] = []
        self.new = 0

    def take(self, event: Event) -> None:
        """Note an event."""
        from tuinews.refresh.events import FeedDone, Notified

        if isinstance(event, Notified):
            self.found.append(event)
        elif isinstance(event, FeedDone) and event.new:
            feed = self._library.subscriptions.feed(event.url)
            self.new += 0 if feed is not None and feed.settings.muted else event.new


def _notify(news: _News, notify: Notify, options: argparse.Namespace) -> None:
    """Tell what came, as the settings want it told."""
    from tuinews.refresh import notifying

    texts = notifying.texts(notify, news.found, news.new)
    if texts and options.json:  # whoever reads this has the terminal
        out.emit({"event": "told", "texts": texts})
        sys.stdout.flush()
    elif texts and out.terminal():
        sys.stdout.write(notifying.sequence(notify.terminal, texts))
        sys.stdout.flush()
    try:
        notifying.run(notify.program, texts)
    except notifying.NotifyError as error:
        out.warn(str(error))


async def _refresh(job: Job, options: argparse.Namespace, news: _News) -> Stored | None:
    """Tell events as they come; return the last one."""
    from tuinews.refresh.events import FeedDone, Stored, Syncing
    from tuinews.refresh.pipeline import refresh

    last: Stored | None = None
    with out.Progress("refreshing", least=2) as progress:
        async for event in refresh(job):
            news.take(event)
            if options.json:
                _emit(event)
            elif isinstance(event, FeedDone):
                progress.clear()
                _print(event, options)
                progress.at(event.done, event.total)
            elif isinstance(event, Syncing):
                progress.at(event.done, event.total)
            if isinstance(event, Stored):
                last = event
    return last


def _emit(event: Event) -> None:
    """Print an event at once, as JSON."""
    from tuinews.store.index.feedindex import origin_of

    name = type(event).__name__
    record: dict[str, Any] = {"event": _NAMES.get(name, name.lower())}
    for key, value in asdict(event).items():
        if isinstance(value, datetime):
            value = iso(value)
        elif key in ("url", "moved_from"):
            value = origin_of(value)  # never with a password
        record[key] = value
    out.emit(record)
    sys.stdout.flush()


def _print(event: FeedDone, options: argparse.Namespace) -> None:
    if event.error:
        out.warn(f"{event.title}: {event.error}")
    elif (event.new or event.updated) and not options.quiet:
        updated = f", {event.updated:,} updated" if event.updated else ""
        out.row([f"{event.new:,} new{updated}", event.title], [20, 0])
    if event.moved_from:
        out.warn(f"{event.title}: has moved for good, and is followed")


def _relate(library: Library, *, as_json: bool = False, quiet: bool = False) -> None:
    """Find the stories of what came in; to be stopped is no fault."""
    try:
        find_stories(library, as_json=as_json, quiet=quiet)
    except KeyboardInterrupt:
        out.told("Stopped: everything is stored; its stories are found the next time.")


def _finished(stored: Stored, options: argparse.Namespace) -> int:
    """Say what was done; returns the exit code."""
    if options.json:
        out.emit({"event": "finished", **asdict(stored)})
    elif not options.quiet:
        parts = [f"{stored.new:,} new"]
        parts += [f"{stored.updated:,} updated"] if stored.updated else []
        parts += [f"{stored.expired:,} expired"] if stored.expired else []
        parts += [f"{counted(stored.failed, 'feed')} failed"] if stored.failed else []
        parts += ["stopped; what came is kept"] if stored.cancelled else []
        out.line(", ".join(parts))
    if stored.cancelled:
        return codes.STOPPED
    if not stored.failed:
        return codes.OK
    return codes.PARTLY if stored.done > stored.failed else codes.ERROR


def _dry_run(library: Library, options: argparse.Namespace) -> int:
    """Print which feeds would be fetched, and fetch none."""
    from tuinews.refresh.pipeline import due_account, due_feeds

    asked = bool(options.urls) or options.all
    meant = library, clock.utc_now(), options.urls or None
    feeds, account = due_feeds(*meant, asked=asked), due_account(*meant, asked=asked)
    feeds += [account] if account is not None else []
    if not (feeds or options.json):
        out.told("No feed is due; --all fetches every one.")
    for feed in feeds:
        if options.json:
            from tuinews.store.index.feedindex import origin_of

            out.emit({"event": "due", "url": origin_of(feed.url), "title": feed.name})
        else:
            out.line(feed.name)
    return codes.OK


def _tell(options: argparse.Namespace, record: dict[str, Any], words: str) -> None:
    if options.json:
        out.emit(record)
    else:
        out.told(words)


# --- the page behind a teaser -------------------------------------------------------------


def run_fulltext(options: argparse.Namespace, context: Context) -> int:
    """Fetch the pages of articles; what is more than the teaser takes its place."""
    from tuinews.cli import waiting

    if not options.articles and options.query is None:
        raise UsageError("which articles? give their ids, or --query")

    _ = context.config  # a wrong setting is told first
    with context.library() as library:
        ids = chosen(library, options)

        async def work(stop: asyncio.Event) -> tuple[int, int]:
            return await _fetch_pages(library, ids, options, context, stop)

        good, failed = waiting.run(work) if ids else (0, 0)
        if good:
            _relate(library)
    if not failed:
        return codes.OK
    return codes.PARTLY if failed < len(ids) else codes.ERROR


async def _fetch_pages(
    library: Library,
    ids: list[str],
    options: argparse.Namespace,
    context: Context,
    stop: asyncio.Event,
) -> tuple[int, int]:
    """Return how many pages were taken, and how many failed."""
    from tuinews.refresh import subscribing

    good = failed = 0
    wanted = [(one, _feed_of(library, one)) for one in ids]
    private = options.private
    async with subscribing.opened(context.config, clock.utc_now) as finder:
        async for done in finder.behind.fetch(library, wanted, None, stop, private=private):
            good += done.taken
            failed += bool(done.error)
            if options.json:
                _emit(done)
            else:
                _print_page(library, done, private=private)
    return good, failed


def _feed_of(library: Library, identity: str) -> Feed | None:
    """Return the first feed, of those there still are, that an article came through."""
    found = (
        library.subscriptions.feed(source.origin) for source in library.article(identity).sources
    )
    return next((feed for feed in found if feed is not None), None)


def _print_page(library: Library, done: PageDone, *, private: bool) -> None:
    from tuinews.intake.errors import PRIVATE_NETWORK

    if done.error:
        hint = "" if private or PRIVATE_NETWORK not in done.error else "; --private allows it"
        out.warn(f"{short(done.id)}: {done.error}{hint}")
        return
    taken = "full text" if done.taken else "its page has no longer text that goes with this"
    row = library.row(done.id)
    out.row([short(done.id), taken, row.headline if row else ""], [10, 30, 0])
