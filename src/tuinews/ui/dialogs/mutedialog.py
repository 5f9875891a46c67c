"""The dialog that asks which articles are to be hidden from now on."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tuinews.store.query import QueryError, parse
from tuinews.text import line
from tuinews.ui.dialogs.basic import Answer, answers
from tuinews.ui.dialogs.forms import Field
from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.styles import sheets

MAX_QUERY = 500  # characters


class MuteDialog(Dialog[str | None]):
    """Type a search whose articles are to be hidden when they come in; gives it, or None."""

    CSS_PATH = sheets("dialogs", "feeds")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", priority=True),
    ]

    def __init__(self, offered: str, found: Callable[[str], str]) -> None:
        """`offered` is what stands there first; `found` says in words what a search finds."""
        super().__init__()
        self._offered, self._found = offered, found

    def compose(self) -> ComposeResult:
        """The search, what it finds; the keys."""
        with Vertical(classes="dialog", id="search-dialog"):
            yield Static("Hide from now on", classes="dialog-title")
            yield Field("Articles with", self._offered, placeholder="words", id="mute-query")
            yield Static(id="search-found", classes="feed-aside", markup=False)
            yield Static(id="feed-complaint", markup=False)
            yield answers(enter="hide them", escape="cancel")

    def on_mount(self) -> None:
        """Begin with what is offered, all of it chosen."""
        self._complain("")
        query = self.query_one("#mute-query", Input)
        self.set_focus(query)
        query.select_all()
        self._tell()

    def _complain(self, said: str) -> None:
        complaint = self.query_one("#feed-complaint", Static)
        complaint.update(Content(f"! {said}"))
        complaint.display = bool(said)

    @property
    def _typed(self) -> str:
        return line(self.query_one("#mute-query-field", Field).value, MAX_QUERY)

    @on(Input.Changed)
    def _tell(self) -> None:
        """Say what it finds, at every key."""
        self.query_one("#search-found", Static).update(Content(self._found(self._typed)))

    @on(Input.Submitted)
    def save(self) -> None:
        """Close with what is typed."""
        try:
            parse(self._typed)
        except QueryError as error:
            self._complain(str(error))
            return
        if self._typed:
            self.dismiss(self._typed)
        else:
            self._complain("Type words, or source: and a name.")

    @on(Answer.Chosen)
    def answered(self, event: Answer.Chosen) -> None:
        """A click on an answer is its key."""
        if event.key == "enter":
            self.save()
        else:
            self.dismiss(None)
