"""Search: a query as SQL over the index, in ways that do not grow with it.

Rowids of the full-text table are keys, and keys are in order of time, so that the newest
hits are read off its end.
"""

from __future__ import annotations

import sqlite3
from array import array
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from tuinews.store.entries import AUTHOR, EVERY, PUBLISHER, marked
from tuinews.store.highlight import fold, words
from tuinews.store.query import (
    Age,
    And,
    Flag,
    Is,
    Length,
    Node,
    Not,
    Or,
    Published,
    Query,
    Tag,
    Text,
    Where,
)
from tuinews.store.views import Order, Show

_FLAGS = {
    Flag.READ: "a.read = 1",
    Flag.UNREAD: "a.read = 0",
    Flag.STARRED: "a.starred = 1",
    Flag.UNSTARRED: "a.starred = 0",
    Flag.TAGGED: "a.tags <> ''",
    Flag.UNTAGGED: "a.tags = ''",
    Flag.NOTED: "a.noted = 1",
    Flag.DATED: "a.published is not null",
    Flag.UNDATED: "a.published is null",
}
_SHOWS = {Show.UNREAD: Is(Flag.UNREAD), Show.STARRED: Is(Flag.STARRED)}
_ORDERS = {
    Order.NEWEST: "a.key desc",
    Order.OLDEST: "a.key",
    Order.LONGEST: "a.length desc, a.key desc",
    Order.PUBLISHER: "p.name collate nocase, a.key desc",
}


@dataclass(slots=True)
class Plan:
    """A query taken apart: what the full-text table answers, and conditions on the rest."""

    match: str = ""
    conditions: list[str] = field(default_factory=list)
    params: list[object] = field(default_factory=list)


class Compiler:
    """Turns one query into SQL; looks up names in the index where that saves a scan."""

    def __init__(self, db: sqlite3.Connection, now: datetime) -> None:
        self._db = db
        self._now = now

    def plan(self, query: Query | None, show: Show) -> Plan:
        """Return how to find what `query` and `show` ask for."""
        plan = Plan()
        parts: list[Node] = []
        if query is not None and query.root is not None:
            root = query.root
            parts = list(root.parts) if isinstance(root, And) else [root]
        if show in _SHOWS:
            parts.append(_SHOWS[show])
        matches: list[str] = []
        without: list[str] = []
        for part in parts:
            if found := self._match(part):
                matches.append(found)
            elif isinstance(part, Not) and (found := self._match(part.part)):
                without.append(found)
            else:
                plan.conditions.append(self._condition(part, plan.params))
        if matches or without:
            plan.match = " AND ".join(matches) or f'"{EVERY}"'
            if without:
                plan.match = f"({plan.match}) NOT ({' OR '.join(without)})"
        return plan

    def _match(self, node: Node) -> str:
        """Return what the full-text table is asked for a node; "" where it cannot answer."""
        match node:
            case Text(where=Where.ANYWHERE):
                return phrase(node)
            case Text(where=Where.HEADLINE):
                return f"headline : {phrase(node)}"
            case Text(where=Where.AUTHOR):
                return phrase(node, AUTHOR)
            case Text(where=Where.SOURCE):
                found = [f'"{PUBLISHER}{number}"' for number in self._publishers(node)]
                return f"({' OR '.join(found)})" if found else f'"{PUBLISHER}"'
            case And(parts) | Or(parts):
                joint = " AND " if isinstance(node, And) else " OR "
                some = [self._match(part) for part in parts]
                return f"({joint.join(some)})" if all(some) else ""
            case _:
                return ""

    def _condition(self, node: Node, params: list[object]) -> str:
        match node:
            case Text():
                params.append(self._match(node))
                return "a.key in (select rowid from words where words match ?)"
            case Tag(name, prefix):
                return self._tag(name, prefix, params)
            case Is(flag):
                return _FLAGS[flag]
            case Published() | Age():
                return self._time(node, params)
            case Length(least, most):
                params += [least if least is not None else 0, most if most is not None else 2**62]
                return "a.length between ? and ?"
            case Not(part):
                return f"not {self._condition(part, params)}"
            case And(parts) | Or(parts):
                joint = " and " if isinstance(node, And) else " or "
                return f"({joint.join(self._condition(part, params) for part in parts)})"

    def _publishers(self, text: Text) -> list[int]:
        wanted = text.words
        return [
            number
            for number, name in self._db.execute("select num, name from publishers")
            if _stands_in(wanted, words(name), text.prefix)
        ]

    def _tag(self, name: str, prefix: bool, params: list[object]) -> str:
        wanted = fold(name)
        found = [
            tag
            for (tag,) in self._db.execute("select distinct tag from tags")
            if fold(tag) == wanted or (prefix and fold(tag).startswith(wanted))
        ]
        params += found
        marks = ",".join("?" * len(found))
        return f"a.key in (select key from tags where tag in ({marks}))"

    def _time(self, node: Published | Age, params: list[object]) -> str:
        if isinstance(node, Age):
            if node.newer is not None:
                params.append(_seconds(self._now, node.newer))
                return "a.shown >= ?"
            params.append(_seconds(self._now, node.older or timedelta()))
            return "a.shown < ?"
        since, until = node.since, node.until
        params += [_midnight(since) if since else -(2**62), _midnight(until) if until else 2**62]
        return "(a.shown >= ? and a.shown < ?)"


def phrase(text: Text, mark: str = "") -> str:
    """Return a text as an expression of FTS5: a phrase, perhaps of a word's beginning.

    `mark` makes it one of marked words, as `entries.marked` wrote them.
    """
    found = text.words
    last = found[-1] if found else ""
    korean = "\uac00" <= last[-1:] <= "\ud7a3"
    long_enough = len(last) > 1 or korean
    star = " *" if (text.prefix or korean) and long_enough else ""
    return f'"{marked(mark, found)}"{star}'


def keys(
    db: sqlite3.Connection,
    plan: Plan,
    order: Order,
    limit: int | None,
    offset: int,
) -> array[int]:
    """Return the keys that a plan finds, in order."""
    window = f" limit {int(limit) if limit is not None else -1} offset {int(offset)}"
    params = list(plan.params)
    if plan.match:
        statement = _matching(plan, order)
        params.insert(0, plan.match)
    elif order is Order.PUBLISHER:
        statement = (
            "select a.key from articles a join publishers p on p.num = a.publisher"
            f"{_where(plan)} order by {_ORDERS[order]}"
        )
    else:
        wanted = Order.NEWEST if order is Order.RELEVANCE else order
        statement = f"select a.key from articles a{_hint(plan, wanted)}{_where(plan)}"
        statement += f" order by {_ORDERS[wanted]}"
    return array("q", [row[0] for row in db.execute(statement + window, params)])


def _matching(plan: Plan, order: Order) -> str:
    """Return the statement where the full-text table leads."""
    if not plan.conditions and order in (Order.NEWEST, Order.OLDEST):
        way = "desc" if order is Order.NEWEST else "asc"
        return f"select rowid from words where words match ? order by rowid {way}"
    sort = {
        Order.NEWEST: "w.rowid desc",
        Order.OLDEST: "w.rowid",
        Order.RELEVANCE: "bm25(words, 4.0, 1.0, 0.0), w.rowid desc",
    }.get(order) or _ORDERS[order]
    names = " join publishers p on p.num = a.publisher" if order is Order.PUBLISHER else ""
    if not plan.conditions and order is Order.RELEVANCE:
        return f"select rowid from words w where words match ? order by {sort}"
    more = "".join(f" and {condition}" for condition in plan.conditions)
    return (
        "select a.key from words w cross join articles a on a.key = w.rowid"
        f"{names} where words match ?{more} order by {sort}"
    )


def count(db: sqlite3.Connection, plan: Plan) -> tuple[int, int, int]:
    """Return how many articles a plan finds, and how many of them are unread and starred."""
    what = "count(*), coalesce(sum(a.read = 0), 0), coalesce(sum(a.starred), 0)"
    if plan.match:
        more = "".join(f" and {condition}" for condition in plan.conditions)
        row = db.execute(
            f"select {what} from words w cross join articles a on a.key = w.rowid"
            f" where words match ?{more}",
            [plan.match, *plan.params],
        ).fetchone()
    else:
        row = db.execute(f"select {what} from articles a{_where(plan)}", plan.params).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def _where(plan: Plan) -> str:
    return f" where {' and '.join(plan.conditions)}" if plan.conditions else ""


def _hint(plan: Plan, order: Order) -> str:
    """Return which index to walk: a narrow one in order of time instead of the wide table."""
    if order not in (Order.NEWEST, Order.OLDEST):
        return ""
    if not plan.conditions:
        return " indexed by every"
    if _FLAGS[Flag.STARRED] in plan.conditions:
        return " indexed by starred"
    if _FLAGS[Flag.UNREAD] in plan.conditions:
        return " indexed by unread"
    return ""


def _stands_in(wanted: list[str], name: list[str], prefix: bool) -> bool:
    """Whether the words `wanted` stand one after the other in a name."""
    for start in range(len(name) - len(wanted) + 1):
        part = name[start : start + len(wanted)]
        if part == wanted:
            return True
        if prefix and part[:-1] == wanted[:-1] and part[-1].startswith(wanted[-1]):
            return True
    return False


def _seconds(now: datetime, back: timedelta) -> int:
    try:
        return int((now - back).timestamp())
    except OverflowError:
        return -(2**62)


def _midnight(day: date) -> int:
    """Return when a day begins where the reader is."""
    try:
        return int(datetime(day.year, day.month, day.day).astimezone().timestamp())
    except (OverflowError, OSError, ValueError):
        return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
