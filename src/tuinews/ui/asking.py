"""A small dialog that asks for a line of text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class AskDialog(ModalScreen[str | None]):
    """Ask for one line; gives it, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Close")]

    def __init__(self, title: str, placeholder: str, advice: str) -> None:
        """`advice` stands beneath the field in muted text."""
        super().__init__()
        self._title, self._placeholder, self._advice = title, placeholder, advice

    def compose(self) -> ComposeResult:
        """Title, field, advice."""
        with Vertical(id="ask"):
            yield Static(self._title, id="ask-title", markup=False)
            yield Input(placeholder=self._placeholder, id="ask-line")
            yield Static(self._advice, id="ask-advice", markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def done(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.dismiss(event.value)
