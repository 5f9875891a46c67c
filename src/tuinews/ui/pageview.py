"""A page of text that scrolls: set once a width, drawn a line at a time, never losing its place.

Drawing a line costs the same in an article of a hundred words and of a million.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from tuinews.model import Emphasis
from tuinews.ui import page as pages
from tuinews.ui.mixing import added
from tuinews.ui.page import Item, Look, Page, items_of
from tuinews.ui.paint import Layer, runs
from tuinews.ui.typeset import Line, Setting

MARGIN = 2  # cells on both sides of the text
EMPTY = "Nothing open yet. Enter opens the article under the cursor."
STAR_LINE = ("head", 1)  # the item that begins with the star of a starred article
OVERLAP = 2  # lines of a page that stay in sight on the next

_EMPHASIS = {Emphasis.STRONG: Style(bold=True), Emphasis.EM: Style(italic=True)}

#: What stands at the top of the screen: item, place in its text, offset in the body.
Anchor = tuple[tuple[str, int], int, int]


class PageView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a `Page` of an article. Messages: `Scrolled`."""

    ALLOW_SELECT = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reader--{look}" for look in Look} | {
        "reader--link",
        "reader--inline-code",
        "reader--bar",
        "reader--told",
        "reader--star",
        "reader--empty",
    }

    @dataclass
    class Scrolled(Message):
        """Another part of the article is visible."""

        position: int  # offset into the body of the first visible text
        fraction: float  # how much has been seen, 0 to 1
        at_end: bool

        def can_replace(self, message: Message) -> bool:
            """Only the last of several scrolls matters."""
            return isinstance(message, PageView.Scrolled)

    def __init__(
        self,
        *,
        width: int = 72,
        ascii_signs: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """`width` is the most columns that text takes."""
        super().__init__(id=id)
        self._widest = width
        self._signs = pages.ASCII if ascii_signs else pages.UNICODE
        self._page: Page | None = None
        self._setting = Setting([], width)
        self._strips: dict[int, Strip] = {}
        self._pending: int | None = None  # a position to go to once there is room
        self._kept: Anchor | None = None  # where the reader scrolled to; outlives any resize
        self._kept_size = Size(0, 0)  # of the screen on which they did

    # --- what it shows ------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """What is shown."""
        return self._page

    @property
    def column(self) -> int:
        """How many cells wide the text is now."""
        return max(8, min(self._widest, self._room - 2 * MARGIN))

    @property
    def _room(self) -> int:
        return self.scrollable_content_region.width or self._widest + 2 * MARGIN

    @property
    def _rows(self) -> int:
        return max(1, self.scrollable_content_region.height)

    @property
    def _left(self) -> int:
        """How many cells stand to the left of the text."""
        return max(0, (self._room - self.column) // 2)

    def _items(self) -> list[Item]:
        return items_of(self._page, self._signs) if self._page else []

    def _set(self) -> None:
        """Break the page into lines for the width there is."""
        self._setting = Setting(self._items(), self.column)
        lines = len(self._setting.lines)
        self.virtual_size = Size(self._room, lines + bool(lines))
        self._redraw()

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh()

    # --- where in the article -----------------------------------------------------------

    @property
    def position(self) -> int:
        """The offset into `Article.body` of the first visible text."""
        if self._pending is not None:
            return self._pending
        return self._kept[2] if self._kept else 0

    @property
    def fraction(self) -> float:
        """How much of the article has been on the screen when read to here, from 0 to 1."""
        lines = len(self._setting.lines)
        if not lines:
            return 0.0
        return min(1.0, (self.scroll_offset.y + self._rows) / lines)

    @property
    def at_end(self) -> bool:
        """Whether the last line is visible."""
        return self.scroll_offset.y >= self.max_scroll_y

    def _anchor(self) -> Anchor | None:
        """Return what stands at the top of the screen: item, place in it, offset in the body."""
        top = self.scroll_offset.y
        if not top or top >= len(self._setting.lines):
            return None
        line = self._setting.lines[top]
        item = self._setting.items[line.item]
        return item.key, line.start, self._setting.position(top)

    def _return_to(self, anchor: Anchor | None) -> None:
        """Put what stood at the top of the screen there again."""
        if self._pending is not None:
            self._go_to_pending()
            return
        if anchor is None:
            self._scroll(0)
            return
        key, place, position = anchor
        line = self._setting.line_of(key, place)
        self._scroll(self._setting.line_for(position) if line is None else line)

    def go_to(self, position: int) -> None:
        """Scroll to an offset into the body."""
        self._pending = position
        self._go_to_pending()

    def _go_to_pending(self) -> None:
        if self._pending is None or not self.size.height:
            return
        position, self._pending = self._pending, None
        self._scroll(self._setting.line_for(position))

    def _scroll(self, line: int) -> None:
        self.scroll_to(y=max(0, line), animate=False, force=True, immediate=True)
        self._keep()
        self._tell()

    def _keep(self) -> None:
        """Take what stands at the top of the screen now for where the reader is."""
        self._kept, self._kept_size = self._anchor(), self.size

    def _tell(self) -> None:
        if self._page is not None:
            self.post_message(self.Scrolled(self.position, self.fraction, self.at_end))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that other text is visible."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            if self.size == self._kept_size:  # else it is a larger screen that moves the text
                self._keep()
            self._tell()

    def on_resize(self, event: events.Resize) -> None:
        """Break the page into lines anew where the width has changed; keep the place."""
        kept = self._kept
        if self._setting.width != self.column or self.virtual_size.width != self._room:
            self._set()
        self._return_to(kept)
        self._kept, self._kept_size = kept or self._kept, self.size
        self._tell()

    # --- scrolling ----------------------------------------------------------------------

    def scroll_lines(self, by: int) -> bool:
        """Scroll so many lines on, or back where negative; False at the end."""
        return self._scroll_by(by)

    def page_down(self) -> bool:
        """Scroll a page on, the last two lines staying in sight; False at the end."""
        return self._scroll_by(max(1, self._rows - OVERLAP))

    def page_up(self) -> bool:
        """Scroll a page back; False at the top."""
        return self._scroll_by(-max(1, self._rows - OVERLAP))

    def half_page(self, step: int) -> bool:
        """Scroll half a page on (1) or back (-1); False at the end."""
        return self._scroll_by(step * max(1, self._rows // 2))

    def top(self) -> None:
        """Scroll to the head of the article."""
        self._scroll(0)

    def bottom(self) -> None:
        """Scroll to the end of the article."""
        self._scroll(int(self.max_scroll_y))

    def _scroll_by(self, lines: int) -> bool:
        before = self.scroll_offset.y
        self.scroll_to(y=before + lines, animate=False, force=True, immediate=True)
        return self.scroll_offset.y != before

    # --- drawing ------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        index = y + self.scroll_offset.y
        if self.text_selection is not None:
            return self._draw(index)
        if index not in self._strips:
            if len(self._strips) > 4 * self._rows + 64:
                self._strips.clear()
            self._strips[index] = self._draw(index)
        return self._strips[index]

    def _draw(self, index: int) -> Strip:
        """Return the drawn line `index` of the page."""
        width = self.size.width
        if not 0 <= index < len(self._setting.lines):
            text = f" {EMPTY}" if index == 1 and self._page is None else ""
            strip = Strip([Segment(text, self.get_component_rich_style("reader--empty"))])
            return strip.adjust_cell_length(width, self.rich_style)
        line = self._setting.lines[index]
        item = self._setting.items[line.item]
        return self._draw_line(index, line, item).adjust_cell_length(width, self.rich_style)

    def _draw_line(self, index: int, line: Line, item: Item) -> Strip:
        """Return a line of an item without what fills it up to the right."""
        segments = self._before(line, item)
        if line.row >= 0:
            base = self._base(line, item)
            drawn = [Segment(lead_of(item, line), base + self._added("bar"))]
            drawn.extend(self._text(index, line, item, base))
            if base.bgcolor != self.rich_style.bgcolor:
                used = sum(cell_len(segment.text) for segment in drawn)
                drawn.append(Segment(" " * (self.column - used), base))
            segments.extend(segment for segment in drawn if segment.text)
        return Strip(segments).apply_offsets(0, index)

    def _text(self, index: int, line: Line, item: Item, base: Style) -> list[Segment]:
        """Return the text of a line in its styles."""
        if item.look is Look.RULE:
            return [Segment(self._signs.rule * self.column, base)]
        layers = self._layers(line, item)
        selection = self.text_selection
        span = selection.get_span(index) if selection else None
        if span is not None:
            shift = line.start - self._before_length(line, item)
            until = line.end if span[1] == -1 else span[1] + shift
            style = self.screen.get_component_rich_style("screen--selection")
            layers.append((span[0] + shift, until, style))
        return list(runs(item.text, line.start, line.end, base, layers))

    def _before(self, line: Line, item: Item) -> list[Segment]:
        """Return what stands to the left of a line's lead and text."""
        return [Segment(" " * self._left, self.rich_style)]

    def _before_length(self, line: Line, item: Item) -> int:
        """Return how many characters stand to the left of a line's text."""
        before = sum(len(segment.text) for segment in self._before(line, item))
        return before + len(lead_of(item, line))

    def _before_cells(self, line: Line, item: Item) -> int:
        """Return how many cells stand to the left of a line's text."""
        before = sum(cell_len(segment.text) for segment in self._before(line, item))
        return before + cell_len(lead_of(item, line))

    def _base(self, line: Line, item: Item) -> Style:
        """Return the style of an item's text."""
        return self.get_component_rich_style(f"reader--{item.look}")

    def _added(self, name: str) -> Style:
        """Return what a component class adds to the style below it."""
        return added(self, f"reader--{name}")

    def _layers(self, line: Line, item: Item) -> list[Layer]:
        """Return what lies over the text of a line: told, emphasis, links."""
        layers: list[Layer] = []
        if self._page and self._page.state.starred and item.key == STAR_LINE:
            layers.append((0, 1, self._added("star")))
        if item.length and self._page and self._page.told:
            told = self._added("told")
            for start, end in self._page.told:
                if start < item.offset + item.length and end > item.offset:
                    layers.append((item.place(start), item.place(end), told))
        for mark in item.marks:
            if mark.start < line.end and mark.end > line.start:
                for emphasis in mark.emphasis:
                    style = _EMPHASIS.get(emphasis) or self._added("inline-code")
                    layers.append((mark.start, mark.end, style))
                if mark.href:
                    style = self._added("link") + Style(link=mark.href)
                    layers.append((mark.start, mark.end, style))
        return layers

    def notify_style_update(self) -> None:
        """A theme has changed."""
        super().notify_style_update()
        self._redraw()

    # --- selecting with the mouse ---------------------------------------------------------

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected now."""
        self._redraw()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, its paragraphs whole again, and what ends it."""
        lines = self._setting.lines
        if not lines:
            return None
        first = selection.start.y if selection.start else 0
        last = min(selection.end.y if selection.end else len(lines) - 1, len(lines) - 1)
        pieces: list[tuple[int, int, int]] = []
        for index in range(max(0, first), last + 1):
            line = lines[index]
            span = selection.get_span(index)
            if line.row < 0 or span is None:
                continue
            item = self._setting.items[line.item]
            shift = line.start - self._before_length(line, item)
            start = max(line.start, min(span[0] + shift, line.end))
            end = line.end if span[1] == -1 else max(start, min(span[1] + shift, line.end))
            if pieces and pieces[-1][0] == line.item:
                pieces[-1] = (line.item, pieces[-1][1], end)
            else:
                pieces.append((line.item, start, end))
        texts = [self._setting.items[number].text[a:b] for number, a, b in pieces]
        return "\n\n".join(filter(None, texts)).replace("\u00a0", " "), "\n"


def lead_of(item: Item, line: Line) -> str:
    """Return what is drawn between the margin and the text of a line."""
    if line.row and not (item.look is Look.CODE and item.text[line.start - 1] == "\n"):
        return item.hang
    return item.lead
