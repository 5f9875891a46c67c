"""The rows of a list: which keys stand where, and what each of them stands for. No screen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence

from tuinews.store.folding import Folds
from tuinews.store.views import Row
from tuinews.ui.lists.listrow import ListRow, Seen, list_row, list_rows

PAGE = 64  # rows fetched at once
PAGES = 16  # pages kept
SOME = 4096  # rows asked about at once, at most

Fetch = Callable[[Sequence[int]], list[Row]]
Copies = Callable[[Sequence[int]], Mapping[int, int]]


def no_copies(keys: Sequence[int]) -> Mapping[int, int]:
    """Return that none of the articles is a copy of another."""
    return {}


class ListedRows:
    """Rows over a frozen view of keys, fetched a page at a time when they are asked for."""

    def __init__(self, fetch: Fetch, seen: Seen | None, copies: Copies) -> None:
        """`fetch` gives the rows of keys, `copies` a number that the keys of copies share."""
        self._fetch = fetch
        self._seen = seen
        self._copies = copies
        self.keys: array[int] = array("q")  # of rows; of those below an unfolded one: ~key
        self.folds = Folds()
        self.unfolded: frozenset[int] = frozenset()  # keys of rows
        #: Of unfolded rows and those below them: the account named, and copies of its text.
        self._own: dict[int, list[int]] = {}
        self._pages: dict[int, list[ListRow | None]] = {}

    # --- what stands where --------------------------------------------------------------

    def take(self, folds: Folds, unfolded: frozenset[int]) -> None:
        """Take the rows of a view; those below the unfolded ones go between them."""
        self._pages.clear()
        self.folds = folds
        self.unfolded = unfolded and frozenset(
            key for key, some in folds.accounts.items() if not unfolded.isdisjoint(some)
        )
        self.keys = folds.keys
        if self.unfolded:
            self.keys = array("q")
            for key in folds.keys:
                self.keys.append(key)
                if key in self.unfolded:
                    self.keys.extend(self._below(key))

    def _below(self, key: int) -> list[int]:
        """Return what stands below an unfolded row."""
        rows = self._fetch(self.folds.accounts[key])
        if not rows:
            return []
        named = list_row(rows).row
        same = self._copies([row.key for row in rows])
        texts: dict[int, list[int]] = {same.get(named.key, named.key): [named.key]}
        for row in rows:
            if row is not named:
                texts.setdefault(same.get(row.key, row.key), []).append(row.key)
        first, *others = texts.values()
        if not others:  # all of them are copies: each has a row of its own
            first, others = first[:1], [[one] for one in first[1:]]
        self._own[key] = first
        self._own |= {~some[0]: some for some in others}
        return [~some[0] for some in others]

    def at(self, index: int) -> ListRow | None:
        """Return the row at `index` with what it folds; None where there is none."""
        if not 0 <= index < len(self.keys):
            return None
        number, place = divmod(index, PAGE)
        if number not in self._pages:
            while len(self._pages) >= PAGES:
                self._pages.pop(next(iter(self._pages)))
            self._pages[number] = list_rows(
                self.keys[number * PAGE : (number + 1) * PAGE],
                self.folds.accounts,
                self._fetch,
                unfolded=self.unfolded,
                own=self._own,
                seen=self._seen,
            )
        return self._pages[number][place]

    def row(self, index: int) -> Row | None:
        """Return the account that the row at `index` names; None where there is none."""
        listed = self.at(index)
        return listed.row if listed else None

    def index_of(self, identity: str) -> int | None:
        """Return where an article stands among the pages that are loaded."""
        for number, page in self._pages.items():
            for place, listed in enumerate(page):
                if listed is not None and any(row.id == identity for row in listed.here):
                    return number * PAGE + place
        return None

    def place_of(self, key: int) -> int | None:
        """Return where the article with a key stands, by itself or within its story."""
        for wanted in (~key, key):
            if wanted in self.keys:
                return self.keys.index(wanted)
        shown = (one for one, some in self._own.items() if key in some and one in self.keys)
        head = next(shown, None)
        if head is None and (row := self.folds.row_of(key)) is not None:
            head = self.folds.keys[row]
        return self.keys.index(head) if head is not None else None

    def next_of(
        self, which: Callable[[Sequence[int]], set[int]], start: int, step: int
    ) -> int | None:
        """Return the next row from `start`, exclusive, with an article that `which` picks.

        It is asked about some rows at a time, so that what is near is found at once.
        """
        at, many = start + step, PAGE
        while 0 <= at < len(self.keys):
            places = range(at, max(-1, min(len(self.keys), at + step * many)), step)
            held = [(place, self._held(self.keys[place])) for place in places]
            picked = which([key for _, keys in held for key in keys])
            for place, keys in held:
                if not picked.isdisjoint(keys):
                    return place
            at, many = at + step * many, min(2 * many, SOME)
        return None

    def _held(self, key: int) -> Sequence[int]:
        """Return the keys of the articles that a row stands for."""
        if key < 0 or key in self.unfolded:
            return self._own.get(key, (key if key >= 0 else ~key,))
        return self.folds.accounts.get(key, (key,))

    def above(self, index: int) -> list[int]:
        """Return the keys of the articles that the rows above `index` stand for."""
        return [one for key in self.keys[:index] for one in self._held(key)]

    def drop_pages(self, wanted: set[str]) -> list[int]:
        """Have the rows of these articles fetched anew; returns where they stand."""
        found: list[int] = []
        for number, page in list(self._pages.items()):
            places = [place for place, listed in enumerate(page) if _tells(listed, wanted)]
            if places:
                del self._pages[number]
            found += [number * PAGE + place for place in places]
        return found

    # --- folding ------------------------------------------------------------------------

    @property
    def unfolded_accounts(self) -> frozenset[int]:
        """The keys of all accounts of unfolded stories."""
        return frozenset(one for key in self.unfolded for one in self.folds.accounts[key])

    def toggle(self, index: int) -> int | None:
        """Unfold the story at or above `index`, or fold it; returns where it stands, or None."""
        while index > 0 and self.keys[index] < 0:
            index -= 1  # the story that the row stands below
        listed = self.at(index)
        if listed is None or not listed.folds:
            return None
        key = self.keys[index]
        if not listed.unfolded:
            below = array("q", self._below(key))
            self.unfolded |= {key}
            self.keys = self.keys[: index + 1] + below + self.keys[index + 1 :]
        else:
            after = index + 1
            while after < len(self.keys) and self.keys[after] < 0:
                after += 1
            self.unfolded -= {key}
            self.keys = self.keys[: index + 1] + self.keys[after:]
        self._pages.clear()
        return index


def _tells(listed: ListRow | None, wanted: set[str]) -> bool:
    """Return whether a row holds one of these articles."""
    return listed is not None and any(row.id in wanted for row in listed.accounts)
