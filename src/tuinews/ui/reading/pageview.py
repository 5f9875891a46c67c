"""A page of text that scrolls and never loses its place."""

from __future__ import annotations

from textual import events
from textual.geometry import Region, Size
from textual.message import Message

from tuinews.ui.reading.drawnpage import DrawnPage
from tuinews.values import dataclass

HEAD = 12  # lines of a head, which have no place in the text
OVERLAP = 2  # lines of a page that stay in sight on the next

#: What stands at the top of the screen: item, place in its text, offset in the body.
Anchor = tuple[tuple[str, int], int, int]


class PageView(DrawnPage):
    """Shows a `Page` of an article. Messages: `Scrolled`."""

    @dataclass
    class Scrolled(Message):
        """Another part of the article is visible."""

        position: int  # offset into the body of the first visible text
        fraction: float  # how much has been seen, 0 to 1
        at_end: bool

        def can_replace(self, message: Message) -> bool:
            """Only the last of several scrolls matters."""
            return isinstance(message, PageView.Scrolled)

    _pending: int | None = None  # a position to go to once there is room
    _furthest = ("", 0)  # of which article what was scrolled past, and how far
    _seen = 0  # how far it was on the screen without a gap
    _kept: Anchor | None = None  # where the user scrolled to; outlives any resize
    _kept_size = Size(0, 0)  # of the screen on which they did

    # --- where in the article -----------------------------------------------------------

    @property
    def position(self) -> int:
        """The offset into `Article.body` of the first visible text; below 0, above it."""
        if self._pending is not None:
            return self._pending
        return self._kept[2] if self._kept else 0

    @property
    def passed(self) -> int:
        """The furthest offset into `Article.body` that was scrolled past, or seen to the end.

        Only text that was on the screen counts: what was jumped over does not, nor what
        follows it.
        """
        self._pass()
        return self._furthest[1]

    def _pass(self) -> None:
        """Note how far the article has been read: what a jump passed over was not."""
        if self._page is None:
            return
        article = self._page.article
        if self._furthest[0] != article.id:
            self._furthest, self._seen = (article.id, 0), self._page.state.reached
        if self._pending is not None or not self.size.height or self.position > self._seen:
            return
        below = self.scroll_offset.y + self._rows
        end = below >= len(self._setting.lines)
        bottom = len(article.body) if end else self._setting.position(below)
        self._furthest = article.id, max(bottom if end else self.position, self._furthest[1])
        self._seen = max(bottom, self._seen)

    def _leave_out(self, line: int) -> None:
        """Count what lies before a line as seen: the user knows it from elsewhere."""
        if self.position <= self._seen:
            self._seen = max(self._setting.position(line), self._seen)

    def _pass_anew(self) -> None:
        """Forget what was scrolled past: another article begins."""
        self._furthest = "", 0
        self._pass()

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

    def at_top(self) -> Anchor | None:
        """Return what stands at the top of the screen: item, place in it, offset in the body."""
        top = self.scroll_offset.y
        if not top or top >= len(self._setting.lines):
            return None
        line = self._setting.lines[top]
        item = self._setting.items[line.item]
        return item.key, line.start, self._setting.position(top)

    def return_to(self, anchor: Anchor | None) -> None:
        """Put what stood at the top of the screen there again."""
        if self._pending is not None:
            self._go_to_pending()
            return
        if anchor is None:
            self._scroll(0)
            return
        self._scroll(self._line_of(anchor))

    def _line_of(self, anchor: Anchor) -> int:
        """Return the line that an anchor stands on now."""
        key, place, position = anchor
        line = self._setting.line_of(key, place)
        return self._setting.line_for(position) if line is None else line

    def go_to(self, position: int) -> None:
        """Scroll to an offset into the body."""
        self._pending = position
        self._go_to_pending()

    def go_to_line(self, line: int) -> None:
        """Scroll to where the user was before, where that is near the place that is kept."""
        if self.size.height and abs(line - self.scroll_offset.y) <= HEAD:
            self._scroll(line)

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
        """Take what stands at the top of the screen now for where the user is."""
        self._kept, self._kept_size = self.at_top(), self.size

    def _tell(self) -> None:
        self._pass()
        if self._page is not None:
            self.post_message(self.Scrolled(self.position, self.fraction, self.at_end))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw what is different now, and tell that other text is visible.

        The whole widget is not drawn anew, as a `ScrollView` would: over a slow line the
        margins and blank lines count.
        """
        if round(old_value) != round(new_value):
            self._refresh_scrolled(round(old_value), round(new_value))
            if self.size == self._kept_size:  # else it is a larger screen that moves the text
                self._keep()
            self._tell()

    def _refresh_scrolled(self, before: int, after: int) -> None:
        """Draw the rows of the screen anew as far as another line draws something there."""
        regions = []
        for y in range(self.size.height):
            cells = max(self._drawn(before + y)[1], self._drawn(after + y)[1])
            if cells:
                regions.append(Region(0, y, cells, 1))
        if regions:
            self.refresh(*regions)

    def on_resize(self, event: events.Resize) -> None:
        """Break the page into lines anew where the width has changed; keep the place."""
        if self._page is None:
            return
        kept = self._kept
        if self._setting.width != self.column or self.virtual_size.width != self._room:
            self._set()
        self.return_to(kept)
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
