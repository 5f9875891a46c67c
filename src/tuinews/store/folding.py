"""Folding a view: the accounts of one story under the first of them.

A view keeps its order: a story stands where the first of its accounts stands, and only
accounts that the view itself holds are folded.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import field, replace

from tuinews.store.index.relations import WHOLLY
from tuinews.store.index.schema import AMONG, listed
from tuinews.store.query import finding
from tuinews.store.query.search import Plan
from tuinews.store.views import Order
from tuinews.values import dataclass


@dataclass(frozen=True, slots=True)
class Folds:
    """The rows of a view: one for each story, and one for each article that has none."""

    keys: array[int] = field(default_factory=lambda: array("q"))  # of each row's first account
    #: Of rows with more than one account, by the key in `keys`: all of them, in order.
    accounts: Mapping[int, array[int]] = field(default_factory=dict)
    size: int = 0  # how many articles these are
    more: bool = False  # there may be further rows: only the first were asked for

    def all_keys(self) -> array[int]:
        """Return the keys of all articles of the view, row by row."""
        if not self.accounts:
            return self.keys
        found: array[int] = array("q")
        for key in self.keys:
            if key in self.accounts:
                found.extend(self.accounts[key])
            else:
                found.append(key)
        return found

    def articles_of(self, key: int) -> Sequence[int]:
        """Return the keys of the articles that the row with a key holds."""
        return self.accounts.get(key, (key,))

    def row_of(self, key: int) -> int | None:
        """Return which row holds the article with a key; None where none does."""
        if key in self.keys:
            return self.keys.index(key)
        head = next((one for one, some in self.accounts.items() if key in some), None)
        return self.keys.index(head) if head is not None else None

    def groups_as(self, other: Folds) -> bool:
        """Whether what both hold is grouped alike; others may stand between.

        Of `other`, which may be a view of any length, no more is looked at than can matter.
        """
        near = other.keys[: 2 * len(self.keys)]
        mine, theirs = set(self.all_keys()), {one for key in near for one in other.articles_of(key)}
        here = [key for key in self.keys if key in theirs]
        there = [key for key in near if key in mine]
        return all(one == two for one, two in zip(here, there, strict=False))

    def continued(self, whole: Folds) -> Folds:
        """Return the whole of the view that these are the first rows of; they stay as they are.

        What has come between or before them since is left out.
        """
        if whole.keys[: len(self.keys)] == self.keys:
            return whole
        known, last = set(self.keys), self.keys[-1]
        after = whole.keys.index(last) + 1 if last in whole.keys else len(self.keys)
        rest = array("q", (key for key in whole.keys[after:] if key not in known))
        return Folds(self.keys + rest, {**whole.accounts, **self.accounts}, whole.size)


def folds(
    db: sqlite3.Connection,
    plan: Plan,
    order: Order,
    limit: int | None,
    stories: Collection[str] | None,
    *,
    fold: bool,
) -> Folds:
    """Return the rows of a view; see `Catalogue.folds`."""
    if stories is not None:
        plan.conditions.append(f"a.story {AMONG}")
        plan.params.append(listed(stories))
        plan.some = True
    keys = finding.keys(db, plan, order, limit, 0)
    whole = limit is None or len(keys) < limit
    if whole:
        return folded(db, keys) if fold else _fold(keys, copies(db, None))
    if fold:
        return replace(folded_first(db, plan, keys, order), more=True)
    return replace(_fold(keys, copies(db, keys)), more=True)


def folded(db: sqlite3.Connection, keys: Sequence[int]) -> Folds:
    """Fold a whole view, whose keys are given in order."""
    story: dict[int, int] = {}
    told = db.execute(
        "select group_concat(key) from articles indexed by by_story where story is not null"
        " group by story having count(*) > 1"
    )
    for number, (together,) in enumerate(told):
        for key in together.split(","):
            story[int(key)] = number
    return _fold(keys, story)


def folded_first(db: sqlite3.Connection, plan: Plan, keys: Sequence[int], order: Order) -> Folds:
    """Fold the first rows of a view, whose keys are given in order.

    What of their stories the view holds further down is folded with them where that can be
    found without looking at the whole view: in one that is in order of time, and not of words.
    """
    story = _stories(db, keys)
    first = _fold(keys, story)
    if not story or plan.match or plan.starts or order not in (Order.NEWEST, Order.OLDEST):
        return first
    narrowed = replace(
        plan,
        conditions=[*plan.conditions, f"a.story {AMONG}"],
        params=[*plan.params, listed(set(story.values()))],
        some=True,
    )
    within = finding.keys(db, narrowed, order, None, 0)
    whole = _fold(within, _stories(db, within))
    accounts = {key: whole.accounts[key] for key in first.keys if key in whole.accounts}
    further = sum(len(some) for some in accounts.values()) - len(accounts)
    return Folds(first.keys, accounts, len(first.keys) + further)


def _fold(keys: Iterable[int], story: Mapping[int, Hashable]) -> Folds:
    """Fold keys, in order; `story` tells the stories of those that have one."""
    rows: array[int] = array("q")
    first: dict[Hashable, int] = {}
    accounts: dict[int, array[int]] = {}
    size = 0
    for size, key in enumerate(keys, start=1):  # noqa: B007
        told = story.get(key)
        head = first.setdefault(told, key) if told is not None else key
        if head == key:
            rows.append(key)
        elif head in accounts:
            accounts[head].append(key)
        else:
            accounts[head] = array("q", (head, key))
    return Folds(rows, accounts, size)


def _stories(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, str]:
    """Return the stories of articles that have one."""
    asked = f"select key, story from articles where key {AMONG} and story is not null"
    return dict(db.execute(asked, (listed(keys),)))


def copies(db: sqlite3.Connection, keys: Sequence[int] | None) -> dict[int, int]:
    """Return the keys of copies, or those among `keys`, each with that of one of its copies.

    It is the same for all copies of one text.
    """
    asked = (
        "select x.key, y.key from copies c join articles x on x.num = c.a"
        " join articles y on y.num = c.b where c.share >= ?"
    )
    if keys is None:
        pairs = db.execute(asked, (WHOLLY,)).fetchall()
    else:
        both = f"{asked} and x.key {AMONG} and y.key {AMONG}"
        pairs = db.execute(both, (WHOLLY, listed(keys), listed(keys))).fetchall()
    first: dict[int, int] = {}

    def root(key: int) -> int:
        while first.setdefault(key, key) != key:
            key = first[key]
        return key

    for a, b in pairs:
        first[max(root(a), root(b))] = min(root(a), root(b))
    return {key: root(key) for key in first}
