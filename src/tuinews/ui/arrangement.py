"""Which panes a screen of some size shows: beside each other, above each other, or one."""

from __future__ import annotations

PANES = ("sources", "list", "reader", "related")  # from left to right

MEDIUM, WIDE, VERY_WIDE = 80, 120, 160  # columns from which a layout holds
FLAT = 18  # rows below which panes do not fit above each other
LEAST = (24, 6)  # columns and rows below which nothing sensible can be drawn

#: Columns that panes beside the reader have at least and at most, and the share that each takes
#: of what the text leaves over.
BESIDE = {"sources": (26, 30, 0.1), "list": (34, 64, 0.54), "related": (24, 44, 0.36)}

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

    Sources have a column of their own on a very wide screen. On a smaller one they come while
    one is among them: in place of the list, or on the left of list and text above each other.
    """
    if zen:
        return frozenset({"reader"})
    if one_pane(width, height):
        return frozenset({focused})
    if width >= VERY_WIDE:
        return frozenset(PANES)
    if width < WIDE and focused == "sources":
        return frozenset(PANES)
    return frozenset({"sources" if focused == "sources" else "list", "reader", "related"})


def columns(width: int, reader: int) -> dict[str, int]:
    """Return how many columns each pane beside the reader takes; it has the rest.

    The text goes first: until the reader has the `reader` columns that its text can fill, the
    others have no more than they need. Empty where panes do not stand beside each other.
    """
    if width < WIDE:
        return {}
    panes = [name for name in BESIDE if name != "sources" or width >= VERY_WIDE]
    spare = max(0, width - reader - sum(BESIDE[name][0] for name in panes))
    taken = {
        name: min(most, least + int(spare * share))
        for name, (least, most, share) in BESIDE.items()
        if name in panes
    }
    return {"sources": taken["list"], **taken}
