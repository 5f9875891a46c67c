"""The field that a search is typed into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from tuinews.values import dataclass


class SearchField(Input):
    """The search: answers every key, keeps a history. Messages: `Typed`, `Left`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave(False)", show=False),
        Binding("enter,tab", "leave(True)", show=False),
        Binding("up", "earlier(-1)", show=False),
        Binding("down", "earlier(1)", show=False),
        Binding("ctrl+r", "screen.do('relevance')", show=False),
        Binding("ctrl+s", "screen.do('keep-search')", show=False),
    ]

    @dataclass
    class Typed(Message):
        """The search reads differently now."""

        text: str

    @dataclass
    class Left(Message):
        """The reader is done typing: to the hits, or back to where they were."""

        keep: bool

    def __init__(self) -> None:
        """An empty search."""
        super().__init__(
            placeholder='words  "a phrase"  -not  source:  tag:  is:unread  newer:3d', id="search"
        )
        self.history: Sequence[str] = ()
        self._at = 0

    def on_focus(self, event: events.Focus) -> None:
        """Start from the newest search of the history."""
        self._at = len(self.history)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell at every key."""
        event.stop()
        self.post_message(self.Typed(event.value))

    def action_leave(self, keep: bool) -> None:
        """Leave the field, with the hits or without."""
        self.post_message(self.Left(keep))

    def action_earlier(self, step: int) -> None:
        """Go through the searches made before."""
        if not self.history:
            return
        self._at = max(0, min(self._at + step, len(self.history)))
        self.value = self.history[self._at] if self._at < len(self.history) else ""
        self.cursor_position = len(self.value)
