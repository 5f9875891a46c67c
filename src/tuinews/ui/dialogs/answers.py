"""The foot of a dialog: its keys and what they do. A click on one of them presses it."""

from __future__ import annotations

from textual import events
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tuinews.text import shown_line
from tuinews.ui.keys import sign


class Answer(Static):
    """A key and what it does."""

    def __init__(self, key: str, says: str) -> None:
        """`key` is a key in Textual's name."""
        self._key = key
        text = Content.assemble((sign(key), "bold $accent"), " ", shown_line(says))
        super().__init__(text, classes="answer")

    def on_click(self, event: events.Click) -> None:
        """Press the key."""
        event.stop()
        self.app.simulate_key(self._key)


def answers(**says: str) -> Horizontal:
    """Return the foot of a dialog: what each key does."""
    return Horizontal(*(Answer(key, said) for key, said in says.items()), classes="answers")
