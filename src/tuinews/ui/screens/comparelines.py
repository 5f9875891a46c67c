"""How two accounts are laid out: in two columns, or one below the other where it is narrow.

Pure text: lines of runs, each with the names of its styles. What faces what is decided in
`stories.align`, what is drawn of it in `ui.screens.comparetext`; here it is broken into lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rich.cells import cell_len

from tuinews.stories.align import Alignment, Pair, Tells, Verdict
from tuinews.ui import signs
from tuinews.ui.lists.rows import fit
from tuinews.ui.screens.comparetext import Cell, Run, Title, cell_of, headline_of

SIDE_BY_SIDE = 100  # cells from which on the accounts stand beside each other
WIDEST = 72  # cells of a text
LABEL = 16  # cells that the name before a text takes at most, where texts stand below each other


#: The sign of each verdict, one cell.
VERDICTS = {Verdict.ONLY: "+", Verdict.SAME: "=", Verdict.ALIKE: "≈", Verdict.DIFFERS: "≠"}
#: That the right account tells it earlier (-1) or later (1) than the left one.
MOVED = {-1: "↑", 0: " ", 1: "↓"}


class Line(NamedTuple):
    """One row of the screen."""

    runs: tuple[Run, ...]
    pair: int = -1  # which it belongs to; -1 the headlines
    here: int = -1  # which of the runs gives way to the mark of the difference one is at


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands where in a width."""

    width: int
    beside: bool  # whether the accounts stand beside each other
    text: int  # cells of a text
    label: int  # cells of a name before it
    before: int  # blank cells at the left edge

    @classmethod
    def of(cls, width: int, titles: Sequence[Title]) -> Columns:
        """Return the columns in `width` cells."""
        if width >= SIDE_BY_SIDE:
            text = min(WIDEST, (width - 9) // 2)
            return cls(width, True, text, 0, (width - 2 * text - 9) // 2)
        label = min(LABEL, max(1, width // 5), max(cell_len(title.name) for title in titles))
        text = max(8, min(WIDEST, width - label - 6))
        return cls(width, False, text, label, max(0, (width - label - 6 - text) // 2))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A comparison laid out for a width. A difference is a range of lines."""

    lines: list[Line] = field(default_factory=list)
    differences: list[tuple[int, int]] = field(default_factory=list)
    first: dict[int, int] = field(default_factory=dict)  # the first line of each pair

    def difference_at(self, line: int) -> int:
        """Return the first difference that begins on a line or below; their number for none."""
        for number, (first, _) in enumerate(self.differences):
            if first >= line:
                return number
        return len(self.differences)


# --- the lines ----------------------------------------------------------------------------


def lay_out(alignment: Alignment, columns: Columns, names: Sequence[str]) -> Sheet:
    """Return the comparison in lines. `names` are those of the accounts, left and right."""
    return _Layout(alignment, columns, names).sheet()


#: What an account says left and right; None where it says nothing.
_Cells = tuple[Cell | None, Cell | None]


class _Layout:
    """Puts down line after line."""

    def __init__(self, alignment: Alignment, columns: Columns, names: Sequence[str]) -> None:
        self._alignment, self._columns, self._names = alignment, columns, names
        self._sheet = Sheet()
        self._labelled = -1  # the side whose name stands before the last text

    def sheet(self) -> Sheet:
        """Return all of it."""
        left, right = self._alignment.left, self._alignment.right
        self._put(-1, (headline_of(left), headline_of(right)), "")
        before: Pair | None = None
        for number, pair in enumerate(self._alignment.pairs):
            goes_on = before is not None and self._goes_on(before, pair)
            if not goes_on:
                self._blank(number)
            if pair.quotes:
                self._rule(number, "both quote")
            first = len(self._sheet.lines)
            self._sheet.first[number] = first
            self._pair(number, pair)
            self._note_difference(pair, first, goes_on)
            before = pair
        for note in self._notes():
            self._blank(-1)
            self._line((Run(" "), Run(note, "note")), -1)
        return self._sheet

    def _goes_on(self, before: Pair, pair: Pair) -> bool:
        """Tell whether the same account goes on alone, in the same paragraph."""
        if (before.left and before.right) or before.tells is not pair.tells:
            return False
        for account, one, other in (
            (self._alignment.left, before.left, pair.left),
            (self._alignment.right, before.right, pair.right),
        ):
            if bool(one) != bool(other):
                return False
            if one and account.sentences[one[0]].block != account.sentences[other[0]].block:
                return False
        return True

    def _note_difference(self, pair: Pair, first: int, goes_on: bool) -> None:
        """Keep where a difference stands; what one account alone goes on to tell is one."""
        if pair.tells is not Tells.ONLY and not pair.differs:
            return
        found, after = self._sheet.differences, len(self._sheet.lines)
        if goes_on and found:
            found[-1] = (found[-1][0], after)
        else:
            found.append((first, after))

    def _pair(self, number: int, pair: Pair) -> None:
        """Put down what faces each other, in the way there is room for."""
        left = cell_of(self._alignment.left, pair.left, pair.tells) if pair.left else None
        right = cell_of(self._alignment.right, pair.right, pair.tells) if pair.right else None
        self._put(number, (left, right), VERDICTS[pair.verdict], MOVED[pair.moved])

    def _put(self, number: int, cells: _Cells, sign: str, moved: str = " ") -> None:
        if self._columns.beside:
            self._beside(number, cells, sign, moved)
        else:
            self._below(number, cells, sign, moved)

    def _beside(self, number: int, cells: _Cells, sign: str, moved: str) -> None:
        width = self._columns.text
        texts = [cell.lines(width) if cell else [] for cell in cells]
        faced = all(cells)
        blank = [Run(" " * width)]
        for row in range(max(map(len, texts))):
            left, right = (text[row] if row < len(text) else blank for text in texts)
            gutters, middle = ["  ", "  "], Run(signs.BAR, "bar")
            if row == 0 and faced:
                gutters[1] = f"{moved} "
                middle = Run(sign, "sign") if sign else middle
            elif row == 0:
                gutters[0 if cells[0] else 1] = f"{sign} "
            runs = (Run(" "), Run(gutters[0], "sign"), *left, Run(" "), middle, Run(" "))
            here = 0 if cells[0] else len(runs) - 2
            self._line((*runs, Run(gutters[1], "sign"), *right), number, here)

    def _below(self, number: int, cells: _Cells, sign: str, moved: str) -> None:
        width, label = self._columns.text, self._columns.label
        faced = all(cells)
        for side, cell in enumerate(cells):
            for row, text in enumerate(cell.lines(width) if cell else ()):
                named = row == 0 and (faced or self._labelled != side)
                name = self._label(side) if named else " " * label
                signed = row == 0 and bool(side or not faced)
                gutter = f"{sign:1}{moved} " if signed else "   "
                runs = (Run(" "), Run(name, "name"), Run(" "), Run(gutter, "sign"), *text)
                self._line(runs, number, 0)
                self._labelled = side

    def _label(self, side: int) -> str:
        """Return the name that stands before a text; an article goes where there is no room."""
        name, label = self._names[side], self._columns.label
        if cell_len(name) > label:
            name = name.removeprefix("The ")
        return fit(name, label)

    def _rule(self, number: int, says: str) -> None:
        """Put down a quiet line with a word in it."""
        columns = self._columns
        if columns.beside:
            before, cells = 1, 2 * columns.text + 7
        else:
            before, cells = columns.label + 2, columns.text + 3
        line = f"{signs.RULE * 2} {says} "
        line += signs.RULE * (cells - cell_len(line))
        self._line((Run(" " * before), Run(line, "rule")), number)

    def _blank(self, number: int) -> None:
        self._labelled = -1
        width = self._columns.text
        bar = (Run(" " * (width + 4)), Run(signs.BAR, "bar")) if self._columns.beside else ()
        self._line(bar, number)

    def _line(self, runs: tuple[Run, ...], number: int, here: int = -1) -> None:
        before = self._columns.before
        if before:
            runs, here = (Run(" " * before), *runs), here + 1 if here >= 0 else here
        self._sheet.lines.append(Line(runs, number, here))

    def _notes(self) -> Iterator[str]:
        for account, name in zip(
            (self._alignment.left, self._alignment.right), self._names, strict=True
        ):
            if not account.sentences:
                yield f"{name} has no text to compare."
            elif not account.whole:
                yield f"The rest of {name} is too long to be compared."


def head(columns: Columns, both: Sequence[Title]) -> tuple[Run, ...]:
    """Return the line above: who tells, and when; each above its column where there are two."""
    if columns.beside:
        left, right = (_title(one, columns.text + 2) for one in both)
        edge = Run(" " * (columns.before + 1))
        return (edge, *left, Run(" "), Run(signs.BAR, "bar"), Run(" "), *right)
    room = (columns.width - 5) // 2
    left, right = (_title(one, min(room, _cells(one))) for one in both)
    return (Run(" "), *left, Run(" "), Run(signs.BAR, "bar"), Run(" "), *right)


def _cells(title: Title) -> int:
    return cell_len(title.name) + (cell_len(title.age) + 2 if title.age else 0)


def _title(title: Title, cells: int) -> list[Run]:
    when = f", {title.age}" if title.age else ""
    name = title.name
    if cell_len(name) > cells - cell_len(when):
        name = fit(name, cells - cell_len(when))
    rest = cells - cell_len(name) - cell_len(when)
    return [Run(name, "name"), Run(when, "age"), Run(" " * max(0, rest))]
