"""The title row of a pane."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tuinews.text import shown_line
from tuinews.ui.drawing.looks import LazyLooks
from tuinews.ui.drawing.wrap import fit

GAP = 2  # cells that part the two at least


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
        left = fit(f" {self._name}", width - cell_len(right) - GAP) + " " * GAP
        return Strip([Segment(left, name), Segment(right, aside)]).adjust_cell_length(width, name)
