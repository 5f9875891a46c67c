"""What a terminal would show of what was written to it: the signs, without their colours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

PIECE = re.compile(
    r"\x1b\[(?P<given>[0-9;]*)(?P<what>[A-Za-z])"  # what moves or clears
    r"|\x1b\[[<-?][0-9;]*[A-Za-z]|\x1b\[[0-9;]*\$[a-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b."
    r"|(?P<sign>[^\x1b])",
    re.DOTALL,
)


def picture(written: bytes, width: int, height: int) -> list[str]:
    """Return the lines that a terminal of this size shows, which was empty before."""
    grid = [[" "] * width for _ in range(height)]
    column = row = 0
    for given, what, sign in _pieces(written):
        numbers = [int(one or 0) for one in given.split(";")] if given else [0]
        match what or sign:
            case "H" if what:
                row, column = max(numbers[0], 1) - 1, max((*numbers, 0)[1], 1) - 1
            case "J" if what:
                grid = [[" "] * width for _ in range(height)]
            case "K" if what and row < height:
                grid[row][column:] = [" "] * len(grid[row][column:])
            case "\r":
                column = 0
            case "\n":
                row += 1
            case _ if sign:
                if row < height and column < width:
                    grid[row][column] = sign
                    grid[row][column + 1 : column + cell_len(sign)] = [""] * (cell_len(sign) - 1)
                column += cell_len(sign)
    return ["".join(line).rstrip() for line in grid]


def _pieces(written: bytes) -> Iterator[tuple[str, str, str]]:
    for found in PIECE.finditer(written.decode("utf-8", "replace")):
        yield found["given"] or "", found["what"] or "", found["sign"] or ""
