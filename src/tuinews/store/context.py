"""What the parts of one open library share: its folder, its index, its clock, its notices."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from tuinews.store.disk.locks import LibraryFolder
from tuinews.store.index.connections import Connections, explained, is_damage

T = TypeVar("T")


class LibraryContext:
    """One library as its parts see it; safe from any thread."""

    def __init__(self, data: Path, cache: Path, now: Callable[[], datetime]) -> None:
        """Take the files in `data` and the index in `cache`; nothing is opened yet."""
        self.data = data
        self.now = now
        self.folder = LibraryFolder(data)
        self.index = Connections(cache, self.notify)
        self.notices: list[str] = []  # what the user has to know: sentences
        self.changes = 0  # how often this process has changed something

    @property
    def readonly(self) -> bool:
        """Whether nothing can be written into the data folder."""
        folder = self.data
        while not os.access(folder, os.F_OK) and folder != folder.parent:
            folder = folder.parent
        return not os.access(folder, os.W_OK)

    def notify(self, notice: str) -> None:
        """Keep a sentence for the user, each once."""
        if notice not in self.notices:
            self.notices.append(notice)

    def version(self) -> int:
        """Return a number that changes with the index, and with what this process changes."""

        def ask(db: sqlite3.Connection) -> int:
            return int(db.execute("pragma data_version").fetchone()[0])

        return hash((self.read(ask), self.index.lost, self.changes))

    def read(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        """Ask the index; a damaged one is thrown away and asked again, empty. Raises StoreError."""
        return self.retried(lambda: ask(self.index.db))

    def write(self, change: Callable[[sqlite3.Connection], T]) -> T:
        """Change the index, all or nothing; a damaged one as `read`. Raises StoreError."""

        def work() -> T:
            with self.index.transaction() as db:
                return change(db)

        return self.retried(work)

    def retried(self, work: Callable[[], T]) -> T:
        """Do work with the index, and once more with an empty one where it is damaged.

        Raises StoreError where the index cannot be used, and whatever `work` raises.
        """
        try:
            return work()
        except (sqlite3.Error, ValueError, TypeError, OverflowError) as error:
            if not self._shows_damage(error):
                if isinstance(error, sqlite3.Error):
                    raise explained(error, self.index.path) from error
                raise
        self.index.throw_away()
        self.notify("The index was damaged; it is made again from your files.")
        try:
            return work()
        except sqlite3.Error as error:
            raise explained(error, self.index.path) from error

    def _shows_damage(self, error: Exception) -> bool:
        """Whether an error comes from a damaged index: what it holds may be of any kind then."""
        if isinstance(error, sqlite3.Error):
            return is_damage(error) or self.index.is_locked_by_damage(error)
        from tuinews.store.index.soundness import is_sound  # which is asked hardly ever

        try:
            return not is_sound(self.index.db)
        except (sqlite3.Error, UnicodeDecodeError):
            return True
