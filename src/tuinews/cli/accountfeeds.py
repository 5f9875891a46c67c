"""`tuinews add --account`: subscribe at the account of a server in place of here."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING

from tuinews import clock, limits
from tuinews.cli import codes, out
from tuinews.cli.adding import folder_path
from tuinews.cli.codes import UsageError
from tuinews.cli.commonoptions import tag_name
from tuinews.cli.context import Context
from tuinews.cli.relating import find_stories
from tuinews.counting import counted
from tuinews.model import TuinewsError

if TYPE_CHECKING:
    from tuinews.model import Feed
    from tuinews.settings import Config
    from tuinews.store.library import Library

PATIENCE = 120.0  # seconds to wait for another refresh


def run_add(options: argparse.Namespace, context: Context) -> int:
    """Have the server subscribe to what is at each address, and bring in what it has of it."""
    from tuinews.intake.url import hide_password

    if options.article or options.preview:
        raise UsageError("--account subscribes: it goes with neither --article nor --preview")
    folder, tags = (
        folder_path(options.folder),
        tuple(dict.fromkeys(tag_name(name, limits.FEED_TAG) for name in options.tag)),
    )
    config, good, failed = context.config, 0, 0
    with context.library() as library:
        for address in options.urls:
            try:
                feed, known = asyncio.run(_subscribed(library, address, config, folder, tags))
            except TuinewsError as error:
                failed += 1
                shown = hide_password(address, limits.URL)
                if options.json:
                    record = {"url": shown, "error": str(error), "needs": ""}
                    out.emit({"event": "failed", **record})
                else:
                    out.warn(f"{shown}: {error}")
                continue
            good += 1
            _tell(library, feed, "there already" if known else "subscribed", options)
        if good:
            find_stories(library)
    if not failed:
        return codes.OK
    return codes.PARTLY if good else codes.ERROR


async def _subscribed(
    library: Library, address: str, config: Config, folder: tuple[str, ...], tags: tuple[str, ...]
) -> tuple[Feed, bool]:
    """Return the feed, and whether it was there before. Raises TuinewsError."""
    from tuinews.refresh.accounts import adding
    from tuinews.refresh.pipeline import Job, refresh

    with library.subscriptions.refreshing(PATIENCE):
        feed, known = await adding.subscribe(
            library, address, folder, tags, config.fetch, clock.utc_now
        )
    job = Job(library, config, clock.utc_now, [feed.url], asked=True, patience=PATIENCE)
    async for _ in refresh(job):
        pass
    return library.subscriptions.feed(feed.url) or feed, known


def _tell(library: Library, feed: Feed, outcome: str, options: argparse.Namespace) -> None:
    """Say what became of a feed."""
    new = library.subscriptions.feed_counts()[feed.url].all
    if options.json:
        said = {"outcome": outcome, "new": new, "error": feed.error or None}
        out.emit({"event": "feed", "url": feed.url, "title": feed.name, **said})
    else:
        out.row([outcome, f"{feed.name} ({counted(new, 'article')})"], [13, 0])
