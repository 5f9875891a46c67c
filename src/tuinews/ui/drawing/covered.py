"""Containers that are covered by what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget as Mixed
else:
    Mixed = object  # of a widget's bases that are widgets Textual reads the first one's styles only


class Covered(Mixed):
    """What a container has first among its bases that nobody sees a cell of.

    Textual draws it all the same, line by line; half of the lines of a first paint were such.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return blank lines, the same one for all."""
        return [Strip.blank(crop.width, self.rich_style)] * crop.height
