"""A terminal of our own: what a program writes to it, and what is typed and done to it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from collections.abc import Mapping, Sequence

QUIET = 0.4  # seconds without a byte after which the screen is taken as drawn
PATIENCE = 60.0  # seconds to wait for the first byte


class Console:
    """A process on a terminal of its own."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], width: int = 100, height: int = 40
    ) -> None:
        """Start Python with `command`."""
        self.written = b""
        self.child, self.handle = pty.fork()
        if not self.child:
            given = {**os.environ, **env}  # not what readline put beside os.environ: a size
            for name in ("COLUMNS", "LINES"):  # which would go before the real size
                given.pop(name, None)
            os.execve(sys.executable, [sys.executable, *command], given)
        self.resize(width, height, tell=False)

    def resize(self, width: int, height: int, *, tell: bool = True) -> None:
        """Give the terminal another size."""
        size = struct.pack("HHHH", height, width, 0, 0)
        fcntl.ioctl(self.handle, termios.TIOCSWINSZ, size)
        if tell:
            os.kill(self.child, signal.SIGWINCH)

    def until(self, text: bytes, start: int = 0) -> bool:
        """Read until `text` was written from byte `start` on; False where that does not come."""
        while text not in self.written[start:]:
            if not self._read(PATIENCE):
                return False
        return True

    def more(self) -> bool:
        """Read what is written next; False where nothing comes."""
        return self._read(PATIENCE)

    def settle(self, quiet: float = QUIET) -> bytes:
        """Read until nothing is written for a while; return what was written meanwhile."""
        start = len(self.written)
        while self._read(quiet):
            pass
        return self.written[start:]

    def type(self, keys: bytes, quiet: float = QUIET, answer: float = 1.0) -> bytes:
        """Type `keys`; return what the program wrote then.

        `answer` is how long to wait for the first of it, in seconds, `quiet` for more.
        """
        start = len(self.written)
        with contextlib.suppress(OSError):
            os.write(self.handle, keys)
        if self._read(answer):
            self.settle(quiet)
        return self.written[start:]

    def end(self) -> int:
        """Read to the end; return the exit code, or minus the signal."""
        while self._read(PATIENCE):
            pass
        os.close(self.handle)
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])

    def _read(self, patience: float) -> bool:
        if not select.select([self.handle], [], [], patience)[0]:
            return False
        try:
            piece = os.read(self.handle, 1 << 16)
        except OSError:  # the other end is closed: the process has ended
            return False
        self.written += piece
        return bool(piece)
