"""Keeping the states in the index in step with the journal and the files of the months."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from tuinews.store.disk import shards
from tuinews.store.disk.shards import Stamp
from tuinews.store.disk.state import Change, Journal, StateFiles
from tuinews.store.errors import StoreError
from tuinews.store.index import mirror
from tuinews.store.index.connections import Connections
from tuinews.store.index.mend import known_files, note_file


class StateMender:
    """Mirrors the states of the files in the index."""

    def __init__(
        self, data: Path, index: Connections, states: StateFiles, notify: Callable[[str], None]
    ) -> None:
        """Read the files in `data` through `states`."""
        self._data = data
        self._index = index
        self._states = states
        self._notify = notify

    def problem(self) -> str:
        """Return what is wrong with the journal, as a sentence; "" where nothing is."""
        try:
            broken = self._states.read_journal().broken
        except StoreError as error:
            return str(error)
        return f"{self._states.journal_path}: {broken} lines cannot be read" if broken else ""

    def in_step(self) -> bool:
        """Whether the index holds all of the journal; a line cut off at its end is nothing.

        A journal that is refused is told; there is nothing to mend about it.
        """
        try:
            name, end = self._states.journal_head()
        except StoreError as error:
            self._notify(str(error))
            return True
        known, place = journal_place(self._index.db)
        if (name, end) == (known, place):
            return True
        return name == known and place < end and self._states.read_journal(place).end == place

    def mirrored(self, db: sqlite3.Connection, journal: Journal) -> None:
        """Remember that the index holds the states of the journal up to its end."""
        _place(db, journal.name, journal.end)

    def catch_up(self) -> None:
        """Bring the states in the index in step with the journal. Call with the state lock."""
        name, end = self._states.journal_head()
        known, place = journal_place(self._index.db)
        if (name, end) == (known, place):
            return
        if name and name == known and place <= end:
            journal = self._states.read_journal(place)
            with self._index.transaction() as db:
                mirror.put_states(db, journal.changes)
                _place(db, name, journal.end)
            return
        self.mend()

    def mend(self) -> list[str]:
        """Read the states from the files that changed; returns these. Call with the state lock.

        Where the journal is not the one that was read, nor the one that followed it, all of
        them: what stood only in a journal that is gone is no more.
        """
        journal = self._journal()
        present = shards.present(self._data)
        with self._index.transaction() as db:
            known = known_files(db)
            names = {name for name in present.keys() | known.keys() if name.startswith("state/")}
            if journal is None or journal_place(db)[0] in ("", journal.name, journal.after):
                names = {name for name in names if present.get(name) != known.get(name)}
            else:
                months = db.execute("select distinct month from states")
                names |= {f"state/{month}.json" for (month,) in months}
            for name in sorted(names):
                self._mend_month(db, name, present.get(name))
            if journal is not None:
                mirror.put_states(db, journal.changes)
                _place(db, journal.name, journal.end)
        return sorted(names)

    def repair(self, *, every_line: bool = False) -> None:
        """Write what the index still holds, and a damaged journal lost, at the journal's end.

        One that lost its beginning is begun anew, one that was cut off goes on. With
        `every_line` lines in the middle are looked at as well: the index has to be in step.
        Call with the state lock. Raises StoreError.
        """
        name, end = self._states.journal_head()
        known, place = journal_place(self._index.db)
        headless = self._states.is_damaged()
        cut = bool(name) and name == known and end < place
        if not (headless or cut or every_line):
            return
        journal = self._states.read_journal()
        if not (headless or cut or journal.broken):
            return
        lost = self._lost(journal, all_read=end <= place)
        self._states.append([*(journal.changes if headless else ()), *lost])

    def _lost(self, journal: Journal, *, all_read: bool) -> list[Change]:
        """Return what the index holds and no file does.

        Where the index has not read all of the journal, the journal is right where it speaks.
        """
        written = {
            identity: state
            for name in shards.present(self._data)
            if name.startswith("state/")
            for identity, _, state in self._states.read_month(self._data / name)
        }
        said = {identity: state for identity, _, state in journal.changes}
        newest = written | said
        return [
            held
            for held in mirror.all_states(self._index.db)
            if newest.get(held[0]) != held[2] and (all_read or held[0] not in said)
        ]

    def _journal(self) -> Journal | None:
        """Return the journal; None where it is refused."""
        try:
            journal = self._states.read_journal()
        except StoreError as error:
            self._notify(str(error))
            return None
        if journal.broken:
            self._notify(f"{self._states.journal_path}: {journal.broken} lines cannot be read")
        return journal

    def _mend_month(self, db: sqlite3.Connection, name: str, stamp: Stamp | None) -> None:
        month = Path(name).stem
        try:
            found = self._states.read_month(self._data / name) if stamp is not None else []
            problem = ""
        except StoreError as error:
            self._notify(str(error))
            found, problem = None, str(error)
        if found is not None:
            ids = {identity for identity, _, _ in found}
            held = db.execute("select id from states where month = ?", (month,)).fetchall()
            mirror.forget_states(db, [row[0] for row in held if row[0] not in ids])
            mirror.put_states(db, found)
        if stamp is None:
            db.execute("delete from files where name = ?", (name,))
        else:
            note_file(db, name, stamp, problem)


def journal_place(db: sqlite3.Connection) -> tuple[str, int]:
    asked = "select name, value from meta where name in ('states_journal', 'states_place')"
    found = dict(db.execute(asked))
    return found.get("states_journal", ""), found.get("states_place", 0)


def _place(db: sqlite3.Connection, name: str, end: int) -> None:
    """Remember up to where the journal was read."""
    put = "insert or replace into meta values ('states_journal', ?), ('states_place', ?)"
    db.execute(put, (name, end))
