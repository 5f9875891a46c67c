"""`tuinews related`, `stories` and `compare`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tuinews import ingest
from tuinews.cli import out
from tuinews.cli.articles import all_ids, short
from tuinews.cli.codes import UsageError
from tuinews.cli.context import Context
from tuinews.columns import wrap

if TYPE_CHECKING:
    from tuinews.model import Article, Related
    from tuinews.store.library import Library
    from tuinews.store.views import Row
    from tuinews.stories.alignment import Alignment, Verdict
    from tuinews.stories.compare import Comparison
    from tuinews.stories.novelty import Sentence


def find_stories(library: Library, *, as_json: bool = False, quiet: bool = False) -> None:
    """Find the stories of what came in, and mark what is a copy of something read.

    `as_json` tells how far it is, and of the copies, as events.
    """
    with out.Progress("finding stories") as progress:
        ingest.catch_up(library, _emit_progress if as_json else progress.at)
    copies = ingest.read_copies(library)
    if copies and as_json:
        out.emit({"event": "copies", "ids": copies})
    elif copies and not quiet:
        out.told(ingest.copies_read(len(copies)))


def _emit_progress(done: int, total: int) -> None:
    out.emit({"event": "stories", "done": done, "total": total})
    sys.stdout.flush()


@contextmanager
def related_library(context: Context) -> Iterator[Library]:
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
    with related_library(context) as library:
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
    from tuinews.store.views import naming

    with related_library(context) as library:
        stories = library.stories()
        for story in stories:
            accounts = list(filter(None, map(library.row, story.articles)))
            headline = naming(accounts).headline if accounts else ""
            if options.json:
                record = {"id": story.id, "headline": headline}
                out.emit({**record, "articles": list(story.articles)})
            else:
                _print_story(headline, accounts)
        if not stories and not options.json:
            out.told("No story is told by more than one article yet.")
    return 0


def _print_story(headline: str, accounts: Sequence[Row]) -> None:
    out.line(f"{headline}  ({len(accounts)} accounts)")
    for row in accounts:
        cells = ["", short(row.id), out.day(row), row.publisher, row.headline]
        out.row(cells, [1, 10, 11, 16, 0])


def run_compare(options: argparse.Namespace, context: Context) -> int:
    """Print what the second account tells again, what it leaves out and what it adds."""
    from tuinews.stories.align import align
    from tuinews.stories.compare import compare

    with context.library() as library:
        first = library.shown(library.resolve(options.first))
        second = library.shown(library.resolve(options.second))
    found = compare(first, second)
    facing = align(first, second, found)
    if options.json:
        out.emit(_comparison_record(found, facing))
    else:
        out.page(_compared(found, facing))
    return 0


def _comparison_record(found: Comparison, facing: Alignment) -> dict[str, Any]:
    return {
        "sentences": [
            {
                "text": sentence.text,
                "told": round(sentence.told, 4),
                "mark": sentence.mark.value,
                "in_a": list(sentence.in_a),
                "verdict": verdict.value,
            }
            for sentence, verdict in _judged(facing, left=False)
        ],
        "shared_quotes": list(found.shared_quotes),
        "only_in_a": _told(facing, "only", left=True),
        "partly_in_b": _told(facing, "partly", "differs", left=True),
        "only_in_b": _told(facing, "only", left=False),
        "differing_figures": [
            {"a": one.a, "b": one.b, "sentence_a": one.sentence_a, "sentence_b": one.sentence_b}
            for one in found.differing_figures
        ],
    }


def _judged(facing: Alignment, *, left: bool) -> list[tuple[Sentence, Verdict]]:
    """Return the sentences of A, which stands left, or of B, with what is said of each."""
    account = facing.left if left else facing.right
    return list(zip(account.sentences, facing.verdicts(left=left), strict=True))


def _told(facing: Alignment, *verdicts: str, left: bool) -> list[str]:
    return [one.text for one, verdict in _judged(facing, left=left) if verdict.value in verdicts]


_SIGNS = {"told": "=", "partly": "~", "differs": "!", "only": "+"}


def _compared(found: Comparison, facing: Alignment) -> str:
    """Return a comparison as text: the second article, each sentence with its sign."""
    wide = min(80, out.width() - 1) if out.terminal() else 1_000_000
    judged = _judged(facing, left=False)
    told, partly, differing, new = (
        sum(verdict.value == one for _, verdict in judged) for one in _SIGNS
    )
    lines = [*_titled("A", facing.left.article, wide), *_titled("B", facing.right.article, wide)]
    counted = f"{told} told in A before (=), {partly} in part (~), "
    counted += f"{differing} with other figures (!)," * bool(differing) + f" {new} new (+)"
    lines += ["", *wrap(f"Sentences of B: {' '.join(counted.split())}.", wide), ""]
    for sentence, verdict in judged:
        lines += wrap(" ".join(sentence.text.split()), wide, f"{_SIGNS[verdict.value]} ")
    figures = [f"{one.a} in A, {one.b} in B" for one in found.differing_figures]
    partly_in_b = _told(facing, "partly", "differs", left=True)
    lines += _listed("Quotes in both", found.shared_quotes, wide)
    lines += _listed("Figures that differ", figures, wide)
    lines += _listed("In A, and in B in part or otherwise", partly_in_b, wide)
    lines += _listed("Only in A", _told(facing, "only", left=True), wide)
    return "\n".join(lines) + "\n"


def _titled(name: str, article: Article, wide: int) -> list[str]:
    by = f" ({article.publisher})" if article.publisher else ""
    return wrap(f"{article.headline}{by}", wide, f"{name}  ")


def _listed(title: str, parts: Sequence[str], wide: int) -> list[str]:
    """Return a list under its title; nothing for an empty one."""
    if not parts:
        return []
    items = [line for part in parts for line in wrap(" ".join(part.split()), wide, "  - ")]
    return ["", f"{title}:", *items]
