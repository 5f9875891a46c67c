"""The frame of the main screen: its panes, which of them show, and what has the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from tuinews.config import Config
from tuinews.paths import Places
from tuinews.store.views import Row
from tuinews.text import shown_line
from tuinews.ui import memory
from tuinews.ui.actions import ACTIONS, keys_in_force
from tuinews.ui.arrangement import (
    BREAK_COLUMNS,
    BREAK_ROWS,
    LEAST,
    layout_classes,
    one_pane,
    visible,
)
from tuinews.ui.article_list import ArticleList
from tuinews.ui.belonging import ASCII_LEVELS, LEVELS
from tuinews.ui.commands import ActionCommands
from tuinews.ui.desk import Desk
from tuinews.ui.panes import PaneTitle, SearchField
from tuinews.ui.reader import Reader
from tuinews.ui.related import RelatedList
from tuinews.ui.rows import ASCII, UNICODE
from tuinews.ui.status import StatusLine


def pane_classes(shown: bool) -> str:
    """Return the classes of a pane that is shown or not."""
    return "pane" if shown else "pane -off"


class FramedScreen(Screen[None]):
    """List, reader, related; one pane at a time where there is no room for more."""

    COMMANDS: ClassVar = {ActionCommands}
    HORIZONTAL_BREAKPOINTS = BREAK_COLUMNS
    VERTICAL_BREAKPOINTS = BREAK_ROWS
    AUTO_FOCUS = "#list"
    #: As Textual has it, but a change of focus does not draw the whole screen anew.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(action.keys, action.run, action.says, id=action.id, show=False)
        for action in ACTIONS
    ]

    def __init__(
        self, desk: Desk, config: Config, places: Places, now: Callable[[], datetime]
    ) -> None:
        """Show what `desk` has open; `places` is where the screen's memory is kept."""
        super().__init__()
        self.desk = desk
        self.config = config
        self.places = places
        self.now = now
        self._memory_file = places.state / "screen.json"
        self.memory = memory.recall(self._memory_file)
        desk.look(fold=self.memory.folds(config.ui.fold))
        signs = ASCII if config.ui.ascii else UNICODE
        self.list = ArticleList(
            self._fetch,
            now,
            signs,
            iso_dates=config.ui.dates == "iso",
            seen=desk.seen,
            copies=desk.copies_among,
        )
        self.reader = Reader(width=config.ui.width, ascii_signs=config.ui.ascii)
        self.related = RelatedList(ascii_signs=config.ui.ascii)
        self.status = StatusLine()
        self.search = SearchField()
        self.search.display = False
        self.list_title = PaneTitle(id="list-title")
        self.reader_title = PaneTitle(id="reader-title")
        self.related_title = PaneTitle(id="related-title")
        self.levels = ASCII_LEVELS if config.ui.ascii else LEVELS  # of a timeline
        self.article_id = ""  # of the article in the reader
        self.dimming = True  # sentences that were read elsewhere are dimmed
        self.showing_changes = False  # what the publisher changed stands out
        self.zen = False  # only the text is shown
        self._resumed = False  # this screen has been on top before
        self._opening = ExitStack()  # open until the screen is in place for the first time

    # --- building -----------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Three panes and the status line."""
        shown = visible(*self.app.size, "list")  # set before anything is styled for the first time
        self.add_class(*layout_classes(*self.app.size), update=False)
        with Container(id="panes"):
            yield from self.left_of_list(shown)
            with Vertical(id="list-pane", classes="pane"):
                self.list_title.add_class("-on", update=False)
                yield self.list_title
                yield self.search
                yield self.list
            with Vertical(id="reader-pane", classes=pane_classes("reader" in shown)):
                yield self.reader_title
                yield self.reader
            with Vertical(id="related-pane", classes=pane_classes("related" in shown)):
                yield self.related_title
                yield self.related
        yield self.status
        yield Static("too small for news; make the window larger", id="too-small", markup=False)

    def left_of_list(self, shown: frozenset[str]) -> ComposeResult:
        """What stands to the left of the list: nothing yet."""
        yield from ()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """The first time, every style has just been worked out; paint once all is in place."""
        event.refresh_styles = self._resumed
        if not self._resumed:
            self._resumed = True
            self._opening.enter_context(self.app.batch_update())
            self.call_later(self.call_later, self._opening.close)

    def set_keymap_from_config(self) -> None:
        """Give the actions the reader's own keys."""
        if own := self.config.keys:
            in_force = keys_in_force(own)
            self.app.set_keymap({name: in_force[name] for name in own})

    def _fetch(self, keys: Sequence[int]) -> list[Row]:
        return self.desk.library.rows(keys)

    # --- panes --------------------------------------------------------------------------

    @property
    def pane(self) -> str:
        """The pane that has the focus."""
        focused = self.focused
        for name, widget in self._panes().items():
            if focused is widget:
                return name
        return "list"

    def _panes(self) -> dict[str, Widget]:
        return {"list": self.list, "reader": self.reader, "related": self.related}

    def focus_pane(self, name: str) -> None:
        """Give a pane the focus; where only one fits, show that one."""
        self._arrange(name)
        self.set_focus(self._panes()[name], scroll_visible=False)  # before the next key
        self.say()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click may have moved the focus."""
        if event.widget in self._panes().values():
            self._arrange(self.pane)
            self.say()

    def on_resize(self, event: events.Resize) -> None:
        """Show the panes that fit; say so where nothing sensible can be drawn."""
        least_width, least_height = LEAST
        self.set_class(event.size.width < least_width or event.size.height < least_height, "-tiny")
        self._arrange(self.pane)
        self.say()

    def _arrange(self, focused: str) -> None:
        """Show and hide panes; no style is touched that stays as it is."""
        shown = visible(*self.size, focused, zen=self.zen)
        for name, widget in self._panes().items():
            if widget.parent is not None:
                widget.parent.set_class(name not in shown, "-off")
        for name, title in self._titles().items():
            title.set_class(name == focused, "-on")

    def _titles(self) -> dict[str, PaneTitle]:
        return {
            "list": self.list_title,
            "reader": self.reader_title,
            "related": self.related_title,
        }

    @property
    def is_as_at_first(self) -> bool:
        """Whether it has the panes that a start shows, and all of them."""
        shown = visible(*self.size, self.pane, zen=self.zen)
        return shown == visible(*self.size, "list") and not self.search.display

    @property
    def one_pane(self) -> bool:
        """Whether there is room for one pane only."""
        return one_pane(*self.size)

    # --- memory -------------------------------------------------------------------------

    def remember(self, changed: memory.Memory) -> None:
        """Keep a small thing for the next start."""
        if changed == self.memory:
            return
        self.memory = changed
        try:
            memory.keep(self._memory_file, changed)
        except OSError as error:
            self.say(doing=f"cannot remember this: {self._memory_file.parent}: {error.strerror}")

    # --- what is said -------------------------------------------------------------------

    def say(self, doing: str | None = None) -> None:
        """Bring what is said about the panes up to date; tell `doing` for a while."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """No error of a worker goes unheard."""
        if event.state is WorkerState.ERROR:
            self.log.error(event.worker.error)
            self.complain(event.worker.error or Exception("an unknown error"))

    def complain(self, error: BaseException) -> None:
        """Tell the reader what went wrong; none of it is markup."""
        self.notify(shown_line(str(error)) or type(error).__name__, severity="error", markup=False)
