"""The hits of a page: where what is sought stands, and which of them was gone to last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tuinews.store.highlight import highlight, occurrences
from tuinews.ui.reading.page import Item, Look
from tuinews.ui.reading.typeset import Setting


class Hits:
    """Ranges of the texts of a page's items, in order; one of them may be the current one."""

    def __init__(self) -> None:
        """There are none before `find` has looked for them."""
        self._lines = Setting([], 1)
        self._of_item: dict[int, list[tuple[int, int]]] = {}
        self._all: list[tuple[int, int, int]] = []  # the number of an item, a range of its text
        self._current = -1

    def __len__(self) -> int:
        return len(self._all)

    @property
    def number(self) -> int:
        """Which hit is the current one, from 1; 0 for none."""
        return self._current + 1

    @property
    def line(self) -> int:
        """The line of the page that the current hit stands on; there has to be one."""
        return self._line(self._current)

    def _line(self, hit: int) -> int:
        number, start, _ = self._all[hit]
        return self._lines.line_at(number, start)

    def of(self, item: int) -> Iterator[tuple[int, int, bool]]:
        """Yield the ranges in the text of an item, and whether each is the current one."""
        current = self._all[self._current] if self._current >= 0 else None
        for start, end in self._of_item.get(item, ()):
            yield start, end, (item, start, end) == current

    # --- looking and stepping -----------------------------------------------------------

    def find(self, setting: Setting, sought: str, terms: Sequence[str]) -> None:
        """Look for `sought` in a page, or where it is "" for the terms of a search.

        The current hit keeps its number as far as there are so many.
        """
        self._lines = setting
        found = {at: _hits_in(item, sought, terms) for at, item in enumerate(setting.items)}
        self._of_item = {at: ranges for at, ranges in found.items() if ranges}
        self._all = [(at, *one) for at, ranges in self._of_item.items() for one in ranges]
        self._current = min(self._current, len(self._all) - 1)

    def leave(self) -> None:
        """Have no current hit."""
        self._current = -1

    def begin(self, line: int) -> None:
        """Make the first hit on a line or below the current one; the first of all if none is."""
        self._current = max(0, self._first_from(line)) if self._all else -1

    def step(self, by: int, top: int) -> None:
        """Make the next hit (1), or the one before (-1), the current one, round and round.

        Where there is none, begin with the first on line `top` or below, or the one above that.
        """
        if not self._all:
            return
        if self._current >= 0:
            self._current = (self._current + by) % len(self._all)
            return
        first = self._first_from(top)
        if first < 0:
            self._current = 0 if by > 0 else len(self._all) - 1
        else:
            self._current = first if by > 0 else (first - 1) % len(self._all)

    def _first_from(self, line: int) -> int:
        """Return the first hit on a line or below; -1 where there is none."""
        return next((hit for hit in range(len(self._all)) if self._line(hit) >= line), -1)


def _hits_in(item: Item, sought: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Return the hits in the text of an item; a search does not mark what is said about it."""
    if sought:
        return occurrences(item.text, sought)
    about = item.look in (Look.META, Look.NOTE)
    return highlight(item.text, terms) if terms and not about else []
