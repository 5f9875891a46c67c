"""How related articles are laid out: as a column of entries, or as a strip of two rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len

from tuinews.store.views import Row
from tuinews.text import shown_line
from tuinews.ui.drawing import signs
from tuinews.ui.drawing.wrap import fit, wrap
from tuinews.ui.lists.rows import age_of
from tuinews.values import dataclass

EMPTY = "Nothing else about this so far. More news may bring some."
UNOPENED = "What belongs to an article stands here once it is open."
TOPIC = "Same topic"  # the title of what tells no part of the story
INDENT = "     "
HEADLINE_ROWS = 2
MORE_CELLS = 4  # in a strip, for "+12"
NUMBERS = 9  # entries that a digit opens


@dataclass(frozen=True, slots=True)
class Entry:
    """A related article, and why it is here: "Stoltenberg", "1 shared quote"."""

    row: Row
    reasons: tuple[str, ...] = ()
    fresh: bool = False  # it came since the user last looked at the story


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a title."""

    title: str
    entries: tuple[Entry, ...]
    brief: bool = False  # one row an entry: date and headline
    note: str = ""  # a line below them


class Run(NamedTuple):
    """A text in one style: "title", "number", "mark", "unread" ...; "" for the row's own."""

    text: str
    style: str
    entry: int = -1  # in a strip, the entry that it belongs to


@dataclass(frozen=True, slots=True)
class Line:
    """One row, and the entry that it belongs to; -1 for none, or several."""

    runs: tuple[Run, ...]
    entry: int = -1

    def entry_at(self, cell: int) -> int:
        """Return the entry under a cell of the row; -1 for none."""
        if self.entry >= 0:
            return self.entry
        at = 0
        for run in self.runs:
            at += cell_len(run.text)
            if cell < at:
                return run.entry
        return -1


def column_lines(groups: Sequence[Group], width: int, now: datetime) -> list[Line]:
    """Lay groups out below each other, in `width` cells."""
    lines: list[Line] = []
    number = 0
    for group in groups:
        if lines:
            lines.append(Line(()))
        lines.append(Line((Run(f" {fit(shown_line(group.title), width - 2)}", "title"),)))
        for place, entry in enumerate(group.entries):
            if group.brief:
                lines.extend(_brief(entry, number, width, now))
            else:
                lines.extend([Line(())] if place else ())
                lines.extend(_full(entry, number, width, now))
            number += 1
        if group.note:
            lines.append(Line((Run(f" {fit(shown_line(group.note), width - 2)}", "reason"),)))
    return lines


def empty_lines(said: str, width: int) -> list[Line]:
    """Lay out in `width` cells what is said in place of entries."""
    spans = wrap(said, max(1, width - 2))
    return [Line((Run(f" {said[start:end]}", "empty"),)) for start, end in spans]


def _lead(row: Row, number: int) -> tuple[Run, ...]:
    """Return the digit and the sign of an entry: five cells."""
    digit = str(number + 1) if number < NUMBERS else " "
    return (Run(f" {digit} ", "number"), *_sign(row), Run(" ", ""))


def _sign(row: Row) -> tuple[Run, ...]:
    if row.starred:
        return (Run(signs.STARRED, "star"),)
    return (Run(" " if row.read else signs.UNREAD, "mark"),)


def _full(entry: Entry, number: int, width: int, now: datetime) -> Iterator[Line]:
    """Yield the rows of an entry: publisher, where known, and age; headline; reasons."""
    row = entry.row
    when = ("new " if entry.fresh else "") + age_of(row, now)
    room = max(4, width - 6)
    beside = room - cell_len(when) - 1
    weight = "read" if row.read else "unread"
    headline = shown_line(row.headline) or "(no headline)"
    if publisher := shown_line(row.publisher):
        first, style = fit(publisher, beside), "publisher"
        rows = _broken(headline, room, HEADLINE_ROWS)
    else:
        first, *rows = _broken(headline, beside, HEADLINE_ROWS)
        first, style = fit(first, beside), weight
    head = (Run(first, style), Run(" ", ""), Run(when, "age"), Run(" ", ""))
    yield Line((*_lead(row, number), *head), number)
    for text in rows:
        yield Line((Run(INDENT, ""), Run(text, weight)), number)
    strongest = sorted(entry.reasons, key=lambda reason: "quote" not in reason)
    reasons = ", ".join(shown_line(reason, 80) for reason in strongest)
    for text in _broken(reasons, room, 2) if reasons else ():
        yield Line((Run(INDENT, ""), Run(text, "reason")), number)


def _brief(entry: Entry, number: int, width: int, now: datetime) -> Iterator[Line]:
    """Yield an entry in a row, or two: date and headline."""
    row = entry.row
    when = (age_of(row, now) if row.dated else "").ljust(6)
    when += " new" if entry.fresh else ""
    weight = "read" if row.read else "unread"
    lead: tuple[Run, ...] = (*_lead(row, number), Run(f"{when} ", "age"))
    room = max(4, width - 6 - len(when) - 1)
    headline = shown_line(row.headline) or "(no headline)"
    for text in _broken(headline, room, HEADLINE_ROWS):
        yield Line((*lead, Run(text, weight), Run(" ", "")), number)
        lead = (Run(" " * (5 + len(when) + 1), ""),)


def _broken(text: str, width: int, rows: int) -> list[str]:
    """Break `text` into at most `rows` rows, the last one cut where there is more."""
    spans = wrap(text, width)
    texts = [text[start:end] for start, end in spans[:rows]]
    if len(spans) > rows:
        start = spans[rows - 1][0]
        texts[-1] = fit(text[start : start + 2 * width], width)
    return texts


# --- the strip ----------------------------------------------------------------------------


def strip_lines(groups: Sequence[Group], width: int, now: datetime, cursor: int) -> list[Line]:
    """Lay groups out in two rows: all entries, then what the one under the cursor is about.

    Entries before the cursor give way where the row would be too long.
    """
    entries = [(group, entry) for group in groups for entry in group.entries]
    if not entries:
        return []
    first = 0
    while True:
        runs, fits = _strip_row(entries, first, width)
        shown = max(run.entry for run in runs)
        if fits or shown >= cursor or first >= cursor:
            break
        first += 1
    return [Line(tuple(runs)), _about(entries[cursor][1], cursor, width, now)]


def _strip_row(
    entries: Sequence[tuple[Group, Entry]], first: int, width: int
) -> tuple[list[Run], bool]:
    """Return the row of all entries from `first` on, and whether all of them fit."""
    runs: list[Run] = []
    left, title = width, ""
    for number in range(first, len(entries)):
        group, entry = entries[number]
        row = entry.row
        head = [Run(f" {shown_line(group.title)} ", "title")] if group.title != title else []
        digit = f" {number + 1} " if number < NUMBERS else " "
        name = _broken(shown_line(row.publisher) or shown_line(row.headline) or "?", 20, 1)[
            0
        ].rstrip()
        weight = "read" if row.read else "unread"
        sign = tuple(run._replace(entry=number) for run in _sign(row) if run.text != " ")
        gap = " " if sign else ""
        piece = [Run(digit, "number", number), *sign, Run(f"{gap}{name} ", weight, number)]
        cells = sum(cell_len(run.text) for run in head + piece)
        is_last = number == len(entries) - 1
        if runs and cells > left + (1 if is_last else -MORE_CELLS):
            runs.append(Run(f"+{len(entries) - number}", "reason"))
            return runs, False
        runs += [*head, *piece]
        left -= cells
        title = group.title
    return runs, True


def _about(entry: Entry, number: int, width: int, now: datetime) -> Line:
    """Return age, headline and reasons of an entry in one row."""
    row = entry.row
    when = f"{age_of(row, now)} " if row.dated else ""
    headline = shown_line(row.headline) or "(no headline)"
    reasons = ", ".join(shown_line(reason, 80) for reason in entry.reasons)
    room = width - 2 - len(when)
    if reasons and cell_len(headline) + 12 < room:
        said = f"{headline}  "
        rest = fit(reasons, room - cell_len(said))
    else:
        said, rest = fit(headline, room), ""
    weight = "read" if row.read else "unread"
    runs = (Run(f" {when}", "age", number), Run(said, weight, number), Run(rest, "reason", number))
    return Line(runs)
