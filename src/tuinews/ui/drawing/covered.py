"""Containers that their children cover completely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget as Mixed
else:
    Mixed = object  # not a widget: Textual takes default styles from the first base that is one


class Covered(Mixed):
    """Mix-in for a container of which no cell is seen; it stands first among the bases.

    Textual draws it all the same, line by line; half of the lines of a first paint were such.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return blank lines, the same one for all."""
        return [Strip.blank(crop.width, self.rich_style)] * crop.height
