"""Copies that come in after their text was read: they are read, too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tuinews.model import State, TuinewsError
from tuinews.store.index.relations import MUCH_LONGER, WHOLLY
from tuinews.store.views import Change

if TYPE_CHECKING:
    from tuinews.store.library import Library

_ENOUGH = 0.8  # of a text that was scrolled past: it was read, not only looked into


def read_copies(library: Library, new: Iterable[str]) -> Change:
    """Mark read those of the articles that came in whose whole text was read before.

    Read is what was marked so, or opened and scrolled past nearly to its end; a copy that
    was itself marked with another does not count. Can be undone. Raises StoreError.
    """
    copies = [identity for identity in new if _was_read(library, identity)]
    return library.mark(copies, read=True, opened=True) if copies else Change()


def _was_read(library: Library, identity: str) -> bool:
    """Tell whether an article is unread, and a copy of one that was read and tells as much."""
    same = [one.id for one in library.related(identity) if one.copy >= WHOLLY]
    row = library.row(identity) if same else None
    if row is None or row.read:
        return False
    others = [other for other in map(library.row, same) if other is not None and other.read]
    return any(
        row.words <= other.words * MUCH_LONGER
        and _wholly(library, other.id, library.state(other.id))
        for other in others
    )


def _wholly(library: Library, identity: str, state: State) -> bool:
    if not state.opened:
        return True
    try:
        return state.reached >= _ENOUGH * len(library.article(identity).body)
    except TuinewsError:  # removed in the meantime
        return False
