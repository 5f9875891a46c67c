"""Connections to the index: one a thread, opened when first used, renewed when it changed.

What is damaged is thrown away; the index is made from the truth.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.store.errors import BusyError, StoreError, unreadable
from tuinews.store.index.schema import SOON, connect

if TYPE_CHECKING:
    import tempfile

_BUSY = {5, 6}
_DAMAGED = {11, 26}  # malformed, no database
#: What SQLite says of statements that are well where the tables are.
_SIGNS = (
    *("no such", "invalid fts5 file format", "Could not decode", "malformed", "corrupt"),
    *("parse error in", "unrecognized option", "error in tokenizer constructor"),  # how it is made
)
_READ_ONLY = 8
_FULL = 13
PATIENCE = 30  # seconds to wait for another writer
TRIES = 5  # to open an index whose folder goes away meanwhile
POLL = 0.001  # seconds between two tries


class Connections:
    """The way to one index file for all threads of this process."""

    def __init__(self, folder: Path, notify: Callable[[str], None]) -> None:
        """Take the index in `folder`; nothing is opened before it is used."""
        self.path = folder / "index.sqlite3"
        self._notify = notify
        self._local = threading.local()
        self._lock = threading.Lock()
        self._open: list[sqlite3.Connection] = []
        weakref.finalize(self, _close_all, self._open)  # for a library that nobody closed
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._closed = False
        self.lost = 0  # how often an index went away while it was in use

    @property
    def db(self) -> sqlite3.Connection:
        """The connection of this thread to the index as it now is. Raises StoreError."""
        known: tuple[int, sqlite3.Connection] | None = getattr(self._local, "held", None)
        if known is not None:
            with contextlib.suppress(OSError):
                if self.path.stat().st_ino == known[0]:
                    return known[1]
            self.lost += 1
            self._forget(known[1])
        return self._connect()

    def _connect(self) -> sqlite3.Connection:
        if self._closed:
            raise StoreError("The library is closed.")
        for again in range(TRIES):
            connection = self._open_one()
            try:
                self._local.held = (self.path.stat().st_ino, connection)
            except OSError as error:  # its folder went away meanwhile
                self._forget(connection)
                if again == TRIES - 1:
                    raise unreadable(self.path, error) from error
            else:
                break
        return connection

    def _open_one(self) -> sqlite3.Connection:
        with self._lock:
            try:
                connection = self._try()
            except UnicodeDecodeError:  # in the name of a table, told in an error
                self._remove()
                connection = self._try()
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY:
                    raise BusyError(f"{self.path} is locked; try again.", self.path) from error
                connection = self._otherwise(error)
            self._open.append(connection)
        return connection

    def _try(self) -> sqlite3.Connection:
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return connect(self.path)

    def _otherwise(self, error: sqlite3.DatabaseError) -> sqlite3.Connection:
        """Throw a damaged index away; use a temporary one where the place is unusable."""
        if is_damage(error):
            self._remove()
            with contextlib.suppress(sqlite3.DatabaseError):
                return self._try()
        place = self.path
        import tempfile  # imported late: only an index that cannot be written needs it

        try:
            self._temporary = tempfile.TemporaryDirectory(prefix="tuinews-")
            self.path = Path(self._temporary.name) / "index.sqlite3"
            connection = connect(self.path)
        except (OSError, sqlite3.Error) as failed:
            self.path = place
            raise StoreError(
                f"{place} cannot be used ({error}), nor can an index be made elsewhere"
                f" ({getattr(failed, 'strerror', None) or failed}); make room for it.",
                place,
            ) from failed
        self._notify(f"{place} cannot be used ({error}); a temporary index is used")
        return connection

    def is_locked_by_damage(self, error: sqlite3.Error) -> bool:
        """Whether SQLite takes the file for one that it may not write, which the system allows."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return code == _READ_ONLY and os.access(self.path, os.W_OK)

    def throw_away(self) -> None:
        """Remove a damaged index; the next use makes an empty one."""
        self.lost += 1
        held = getattr(self._local, "held", None)
        if held is not None:
            self._forget(held[1])
        with self._lock:
            self._remove()

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                Path(f"{self.path}{ending}").unlink()

    def _forget(self, connection: sqlite3.Connection) -> None:
        self._local.held = None
        with self._lock, contextlib.suppress(sqlite3.Error, ValueError):
            self._open.remove(connection)
            connection.close()

    @contextlib.contextmanager
    def transaction(self, *, many: bool = False) -> Iterator[sqlite3.Connection]:
        """Change the index, all or nothing. Waits for other writers up to 30 seconds.

        `many`: so much is changed that it has to be moved into the index file soon.
        """
        db = self.db
        if db.in_transaction:  # within another one of this thread
            yield db
            return
        if many:
            db.execute(f"pragma wal_autocheckpoint = {SOON}")
        _begin(db)
        try:
            yield db
            db.execute("commit")
        except BaseException:
            if db.in_transaction:
                with contextlib.suppress(sqlite3.Error):
                    db.execute("rollback")
            raise

    def close(self) -> None:
        """Close every connection; the library cannot be used after."""
        with self._lock:
            self._closed = True
            _close_all(self._open)
            if self._temporary is not None:
                self._temporary.cleanup()


def _begin(db: sqlite3.Connection) -> None:
    """Begin to write. Asks again and again while another writes: SQLite's own waits get long."""
    end = time.monotonic() + PATIENCE
    db.execute("pragma busy_timeout = 0")
    try:
        while True:
            try:
                db.execute("begin immediate")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in _BUSY or time.monotonic() > end:
                    raise
            time.sleep(POLL)
    finally:
        db.execute(f"pragma busy_timeout = {PATIENCE * 1000}")


def _close_all(connections: list[sqlite3.Connection]) -> None:
    """Close connections, whatever thread they were opened in."""
    for connection in connections:
        with contextlib.suppress(sqlite3.Error):
            connection.close()
    connections.clear()


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the index itself is damaged or of another make."""
    code, said = getattr(error, "sqlite_errorcode", 0) & 0xFF, str(error)
    if code in (0, 1):  # no code of its own, or any error in a statement
        return any(sign in said for sign in _SIGNS)
    return code in _DAMAGED


def explained(error: sqlite3.Error, path: Path) -> StoreError:
    """Return an error of the index as a sentence."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return BusyError(f"Another tuinews keeps {path} busy; try again.", path)
    if code == _FULL:
        return StoreError(
            f"Could not write {path}: the disk is full; free some space and try again.", path
        )
    return StoreError(f"Could not use {path}: {error}.", path)
