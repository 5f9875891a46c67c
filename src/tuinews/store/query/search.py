"""Search: a query taken apart into what the index can answer fast.

Rowids of the full-text table are keys, and keys are in order of time, so that the newest
hits are read off its end and a span of time is a range of keys.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import field
from datetime import UTC, date, datetime, timedelta

from tuinews.patterns import pattern
from tuinews.store.feednames import FeedNames
from tuinews.store.highlight import fold, words
from tuinews.store.index.schema import (
    AMONG,
    AUTHOR,
    EVERY,
    LENGTH,
    PUBLISHER,
    SLOTS,
    about,
    key_at,
    listed,
    marked,
)
from tuinews.store.query.tree import (
    UNMUTED,
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
from tuinews.store.views import Show
from tuinews.values import dataclass

_KOREAN = pattern("[\uac00-\ud7a3]$")
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
_ONLY_MUTED = (
    "(exists (select 1 from sources s where s.key = a.key and s.feed in ({0}))"
    " and not exists (select 1 from sources s where s.key = a.key and s.feed not in ({0})))"
)
_SHOWS = {Show.UNREAD: Is(Flag.UNREAD), Show.STARRED: Is(Flag.STARRED)}


@dataclass(slots=True)
class Plan:
    """A query taken apart: what the full-text table answers, and conditions on the rest."""

    match: str = ""  # what the full-text table is asked
    starts: list[str] = field(default_factory=list)  # two or three letters that words begin with
    first: int = 0  # the range of keys, both ends included
    last: int = 2**62
    conditions: list[str] = field(default_factory=list)  # on the articles, as "a"
    params: list[object] = field(default_factory=list)  # of the conditions
    flags: set[Flag] = field(default_factory=set)  # among the conditions
    length: tuple[int, int] | None = None  # among the conditions: the least and the most words
    some: bool = False  # the conditions name the articles: they lead, not those in order of time

    @property
    def letters(self) -> str:
        """What the table of starts is asked: it holds three letters, and an index of two."""
        return " ".join(f'"{one}"' if len(one) > 2 else f'"{one}" *' for one in self.starts)

    def with_starts(self) -> str:
        """What the full-text table is asked where it has to answer for the starts, too."""
        found = [f'"{start}" *' for start in self.starts]
        return " AND ".join([*found, f"({self.match})"] if self.match else found)

    @property
    def lengths(self) -> str:
        """What either table is asked for articles that are about as long as asked for."""
        least, most = map(about, self.length or (0, 0))
        some = [f'"{LENGTH}{one}"' for one in range(least, most + 1)]
        return " OR ".join(some or [f'"{LENGTH}"'])  # which no article has


class Compiler:
    """Turns one query into SQL; looks up names in the index where that saves a scan."""

    def __init__(
        self,
        db: sqlite3.Connection,
        now: datetime,
        muted: Sequence[int] = (),
        names: FeedNames | None = None,
    ) -> None:
        """`muted` are the numbers of muted feeds, `names` those of renamed ones."""
        self._db = db
        self._now = now
        self._muted = ",".join(map(str, muted))
        self._names = names or {}

    def plan(self, query: Query | None, show: Show) -> Plan:
        """Return how to find what `query` and `show` ask for."""
        plan = Plan()
        parts: list[Node] = []
        if query is not None and query.root is not None:
            root = query.root
            parts = list(root.parts) if isinstance(root, And) else [root]
        if not self._muted:
            parts = [part for part in parts if part != UNMUTED.root]
        if show in _SHOWS:
            parts.append(_SHOWS[show])
        matches: list[str] = []
        without: list[str] = []
        for part in parts:
            if start := _start(part):
                plan.starts.append(start)
            elif found := self._match(part):
                matches.append(found)
            elif isinstance(part, Not) and (found := self._match(part.part)):
                without.append(found)
            else:
                self._add(part, plan)
        if matches or without:
            plan.match = " AND ".join(matches) or f'"{EVERY}"'
            if without:
                plan.match = f"({plan.match}) NOT ({' OR '.join(without)})"
        return plan

    def _add(self, part: Node, plan: Plan) -> None:
        """Add a condition, and the range of keys that goes with it."""
        if isinstance(part, Is):
            plan.flags.add(part.flag)
        if isinstance(part, Published | Age):
            since, until = self._span(part)
            plan.first = max(plan.first, key_at(since))
            plan.last = min(plan.last, key_at(until) + self._furthest())
        if isinstance(part, Length):
            plan.length = _lengths(part)
        plan.conditions.append(self._condition(part, plan.params))

    def _furthest(self) -> int:
        """Return how far behind its minute a key can lie: crowded ones take those after them."""
        found = self._db.execute("select articles from totals").fetchone()
        return int(found[0]) + SLOTS

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
            case Is(Flag.MUTED):
                return _ONLY_MUTED.format(self._muted) if self._muted else "0"
            case Is(flag):
                return _FLAGS[flag]
            case Published() | Age():
                params += self._span(node)
                return "(a.shown >= ? and a.shown < ? and a.undated = 0)"
            case Length():
                params += _lengths(node)
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
            if any(
                _stands_in(wanted, words(one), text.prefix)
                for one in (name, *self._names.get(name, {}).values())
            )
        ]

    def _tag(self, name: str, prefix: bool, params: list[object]) -> str:
        wanted = fold(name)
        found = [
            tag
            for (tag,) in self._db.execute("select distinct tag from tags")
            if fold(tag) == wanted or (prefix and fold(tag).startswith(wanted))
        ]
        params.append(listed(found))
        return f"a.key in (select key from tags where tag {AMONG})"

    def _span(self, node: Published | Age) -> tuple[int, int]:
        """Return the seconds from which and before which."""
        if isinstance(node, Published):
            since = _midnight(node.since) if node.since else -(2**62)
            return since, _midnight(node.until) if node.until else 2**62
        if node.newer is not None:
            return _seconds(self._now, node.newer), 2**62
        return -(2**62), _seconds(self._now, node.older or timedelta())


def phrase(text: Text, mark: str = "") -> str:
    """Return a text as an expression of FTS5: a phrase, perhaps of a word's beginning.

    `mark` makes it one of marked words, as `schema.marked` wrote them.
    """
    found = text.words
    last = found[-1] if found else ""
    star = " *" if found and (text.begins or _KOREAN.search(last)) else ""
    if others := text.plurals:
        return "(" + " OR ".join(f'"{one}"' for one in (last, *others)) + ")"
    return f'"{marked(mark, found)}"{star}'


def _start(node: Node) -> str:
    """Return the two or three letters that a node asks words to begin with; "" otherwise."""
    if isinstance(node, Text) and node.prefix and node.where is Where.ANYWHERE:
        found = node.words
        if len(found) == 1 and len(found[0]) in (2, 3) and not _KOREAN.search(found[0]):
            return found[0]
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


def _lengths(node: Length) -> tuple[int, int]:
    least, most = node.least, node.most
    return least if least is not None else 0, most if most is not None else 2**62


def _seconds(now: datetime, back: timedelta) -> int:
    try:
        return int((now - back).timestamp())
    except OverflowError:
        return -(2**62)


def _midnight(day: date) -> int:
    """Return when a day begins where the user is."""
    try:
        return int(datetime(day.year, day.month, day.day).astimezone().timestamp())
    except (OverflowError, OSError, ValueError):
        return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
