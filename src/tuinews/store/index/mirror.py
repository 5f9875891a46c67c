"""The states of articles in the index: a mirror of what the files say."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence

from tuinews.model import State
from tuinews.store.disk import codec
from tuinews.store.index import feedindex
from tuinews.store.index.schema import AMONG, listed


def columns(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, tuple[int, int, int, str]]:
    """Return of each of `ids` whose state is known whether read, starred, noted, and its tags."""
    found: dict[str, tuple[int, int, int, str]] = {}
    asked = f"select id, document from states where id {AMONG}"
    for identity, document in db.execute(asked, (listed(ids),)):
        known = json.loads(document)  # as `put_states` wrote it
        read, starred, noted = (int(mark in known) for mark in ("read", "starred", "note"))
        found[identity] = read, starred, noted, "\n".join(known.get("tags", ()))
    return found


def _columns(state: State) -> tuple[int, int, int, str]:
    return (
        int(state.read is not None),
        int(state.starred is not None),
        int(bool(state.note)),
        "\n".join(state.tags),
    )


def put_tags(db: sqlite3.Connection, key: int, tags: str) -> None:
    for tag in filter(None, tags.split("\n")):
        db.execute("insert or ignore into tags values (?, ?)", (tag, key))


def put_states(db: sqlite3.Connection, states: Iterable[tuple[str, str, State]]) -> None:
    """Mirror states, given as (id, month, state); a default one is forgotten."""
    last = {identity: (month, state) for identity, month, state in states}
    kept = [
        (identity, month, json.dumps(document))
        for identity, (month, state) in last.items()
        if (document := codec.from_state(state))
    ]
    db.executemany("insert or replace into states values (?, ?, ?)", kept)
    gone = last.keys() - {identity for identity, _, _ in kept}
    db.executemany("delete from states where id = ?", [(identity,) for identity in gone])
    held = _held(db, list(last))
    tagged = {identity for identity in held if last[identity][1].tags or held[identity][2]}
    db.executemany(
        "update articles set read = ?, starred = ?, noted = ?, tags = ? where id = ?",
        [(*_columns(state), identity) for identity, (_, state) in last.items()],
    )
    more = {
        identity: (
            bool(read) - (last[identity][1].read is not None),
            (last[identity][1].starred is not None) - starred,
        )
        for identity, (read, starred, _) in held.items()
    }
    count(db, 0, sum(unread for unread, _ in more.values()), sum(s for _, s in more.values()))
    feedindex.count_states(db, more)
    for identity in tagged:
        row = db.execute("select key, tags from articles where id = ?", (identity,)).fetchone()
        if row is not None:
            db.execute("delete from tags where key = ?", (row[0],))
            put_tags(db, *row)


def _held(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, tuple[int, int, str]]:
    """Return of each article that there is: whether read, whether starred, its tags."""
    asked = f"select id, read, starred, tags from articles where id {AMONG}"
    return {row[0]: row[1:] for row in db.execute(asked, (listed(ids),))}


def count(db: sqlite3.Connection, articles: int, unread: int, starred: int) -> None:
    """Keep the totals: so many more, or less, of each."""
    if articles or unread or starred:
        db.execute(
            "update totals set articles = articles + ?, unread = unread + ?, starred = starred + ?",
            (articles, unread, starred),
        )


def forget_states(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Make states the default again."""
    put_states(db, ((identity, "", State()) for identity in ids))


def all_states(db: sqlite3.Connection) -> list[tuple[str, str, State]]:
    """Return id, month and state of everything that was marked."""
    return [
        (identity, month, codec.to_state(json.loads(document)))
        for identity, month, document in db.execute("select id, month, document from states")
    ]


def states_of(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, tuple[str, State]]:
    """Return month and state of each of the articles `ids` that the index holds.

    A state stays in the file of its month, wherever its article goes: it shall stand in one only.
    """
    found: dict[str, tuple[str, State]] = {}
    for identity, name, month, document in db.execute(
        "select a.id, f.name, s.month, s.document"
        " from articles a join files f on f.num = a.file"
        f" left join states s on s.id = a.id where a.id {AMONG}",
        (listed(ids),),
    ):
        state = codec.to_state(json.loads(document)) if document else State()
        found[identity] = (month or month_of(name), state)
    return found


def month_of(name: str) -> str:
    """Return the month of the state file that goes with a file of articles."""
    day = re.search(r"(\d{4}-\d\d)-\d\d", name)
    return day[1] if day else "undated"
