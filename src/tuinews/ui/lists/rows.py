"""How a row of the article list is laid out: columns with fixed places, nothing that jumps.

Pure text, so that whatever draws the list, Textual or a bare terminal, draws the same row.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len

from tuinews.store.highlight import highlight
from tuinews.store.views import Row
from tuinews.text import shown_line
from tuinews.ui.drawing import signs
from tuinews.ui.drawing.wrap import fit, wrap
from tuinews.ui.lists.listrow import ListRow
from tuinews.values import dataclass

#: A run of a row: its text and the name of its style ("" for the row's own).
Run = tuple[str, str]

#: The styles of runs whose name is not that of their style, "muted" where none is told.
COMPONENTS = {
    "mark": "mark",
    "star": "star",
    "here": "here",
    "hit": "hit",
    "more": "mark",
    "news": "news",
}

AGE_CELLS = 6
UNDATED = "undated"
TWO_LINES_BELOW = 72  # cells of a list in which a row takes two lines
HIGH = 33  # lines of a list with room for headlines over two lines


def age(then: datetime, now: datetime) -> str:
    """Return how long ago `then` was, in at most AGE_CELLS cells: "now", "5m", "3h", "20 Oct"."""
    seconds = (now - then).total_seconds()
    if 0 <= seconds < 60:
        return "now"
    if 0 <= seconds < 3600:
        return f"{int(seconds // 60)}m"
    if 0 <= seconds < 86_400:
        return f"{int(seconds // 3600)}h"
    if 0 <= seconds < 7 * 86_400:
        return f"{int(seconds // 86_400)}d"
    local = then.astimezone()
    if local.year == now.astimezone().year:
        return f"{local.day} {local:%b}"
    return f"{local:%b}’{local:%y}"


def ago(then: datetime, now: datetime) -> str:
    """Return when something was, in words: "just now", "3h ago", "on 1 Oct"."""
    said = age(then, now)
    if said == "now":
        return "just now"
    return f"{said} ago" if said[-1] in "mhd" else f"on {said}"


def age_of(row: Row, now: datetime) -> str:
    """Return how long ago an article was published, to the day if not more is known of it."""
    if row.undated:
        return UNDATED
    days = (now.astimezone().date() - row.shown_date.date()).days
    if row.dated or not 0 <= days < 7:
        return age(row.shown_date, now)
    return f"{days}d" if days else "today"


def lines_a_row(width: int, height: int = 0) -> int:
    """Return how many lines a row takes in a list of `width` cells and so many lines.

    Where publisher and headline do not fit beside each other, the publisher goes beneath; in a
    high list the headline has two lines then, which most need.
    """
    if width >= TWO_LINES_BELOW:
        return 1
    return 3 if height >= HIGH else 2


def lay_out(
    row: Row | ListRow,
    width: int,
    now: datetime,
    *,
    lines: int | None = None,
    chosen: bool = False,
    opened: bool = False,
    selected: bool = False,
    terms: Sequence[str] = (),
    iso_dates: bool = False,
) -> tuple[list[Run], ...]:
    """Return the lines of one row, as many as `lines` or the width ask for, as their runs.

    `chosen`: the cursor stands there, which has a sign of its own beside its colour.

    Styles named: "mark", "star", "here", "publisher", "headline", "hit", "news", "more", "others",
    "age".
    """
    listed = row if isinstance(row, ListRow) else ListRow(row, (row,))
    parts = _RowText(listed, width, now, terms, iso_dates)
    here = signs.OPENED if opened else " "
    first = signs.CURSOR if chosen else here
    inner: list[Run] = [("  ", "")] if listed.inner else []
    marks: list[Run] = [
        (signs.SELECTED, "mark") if selected else (first, "here"),
        (signs.UNREAD if listed.unread else " ", "mark"),
        (signs.STARRED if listed.starred else " ", "star"),
        (" ", ""),
        *inner,
    ]
    lines = lines or lines_a_row(width)
    if lines == 1:
        source = max(10, min(18, width // 5))
        tail = parts.tail(5)
        before = _cells(marks) + source - _cells(inner) + 1
        headline = parts.headline(width - before - _cells(tail))
        publisher = parts.publisher(source - _cells(inner))
        return ([*marks, (publisher, "publisher"), (" ", ""), *headline, *tail],)
    tail = parts.tail(0)
    publisher = parts.publisher(width - _cells(marks) - _cells(tail))
    beneath: list[Run] = [(here, "here"), ("   ", ""), *inner, (publisher, "publisher"), *tail]
    room = width - _cells(marks) - 1
    if lines == 2:
        return [*marks, *parts.headline(room), (" ", "")], beneath
    upper, lower = parts.halves(room)
    above: list[Run] = [*marks, *upper, (" ", "")]
    bar: list[Run] = [(here, "here"), ("   ", ""), *inner]
    if not lower:  # what is left over parts it from the next row
        return above, beneath, [(here, "here"), (" " * (width - 1), "")]
    return above, [*bar, *lower, (" ", "")], beneath


def component(name: str, listed: ListRow, *, chosen: bool) -> str:
    """Return which style of the list a run of a row takes; `chosen`: the cursor stands there."""
    found = COMPONENTS.get(name, "muted")
    if name == "headline":
        found = "unread" if listed.unread else "read"
    return "cursor-muted" if chosen and found in ("muted", "read") else found


@dataclass(frozen=True, slots=True)
class _RowText:
    """The parts of a row, each in just the cells it is given."""

    listed: ListRow
    width: int
    now: datetime
    terms: Sequence[str]
    iso_dates: bool

    def headline(self, cells: int) -> list[Run]:
        text = shown_line(self.listed.row.headline) or "(no headline)"
        return _marked(fit(text, cells), self.terms)

    def halves(self, cells: int) -> tuple[list[Run], list[Run]]:
        """Return the headline over two lines; nothing in the second where it has room in one."""
        text = shown_line(self.listed.row.headline) or "(no headline)"
        _, end = next(iter(wrap(text, cells)), (0, 0))
        rest = text[end:].strip()
        first = fit(text[:end], cells)
        return _marked(first, self.terms), _marked(fit(rest, cells), self.terms) if rest else []

    def publisher(self, cells: int) -> str:
        """Return who tells it: as many as there is room for, and how many sources more.

        Where each account has a source of its own their number is told already.
        """
        names = [shown_line(name) for name in self.listed.publishers]
        names = [name for name in names if name] or ["source unknown"]
        told = len(names) == len(self.listed.here)
        for place in range(len(names), 0, -1):
            more = f" +{len(names) - place}" if place < len(names) and not told else ""
            if cell_len(said := ", ".join(names[:place]) + more) <= cells or place == 1:
                break
        return fit(said, cells)

    def tail(self, least: int) -> list[Run]:
        """Return what is new, further accounts and age, ending one cell before the edge."""
        then = self.listed.date
        iso = f" {then.astimezone():%Y-%m-%d}"
        ago = age_of(self.listed.timed, self.now).rjust(AGE_CELLS + 1)
        when = iso if self.iso_dates else ago
        when = f" {UNDATED}" if self.listed.undated else when
        return [*self._news(), *self._more(least), (when, "age"), (" ", "")]

    def _news(self) -> list[Run]:
        """Return what of it has changed, of a fold is unread, or is new to a follower."""
        listed = self.listed
        if listed.changed and not (listed.news and listed.folds):
            return [(" changed", "news")]
        if listed.news and listed.folds:
            return [(f" {listed.news} new", "news")]
        folded = listed.folds and not listed.unfolded
        if folded and 0 < listed.unread < len(listed.accounts):
            return [(f" {listed.unread} unread", "news")]
        return []

    def _more(self, least: int) -> list[Run]:
        """Return how many further accounts are folded here, or of how many it is one.

        Signs are for what can be unfolded: the number beside a single account is only told.
        """
        listed = self.listed
        followed = signs.FOLLOWED if listed.followed and not listed.inner else ""
        folded, told = "", ""
        if listed.inner:
            folded = f"+{len(listed.here) - 1}" if len(listed.here) > 1 else ""
        elif listed.folds:
            fold = signs.UNFOLDED if listed.unfolded else signs.FOLDED
            folded = f"{fold}+{len(listed.accounts) - 1}"
        elif listed.row.accounts:
            told = f" 1 of {listed.row.accounts + 1}"
        more = f" {followed}{folded}" if followed or folded else ""
        others: list[Run] = [(told, "others")] if told else []
        return [(more.rjust(least - len(told)), "more"), *others]


def _cells(runs: Sequence[Run]) -> int:
    return sum(cell_len(text) for text, _ in runs)


def _marked(text: str, terms: Sequence[str]) -> list[Run]:
    """Return a headline as runs, the searched words styled "hit"."""
    runs: list[Run] = []
    at = 0
    for start, end in highlight(text, terms) if terms else ():
        runs.append((text[at:start], "headline"))
        runs.append((text[start:end], "hit"))
        at = end
    runs.append((text[at:], "headline"))
    return [run for run in runs if run[0]]
