"""How two accounts are laid out: in two columns, or one below the other where it is narrow.

Pure text: lines of runs, each with the names of its styles. What faces what is decided in
`stories.align`, what is drawn of it in `ui.screens.comparetext`; here it is broken into lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby, zip_longest
from typing import NamedTuple

from rich.cells import cell_len

from tuinews.stories.alignment import Alignment, Tells, Verdict
from tuinews.ui.drawing import signs
from tuinews.ui.drawing.styled import Run, StyledText
from tuinews.ui.drawing.wrap import fit
from tuinews.ui.screens.comparetext import Title, cell_of, headline_of

SIDE_BY_SIDE = 100  # cells from which on the accounts stand beside each other
WIDEST = 72  # cells of a text
#: What stands for the left and the right account where texts stand below each other.
MARKS = ("A", "B")


#: The sign of each verdict, one cell.
VERDICTS = {Verdict.ONLY: "+", Verdict.SAME: "=", Verdict.ALIKE: "≈", Verdict.DIFFERS: "≠"}
#: That the right account tells it earlier (-1) or later (1) than the left one.
MOVED = {-1: "↑", 0: " ", 1: "↓"}


class CompareLine(NamedTuple):
    """One row of the screen."""

    runs: tuple[Run, ...]
    pair: int = -1  # which it belongs to; -1 the headlines
    #: Of each pair that it has text of: which run gives way to the mark where one is at it.
    here: tuple[tuple[int, int], ...] = ()


class DifferenceLines(NamedTuple):
    """A pair that only one account tells, or that differs, and where it stands."""

    pair: int
    first: int  # line
    after: int  # the line below its last


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands where in a width."""

    width: int
    beside: bool  # whether the accounts stand beside each other
    text: int  # cells of a text
    label: int  # cells of the mark before it
    before: int  # blank cells at the left edge

    @classmethod
    def of(cls, width: int) -> Columns:
        """Return the columns in `width` cells."""
        if width >= SIDE_BY_SIDE:
            text = min(WIDEST, (width - 9) // 2)
            return cls(width, True, text, 0, (width - 2 * text - 9) // 2)
        label = cell_len(MARKS[0])
        text = max(8, min(WIDEST, width - label - 6))
        return cls(width, False, text, label, max(0, (width - label - 6 - text) // 2))


@dataclass(frozen=True, slots=True)
class CompareSheet:
    """A comparison laid out for a width; it has as many differences in any other."""

    lines: list[CompareLine] = field(default_factory=list)
    differences: list[DifferenceLines] = field(default_factory=list)
    first: dict[int, int] = field(default_factory=dict)  # the first line of each pair

    def difference_at(self, line: int) -> int:
        """Return the first difference that begins on a line or below; their number for none."""
        for number, one in enumerate(self.differences):
            if one.first >= line:
                return number
        return len(self.differences)


# --- the lines ----------------------------------------------------------------------------


def lay_out(alignment: Alignment, columns: Columns, names: Sequence[str]) -> CompareSheet:
    """Return the comparison in lines. `names` are those of the accounts, left and right."""
    return _Layout(alignment, columns, names).sheet()


class _Text(NamedTuple):
    """What an account has in a pair, -1 the headline."""

    number: int
    sign: str
    text: StyledText


class _TextLine(NamedTuple):
    """A line of such a text."""

    number: int
    sign: str | None  # None below the first line
    runs: list[Run]


class _Row(NamedTuple):
    """What stands at one height: numbers of pairs, left and right.

    Both sides are one pair that faces, or each goes on alone for a paragraph.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]

    @property
    def faces(self) -> bool:
        return self.left == self.right


def _rows(alignment: Alignment, *, beside: bool) -> Iterator[_Row]:
    """Yield all pairs in rows; where `beside`, what each tells alone stands at one height."""
    for facing, group in groupby(
        range(len(alignment.pairs)),
        lambda n: bool(alignment.pairs[n].left and alignment.pairs[n].right),
    ):
        if facing:
            yield from (_Row((number,), (number,)) for number in group)
            continue
        passages = [tuple(one) for _, one in groupby(group, partial(_passage, alignment))]
        if not beside:
            yield from (
                _Row(one, ()) if alignment.pairs[one[0]].left else _Row((), one) for one in passages
            )
            continue
        left = [one for one in passages if alignment.pairs[one[0]].left]
        right = [one for one in passages if not alignment.pairs[one[0]].left]
        yield from (_Row(*both) for both in zip_longest(left, right, fillvalue=()))


def _passage(alignment: Alignment, number: int) -> tuple[bool, int, Tells]:
    """Return what sentences have in common that one account goes on to tell."""
    pair = alignment.pairs[number]
    account = alignment.left if pair.left else alignment.right
    (first,) = pair.left or pair.right
    return bool(pair.left), account.sentences[first].block, pair.tells


class _Layout:
    """Puts down line after line."""

    def __init__(self, alignment: Alignment, columns: Columns, names: Sequence[str]) -> None:
        self._alignment, self._columns, self._names = alignment, columns, names
        self._sheet = CompareSheet()
        self._labelled = -1  # the side whose mark stands before the last text

    def sheet(self) -> CompareSheet:
        """Return all of it."""
        both = self._alignment.left, self._alignment.right
        heads = [[_Text(-1, "", headline_of(account))] for account in both]
        self._put(heads, faced=True)
        for row in _rows(self._alignment, beside=self._columns.beside):
            numbers = tuple(dict.fromkeys((*row.left, *row.right)))
            pair = self._alignment.pairs[numbers[0]]
            self._blank(numbers[0])
            if pair.quotes:
                self._rule(numbers[0], "both quote")
            first = len(self._sheet.lines)
            texts = [
                [self._text(one, left=left) for one in side]
                for left, side in ((True, row.left), (False, row.right))
            ]
            self._put(texts, faced=row.faces, moved=pair.moved)
            self._note_differences(numbers, first)
        for note in self._notes():
            self._blank(-1)
            self._line((Run(" "), Run(note, "note")), -1)
        return self._sheet

    def _note_differences(self, numbers: Sequence[int], start: int) -> None:
        """Note which of these pairs differ, and on which lines from `start` they stand."""
        for number in numbers:
            pair = self._alignment.pairs[number]
            if pair.tells is Tells.ONLY or pair.differs:
                at = [
                    place
                    for place, line in enumerate(self._sheet.lines[start:], start)
                    if number in dict(line.here)
                ]
                self._sheet.differences.append(DifferenceLines(number, at[0], at[-1] + 1))

    def _text(self, number: int, *, left: bool) -> _Text:
        """Return what one account has in a pair."""
        pair = self._alignment.pairs[number]
        account, said = (
            (self._alignment.left, pair.left) if left else (self._alignment.right, pair.right)
        )
        return _Text(number, VERDICTS[pair.verdict], cell_of(account, said, pair.tells))

    def _put(self, sides: Sequence[Sequence[_Text]], *, faced: bool, moved: int = 0) -> None:
        """Put down what is left and right, in the way there is room for."""
        if self._columns.beside:
            self._beside(sides, MOVED[moved], faced=faced)
        else:
            self._below(sides, MOVED[moved], faced=faced)

    def _beside(self, sides: Sequence[Sequence[_Text]], moved: str, *, faced: bool) -> None:
        """Put two columns down; the sign of a pair stands between them, else before its text."""
        blank = _TextLine(-1, None, [Run(" " * self._columns.text)])
        columns = [self._lines_of(texts) for texts in sides]
        for left, right in zip_longest(*columns, fillvalue=blank):
            gutters, middle = (left.sign or "", right.sign or ""), signs.BAR
            if faced:
                gutters, middle = ("", moved if right.sign else ""), left.sign or middle
            runs = (
                *(Run(" "), Run(f"{gutters[0]:2}", "sign"), *left.runs, Run(" ")),
                *(Run(middle, "sign" if faced and left.sign else "bar"), Run(" ")),
            )
            number = left.number if left.number >= 0 else right.number
            here = [(left.number, 0), (right.number, len(runs) - 2)]
            here = [(number, 0)] if faced else [one for one in here if one[0] >= 0]
            self._line((*runs, Run(f"{gutters[1]:2}", "sign"), *right.runs), number, here)

    def _lines_of(self, texts: Sequence[_Text]) -> Iterator[_TextLine]:
        """Yield the lines of texts below each other; the first of each has its sign."""
        start = len(self._sheet.lines)
        for text in texts:
            for row, runs in enumerate(text.text.lines(self._columns.text)):
                self._sheet.first.setdefault(text.number, start)
                yield _TextLine(text.number, None if row else text.sign, runs)
                start += 1

    def _below(self, sides: Sequence[Sequence[_Text]], moved: str, *, faced: bool) -> None:
        """Put one account down below the other; a mark stands where another begins to tell."""
        for side, texts in enumerate(sides):
            for line in self._lines_of(texts):
                first = line.sign is not None
                named = first and (faced or self._labelled != side)
                mark = MARKS[side] if named else " " * self._columns.label
                signed = first and bool(side or not faced)
                gutter = f"{line.sign:1}{moved} " if signed else "   "
                runs = (Run(" "), Run(mark, "name"), Run(" "), Run(gutter, "sign"), *line.runs)
                self._line(runs, line.number, [(line.number, 0)])
                self._labelled = side

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

    def _line(
        self, runs: tuple[Run, ...], number: int, here: Sequence[tuple[int, int]] = ()
    ) -> None:
        if before := self._columns.before:
            runs, here = (Run(" " * before), *runs), [(pair, run + 1) for pair, run in here]
        self._sheet.lines.append(CompareLine(runs, number, tuple(here)))

    def _notes(self) -> Iterator[str]:
        for account, name in zip(
            (self._alignment.left, self._alignment.right), self._names, strict=True
        ):
            if not account.sentences:
                yield f"{name} has no text to compare."
            elif not account.whole:
                yield f"The rest of {name} is too long to be compared."


def head(columns: Columns, both: Sequence[Title]) -> tuple[Run, ...]:
    """Return the line above: who tells, and when; each above its column where there are two.

    Where there is one column the names follow the marks that stand for them below.
    """
    if columns.beside:
        left, right = (_title(one, columns.text + 2) for one in both)
        edge = Run(" " * (columns.before + 1))
        return (edge, *left, Run(" "), Run(signs.BAR, "bar"), Run(" "), *right)
    room = (columns.width - 5) // 2 - columns.label - 1
    left, right = (
        [Run(f"{mark} ", "sign"), *_title(one, min(room, _cells(one)))]
        for mark, one in zip(MARKS, both, strict=True)
    )
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
