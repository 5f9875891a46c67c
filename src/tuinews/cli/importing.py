"""`tuinews import` and `tuinews clean`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from tuinews import ingest
from tuinews.cli import codes, out
from tuinews.cli.articles import short
from tuinews.cli.codes import UsageError
from tuinews.cli.context import Context
from tuinews.cli.relating import find_stories
from tuinews.counting import outcomes
from tuinews.export import block_record, iso
from tuinews.ingest import Ingested, Item
from tuinews.model import BlockKind
from tuinews.paths import expand

if TYPE_CHECKING:
    from tuinews.clean.furniture import Furniture
    from tuinews.model import Article
    from tuinews.store.library import Library

_STDIN = (Path("-"), Path("/dev/stdin"))


def run_import(options: argparse.Namespace, context: Context) -> int:
    """Bring files in: a line for each article, then a summary."""
    files = _files(options.paths)
    own = _own(context.config.clean.rules)
    count: Counter[str] = Counter()
    with context.library(make=True) as library, out.Progress("importing") as progress:
        try:
            for result in ingest.ingest(_items(files, progress), library, own):
                count[result.outcome] += 1
                progress.clear()
                _report(result, options)
        except KeyboardInterrupt:
            done = sum(count.values())
            raise KeyboardInterrupt(
                f"stopped: {done:,} of {max(done, len(files)):,} read and stored; "
                "the same command goes on from there"
            ) from None
        finally:
            sys.stdout.flush()
        _relate(library)
    return _summary(count, options)


def _relate(library: Library) -> None:
    """Find the stories of what came in."""
    try:
        find_stories(library)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(
            "stopped: everything is stored; its stories are found the next time"
        ) from None


def _files(given: Sequence[str]) -> list[Path]:
    """Return the files that the words mean; "-" stays as it is."""
    from tuinews.intake import files

    found: list[Path] = []
    for word in given:
        if word.startswith(("http://", "https://")) and not Path(word).exists():
            raise UsageError("an address is no file; `tuinews add URL` subscribes to it")
        path = Path(word)
        found += [path] if path in _STDIN else files.walk([path])
    return found


def _items(files: Sequence[Path], progress: out.Progress) -> Iterator[Item]:
    for number, path in enumerate(files):
        progress.at(number, len(files))
        if path in _STDIN:
            yield from _stdin()
        else:
            yield from ingest.gather([path])


def _stdin() -> Iterator[Item]:
    if sys.stdin is None:
        yield ingest.Unreadable("standard input", "closed")
    else:
        if sys.stdin.isatty():
            out.told("Reading what you type or paste; Ctrl+D on a line of its own ends it.")
        yield from ingest.gather_stdin(cast("BufferedReader[Any]", sys.stdin.buffer))


def _report(result: Ingested, options: argparse.Namespace) -> None:
    """Print what became of one input."""
    article = result.article
    error = _why(result)
    if options.json:
        out.emit(
            {
                "path": result.origin,
                "outcome": result.outcome,
                "id": result.id or None,
                "headline": article.headline if article else None,
                "publisher": article.publisher if article else None,
                "error": error or None,
            }
        )
    elif article is None:
        out.warn(f"{result.origin}: {error}")
    elif not options.quiet:
        by = f" ({article.publisher})" if article.publisher else ""
        outcome = "there already" if result.outcome == "same" else result.outcome
        out.row([outcome, short(result.id), article.headline + by], [13, 10, 0])


def _why(result: Ingested) -> str:
    if result.cause is None:
        return result.error
    from tuinews.cli import crash

    return f"{result.error}; {crash.log(result.cause)}"


def _summary(count: Counter[str], options: argparse.Namespace) -> int:
    """Print how many came in; returns the exit code."""
    good = count["new"] + count["updated"] + count["same"]
    if options.json:
        out.emit({key: count[key] for key in ("new", "updated", "same", "failed")})
    elif not good and not count["failed"]:
        out.warn("nothing to import there: no file of text or HTML")
    elif not options.quiet:
        out.line(outcomes(count))
    if not good:
        return codes.ERROR
    return codes.PARTLY if count["failed"] else codes.OK


# --- clean --------------------------------------------------------------------------------


def run_clean(options: argparse.Namespace, context: Context) -> int:
    """Clean files without storing them; prints each article, or JSON."""
    failed = False
    own = _own(context.config.clean.rules if options.rules is None else expand(options.rules))
    pages: list[str] = []
    with out.Progress("cleaning") as progress:
        for item in _items(_files(options.paths), progress):
            result = ingest.cleaned(item, own)
            progress.clear()
            if result.article is None:
                failed = True
                _report_unclean(result, options)
            elif options.json:
                out.emit(_clean_record(result.origin, result.article))
            else:
                pages.append(_page(result.article, why=options.why))
    if pages:
        out.page(("\n" + "─" * 72 + "\n\n").join(pages))
    return codes.PARTLY if failed else codes.OK


def _own(rules: str) -> Furniture | None:
    """Return the furniture words in a file, None for no file; raises UsageError."""
    if not rules:
        return None
    from tuinews.clean import furniture

    try:
        return furniture.load(Path(rules))
    except furniture.FurnitureError as error:
        raise UsageError(str(error)) from error


def _report_unclean(result: Ingested, options: argparse.Namespace) -> None:
    if options.json:
        out.emit({"path": result.origin, "error": _why(result)})
    else:
        out.warn(f"{result.origin}: {_why(result)}")


def _page(article: Article, *, why: bool) -> str:
    from tuinews import export
    from tuinews.cli import xray

    columns = min(72, out.width() - 1) if out.terminal() else 0
    return xray.text(article, columns) if why else export.text(article, columns)


def _as_told(when: datetime | None) -> str | None:
    """Return a time in the offset in which it was told: its day is that of the newsroom."""
    return when.isoformat(timespec="seconds").replace("+00:00", "Z") if when else None


def _clean_record(path: str, article: Article) -> dict[str, Any]:
    from tuinews.cli import xray

    return {
        "path": path,
        "id": article.id,
        "headline": article.headline,
        "authors": list(article.authors),
        "editors": list(article.editors),
        "publisher": article.publisher,
        "published": _as_told(article.published),
        "published_inferred": iso(article.published_inferred),
        "updated": iso(article.updated),
        "dateline": article.dateline,
        "agency": article.agency,
        "url": article.url,
        "language": article.language,
        "summary": article.summary,
        "blocks": _block_records(article),
        "cut": xray.cut_records(article),
        "see_also": list(article.see_also),
    }


def _block_records(article: Article) -> list[dict[str, Any]]:
    """Return the blocks; a caption that stood in one line with its credit says so: `whole`."""
    records = [block_record(block) for block in article.blocks]
    for record, block, after in zip(records, article.blocks, article.blocks[1:], strict=False):
        if block.line and block.line == after.line and after.kind is BlockKind.CREDIT:
            record["whole"] = f"{block.text} {after.text}"
    return records
