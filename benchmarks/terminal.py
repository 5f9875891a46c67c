"""A program on a real pseudo-terminal: keys go in, bytes come out, each with its time.

Nothing is interpreted while the program writes, so that reading never holds it up; what was
on the screen when is worked out afterwards, from the recorded chunks.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from benchmarks.screen import Screen

#: What a terminal answers when it is asked what it can do.
ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[c": b"\x1b[?62;4c"}
SEQUENCE = re.compile(rb"\x1b\[[0-9;?<>=]*[@-~]")


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
        """Milliseconds from the key to the last byte."""
        return 1000 * (self.chunks[-1][0] - self.sent) if self.chunks else 0.0


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
        self,
        timeout: float,
        enough: Callable[[bytes], bool] = lambda data: False,
        quiet: float = 0.15,
    ) -> list[tuple[float, bytes]]:
        """Read for at most `timeout` s, until `enough` or `quiet` s of silence after a byte."""
        chunks: list[tuple[float, bytes]] = []
        seen = b""
        end = time.perf_counter() + timeout
        while (left := end - time.perf_counter()) > 0:
            wait = min(left, quiet) if chunks else left
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
            seen += data
            if enough(seen):
                break
        return chunks

    def wait_for(self, text: str, timeout: float = 60.0) -> float | None:
        """Return the ms from the start of the program until `text` stood on the screen."""
        return self._until(lambda screen: text in screen, self.started, timeout)

    def press(self, keys: str, timeout: float = 10.0, quiet: float = 0.15) -> Answer:
        """Type `keys` and wait until the program has fallen silent."""
        sent = time.perf_counter()
        self.send(keys)
        chunks = self.record(timeout, quiet=quiet)
        for _, data in chunks:
            self.screen.feed(data)
        return Answer(sent, tuple(chunks))

    def press_until(
        self, keys: str, done: Callable[[Screen], bool], timeout: float = 20.0
    ) -> float | None:
        """Type `keys`; return the ms until the screen is as `done` wants, None if it never is."""
        sent = time.perf_counter()
        self.send(keys)
        return self._until(done, sent, timeout)

    def _until(self, done: Callable[[Screen], bool], since: float, timeout: float) -> float | None:
        end = time.perf_counter() + timeout
        while not self.ended and (left := end - time.perf_counter()) > 0:
            for at, data in self.record(left, quiet=0.03):
                self.screen.feed(data)
                if done(self.screen):
                    return 1000 * (at - since)
        return None

    def memory(self) -> float:
        """Return the resident MB of the running program; NaN where there is no /proc."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text()
        except OSError:
            return float("nan")
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else float("nan")
