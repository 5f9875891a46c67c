"""What the user did, on disk: a file a month, and a journal of what is not in them yet.

A change is one synced line at the end of the journal. When it is quiet the journal is
folded into the files of the months. A line holds the whole state of an article, so that
reading lines twice does no harm.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from tuinews.model import State
from tuinews.store.disk import codec
from tuinews.store.disk.journalfile import JournalFile
from tuinews.store.disk.jsonfile import Document, load
from tuinews.values import dataclass

TABLE = "states"
FOLD_AT = 1 << 16  # bytes of journal at which it is folded when the library is closed
LONG = 1 << 24  # ... and at which that is not waited for

Change = tuple[str, str, State]  # id, month, state


@dataclass(frozen=True, slots=True)
class Journal:
    """What the journal holds from a place on."""

    name: str  # another one after each folding; "" where there is none
    end: int  # bytes up to the end of the last whole line
    changes: tuple[Change, ...]
    after: str = ""  # the one before it, which was folded
    broken: int = 0  # lines that could not be read; the last one, cut off, is not counted

    @property
    def is_long(self) -> bool:
        """Whether it has to be folded without waiting for a quiet moment."""
        return self.end > LONG


class StateFiles:
    """The folder of states. Changing calls need the lock; reading ones do not."""

    def __init__(self, data: Path, notify: Callable[[str], None]) -> None:
        self.folder = data / "state"
        self.journal_path = self.folder / "journal.jsonl"
        self._journal = JournalFile(self.journal_path, notify)
        self._notify = notify

    def path(self, month: str) -> Path:
        """Return where the states of a month are."""
        return self.folder / f"{month}.json"

    def append(self, changes: Iterable[Change]) -> Journal:
        """Write changes down, durably; returns where the journal now ends."""
        lines = [
            json.dumps(
                {"id": identity, "month": month, "state": codec.from_state(state)},
                ensure_ascii=True,
            ).encode()
            for identity, month, state in changes
        ]
        name, end = self._journal.append(lines)
        return Journal(name, end, ())

    def journal_head(self) -> tuple[str, int]:
        """Return name and size of the journal; ("", 0) where there is none to go on with.

        Raises RefusedError where a newer tuinews wrote it, or where it is no plain file.
        """
        return self._journal.head()

    def are_to_be_folded(self) -> bool:
        """Whether the journal has grown so that folding it pays. Raises RefusedError."""
        return self.journal_head()[1] >= FOLD_AT

    def is_damaged(self) -> bool:
        """Whether there is a journal that lost its first line, or all of it."""
        return self._journal.is_damaged()

    def read_journal(self, start: int = 0) -> Journal:
        """Return the changes in the journal from byte `start` on."""
        (name, after), content = self._journal.read(start)
        changes: list[Change] = []
        broken = 0
        for line in content.split(b"\n"):
            change = _read_change(line)
            if change is not None:
                changes.append(change)
            elif line and b'"journal"' not in line:
                broken += 1
        end = start + len(content) if content or name else 0
        return Journal(name, end, tuple(changes), after, broken)

    def read_month(self, path: Path) -> list[Change]:
        """Return the states in the file of a month. Raises StoreError."""
        loaded = load(path, TABLE)
        if loaded.problem:
            self._notify(loaded.problem)
        return [
            (identity, path.stem, codec.to_state(document))
            for document in loaded.documents.values()
            if (identity := codec.identity_of(document))
        ]

    def fold(self) -> Journal | None:
        """Move what the journal holds into the files of the months, and begin a new one.

        Returns the new journal, None where there was nothing to move. Raises StoreError; a
        journal that could not be folded stays as it is.
        """
        from tuinews.store.disk.storage import change  # imports TinyDB

        journal = self.read_journal()
        if not journal.changes and not journal.broken and (journal.name or not journal.end):
            return None
        months: dict[str, dict[str, State]] = {}
        for identity, month, state in journal.changes:
            months.setdefault(month, {})[identity] = state
        for month, states in sorted(months.items()):
            put: dict[str, Document] = {}
            for identity, state in states.items():
                if document := codec.from_state(state):
                    put[identity] = {"id": identity, **document}
            change(self.path(month), TABLE, put, states.keys() - put.keys(), self._notify)
        if journal.broken or not journal.name:
            self._journal.set_aside()
        return Journal(self._journal.begin(journal.name), self.journal_path.stat().st_size, ())


def _read_change(line: bytes) -> Change | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    identity, month, state = codec.identity_of(said), said.get("month"), said.get("state")
    if not identity or not isinstance(month, str) or not isinstance(state, dict):
        return None
    if not (month == "undated" or (len(month) == 7 and month.replace("-", "").isdigit())):
        return None
    return identity, month, codec.to_state(state)
