"""Articles that are clean already, one a line, as `export --json` writes them."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from tuinews import limits, text
from tuinews.clock import iso_day, iso_time, utc_now
from tuinews.intake.errors import IntakeError
from tuinews.intake.files import name_of
from tuinews.model import Article, Block, BlockKind, Emphasis, Marked, Source, Span, State


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no article."""

    number: int  # from 1
    problem: str  # "line 7: no headline"


Line = Article | Marked | BadLine  # what a line holds


def read(path: Path, *, now: Callable[[], datetime] = utc_now) -> Iterator[Line]:
    """Yield what each line of the file at `path` holds; blank lines are skipped.

    The file may be larger than memory. Raises IntakeError where it cannot be read.
    """
    name = name_of(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise IntakeError(f"{name}: not a file")
        with path.open("rb") as stream:
            yield from read_lines(stream, name, now=now)
    except OSError as error:
        raise IntakeError(f"{name}: {(error.strerror or 'cannot be read').lower()}") from error


def read_lines(
    stream: BinaryIO, name: str, *, now: Callable[[], datetime] = utc_now
) -> Iterator[Line]:
    """Yield what each line of `stream`, called `name`, holds; Marked: with what a user did."""
    received, number = now(), 0
    while line := stream.readline(limits.JSON_LINE + 1):
        number += 1
        if len(line) > limits.JSON_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limits.JSON_LINE)
            yield BadLine(number, f"line {number}: longer than {limits.JSON_LINE >> 20} MiB")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            try:
                fields = _object(line)
                article, state = _article(fields, name, received), _state(fields, received)
                yield article if state == State() else Marked(article, state)
            except _BadArticleError as error:
                yield BadLine(number, f"line {number}: {error}")


class _BadArticleError(Exception):
    """Why a line is no article."""


def _article(fields: dict[str, object], name: str, received: datetime) -> Article:
    headline = text.line(_string(fields, "headline"))
    body = text.safe(_string(fields, "body"))
    identity = text.line(_string(fields, "id"), limits.ID)
    if not identity:
        raise _BadArticleError("no id")
    if not headline and not body.strip():
        raise _BadArticleError("neither headline nor body")
    blocks = _blocks(fields.get("blocks")) or tuple(
        Block(BlockKind.PARAGRAPH, (Span(part),), line=number)
        for number, line in enumerate(body.split("\n"), 1)
        if (part := line.strip())
    )
    return Article(
        id=identity,
        headline=headline or text.line(body),
        publisher=text.line(_string(fields, "publisher")),
        authors=_strings(fields, "authors"),
        editors=_strings(fields, "editors"),
        dateline=text.line(_string(fields, "dateline")),
        agency=text.line(_string(fields, "agency")),
        published=_time(fields, "published"),
        published_inferred=_day(fields, "published_inferred"),
        updated=_time(fields, "updated"),
        url=text.line(_string(fields, "url"), limits.URL),
        language=text.line(_string(fields, "language"), 35),
        summary=text.safe(_string(fields, "summary")).strip(),
        blocks=blocks,
        categories=_strings(fields, "categories"),
        see_also=_strings(fields, "see_also"),
        sources=(Source(name, received),),
    )


def _state(fields: dict[str, object], received: datetime) -> State:
    """Return what the user did; what is not understood is passed over: it is no article."""
    tags, note = fields.get("tags"), fields.get("note")
    given = tags if isinstance(tags, list) else []
    shown = (text.line(tag) for tag in given if isinstance(tag, str))
    return State(
        read=_marked_at(fields, "read", received),
        starred=_marked_at(fields, "starred", received),
        tags=tuple(dict.fromkeys(filter(None, shown))),
        note=text.safe(note).strip() if isinstance(note, str) else "",
    )


def _marked_at(fields: dict[str, object], key: str, received: datetime) -> datetime | None:
    """Return when something was marked: now, where only "true" stands."""
    if fields.get(key) is True:
        return received
    try:
        return _time(fields, key)
    except _BadArticleError:
        return None


def _object(line: bytes) -> dict[str, object]:
    try:
        fields = json.loads(line.decode("utf-8-sig"), parse_constant=lambda _: None)
    except UnicodeDecodeError:
        raise _BadArticleError("not UTF-8") from None
    except RecursionError:
        raise _BadArticleError("nested too deep") from None
    except json.JSONDecodeError as error:
        raise _BadArticleError(f"not JSON ({error.msg})") from None
    except ValueError:
        raise _BadArticleError("a number in it has too many digits") from None
    if not isinstance(fields, dict):
        raise _BadArticleError("not a JSON object")
    return fields


def _string(fields: dict[str, object], key: str) -> str:
    value = fields.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _BadArticleError(f"{key} is not a string")
    return value


def _strings(fields: dict[str, object], key: str) -> tuple[str, ...]:
    value = fields.get(key) or []
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _BadArticleError(f"{key} is not a list of strings")
    return tuple(shown for item in value if (shown := text.line(item)))


def _blocks(value: object) -> tuple[Block, ...]:
    """Return the blocks of an exported article; () where there are none."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _BadArticleError("blocks is not a list")
    blocks = []
    for number, item in enumerate(value, 1):
        kind, content = (item.get("kind"), item.get("text")) if isinstance(item, dict) else ("", "")
        if not isinstance(content, str) or kind not in list(BlockKind):
            raise _BadArticleError(f"block {number} is not understood")
        spans = _spans(item.get("spans"), content)
        if spans is None:
            raise _BadArticleError(f"block {number}: its spans are not understood")
        level, marker = item.get("level"), item.get("marker")
        blocks.append(
            Block(
                BlockKind(kind),
                spans,
                level=min(max(level, 0), 20) if isinstance(level, int) else 0,
                marker=text.line(marker, 20) if isinstance(marker, str) else "",
                line=number,
            )
        )
    return tuple(blocks)


def _spans(value: object, content: str) -> tuple[Span, ...] | None:
    """Return the runs of a block: its whole text where none are given; None for nonsense."""
    if value is None:
        return (Span(text.safe(content)),)
    spans = []
    for item in value if isinstance(value, list) else [None]:
        if not isinstance(item, dict):
            return None
        run, href, emphasis = item.get("text"), item.get("href", ""), item.get("emphasis", [])
        if not isinstance(run, str) or not isinstance(href, str) or not isinstance(emphasis, list):
            return None
        known = frozenset(one for one in Emphasis if one.value in emphasis)
        spans.append(Span(text.safe(run), known, text.line(href, limits.URL)))
    return tuple(spans)


def _day(fields: dict[str, object], key: str) -> date | None:
    """Return a day that was inferred."""
    value = _string(fields, key).strip()
    day = iso_day(value)
    if value and day is None:
        raise _BadArticleError(f"{key} is not an ISO date")
    return day


def _time(fields: dict[str, object], key: str) -> datetime | None:
    """Return a stated time in UTC; a date alone is its midnight."""
    value = _string(fields, key).strip()
    if not value:
        return None
    when = iso_time(value)
    if when is None:
        raise _BadArticleError(f"{key} is not an ISO date")
    return when
