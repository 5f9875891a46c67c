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

from tuinews.store.disk.files import make_folder
from tuinews.store.errors import BusyError, RefusedError, unwritable

if TYPE_CHECKING:
    from filelock import BaseFileLock

POLL = 0.005  # seconds between two tries
_TRUTH = ("articles", "feeds.json")  # what a folder with a library holds, one of them at least


class LibraryFolder:
    """The folder of a library, which may go away while it is in use: a disk taken out, a move.

    Writing into a new one in its place would lose what is written as soon as it is back.
    """

    def __init__(self, path: Path) -> None:
        """Take a folder, which need not be there yet."""
        self.path = path
        self._known = self._now()

    def _now(self) -> tuple[int, int] | None:
        """Return what the system knows the folder by: device and inode; None without one."""
        try:
            now = self.path.stat()
        except OSError:
            return None
        return now.st_dev, now.st_ino

    def check(self) -> None:
        """Raise RefusedError where the folder is gone, or an empty one in its place.

        Another one that holds a library, as one put back from a backup, is as good as ours.
        """
        now = self._now()
        if self._known in (None, now) or (now and any(map(self._has, _TRUTH))):
            self._known = now
            return
        said = f"The library {self.path} has gone; nothing was changed. Put it back in its place."
        raise RefusedError(said, self.path)

    def _has(self, name: str) -> bool:
        return (self.path / name).exists()


class WriterLock:
    """A lock that one thread of one process holds at a time."""

    def __init__(self, folder: LibraryFolder, name: str, patience: float, said: str = "") -> None:
        """Lock by the file `name` in `folder`; wait at most `patience` seconds for another.

        `said` is what to say when another has it.
        """
        self.path = folder.path / name
        self._folder = folder
        self._said = said
        self._patience = patience
        self._threads = threading.RLock()
        self._depth = 0
        self._lock: BaseFileLock | None = None

    @contextlib.contextmanager
    def __call__(self, patience: float | None = None) -> Iterator[None]:
        """Hold the lock.

        Raises BusyError after `patience` seconds, StoreError without access, RefusedError
        where the library has gone.
        """
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
        from filelock import FileLock, Timeout  # imported late: only a writer needs it

        self._folder.check()
        try:
            if self._lock is None:
                make_folder(self.path.parent)
                if not os.access(self.path.parent, os.W_OK):
                    raise PermissionError(errno.EROFS, os.strerror(errno.EROFS))
                self._lock = FileLock(self.path, mode=0o600, thread_local=False)
            self._lock.acquire(timeout=patience, poll_interval=POLL)
            self._folder.check()  # and knows a folder that was made just now
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
