"""What one row of the list stands for: an article, or a story with all of its accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tuinews.store.views import Row, naming
from tuinews.values import dataclass

#: The accounts of a followed story that the user has seen; None where it is not followed.
Seen = Callable[[Row], frozenset[str] | None]


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of the list: the account that is named and opened, and what goes with it."""

    row: Row
    accounts: tuple[Row, ...]  # of the story, as the view holds them, `row` among them
    own: tuple[Row, ...] = ()  # what it stands for, if not for all: it, and copies of its text
    unfolded: bool = False  # the others stand below it, in rows of their own
    inner: bool = False  # it stands so below its story
    followed: bool = False
    news: int = (
        0  # of a followed story, unread accounts that came, or changed ones, since the user looked
    )

    @property
    def folds(self) -> bool:
        """Whether it holds several accounts."""
        return len(self.accounts) > 1

    @property
    def here(self) -> tuple[Row, ...]:
        """The accounts that this very row stands for: all, unless the others stand below it."""
        return self.own or self.accounts

    @property
    def unread(self) -> int:
        """How many of these are unread."""
        return sum(1 for row in self.here if not row.read)

    @property
    def starred(self) -> bool:
        """Whether any of these is starred."""
        return any(row.starred for row in self.here)

    @property
    def changed(self) -> bool:
        """Whether the text of any of these was changed since it was read."""
        return any(row.changed for row in self.here)

    @property
    def date(self) -> datetime:
        """The time by which it has its place."""
        return self.timed.shown_date

    @property
    def undated(self) -> bool:
        """Whether nothing tells when what gives it its place was published."""
        return self.timed.undated

    @property
    def timed(self) -> Row:
        """The account by whose time it has its place: the first in the order of the view."""
        return self.row if self.unfolded else self.accounts[0]

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who tells it, the account that is named first."""
        return tuple(dict.fromkeys(row.publisher for row in (self.row, *self.here)))

    def first_unread(self) -> Row | None:
        """Return the account to read next: the one that is named before the others."""
        rows = (self.row, *self.here)
        return next((row for row in rows if not row.read), None)


def list_row(
    accounts: Sequence[Row], *, unfolded: bool = False, seen: Seen | None = None
) -> ListRow:
    """Return the row of these accounts, under the headline of one of them."""
    row = naming(accounts)
    known = seen(row) if seen is not None else None
    fresh = [
        one
        for one in accounts
        if known is not None and (one.changed or not (one.read or one.id in known))
    ]
    return ListRow(
        row, tuple(accounts), unfolded=unfolded, followed=known is not None, news=len(fresh)
    )


def list_rows(
    keys: Sequence[int],
    accounts: Mapping[int, Sequence[int]],
    fetch: Callable[[Sequence[int]], list[Row]],
    *,
    unfolded: frozenset[int] = frozenset(),
    own: Mapping[int, Sequence[int]] | None = None,
    seen: Seen | None = None,
) -> list[ListRow | None]:
    """Return the rows of keys of a view, in their order; None for one that is gone.

    `accounts` are the keys that rows hold together, where that is more than one. A key of
    an account that stands below its unfolded story is given as ~key. `own` are the keys of
    what unfolded rows, and those below them, stand for: an account and its copies.
    """
    copies = own or {}
    together = {key: accounts.get(key, (key,)) for key in keys if key >= 0}
    wanted = [one for some in together.values() for one in some]
    wanted += [one for key in keys if key < 0 for one in copies.get(key, (~key,))]
    rows = {row.key: row for row in fetch(wanted)}

    def listed(key: int) -> ListRow | None:
        if key < 0:
            some = tuple(rows[one] for one in copies.get(key, (~key,)) if one in rows)
            return ListRow(some[0], some, inner=True) if some else None
        found = [rows[one] for one in together[key] if one in rows]
        if not found:
            return None
        row = list_row(found, unfolded=key in unfolded, seen=seen)
        if not row.unfolded:
            return row
        same = [rows[one] for one in copies.get(key, ()) if one in rows and one != row.row.key]
        return replace(row, own=(row.row, *same))

    return [listed(key) for key in keys]
