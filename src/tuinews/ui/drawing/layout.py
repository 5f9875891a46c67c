"""A layout that draws whatever changes in it, also where somebody asked for it between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import Compositor

if TYPE_CHECKING:
    from textual._compositor import CompositorMap, ReflowResult
    from textual.geometry import Size
    from textual.widget import Widget


class Layout(Compositor):
    """Textual's own, but that no change in it is left undrawn, or untold.

    What it draws, and which widgets it tells that they are shown or have another size, is what
    has changed since the layout before. Where something is new or gone and anybody asks where a
    widget is, such as the mouse or the focus, that layout is put in place of the one before: by
    itself Textual then takes for drawn and told what is not yet. A dialog stayed unseen so, and
    what told of an article stood there for good.
    """

    def __init__(self) -> None:
        """Nothing is laid out yet."""
        super().__init__()
        self._before: CompositorMap | None = None  # as last drawn, where another took its place

    @property
    def full_map(self) -> CompositorMap:
        """Where each widget is."""
        known = self._full_map
        found = super().full_map
        if found is not known and self._before is None:
            self._before = known
        return found

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay everything out anew; returns what has changed since that was last done."""
        if self._before is not None:
            self._full_map, self._before = self._before, None
        return super().reflow(parent, size)
