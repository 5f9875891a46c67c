"""Whether the index holds what the files hold, article for article; slow, for the doctor."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from tuinews.store.disk import codec, shards
from tuinews.store.disk.articlejournal import ArticleJournal
from tuinews.store.disk.state import StateFiles
from tuinews.store.errors import StoreError
from tuinews.store.index import entries, mirror
from tuinews.store.index.entries import IndexEntry
from tuinews.store.index.mend import known_files
from tuinews.store.index.soundness import is_sound

STATES = "state"  # what `differing` calls the states as a whole
INDEX = "index"  # ... and the tables of the index, where they do not fit each other

_ROWS = (
    "select a.id, a.digest, a.fingerprint, a.sum, p.name, a.headline, a.teaser, a.published,"
    " a.shown, a.length, a.undated from articles a join files f on f.num = a.file"
    " left join publishers p on p.num = a.publisher where f.name = ?"
)
_SHOWN = 7  # which of these, behind the id, is the time that is shown


def differing(
    db: sqlite3.Connection,
    data: Path,
    states: StateFiles,
    journal: ArticleJournal,
    progress: Callable[[int, int], None],
) -> list[str]:
    """Return the files in `data` that the index at `db` does not hold as they are.

    Only of those that were not changed since they were indexed: for the others mending is
    enough. `STATES` is among them where the states differ, `INDEX` where the index contradicts
    itself.
    """
    known = known_files(db)
    present = shards.present(data)
    try:
        journal.file.head()
    except StoreError:
        known = {}  # what waits there is not known: told by the check
    same = {
        name: stamp
        for name, stamp in present.items()
        if name.startswith("articles/") and known.get(name) == stamp
    }
    found = _articles_differ(db, data, same, journal, progress)
    if not is_sound(db):
        found.append(INDEX)
    if _states_differ(db, data, states, [name for name in present if name.startswith("state/")]):
        found.append(STATES)
    return found


def _articles_differ(
    db: sqlite3.Connection,
    data: Path,
    stamps: Mapping[str, shards.Stamp],
    journal: ArticleJournal,
    progress: Callable[[int, int], None],
) -> list[str]:
    """Return which of these files of articles the index does not hold as they are."""
    found = []
    for number, name in enumerate(sorted(stamps)):
        progress(number, len(stamps))
        try:
            documents = shards.read(data, name).documents.values()
        except StoreError:
            continue  # refused, and told by the check
        fallback = shards.when_added(name, stamps[name])
        read = (entries.read_entry(one, fallback) for one in documents)
        there = {one.id: one for one in read if one is not None}
        if _differs(db, name, there, journal.waiting().get(name, {})):
            found.append(name)
    progress(len(stamps), len(stamps))
    return found


def _differs(
    db: sqlite3.Connection,
    name: str,
    there: Mapping[str, IndexEntry],
    waiting: Collection[str],
) -> bool:
    """Whether the rows of a file are others than its articles; those that wait are left out."""
    held: dict[str, tuple[object, ...]] = {
        identity: tuple(row) for identity, *row in db.execute(_ROWS, (name,))
    }
    for identity in (held.keys() | there.keys()) - set(waiting):
        entry = there.get(identity)
        if entry is None or identity not in held:
            if entry is None or not _is_held(db, identity):
                return True
        elif held[identity] not in (_row_of(entry), _undated_row(entry, held[identity])):
            return True
    return False


def _undated_row(entry: IndexEntry, held: tuple[object, ...]) -> tuple[object, ...]:
    """Return what the index should hold of an article that tells no time at all.

    It shows that of the file as it was indexed; the file may have been written since.
    """
    row = _row_of(entry)
    if entry.fields.dated or codec.time(entry.document.get("added")):
        return row
    return (*row[:_SHOWN], held[_SHOWN], *row[_SHOWN + 1 :])


def _row_of(entry: IndexEntry) -> tuple[object, ...]:
    """Return what the index should hold of an article, as `_ROWS` asks for it."""
    fields = entry.fields
    shown = int((fields.dated or entry.added).timestamp())
    told = (
        fields.publisher,
        fields.headline,
        fields.teaser,
        fields.published,
        shown,
        fields.length,
    )
    return entry.digest, entry.seen, fields.sum, *told, int(fields.undated)


def _is_held(db: sqlite3.Connection, identity: str) -> bool:
    """Whether the index has an article from any file."""
    return db.execute("select 1 from articles where id = ?", (identity,)).fetchone() is not None


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
    told = "select id, read, starred, noted, tags from articles where id in (select id from states)"
    shown = {identity: tuple(columns) for identity, *columns in db.execute(told)}
    return shown != mirror.columns(db, list(shown))
