"""The welcome at the first start."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tuinews.ui.dialogs.answers import answers
from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.keys import KeysInForce
from tuinews.ui.styles import sheets


class WelcomeDialog(Dialog[str]):
    """What this is, and the keys to begin with; gives the key that closed it, if it is to act."""

    CSS_PATH = sheets("dialogs")
    #: Actions and what the welcome calls them, in two columns.
    KEYS: ClassVar = (
        (("down", "up"), "move", ("search",), "search"),
        (("read-on",), "read on", ("help",), "all keys"),
        (("star",), "star", ("undo",), "undo"),
        (("next-account",), "same story", ("back",), "back, quit"),
        (("import",), "add your own", ("samples",), "samples away"),
    )

    def __init__(self, keys: KeysInForce) -> None:
        """It names these keys."""
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """A line on what this is, six keys, a word on the samples."""
        with Vertical(classes="dialog", id="welcome"):
            yield Static("tuinews", classes="dialog-title")
            yield Static(
                "News without the clutter, kept on your own disk.",
                classes="dialog-text",
            )
            yield Static(self._table(), classes="dialog-text")
            yield Static(
                Content.assemble(
                    "These are samples; ",
                    (self._sign("samples"), "bold $accent"),
                    " puts them away.",
                ),
                classes="dialog-text",
            )
            yield answers(enter="a tour of five keys", escape="close and read")

    def _sign(self, *actions: str) -> str:
        """Return the first key of each action as it is written."""
        return " ".join(map(self._keys.sign, actions))

    def _table(self) -> Content:
        rows = []
        for left, says, right, says_too in self.KEYS:
            rows.append(
                Content.assemble(
                    (f"{self._sign(*left):<8}", "bold $accent"),
                    f"{says:<14}",
                    (f"{self._sign(*right):<4}", "bold $accent"),
                    says_too,
                )
            )
        return Content("\n").join(rows)

    def on_key(self, event: events.Key) -> None:
        """Any key closes; those with which one only closes a dialog do no more than that."""
        event.stop()
        event.prevent_default()
        self.dismiss("" if event.key in ("escape", "q") else event.key)

    def on_click(self) -> None:
        """A click anywhere closes, too."""
        self.dismiss("")
