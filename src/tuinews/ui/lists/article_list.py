"""The list of articles: a Line-API widget over a frozen view of keys.

It holds only keys; rows are fetched a page at a time when they are drawn, so ten articles
and a hundred thousand cost the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from tuinews.store.folding import Folds
from tuinews.store.views import Row
from tuinews.ui.drawing.looks import added, over
from tuinews.ui.drawing.paint import joined
from tuinews.ui.drawing.scrolled import set_length
from tuinews.ui.drawing.wrap import wrap
from tuinews.ui.lists.cursorview import CursorView
from tuinews.ui.lists.listedrows import Copies, Fetch, ListedRows, no_copies
from tuinews.ui.lists.listrow import ListRow, Seen
from tuinews.ui.lists.rows import component, lay_out, lines_a_row
from tuinews.values import dataclass

IN_SIGHT = 2  # accounts of a story that was unfolded that are seen at once, at least
_DRAWN = 1024  # lines kept as they were drawn: some screens up and down


class ArticleList(ListedRows, CursorView):
    """Articles, a row of one or two lines each. Messages: `Opened`, `Moved`.

    A story may be one row with all of its accounts; unfolded, the others stand below it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--row",
        "list--read",
        "list--unread",
        "list--muted",
        "list--mark",
        "list--star",
        "list--hit",
        "list--here",
        "list--news",
        "list--cursor",
        "list--cursor-blurred",
        "list--cursor-muted",
        "list--empty",
    }

    @dataclass
    class Opened(Message):
        """The user wants this row's article."""

        id: str

    @dataclass
    class Moved(Message):
        """The cursor stands on another row now."""

        index: int

        def can_replace(self, message: Message) -> bool:
            """Only the last of several moves matters."""
            return isinstance(message, ArticleList.Moved)

    def __init__(
        self,
        fetch: Fetch,
        now: Callable[[], datetime],
        *,
        iso_dates: bool = False,
        seen: Seen | None = None,
        copies: Copies = no_copies,
    ) -> None:
        """`fetch` gives the rows of keys, in their order; `now` the time that ages count from.

        With `iso_dates` rows tell dates, "2021-10-20", in place of ages. `seen` tells what
        the user has seen of a followed story, `copies` which keys
        are of copies of one text: those have the same number.
        """
        CursorView.__init__(self, id="list")
        ListedRows.__init__(self, fetch, seen, copies)
        self._now = now
        self._iso_dates = iso_dates
        self.terms: tuple[str, ...] = ()
        self.opened = ""  # id of the article that is open
        self.empty = ""  # what to say when there is nothing
        self._lines = 1  # that a row takes
        #: Lines as they were drawn, by all that they depend on: most of a scrolled list stays.
        self._drawn: dict[tuple[object, ...], tuple[ListRow, Strip]] = {}
        self.selected: frozenset[int] = frozenset()  # keys of rows
        self._open_at: Callable[[int, int], int] | None = None  # see `open_at`
        self._wished = 0  # where the cursor was to go, though there may be rows yet to come

    # --- what it shows ------------------------------------------------------------------

    def show(
        self,
        folds: Folds,
        *,
        cursor: int = 0,
        top: int | None = None,
        unfolded: frozenset[int] = frozenset(),
    ) -> None:
        """Show these rows, the cursor on index `cursor`, the first visible line being `top`.

        Stories are unfolded that have one of the accounts with the keys `unfolded`.
        """
        self.selected = frozenset()
        self._wished = 0
        self.take(folds, unfolded)
        self._measure()
        self.set_reactive(ArticleList.cursor, max(0, min(cursor, len(self.keys) - 1)))
        if top is not None:
            self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self.reveal()
        self.refresh()
        self.moved()

    def open_at(self, top: Callable[[int, int], int]) -> None:
        """Scroll, once the size is known, to the line that `top` gives for lines and height."""
        self._open_at = top
        if self.size.height:
            self._settle()

    def _settle(self) -> None:
        """Scroll to where the list was to open."""
        if self._open_at is not None:
            top, self._open_at = self._open_at, None
            y = top(self._lines, self.size.height)
            self.scroll_to(y=y, animate=False, force=True, immediate=True)

    @property
    def top_row(self) -> int:
        """The first row of which the list shows at least the first half."""
        return round(self.scroll_y / self._lines)

    def extend(self, folds: Folds) -> None:
        """Put the rest of a view behind the rows that are shown already."""
        before = self.folds
        self.take(folds, self.unfolded)
        set_length(self, Size(0, len(self.keys) * self._lines))
        if any(before.accounts.get(key) != folds.accounts.get(key) for key in before.keys):
            self.refresh()
        if self._wished > self.cursor:
            self.move_to(self._wished)

    @property
    def current(self) -> Row | None:
        """The account that the row under the cursor names."""
        return self.row(self.cursor)

    @property
    def found(self) -> str:
        """How many articles it has, as far as that is known."""
        return f"{self.folds.size:,}{'+' if self.folds.more else ''}"

    @property
    def chosen(self) -> ListRow | None:
        """The row under the cursor with what it folds."""
        return self.at(self.cursor)

    def forget(self) -> None:
        """Fetch rows anew: their state has changed."""
        self._pages.clear()
        self.refresh()

    def forget_rows(self, ids: Sequence[str]) -> None:
        """Fetch these rows anew and redraw only them."""
        for index in self.drop_pages(set(ids)):
            self.redraw(index)

    def set_opened(self, identity: str) -> None:
        """Mark the row of the article that is open."""
        before, self.opened = self.opened, identity
        for changed in {before, identity}:
            index = self.index_of(changed)
            if index is not None:
                self.redraw(index)

    # --- folding ------------------------------------------------------------------------

    def toggle_fold(self) -> bool:
        """Unfold the story under the cursor, or fold it; False where there is none.

        The row itself stays where it is on the screen, unless its accounts would stand below it.
        """
        index = self.toggle(self.cursor)
        if index is None:
            return False
        self.set_reactive(ArticleList.cursor, index)
        self._measure()
        self.reveal()
        if self.keys[index] in self.unfolded:
            rows = min(1 + IN_SIGHT, self.page_rows)
            seen = Region(0, index * self._lines, 1, self._lines * rows)
            self.scroll_to_region(seen, animate=False, force=True)
        self.refresh()
        self.moved()
        return True

    # --- selecting ----------------------------------------------------------------------

    def toggle_selected(self) -> None:
        """Select the row under the cursor, or no longer; go on to the next."""
        if self.keys:
            self.selected ^= {self.keys[self.cursor]}
            self.redraw(self.cursor)
            self.move(1)

    def select_none(self) -> None:
        """Select no row any more."""
        self.selected = frozenset()
        self.refresh()

    def selection(self) -> tuple[ListRow, ...]:
        """Return the rows that are selected, from the top."""
        places = (place for place, key in enumerate(self.keys) if key in self.selected)
        rows = map(self.at, places if self.selected else ())
        return tuple(row for row in rows if row is not None)

    # --- moving -------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.keys)

    def extent(self, entry: int) -> tuple[int, int]:
        """Return the first line of a row and how many it has."""
        return entry * self._lines, self._lines

    def move_to(self, index: int) -> None:
        """Put the cursor on a row; where that is yet to come, go on once it is there."""
        self._wished = index if self.folds.more else 0
        super().move_to(index)

    def moved(self) -> None:
        """Tell on which row the cursor stands now."""
        self.post_message(self.Moved(self.cursor))

    @property
    def page_rows(self) -> int:
        """How many rows a page has."""
        return max(1, self.scrollable_content_region.height // self._lines)

    # --- drawing ------------------------------------------------------------------------

    def _measure(self) -> None:
        width, height = self.outer_size  # a scrollbar must not change it
        self._lines = lines_a_row(width, height)
        self.virtual_size = Size(0, len(self.keys) * self._lines)  # as wide as there is room

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight, and the row at the top where it was."""
        top, lines = self.scroll_offset.y // self._lines, self._lines
        self._measure()
        if self._open_at is not None:
            self._settle()
        elif lines != self._lines:
            self.scroll_to(y=top * self._lines, animate=False, force=True, immediate=True)
        self.reveal()

    def notify_style_update(self) -> None:
        """A theme has changed."""
        super().notify_style_update()
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        width = self.size.width
        index, line = divmod(y + self.scroll_offset.y, self._lines)
        listed = self.at(index)
        if listed is None:
            style = self.get_component_rich_style("list--empty")
            text = f" {self._why_empty(y - 1, width)}"
            return Strip([Segment(text, style)]).adjust_cell_length(width, self._ground(False))
        chosen = index == self.cursor
        focused = chosen and self.has_focus
        room, now = self.scrollable_content_region.width, self._now()
        minute = now.replace(second=0, microsecond=0)  # ages are told by it
        opened = any(row.id == self.opened for row in listed.here)
        place = index, line, self._lines, width, room
        selected = self.keys[index] in self.selected
        told = *place, chosen, focused, opened, selected, self.terms, minute
        kept = self._drawn.get(told)
        if kept is None or kept[0] is not listed:
            if len(self._drawn) >= _DRAWN:
                self._drawn.clear()
            drawn = self._draw(listed, line, room, now, chosen, selected)
            kept = listed, drawn.adjust_cell_length(width, self._ground(chosen))
            self._drawn[told] = kept
        return kept[1]

    def _why_empty(self, row: int, width: int) -> str:
        """Return a line of what an empty list says; "" beyond its last."""
        lines = [] if self.keys else wrap(self.empty, max(1, width - 2))
        start, end = lines[row] if 0 <= row < len(lines) else (0, 0)
        return self.empty[start:end]

    def _ground(self, chosen: bool) -> Style:
        """Return the style of a row below its text."""
        cursor = "cursor" if self.has_focus else "cursor-blurred"
        return self.get_component_rich_style(f"list--{cursor if chosen else 'row'}")

    def _draw(
        self,
        listed: ListRow,
        line: int,
        room: int,
        now: datetime,
        chosen: bool,
        selected: bool,
    ) -> Strip:
        """Draw one line of a row."""
        runs = lay_out(
            listed,
            room,
            now,
            lines=self._lines,
            chosen=chosen,
            opened=any(row.id == self.opened for row in listed.here),
            selected=selected,
            terms=self.terms,
            iso_dates=self._iso_dates,
        )
        ground = self._ground(chosen)
        styled: dict[str, Style] = {}
        for _, name in runs[line]:
            if name not in styled:
                told = component(name, listed, chosen=chosen)
                styled[name] = over(ground, added(self, f"list--{told}"))
        return Strip(joined(Segment(text, styled[name]) for text, name in runs[line]))

    # --- mouse --------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A click opens what it is on."""
        index = (event.y + self.scroll_offset.y) // self._lines
        if not 0 <= index < len(self.keys):
            return
        self.move_to(index)
        if self.current is not None:
            self.post_message(self.Opened(self.current.id))
