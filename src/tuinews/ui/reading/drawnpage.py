"""Drawing a page of text: set once a width, drawn a line at a time.

Drawing a line costs the same in an article of a hundred words and of a million.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from tuinews.model import Emphasis
from tuinews.ui.drawing import signs
from tuinews.ui.drawing.looks import LazyLooks, added
from tuinews.ui.drawing.paint import Layer, joined, runs
from tuinews.ui.drawing.scrolled import set_length
from tuinews.ui.drawing.wrap import wrap
from tuinews.ui.reading.page import Item, Look, Page
from tuinews.ui.reading.typeset import Line, Setting

EMPTY = "Nothing open yet. Enter opens the article under the cursor."
MARGIN = 2  # cells on both sides of the text
STAR_LINE = ("head", 1)  # the item that begins with the star of a starred article

_UNSTRUCK = Style(strike=False)  # what stands before a text is never struck through with it
_EMPHASIS = {Emphasis.STRONG: Style(bold=True), Emphasis.EM: Style(italic=True)}


class DrawnPage(LazyLooks, ScrollView, can_focus=True, inherit_bindings=False):
    """A page of an article, its text selectable with the mouse."""

    ALLOW_SELECT = True
    LATE_SHEET = "page"
    KNOWN = frozenset({"reader--empty", "reader--plain"})
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reader--{look}" for look in Look} | {
        "reader--link",
        "reader--inline-code",
        "reader--bar",
        "reader--told",
        "reader--partly",
        "reader--differs",
        "reader--star",
        "reader--empty",
        "reader--plain",
    }

    def __init__(self, *, width: int = 72, id: str | None = None) -> None:  # noqa: A002
        """`width` is the most columns that text takes."""
        super().__init__(id=id)
        self.empty = EMPTY  # what to say while no article is open
        self._widest = width
        self._page: Page | None = None
        self._setting = Setting([], width)
        self._strips: dict[int, tuple[Strip, int]] = {}
        self._sparing = False  # only rows that look otherwise are to be drawn

    # --- what it shows ------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """What is shown."""
        return self._page

    @property
    def widest(self) -> int:
        """How many cells show the text as wide as it may be."""
        return self._widest + 2 * MARGIN

    @property
    def column(self) -> int:
        """How many cells wide the text is now."""
        return max(8, min(self._widest, self._room - 2 * MARGIN))

    @property
    def _room(self) -> int:
        return self.scrollable_content_region.width or self.widest

    @property
    def _rows(self) -> int:
        return max(1, self.scrollable_content_region.height)

    @property
    def _left(self) -> int:
        """How many cells stand to the left of the text."""
        return max(0, (self._room - self.column) // 2)

    def _items(self) -> list[Item]:
        if self._page is None:
            return []
        from tuinews.ui.reading.items import items_of  # an empty page has none

        items = items_of(self._page)
        if self._page.removed is None:
            return items
        from tuinews.ui.reading.revised import revised

        return list(revised(items, self._page))

    def _set(self) -> None:
        """Break the page into lines for the width there is."""
        self._setting = Setting(self._items(), self.column)
        lines = len(self._setting.lines)
        set_length(self, Size(self._room, lines + bool(lines)))
        self._redraw()

    def _redraw(self) -> None:
        self._strips.clear()
        if not self._sparing:
            self.refresh()

    @contextmanager
    def _drawing_what_differs(self) -> Iterator[None]:
        """Draw, of what is set anew here, only the rows that look otherwise than before."""
        before = [self.render_line(y) for y in range(self.size.height)]
        self._sparing = True
        try:
            yield
        finally:
            self._sparing = False
        rows = [y for y, strip in enumerate(before) if self.render_line(y) != strip]
        if rows:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in rows))

    def _redraw_item(self, number: int) -> None:
        """Draw one item anew."""
        if 0 <= number < len(self._setting.items):
            first, after = self._setting.first[number], self._setting.after(number)
            for index in range(first, after):
                self._strips.pop(index, None)
            self.refresh_lines(first, after - first)

    # --- drawing ------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        return self._drawn(y + self.scroll_offset.y)[0]

    @property
    def _plain(self) -> Style:
        """The style of what is blank; as `rich_style`, which is worked out at each call."""
        return self.get_component_rich_style("reader--plain")

    def _drawn(self, index: int) -> tuple[Strip, int]:
        """Return the drawn line `index` of the page, and how many cells from the left it takes."""
        held = self._strips.get(index)
        if held is None or held[0].cell_length != self.size.width:
            if len(self._strips) > 4 * self._rows + 64:
                self._strips.clear()
            strip = self._draw(index)
            cells = strip.cell_length
            strip = Strip(joined(strip.adjust_cell_length(self.size.width, self._plain)))
            self._strips[index] = strip.apply_offsets(0, index), cells
        return self._strips[index]

    def _draw(self, index: int) -> Strip:
        """Return a line without what fills it up to the right."""
        if 0 <= index < len(self._setting.lines):
            line = self._setting.lines[index]
            return self._draw_line(index, line, self._setting.items[line.item])
        said = wrap(self.empty, max(1, self._room - MARGIN)) if self._page is None else []
        if not 1 <= index <= len(said):
            return Strip([])
        start, end = said[index - 1]
        style = self.get_component_rich_style("reader--empty")
        return Strip([Segment(f" {self.empty[start:end]}", style)])

    def _draw_line(self, index: int, line: Line, item: Item) -> Strip:
        """Return a line of an item without what fills it up to the right."""
        if line.row < 0:
            return self._draw_gap(line, item)
        base = self._base(line, item)
        drawn = [Segment(lead_of(item, line), base + self._added("bar") + _UNSTRUCK)]
        drawn.extend(self._text(index, line, item, base))
        if base.bgcolor != self._plain.bgcolor:
            used = sum(cell_len(segment.text) for segment in drawn)
            drawn.append(Segment(" " * (self.column - used), base))
        segments = [*self._before(line, item), *drawn]
        return Strip([segment for segment in segments if segment.text])

    def _draw_gap(self, line: Line, item: Item) -> Strip:
        """Return the blank line above an item: between two quotes their bar goes on."""
        above = self._setting.items[line.item - 1] if line.item else item
        if item.look is not Look.QUOTE or above.look is not Look.QUOTE:
            return Strip([])
        bar = min(above.lead, item.lead, key=len).rstrip()
        style = self._base(line, item) + self._added("bar")
        return Strip([Segment(" " * self._left, self._plain), Segment(bar, style)])

    def _text(self, index: int, line: Line, item: Item, base: Style) -> list[Segment]:
        """Return the text of a line in its styles."""
        if item.look is Look.RULE:
            return [Segment(signs.RULE * self.column, base)]
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
        return [Segment(" " * self._left, self._plain)]

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
        if item.length and self._page:
            layers.extend(self._over(item, self._page.told, "told"))
            layers.extend(self._over(item, self._page.partly, "partly"))
            layers.extend(self._over(item, self._page.differs, "differs"))
        for mark in item.marks:
            if mark.start < line.end and mark.end > line.start:
                for emphasis in mark.emphasis:
                    style = _EMPHASIS.get(emphasis) or self._added("inline-code")
                    layers.append((mark.start, mark.end, style))
                if mark.href:
                    style = self._added("link") + Style(link=mark.href)
                    layers.append((mark.start, mark.end, style))
        return layers

    def _over(self, item: Item, ranges: Sequence[tuple[int, int]], name: str) -> Iterator[Layer]:
        """Yield a style over the ranges of the body that lie in an item."""
        style = self._added(name) if ranges else None
        for start, end in ranges:
            if style and start < item.offset + item.length and end > item.offset:
                yield item.place(start), item.place(end), style

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
