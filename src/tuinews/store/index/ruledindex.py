"""What the user said of stories, brought into the index at once: stories and edges.

A catch-up that comes later finds the same by itself, for it heeds what was said.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence

from tuinews.store.disk.fingerprint import fingerprint
from tuinews.store.index import edges, relations
from tuinews.store.index.schema import AMONG, listed
from tuinews.store.rulings import Pair, Ruling, Rulings, pair_of
from tuinews.store.views import Edge, Redone

JOINED = ("joined by you",)  # the reason of an edge where no other is known
_SCORE = 0.5  # of such an edge


def story_name(first: str) -> str:
    """Return the id of a new story of which an article is the first."""
    return fingerprint(first.encode(), 6, b"story").hex()


def apply(db: sqlite3.Connection, said: Sequence[tuple[Ruling, Pair]], rulings: Rulings) -> Redone:
    """Do what was said; `rulings` is all that holds now. Call in a transaction.

    Returns what that changed.
    """
    ids = {identity for _, pair in said for identity in pair}
    ids |= {other for identity in list(ids) for other in _accounts(db, identity)}
    before = _picture(db, ids)
    for ruling, (a, b) in said:
        if ruling is Ruling.TOGETHER:
            _join(db, a, b)
        else:
            _part(db, a, b, rulings)
            if ruling is Ruling.UNRELATED:
                _change(db, {pair_of(a, b): None})
    after = _picture(db, ids)
    return _difference(before, after)


def take_back(db: sqlite3.Connection, done: Redone) -> None:
    """Make stories and edges what they were before. Call in a transaction.

    Where anything is no longer as it was left, the articles are to be related anew.
    """
    ids = {identity for pair in done.edges for identity in pair} | done.stories.keys()
    now = _picture(db, ids)
    known = {name: now[0].get(name) for name in done.stories}
    if known != {name: after for name, (_, after) in done.stories.items()}:
        again(db, ids)
        return
    for name, (story, _) in done.stories.items():
        db.execute("update articles set story = ? where id = ?", (story or None, name))
    _change(db, {pair: edge for pair, (edge, _) in done.edges.items()})


def again(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Have articles related anew by the next catch-up."""
    db.executemany("update articles set linked = 0 where id = ?", [(one,) for one in ids])


def follow(db: sqlite3.Connection, rulings: Rulings) -> None:
    """Have related anew what the index holds by other words than these."""
    known = held(db)
    if known.said != rulings.said:
        again(db, rulings.differing(known))
        note(db, rulings)


def held(db: sqlite3.Connection) -> Rulings:
    """Return the words by which the index holds its stories."""
    row = db.execute("select value from meta where name = 'rulings'").fetchone()
    return Rulings({(a, b): Ruling(one) for a, b, one in json.loads(row[0])} if row else {})


def note(db: sqlite3.Connection, rulings: Rulings) -> None:
    """Remember by which words the index holds its stories."""
    said = json.dumps([(a, b, one.value) for (a, b), one in rulings.said.items()])
    db.execute("insert or replace into meta values ('rulings', ?)", (said,))


def stories_of(db: sqlite3.Connection, ids: Collection[str]) -> dict[str, str]:
    """Return the story of each article that is in one."""
    asked = f"select id, story from articles where id {AMONG} and story is not null"
    return dict(db.execute(asked, (listed(ids),)))


# --- one word ---------------------------------------------------------------------------


def _accounts(db: sqlite3.Connection, identity: str) -> list[str]:
    """Return the accounts of an article's story, oldest first; itself alone where it has none."""
    found = db.execute(
        "select s.id from articles a join articles s on s.story = a.story where a.id = ?"
        " order by s.key",
        (identity,),
    )
    return [row[0] for row in found] or [identity]


def _join(db: sqlite3.Connection, a: str, b: str) -> None:
    ours, theirs = _accounts(db, a), _accounts(db, b)
    told = stories_of(db, (a, b))
    story = told.get(a) or told.get(b) or story_name(ours[0])
    members = [*ours, *theirs]
    db.executemany("update articles set story = ? where id = ?", [(story, one) for one in members])
    if not _edges(db, (a, b)):
        _change(db, {pair_of(a, b): Edge(_SCORE, JOINED)})


def _part(db: sqlite3.Connection, a: str, b: str, rulings: Rulings) -> None:
    accounts = _accounts(db, a)
    if a == b or b not in accounts:
        return
    joined = set(rulings.joined(a)) - {b}
    leaving = [one for one in accounts if one in joined]
    staying = [one for one in accounts if one not in joined]
    story = story_name(leaving[0]) if len(leaving) > 1 else None
    if story is not None and story == stories_of(db, (b,)).get(b):
        story = story_name(f"{leaving[0]} apart")
    for one in leaving:
        db.execute("update articles set story = ? where id = ?", (story, one))
    if len(staying) == 1:
        db.execute("update articles set story = null where id = ?", staying)


# --- edges ------------------------------------------------------------------------------


def _picture(
    db: sqlite3.Connection, ids: Collection[str]
) -> tuple[dict[str, str], dict[Pair, Edge]]:
    return stories_of(db, ids), _edges(db, ids)


def _difference(
    before: tuple[Mapping[str, str], Mapping[Pair, Edge]],
    after: tuple[Mapping[str, str], Mapping[Pair, Edge]],
) -> Redone:
    stories = {
        one: (before[0].get(one), after[0].get(one))
        for one in sorted(before[0].keys() | after[0].keys())
        if before[0].get(one) != after[0].get(one)
    }
    edges = {
        pair: (before[1].get(pair), after[1].get(pair))
        for pair in sorted(before[1].keys() | after[1].keys())
        if before[1].get(pair) != after[1].get(pair)
    }
    return Redone(stories, edges)


def _edges(db: sqlite3.Connection, ids: Collection[str]) -> dict[Pair, Edge]:
    """Return the edges between these articles."""
    names = {number: identity for identity, number in relations.numbers_of(db, ids).items()}
    held = edges.Edges(db)
    held.read(names)
    found: dict[Pair, Edge] = {}
    for number, identity in names.items():
        near = {other: one for other, one in held.of(number).items() if other in names}
        texts = edges.reason_texts(db, near.values())
        copies = edges.copies_of(db, number) if near else {}
        for other, one in near.items():
            reasons = tuple(texts[reason] for reason in one.reasons)
            edge = Edge(one.points, reasons, copies.get(other, 0.0))
            found[pair_of(identity, names[other])] = edge
    return found


def _change(db: sqlite3.Connection, changes: Mapping[Pair, Edge | None]) -> None:
    """Let pairs have these edges, or none, in place of those they had."""
    numbers = relations.numbers_of(db, {identity for pair in changes for identity in pair})
    held = edges.Edges(db)
    for pair, edge in changes.items():
        if not numbers.keys() >= set(pair):
            continue
        one, other = (numbers[identity] for identity in pair)
        held.cut(one, other)
        edges.put_copies(db, [(one, other, edge.copy if edge else 0.0)])
        if edge is not None:
            reasons = edges.reason_numbers(db, edge.reasons)
            held.put(one, other, edges.kept(edge.score, map(reasons.__getitem__, edge.reasons)))
    held.write()
