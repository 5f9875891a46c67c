"""A program on a real pseudo-terminal: keys go in, bytes come out, each with its time.

Nothing is interpreted while the program writes, so that reading never holds it up; what was
on the screen when is worked out afterwards, from the recorded chunks.
"""

from __future__ import annotations

import fcntl
import math
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from benchmarks.screen import Screen

#: What a terminal answers when it is asked what it can do.
ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[c": b"\x1b[?62;4c"}
PAUSE = 0.06  # seconds of silence that part the answer to a key from what follows by itself
DEAF = 2.0  # seconds without a byte after which a key has no answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program wrote after a key, until it fell silent."""

    sent: float  # when the key went in, in seconds of `perf_counter`
    chunks: tuple[tuple[float, bytes], ...]

    @property
    def size(self) -> int:
        """Bytes written."""
        return sum(len(data) for _, data in self.chunks)

    @property
    def took(self) -> float:
        """Milliseconds from the key to the end of the first burst: what a person waits for."""
        last = self.sent
        for at, _ in self.chunks:
            if last > self.sent and at - last > PAUSE:
                break
            last = at
        return 1000 * (last - self.sent)


class Terminal:
    """A child process on its own terminal; use it as a context."""

    def __init__(
        self, argv: Sequence[str], environ: Mapping[str, str], columns: int = 120, rows: int = 40
    ) -> None:
        self.argv, self.columns, self.rows = list(argv), columns, rows
        self._environ = dict(environ) | {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "COLUMNS": str(columns),
            "LINES": str(rows),
        }
        self.screen = Screen(columns, rows)
        self.ended = False
        self.usage: tuple[float, float] = (0.0, 0.0)  # CPU ms, peak MB; known after the exit

    def __enter__(self) -> Terminal:
        self._master, slave = pty.openpty()
        size = struct.pack("HHHH", self.rows, self.columns, 0, 0)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, size)
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            self.argv,
            env=self._environ,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        os.kill(self._process.pid, signal.SIGKILL)  # not Popen.kill, which might reap it first
        _, status, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        os.close(self._master)
        self.usage = (1000 * (usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024)

    def send(self, keys: str) -> None:
        """Type `keys`."""
        os.write(self._master, keys.encode())

    def record(
        self, timeout: float, quiet: float = 0.15, deaf: float = math.inf
    ) -> list[tuple[float, bytes]]:
        """Read for at most `timeout` s, until `quiet` s of silence after a byte.

        Give up after `deaf` s without a first one.
        """
        chunks: list[tuple[float, bytes]] = []
        end = time.perf_counter() + timeout
        while (left := end - time.perf_counter()) > 0:
            wait = min(left, quiet if chunks else deaf)
            if not select.select([self._master], [], [], wait)[0]:
                break
            try:
                data = os.read(self._master, 1 << 16)
            except OSError:
                self.ended = True
                break
            chunks.append((time.perf_counter(), data))
            for query, answer in ANSWERS.items():
                if query in data:
                    os.write(self._master, answer)
        return chunks

    def wait_for(self, text: str, timeout: float = 60.0) -> float | None:
        """Return the ms from the start of the program until `text` stood on the screen.

        None if it never does within `timeout` s, or the program has ended.
        """
        end = time.perf_counter() + timeout
        while not self.ended and (left := end - time.perf_counter()) > 0:
            shown = None
            for at, data in self.record(left, quiet=0.0):
                self.screen.feed(data)
                if shown is None and text in self.screen:
                    shown = 1000 * (at - self.started)
            if shown is not None:
                return shown
        return None

    def press(self, keys: str, quiet: float = 0.15) -> Answer:
        """Type `keys` and wait until the program has fallen silent."""
        sent = time.perf_counter()
        self.send(keys)
        chunks = self.record(DEAF, quiet=quiet)
        for _, data in chunks:
            self.screen.feed(data)
        return Answer(sent, tuple(chunks))

    def memory(self) -> float:
        """Return the resident MB of the running program; NaN where there is no /proc."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text()
        except OSError:
            return float("nan")
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else float("nan")
