"""The driver of the terminal, as far as it is stopped and goes on: by a shell, and its `fg`."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver


class StoppingDriver(LinuxDriver):
    """Textual's own, but that it stops and goes on between two steps of the program.

    By itself it does so wherever the signal comes. If that is while something is written to the
    terminal, it waits for ever for a lock that it holds itself. And whatever goes on it takes for
    stopped by itself: after another stop (SIGSTOP) two threads read the keys, and at the end the
    terminal stayed raw.
    """

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
