"""The driver of the terminal, where the terminal stops us, or goes away: no more hanging."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App


class TerminalDriver(LinuxDriver):
    """Textual's own, but that it stops and goes on between two steps of the program.

    By itself it does so wherever the signal comes. If that is while something is written to the
    terminal, it waits for ever for a lock that it holds itself. And whatever goes on it takes for
    stopped by itself: after another stop (SIGSTOP) two threads read the keys, and at the end the
    terminal stayed raw.
    """

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Take the app, see `LinuxDriver`."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = Written(self._file)  # type: ignore[assignment]

    def _sigtstp_application(self, *_: object) -> None:
        """A shell wants the terminal; a program that has it from us stops along with us."""
        if self._auto_restart and self._loop.is_running():
            self._loop.call_soon_threadsafe(super()._sigtstp_application)
        else:
            super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        """The terminal is ours again, if no program has it from us."""
        if self._auto_restart and self._loop.is_running():
            self._loop.call_soon_threadsafe(self._go_on)

    def _go_on(self) -> None:
        if self._must_signal_resume:
            super()._sigcont_application()
        else:  # it was not given away, but others may have written to it
            self._app.refresh(layout=True)


class Written:
    """What is written to a terminal; nothing more of it once that has gone away.

    The thread that writes would end with the error, and the program wait for ever for somebody
    to take what it wants written: it could not even end. That the terminal is gone it is told by
    a signal, or sees by itself.
    """

    def __init__(self, file: IO[str] | None) -> None:
        """Take the file of the terminal."""
        self._file = file

    def write(self, text: str) -> None:
        """Write, if there is a terminal."""
        try:
            if self._file is not None:
                self._file.write(text)
        except OSError:
            self._file = None

    def flush(self) -> None:
        """Have it written, if there is a terminal."""
        try:
            if self._file is not None:
                self._file.flush()
        except OSError:
            self._file = None
