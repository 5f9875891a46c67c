"""What the reader did, on disk: a file a month, and a journal of what is not in them yet.

A change is one synced line at the end of the journal. When it is quiet the journal is
folded into the files of the months. A line holds the whole state of an article, so that
reading lines twice does no harm.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tuinews.model import State
from tuinews.store import codec, files
from tuinews.store.errors import RefusedError, unwritable
from tuinews.store.jsonfile import APP, SCHEMA, Document, load

TABLE = "states"
FOLD_AT = 1 << 20  # bytes of journal at which it is folded without waiting for quiet

Change = tuple[str, str, State]  # id, month, state


@dataclass(frozen=True, slots=True)
class Journal:
    """What the journal holds from a place on."""

    name: str  # another one after each folding; "" where there is none
    end: int  # bytes up to the end of the last whole line
    changes: tuple[Change, ...]
    broken: int = 0  # lines that could not be read; the last one, cut off, is not counted


class StateFiles:
    """The folder of states. Changing calls need the lock; reading ones do not."""

    def __init__(self, data: Path, told: Callable[[str], None]) -> None:
        self.folder = data / "state"
        self.journal_path = self.folder / "journal.jsonl"
        self._told = told

    def path(self, month: str) -> Path:
        """Return where the states of a month are."""
        return self.folder / f"{month}.json"

    def append(self, changes: Iterable[Change]) -> Journal:
        """Write changes down, durably; returns where the journal now ends."""
        name, _ = self.journal_head()
        if not name:
            name = self._start_journal()
        lines = [
            json.dumps(
                {"id": identity, "month": month, "state": codec.from_state(state)},
                ensure_ascii=True,
            )
            for identity, month, state in changes
        ]
        files.append(self.journal_path, ("\n".join(lines) + "\n").encode())
        return Journal(name, self.journal_path.stat().st_size, ())

    def journal_head(self) -> tuple[str, int]:
        """Return name and size of the journal; ("", 0) where there is none to go on with.

        Raises RefusedError where a newer tuinews wrote it.
        """
        try:
            with self.journal_path.open("rb") as stream:
                if not stream.seekable():
                    raise RefusedError(f"{self.journal_path} is no plain file.", self.journal_path)
                head = stream.readline(4096)
                return self._named(head), os.fstat(stream.fileno()).st_size
        except FileNotFoundError:
            return "", 0
        except OSError as error:
            raise unwritable(self.journal_path, error) from error

    def _named(self, head: bytes) -> str:
        try:
            said = json.loads(head)
        except (ValueError, RecursionError):
            return ""
        if not isinstance(said, dict) or said.get("app") != APP:
            return ""
        schema, name = said.get("schema"), said.get("journal")
        if not isinstance(schema, int) or schema > SCHEMA:
            raise RefusedError(
                f"{self.journal_path} was written by a newer tuinews; update tuinews.",
                self.journal_path,
            )
        return name if isinstance(name, str) else ""

    def _start_journal(self) -> str:
        if self.journal_path.exists() and self.journal_path.stat().st_size:
            self._set_aside_journal()
        name = secrets.token_hex(8)
        head = json.dumps({"app": APP, "schema": SCHEMA, "journal": name}) + "\n"
        files.write_whole(self.journal_path, head.encode(), backup=False)
        return name

    def _set_aside_journal(self) -> None:
        time = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        aside = self.journal_path.with_name(f"journal.jsonl.bad-{time}")
        try:
            files.keep(self.journal_path, aside)
        except OSError as error:
            raise unwritable(aside, error) from error
        self._told(f"{self.journal_path} was damaged; as it was it is kept as {aside.name}")

    def read_journal(self, start: int = 0) -> Journal:
        """Return the changes in the journal from byte `start` on."""
        content = files.read_bytes(self.journal_path)
        if not content:
            return Journal("", 0, ())
        name = self._named(content.partition(b"\n")[0])
        end = max(content.rfind(b"\n") + 1, start)
        changes: list[Change] = []
        broken = 0
        for line in content[start:end].split(b"\n"):
            change = _read_change(line)
            if change is not None:
                changes.append(change)
            elif line and b'"journal"' not in line:
                broken += 1
        return Journal(name, end, tuple(changes), broken)

    def read_month(self, path: Path) -> list[Change]:
        """Return the states in the file of a month. Raises StoreError."""
        loaded = load(path, TABLE)
        if loaded.problem:
            self._told(loaded.problem)
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
        from tuinews.store.storage import change  # imports TinyDB

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
            change(self.path(month), TABLE, put, states.keys() - put.keys(), self._told)
        if journal.broken:
            self._set_aside_journal()
        with_name = self._replace_journal()
        return Journal(with_name, self.journal_path.stat().st_size, ())

    def _replace_journal(self) -> str:
        name = secrets.token_hex(8)
        head = json.dumps({"app": APP, "schema": SCHEMA, "journal": name}) + "\n"
        files.write_whole(self.journal_path, head.encode(), backup=False)
        return name


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
