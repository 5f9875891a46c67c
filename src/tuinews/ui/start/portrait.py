"""Taking the look of the first screen from the app that shows it, see `ui.start.look`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tuinews.ui.drawing.looks import added, over
from tuinews.ui.lists.rows import COMPONENTS, lines_a_row
from tuinews.ui.main import MainScreen
from tuinews.ui.start.look import Look

_NAMES = sorted({*COMPONENTS.values(), "muted", "read", "unread", "cursor-muted"})


def look_of(screen: MainScreen) -> Look:
    """Return how a screen looks that shows the panes of a start."""
    region = screen.list.region
    return Look(
        blank=tuple(_blank(screen)),
        left=region.x,
        top=region.y,
        width=region.width,
        height=region.height,
        lines=lines_a_row(region.width, region.height),
        styles=_codes(screen, "row"),
        chosen=_codes(screen, "cursor"),
    )


def _blank(screen: MainScreen) -> Iterator[str]:
    """Yield each line of the screen as the grounds of its panes."""
    width, height = screen.region.size  # the size laid out last: a newer one has no regions yet
    grounds = [[screen.background_colors[1]] * width for _ in range(height)]
    for widget in screen.walk_children(Widget):  # what holds others comes before them
        region = widget.region.intersection(screen.region) if widget.display else None
        if not region:
            continue
        for y in range(region.y, region.bottom):
            grounds[y][region.x : region.right] = [widget.background_colors[1]] * region.width
    for line in grounds:
        runs = [(color, sum(1 for _ in same)) for color, same in groupby(line)]
        styled = [Segment(" " * cells, Style(bgcolor=color.rich_color)) for color, cells in runs]
        yield _written(screen, Strip(styled))


def _codes(screen: MainScreen, base: str) -> dict[str, str]:
    """Return what is written before a run of each style on such a row."""
    ground = screen.list.get_component_rich_style(f"list--{base}")
    written = {}
    for name in _NAMES:
        style = over(ground, added(screen.list, f"list--{name}"))
        written[name] = _written(screen, Strip([Segment("x", style)])).partition("x")[0]
    return written


def _written(screen: MainScreen, strip: Strip) -> str:
    """Return what is written to the terminal for a strip."""
    for line_filter in screen.app.get_line_filters():
        strip = strip.apply_filter(line_filter, screen.list.background_colors[1])
    return strip.render(screen.app.console)
