"""A small dialog to pick one article by searching for it as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tuinews.store.views import Row
from tuinews.text import shown_line
from tuinews.ui.dialogs.answers import answers
from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.lists.rows import age_of
from tuinews.ui.styles import sheets
from tuinews.ui.themes import MUTED

Find = Callable[[str], Sequence[Row]]  # the articles that a search finds; "": what is at hand


class PickDialog(Dialog[str | None]):
    """Pick an article; gives its id, or None."""

    CSS_PATH = sheets("dialogs", "help")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, title: str, aside: str, find: Find, now: datetime) -> None:
        """`find` is asked on every key; `aside` says in a line what will be done."""
        super().__init__()
        self._title, self._aside, self._find, self._now = title, aside, find, now
        self._rows: Sequence[Row] = ()

    def compose(self) -> ComposeResult:
        """A field and what it finds."""
        with Vertical(classes="dialog", id="pick"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static(self._aside, classes="dialog-aside", markup=False)
            yield Input(placeholder="words of its headline or text", id="pick-search")
            yield OptionList(id="pick-list", markup=False)
            yield answers(enter="this one", escape="back")

    def on_mount(self) -> None:
        """Begin with what is at hand."""
        self.query_one(OptionList).can_focus = False
        self._show("")
        self.set_focus(self.query_one(Input))

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Answer every key."""
        event.stop()
        self._show(event.value)

    def _show(self, text: str) -> None:
        self._rows = self._find(text)
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options([Option(self._line(row)) for row in self._rows])
        found.highlighted = 0 if self._rows else None

    def _line(self, row: Row) -> Content:
        said = (shown_line(row.publisher, 40), age_of(row, self._now))
        aside = f"\n{', '.join(filter(None, said))}"
        return Content.assemble(shown_line(row.headline, 160) or "(no headline)", (aside, MUTED))

    def on_key(self, event: events.Key) -> None:
        """The arrows move in what was found while one types."""
        found = self.query_one(OptionList)
        if event.key in ("down", "ctrl+n"):
            found.action_cursor_down()
        elif event.key in ("up", "ctrl+p"):
            found.action_cursor_up()
        else:
            return
        event.stop()
        event.prevent_default()

    @on(Input.Submitted)
    def taken(self, event: Input.Submitted) -> None:
        """Enter takes the one under the cursor."""
        event.stop()
        self._take(self.query_one(OptionList).highlighted)

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        """So does a click."""
        event.stop()
        self._take(event.option_index)

    def _take(self, place: int | None) -> None:
        if place is not None and place < len(self._rows):
            self.dismiss(self._rows[place].id)
