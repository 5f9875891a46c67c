"""Styles of component classes laid over each other."""

from __future__ import annotations

from functools import lru_cache

from rich.style import Style
from textual.widget import Widget


def added(widget: Widget, name: str) -> Style:
    """Return what a component class adds to the style below it, as opaque colours.

    A colour that lets something through is mixed with the widget's own background; what the
    class does not set stays open.
    """
    own = widget.get_component_rich_style(name, partial=True)
    return _opaque(own, widget.get_component_rich_style(name))


def over(base: Style, style: Style) -> Style:
    """Lay a style over that of a row; on one in reverse a colour would be a block."""
    return base + (style.without_color if base.reverse else style)


@lru_cache(maxsize=512)
def _opaque(own: Style, mixed: Style) -> Style:
    return own + Style(color=own.color and mixed.color, bgcolor=own.bgcolor and mixed.bgcolor)
