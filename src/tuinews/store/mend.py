"""Bringing the index in step with the files, one file at a time, while others read it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from tuinews.store import entries, shards
from tuinews.store.connections import Connections
from tuinews.store.entries import Entry, Keys
from tuinews.store.errors import StoreError
from tuinews.store.files import remove_leftovers
from tuinews.store.jsonfile import Loaded
from tuinews.store.shards import Stamp
from tuinews.store.state import StateFiles

BATCH = 64  # articles in one transaction: what a star may have to wait for

Progress = Callable[[int, int], None]


class Mender:
    """Compares the index with the files and indexes again what differs."""

    def __init__(
        self,
        data: Path,
        index: Connections,
        states: StateFiles,
        lock: Callable[[], AbstractContextManager[None]],
        told: Callable[[str], None],
    ) -> None:
        """Work on the files in `data`; `lock` is that of the articles."""
        self._data = data
        self._lock = lock
        self._index = index
        self._states = states
        self._told = told

    # --- articles -----------------------------------------------------------------------

    def differing(self) -> list[str]:
        """Return the files that changed, came or went since they were indexed."""
        present = shards.present(self._data)
        known = self._known()
        changed = [name for name, stamp in present.items() if known.get(name) != stamp]
        return sorted(changed, reverse=True) + sorted(known.keys() - present.keys())

    def _known(self) -> dict[str, Stamp]:
        return {
            name: (size, time)
            for name, size, time in self._index.db.execute(
                "select name, size, mtime from files where size is not null"
            )
        }

    def mend_articles(self, names: list[str], progress: Progress) -> list[str]:
        """Index these files again, newest first; returns those that were."""
        mended = []
        for number, name in enumerate(names):
            progress(number, len(names))
            if name.startswith("articles/") and self._mend(name):
                mended.append(name)
        progress(len(names), len(names))
        return mended

    def _mend(self, name: str) -> bool:
        """Index a file again, and once more where it changes meanwhile."""
        for _ in range(10):
            stamp = _stamp(self._data / name)
            if stamp is None:
                self._forget(name)
                return True
            try:
                loaded = shards.read(self._data, name)
                if loaded.torn and self._heal(name, loaded):
                    continue
            except StoreError as error:
                self._refused(name, stamp, str(error))
                return False
            if self._take(name, stamp, loaded):
                return True
        return False

    def _take(self, name: str, stamp: Stamp, loaded: Loaded) -> bool:
        """Index what a file holds; False where the file changed meanwhile."""
        found: dict[str, Entry] = {}
        lost = 0
        fallback = datetime.fromtimestamp(max(stamp[1], 0) / 1e9, UTC)
        for document in loaded.documents.values():
            entry = entries.read_entry(document, fallback)
            if entry is None:
                lost += 1
            else:
                found[entry.article.id] = entry
        problem = loaded.problem
        if lost:
            problem = f"{self._data / name}: {lost} entries are no articles and were left out"
        if not self._bring_in(name, found, stamp, keep=loaded.torn):
            return False
        with self._index.transaction() as db:
            note_file(db, name, stamp, problem)
        if problem:
            self._told(problem)
        return True

    def _heal(self, name: str, loaded: Loaded) -> bool:
        """Write a damaged file anew, with what the index still holds of it."""
        held = self._index.db.execute(
            "select a.id, t.article from articles a join files f on f.num = a.file"
            " join texts t on t.key = a.key where f.name = ?",
            (name,),
        )
        known = {document.get("id") for document in loaded.documents.values()}
        put = {
            identity: entries.unpacked(packed) for identity, packed in held if identity not in known
        }
        try:
            with self._lock():
                shards.write(self._data, name, put, set(), self._told)
        except StoreError as error:
            self._told(str(error))
            return False
        return True

    def _bring_in(self, name: str, found: Mapping[str, Entry], stamp: Stamp, *, keep: bool) -> bool:
        """Make the index hold of a file what was found in it; `keep` takes nothing out.

        Returns False where the file changed meanwhile: what was found is old then.
        """
        path = self._data / name
        with self._index.transaction() as db:
            file = entries.file_number(db, name)
            held = {
                identity: (key, digest)
                for identity, key, digest in db.execute(
                    "select id, key, digest from articles where file = ?", (file,)
                )
            }
            if _stamp(path) != stamp:
                return False
            if not keep:
                gone = [key for identity, (key, _) in held.items() if identity not in found]
                entries.take_out(db, gone)
        changed = [
            entry
            for identity, entry in found.items()
            if identity not in held or held[identity][1] != entry.digest
        ]
        for start in range(0, len(changed), BATCH):
            with self._index.transaction() as db:
                if _stamp(path) != stamp:
                    return False
                keys = Keys(db)
                for entry in changed[start : start + BATCH]:
                    if self._belongs(db, name, file, entry):
                        entries.put(db, keys, file, entry)
        return True

    def _belongs(self, db: sqlite3.Connection, name: str, file: int, entry: Entry) -> bool:
        """Whether an article is to be read from this file: others may hold it, too."""
        row = db.execute(
            "select f.num, f.name from articles a join files f on f.num = a.file where a.id = ?",
            (entry.article.id,),
        ).fetchone()
        if row is None or row[0] == file or not (self._data / row[1]).exists():
            return True
        return name == shards.shard_name(entry.article, entry.added)

    def _forget(self, name: str) -> None:
        with self._index.transaction() as db:
            file = entries.file_number(db, name)
            gone = [row[0] for row in db.execute("select key from articles where file=?", (file,))]
            entries.take_out(db, gone)
            db.execute("delete from files where num = ?", (file,))

    def _refused(self, name: str, stamp: Stamp, why: str) -> None:
        """Leave what the index holds of a file that cannot be read, and say why."""
        self._told(why)
        with self._index.transaction() as db:
            note_file(db, name, stamp, why)

    def clear_leftovers(self) -> None:
        """Remove temporary files of processes that were killed."""
        folders = {(self._data / name).parent for name in shards.present(self._data)}
        for folder in folders:
            remove_leftovers(folder)

    # --- states -------------------------------------------------------------------------

    def in_step(self) -> bool:
        """Whether the index holds all of the journal; a line cut off at its end is nothing."""
        name, end = self._states.journal_head()
        known, place = _journal_place(self._index.db)
        if (name, end) == (known, place):
            return True
        return name == known and place < end and self._states.read_journal(place).end == place

    def catch_up(self) -> None:
        """Bring the states in the index in step with the journal. Call with the state lock."""
        name, end = self._states.journal_head()
        known, place = _journal_place(self._index.db)
        if (name, end) == (known, place):
            return
        if name and name == known and place <= end:
            journal = self._states.read_journal(place)
            with self._index.transaction() as db:
                entries.put_states(db, journal.changes)
                place_journal(db, name, journal.end)
            return
        self.mend_states(everything=False)

    def mend_states(self, *, everything: bool) -> list[str]:
        """Read the states from their files again. Call with the state lock."""
        present = shards.present(self._data)
        known = self._known()
        names = [
            name
            for name in sorted(present.keys() | known.keys())
            if name.startswith("state/") and (everything or present.get(name) != known.get(name))
        ]
        journal = self._states.read_journal()
        if journal.broken:
            self._told(f"{self._states.journal_path}: {journal.broken} lines cannot be read")
        with self._index.transaction() as db:
            for name in names:
                self._mend_month(db, name, present.get(name))
            entries.put_states(db, journal.changes)
            place_journal(db, journal.name, journal.end)
        return names

    def _mend_month(self, db: sqlite3.Connection, name: str, stamp: Stamp | None) -> None:
        month = Path(name).stem
        try:
            found = self._states.read_month(self._data / name) if stamp is not None else []
            problem = ""
        except StoreError as error:
            self._told(str(error))
            found, problem = None, str(error)
        if found is not None:
            ids = {identity for identity, _, _ in found}
            held = db.execute("select id from states where month = ?", (month,)).fetchall()
            entries.forget_states(db, [row[0] for row in held if row[0] not in ids])
            entries.put_states(db, found)
        if stamp is None:
            db.execute("delete from files where name = ?", (name,))
        else:
            note_file(db, name, stamp, problem)


def _stamp(path: Path) -> Stamp | None:
    try:
        return shards.stamp_of(path.stat())
    except FileNotFoundError:
        return (-1, -1) if path.is_symlink() else None
    except OSError:
        return -1, -1


def note_file(db: sqlite3.Connection, name: str, stamp: Stamp, problem: str = "") -> None:
    """Remember that a file was indexed as it is."""
    entries.file_number(db, name)
    db.execute(
        "update files set size = ?, mtime = ?, problem = ? where name = ?", (*stamp, problem, name)
    )


def _journal_place(db: sqlite3.Connection) -> tuple[str, int]:
    found = dict(db.execute("select name, value from meta where name in ('journal', 'place')"))
    return found.get("journal", ""), found.get("place", 0)


def place_journal(db: sqlite3.Connection, name: str, end: int) -> None:
    """Remember up to where the journal was read."""
    db.execute("insert or replace into meta values ('journal', ?), ('place', ?)", (name, end))
