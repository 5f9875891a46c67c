"""The status line: where you are, what is going on, and the keys that matter now."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tuinews.text import shown_line
from tuinews.ui.drawing.looks import LazyLooks
from tuinews.ui.drawing.wrap import fit
from tuinews.ui.keys import is_key, key_name
from tuinews.values import dataclass

Hint = tuple[str, str]  # the key as a person writes it, and what it does


class StatusLine(LazyLooks, Widget):
    """One row. It is drawn only when what it says has changed."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--text", "status--key", "status--busy"}

    @dataclass
    class Pressed(Message):
        """A hint was clicked: what its key does is wanted."""

        key: str  # in Textual's name

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__(id="status")
        self._place = ""
        self._doing = ""
        self._hints: tuple[Hint, ...] = ()
        self._drawn: list[tuple[int, str]] = []  # hints that are seen: their cells, and the key

    def say(
        self,
        *,
        place: str | None = None,
        doing: str | None = None,
        hints: tuple[Hint, ...] | None = None,
    ) -> None:
        """Change what stands on the left, in the middle or on the right."""
        said = (
            self._place if place is None else shown_line(place),
            self._doing if doing is None else shown_line(doing),
            self._hints if hints is None else hints,
        )
        before = self._place, self._doing, self._hints
        if said == before:
            return
        self._place, self._doing, self._hints = said
        if said[1:] == before[1:] and len(said[0]) == len(before[0]):
            self.refresh(Region(0, 0, cell_len(self._place) + 1, 1))  # the cursor moved: few bytes
        else:
            self.refresh()

    @property
    def text(self) -> str:
        """What the line says, without the hints."""
        return f"{self._place}  {self._doing}".strip()

    def render_line(self, y: int) -> Strip:
        """Draw the line; hints give way to what is going on, but for a quarter."""
        width = self.size.width
        plain = self.get_component_rich_style("status--text")
        key = self.get_component_rich_style("status--key")
        busy = self.get_component_rich_style("status--busy")
        right = self._right(width, plain, key)
        taken = sum(cell_len(part.text) for part in right)
        left = [Segment(" " + self._place, plain)]
        room = width - taken - cell_len(self._place) - 3
        if self._doing and room > 3:
            left += [Segment("  ", plain), Segment(fit(self._doing, room).rstrip(), busy)]
        used = sum(cell_len(part.text) for part in left)
        gap = Segment(" " * max(1, width - used - taken), plain)
        return Strip([*left, gap, *right]).adjust_cell_length(width, plain)

    def _right(self, width: int, plain: Style, key: Style) -> list[Segment]:
        """Return as many hints as fit beside what is said, or into a quarter of the line."""
        segments: list[Segment] = []
        self._drawn = []
        beside = width - cell_len(self._place) - 5
        room = min(beside, max(width // 4, beside - cell_len(self._doing)))
        for name, does in reversed(self._hints):
            parts = [Segment(name, key), Segment(f" {does}  ", plain)]
            cells = sum(cell_len(part.text) for part in parts)
            if cells > room:
                break
            room -= cells
            self._drawn.insert(0, (cells, name))
            segments = parts + segments
        return segments

    def on_click(self, event: events.Click) -> None:
        """A click on a hint is its key."""
        left = self.size.width - sum(cells for cells, _ in self._drawn)
        for cells, name in self._drawn:
            if left <= event.x < left + cells and is_key(name):
                self.post_message(self.Pressed(key_name(name)))
            left += cells
