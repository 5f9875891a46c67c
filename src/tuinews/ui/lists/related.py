"""The sidebar of related articles: groups of entries, each with the reason why it is here.

Where it has only a few rows, as under the text on a medium screen, it becomes a strip: all
entries in one row, and beneath it what the cursor's one is about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tuinews.store.views import Row
from tuinews.ui.drawing.looks import added, over
from tuinews.ui.drawing.scrolled import set_length
from tuinews.ui.lists.cursorview import CursorView
from tuinews.ui.lists.relatedlines import (
    EMPTY,
    TOPIC,
    UNOPENED,
    Entry,
    Group,
    Line,
    column_lines,
    empty_lines,
    strip_lines,
)
from tuinews.values import dataclass

__all__ = ["Entry", "Group", "RelatedList"]

STRIP_ROWS = 3  # up to so many rows it is a strip
PAGE = 6  # entries


class RelatedList(CursorView):
    """Articles that belong to the one that is open. Messages: `Opened`."""

    LATE_SHEET = "entries"
    KNOWN = frozenset({"related--empty", "related--plain"})
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "related--title",
        "related--number",
        "related--mark",
        "related--star",
        "related--publisher",
        "related--unread",
        "related--read",
        "related--age",
        "related--reason",
        "related--cursor",
        "related--empty",
        "related--plain",
    }

    @dataclass
    class Opened(Message):
        """The user wants this article."""

        id: str

    def __init__(self) -> None:
        """An empty sidebar."""
        super().__init__()
        self._groups: tuple[Group, ...] = ()
        self._entries: list[Entry] = []
        self._lines: list[Line] = []
        self._width = 0  # that they are laid out for
        self._now = datetime.fromtimestamp(0, UTC)
        self._at = 0
        self._opened = ""  # id of the article that all this belongs to
        self._walk: list[str] = []  # the ids that ] and [ go through, from where they began

    # --- what it shows ------------------------------------------------------------------

    def show(self, groups: Sequence[Group], now: datetime, opened: str = "") -> None:
        """Show what belongs to the article `opened`; ages are counted from `now`.

        What came since for the article that is shown already moves neither scroll nor a cursor
        that was moved.
        """
        if opened and opened == self._opened:
            self._renew(groups, now)
            return
        if not opened or opened not in self._walk:
            ids = (entry.row.id for group in groups for entry in group.entries)
            self._walk = [opened, *(identity for identity in ids if identity != opened)]
        self._at, self._opened = self._walk.index(opened), opened
        self._groups, self._now = tuple(groups), now
        self.set_reactive(RelatedList.cursor, 0)
        self._measure()
        self.refresh()
        self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def _renew(self, groups: Sequence[Group], now: datetime) -> None:
        """Show what belongs to the same article now; what is new can be walked to, too."""
        before = {entry.row.id for entry in self._entries}
        current = self.current if self.cursor or self.has_focus else None
        self._groups, self._now = tuple(groups), now
        self._measure()
        ids = [entry.row.id for entry in self._entries]
        if self._at:
            self._walk += [one for one in ids if one not in before and one not in self._walk]
        else:  # nothing was gone through yet
            self._walk = [self._opened, *(one for one in ids if one != self._opened)]
        place = ids.index(current.id) if current is not None and current.id in ids else self.cursor
        place = max(0, min(place, len(ids) - 1))
        if place != self.cursor:
            self.set_reactive(RelatedList.cursor, place)
            self.refresh()

    def refresh_rows(self, fetch: Callable[[str], Row | None]) -> None:
        """Show the entries as they are now; `fetch` gives the row of an id."""
        self._groups = tuple(
            replace(
                group,
                entries=tuple(
                    replace(entry, row=fetch(entry.row.id) or entry.row) for entry in group.entries
                ),
            )
            for group in self._groups
        )
        self._measure()

    @property
    def entries(self) -> list[Entry]:
        """All entries, as they are numbered."""
        return self._entries

    @property
    def accounts(self) -> bool:
        """Whether others tell the same story."""
        return any(group.entries for group in self._groups if group.title != TOPIC)

    @property
    def current(self) -> Row | None:
        """The article under the cursor."""
        return self._entries[self.cursor].row if self._entries else None

    @property
    def is_strip(self) -> bool:
        """Whether it is drawn as a strip of two rows."""
        return 0 < self.size.height <= STRIP_ROWS

    # --- moving and opening -------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self._entries)

    def extent(self, entry: int) -> tuple[int, int]:
        """Return the first line of an entry and how many it has."""
        places = [place for place, line in enumerate(self._lines) if line.entry == entry]
        return (places[0], len(places)) if places else (0, 0)

    @property
    def page_rows(self) -> int:
        """How many entries a page has: they differ in height."""
        return PAGE

    def redraw(self, entry: int) -> None:
        """Draw an entry anew; a strip as a whole, since other entries give way in it."""
        if self.is_strip:
            self._measure()
        else:
            super().redraw(entry)

    def reveal(self) -> None:
        """Scroll to the entry under the cursor; a strip shows it anyway."""
        if not self.is_strip and self._entries:
            super().reveal()

    def open_current(self) -> bool:
        """Open the entry under the cursor; False where there is none."""
        return self.open_number(self.cursor + 1)

    def open_number(self, number: int) -> bool:
        """Open the entry with this number, from 1; False where there is none."""
        if not 1 <= number <= len(self._entries):
            return False
        self.post_message(self.Opened(self._entries[number - 1].row.id))
        return True

    def open_next(self, step: int) -> bool:
        """Go on (1) or back (-1) through what belonged to the first article; False at an end.

        The order stays while the articles are gone through, though each has a sidebar of its own.
        """
        at = self._at + step if self._walk else -1
        if not 0 <= at < len(self._walk) or not self._walk[at]:
            return False
        self.post_message(self.Opened(self._walk[at]))
        return True

    # --- drawing ------------------------------------------------------------------------

    def _measure(self) -> None:
        """Lay the entries out for the room there is."""
        before = self._lines if self._width == self.scrollable_content_region.width else []
        self._width = width = self.scrollable_content_region.width
        self._entries = [entry for group in self._groups for entry in group.entries]
        if not self._entries:
            self._lines = []
        elif self.is_strip:
            self._lines = strip_lines(self._groups, width, self._now, self.cursor)
        else:
            self._lines = column_lines(self._groups, width, self._now)
        if len(self._lines) == len(before):
            for index, (old, new) in enumerate(zip(before, self._lines, strict=True)):
                if old != new:
                    self.refresh_line(index)
        elif self._lines or self.virtual_size:
            set_length(self, Size(width, len(self._lines)) if self._lines else Size(0, 0))
            self.refresh()

    def _instead(self) -> list[Line]:
        """Return what is said in place of entries."""
        said = EMPTY if self._opened else UNOPENED
        return _nothing(said, self.scrollable_content_region.width, self.is_strip)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew; the cursor stays in sight."""
        self._measure()
        self.reveal()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        room = self.scrollable_content_region.width
        if room and room != self._width:  # laid out at a moment when it had no place
            self._width = room
            self.call_later(self._measure)
        width, base = self.size.width, self.get_component_rich_style("related--plain")
        index = y + self.scroll_offset.y
        lines = self._lines or self._instead()
        if index >= len(lines):
            return Strip.blank(width, base)
        line = lines[index]
        if self.has_focus and line.entry == self.cursor and self._entries:
            base = self.get_component_rich_style("related--cursor")
        segments = [Segment(run.text, self._style(run.style, base, run.entry)) for run in line.runs]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str, base: Style, entry: int) -> Style:
        """Return the style of a run; in a strip the cursor is on one entry of a row."""
        if entry == self.cursor and self.has_focus:
            base = self.get_component_rich_style("related--cursor")
        if not name:
            return base
        return over(base, added(self, f"related--{name}"))

    # --- mouse --------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A click opens."""
        index = event.y + self.scroll_offset.y
        if not 0 <= index < len(self._lines):
            return
        number = self._lines[index].entry_at(event.x)
        if number >= 0:
            self.move_to(number)
            self.open_current()


@lru_cache(maxsize=4)
def _nothing(said: str, width: int, strip: bool) -> list[Line]:
    """Lay out what is said in place of entries: for each of its rows it is asked for anew."""
    return ([] if strip else [Line(())]) + empty_lines(said, width)
