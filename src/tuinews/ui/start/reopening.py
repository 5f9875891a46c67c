"""Where a start begins: in the view and on the article where the user left off.

The row stands as far below the top of the list as it stood, and what has come above it since
is out of sight: it is counted and told, and the eye need not move. An article that is gone,
or that the view shows no more, gives way to the nearest that is there. Who left from the first
row finds the newest there. So does who left from a row with more than `FAR` articles above it
by now: to find it would take longer than a start may.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from tuinews.store.folding import Folds
from tuinews.store.views import Order
from tuinews.ui.desk import FIRST, Desk
from tuinews.ui.memory import Left, Memory
from tuinews.ui.view import Source, present_source
from tuinews.values import dataclass

FAR = 5000  # articles among which the row is looked for


@dataclass(frozen=True, slots=True)
class Opening:
    """The first rows of a view, and which of them the cursor is on."""

    folds: Folds = field(default_factory=Folds)
    cursor: int = 0  # row
    above: int = 0  # rows in sight above it, as far as there is room
    new: int = 0  # rows that came above it since
    found: bool = False  # whether the cursor is on the article itself

    def top(self, lines: int, height: int) -> int:
        """Return the line that is at the top of a list of a height; a row takes `lines`."""
        last = max(0, len(self.folds.keys) * lines - height)
        wanted = min(max(0, self.cursor - self.above) * lines, last)
        return max(0, wanted, (self.cursor + 1) * lines - height)


def restore_view(desk: Desk, memory: Memory, *, fold: bool) -> None:
    """Have the desk show what it showed when the user left; `fold`: stories."""
    left = memory.left(desk.library.data)
    source = Source(left.source, frozenset(left.feeds), left.folder) if left.feeds else None
    desk.change_view(
        fold=fold,
        order=memory.sorted,
        show=left.shown,
        followed=left.followed,
        source=present_source(desk.library, source),
    )


def opening(desk: Desk, left: Left) -> Opening:
    """Return the first rows of the desk's view, and where in it the user left off."""
    folds = desk.folds(FIRST)
    at = itself = _row_of(desk, folds, left.near[:1])
    if at is None and left.near and _may_be_further(desk, folds, left.near[0]):
        further = desk.folds(FAR)
        at = itself = _row_of(desk, further, left.near[:1])
        folds = further if at is not None else folds
    if at is None:
        at = _row_of(desk, folds, left.near[1:])
    if not at:
        return Opening(folds)
    new = max(0, at - left.row) if itself is not None else 0
    return Opening(folds, at, max(0, left.above), new, found=itself is not None)


def _row_of(desk: Desk, folds: Folds, ids: Iterable[str]) -> int | None:
    """Return the row of the first of these articles that has one."""
    rows = (row for identity in ids if (row := desk.library.row(identity)) is not None)
    return next((at for row in rows if (at := folds.row_of(row.key)) is not None), None)


def _may_be_further(desk: Desk, folds: Folds, identity: str) -> bool:
    """Whether an article would stand below the first rows, where the view shows it."""
    row = desk.library.row(identity) if folds.more and folds.keys else None
    if row is None or desk.view.order not in (Order.NEWEST, Order.OLDEST):
        return False
    return (row.key < folds.keys[-1]) == (desk.view.order is Order.NEWEST)
