"""Setting a page: its items broken into lines of a width, and finding one's way in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from tuinews.ui.drawing.wrap import chop, wrap
from tuinews.ui.reading.page import Item, Look


class Line(NamedTuple):
    """One row of the page. `row` counts the rows of an item from 0; -1 is the blank above."""

    item: int
    row: int
    start: int
    end: int


class Setting:
    """A page set in a width: all its lines, top to bottom. Made anew for another width."""

    def __init__(self, items: Sequence[Item], width: int) -> None:
        """Set `items` in lines of `width` cells."""
        self.width = width
        self.items: list[Item] = []
        self.lines: list[Line] = []
        self.first: list[int] = []  # of each item its first line, the blank above left out
        self._numbers: dict[tuple[str, int], int] = {}
        for number, item in enumerate(items):
            self._numbers[item.key] = number
            self._set(number, item)

    def _set(self, number: int, item: Item) -> None:
        """Add the lines of one item."""
        if item.gap:
            self.lines.append(Line(number, -1, 0, 0))
        self.first.append(len(self.lines))
        room = max(8, self.width - len(item.lead))
        if item.look is Look.TABLE:
            from tuinews.ui.reading.table import table  # few articles have one

            item = table(item, room)
            spans = wrap(item.text, max(room, len(item.text)))
        elif item.look is Look.CODE:
            spans = chop(item.text, max(1, room - 1))
        elif item.look is Look.META:
            spans = _meta(item, room)
        else:
            spans = wrap(item.text, room)
        self.items.append(item)
        self.lines.extend(Line(number, row, *span) for row, span in enumerate(spans))
        end = spans[-1][1] if spans else 0
        self.lines.extend(Line(number, row, end, end) for row in range(len(spans), item.least))

    def line_of(self, key: tuple[str, int], place: int = 0) -> int | None:
        """Return the line that shows a place in the text of an item; None without that item."""
        number = self._numbers.get(key)
        return None if number is None else self.line_at(number, place)

    def line_at(self, number: int, place: int) -> int:
        """Return the line that shows a place in the text of item `number`."""
        first, after = self.first[number], self.after(number)
        starts = [line.start for line in self.lines[first:after]]
        return first + max(0, bisect_right(starts, place) - 1)

    def after(self, number: int) -> int:
        """Return the line after the last one of an item."""
        if number + 1 >= len(self.first):
            return len(self.lines)
        following = self.first[number + 1]
        return following - 1 if self.lines[following - 1].row == -1 else following

    def position(self, line: int) -> int:
        """Return the offset into the body of the first text on or below a line.

        In the head it is negative: -1 less the characters from there to the body.
        """
        if not self.lines:
            return 0
        found = self.lines[max(0, min(line, len(self.lines) - 1))]
        if found.item > self._begins or (found.item == self._begins and found.start):
            return self.items[found.item].body_offset(found.start)
        above = self.items[found.item : self._begins]
        return found.start - 1 - sum(len(item.text) + 1 for item in above)

    @property
    def _begins(self) -> int:
        """The number of the item that the body begins with."""
        return next((at for at, item in enumerate(self.items) if item.length), len(self.items))

    def line_for(self, position: int) -> int:
        """Return the line that shows a position; 0, the top of the page, for 0."""
        if position < 0:
            return self._line_above(-1 - position)
        if position == 0:
            return 0
        number = bisect_right(self.items, position, key=lambda item: item.offset) - 1
        while number > 0 and not self.items[number].length:
            number -= 1
        item = self.items[number]
        return self.line_at(number, item.place(position))

    def _line_above(self, characters: int) -> int:
        """Return the line that begins so many characters above the body."""
        for number in range(min(self._begins, len(self.items) - 1), -1, -1):
            length = len(self.items[number].text) + 1 if number < self._begins else 0
            if characters <= length:
                return self.line_at(number, length - characters)
            characters -= length
        return 0


def _meta(item: Item, room: int) -> list[tuple[int, int]]:
    """Break what is said of an article between its parts; no line begins with their dot."""
    return [
        (start + 2 if start and item.text[start + 1 : start + 2] == "\u00a0" else start, end)
        for start, end in wrap(item.text, room)
    ]
