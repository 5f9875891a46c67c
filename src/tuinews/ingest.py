"""From files to the library: read, clean, add in batches, relate to what is there.

One input that cannot be read or cleaned never stops the others, and every result that was
handed out is durable.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from tuinews import limits
from tuinews.clock import utc_now
from tuinews.counting import silent
from tuinews.model import Article, Capture, CaptureKind, Marked, State, TuinewsError
from tuinews.text import line
from tuinews.values import dataclass

if TYPE_CHECKING:
    from tuinews.clean.furniture import Furniture
    from tuinews.intake.jsonl import BadLine
    from tuinews.store.library import Library

BATCH = 500  # inputs that are added in one go at most
BATCH_SECONDS = 1.0  # ... or as many as this time brings
_LINES = frozenset({".jsonl", ".ndjson"})

Outcome = Literal["new", "updated", "same", "failed"]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that gave nothing to clean."""

    origin: str  # the file's path, or "standard input"
    error: str  # why, without the path


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one input."""

    origin: str
    article: Article | None
    outcome: Outcome
    id: str = ""  # under which it is found in the library, once it is there
    error: str = ""  # why it failed
    state: State | None = None  # what another reader did with it
    cause: Exception | None = None  # of a failure that nobody foresaw: a fault of ours


Item = Capture | Article | Marked | Unreadable


def gather(paths: Iterable[Path], *, now: Callable[[], datetime] = utc_now) -> Iterator[Item]:
    """Yield what the files at `paths` hold, in order; files of JSON lines give articles."""
    from tuinews.intake import files, jsonl  # what reads files is no concern of a start
    from tuinews.intake.errors import IntakeError

    for path in paths:
        origin = str(path)
        try:
            if path.suffix.lower() in _LINES:
                for entry in jsonl.read(path, now=now):
                    yield _bad_line(origin, entry) if isinstance(entry, jsonl.BadLine) else entry
            else:
                yield from files.read(path, now=now)
        except IntakeError as error:
            yield _unreadable(origin, error)


def gather_stdin(stream: BufferedReader[Any]) -> Iterator[Item]:
    """Yield what `stream` brings: one capture, or articles as JSON lines where it begins so."""
    from tuinews.intake import files, jsonl
    from tuinews.intake.errors import IntakeError

    try:
        if stream.peek(1).lstrip()[:1] == b"{":
            for entry in jsonl.read_lines(stream, files.STANDARD_INPUT):
                if isinstance(entry, jsonl.BadLine):
                    yield _bad_line(files.STANDARD_INPUT, entry)
                else:
                    yield entry
        else:
            yield from files.read_stdin(stream)
    except (IntakeError, OSError) as error:
        yield _unreadable(files.STANDARD_INPUT, error)


def _bad_line(origin: str, bad: BadLine) -> Unreadable:
    return Unreadable(origin, bad.problem)


def _unreadable(origin: str, error: Exception) -> Unreadable:
    why = str(error).removeprefix(f"{origin}: ")
    name = line(os.fsencode(origin).decode("utf-8", "replace"), limits.FILE_NAME)
    return Unreadable(origin, why.removeprefix(f"{name}: "))


def cleaned(item: Item, own: Furniture | None = None) -> Ingested:
    """Clean one item without storing it; a failure is a result too, never an exception.

    `own` are furniture words of the user's: what they match is cut too.
    """
    if isinstance(item, Unreadable):
        return Ingested(item.origin, None, "failed", error=item.error)
    if isinstance(item, Marked):
        return replace(cleaned(item.article), state=item.state)
    if isinstance(item, Article):
        origin = item.sources[-1].origin if item.sources else item.id
        return _unless_too_long(origin, item)
    most = limits.ARTICLE if item.kind is CaptureKind.TEXT else limits.PAGE
    if len(item.text) > most:
        return _too_long(item.origin, len(item.text), most)
    from tuinews.clean import clean  # loads the parsers of pages

    try:
        return _unless_too_long(item.origin, clean(item, own))
    except TuinewsError as error:
        unreadable = _unreadable(item.origin, error)
        return Ingested(item.origin, None, "failed", error=unreadable.error)
    except Exception as error:
        why = f"cleaning it failed ({type(error).__name__})"
        return Ingested(item.origin, None, "failed", error=why, cause=error)


def _unless_too_long(origin: str, article: Article) -> Ingested:
    size = sum(len(block.text) for block in article.blocks)
    size += sum(len(cut.text) for cut in article.cut)
    if size > limits.ARTICLE:
        return _too_long(origin, size, limits.ARTICLE)
    return Ingested(origin, article, "new")


def _too_long(origin: str, size: int, most: int) -> Ingested:
    why = f"too long for an article: {size:,} characters, at most {most:,} are taken"
    return Ingested(origin, None, "failed", error=why)


def ingest(
    items: Iterable[Item], library: Library, own: Furniture | None = None
) -> Iterator[Ingested]:
    """Clean and add `items`; yields a result for each, in order, once it is durable.

    `own` are furniture words of the user's: what they match is cut too.
    An interrupt (KeyboardInterrupt) while items are read or cleaned adds what is clean by
    then, yields that, and is raised again. Relations are computed by `catch_up`.
    """
    waiting: list[Ingested] = []
    since = time.monotonic()
    stopped: KeyboardInterrupt | None = None
    source = iter(items)
    while stopped is None:
        try:
            item = next(source, None)
            if item is None:
                break
            waiting.append(cleaned(item, own))
        except KeyboardInterrupt as interrupt:
            stopped = interrupt
        if len(waiting) >= BATCH or time.monotonic() - since >= BATCH_SECONDS:
            yield from _add(waiting, library)
            waiting, since = [], time.monotonic()
    yield from _add(waiting, library)
    if stopped is not None:
        raise stopped


def _add(batch: list[Ingested], library: Library) -> Iterator[Ingested]:
    articles = [one.article for one in batch if one.article is not None]
    marked = [Marked(one.article, one.state) for one in batch if one.article and one.state]
    if marked:
        library.adopt(marked)
    outcomes = iter(library.add(articles).outcomes) if articles else iter(())
    for one in batch:
        if one.article is None:
            yield one
        else:
            identity, outcome = next(outcomes)
            yield replace(one, outcome=cast(Outcome, outcome), id=identity)


def catch_up(library: Library, progress: Callable[[int, int], None] = silent) -> int:
    """Find the stories of articles that came in since the last time; returns how many.

    `progress` is told how many are done, and of how many. May be interrupted: what is done
    stays, the rest is done the next time.
    """
    from tuinews.stories import relate

    library.upkeep.settle()
    return relate.catch_up(library, progress)


def read_copies(library: Library) -> list[str]:
    """Mark read what came in as a copy of a text that was read; call it after `catch_up`.

    Returns the ids of what was marked; `copies_read` tells of them in words.
    """
    new = library.pop_new()
    if not new or library.readonly:
        return []
    from tuinews.stories.readcopies import read_copies as read

    return list(read(library, new).states)


def copies_read(number: int) -> str:
    """Return in words that so many copies were marked."""
    copies = "1 copy" if number == 1 else f"{number:,} copies"
    return f"Marked {copies} of what you have read as read."
