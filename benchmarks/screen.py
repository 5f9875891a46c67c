"""A small model of a terminal's screen: what a person would see of the bytes written to it.

It knows what a full-screen program writes: text, positions, erasing. Colours are skipped.
"""

from __future__ import annotations

import codecs
import re

from rich.cells import cell_len

_TOKEN = re.compile(
    r"\x1b\[([0-9;?<>=]*)[ -/]*([@-~])"  # CSI: arguments and final character
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC, DCS and their kin
    r"|\x1b[ -/]*[0-OQ-WYZ\\`-~]"  # the short ones
    r"|([^\x1b\r\n\x08]+)|([\r\n\x08])"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;?<>=]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)\Z")


class Screen:
    """The cells of one screen; feed it what the program wrote."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._cells = [[" "] * columns for _ in range(rows)]
        self._x = self._y = 0
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, a string a row."""
        return ["".join(row).rstrip() for row in self._cells]

    def __contains__(self, text: str) -> bool:
        return any(text in line for line in self.lines)

    def feed(self, data: bytes) -> None:
        """Take in output; a sequence cut in two is completed by the next call."""
        text = self._rest + self._decode(data)
        unfinished = _UNFINISHED.search(text)
        end = unfinished.start() if unfinished else len(text)
        self._rest = text[end:]
        for found in _TOKEN.finditer(text, 0, end):
            arguments, final, written, moved = found.groups()
            if written is not None:
                self._write(written)
            elif moved is not None:
                self._move(moved)
            elif final is not None:
                self._control(arguments, final)

    def _write(self, text: str) -> None:
        for character in text:
            width = cell_len(character)
            if width == 0 or self._y >= self.rows:
                continue
            if self._x + width > self.columns:
                self._x, self._y = 0, min(self._y + 1, self.rows - 1)
            self._cells[self._y][self._x] = character
            if width == 2:
                self._cells[self._y][self._x + 1] = ""
            self._x += width

    def _move(self, character: str) -> None:
        if character == "\r":
            self._x = 0
        elif character == "\n":
            self._y = min(self._y + 1, self.rows - 1)
        else:
            self._x = max(0, self._x - 1)

    def _control(self, arguments: str, final: str) -> None:
        numbers = [int(part) if part.isdigit() else 0 for part in arguments.split(";")]
        first = numbers[0]
        if final in "Hf":
            self._y = max(0, min(first - 1, self.rows - 1))
            column = numbers[1] if len(numbers) > 1 else 1
            self._x = max(0, min(column - 1, self.columns - 1))
        elif final == "G":
            self._x = max(0, min(first - 1, self.columns - 1))
        elif final == "A":
            self._y = max(0, self._y - max(1, first))
        elif final == "B":
            self._y = min(self.rows - 1, self._y + max(1, first))
        elif final == "C":
            self._x = min(self.columns - 1, self._x + max(1, first))
        elif final == "D":
            self._x = max(0, self._x - max(1, first))
        elif final == "J":
            self._erase(first)
        elif final == "K" and first == 0:
            self._cells[self._y][self._x :] = [" "] * (self.columns - self._x)
        elif final == "K":
            self._cells[self._y] = [" "] * self.columns

    def _erase(self, how: int) -> None:
        start = self._y if how == 0 else 0
        end = self._y + 1 if how == 1 else self.rows
        for y in range(start, end):
            self._cells[y] = [" "] * self.columns
