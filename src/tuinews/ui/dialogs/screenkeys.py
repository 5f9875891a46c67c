"""The keys and signs of one screen, over it: what `?` shows where the main keys do not act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.styles import sheets

Told = tuple[str, str]  # a key or a sign, and what it does or means


class ScreenKeys(Dialog[None]):
    """The keys and signs of the screen below. Each key that closes screens closes it."""

    CSS_PATH = sheets("dialogs")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,question_mark,f1,space", "dismiss", "Close"),
    ]

    def __init__(self, title: str, told: Sequence[Told]) -> None:
        """`told` are shown in this order."""
        super().__init__()
        self._title, self._told = title, told

    def compose(self) -> ComposeResult:
        """A title, and a row each."""
        rows = (
            Content.assemble((f"{sign:<14}", "bold $accent"), meaning)
            for sign, meaning in self._told
        )
        with Vertical(classes="dialog", id="screen-keys"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static(Content("\n").join(rows))
