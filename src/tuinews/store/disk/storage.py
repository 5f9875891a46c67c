"""The TinyDB storage: whole files, replaced at once, with a backup; never a foreign one.

The only module that imports TinyDB; import it where something is written, not at start.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage

from tuinews.store.disk import files
from tuinews.store.disk.jsonfile import Document, Loaded, dump, load, places
from tuinews.store.errors import unwritable


class WholeFile(Storage):
    """A file that is read once and replaced whole when `commit` is called.

    Refuses, before anything is written, what is not a tuinews store or newer than this
    one. A damaged file is set aside as `NAME.bad-TIME` and never overwritten.
    """

    def __init__(self, path: Path, table: str, notify: Callable[[str], None]) -> None:
        """Read the file at `path`; `notify` is called with what the user has to know."""
        self.path = files.real(path)
        self._table = table
        self._notify = notify
        self.loaded: Loaded = load(path, table)
        self.before = self.path.stat() if self.path.exists() else None  # later, not earlier
        self._tables: dict[str, dict[str, Any]] = {
            table: {str(number): doc for number, doc in self.loaded.documents.items()}
        }
        self._changed = self.loaded.torn

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the tables as they are now, changes included."""
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take the tables as they shall be; `commit` writes them."""
        self._tables = data
        self._changed = True

    def commit(self) -> tuple[os.stat_result, dict[str, int]] | None:
        """Write what changed, durably; return the file's new status and `places` in it.

        None if nothing changed.
        """
        if not self._changed:
            return None
        documents = {int(number): doc for number, doc in self._tables[self._table].items()}
        content = dump(self._table, documents, self.loaded.others)
        if self.loaded.torn or self.loaded.odd:
            self._set_aside()
        status = files.write_whole(self.path, content, backup=not self.loaded.torn)
        self._changed = False
        return status, places(content)

    def _set_aside(self) -> None:
        time = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        aside = self.path.with_name(f"{self.path.name}.bad-{time}")
        try:
            files.keep(self.path, aside)
        except OSError as error:
            raise unwritable(aside, error) from error
        self._notify(f"{self.loaded.problem}; the file as it was is kept as {aside.name}")


def change(
    path: Path,
    table: str,
    put: Mapping[str, Document],
    drop: Collection[str],
    notify: Callable[[str], None],
    id_of: Callable[[Mapping[str, Any]], object] = lambda document: document.get("id"),
) -> tuple[os.stat_result | None, os.stat_result, dict[str, int]] | None:
    """Put documents, by their ids, into a file and take others out; `id_of` tells the id of one.

    Returns the status of the file that was read, None where there was none, its new one, and
    at which bytes the documents begin.

    What is to be taken out and put goes to the end.
    Durable when it returns; None where nothing had to be written. Raises StoreError, and
    the file is as it was then.
    """
    database = TinyDB(path, table, notify, storage=WholeFile)
    storage: WholeFile = database.storage  # type: ignore[assignment]
    documents = database.table(table)
    numbers: dict[str, list[int]] = {}  # of two with one id the last counts
    for doc in documents:
        if isinstance(name := id_of(doc), str) and name:
            numbers.setdefault(name, []).append(doc.doc_id)
    if dropped := [number for name in drop for number in numbers.pop(name, ())]:
        documents.remove(doc_ids=dropped)
    if renewed := [numbers[name][-1] for name in put if name in numbers]:
        documents.update(_renew(put, id_of), doc_ids=renewed)
    if added := [doc for name, doc in put.items() if name not in numbers]:
        documents.insert_multiple(added)
    after = storage.commit()
    return None if after is None else (storage.before, *after)


def _renew(
    put: Mapping[str, Document], id_of: Callable[[Mapping[str, Any]], object]
) -> Callable[[Mapping[str, Any]], None]:
    """Return a TinyDB operation that replaces a document by the one of the same id."""

    def operation(document: Mapping[str, Any]) -> None:
        assert isinstance(document, dict)
        new = put[str(id_of(document))]
        document.clear()
        document.update(new)

    return operation
