"""Articles as Markdown, plain text and JSON, and as files in a folder of the user's.

What an article says is shown literally in each format: nothing in it becomes markup, a
header or a path.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

from tuinews import limits
from tuinews import text as gate
from tuinews.columns import cells, wrap
from tuinews.deck import deck_of
from tuinews.model import Article, Block, BlockKind, Emphasis, Span, State, TuinewsError

Format = Literal["markdown", "text", "json"]
SUFFIXES: dict[str, str] = {"markdown": ".md", "text": ".txt", "json": ".json"}
_LINKABLE = ("http://", "https://", "mailto:")


class ExportError(TuinewsError):
    """An article could not be saved; the message names the place and the cause."""


# --- JSON -------------------------------------------------------------------------------


def record(article: Article, state: State | None = None) -> dict[str, Any]:
    """Return the article as plain values of JSON: what `import` of JSON lines reads back.

    With `state`, what the user did stands under "read", "starred", "tags" and "note".
    """
    found: dict[str, Any] = {
        "id": article.id,
        "headline": article.headline,
        "publisher": article.publisher,
        "authors": list(article.authors),
        "editors": list(article.editors),
        "dateline": article.dateline,
        "agency": article.agency,
        "published": iso(article.published),
        "published_inferred": iso(article.published_inferred),
        "updated": iso(article.updated),
        "url": article.url,
        "language": article.language,
        "summary": article.summary,
        "categories": list(article.categories),
        "body": article.body,
        "blocks": [block_record(block) for block in article.blocks],
        "see_also": list(article.see_also),
    }
    if state is not None:
        found |= {
            "read": iso(state.read),
            "starred": iso(state.starred),
            "tags": list(state.tags),
            "note": state.note,
        }
    return found


def iso(when: datetime | date | None) -> str | None:
    """Return a time as "2021-10-20T09:30:00Z", a date as "2021-10-20", None as None."""
    if isinstance(when, datetime):
        return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return when.isoformat() if when else None


def block_record(block: Block) -> dict[str, Any]:
    """Return a block as plain values: its kind and text, and what else it has."""
    found: dict[str, Any] = {"kind": block.kind.value, "text": block.text}
    if block.level:
        found["level"] = block.level
    if block.marker:
        found["marker"] = block.marker
    if any(span.href or span.emphasis for span in block.spans):
        found["spans"] = [_span(span) for span in block.spans]
    return found


def _span(span: Span) -> dict[str, Any]:
    found: dict[str, Any] = {"text": span.text}
    if span.emphasis:
        found["emphasis"] = sorted(span.emphasis)
    if span.href:
        found["href"] = span.href
    return found


def as_json(article: Article, state: State | None = None) -> str:
    """Return the article as one line of JSON."""
    return gate.safe_json(json.dumps(record(article, state), ensure_ascii=False))


# --- plain text -------------------------------------------------------------------------


def byline(article: Article) -> str:
    """Return who wrote the article, where and when, in one line; "" where nothing is known."""
    when = article.published or article.published_inferred
    day = f"{when.day} {when:%b %Y}" if when else ""
    parts = [
        article.publisher,
        ", ".join(article.authors),
        article.dateline,
        day if article.published or not day else f"probably {day}",
    ]
    return gate.shown_line(" · ".join(part for part in parts if part))


def text(article: Article, width: int = 0) -> str:
    """Return the article as plain text, wrapped at `width` columns; 0: a paragraph a line."""
    wide = width or 1_000_000
    parts = ["\n".join(wrap(gate.shown_line(article.headline), wide))]
    if about := byline(article):
        parts[0] += "\n" + "\n".join(wrap(about, wide))
    if article.url:
        parts[0] += "\n" + gate.shown_line(article.url, limits.URL)
    if deck := deck_of(article):
        parts.append("\n".join(wrap(deck, wide)))
    previous: BlockKind | None = None
    for block in article.blocks:
        shown = plain_block(block, wide)
        if stand_together(previous, block.kind):
            parts[-1] += "\n" + shown
        else:
            parts.append(shown)
        previous = block.kind
    return "\n\n".join(parts) + "\n"


def stand_together(above: BlockKind | None, below: BlockKind) -> bool:
    """Tell whether two blocks of plain text stand together without a blank line."""
    caption = below is BlockKind.CREDIT and above is BlockKind.CAPTION
    return caption or (below is BlockKind.LIST and above is BlockKind.LIST)


def plain_block(block: Block, width: int) -> str:
    """Return a block as plain text, in lines of at most `width` columns where it can be."""
    if block.kind is BlockKind.TABLE:
        return "\n".join(f"    {row}" for row in _table(block.text))
    content = gate.shown(block.text)
    if block.kind is BlockKind.CODE:
        return "\n".join(f"    {row}" for row in content.split("\n"))
    first, rest = "", ""
    if block.kind is BlockKind.QUOTE:
        first = rest = "> " * (block.level + 1)
    elif block.kind is BlockKind.LIST:
        first = "  " * block.level + f"{gate.shown_line(block.marker, 20) or '-'} "
        rest = " " * len(first)
    elif block.kind in (BlockKind.CAPTION, BlockKind.CREDIT):
        first = rest = "  | "
    rows = content.split("\n")
    lines = [line for row in rows for line in wrap(row, width, first, rest)]
    if block.kind is BlockKind.HEADING:
        lines.append(("=" if block.level == 1 else "-") * min(60, max(map(len, lines))))
    return "\n".join(lines)


def _table(content: str) -> list[str]:
    """Return the rows of a table with its columns aligned, those of figures flush right."""
    rows = [[gate.shown_line(cell) for cell in row.split("\t")] for row in content.split("\n")]
    columns = list(zip_longest(*rows, fillvalue=""))
    widths = [max(map(cells, column)) for column in columns]
    right = [_is_numeric(column[1:]) for column in columns]
    lines = []
    for row in rows:
        line = ""
        for cell, width, flush in zip(row, widths, right, strict=False):
            blank = " " * (width - cells(cell))
            line += f"{blank}{cell}  " if flush else f"{cell}{blank}  "
        lines.append(line.rstrip())
    return lines


def _is_numeric(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    return bool(filled) and all(2 * sum(map(str.isdigit, cell)) >= len(cell) for cell in filled)


# --- Markdown ---------------------------------------------------------------------------

_ALWAYS = re.compile(r"([\\`*\[\]<>|~])")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # one inside a word is a letter
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_LINE_START = re.compile(r"^(\s*)([#>+=-])|^(\s*\d{1,9})([.)])(?=\s|$)", re.M)


def markdown(article: Article, state: State | None = None) -> str:
    """Return the article as Markdown under front matter of YAML."""
    lines = ["---", *_front_matter(article, state), "---", ""]
    lines += [f"# {escaped(gate.shown_line(article.headline))}", ""]
    previous: BlockKind | None = None
    for block in article.blocks:
        if block.kind is BlockKind.LIST and previous is BlockKind.LIST:
            lines.pop()  # items of one list stand together
        lines += [_markdown_block(block), ""]
        previous = block.kind
    return "\n".join(lines)


def _front_matter(article: Article, state: State | None) -> list[str]:
    """Return the lines of YAML: each value as JSON, which YAML reads as it is meant."""
    fields: dict[str, object] = {
        "title": gate.shown_line(article.headline),
        "publisher": gate.shown_line(article.publisher),
        "authors": [gate.shown_line(name) for name in article.authors],
        "date": iso(article.published or article.published_inferred),
        "place": gate.shown_line(article.dateline),
        "url": gate.shown_line(article.url, limits.URL),
        "language": gate.shown_line(article.language),
        "tags": [gate.shown_line(tag) for tag in state.tags] if state else [],
        "id": gate.shown_line(article.id, limits.ID),
    }
    return [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value
    ]


def _markdown_block(block: Block) -> str:
    content = gate.shown(block.text)
    if block.kind is BlockKind.CODE:
        runs = [len(run) for run in re.findall("`+", content)]
        fence = "`" * max([3, *(run + 1 for run in runs)])
        return f"{fence}\n{content}\n{fence}"
    if block.kind is BlockKind.TABLE:
        return _markdown_table(gate.safe(block.text))
    inline = "".join(map(_markdown_span, block.spans))
    inline = _LINE_START.sub(r"\1\3\\\2\4", inline)
    if block.kind is BlockKind.HEADING:
        return f"{'#' * min(6, max(2, block.level))} {' '.join(inline.split())}"
    if block.kind is BlockKind.QUOTE:
        return "\n".join("> " * (block.level + 1) + row for row in inline.split("\n"))
    if block.kind is BlockKind.LIST:
        number = re.fullmatch(r"(\d{1,9})[.)]", block.marker)
        return (
            "    " * block.level + (f"{number[1]}. " if number else "- ") + " ".join(inline.split())
        )
    if block.kind is BlockKind.CAPTION:
        return f"*{' '.join(inline.split())}*"
    return "  \n".join(inline.split("\n"))


def _markdown_span(span: Span) -> str:
    shown = gate.shown(span.text)
    core = shown.strip()
    if not core:
        return shown
    before, after = shown[: shown.index(core)], shown[shown.index(core) + len(core) :]
    done = escaped(core)
    if Emphasis.CODE in span.emphasis and "`" not in core:
        done = f"`{core}`"
    if Emphasis.EM in span.emphasis:
        done = f"*{done}*"
    if Emphasis.STRONG in span.emphasis:
        done = f"**{done}**"
    if span.href.lower().startswith(_LINKABLE):
        done = f"[{done}]({_address(span.href)})"
    return before + done + after


def _address(href: str) -> str:
    """Return a link's address with what would end it in Markdown percent-encoded."""
    shown = gate.shown_line(href, limits.URL)
    return re.sub(r"[\s<>()\\]", lambda odd: f"%{ord(odd[0]):02X}", shown)


def _markdown_table(content: str) -> str:
    rows = [[escaped(gate.shown(cell)) for cell in row.split("\t")] for row in content.split("\n")]
    columns = max(map(len, rows))
    lines = [f"| {' | '.join(row + [''] * (columns - len(row)))} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * columns, *lines[1:]])


def escaped(content: str) -> str:
    """Return `content` with a backslash before whatever Markdown would take for markup."""
    content = _ALWAYS.sub(r"\\\1", content)
    return _ENTITY.sub(r"\\&", _UNDERSCORE.sub(r"\\_", content))


# --- files ------------------------------------------------------------------------------

_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?![^.])", re.I)


def file_name(article: Article, suffix: str = ".md") -> str:
    """Return a file name for the article: its day and headline, in at most 120 bytes.

    Of letters, digits and hyphens alone, never hidden, never a name that a system reserves.
    """
    when = article.published or article.published_inferred
    name = unicodedata.normalize("NFC", gate.shown_line(article.headline)).lower()
    name = "-".join(re.findall(r"[^\W_]+", name)) or "article"
    if when:
        name = f"{when:%Y-%m-%d}-{name}" if when.year >= 1000 else name
    elif _RESERVED.match(name):
        name = f"article-{name}"
    room = limits.EXPORT_NAME - len(suffix) - len("-9999")
    return _shortened(name, room) + suffix


def _shortened(name: str, size: int) -> str:
    """Return `name` in at most `size` bytes, cut at a hyphen where one is near."""
    raw = name.encode()
    if len(raw) <= size:
        return name
    whole = raw[:size].decode("utf-8", "ignore")
    near = whole.rpartition("-")[0]
    return near if len(near) > len(whole) * 2 // 3 else whole.rstrip("-")


def render(article: Article, form: Format, state: State | None = None) -> str:
    """Return the article in the format `form`, ending with a line end."""
    if form == "json":
        dumped = json.dumps(record(article, state), ensure_ascii=False, indent=1)
        return gate.safe_json(dumped) + "\n"
    return text(article) if form == "text" else markdown(article, state)


def write(
    article: Article, folder: Path, form: Format = "markdown", state: State | None = None
) -> Path:
    """Save the article as a new file directly inside `folder`, which is made if missing.

    No file is ever replaced: a taken name gets "-2", "-3" ... Raises ExportError.
    """
    suffix = SUFFIXES[form]
    name = file_name(article, suffix)
    content = render(article, form, state)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = (f"{name.removesuffix(suffix)}-{number}{suffix}" for number in range(2, 10_000))
        for candidate in (name, *taken):
            try:
                return write_new(folder / candidate, content)
            except FileExistsError:
                continue
    except OSError as error:
        raise ExportError(f"cannot save to {_shown(folder)}: {error.strerror or error}") from error
    raise ExportError(f"cannot save to {_shown(folder)}: 9,999 files have that name already")


def write_new(path: Path, content: str | Iterable[str]) -> Path:
    """Write `content` to a file that must not be there yet, whole or not at all.

    Raises FileExistsError or another OSError.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        _pour(handle, content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _pour(handle: int, content: str | Iterable[str]) -> None:
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.writelines([content] if isinstance(content, str) else content)
        stream.flush()
        os.fsync(handle)


def _shown(path: Path) -> str:
    return gate.shown_line(os.fspath(path), 300)
