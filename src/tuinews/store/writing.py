"""Writing articles: into the files first, then into the index."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from tuinews.store.disk import shards
from tuinews.store.disk.articlejournal import fits
from tuinews.store.index import entries, indexing, segments
from tuinews.store.index.entries import IndexEntry
from tuinews.store.index.indexing import AT_ONCE, Written
from tuinews.store.index.journalmend import LONG, JournalMender
from tuinews.store.index.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Iterable

FILES = 4  # that are written at once; more of them go through the journal
BYTES = 2 << 20  # ... and larger ones


class Writer:
    """Writes what is given by file. Call with the lock of the articles."""

    def __init__(
        self, shared: Shared, journal_mender: JournalMender, late: Callable[[sqlite3.Error], None]
    ) -> None:
        """`late` is told of an index that could not follow the files."""
        self._data, self._index, self._originals = shared.data, shared.index, shared.originals
        self._journal, self._notify, self._wanted = shared.journal, shared.notify, shared.wanted
        self._journal_mender, self._late = journal_mender, late

    def change(
        self, put: Mapping[str, Sequence[IndexEntry]], drop: Mapping[str, Collection[str]]
    ) -> None:
        """Put articles into files, and take some out of others after that; durably.

        Raises StoreError; what was written before the error is in the index then.
        """
        names = sorted(put.keys() | drop.keys())
        if not names:
            return
        pending = bool(self._journal.waiting())
        if pending and not all(map(fits, names)):
            self._journal_mender.fold()
            pending = False
        if not pending and (self._is_little(names) or not all(map(fits, names))):
            self._into_files(put, drop)
        else:
            self._into_journal(put, drop)

    def _is_little(self, names: Iterable[str]) -> bool:
        """Whether the files can be written again in no time."""
        size = number = 0
        for name in names:
            number += 1
            with contextlib.suppress(OSError):
                size += (self._data / name).stat().st_size
        return number <= FILES and size <= BYTES

    def _into_journal(
        self, put: Mapping[str, Sequence[IndexEntry]], drop: Mapping[str, Collection[str]]
    ) -> None:
        found = [(name, entry) for name, some in put.items() for entry in some]
        gone = [(name, identity) for name, some in drop.items() for identity in sorted(some)]
        try:
            self._journal_mender.append(found, gone)
        except sqlite3.Error as error:
            self._late(error)
        if self._journal.file.head()[1] > LONG:
            self._journal_mender.fold()

    def _into_files(
        self, put: Mapping[str, Sequence[IndexEntry]], drop: Mapping[str, Collection[str]]
    ) -> None:
        waiting: list[Written] = []
        try:
            for name in [*sorted(put), *sorted(drop.keys() - put.keys())]:
                found, gone = put.get(name, ()), set(drop.get(name, ()))
                documents = {one.id: one.document for one in found}
                renewed = shards.write(self._data, name, documents, gone, self._notify)
                if renewed is not None:
                    waiting.append(Written(name, renewed, found, gone))
                if sum(len(one.put) + len(one.drop) for one in waiting) >= AT_ONCE:
                    self._index_files(waiting)
                    waiting = []
        finally:
            self._index_files(waiting)

    def _index_files(self, written: Sequence[Written]) -> None:
        """Bring the index in step with files that were written."""
        if not written:
            return
        try:
            with self._index.transaction(many=True) as db:
                keys = entries.Keys(db)
                for one in written:
                    indexing.put_file(db, self._originals, keys, one)
            segments.merge(self._index, self._wanted)
        except sqlite3.Error as error:
            self._late(error)
