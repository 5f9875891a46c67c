"""What the user did with articles, written down: into the journal first, then the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from tuinews.model import Marked, State
from tuinews.store import marking
from tuinews.store.disk.state import StateFiles
from tuinews.store.errors import LibraryError, StoreError
from tuinews.store.index import mirror, reading
from tuinews.store.index.connections import Connections
from tuinews.store.index.statemend import StateMender

Changes = dict[str, tuple[State, State]]  # by id: before and after
Positions = Mapping[str, tuple[int, int]]  # by id: left at, furthest read


class States:
    """Changes states. Call with the lock of the states; all raises StoreError."""

    def __init__(
        self,
        index: Connections,
        files: StateFiles,
        mender: StateMender,
        notify: Callable[[str], None],
        late: Callable[[sqlite3.Error], None],
    ) -> None:
        """`notify` takes what the user has to know, `late` why the index could not follow."""
        self._index, self._files, self._mender = index, files, mender
        self._notify, self._late = notify, late

    def change(
        self,
        ids: Sequence[str],
        decide: Callable[[str, State], State],
        positions: Positions,
        *,
        strict: bool,
    ) -> Changes:
        """Write down what `decide` makes of the states of articles; returns those that changed.

        Scroll positions are written down with them, and are no change. With `strict` raises
        LibraryError for an article that is not there.
        """
        self._catch_up()
        known = mirror.states_of(self._index.db, list(dict.fromkeys([*ids, *positions])))
        changes: Changes = {}
        for identity in dict.fromkeys(ids):
            if identity not in known:
                if strict:
                    raise LibraryError(f"There is no article {identity}.")
                continue
            before = known[identity][1]
            after = decide(identity, before)
            if after != before:
                changes[identity] = (before, after)
        lines: list[tuple[str, str, State]] = []
        for identity, (month, before) in known.items():
            after = changes.get(identity, (before, before))[1]
            after = marking.scrolled(after, positions.get(identity))
            if after != before:
                lines.append((identity, month, after))
        self._write(lines)
        return changes

    def adopt(self, wanted: Mapping[str, Marked], now: datetime) -> None:
        """Write down states of articles, by their ids, that are neither there nor were marked."""
        self._catch_up()
        db = self._index.db
        taken = reading.known(db, wanted) | mirror.columns(db, list(wanted)).keys()
        lines = []
        for identity, one in wanted.items():
            when = one.article.published or one.article.published_inferred or now
            if identity not in taken and (state := marking.adopted(one.state)) != State():
                lines.append((identity, when.isoformat()[:7], state))
        self._write(lines)

    def mend(self) -> list[str]:
        """Bring the index in step with the files and fold the journal; returns what differed."""
        self._mender.repair()
        mended = self._mender.mend()
        self._fold()
        return mended

    def fold_long(self) -> None:
        """Move a journal that has grown into the files of the months."""
        self._mender.catch_up()
        self._fold()

    def _catch_up(self) -> None:
        self._mender.repair()
        self._mender.catch_up()

    def _write(self, lines: Sequence[tuple[str, str, State]]) -> None:
        """Append to the journal, then mirror in the index."""
        if not lines:
            return
        journal = self._files.append(lines)
        try:
            with self._index.transaction() as db:
                mirror.put_states(db, lines)
                self._mender.mirrored(db, journal)
            if journal.is_long:
                self._fold()
        except sqlite3.Error as error:
            self._late(error)

    def _fold(self) -> None:
        """Move the journal into the files of the months."""
        before = self._files.journal_head()
        try:
            self._mender.repair(every_line=True)
            journal = self._files.fold()
        except StoreError as error:
            self._notify(str(error))
            return
        if journal is not None and before != ("", 0):
            self._mender.mend()
