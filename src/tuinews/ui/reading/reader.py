"""The article pane: an article with the hits of what is sought, links to follow, and its x-ray.

It knows neither library nor app: it is given a `Page` and tells what happens by messages.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tuinews.ui.drawing.paint import Layer
from tuinews.ui.reading.hints import Hints, Target
from tuinews.ui.reading.hits import Hits
from tuinews.ui.reading.page import Item, Page
from tuinews.ui.reading.pageview import Anchor
from tuinews.ui.reading.typeset import Line
from tuinews.ui.reading.xrayview import XrayView
from tuinews.values import dataclass

__all__ = ["Page", "Reader"]


class Reader(XrayView):
    """An article to read. Messages: `Scrolled`, `LinkChosen`, `HintsLeft`, `CutMoved`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--hit",
        "reader--hit-current",
        "reader--hint",
        "reader--fresh",
    }

    @dataclass
    class LinkChosen(Message):
        """A link was clicked, or its hint typed."""

        url: str

    @dataclass
    class HintsLeft(Message):
        """Links have no letters any more."""

    def __init__(self, *, width: int = 72, id: str | None = None) -> None:  # noqa: A002
        """`width` is the most columns that text takes."""
        super().__init__(width=width, id=id)
        self._hits = Hits()
        self.sought = ""  # what is looked for in this article, in place of the page's terms
        self._hints: Hints | None = None
        self.fresh = 0  # which range of the page's `fresh` was gone to last, from 1; 0 for none

    def show(self, page: Page | None) -> None:
        """Show an article from where it was left; the one that is open keeps its place."""
        before, self._page = self._page, page
        self._hints = None
        if page is None or before is None or page.fresh != before.fresh:
            self.fresh = 0
        if page is None or before is None or page.article.id != before.article.id:
            self.fresh = 0  # the same ranges may be those of another
            self.sought = ""
            self._hits.leave()
            self._forget_xray(xray=bool(page and page.xray))
            self._set()
            self._put_cursor(0)
            self._pending = page.state.position if page else 0
            self._go_to_pending()
            self._pass_anew()
            return
        anchor = self.at_top()
        with self._drawing_what_differs():
            if page.article != before.article:
                self._capture = ()
            if page.terms != before.terms and not self.sought:
                self._hits.leave()
            self._set()
            self.return_to(anchor)

    def _set(self) -> None:
        super()._set()
        self._find_hits()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Link hints belong to the text that was in sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.leave_hints()

    def next_fresh(self) -> bool:
        """Mark the next range of the page's `fresh`, and scroll to it; False at the last.

        It is the one after that which is marked, as long as this is in sight; else the first
        from the top of the screen on.
        """
        fresh = self._page.fresh if self._page else ()
        lines = [self._setting.line_for(start) for start, _ in fresh]
        following = self.fresh
        if not self.fresh or not self._in_sight(lines[self.fresh - 1]):
            top = self.scroll_offset.y
            following = next((at for at, line in enumerate(lines) if line >= top), len(lines))
        if following >= len(lines):
            return False
        self.fresh = following + 1
        self._redraw()
        self._leave_out(lines[following] - 1)
        self._scroll(lines[following] - 1)
        return True

    def _in_sight(self, line: int) -> bool:
        return 0 <= line - self.scroll_offset.y < self._rows

    @property
    def _marked(self) -> tuple[tuple[int, int], ...]:
        """The range of the body that is marked as new, if any."""
        return self._page.fresh[self.fresh - 1 : self.fresh] if self._page and self.fresh else ()

    @property
    def otherwise(self) -> str:
        """What of the marked range stands otherwise in what was read; "" for nothing.

        Where nothing is marked, of the text in sight.
        """
        if self._page is None:
            return ""
        marked = self._marked
        for (start, end), other in zip(self._page.differs, self._page.others, strict=False):
            in_marked = any(first < end and start < last for first, last in marked)
            if in_marked if marked else self._in_sight(self._setting.line_for(start)):
                return other
        return ""

    # --- hits ---------------------------------------------------------------------------

    @property
    def hits(self) -> int:
        """How many hits the page shows."""
        return len(self._hits)

    @property
    def hit(self) -> int:
        """Which of the hits was gone to last, from 1; 0 for none."""
        return self._hits.number

    def set_terms(self, terms: tuple[str, ...]) -> None:
        """Mark the hits of other words; nothing else changes."""
        if self._page is not None and terms != self._page.terms:
            self._page = replace(self._page, terms=terms)
            if not self.sought:
                self._hits.leave()
            self._find_hits()
            self._redraw()

    def seek(self, words: str, since: Anchor | None = None) -> None:
        """Mark `words` wherever they stand in the article, and go to the first from `since` on.

        Without any, return to `since`.
        """
        self._mark_sought(words)
        if not self.sought or not self._hits:
            self.return_to(since)
            return
        origin = self._line_of(since) if since else 0
        self._hits.begin(origin)
        self._scroll_to_hit(origin)

    def seek_nothing(self) -> None:
        """Mark what the page's terms find again; the text stays where it is."""
        self._mark_sought("")

    def _mark_sought(self, words: str) -> None:
        self.sought = " ".join(words.split())
        self._hits.leave()
        self._find_hits()
        self._redraw()

    def _find_hits(self) -> None:
        self._hits.find(self._setting, self.sought, self._page.terms if self._page else ())

    def go_to_hit(self, step: int) -> None:
        """Go to the next hit (1) or the one before (-1), round and round."""
        if self._hits:
            self._hits.step(step, self.scroll_offset.y)
            self._redraw()
            self._scroll_to_hit(self.scroll_offset.y)

    def _scroll_to_hit(self, top: int) -> None:
        """Bring the hit into sight; where it is while `top` is the first line, to that."""
        line = self._hits.line
        in_sight = top <= line < top + self._rows
        if not in_sight or top != self.scroll_offset.y:
            self._scroll(top if in_sight else line - self._rows // 3)

    # --- links --------------------------------------------------------------------------

    @property
    def links(self) -> tuple[str, ...]:
        """Every address that the page links to, in order, each once."""
        found = (mark.href for item in self._setting.items for mark in item.marks if mark.href)
        return tuple(dict.fromkeys(found))

    @property
    def hint_signs(self) -> str:
        """Which signs are typed for a link: "1-3" or "a-z"; "" where no hints are shown."""
        first = self._hints.shown()[0][0] if self._hints is not None else ""
        if not first.isdigit() or self._hints is None:
            return "a-z" if first else ""
        last = self._hints.shown()[-1][0]
        return f"{first}-{last}" if last != first else first

    def show_hints(self) -> bool:
        """Label the links in sight and wait for a label to be typed; False without links."""
        top = self.scroll_offset.y
        targets: list[Target] = []
        for line in self._setting.lines[top : top + self._rows]:
            for mark in self._setting.items[line.item].marks:
                target = Target(line.item, mark.start, mark.href)
                if mark.href and line.row >= 0 and line.start <= mark.start < line.end:
                    targets.append(target)
        if not targets:
            return False
        self._hints = Hints(targets)
        self._redraw()
        return True

    def leave_hints(self) -> None:
        """Take the labels away."""
        if self._hints is not None:
            self._hints = None
            self._redraw()
            self.post_message(self.HintsLeft())

    def hint_key(self, key: str, character: str | None = None) -> bool:
        """Take a key while hints are shown; returns whether it was one for them."""
        if self._hints is None:
            return False
        if key == "escape" or not character or not character.isalnum():
            self.leave_hints()
            return key == "escape"
        if target := self._hints.key(character):
            self.leave_hints()
            self.post_message(self.LinkChosen(target.href))
        else:
            self._redraw()
        return True

    def on_key(self, event: events.Key) -> None:
        """Keys for the labels of links and for the lines of the x-ray; others pass."""
        if self._hints is not None:
            taken = self.hint_key(event.key, event.character)
        elif self.xray and event.key in ("space", "enter"):
            taken = self.move_line() if event.key == "space" else self.unfold()
        else:
            taken = False
        if taken:
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """A click follows a link; in the x-ray it puts the cursor there."""
        if self.text_selection is not None:
            return
        index = event.y + self.scroll_offset.y
        if not 0 <= index < len(self._setting.lines):
            return
        line = self._setting.lines[index]
        item = self._setting.items[line.item]
        if self.xray:
            self._put_cursor(line.item)
        if line.row < 0:
            return
        cells = event.x - self._before_cells(line, item)
        for mark in item.marks:
            start, end = max(mark.start, line.start), min(mark.end, line.end)
            before = cell_len(item.text[line.start : start])
            if mark.href and before <= cells < before + cell_len(item.text[start:end]):
                self.post_message(self.LinkChosen(mark.href))

    # --- drawing ------------------------------------------------------------------------

    def _layers(self, line: Line, item: Item) -> list[Layer]:
        layers = super()._layers(line, item)
        if item.length:
            layers.extend(self._over(item, self._marked, "fresh"))
        for start, end, is_current in self._hits.of(line.item):
            if start < line.end and end > line.start:
                name = "hit-current" if is_current else "hit"
                layers.append((start, end, self._added(name)))
        return layers

    def _draw_line(self, index: int, line: Line, item: Item) -> Strip:
        strip = super()._draw_line(index, line, item)
        if self._hints is None or line.row < 0:
            return strip
        style = self.get_component_rich_style("reader--hint")
        left = self._before_cells(line, item)
        for label, target in self._hints.shown():
            if target.item == line.item and line.start <= target.start < line.end:
                at = left + cell_len(item.text[line.start : target.start])
                at = max(0, at - len(label))  # in place of what stands before the link
                tag = Strip([Segment(label, style)])
                after = strip.crop(at + len(label))
                strip = Strip.join([strip.crop(0, at), tag, after])
        return strip
