"""`tuinews list`, `search` and `show`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from tuinews.cli import out
from tuinews.cli.articles import chosen, parse_query, rows, short
from tuinews.cli.context import Context
from tuinews.counting import counted

if TYPE_CHECKING:
    from tuinews.store.library import Library
    from tuinews.store.views import Row


def run_list(options: argparse.Namespace, context: Context) -> int:
    """Print the articles of a view, or what a query finds."""
    from tuinews.store.query.tree import UNMUTED
    from tuinews.store.views import Order, Show

    query = parse_query(options.query)
    if query is None and not options.starred:
        query = UNMUTED
    show = Show.UNREAD if options.unread else Show.STARRED if options.starred else Show.ALL
    order = Order(options.sort)
    with context.library() as library:
        if options.count:
            number = len(library.keys(query, show, order))
            out.emit({"articles": number}) if options.json else out.line(str(number))
            return 0
        keys = library.keys(query, show, order, None if options.all else options.limit)
        told: set[str] = set()  # stories of which an account was printed
        for row in rows(library, keys):
            if options.json:
                out.emit(row_record(row))
            else:
                print_row(row, others=row.story not in told)
            told |= {row.story} - {""}
        if not options.json:
            _remark(context, library, len(keys), asked=query is not UNMUTED or show is not Show.ALL)
    return 0


def _remark(context: Context, library: Library, printed: int, *, asked: bool) -> None:
    """Tell a person who looks on what the list does not say itself."""
    from tuinews.store.query.tree import UNMUTED

    total, listed = library.counts().all, library.counts(UNMUTED).all
    if not total:
        out.told("No articles yet. `tuinews add URL` subscribes, `tuinews import PATH` imports.")
        if (folder := _samples(context)) is not None:
            out.told(f"To try this on the samples: `tuinews --store {quote(str(folder))} list`")
    elif not printed:
        out.told(f"Nothing found among {counted(total, 'article')}.")
    elif not asked and printed < listed:
        out.told(f"{printed:,} of {listed:,}; --limit N or --all shows more")


def _samples(context: Context) -> Path | None:
    """Return the folder of the samples, where they are out and are not what is listed."""
    from tuinews import samples

    folder, _ = samples.folders(context.places)
    return folder if folder.is_dir() and not samples.away(context.places) else None


def row_record(row: Row) -> dict[str, object]:
    """Return a row as JSON has it."""
    from tuinews.export import iso  # a plain list needs no formats

    return {
        "id": row.id,
        "headline": row.headline,
        "publisher": row.publisher,
        "published": iso(row.published),
        "date": iso(row.shown_date),
        "read": row.read,
        "starred": row.starred,
        "tags": list(row.tags),
        "accounts": row.accounts,
        "words": row.words,
        "teaser": row.teaser,
    }


def print_row(row: Row, *, others: bool = True) -> None:
    """Print a row: id, marks, day, publisher, headline; with `others` how many tell the same."""
    marks = ("★" if row.starred else " ") + (" " if row.read else "●")
    if not out.terminal():
        marks = " ".join(["read" if row.read else "unread", *(["starred"] * row.starred)])
    more = f" (+{row.accounts})" if row.accounts and others else ""
    cells = [
        short(row.id),
        marks,
        out.day(row),
        row.publisher,
        row.headline + more,
    ]
    out.row(cells, [10, 2, 11, 16, 0])


def run_show(options: argparse.Namespace, context: Context) -> int:
    """Print articles, through the pager on a terminal."""
    from tuinews import export
    from tuinews.cli import xray

    pages: list[str] = []
    with context.library() as library:
        for identity in chosen(library, options):
            if options.json:
                article = library.article(identity)  # as it can be imported again
                record = export.record(article, library.state(identity))
                if options.why:
                    record["cut"] = xray.cut_records(article)
                out.emit(record)
            else:
                write = xray.text if options.why else export.text
                pages.append(write(library.shown(identity), _columns(options)))
    if pages:
        rule = "\n" + "─" * min(72, _columns(options) or 72) + "\n\n"
        out.page(rule.join(pages))
    return 0


def _columns(options: argparse.Namespace) -> int:
    """Return the columns to wrap at: what was asked for, 72 on a wide terminal, 0 on a pipe."""
    if options.width:
        return int(options.width)
    return min(72, out.width() - 1) if sys.stdout.isatty() else 0
