"""The dialog that asks before something is lost or done."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tuinews.text import shown_line
from tuinews.ui.dialogs.answers import answers
from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.styles import sheets


class ConfirmDialog(Dialog[bool]):
    """Ask whether to go on; gives whether the user wants that."""

    CSS_PATH = sheets("dialogs")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "dismiss(True)", "Yes"),
        Binding("escape,n,q", "dismiss(False)", "No"),
    ]

    def __init__(self, question: str, aside: str, verb: str) -> None:
        """`aside` tells what it means, such as what will be lost; `verb` what Enter does."""
        super().__init__()
        self._question, self._aside, self._verb = question, aside, verb

    def compose(self) -> ComposeResult:
        """Question, what it means, the two keys."""
        with Vertical(classes="dialog", id="confirm"):
            yield Static(shown_line(self._question), classes="dialog-title", markup=False)
            yield Static(shown_line(self._aside), classes="dialog-text", markup=False)
            yield answers(enter=self._verb, escape="cancel")
