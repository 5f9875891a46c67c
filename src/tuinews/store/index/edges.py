"""What relates articles, as the index keeps it: packed, in one row for all that one brought.

A pair is kept once, with the article that came later, as a rule; the other only names that one.
So a row is hardly ever written again at another length, which would leave pages half empty.
Articles go by their numbers here, which stay when their keys change; reasons, which many pairs
share, by numbers of their own.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from tuinews.store.index.schema import AMONG, listed
from tuinews.store.packing import pack24, unpack24

TABLES = ("relations", "named", "signatures")  # with a row for an article, under its key

_SCORES = 50_000  # a score of 1, in two bytes
_COUNT = 2  # bytes that tell how many edges a row holds

Numbers = dict[int, None]  # of articles, in order


class StoredEdge(NamedTuple):
    """One edge as it is kept."""

    score: int  # up to `_SCORES`
    reasons: Sequence[int]  # the numbers of reasons

    @property
    def points(self) -> float:
        """The score, from 0 to 1."""
        return self.score / _SCORES


def packed(edges: Mapping[int, StoredEdge]) -> bytes:
    """Return edges, by the numbers of those they lead to, as bytes; none are no bytes."""
    if not edges:
        return b""
    counts = bytes(len(one.reasons) for one in edges.values())
    scores = array("H", (one.score for one in edges.values()))
    reasons = pack24(number for one in edges.values() for number in one.reasons)
    head = len(edges).to_bytes(_COUNT, "little")
    return b"".join((head, pack24(edges), scores.tobytes(), counts, reasons))


def unpacked(data: bytes) -> dict[int, StoredEdge]:
    """Return the edges in `data`. Raises ValueError where it is damaged."""
    if not data:
        return {}
    others, scores, counts, reasons = _columns(data)
    ends = [0, *accumulate(counts)]
    return {
        other: StoredEdge(score, reasons[start:end])
        for other, score, start, end in zip(
            unpack24(others), array("H", scores), ends[:-1], ends[1:], strict=True
        )
    }


def edge_to(number: int, data: bytes) -> StoredEdge | None:
    """Return the edge to an article among those in `data`, without looking at the others.

    Raises ValueError where that is damaged.
    """
    others, scores, counts, reasons = _columns(data)
    sought = pack24((number,))
    at = others.find(sought)
    while at % 3 and at >= 0:  # the end of one number and the beginning of another
        at = others.find(sought, at + 1)
    if at < 0:
        return None
    place = at // 3
    start = sum(counts[:place])
    score = int.from_bytes(scores[2 * place : 2 * place + 2], sys.byteorder)
    return StoredEdge(score, reasons[start : start + counts[place]])


def _columns(data: bytes) -> tuple[bytes, bytes, bytes, array[int]]:
    """Return numbers of articles, scores, numbers of reasons of each, and all reasons."""
    count = int.from_bytes(data[:_COUNT], "little")
    scored = _COUNT + 3 * count
    counted = scored + 2 * count
    end = counted + count
    counts, reasons = data[counted:end], unpack24(data[end:])
    if len(counts) < count or sum(counts) != len(reasons):
        raise ValueError("not a row of edges")
    return data[_COUNT:scored], data[scored:counted], counts, reasons


def kept(score: float, reasons: Iterable[int]) -> StoredEdge:
    """Return an edge of a score from 0 to 1 as it is kept."""
    return StoredEdge(round(_SCORES * min(max(score, 0.0), 1.0)), tuple(reasons)[:0xFF])


class Edges:
    """The edges of articles, read as they are asked for. Changes are written by `write`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._keys: dict[int, int] = {}
        self._rows: dict[int, bytes] = {}  # not looked into yet
        self._own: dict[int, dict[int, StoredEdge]] = {}
        self._named: dict[int, Numbers] = {}
        self._changed: tuple[set[int], set[int]] = (set(), set())  # of own, of named

    def read(self, numbers: Iterable[int]) -> None:
        """Have the edges of these articles at hand: quicker than one after the other."""
        wanted = [number for number in numbers if number not in self._keys]
        for number, key, own, named in self._db.execute(
            "select a.num, a.key, r.data, n.data from json_each(?) j"
            " cross join articles a on a.num = j.value"
            " left join relations r on r.key = a.key left join named n on n.key = a.key",
            (listed(wanted),),
        ):
            self._keys[number] = key
            self._rows[number] = own or b""
            self._named[number] = dict.fromkeys(unpack24(named or b""))

    def of(self, number: int) -> dict[int, StoredEdge]:
        """Return the edges of an article, by the numbers of those they lead to."""
        found = dict(self._brought(number))
        naming = self._naming(number)
        self.read(naming)
        for other in naming:
            row = self._rows.get(other)
            edge = edge_to(number, row) if row else self._brought(other).get(number)
            if edge is not None:
                found[other] = edge
        return found

    def around(self, numbers: Iterable[int]) -> set[int]:
        """Return the numbers of all that have edges with these."""
        found: set[int] = set()
        for number in numbers:
            found.update(self._brought(number), self._naming(number))
        return found

    def put(self, number: int, other: int, edge: StoredEdge) -> None:
        """Keep an edge, in place of the one there was."""
        if other in self._naming(number):
            number, other = other, number
        elif other not in self._brought(number):
            self._naming(other)[number] = None
            self._changed[1].add(other)
        self._brought(number)[other] = edge
        self._changed[0].add(number)

    def cut(self, number: int, other: int) -> None:
        """Keep no edge between two articles."""
        for one, two in ((number, other), (other, number)):
            if self._brought(one).pop(two, None) is not None:
                self._naming(two).pop(one, None)
                self._changed[0].add(one)
                self._changed[1].add(two)

    def write(self) -> None:
        """Put what has changed into the index. Call in a transaction."""
        brought, named = (changed & self._keys.keys() for changed in self._changed)
        self._write("relations", {one: packed(self._own[one]) for one in brought})
        self._write("named", {one: pack24(self._named[one]) for one in named})
        for changed in self._changed:
            changed.clear()

    def _write(self, table: str, rows: Mapping[int, bytes]) -> None:
        there = sorted((self._keys[number], data) for number, data in rows.items() if data)
        self._db.executemany(f"insert or replace into {table} values (?, ?)", there)
        gone = [(self._keys[number],) for number, data in rows.items() if not data]
        self._db.executemany(f"delete from {table} where key = ?", gone)

    def _brought(self, number: int) -> dict[int, StoredEdge]:
        """Return what is kept with an article; nothing where there is none."""
        if number not in self._own:
            self.read((number,))
            self._own[number] = unpacked(self._rows.pop(number, b""))
        return self._own[number]

    def _naming(self, number: int) -> Numbers:
        """Return with whom the other edges of an article are kept."""
        self.read((number,))
        return self._named.get(number, {})


# --- reasons and copies -----------------------------------------------------------------


def reason_numbers(db: sqlite3.Connection, texts: Iterable[str]) -> dict[str, int]:
    """Return the numbers of reasons, giving some to those that have none."""
    wanted = list(dict.fromkeys(texts))
    db.executemany("insert or ignore into reasons(text) values (?)", [(one,) for one in wanted])
    asked = f"select text, num from reasons where text {AMONG}"
    return dict(db.execute(asked, (listed(wanted),)))


def reason_texts(db: sqlite3.Connection, edges: Iterable[StoredEdge]) -> dict[int, str]:
    """Return the reasons of edges, by their numbers."""
    wanted = {number for edge in edges for number in edge.reasons}
    asked = f"select num, text from reasons where num {AMONG}"
    return dict(db.execute(asked, (listed(wanted),)))


def copies_of(db: sqlite3.Connection, number: int) -> dict[int, float]:
    """Return how far other articles are copies of one, by their numbers."""
    asked = "select b, share from copies where a = :one union all"
    asked += " select a, share from copies where b = :one"
    return dict(db.execute(asked, {"one": number}))


def put_copies(db: sqlite3.Connection, found: Iterable[tuple[int, int, float]]) -> None:
    """Keep how far pairs of articles are copies; a share of 0 is none."""
    rows = [(min(a, b), max(a, b), share) for a, b, share in found]
    there = [row for row in rows if row[2]]
    db.executemany("insert or replace into copies values (?, ?, ?)", there)
    gone = [row[:2] for row in rows if not row[2]]
    db.executemany("delete from copies where a = ? and b = ?", gone)


def forget_copies(db: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Forget of what these articles are copies."""
    rows = [(number, number) for number in numbers]
    db.executemany("delete from copies where a = ? or b = ?", rows)


# --- articles that move or go -----------------------------------------------------------


def move(db: sqlite3.Connection, moves: Collection[tuple[int, int]]) -> None:
    """Let what is kept of articles follow them to other keys, given as (from, to)."""
    aside = [(-to - 1, before) for before, to in moves]  # where another may still stand
    for table in TABLES if moves else ():
        db.executemany(f"update {table} set key = ? where key = ?", aside)
        db.execute(f"update {table} set key = -key - 1 where key < 0")


def forget(db: sqlite3.Connection, keys: Sequence[int]) -> None:
    """Forget what relates these articles to others, and their signatures."""
    asked = f"select num from articles where key {AMONG}"
    numbers = [number for (number,) in db.execute(asked, (listed(keys),))]
    edges = Edges(db)
    edges.read(numbers)
    for number in numbers:
        for other in edges.of(number):
            edges.cut(number, other)
    edges.write()
    forget_copies(db, numbers)
    for table in TABLES:
        db.executemany(f"delete from {table} where key = ?", [(key,) for key in keys])


def fit(db: sqlite3.Connection) -> bool:
    """Return whether each row can be read, leads to what there is, and both ends of an edge agree.

    Slow. Raises ValueError where a row cannot be read.
    """
    there = {num for (num,) in db.execute("select num from articles")}
    reasons = {num for (num,) in db.execute("select num from reasons")}
    named: Counter[int] = Counter()  # sums of the numbers of those with whom the edges are kept
    rows = "select a.num, t.data from {} t left join articles a on a.key = t.key"
    for number, data in db.execute(rows.format("relations")):
        edges = unpacked(data)
        if number is None or not there.issuperset(edges):
            return False
        if any(not reasons.issuperset(edge.reasons) for edge in edges.values()):
            return False
        for other in edges:
            named[other] += number
    for number, data in db.execute(rows.format("named")):
        named[number] -= sum(unpack24(data))
    return not any(named.values())
