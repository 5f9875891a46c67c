"""Giving an article to a program of the user's, on its standard input.

The article is never part of the command: no word of it is an argument, and no shell is run.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import IO, TYPE_CHECKING

from textual.app import SuspendNotSupported

from tuinews.settings import Pipe
from tuinews.text import shown_line
from tuinews.ui.host import Host
from tuinews.ui.memory import Remembered
from tuinews.ui.panes import Panes
from tuinews.ui.tasks.openarticle import OpenArticle
from tuinews.ui.tasks.subject import Subject

if TYPE_CHECKING:
    from tuinews.ui.dialogs.pipedialog import Piping

PATIENCE = 60.0  # seconds until a program that has no terminal is stopped
LINGERS = 0.5  # seconds that its output is waited for once it has ended
TOLD = 4096  # bytes of its output that are looked at


class ArticlePipe:
    """Asks for a program where the settings name none, and tells what it said."""

    def __init__(
        self,
        subject: Subject,
        opened: OpenArticle,
        panes: Panes,
        host: Host,
        remembered: Remembered,
        settings: Pipe,
    ) -> None:
        """`remembered` holds what was typed last."""
        self._subject, self._opened, self._panes = subject, opened, panes
        self._host, self._remembered, self._settings = host, remembered, settings

    def ask(self) -> None:
        """Give the article to the program of the settings, or to one that is asked for."""
        row = self._subject.one()
        article = self._opened.article(row.id) if row is not None else None
        if article is None:
            return
        from tuinews.export import markdown

        data = markdown(article, self._opened.state(article.id)).encode()
        if command := self._settings.command:
            self._give(command, data, in_terminal=self._settings.terminal)
            return

        from tuinews.ui.dialogs.pipedialog import PipeDialog

        def answered(answer: Piping | None) -> None:
            if answer is not None:
                self._remembered.put(replace(self._remembered.memory, piped=answer.typed))
                self._give(answer.words, data, in_terminal=answer.in_terminal)

        self._host.ask(PipeDialog(article.headline, self._remembered.memory.piped), answered)

    def _give(self, command: Sequence[str], data: bytes, *, in_terminal: bool) -> None:
        name = shown_line(Path(command[0]).name, 40)
        if in_terminal:
            self._host.say(self._lend_terminal(name, command, data))
        else:
            self._host.say(f"given to {name} …")
            self._start(name, command, data)

    def _lend_terminal(self, name: str, command: Sequence[str], data: bytes) -> str:
        """Run a program on the terminal until it ends; returns in words what became of it."""
        try:
            with self._panes.app.suspend():
                subprocess.run(command, input=data, check=False)
        except OSError as error:
            return f"{name} did not start: {error.strerror}"
        except SuspendNotSupported:
            return "the terminal cannot be lent here"
        return f"back from {name}"

    def _start(self, name: str, command: Sequence[str], data: bytes) -> None:
        """Run a program without a terminal, aside; it may outlive this one."""
        app = self._panes.app

        def work() -> None:
            said = told(name, command, data)
            if app.is_running:
                app.call_from_thread(self._tell, name, said)

        Thread(target=work, daemon=True, name="pipe").start()

    def _tell(self, name: str, said: str) -> None:
        if said:
            self._host.toast(f"{name}: {said}")
        self._host.say(f"{name} is done")


def told(name: str, command: Sequence[str], data: bytes, patience: float = PATIENCE) -> str:
    """Run a program with `data` on its standard input; return what it says in a line.

    It has no terminal. Once `patience` seconds are over it is stopped with all that it started.
    """
    with TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        try:
            process = subprocess.Popen(
                command,
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            return f"did not start: {error.strerror}"
    heard: list[bytes] = []
    assert process.stdout is not None
    hearing = Thread(target=_hear, args=(process.stdout, heard), daemon=True)
    hearing.start()
    try:
        code = process.wait(patience)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        hearing.join(LINGERS)
        return f"stopped, it took longer than {patience:.0f} s"
    hearing.join(LINGERS)  # what it leaves in the background may hold on to its output
    lines = (shown_line(line, 200) for line in b"".join(heard).decode(errors="replace").split("\n"))
    said = next(filter(None, lines), "")
    return f"failed with {code}" + f", {said}" * bool(said) if code else said


def _hear(stream: IO[bytes], heard: list[bytes]) -> None:
    """Keep the beginning of what a program prints; hear it out to its end."""
    room = TOLD
    with stream:
        while chunk := os.read(stream.fileno(), 1 << 16):
            heard.append(chunk[:room])
            room = max(0, room - len(chunk))
