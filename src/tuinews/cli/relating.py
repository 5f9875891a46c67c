"""`tuinews related`, `stories` and `compare`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tuinews import ingest
from tuinews.cli import out
from tuinews.cli.articles import all_ids, short
from tuinews.cli.codes import UsageError
from tuinews.cli.context import Context

if TYPE_CHECKING:
    from tuinews.model import Related, Story
    from tuinews.store.library import Library


@contextmanager
def _related_library(context: Context) -> Iterator[Library]:
    """Open the library with the relations of everything in it."""
    with context.library() as library:
        if not library.readonly:
            with out.Progress("finding stories") as progress:
                ingest.catch_up(library, progress.at)
        yield library


def run_related(options: argparse.Namespace, context: Context) -> int:
    """Print what belongs to an article, or to every article, best first."""
    if options.all == bool(options.article):
        raise UsageError("which article? give its id, or --all")
    with _related_library(context) as library:
        ids = all_ids(library) if options.all else [library.resolve(options.article)]
        for identity in ids:
            found = library.related(identity)[: options.limit]
            if options.json:
                related = [_related_record(one) for one in found]
                out.emit({"id": identity, "related": related})
            else:
                _print_related(library, identity, found, several=options.all)
    return 0


def _related_record(one: Related) -> dict[str, Any]:
    return {
        "id": one.id,
        "score": round(one.score, 4),
        "same_story": one.same_story,
        "reasons": list(one.reasons),
    }


def _print_related(
    library: Library, identity: str, found: Sequence[Related], *, several: bool
) -> None:
    if several:
        if not found:
            return
        row = library.row(identity)
        out.line(f"{short(identity)}  {row.headline if row else ''}")
    elif not found:
        out.told("Nothing related yet.")
    for one in found:
        row = library.row(one.id)
        kind = "same story" if one.same_story else "same topic"
        why = f" [{', '.join(one.reasons)}]" if one.reasons else ""
        headline = (row.headline if row else "") + why
        publisher = row.publisher if row else ""
        out.row([kind, f"{one.score:.2f}", short(one.id), publisher, headline], [10, 4, 10, 16, 0])


def run_stories(options: argparse.Namespace, context: Context) -> int:
    """Print the stories that several articles tell."""
    with _related_library(context) as library:
        stories = library.stories()
        for story in stories:
            if options.json:
                record = {"id": story.id, "headline": story.headline}
                out.emit({**record, "articles": list(story.articles)})
            else:
                _print_story(library, story)
        if not stories and not options.json:
            out.told("No story is told by more than one article yet.")
    return 0


def _print_story(library: Library, story: Story) -> None:
    out.line(f"{story.headline}  ({len(story.articles)} accounts)")
    for row in filter(None, map(library.row, story.articles)):
        cells = ["", short(row.id), out.day(row), row.publisher, row.headline]
        out.row(cells, [1, 10, 11, 16, 0])


def run_compare(options: argparse.Namespace, context: Context) -> int:
    """Print what the second account tells again, what it leaves out and what it adds."""
    from dataclasses import asdict

    from tuinews.stories.compare import compare

    with context.library() as library:
        first = library.article(library.resolve(options.first))
        second = library.article(library.resolve(options.second))
    found = compare(first, second)
    if options.json:
        out.emit(asdict(found))
        return 0
    return 0
