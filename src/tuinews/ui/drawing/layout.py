"""A layout that draws whatever changes in it, also where somebody asked for it between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import Compositor

if TYPE_CHECKING:
    from textual._compositor import CompositorMap


class Layout(Compositor):
    """Textual's own, but that no change in it is left undrawn.

    What it draws is what has changed since the layout before. Where something is new or gone and
    anybody asks where a widget is, such as the mouse or the focus, that layout is put in place of
    the one before: by itself Textual then takes for drawn what it has not drawn yet. A dialog
    stayed unseen so, and what told of an article stood there for good.
    """

    @property
    def full_map(self) -> CompositorMap:
        """Where each widget is; what has changed since that was last known is to be drawn."""
        known, drawn = self._full_map, self._visible_map
        found = super().full_map
        if found is not known and self.size.region not in self._dirty_regions:
            before = known if drawn is None else drawn
            changed = (place for _, place in found.items() ^ before.items())
            regions = (place.clip.intersection(place.region) for place in changed)
            self._dirty_regions.update(filter(None, regions))
        return found
