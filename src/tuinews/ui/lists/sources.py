"""The sources pane: views, searches, folders and feeds, with what is unread in each.

It draws only the lines in sight, so that five and five thousand feeds cost the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tuinews.ui.drawing.covered import Covered
from tuinews.ui.drawing.looks import LazyLooks, added, over
from tuinews.ui.drawing.paint import joined
from tuinews.ui.drawing.wrap import fit, wrap
from tuinews.ui.keys import DEFAULT_KEYS, KeysInForce
from tuinews.ui.lists.cursorview import CursorView
from tuinews.ui.lists.sourcelines import INDENT, Kind, SourceLine, about, lay_out
from tuinews.ui.panetitle import PaneTitle
from tuinews.values import dataclass

FOOT_ROWS = 2


class SourcesList(CursorView):
    """Sources of articles, a row each. Messages: `Chosen`, `FoldToggled`, `Moved`."""

    LATE_SHEET = "sourcelines"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sources--here",
        "sources--sign",
        "sources--fails",
        "sources--name",
        "sources--unread",
        "sources--muted",
        "sources--count",
        "sources--cursor",
        "sources--cursor-blurred",
        "sources--empty",
        "sources--plain",
    }

    @dataclass
    class Chosen(Message):
        """The user wants the articles of this source."""

        line: SourceLine

    @dataclass
    class FoldToggled(Message):
        """A folder was folded or unfolded; its feeds are to be listed anew."""

        key: str
        folded: bool

    @dataclass
    class Moved(Message):
        """The cursor stands on another source now."""

        line: SourceLine

        def can_replace(self, message: Message) -> bool:
            """Only the last of several moves matters."""
            return isinstance(message, SourcesList.Moved)

    def __init__(self) -> None:
        """An empty pane."""
        super().__init__(id="sources")
        self.empty = ""  # what to say where there is no feed
        self.lines: Sequence[SourceLine] = ()
        self.chosen: tuple[Kind, str] = (Kind.VIEW, "all")  # of what the list of articles shows
        self._first_feed = 0  # above its line is an empty row

    # --- what it shows ------------------------------------------------------------------

    def show(self, lines: Sequence[SourceLine]) -> None:
        """Show these lines; the cursor stays on its source where that is still there."""
        before = self.current
        self.lines = lines
        first = (at for at, line in enumerate(lines) if line.kind in (Kind.FOLDER, Kind.FEED))
        self._first_feed = next(first, len(lines))
        self._measure()
        at = None if before is None else self.index_of(before.kind, before.key)
        at = min(self.cursor, max(0, len(lines) - 1)) if at is None else at
        self.set_reactive(SourcesList.cursor, at)
        self.reveal()
        self.refresh()
        self.moved()

    def choose(self, kind: Kind, key: str) -> None:
        """Mark the source whose articles are shown."""
        before, self.chosen = self.chosen, (kind, key)
        for one in {before, self.chosen}:
            if (at := self.index_of(*one)) is not None:
                self.redraw(at)

    def index_of(self, kind: Kind, key: str) -> int | None:
        """Return where a source is listed; None where it is not."""
        found = (at for at, line in enumerate(self.lines) if (line.kind, line.key) == (kind, key))
        return next(found, None)

    @property
    def current(self) -> SourceLine | None:
        """The source under the cursor."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    # --- moving, folding, choosing ------------------------------------------------------

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def extent(self, entry: int) -> tuple[int, int]:
        """Return the row of a line, and that it has one."""
        return self._row(entry), 1

    def open_current(self) -> bool:
        """Choose the source under the cursor; False where there is none.

        A folder that is folded is unfolded, one that is chosen already is folded.
        """
        line = self.current
        if line is None:
            return False
        if line.folded or (line.kind is Kind.FOLDER and self.chosen == (line.kind, line.key)):
            self.toggle_fold()
        self.choose(line.kind, line.key)
        self.post_message(self.Chosen(line))
        return True

    def toggle_fold(self) -> bool:
        """Fold or unfold the folder under the cursor; False where that is none."""
        line = self.current
        if line is None or line.folded is None:
            return False
        self.post_message(self.FoldToggled(line.key, not line.folded))
        return True

    def unfold(self) -> bool:
        """Unfold the folder under the cursor; False where there is nothing to unfold."""
        return bool(self.current and self.current.folded and self.toggle_fold())

    def fold(self) -> bool:
        """Fold the folder under the cursor, or go to the one it is in; False at the top."""
        line = self.current
        if line is None:
            return False
        if line.folded is False:
            return self.toggle_fold()
        above = range(self.cursor - 1, -1, -1)
        folders = (at for at in above if self.lines[at].depth < line.depth)
        at = next(folders, None)
        if at is not None:
            self.move_to(at)
        return at is not None

    def moved(self) -> None:
        """Tell on which source the cursor stands now."""
        if (line := self.current) is not None:
            self.post_message(self.Moved(line))

    # --- drawing ------------------------------------------------------------------------

    def _row(self, index: int) -> int:
        """Return the row of a line: the feeds stand apart from the views."""
        return index + (index >= self._first_feed > 0)

    def _line_at(self, row: int) -> int:
        """Return the line at a row; -1 where there is none."""
        if self._first_feed > 0 and row >= self._first_feed:
            row = -1 if row == self._first_feed else row - 1
        return row if row < len(self.lines) else -1

    def _measure(self) -> None:
        rows = self._row(len(self.lines) - 1) + 1 if self.lines else 0
        self.virtual_size = Size(self.scrollable_content_region.width, rows)

    def on_resize(self, event: events.Resize) -> None:
        """The cursor stays in sight."""
        self._measure()
        self.reveal()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        width, base = self.size.width, self.get_component_rich_style("sources--plain")
        row = y + self.scroll_offset.y
        index = self._line_at(row)
        if index < 0:
            return self._below(row - self._row(len(self.lines)), width)
        line = self.lines[index]
        if index == self.cursor:
            name = "sources--cursor" if self.has_focus else "sources--cursor-blurred"
            base = self.get_component_rich_style(name)
        room = self.scrollable_content_region.width
        runs = lay_out(line, room, chosen=(line.kind, line.key) == self.chosen)
        segments = [Segment(text, over(base, self._style(name))) for text, name in runs if text]
        return Strip(joined(segments)).adjust_cell_length(width, base)

    def _below(self, row: int, width: int) -> Strip:
        """Draw what stands below the last line: where there is no feed, how to get one."""
        said = wrap(self.empty, max(1, width - 2)) if self._first_feed == len(self.lines) else []
        if not 0 <= row < len(said):
            return Strip.blank(width, self.rich_style)
        start, end = said[row]
        style = self.get_component_rich_style("sources--empty")
        return Strip([Segment(f" {self.empty[start:end]}", style)]).adjust_cell_length(width, style)

    def _style(self, name: str) -> Style:
        return added(self, f"sources--{name}")

    # --- mouse --------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A click chooses; on the sign of a folder it folds."""
        index = self._line_at(event.y + self.scroll_offset.y)
        if index < 0:
            return
        self.move_to(index)
        if self.lines[index].folded is not None and event.x <= INDENT * self.lines[index].depth + 2:
            self.toggle_fold()
        else:
            self.open_current()


def no_feeds(keys: KeysInForce) -> str:
    """Say how to get a feed where there is none."""
    return keys.after("No feeds yet.", "import", " {} subscribes to one.")


class SourceFoot(LazyLooks, Widget):
    """Two rows that tell about the source under the cursor."""

    LATE_SHEET = "sourcelines"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"foot--text", "foot--fails"}

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self._said = ("", False)

    def say(self, text: str, *, fails: bool = False) -> None:
        """Tell this; `fails` where it is bad news."""
        if (text, fails) != self._said:
            self._said = (text, fails)
            self.refresh()

    @property
    def text(self) -> str:
        """What it says."""
        return self._said[0]

    def render_line(self, y: int) -> Strip:
        """Draw a row; the last one is cut where there is more to tell."""
        text, fails = self._said
        width = self.size.width
        style = self.get_component_rich_style("foot--fails" if fails else "foot--text")
        room = max(1, width - 2)
        spans = wrap(text, room) if text else []
        said = text[spans[y][0] : spans[y][1]] if y < len(spans) else ""
        if y == FOOT_ROWS - 1 and len(spans) > FOOT_ROWS:
            said = fit(text[spans[y][0] :], room)
        return Strip([Segment(f" {said}", style)]).adjust_cell_length(width, style)


class SourcesPane(Covered, Vertical):
    """Title, sources, and what there is to know about the one under the cursor.

    It folds by itself: `FoldToggled` passes on for whoever keeps what is folded.
    """

    def __init__(
        self,
        lines: Callable[[frozenset[str]], Sequence[SourceLine]],
        now: Callable[[], datetime],
        *,
        folded: Sequence[str] = (),
        keys: KeysInForce = DEFAULT_KEYS,
    ) -> None:
        """`lines` gives the lines where these folders are folded, as `source_lines` does."""
        super().__init__(id="sources-pane", classes="pane")
        self._lines, self._now, self._keys = lines, now, keys
        self.folded = frozenset(folded)
        self.pane_title = PaneTitle(id="sources-title")
        self.list = SourcesList()
        self.list.empty = no_feeds(keys)
        self.foot = SourceFoot()

    def compose(self) -> ComposeResult:
        """Three parts below each other."""
        yield self.pane_title
        yield self.list
        yield self.foot

    def load(self) -> None:
        """List the sources as they are now."""
        self.list.show(self._lines(self.folded))

    @on(SourcesList.FoldToggled)
    def fold(self, event: SourcesList.FoldToggled) -> None:
        """List the feeds of a folder, or no longer."""
        self.folded = self.folded | {event.key} if event.folded else self.folded - {event.key}
        self.load()

    @on(SourcesList.Moved)
    def moved(self, event: SourcesList.Moved) -> None:
        """Tell about the source under the cursor."""
        line = event.line
        bad = bool(line.failing or line.gone or line.disabled)
        self.foot.say(about(line, self._now(), self._keys), fails=bad)
