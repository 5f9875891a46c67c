"""A journal: a file of JSON lines to which changes are appended until they are folded.

Its first line names it and the one before it; each folding begins another one. A line that
a crash cut off was never answered, and does not count.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tuinews.store.disk import files
from tuinews.store.disk.jsonfile import APP, SCHEMA
from tuinews.store.errors import RefusedError, unwritable

_HEAD = 4096  # bytes in which the first line ends


class JournalFile:
    """One journal. Changing calls need the lock of what it is of; reading ones do not."""

    def __init__(self, path: Path, notify: Callable[[str], None]) -> None:
        """Take the journal at `path`; `notify` is called with what the user has to know."""
        self.path = path
        self._notify = notify

    def head(self) -> tuple[str, int]:
        """Return name and size; ("", 0) where there is none to go on with.

        Raises RefusedError where a newer tuinews wrote it, or where it is no plain file.
        """
        head = files.read_bytes(self.path, 0, _HEAD)
        if head is None:
            return "", 0
        return self.names(head)[0], self.path.stat().st_size

    def names(self, head: bytes) -> tuple[str, str]:
        """Return the name of the journal that begins so, and that of the one before it."""
        try:
            said = json.loads(head.partition(b"\n")[0])
        except (ValueError, RecursionError):
            return "", ""
        if not isinstance(said, dict) or said.get("app") != APP:
            return "", ""
        schema, name, after = said.get("schema"), said.get("journal"), said.get("after")
        if not isinstance(schema, int) or schema > SCHEMA:
            raise RefusedError(
                f"{self.path} was written by a newer tuinews; update tuinews.", self.path
            )
        return name if isinstance(name, str) else "", after if isinstance(after, str) else ""

    def is_head(self, line: bytes) -> bool:
        """Whether a line is the first one of a journal."""
        return b'"journal"' in line and bool(self.names(line)[0])

    def finish(self) -> None:
        """End a line that was cut off, so that it is a line. Raises StoreError."""
        size = self.head()[1]
        if size and files.read_bytes(self.path, size - 1) != b"\n":
            files.append(self.path, b"")

    def now(self) -> tuple[str, str]:
        """Return the name of the one that is there and that of the one before it."""
        return self.names(files.read_bytes(self.path, 0, _HEAD) or b"")

    def read(self, start: int = 0) -> tuple[tuple[str, str], bytes]:
        """Return the names and the whole lines from byte `start` on."""
        head = files.read_bytes(self.path, 0, _HEAD)
        content = files.read_bytes(self.path, start)
        if not head or content is None:
            return ("", ""), b""
        return self.names(head), content[: content.rfind(b"\n") + 1]

    def is_damaged(self) -> bool:
        """Whether there is one that lost its first line, or all of it."""
        name, _ = self.head()
        return not name and self.path.exists()

    def append(self, lines: Sequence[bytes]) -> tuple[str, int]:
        """Add lines, durably, in one piece; returns its name and where it now ends."""
        name, _ = self.head()
        if not name:
            if self.is_damaged():
                self.set_aside()
            name = self.begin("")
        files.append(self.path, b"".join(line + b"\n" for line in lines))
        return name, self.path.stat().st_size

    def begin(self, after: str, lines: Sequence[bytes] = ()) -> str:
        """Put another one in its place, which follows the one named `after`, with these lines."""
        name = secrets.token_hex(8)
        head = {"app": APP, "schema": SCHEMA, "journal": name, "after": after}
        content = b"".join([json.dumps(head).encode(), b"\n", *lines])
        files.write_whole(self.path, content, backup=False)
        return name

    def keep_lines(self, lines: Sequence[bytes]) -> str:
        """Write lines into a file beside it, durably; returns its name."""
        aside = self._aside()
        files.write_whole(aside, b"".join(lines), backup=False)
        return aside.name

    def set_aside(self, why: str = "") -> None:
        """Keep it as it is under another name as well; `why` is a sentence, "" damage."""
        aside = self._aside()
        try:
            files.keep(self.path, aside)
        except OSError as error:
            raise unwritable(aside, error) from error
        why = why or f"{self.path} was damaged"
        self._notify(f"{why}; as it was it is kept as {aside.name}")

    def _aside(self) -> Path:
        time = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        return self.path.with_name(f"{self.path.name}.bad-{time}")
