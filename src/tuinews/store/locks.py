"""Locks between processes: one for the articles, one for the states.

They are apart so that a star does not wait for an import. The system lets go of a lock
when its process ends, however it ends.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.store.errors import BusyError, unwritable
from tuinews.store.files import make_folder

if TYPE_CHECKING:
    from filelock import BaseFileLock

POLL = 0.005  # seconds between two tries


class WriterLock:
    """A lock that one thread of one process holds at a time."""

    def __init__(self, path: Path, patience: float, said: str = "") -> None:
        """Lock by the file at `path`; wait at most `patience` seconds for another.

        `said` is what to say when another has it.
        """
        self.path = path
        self._said = said
        self._patience = patience
        self._threads = threading.RLock()
        self._depth = 0
        self._lock: BaseFileLock | None = None

    @contextlib.contextmanager
    def __call__(self, patience: float | None = None) -> Iterator[None]:
        """Hold the lock. Raises BusyError after `patience` seconds, StoreError without access."""
        patience = self._patience if patience is None else patience
        if not self._threads.acquire(timeout=patience):
            raise self._busy()
        try:
            if not self._depth:
                self._acquire(patience)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth and self._lock is not None:
                    self._lock.release()
        finally:
            self._threads.release()

    def _acquire(self, patience: float) -> None:
        from filelock import FileLock, Timeout  # 30 ms

        try:
            if self._lock is None:
                make_folder(self.path.parent)
                if not os.access(self.path.parent, os.W_OK):
                    raise PermissionError(errno.EROFS, os.strerror(errno.EROFS))
                self._lock = FileLock(self.path, mode=0o600, thread_local=False)
            self._lock.acquire(timeout=patience, poll_interval=POLL)
        except Timeout:
            raise self._busy() from None
        except OSError as error:
            raise unwritable(self.path, error) from error

    def _busy(self) -> BusyError:
        return BusyError(
            self._said
            or f"Another tuinews is writing in {self.path.parent}; wait for it and try again.",
            self.path,
        )
