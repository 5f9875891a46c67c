"""Two accounts of one story held against each other: what both tell, and what only one does."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from tuinews.model import Article
from tuinews.stories.align import align
from tuinews.stories.alignment import Alignment, Verdict
from tuinews.stories.compare import Comparison
from tuinews.ui.dialogs.overlay import Overlay, as_elsewhere
from tuinews.ui.drawing import signs
from tuinews.ui.drawing.looks import added
from tuinews.ui.drawing.paint import joined
from tuinews.ui.drawing.styled import Run
from tuinews.ui.drawing.wrap import fit, wrap
from tuinews.ui.keys import DEFAULT_KEYS, KeysInForce
from tuinews.ui.screens.comparelines import (
    VERDICTS,
    Columns,
    CompareSheet,
    head,
    lay_out,
)
from tuinews.ui.screens.comparetext import Title, summary, titles
from tuinews.ui.status import StatusLine
from tuinews.ui.styles import sheets

__all__ = ["CompareScreen"]

NAMED = 16  # cells that a name has at the foot at least
OVERLAP = 2  # lines that stay in sight when a page is scrolled
#: What `?` tells of the keys, by the ids of actions; the signs follow.
KEYS = (
    ("down up read-on read-back", "scroll both"),
    ("next-new next , previous", "the next difference, the one before"),
    ("x", "swap the two"),
    ("escape back compare", "back"),
)
HINTS = (("next-new", "next difference"), ("x", "swap"), ("escape", "back"), ("help", "help"))
STYLES = {
    "name", "age", "headline", "heading", "told", "alike", "only", "quote", "figure",
    "sign", "bar", "rule", "here", "note",
}  # fmt: skip


class _Drawn(Widget):
    """Draws runs whose styles are named after component classes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"compare--{name}" for name in STYLES}

    def _strip(self, runs: tuple[Run, ...]) -> Strip:
        base = self.rich_style
        segments = [Segment(run.text, self._style(run.style, base)) for run in runs]
        return Strip(joined(segments)).adjust_cell_length(self.size.width, base)

    def _style(self, names: str, base: Style) -> Style:
        for name in names.split():
            base += added(self, f"compare--{name}")
        return base


class CompareHead(_Drawn):
    """Who tells, and when: one row that stays above."""

    def __init__(self) -> None:
        super().__init__(id="compare-head")
        self._titles: tuple[Title, Title] = (Title("", ""), Title("", ""))

    def show(self, left: Title, right: Title) -> None:
        """Show the names of the two accounts."""
        self._titles = (left, right)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the row."""
        columns = Columns.of(self.size.width)
        return self._strip(head(columns, self._titles))


class CompareView(_Drawn, ScrollView, can_focus=True, inherit_bindings=False):
    """The two accounts, scrolled together. Messages: `Moved`."""

    class Moved(Message):
        """Other text is in sight, or another difference is the current one."""

    def __init__(self) -> None:
        super().__init__(id="compare-view")
        self._alignment: Alignment | None = None
        self._titles: tuple[Title, Title] = (Title("", ""), Title("", ""))
        self._sheet = CompareSheet()
        self._laid_out_for = 0
        self._current = -1
        self._kept, self._kept_size = -1, Size(0, 0)

    # --- what it shows ------------------------------------------------------------------

    def show(self, alignment: Alignment, left: Title, right: Title) -> None:
        """Show a comparison from the top; the same one with its sides swapped keeps its place."""
        before, kept = self._alignment, self._kept
        self._alignment, self._titles, self._current = alignment, (left, right), -1
        self._lay_out()
        self._go(0 if before is None else _same(before, kept, alignment))

    def _lay_out(self) -> None:
        width = self.size.width
        if self._alignment is None or not width:
            return
        columns = Columns.of(width)
        names = [title.name for title in self._titles]
        self._sheet = lay_out(self._alignment, columns, names)
        self._laid_out_for = width
        self.virtual_size = Size(width, len(self._sheet.lines) + 1)
        self.refresh()

    @property
    def differences(self) -> int:
        """How many there are to go through."""
        return len(self._sheet.differences)

    @property
    def current(self) -> int:
        """The difference one is at, from 1; 0 for none."""
        return self._current + 1

    @property
    def fraction(self) -> float:
        """How much is above or in sight: 0 to 1."""
        below = self.scroll_offset.y + self.size.height
        return min(1.0, below / max(1, len(self._sheet.lines)))

    # --- scrolling ----------------------------------------------------------------------

    def scroll_lines(self, by: int) -> bool:
        """Scroll so many lines on, or back where negative; False at the end."""
        before = self.scroll_offset.y
        self.scroll_to(y=before + by, animate=False, force=True, immediate=True)
        return self.scroll_offset.y != before

    def scroll_pages(self, by: float) -> bool:
        """Scroll pages on, or back where negative, less what stays in sight; False at the end."""
        lines = max(1, round(abs(by) * self.size.height) - OVERLAP)
        return self.scroll_lines(lines if by > 0 else -lines)

    def scroll_to_end(self, end: bool) -> None:
        """Scroll to the end, or to the top."""
        self.scroll_lines(len(self._sheet.lines) if end else -len(self._sheet.lines))

    def next_difference(self, step: int) -> bool:
        """Go to the next difference (1) or the one before (-1); False where there is none."""
        top, sheet = self.scroll_offset.y, self._sheet
        if self._in_sight(self._current):
            number = self._current + step
        else:
            below = sheet.difference_at(top)
            number = below if step > 0 else below - 1
        if not 0 <= number < len(sheet.differences):
            return False
        before, self._current = self._current, number
        for one in (before, number):
            self._refresh_difference(one)
        _, first, after = sheet.differences[number]
        if first < top + 1 or after > top + self.size.height:
            self.scroll_to(y=max(0, first - OVERLAP), animate=False, force=True, immediate=True)
        self.post_message(self.Moved())
        return True

    def _in_sight(self, difference: int) -> bool:
        if not 0 <= difference < len(self._sheet.differences):
            return False
        _, first, after = self._sheet.differences[difference]
        top = self.scroll_offset.y
        return first < top + self.size.height and after > top

    def _refresh_difference(self, number: int) -> None:
        if 0 <= number < len(self._sheet.differences):
            _, first, after = self._sheet.differences[number]
            self.refresh_lines(first, after - first)

    def _go(self, pair: int) -> None:
        """Put a pair at the top of the screen."""
        line = self._sheet.first.get(pair, 0) - 1 if pair > 0 else 0
        self.scroll_to(y=max(0, line), animate=False, force=True, immediate=True)
        self._keep()
        self.post_message(self.Moved())

    def _keep(self) -> None:
        """Take the first pair that begins in sight for where the user is."""
        top, below = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        in_sight = [line.pair for line in self._sheet.lines[top:below] if line.pair >= 0]
        begun = (pair for pair in in_sight if self._sheet.first[pair] >= top)
        self._kept = next(begun, in_sight[0] if in_sight else -1) if top else -1
        self._kept_size = self.size

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that other text is in sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            if self.size == self._kept_size:  # else it is another size that moves the text
                self._keep()
            self.post_message(self.Moved())

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew where the width has changed; the text at the top stays there."""
        kept = self._kept
        if self._laid_out_for != self.size.width:
            self._lay_out()
            self._go(kept)
        self._kept, self._kept_size = kept, self.size
        self.post_message(self.Moved())

    # --- drawing ------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        index = y + self.scroll_offset.y
        if index >= len(self._sheet.lines):
            return Strip.blank(self.size.width, self.rich_style)
        line = self._sheet.lines[index]
        runs = line.runs
        for pair, at in line.here:
            if pair == self._current_pair:
                runs = (*runs[:at], Run(signs.HERE, "here"), *runs[at + 1 :])
        return self._strip(runs)

    @property
    def _current_pair(self) -> int | None:
        """The pair one is at; None for none."""
        if not 0 <= self._current < len(self._sheet.differences):
            return None
        return self._sheet.differences[self._current].pair


def _same(before: Alignment, pair: int, after: Alignment) -> int:
    """Return the pair that has the sentence with which a pair of the swapped sides begins."""
    if not 0 <= pair < len(before.pairs):
        return 0
    left, right = before.pairs[pair].left, before.pairs[pair].right
    for number, one in enumerate(after.pairs):
        if (left and left[0] in one.right) or (not left and right[0] in one.left):
            return number
    return 0


class CompareScreen(Overlay[None]):
    """Two accounts side by side, or one below the other where it is narrow."""

    CSS_PATH = sheets("comparing")
    BINDINGS: ClassVar[list[BindingType]] = [
        as_elsewhere("down", "scroll(1)"),
        as_elsewhere("up", "scroll(-1)"),
        as_elsewhere("read-on", "page(1.0)"),
        as_elsewhere("page-down", "page(1.0)"),
        as_elsewhere("read-back", "page(-1.0)"),
        as_elsewhere("page-up", "page(-1.0)"),
        as_elsewhere("half-down", "page(0.5)"),
        as_elsewhere("half-up", "page(-0.5)"),
        as_elsewhere("top", "end(False)"),
        as_elsewhere("bottom", "end(True)"),
        as_elsewhere("next-new", "difference(1)"),
        as_elsewhere("next", "difference(1)"),
        as_elsewhere("previous", "difference(-1)"),
        Binding("comma", "difference(-1)", show=False),
        Binding("x", "swap", show=False),
        as_elsewhere("escape", "leave"),
        as_elsewhere("back", "leave"),
        as_elsewhere("compare", "leave"),
        as_elsewhere("return", "leave"),
        as_elsewhere("help", "help"),
    ]

    def __init__(
        self,
        a: Article,
        b: Article,
        comparison: Comparison,
        now: datetime,
        keys: KeysInForce = DEFAULT_KEYS,
    ) -> None:
        """`comparison` is that of `b` with `a`, which stands left; ages are counted from `now`."""
        super().__init__()
        self._keys = keys
        self._a, self._b, self._comparison = a, b, comparison
        self._titles = titles(a, b, now)
        self._swapped = False
        self._alignment: Alignment | None = None

    def compose(self) -> ComposeResult:
        """Names, texts, what it comes to, keys."""
        yield CompareHead()
        yield CompareView()
        yield Static(id="compare-summary", markup=False)
        yield StatusLine()

    def on_mount(self) -> None:
        """Show the comparison."""
        self.set_focus(self.query_one(CompareView))
        self._show()

    def _show(self) -> None:
        alignment = align(self._a, self._b, self._comparison, swapped=self._swapped)
        left, right = self._titles[::-1] if self._swapped else self._titles
        self.query_one(CompareHead).show(left, right)
        self.query_one(CompareView).show(alignment, left, right)
        self._alignment = alignment
        self._sum_up()

    def on_resize(self) -> None:
        """Break the sum at the foot anew."""
        self._sum_up()

    def _sum_up(self) -> None:
        """Say at the foot what the comparison comes to, names as long as there is room."""
        if self._alignment is None:
            return
        width = max(16, self.app.size.width - 2)
        cells = max(NAMED, width // 4)
        left, right = self._titles[::-1] if self._swapped else self._titles
        names = (fit(one.name, min(cells, cell_len(one.name))) for one in (left, right))
        said = summary(self._alignment, *names)
        foot = "\n".join(said[start:end] for start, end in wrap(said, width))
        self.query_one("#compare-summary", Static).update(foot.replace("\u00a0", " "))

    @on(CompareView.Moved)
    def moved(self, event: CompareView.Moved) -> None:
        """Say where one is."""
        event.stop()
        self._say("")

    def _say(self, doing: str) -> None:
        view = self.query_one(CompareView)
        count = view.differences
        if view.current:
            place = f"difference {view.current} of {count}"
        else:
            place = "1 difference" if count == 1 else f"{count or 'no'} differences"
        place = f"{place} · {view.fraction:.0%}"
        self.query_one(StatusLine).say(place=place, doing=doing, hints=self._keys.of_actions(HINTS))

    # --- keys -----------------------------------------------------------------------------

    def action_scroll(self, lines: int) -> None:
        """Scroll both by lines."""
        self.query_one(CompareView).scroll_lines(lines)

    def action_page(self, pages: float) -> None:
        """Scroll both by pages."""
        self.query_one(CompareView).scroll_pages(pages)

    def action_end(self, end: bool) -> None:
        """Scroll both to the end or the top."""
        self.query_one(CompareView).scroll_to_end(end)

    def action_difference(self, step: int) -> None:
        """Go to another difference."""
        if not self.query_one(CompareView).next_difference(step):
            self._say("none further down" if step > 0 else "none further up")

    def action_swap(self) -> None:
        """Exchange left and right; the order is then that of the other account."""
        self._swapped = not self._swapped
        self._show()

    def action_help(self) -> None:
        """Show the keys and signs of this screen."""
        from tuinews.ui.dialogs.screenkeys import ScreenKeys

        means = (
            (VERDICTS[Verdict.ONLY], "only this account tells it"),
            (VERDICTS[Verdict.SAME], "both tell it in the same words"),
            (VERDICTS[Verdict.ALIKE], "both tell it in other words"),
            (VERDICTS[Verdict.DIFFERS], "figures or names differ"),
        )
        keys = self._keys.of_actions(KEYS)
        self.app.push_screen(ScreenKeys("Two accounts", (*keys, *means)))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
