"""Giving a scrolled view another length without laying out the whole screen anew."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView


def set_length(view: ScrollView, size: Size) -> None:
    """Set the virtual size of a view, which is never wider than the view itself.

    Textual lays out and paints the whole screen when it changes. That is needed only where
    the scrollbar comes or goes; else only the bar has to know.
    """
    height = view.size.height
    scrolls, scrolled = size.height > height, view.virtual_size.height > height
    if height and scrolls == scrolled == view.show_vertical_scrollbar:
        view.set_reactive(ScrollView.virtual_size, size)
        if scrolls:
            view.vertical_scrollbar.window_virtual_size = size.height
    else:
        view.virtual_size = size
