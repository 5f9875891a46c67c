"""Small parts of the screen: a pane's title row, the search field, a screen too small."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tuinews.text import shown_line
from tuinews.ui.lazylooks import LazyLooks
from tuinews.ui.rows import fit
from tuinews.values import dataclass


class PaneTitle(LazyLooks, Widget):
    """One row that names a pane; the accent shows which pane has the focus."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title--name", "title--aside"}

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        """An empty title."""
        super().__init__(id=id)
        self._name = ""
        self._aside = ""

    def say(self, name: str, aside: str = "") -> None:
        """Set what stands on the left and, muted, on the right."""
        said = shown_line(name), shown_line(aside)
        if said != (self._name, self._aside):
            self._name, self._aside = said
            self.refresh()

    @property
    def text(self) -> str:
        """What the title says."""
        return f"{self._name}  {self._aside}".strip()

    def render_line(self, y: int) -> Strip:
        """Draw the row."""
        width = self.size.width
        name = self.get_component_rich_style("title--name")
        aside = self.get_component_rich_style("title--aside")
        right = f"{self._aside} " if cell_len(self._aside) < width // 2 else ""
        left = fit(f" {self._name}", width - cell_len(right))
        return Strip([Segment(left, name), Segment(right, aside)]).adjust_cell_length(width, name)


class SearchField(Input):
    """The search: answers every key, keeps a history. Messages: `Typed`, `Left`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave(False)", show=False),
        Binding("enter,tab", "leave(True)", show=False),
        Binding("up", "earlier(-1)", show=False),
        Binding("down", "earlier(1)", show=False),
        Binding("ctrl+r", "screen.relevance", show=False),
        Binding("ctrl+s", "screen.keep_search", show=False),
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
