"""What is new in a story since the user last looked: one screen across all its accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tuinews.stories.news import StoryNews
from tuinews.ui.dialogs.overlay import Overlay, as_elsewhere
from tuinews.ui.drawing.looks import added, over
from tuinews.ui.keys import DEFAULT_KEYS, KeysInForce
from tuinews.ui.lists.cursorview import CursorView
from tuinews.ui.panetitle import PaneTitle
from tuinews.ui.screens.newslines import NewsSheet, NewsTarget, lay_out
from tuinews.ui.status import StatusLine
from tuinews.ui.styles import sheets

#: What `?` tells of the keys, by the ids of actions.
KEYS = (
    ("down up read-on read-back", "through what is new"),
    ("open", "read on there"),
    ("escape story-news", "back; all stays as new as it is"),
    ("back", "back; all of it counts as seen"),
)
STYLES = ("headline", "meta", "rule", "mark", "publisher", "title", "new", "muted")


class NewsView(CursorView):
    """The new sentences of a story, with a cursor. Messages: `Opened`, `Moved`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"news--{name}" for name in (*STYLES, "cursor")}

    @dataclass
    class Opened(Message):
        """The user wants to read on where this sentence stands."""

        target: NewsTarget

    class Moved(Message):
        """The cursor is on another sentence."""

    def __init__(self, news: StoryNews, now: datetime) -> None:
        """Show `news`; ages are counted from `now`."""
        super().__init__(id="news-view")
        self._news, self._now = news, now
        self._sheet = NewsSheet((), ())

    @property
    def count(self) -> int:
        """How many places the cursor can be on."""
        return len(self._sheet.targets)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew; the cursor stays in sight."""
        width = self.size.width
        self._sheet = lay_out(self._news, width, self._now)
        self.virtual_size = Size(width, len(self._sheet.lines) + 1)
        self.reveal()
        self.refresh()
        self.moved()

    def extent(self, entry: int) -> tuple[int, int]:
        """Return the first line of a sentence and how many it has."""
        return self._sheet.extent(entry)

    def moved(self) -> None:
        """Tell that the cursor is on another sentence."""
        self.post_message(self.Moved())

    def page(self, by: float) -> None:
        """Move the cursor by so many pages."""
        wanted = self._sheet.extent(self.cursor)[0] + round(by * self.size.height)
        lines = [(place, line.target) for place, line in enumerate(self._sheet.lines)]
        found = [(abs(place - wanted), target) for place, target in lines if target >= 0]
        if found:
            self.move_to(min(found)[1])

    def open_current(self) -> None:
        """Open the account of the sentence under the cursor."""
        if self.count:
            self.post_message(self.Opened(self._sheet.targets[self.cursor]))

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        width, base = self.size.width, self.rich_style
        index = y + self.scroll_offset.y
        if index >= len(self._sheet.lines):
            return Strip.blank(width, base)
        line = self._sheet.lines[index]
        if line.target == self.cursor and self.count:
            base += added(self, "news--cursor")
        segments = [Segment(text, self._style(name, base)) for text, name in line.runs]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str, base: Style) -> Style:
        return over(base, added(self, f"news--{name}")) if name else base

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a second one opens."""
        index = event.y + self.scroll_offset.y
        if not 0 <= index < len(self._sheet.lines):
            return
        target = self._sheet.lines[index].target
        if target >= 0 and target == self.cursor:
            self.open_current()
        elif target >= 0:
            self.move_to(target)


class NewsScreen(Overlay[NewsTarget | bool]):
    """The news of one story; gives where to read on, or whether all of it counts as seen."""

    CSS_PATH = sheets("news")
    BINDINGS: ClassVar[list[BindingType]] = [
        as_elsewhere("escape", "leave(False)"),
        as_elsewhere("story-news", "leave(False)"),
        as_elsewhere("back", "leave(True)"),
        as_elsewhere("open", "open"),
        as_elsewhere("down", "move(1)"),
        as_elsewhere("next-new", "move(1)"),
        as_elsewhere("up", "move(-1)"),
        as_elsewhere("top", "move(-100000)"),
        as_elsewhere("bottom", "move(100000)"),
        as_elsewhere("read-on", "page(1)"),
        as_elsewhere("page-down", "page(1)"),
        as_elsewhere("read-back", "page(-1)"),
        as_elsewhere("page-up", "page(-1)"),
        as_elsewhere("half-down", "page(0.5)"),
        as_elsewhere("half-up", "page(-0.5)"),
        as_elsewhere("help", "help"),
    ]

    def __init__(self, news: StoryNews, now: datetime, keys: KeysInForce = DEFAULT_KEYS) -> None:
        """Show `news`; ages are counted from `now`."""
        super().__init__()
        self._keys = keys
        self.view = NewsView(news, now)
        self._title = PaneTitle(id="news-title")
        self._status = StatusLine()

    def compose(self) -> ComposeResult:
        """A title, the sentences, the keys."""
        yield self._title
        yield self.view
        yield self._status

    def on_mount(self) -> None:
        """Begin at the first new sentence's account."""
        self._title.add_class("-on")
        self._title.say("New in this story")
        self.set_focus(self.view)
        self._say()

    def on_news_view_moved(self) -> None:
        """Say where the cursor is."""
        self._say()

    def _say(self) -> None:
        place = f"{self.view.cursor + 1} of {self.view.count}" if self.view.count else ""
        moving = (("open", "read there"), ("down", "next")) if self.view.count else ()
        hints = (*moving, ("escape", "back"), ("back", "back, all seen"), ("help", "help"))
        self._status.say(place=place, hints=self._keys.of_actions(hints))

    def on_news_view_opened(self, event: NewsView.Opened) -> None:
        """Read on in the account."""
        event.stop()
        self.dismiss(event.target)

    def action_open(self) -> None:
        """Open the account of the sentence under the cursor."""
        self.view.open_current()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.view.move(by)

    def action_page(self, by: float) -> None:
        """Move the cursor by pages."""
        self.view.page(by)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from tuinews.ui.dialogs.screenkeys import ScreenKeys

        self.app.push_screen(ScreenKeys("New in this story", self._keys.of_actions(KEYS)))

    def action_leave(self, seen: bool) -> None:
        """Back; with `seen` all that is new here counts as seen."""
        self.dismiss(seen)
