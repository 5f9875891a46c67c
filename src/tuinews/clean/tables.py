"""Tables: those that hold data become text, a row a line; those that lay out a page do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews import limits
from tuinews.clean import lists, wording
from tuinews.text import safe

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SHORTENED = "… the table goes on"

_LAYOUT = frozenset(lists.load("elements")["layout"].split())
_UNSEEN = frozenset(("script", "style", "noscript", "template"))
_LONG_CELL = 160  # characters: cells of a data table stay below on average


def table_text(table: HtmlElement) -> tuple[str, str]:
    """Return the rows of a data table, cells parted by tabs, and what went beyond the limit.

    Both are "" for a table that lays out a page.
    """
    rows: list[list[str]] = []
    rest: list[str] = []
    cells = long = columns = 0
    for row in table.iter("tr"):
        texts: list[str] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            if cells < 200 and _lays_out(cell):
                return "", ""
            cells += 1
            if cells > limits.TABLE_CELLS:
                rest.append(_cell(cell))
                continue
            text = _cell(cell)
            long += len(text) > _LONG_CELL
            texts.append(text)
        columns = max(columns, len(texts))
        if any(texts):
            rows.append(texts)
    if len(rows) < 2 or columns < 2 or long * 4 > cells:
        return "", ""
    caption = next((_cell(child) for child in table if child.tag == "caption"), "")
    if rest:
        rows.append([SHORTENED])
    return _joined([[caption], *rows] if caption else rows), " ".join(filter(None, rest))


def _lays_out(cell: HtmlElement) -> bool:
    """Tell whether a cell holds more than the content of a cell."""
    if any(child.tag in ("table", "form", "ul", "h1", "h2") for child in cell):
        return True
    blocks = (element for element in cell.iter() if element.tag in _LAYOUT)
    return next(blocks, None) is not None and next(blocks, None) is not None


def _cell(cell: HtmlElement) -> str:
    parts: list[str] = []
    for element in cell.iter():
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            if element is not cell and element.tail:
                parts.append(element.tail)
            continue
        if element.tag == "br":
            parts.append(" ")
        if element.text:
            parts.append(element.text)
        if element is not cell and element.tail:
            parts.append(element.tail)
    return wording.tidy(safe("".join(parts)).replace("\n", " "))


def _joined(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row).rstrip("\t") for row in rows)
