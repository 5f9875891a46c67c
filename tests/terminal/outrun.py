"""The app, with a second change of size that comes while Textual asks for the first."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import struct
import sys
import termios

FIRST, SECOND = (90, 25), (70, 20)
ask = shutil.get_terminal_size
asked: list[os.terminal_size] = []


def outrun(fallback: tuple[int, int] = (80, 24)) -> os.terminal_size:
    """Return the size; the first time that it is FIRST it is SECOND and told before that."""
    size = ask(fallback)
    if size == FIRST and not asked:
        asked.append(size)
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *SECOND[::-1], 0, 0))
        os.kill(os.getpid(), signal.SIGWINCH)
    return size


if __name__ == "__main__":
    shutil.get_terminal_size = outrun
    from tuinews.cli import main

    sys.exit(main())
