"""The terminal may go away without a word, as under nohup: the program ends then, too."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys

import pytest

FIRST_PAINT = b"Samples"


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_without_its_terminal_the_program_ends() -> None:
    ours, theirs = pty.openpty()  # not its controlling terminal: nobody sends SIGHUP
    app = subprocess.Popen(
        [sys.executable, "-m", "tuinews"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(theirs)
    seen = b""
    while FIRST_PAINT not in seen and select.select([ours], [], [], 60)[0]:
        seen += os.read(ours, 1 << 16)
    while select.select([ours], [], [], 1)[0]:  # what is at work may end
        os.read(ours, 1 << 16)
    os.close(ours)
    try:
        assert app.wait(60) == 128 + 1
    finally:
        app.kill()
