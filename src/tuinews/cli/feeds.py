"""`tuinews feeds`, `unsubscribe`, `opml` and `expire`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuinews import clock, limits
from tuinews.cli import codes, out
from tuinews.cli.context import Context
from tuinews.counting import counted
from tuinews.export import iso
from tuinews.model import Feed, TuinewsError

if TYPE_CHECKING:
    from tuinews.intake.lists.subscriptions import FeedList
    from tuinews.store.library import Library
    from tuinews.store.views import Counts

_WARNINGS = 10  # lines about a list of feeds; it may have thousands


def run_feeds(options: argparse.Namespace, context: Context) -> int:
    """Print the feeds: unread, all, name, and what is wrong."""
    with context.library() as library:
        counts = library.subscriptions.feed_counts()
        feeds = library.subscriptions.feeds()
    for feed in feeds:
        if options.json:
            out.emit(feed_record(feed, counts[feed.url]))
        elif not options.failing or feed.error or feed.disabled:
            of = counts[feed.url]
            name = "/".join((*feed.folder, feed.name))
            out.row([f"{of.unread:,}", f"{of.all:,}", name, _state(feed)], [7, 7, 40, 0])
    if not feeds and not options.json:
        out.told("No feeds yet. `tuinews add URL` subscribes to one.")
    return codes.OK


def _state(feed: Feed) -> str:
    if feed.gone:
        return "gone for good; E in the program archives it"
    if feed.disabled:
        return f"never fetched: {feed.disabled}"
    if feed.error:
        return feed.error
    if feed.notice:
        return feed.notice
    return "muted" if feed.settings.muted else ""


def feed_record(feed: Feed, counts: Counts) -> dict[str, Any]:
    """Return a feed as JSON has it: nothing that is secret."""
    from tuinews.store.index.feedindex import origin_of

    settings = feed.settings
    return {
        "url": origin_of(feed.url) or feed.url,
        "title": feed.name,
        "site": feed.site,
        "folders": ["/".join(folder) for folder in feed.folders],
        "tags": list(feed.tags),
        "articles": counts.all,
        "unread": counts.unread,
        "starred": counts.starred,
        "error": feed.error or None,
        "notice": feed.notice or None,
        "failures": feed.failures,
        "failing_since": iso(feed.failing_since),
        "gone": feed.gone,
        "disabled": feed.disabled or None,
        "muted": settings.muted,
        "full_text": settings.full_text,
        "interval": settings.interval or None,
        "added": iso(feed.added),
        "checked": iso(feed.checked),
        "changed": iso(feed.changed),
        "due": iso(feed.due),
    }


def run_unsubscribe(options: argparse.Namespace, context: Context) -> int:
    """Unsubscribe from feeds; what is starred, tagged or noted stays."""
    from tuinews.intake.url import hide_password
    from tuinews.store.index.feedindex import origin_of

    with context.library() as library:
        missing = [url for url in options.urls if library.subscriptions.feed(url) is None]
        if missing:
            shown = hide_password(missing[0])
            raise TuinewsError(f"there is no feed {shown}; `tuinews feeds --json` lists them")
        for url in options.urls:
            change = library.remove_feed(url)
            removed = len(change.removed)
            if options.json:
                out.emit({"url": origin_of(url), "title": change.feeds[0].name, "removed": removed})
            else:
                out.line(f"{change.summary}; {counted(removed, 'article')} went with it")
    return codes.OK


# --- lists of feeds -----------------------------------------------------------------------


def run_opml(options: argparse.Namespace, context: Context) -> int:
    """Bring feeds in from a list, or write them as one."""
    return (_export if options.what == "export" else _import)(options, context)


def _import(options: argparse.Namespace, context: Context) -> int:
    imported = _read(options.file)
    if len(imported.feeds) > limits.FEEDS and not options.yes:
        raise TuinewsError(
            f"{options.file}: {len(imported.feeds):,} feeds; --yes subscribes to that many"
        )
    with context.library(make=True) as library:
        new = [feed for feed in imported.feeds if library.subscriptions.feed(feed.url) is None]
        filed = _filed(library, imported.feeds)
        library.subscriptions.put_feeds([*filed, *new])
    there = len(imported.feeds) - len(new)
    if options.json:
        count = {"new": len(new), "same": there, "refused": list(imported.refused)}
        out.emit({**count, "disabled": sum(1 for feed in new if feed.disabled)})
    else:
        off = [f"{feed.name}: {feed.disabled}" for feed in new if feed.disabled]
        _warn(imported.refused, "are not taken over; --json lists them all")
        _warn(off, "are never fetched; `tuinews feeds --failing` lists them all")
        also = f", {len(filed):,} of them with other folders, tags or names now" if filed else ""
        out.line(f"{len(new):,} new, {there:,} there already{also}; `tuinews refresh` fetches them")
    return codes.PARTLY if imported.refused else codes.OK


def _warn(lines: Sequence[str], rest: str) -> None:
    """Print the first of many lines, and how many more there are."""
    for line in lines[:_WARNINGS]:
        out.warn(line)
    if len(lines) > _WARNINGS:
        out.warn(f"{len(lines) - _WARNINGS:,} more {rest}")


def _filed(library: Library, feeds: Sequence[Feed]) -> list[Feed]:
    """Return those of these feeds that are known, with what is new to them.

    Those are folders and tags; and a name, but never in place of one that the user gave.
    """
    changed = []
    for feed in feeds:
        known = library.subscriptions.feed(feed.url)
        if known is not None:
            folders = tuple(dict.fromkeys(known.folders + feed.folders))
            tags = tuple(dict.fromkeys(known.tags + feed.tags))
            title = known.title or (feed.title if feed.title != known.name else "")
            filed = replace(known, title=title, folders=folders, tags=tags)
            changed += [filed] if filed != known else []
    return changed


def _read(name: str) -> FeedList:
    """Return the feeds in a file: OPML, or the `urls` of newsboat. Raises TuinewsError."""
    from tuinews.intake.lists import newsboat, opml

    try:
        if name == "-":
            data = sys.stdin.buffer.read(limits.FEED_LIST + 1)
        else:
            path = Path(name).expanduser()
            if path.exists() and not path.is_file():
                raise TuinewsError(f"{name} is no file")
            with path.open("rb") as stream:
                data = stream.read(limits.FEED_LIST + 1)
    except OSError as error:
        raise TuinewsError(f"{name}: {(error.strerror or 'cannot be read').lower()}") from error
    if len(data) > limits.FEED_LIST:
        raise TuinewsError(f"{name}: larger than {limits.FEED_LIST >> 20} MiB, no list of feeds")
    start = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return opml.read(data, name) if start[:1] == b"<" else newsboat.read(data, name)


def _export(options: argparse.Namespace, context: Context) -> int:
    from tuinews.intake.lists import opml

    with context.library() as library:
        feeds = library.subscriptions.feeds()
    written = opml.write(feeds)
    if not options.file or options.file == "-":
        sys.stdout.write(written)
        return codes.OK
    path = Path(options.file).expanduser()
    out.to_file(path, [written], force=options.force)
    out.told(f"{counted(len(feeds), 'feed')} written to {path}")
    return codes.OK


# --- what is too old ----------------------------------------------------------------------


def run_expire(options: argparse.Namespace, context: Context) -> int:
    """Remove what is older, or more, than the settings want to keep; or say what that is."""
    from tuinews.cli.reading import print_row, row_record
    from tuinews.refresh import retention

    keep = context.config.keep
    if options.unread:
        keep = replace(keep, unread=False)
    with context.library() as library:
        rows = retention.too_old(library, keep, clock.utc_now())
        for row in rows:
            if options.json:
                out.emit(row_record(row))
            elif options.dry_run:
                print_row(row)
        if not options.dry_run and rows:
            library.remove([row.id for row in rows])
        said = "would go" if options.dry_run else "removed"
        if not options.json:
            say = out.told if options.dry_run else out.line
            say(f"{counted(len(rows), 'article')} {said}")
    return codes.OK
