"""The command palette as a screen."""

from __future__ import annotations

from textual.command import CommandPalette

from tuinews.ui.dialogs.overlay import Overlay
from tuinews.ui.styles import sheets


class Palette(CommandPalette, Overlay[None]):
    """Textual's palette, which a second Enter does not close a second time."""

    CSS_PATH = sheets("palette")
