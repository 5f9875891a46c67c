"""The fields that words to look for are typed into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from tuinews.values import dataclass


class WordsField(Input):
    """Answers every key, keeps a history. Messages: `Typed`, `Left`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave(False)", show=False),
        Binding("enter,tab", "leave(True)", show=False),
        Binding("up", "earlier(-1)", show=False),
        Binding("down", "earlier(1)", show=False),
    ]

    @dataclass
    class Typed(Message):
        """The field reads differently now."""

        field: WordsField
        text: str

    @dataclass
    class Left(Message):
        """The user is done typing: to the hits, or back to where they were."""

        field: WordsField
        keep: bool

    def __init__(self, *, placeholder: str, id: str) -> None:  # noqa: A002 - Textual's own name
        """An empty field."""
        super().__init__(placeholder=placeholder, id=id)
        self.history: Sequence[str] = ()
        self._at = 0

    def on_focus(self, event: events.Focus) -> None:
        """Start from the newest search of the history."""
        self._at = len(self.history)

    def watch_value(self, value: str) -> None:
        """Tell at every key, before Textual tells its own message of it."""
        self.post_message(self.Typed(self, value))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Nobody else need hear of it."""
        event.stop()

    def action_leave(self, keep: bool) -> None:
        """Leave the field, with the hits or without."""
        self.post_message(self.Left(self, keep))

    def action_earlier(self, step: int) -> None:
        """Go through the searches made before."""
        if not self.history:
            return
        self._at = max(0, min(self._at + step, len(self.history)))
        self.value = self.history[self._at] if self._at < len(self.history) else ""
        self.cursor_position = len(self.value)


class SearchField(WordsField):
    """For a search through all articles, in the place of the list's title."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "screen.do('relevance')", show=False),
        Binding("ctrl+s", "screen.do('keep-search')", show=False),
    ]

    def __init__(self) -> None:
        """An empty search."""
        super().__init__(
            placeholder='words  "a phrase"  -not  source:  tag:  is:unread  newer:3d', id="search"
        )


class FindField(WordsField):
    """For what is looked for in the open article, in the place of the article pane's title."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "screen.do('search-all')", show=False),
    ]

    def __init__(self) -> None:
        """Nothing is looked for yet."""
        super().__init__(placeholder="find in this article", id="find")
