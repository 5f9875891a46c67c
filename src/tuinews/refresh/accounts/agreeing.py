"""Which of two sides has changed, when both are held against what they last agreed on. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tuinews.store.disk.accounts import Had


@dataclass(frozen=True, slots=True)
class Marks:
    """What there is to agree on about an article."""

    read: bool = False
    starred: bool = False


def agreed(here: Marks, there: Iterable[tuple[Had | None, Marks]]) -> Marks:
    """Return what is to hold of an article on both sides.

    `there` are the items that it is on the server: what that last had of each, None where it is
    new, and what it has now.
    """
    items = list(there)
    known = [(had, has) for had, has in items if had is not None]
    new = [has for had, has in items if had is None]
    read = _one(here.read, [(had.read, has.read) for had, has in known], [has.read for has in new])
    starred = [(had.starred, has.starred) for had, has in known]
    return Marks(read, _one(here.starred, starred, [has.starred for has in new]))


def _one(here: bool, known: list[tuple[bool | None, bool]], new: list[bool]) -> bool:
    if any(had != here for had, _ in known):
        return here  # the user changed it, or it was on its way
    if any(has != had for had, has in known):
        return not here  # it was changed elsewhere
    return here or any(new)  # what is met for the first time is so if it is so anywhere
