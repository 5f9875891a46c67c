"""`tuinews star`, `unstar`, `read`, `unread`, `tag` and `note`."""

from __future__ import annotations

import argparse
import contextlib
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tuinews import limits
from tuinews.cli import out
from tuinews.cli.articles import chosen, short
from tuinews.cli.codes import UsageError
from tuinews.cli.commonoptions import tag_name
from tuinews.cli.context import Context

if TYPE_CHECKING:
    from tuinews.store.library import Library


#: The mark that each of these commands makes.
MARKS = {
    "star": {"starred": True},
    "unstar": {"starred": False},
    "read": {"read": True},
    "unread": {"read": False},
}


def run_mark(options: argparse.Namespace, context: Context) -> int:
    """Mark articles as the command says."""
    return _mark(options, context, MARKS[options.command])


def run_tag(options: argparse.Namespace, context: Context) -> int:
    """List all tags, or add tags to articles and take them off."""
    if not options.articles and options.query is None:
        if options.add or options.remove:
            raise UsageError("which articles? give their ids, or --query")
        return _list_tags(options, context)
    marks = [{"tag": tag_name(name, limits.TAG)} for name in options.add]
    marks += [{"untag": tag_name(name, limits.TAG)} for name in options.remove]
    if marks:
        return _mark(options, context, *marks)
    with _explained("A tag is put on with --add", options):
        return _mark(options, context)


def run_note(options: argparse.Namespace, context: Context) -> int:
    """Print the notes on articles, write one on each of them, or take them away."""
    text = "" if options.remove else options.write
    if text is not None:
        return _mark(options, context, {"note": text})
    with context.library() as library, _explained("A note is written with --write", options):
        for identity in chosen(library, options):
            record = _state_record(library, identity)
            if options.json:
                out.emit(record)
            elif record["note"]:
                out.row([short(identity), record["note"]], [10, 0])
    return 0


@contextlib.contextmanager
def _explained(how: str, options: argparse.Namespace) -> Iterator[None]:
    """Add to a complaint about an unknown article how its last word would have been taken.

    `how` ends with the option that the word may have been meant for.
    """
    from tuinews.store.errors import LibraryError
    from tuinews.text import shown_line

    try:
        yield
    except LibraryError as error:
        if not options.articles:
            raise
        word = shlex.quote(shown_line(options.articles[-1].lstrip("+#"), 40) or "TEXT")
        raise LibraryError(f"{error} {how}: {how.split()[-1]} {word}") from error


def _list_tags(options: argparse.Namespace, context: Context) -> int:
    with context.library() as library:
        tags = library.tags()
    for name, count in tags:
        if options.json:
            out.emit({"tag": name, "articles": count})
        else:
            out.row([f"{count:,}", name], [7, 0])
    if not tags and not options.json:
        out.told("No tags yet. `tuinews tag ARTICLE --add TAG` makes one.")
    return 0


def _mark(options: argparse.Namespace, context: Context, *marks: dict[str, Any]) -> int:
    """Apply the marks to the chosen articles, then say what they have now."""
    with context.library() as library:
        ids = chosen(library, options)
        if not ids and options.query is None:
            raise UsageError("which articles? give their ids, or --query")
        summaries = [change.summary for mark in marks if (change := library.mark(ids, **mark))]
        if options.json:
            for identity in ids:
                out.emit(_state_record(library, identity))
        elif not marks:
            for identity in ids:
                out.row([short(identity), ", ".join(library.state(identity).tags)], [10, 0])
        else:
            said = ", ".join(summaries) if summaries else "nothing changed"
            row = library.row(ids[0]) if len(ids) == 1 else None
            out.line(f"{said}: {row.headline}" if row is not None else said)
    return 0


def _state_record(library: Library, identity: str) -> dict[str, Any]:
    from tuinews.export import iso

    state = library.state(identity)
    return {
        "id": identity,
        "read": iso(state.read),
        "starred": iso(state.starred),
        "tags": list(state.tags),
        "note": state.note,
    }
