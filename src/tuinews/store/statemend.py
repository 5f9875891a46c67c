"""Keeping the states in the index in step with the journal and the files of the months."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from tuinews.store import mirror, shards
from tuinews.store.connections import Connections
from tuinews.store.errors import StoreError
from tuinews.store.mend import known_files, note_file
from tuinews.store.shards import Stamp
from tuinews.store.state import Journal, StateFiles


class StateMender:
    """Mirrors the states of the files in the index."""

    def __init__(
        self, data: Path, index: Connections, states: StateFiles, told: Callable[[str], None]
    ) -> None:
        """Read the files in `data` through `states`."""
        self._data = data
        self._index = index
        self._states = states
        self._told = told

    def in_step(self) -> bool:
        """Whether the index holds all of the journal; a line cut off at its end is nothing.

        A journal that is refused is told; there is nothing to mend about it.
        """
        try:
            name, end = self._states.journal_head()
        except StoreError as error:
            self._told(str(error))
            return True
        known, place = journal_place(self._index.db)
        if (name, end) == (known, place):
            return True
        return name == known and place < end and self._states.read_journal(place).end == place

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
                place_journal(db, name, journal.end)
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
                place_journal(db, journal.name, journal.end)
        return sorted(names)

    def heal(self) -> None:
        """Begin a damaged journal anew, with what the index still holds of it.

        Call with the state lock. Raises StoreError.
        """
        if not self._states.is_damaged():
            return
        written = {
            identity: state
            for name in shards.present(self._data)
            if name.startswith("state/")
            for identity, _, state in self._states.read_month(self._data / name)
        }
        held = mirror.all_states(self._index.db)
        lost = [change for change in held if written.get(change[0]) != change[2]]
        self._states.append([*self._states.read_journal().changes, *lost])

    def _journal(self) -> Journal | None:
        """Return the journal; None where it is refused."""
        try:
            journal = self._states.read_journal()
        except StoreError as error:
            self._told(str(error))
            return None
        if journal.broken:
            self._told(f"{self._states.journal_path}: {journal.broken} lines cannot be read")
        return journal

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
            mirror.forget_states(db, [row[0] for row in held if row[0] not in ids])
            mirror.put_states(db, found)
        if stamp is None:
            db.execute("delete from files where name = ?", (name,))
        else:
            note_file(db, name, stamp, problem)


def journal_place(db: sqlite3.Connection) -> tuple[str, int]:
    found = dict(db.execute("select name, value from meta where name in ('journal', 'place')"))
    return found.get("journal", ""), found.get("place", 0)


def place_journal(db: sqlite3.Connection, name: str, end: int) -> None:
    """Remember up to where the journal was read."""
    db.execute("insert or replace into meta values ('journal', ?), ('place', ?)", (name, end))
