"""Whether the index holds what the files hold, article for article; slow, for the doctor."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from tuinews.store.disk import codec, shards
from tuinews.store.disk.arrivals import ArrivalJournal
from tuinews.store.disk.jsonfile import encoded
from tuinews.store.disk.state import StateFiles
from tuinews.store.errors import StoreError
from tuinews.store.index import mirror
from tuinews.store.index.entries import digest_of
from tuinews.store.index.mend import known_files

STATES = "state"  # what `differing` calls the states as a whole

_TOTALS = (
    "select count(*), count(*) filter (where read = 0), count(*) filter (where starred)"
    " from articles"
)


def differing(
    db: sqlite3.Connection,
    data: Path,
    states: StateFiles,
    journal: ArrivalJournal,
    progress: Callable[[int, int], None],
) -> list[str]:
    """Return the files in `data` that the index at `db` does not hold as they are.

    Only of those that were not changed since they were indexed: for the others mending is
    enough. `STATES` is among them where the states differ.
    """
    known = known_files(db)
    present = shards.present(data)
    try:
        journal.file.head()
    except StoreError:
        known = {}  # what waits there is not known: told by the check
    names = [
        name
        for name, stamp in present.items()
        if name.startswith("articles/") and known.get(name) == stamp
    ]
    found = []
    for number, name in enumerate(sorted(names)):
        progress(number, len(names))
        try:
            documents = shards.read(data, name).documents.values()
        except StoreError:
            continue  # refused, and told by the check
        there = {codec.indexed_id(one): one for one in documents}
        if _differs(db, name, there, journal.waiting().get(name, {})):
            found.append(name)
    progress(len(names), len(names))
    if _states_differ(db, data, states, [name for name in present if name.startswith("state/")]):
        found.append(STATES)
    return found


def _differs(
    db: sqlite3.Connection,
    name: str,
    documents: Mapping[str, dict[str, Any]],
    waiting: Collection[str],
) -> bool:
    """Whether the rows of a file are others than its articles; those that wait are left out."""
    told = "select a.id, a.digest from articles a join files f on f.num = a.file where f.name = ?"
    held: dict[str, bytes] = dict(db.execute(told, (name,)))
    for identity in (held.keys() | documents.keys()) - set(waiting):
        document = documents.get(identity)
        if document is None or identity not in held:
            if document is None or _should_be_held(db, identity, document):
                return True
        elif held[identity] != _digest(document):
            return True
    return False


def _digest(document: dict[str, Any]) -> bytes:
    return digest_of(encoded(document))


def _should_be_held(db: sqlite3.Connection, identity: str, document: dict[str, Any]) -> bool:
    """Whether a document is an article that the index has from no other file either."""
    if codec.to_article(document) is None:
        return False
    return db.execute("select 1 from articles where id = ?", (identity,)).fetchone() is None


def _states_differ(
    db: sqlite3.Connection, data: Path, states: StateFiles, names: list[str]
) -> bool:
    """Whether the index mirrors other states than the files and the journal hold."""
    try:
        changes = [change for name in names for change in states.read_month(data / name)]
        changes += states.read_journal().changes
    except StoreError:
        return False  # refused, and told by the check
    written = {identity: state for identity, _, state in changes}
    held = {identity: state for identity, _, state in mirror.all_states(db)}
    if held != {one: state for one, state in written.items() if codec.from_state(state)}:
        return True
    alone = "select 1 from articles where (read or starred) and id not in (select id from states)"
    said = db.execute("select articles, unread, starred from totals").fetchone()
    return db.execute(alone).fetchone() is not None or said != db.execute(_TOTALS).fetchone()
