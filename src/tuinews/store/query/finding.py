"""Running a plan: the way through the index that has the least to look at."""

from __future__ import annotations

import sqlite3
from array import array
from dataclasses import replace
from itertools import chain

from tuinews.store.query.search import Plan
from tuinews.store.query.tree import Flag
from tuinews.store.views import Order

FEW = 1000  # articles that may be looked at one by one
MARKED = 10_000  # articles of a length that the full-text tables are asked for, with a word
RANKED = 20_000  # articles that are ranked
SPARSE = 64  # hits that are looked at one by one
DENSE = 3000  # articles with words that begin so, from which on FTS5 is long at them

_SORTED = {
    Order.NEWEST: "a.key desc",
    Order.OLDEST: "a.key",
    Order.RELEVANCE: "bm25(words, 1.0, 4.0, 0.0), w.rowid desc",
    Order.LONGEST: "a.length desc, a.key desc",
    Order.PUBLISHER: "p.name collate nocase, a.key desc",
}
# Of articles that went away unseen the words are still in the full-text tables.
_THERE = "w.rowid not in (select key from ghosts)"
_BY_TIME = {Order.NEWEST: "desc", Order.OLDEST: "asc"}
_NARROW = {Flag.STARRED: "starred", Flag.UNREAD: "unread"}  # flags with an index of their own


def keys(
    db: sqlite3.Connection, plan: Plan, order: Order, limit: int | None, offset: int
) -> array[int]:
    """Return the keys that a plan finds, in order."""
    if order is Order.RELEVANCE and not (plan.match or plan.starts):
        order = Order.NEWEST
    if order is Order.RELEVANCE:
        return _ranked(db, plan, None if limit is None else offset + limit)[offset:]
    if plan.starts and plan.match and order in _BY_TIME and _is_dense(db, plan):
        return _in_both(db, plan, order, limit, offset)
    statement, params = _statement(db, plan, order)
    window = f" limit {int(limit) if limit is not None else -1} offset {int(offset)}"
    return array("q", [row[0] for row in db.execute(statement + window, params)])


def _ranked(db: sqlite3.Connection, plan: Plan, end: int | None) -> array[int]:
    """What is found, best first, up to the `end`.

    Of very much, which ranking takes long for: what has it in the headline, newest first,
    then the rest. A word of nearly every article says next to nothing about any of them.
    """
    if len(keys(db, plan, Order.NEWEST, RANKED + 1, 0)) > RANKED:
        headed = replace(plan, match=f"headline : ({plan.match})")
        first = keys(db, headed, Order.NEWEST, end, 0) if plan.match else array("q")
        there = set(first)
        enough = None if end is None else end + len(first)
        newest = keys(db, plan, Order.NEWEST, enough, 0)
        return (first + array("q", [key for key in newest if key not in there]))[:end]
    statement, params = _sorted(plan, Order.RELEVANCE)
    return array("q", [row[0] for row in db.execute(statement, params)])[:end]


def count(db: sqlite3.Connection, plan: Plan) -> tuple[int, int, int]:
    """Return how many articles a plan finds, and how many of them are unread and starred."""
    what = "count(*), coalesce(sum(a.read = 0), 0), coalesce(sum(a.starred), 0)"
    match = plan.with_starts()
    tables = "words w cross join articles a on a.key = w.rowid" if match else "articles a"
    where, params = _where(plan, match)
    row = db.execute(f"select {what} from {tables}{where}", params).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def _statement(db: sqlite3.Connection, plan: Plan, order: Order) -> tuple[str, list[object]]:
    if order not in _BY_TIME:
        return _sorted(plan, order)
    if plan.match and plan.starts:
        plan = replace(plan, match=plan.with_starts(), starts=[])
    few = plan.length is not None and _few_long(db, *plan.length, MARKED)
    if plan.match and _few_flagged(db, plan):
        return _led_by_articles(plan, order)
    if plan.match:
        match = f"({plan.match}) AND ({plan.lengths})" if few else plan.match
        return _led_by_words(replace(plan, match=match), order)
    if plan.starts:
        match = f"({plan.letters}) AND ({plan.lengths})" if few else plan.letters
        return _led_by_starts(plan, match, order)
    return _led_by_articles(plan, order)


def _sorted(plan: Plan, order: Order) -> tuple[str, list[object]]:
    """Everything that is found, then sorted."""
    match = plan.with_starts()
    where, params = _where(plan, match)
    names = " join publishers p on p.num = a.publisher" if order is Order.PUBLISHER else ""
    if match and order is Order.RELEVANCE and not plan.conditions:
        return f"select rowid from words w{where} order by {_SORTED[order]}", params
    tables = "words w cross join articles a on a.key = w.rowid" if match else "articles a"
    return f"select a.key from {tables}{names}{where} order by {_SORTED[order]}", params


def _led_by_words(plan: Plan, order: Order) -> tuple[str, list[object]]:
    """The hits of the full-text table, one after the other."""
    where, params = _where(plan, plan.match)
    tables = "words w cross join articles a on a.key = w.rowid" if plan.conditions else "words w"
    return f"select w.rowid from {tables}{where} order by w.rowid {_BY_TIME[order]}", params


def _in_both(
    db: sqlite3.Connection, plan: Plan, order: Order, limit: int | None, offset: int
) -> array[int]:
    """The hits of both full-text tables: two rows of keys in order, read side by side.

    Two or three letters begin a word of nearly every article: few are read in vain.
    """
    back = order is Order.NEWEST
    words = db.execute(*_led_by_words(plan, order))
    match = plan.letters
    others = db.execute(
        f"select rowid from starts where starts match ? order by rowid {_BY_TIME[order]}", (match,)
    )
    found: array[int] = array("q")
    wanted = offset + limit if limit is not None else -1
    some = [row[0] for row in words.fetchmany(SPARSE)]
    if len(some) < SPARSE:
        asked = "select 1 from starts where starts match ? and rowid = ?"
        found.extend(key for key in some if db.execute(asked, (match, key)).fetchone())
        return found[offset:][:limit]
    (other,) = next(others, (None,))
    for (key,) in chain([(key,) for key in some], words):
        while other is not None and (other > key if back else other < key):
            (other,) = next(others, (None,))
        if other is None or len(found) == wanted:
            break
        if other == key:
            found.append(key)
    return found[offset:]


def _led_by_starts(plan: Plan, match: str, order: Order) -> tuple[str, list[object]]:
    """The articles with words that begin with two letters, one after the other."""
    where, params = _where(plan, "", key="w.rowid")
    tables = "starts w cross join articles a on a.key = w.rowid" if plan.conditions else "starts w"
    where = where.replace(" where ", " and ", 1)
    statement = f"select w.rowid from {tables} where w.starts match ?{where}"
    return f"{statement} order by w.rowid {_BY_TIME[order]}", [match, *params]


def _led_by_articles(plan: Plan, order: Order) -> tuple[str, list[object]]:
    """The articles in order of time, along the narrowest index there is."""
    where, params = _where(plan, "")
    narrow = next((name for flag, name in _NARROW.items() if flag in plan.flags), "every")
    led = not plan.some and (not plan.conditions or narrow != "every")
    hint = f" indexed by {narrow}" if led else ""
    if plan.starts and not plan.match:
        where += " and exists (select 1 from starts w where w.starts match ? and w.rowid = a.key)"
        params.append(plan.letters)
    elif match := plan.with_starts():
        where += " and exists (select 1 from words w where w.words match ? and w.rowid = a.key)"
        params.append(match)
    return f"select a.key from articles a{hint}{where} order by a.key {_BY_TIME[order]}", params


def _where(plan: Plan, match: str, key: str = "") -> tuple[str, list[object]]:
    """Return the conditions of a plan, the range of keys among them, and their parameters."""
    key = key or ("w.rowid" if match else "a.key")
    conditions = ["words match ?"] if match else []
    params: list[object] = [match] if match else []
    if plan.first > 0:
        conditions.append(f"{key} >= ?")
        params.append(plan.first)
    if plan.last < 2**62:
        conditions.append(f"{key} <= ?")
        params.append(plan.last)
    conditions += plan.conditions or ([_THERE] if key == "w.rowid" else [])
    return f" where {' and '.join(conditions)}" if conditions else "", params + plan.params


def _few_flagged(db: sqlite3.Connection, plan: Plan) -> bool:
    """Whether so few articles have the flags asked for that they are looked at one by one."""
    if not plan.flags & _NARROW.keys():
        return False
    unread, starred = db.execute("select unread, starred from totals").fetchone()
    few = min(
        unread if Flag.UNREAD in plan.flags else FEW, starred if Flag.STARRED in plan.flags else FEW
    )
    return few < FEW and _reaches(db, "words", plan.match, few)


def _few_long(db: sqlite3.Connection, least: int, most: int, few: int) -> bool:
    """Whether so few articles are of that length that they are looked at one by one."""
    statement = "select count(*) from (select 1 from articles where length between ? and ? limit ?)"
    return bool(db.execute(statement, (least, most, few)).fetchone()[0] < few)


def _is_dense(db: sqlite3.Connection, plan: Plan) -> bool:
    """Whether so many words begin so that the full-text table would be long at them."""
    return _reaches(db, "starts", plan.letters, DENSE)


def _reaches(db: sqlite3.Connection, table: str, match: str, number: int) -> bool:
    """Whether a full-text table finds at least so many; counts no further."""
    statement = f"select count(*) from (select 1 from {table} where {table} match ? limit ?)"
    return bool(db.execute(statement, (match, number)).fetchone()[0] >= number)
