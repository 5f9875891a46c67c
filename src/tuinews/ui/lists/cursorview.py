"""A view of entries that is drawn line by line, with a cursor on one of them."""

from __future__ import annotations

from textual.geometry import Region
from textual.reactive import reactive
from textual.scroll_view import ScrollView

from tuinews.ui.drawing.looks import LazyLooks


class CursorView(LazyLooks, ScrollView, can_focus=True, inherit_bindings=False):
    """What lists with a cursor share: it moves within them, stays in sight, and is redrawn.

    An entry has one line or several; moving redraws those of two entries and nothing else.
    """

    cursor: reactive[int] = reactive(0, repaint=False)

    @property
    def count(self) -> int:
        """How many entries there are."""
        raise NotImplementedError

    def extent(self, entry: int) -> tuple[int, int]:
        """Return the first line of an entry and how many it has."""
        raise NotImplementedError

    @property
    def page_rows(self) -> int:
        """How many entries a page has."""
        return max(1, self.scrollable_content_region.height)

    def moved(self) -> None:
        """Tell that the cursor stands on another entry."""

    def move(self, by: int) -> None:
        """Move the cursor by so many entries, as far as there are any."""
        self.move_to(self.cursor + by)

    def move_to(self, index: int) -> None:
        """Put the cursor on an entry; on the last where there are fewer."""
        if self.count:
            self.cursor = max(0, min(index, self.count - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Redraw what changes."""
        self.redraw(before)
        self.redraw(after)
        self.reveal()
        self.moved()

    def redraw(self, entry: int) -> None:
        """Draw an entry anew, and not the scrollbar beside it."""
        first, lines = self.extent(entry)
        width = self.scrollable_content_region.width
        self.refresh(Region(0, first - self.scroll_offset.y, width, lines))

    def reveal(self) -> None:
        """Scroll as far as it takes to see the entry under the cursor; the first with its title."""
        first, lines = self.extent(self.cursor)
        top = first if self.cursor else 0
        self.scroll_to_region(Region(0, top, 1, first + lines - top), animate=False, force=True)

    def on_focus(self) -> None:
        """The cursor is drawn stronger while the list has the focus."""
        self.redraw(self.cursor)

    def on_blur(self) -> None:
        """The cursor is drawn weaker, or not at all."""
        self.redraw(self.cursor)
