"""Which panes a screen of some size shows: beside each other, above each other, or one."""

from __future__ import annotations

PANES = ("sources", "list", "reader", "related")  # from left to right

MEDIUM, WIDE, VERY_WIDE = 80, 120, 160  # columns from which a layout holds
FLAT = 18  # rows below which panes do not fit above each other
LEAST = (24, 6)  # columns and rows below which nothing sensible can be drawn

#: Classes that a screen has from so many columns, and from so many rows on.
BREAK_COLUMNS = [(0, "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide"), (VERY_WIDE, "-very-wide")]
BREAK_ROWS = [(0, "-flat"), (FLAT, "-tall")]


def layout_classes(width: int, height: int) -> tuple[str, str]:
    """Return the classes of a screen of this size."""
    columns = next(name for least, name in reversed(BREAK_COLUMNS) if width >= least)
    rows = next(name for least, name in reversed(BREAK_ROWS) if height >= least)
    return columns, rows


def one_pane(width: int, height: int) -> bool:
    """Return whether there is room for one pane only."""
    return width < MEDIUM or (width < WIDE and height < FLAT)


def visible(width: int, height: int, focused: str, *, zen: bool = False) -> frozenset[str]:
    """Return the panes that are shown while `focused` has the focus.

    Sources have a column of their own only on a very wide screen; on a smaller one they
    take the place of the list while one is among them.
    """
    if zen:
        return frozenset({"reader"})
    if one_pane(width, height):
        return frozenset({focused})
    if width >= VERY_WIDE:
        return frozenset(PANES)
    return frozenset({"sources" if focused == "sources" else "list", "reader", "related"})
