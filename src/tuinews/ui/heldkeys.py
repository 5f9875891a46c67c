"""Which articles the keys of a list stand for, though some have got other keys since.

Keys are in order of time: an article to which its publisher gave another date has another key.
In a list that was filled before it keeps its row until the list is filled anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tuinews.store.library import Library
from tuinews.store.views import Row


class HeldKeys:
    """The keys of one list, as far as their rows have been asked for."""

    def __init__(self) -> None:
        """No row has been asked for yet."""
        self._ids: dict[int, str] = {}
        self._moved: dict[int, int] = {}  # the keys that articles have now

    @property
    def moved(self) -> int:
        """How many articles were found to have other keys now."""
        return len(self._moved)

    def now(self, keys: Sequence[int]) -> Sequence[int]:
        """Return keys, in their order, as they are now as far as that is known."""
        return [self._moved.get(key, key) for key in keys] if self._moved else keys

    def rows(self, library: Library, keys: Sequence[int]) -> list[Row]:
        """Return the rows of keys, in their order, without those that are gone.

        One that has another key now comes with that by which it was asked for.
        """
        found = {row.key: row for row in library.rows(keys)}
        for key in keys:
            now = found.get(key)
            identity = self._ids.setdefault(key, now.id) if now else self._ids.get(key)
            if identity is not None and (now is None or now.id != identity):
                self._find(library, key, identity, found)
        return [found[key] for key in keys if key in found]

    def _find(self, library: Library, key: int, identity: str, found: dict[int, Row]) -> None:
        """Put the row of an article under the key that it had."""
        row = library.row(identity)
        if row is not None:
            found[key] = replace(row, key=key)
            self._moved[key] = row.key
        else:
            found.pop(key, None)
