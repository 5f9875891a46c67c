"""The x-ray on the screen: its margin of reasons, its cursor, and the keys for a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from tuinews.model import Article, Cut
from tuinews.ui.drawing import signs
from tuinews.ui.drawing.paint import Layer
from tuinews.ui.drawing.wrap import fit, wrap
from tuinews.ui.reading.drawnpage import MARGIN
from tuinews.ui.reading.page import Item, Look
from tuinews.ui.reading.pageview import PageView
from tuinews.ui.reading.typeset import Line
from tuinews.values import dataclass

if TYPE_CHECKING:
    from tuinews.ui.reading.xray import CaptureLine, LineMover

REASON_CELLS = 24  # of the margin, at most
GAP = 2  # between the margin and the text
#: What `?` tells of the keys, by the ids of actions where they are those of the main screen.
KEYS = (
    ("down up", "through kept and cut; the margin says why"),
    ("Enter", "unfold what was cut"),
    ("Space", "keep a line, or cut it"),
    ("undo", "undo that"),
    ("xray back escape", "back to the article"),
)


class XrayView(PageView):
    """A page that can show the whole capture, cut lines and all. Messages: `CutMoved`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"reader--here", "reader--reason", "reader--cursor"}

    @dataclass
    class CutMoved(Message):
        """A line was moved between kept and cut."""

        before: Article
        after: Article

    xray = False  # whether the whole capture is shown
    _capture: Sequence[CaptureLine] = ()
    _unfolded: frozenset[Cut] = frozenset()
    _mover: LineMover | None = None  # of the article that is shown; None: nothing was moved
    _longest_reason = 0  # in cells
    _cursor = 0  # the item that the next key is about

    @property
    def column(self) -> int:
        """How many cells wide the text is now."""
        room = self._room - 2 * MARGIN - (self._reason_cells if self.xray else 0)
        return max(8, min(self._widest, room))

    @property
    def _left(self) -> int:
        """How many cells stand to the left of the text: in the x-ray, the margin too."""
        if not self.xray:
            return super()._left
        spare = self._room - self.column - self._reason_cells
        return max(0, spare // 2) + self._reason_cells

    @property
    def _reason_cells(self) -> int:
        """How wide the margin is, with the gap beside it."""
        return min(self._longest_reason, REASON_CELLS, max(8, self._room * 3 // 10)) + GAP

    def _items(self) -> list[Item]:
        if self._page is None or not self.xray:
            return super()._items()
        from tuinews.overrides import xray  # seldom asked for
        from tuinews.ui.reading.xray import numbered, xray_items

        if not self._capture:
            self._capture = numbered(self._page.article, xray(self._page.article))
        items = xray_items(self._page, self._capture, self._unfolded)
        self._longest_reason = max(cell_len(item.reason) for item in items)
        return [replace(item, least=len(self._reason_rows(item))) for item in items]

    def _reason_rows(self, item: Item) -> list[str]:
        """Return the reason of an item as it stands in the margin."""
        spans = wrap(item.reason, self._reason_cells - GAP)
        return [item.reason[start:end] for start, end in spans] or [""]

    def _forget_xray(self, *, xray: bool) -> None:
        """Begin with another article."""
        self.xray, self._capture = xray, ()
        self._unfolded, self._mover = frozenset(), None

    # --- drawing ------------------------------------------------------------------------

    def _before(self, line: Line, item: Item) -> list[Segment]:
        """Return the margin: in the x-ray the cursor's sign and why a line was cut."""
        if not self.xray or item.key[0] == "head":
            return super()._before(line, item)
        cells = self._reason_cells - GAP
        rows = self._reason_rows(item)
        reason = fit(rows[line.row] if 0 <= line.row < len(rows) else "", cells)
        here = signs.HERE if self._under_cursor(line) else " "
        plain = self.rich_style
        return [
            Segment(" " * (self._left - self._reason_cells - 1), plain),
            Segment(here, plain + self._added("here")),
            Segment(reason + " " * GAP, plain + self._added("reason")),
        ]

    def _base(self, line: Line, item: Item) -> Style:
        base = super()._base(line, item)
        return base + self._added("cursor") if self._under_cursor(line) else base

    def _over(self, item: Item, ranges: Sequence[tuple[int, int]], name: str) -> Iterator[Layer]:
        """In the x-ray a dimmed line is one that was cut, whatever was read elsewhere."""
        return iter(()) if self.xray else super()._over(item, ranges, name)

    def _under_cursor(self, line: Line) -> bool:
        return self.xray and line.item == self._cursor and line.row >= 0

    # --- keys ---------------------------------------------------------------------------

    def scroll_lines(self, by: int) -> bool:
        """Scroll so many lines on or back; in the x-ray, move its cursor. False at the end."""
        return self._move_cursor(by) if self.xray else super().scroll_lines(by)

    def top(self) -> None:
        """Go to the head of the article."""
        super().top()
        self._put_cursor(0)

    def bottom(self) -> None:
        """Go to the end of the article."""
        super().bottom()
        self._put_cursor(len(self._setting.items) - 1)

    def _scroll_by(self, lines: int) -> bool:
        moved = super()._scroll_by(lines)
        if self.xray:
            self._cursor_into_sight()
        return moved

    # --- the x-ray ----------------------------------------------------------------------

    def toggle_xray(self) -> bool:
        """Show the whole capture or the article again, the same text in sight; returns which."""
        if self._page is None:
            return False
        anchor = self.at_top()
        self.xray = not self.xray
        self._set()
        self._cursor = self._first_line_item()
        self.return_to(anchor)
        if self.xray:
            self._cursor_into_sight()
        return self.xray

    def move_line(self) -> bool:
        """Move the line under the cursor between kept and cut; a fold is unfolded first."""
        item = self._cursor_item()
        if item is None or self._page is None:
            return False
        if item.look is Look.FOLD:
            return self.unfold()
        from tuinews.ui.reading.xray import LineMover, numbered

        self._mover = self._mover or LineMover()
        at = next(at for at, line in enumerate(self._capture) if line.key == item.key)
        before = self._page.article
        article, moved = self._mover.move(before, self._capture, at)
        self._page = replace(self._page, article=article)
        order = [line.what for line in self._capture]
        order[at] = moved
        self._capture = numbered(article, order)
        self._reset(self._capture[at].key)
        self.post_message(self.CutMoved(before, article))
        return True

    def unfold(self) -> bool:
        """Unfold the run of cut lines under the cursor, or fold it again."""
        item = self._cursor_item()
        if item is None or item.key[0] != "cut":
            return False
        from tuinews.ui.reading.xray import run_of

        run = run_of(self._capture, item.key)
        cut = {line.what for line in run if isinstance(line.what, Cut)}
        if item.look is Look.FOLD:
            self._unfolded |= cut
        elif cut & self._unfolded:
            self._unfolded -= cut
        else:
            return False
        self._reset(run[0].key, below=len(run) if item.look is Look.FOLD else 1)
        return True

    def _reset(self, key: tuple[str, int], *, below: int = 1) -> None:
        """Set the x-ray anew, the cursor on the item `key`, and so many lines from it in sight.

        Nothing moves that need not.
        """
        top = self.scroll_offset.y
        before = self._setting.first[self._cursor] - top
        self._set()
        line = self._setting.line_of(key)
        if line is not None:
            self._cursor = self._setting.lines[line].item
            self._scroll(max(line - before, min(line, line + below - self._rows)))
        self._redraw()

    def _cursor_item(self) -> Item | None:
        if not self.xray or not 0 <= self._cursor < len(self._setting.items):
            return None
        item = self._setting.items[self._cursor]
        return item if item.key[0] in ("block", "cut") else None

    def _first_line_item(self) -> int:
        """Return the first item that is a line of the capture."""
        items = enumerate(self._setting.items)
        return next((number for number, item in items if item.key[0] in ("block", "cut")), 0)

    def _move_cursor(self, lines: int) -> bool:
        """Move the cursor by items; within one that is longer than the screen, scroll."""
        first, last = self._first_line_item(), len(self._setting.items) - 1
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self._rows
        begins, ends = self._setting.first[self._cursor], self._setting.after(self._cursor)
        if (lines > 0 and ends > bottom) or (lines < 0 and begins < top):
            return self._scroll_by(lines)
        wanted = max(first, min(last, self._cursor + lines))
        if wanted == self._cursor:
            return self._scroll_by(lines)
        self._put_cursor(wanted)
        return True

    def _put_cursor(self, number: int) -> None:
        """Put the cursor of the x-ray on an item and bring it into sight."""
        if not self.xray or not self._setting.items:
            return
        self._point_at(max(self._first_line_item(), min(number, len(self._setting.items) - 1)))
        begins, ends = self._setting.first[self._cursor], self._setting.after(self._cursor)
        top = self.scroll_offset.y
        if begins < top or ends - begins >= self._rows:
            self.scroll_to(y=begins, animate=False, force=True, immediate=True)
        elif ends > top + self._rows:
            self.scroll_to(y=ends - self._rows, animate=False, force=True, immediate=True)

    def _point_at(self, number: int) -> None:
        """Put the cursor on an item and draw what that changes."""
        if number != self._cursor:
            before, self._cursor = self._cursor, number
            self._redraw_item(before)
            self._redraw_item(number)

    def _cursor_into_sight(self) -> None:
        """Move the cursor to an item that is visible."""
        top = min(self.scroll_offset.y, len(self._setting.lines) - 1)
        last = min(top + self._rows, len(self._setting.lines)) - 1
        low, high = self._setting.lines[top].item, self._setting.lines[last].item
        if self._setting.first[low] < top and low < high:
            low += 1
        self._point_at(max(self._first_line_item(), min(max(self._cursor, low), high)))
