"""Colours of our own themes in terminals that have but 256 of them."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem
from textual.color import Color as Mixed
from textual.theme import Theme

from tuinews.ui.themes import OWN


def in_256(color: Mixed) -> tuple[int, int, int]:
    """Return what such a terminal shows in place of a colour."""
    shown = Color.parse(color.hex).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
    return shown.red, shown.green, shown.blue


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_the_grounds_stay_grey_and_the_cursor_of_the_xray_differs_from_them(theme: Theme) -> None:
    colors = theme.to_color_system().generate()
    ground, text = Mixed.parse(colors["background"]), Mixed.parse(colors["foreground"])
    surface, cursor = Mixed.parse(colors["surface"]), ground.blend(text, 0.14)
    for shown in map(in_256, (ground, surface, cursor)):
        assert max(shown) == min(shown)
    assert len({in_256(ground), in_256(surface), in_256(cursor)}) == 3
