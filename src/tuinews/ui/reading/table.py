"""Setting a table: columns aligned, cells that are too wide broken inside their column."""

from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len

from tuinews.model import Emphasis
from tuinews.ui.drawing.wrap import wrap
from tuinews.ui.reading.page import Item, Mark

GAP = 2  # cells between two columns
MIN_COLUMN = 4
MAX_CELLS = 20_000  # beyond, a table is shown as plain lines


def table(item: Item, width: int) -> Item:
    """Return a table item with its text laid out in columns, its marks moved along.

    Rows are parted by line ends, cells by tabs. Numbers are set flush right.
    """
    rows = [_cells(item.text, start, end) for start, end in _rows(item.text)]
    columns = max(map(len, rows))
    if columns < 2 or sum(map(len, rows)) > MAX_CELLS or columns * (MIN_COLUMN + GAP) > width:
        return replace(item, text=item.text.replace("\t", "  "), marks=(), places=None)
    wanted = [
        max((cell_len(item.text[a:b]) for a, b in column), default=0) for column in _turned(rows)
    ]
    widths = _fitted(wanted, width - GAP * (columns - 1))
    right = [_is_numeric(item.text, column) for column in _turned(rows)]
    lines: list[str] = []
    moved: list[tuple[int, int, int]] = []  # where in the old text, where in the new, how long
    at = 0
    for row in rows:
        for line, pieces in _row_lines(item.text, row, widths, right):
            moved.extend((old, at + new, length) for old, new, length in pieces)
            lines.append(line)
            at += len(line) + 1
    text = "\n".join(lines)
    marks = _moved(item.marks, moved)
    if any(right):  # figures under words: the first row is a head, with what stands above it
        head_row = next(number for number, row in enumerate(rows) if len(row) > 1)
        ends = _rows(item.text)[head_row][1]
        end = max((new + length for old, new, length in moved if old < ends), default=0)
        head = Mark(0, end, frozenset((Emphasis.STRONG,)))
        marks = (head, *marks)
    return replace(item, text=text, marks=marks, places=_places(item, moved))


def _rows(text: str) -> list[tuple[int, int]]:
    """Return the rows of a table as ranges of its text."""
    rows = []
    at = 0
    for row in text.split("\n"):
        rows.append((at, at + len(row)))
        at += len(row) + 1
    return rows


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the cells of a row as ranges of the text, without blanks around them."""
    cells = []
    for cell in text[start:end].split("\t"):
        left = start + len(cell) - len(cell.lstrip())
        cells.append((left, max(left, start + len(cell.rstrip()))))
        start += len(cell) + 1
    return cells


def _turned(rows: list[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """Return the columns of the rows; a short row has no cell in the last ones."""
    return [[row[n] for row in rows if n < len(row)] for n in range(max(map(len, rows)))]


def _fitted(wanted: list[int], room: int) -> list[int]:
    """Return widths that fit into `room` cells together: the widest give way first."""
    if sum(wanted) <= room:
        return wanted
    low, high = MIN_COLUMN, max(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(min(width, middle) for width in wanted) <= room:
            low = middle
        else:
            high = middle - 1
    return [min(width, low) for width in wanted]


def _is_numeric(text: str, column: list[tuple[int, int]]) -> bool:
    """Tell whether the cells of a column, its first set aside, are figures."""
    cells = [text[a:b] for a, b in column[1:] if b > a]
    return bool(cells) and all(
        sum(char.isdigit() for char in cell) * 2 >= len(cell) for cell in cells
    )


def _row_lines(
    text: str, row: list[tuple[int, int]], widths: list[int], right: list[bool]
) -> list[tuple[str, list[tuple[int, int, int]]]]:
    """Return the lines of one row, and which pieces of the text went where in each."""
    broken = [
        [(a + start, a + start + end - start) for start, end in wrap(text[a:b], width)]
        for (a, b), width in zip(row, widths, strict=False)
    ]
    lines = []
    for number in range(max(map(len, broken))):
        line = ""
        cells = 0
        pieces = []
        for column, (parts, width) in enumerate(zip(broken, widths, strict=False)):
            indent = sum(widths[:column]) + GAP * column
            if number < len(parts) and parts[number][1] > parts[number][0]:
                a, b = parts[number]
                taken = cell_len(text[a:b])
                indent += max(0, width - taken) if right[column] else 0
                line += " " * (indent - cells)
                pieces.append((a, len(line), b - a))
                line += text[a:b]
                cells = indent + taken
        lines.append((line, pieces))
    return lines


def _moved(marks: tuple[Mark, ...], moved: list[tuple[int, int, int]]) -> tuple[Mark, ...]:
    """Return the marks where their text stands now; one mark may have become several."""
    found = []
    for mark in marks:
        for old, new, length in moved:
            start, end = max(mark.start, old), min(mark.end, old + length)
            if start < end:
                found.append(replace(mark, start=start - old + new, end=end - old + new))
    return tuple(sorted(found, key=lambda mark: mark.start))


def _places(item: Item, moved: list[tuple[int, int, int]]) -> tuple[int, ...]:
    """Return for each place of the body its place in the table as it is set now."""
    length = item.length + 1
    places = [0] * length
    for old, new, size in sorted(moved):
        for step in range(size + 1):
            if old + step < length:
                places[old + step] = new + step
    for place in range(1, length):
        places[place] = max(places[place], places[place - 1])
    return tuple(places)
