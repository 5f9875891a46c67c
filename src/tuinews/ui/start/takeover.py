"""Taking over a terminal on which the first screen stands already, see `ui.start.early`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.ui.start.early import Held

if TYPE_CHECKING:
    from textual.driver import Driver

_ALTERNATE = "\x1b[?1049h"  # clears the screen where it is on already


def driver_over(held: Held | None) -> type[Driver] | None:
    """Return the driver that goes on from what was painted; None where nothing was."""
    if held is None:
        return None
    terminal = held
    from textual.drivers.linux_driver import LinuxDriver

    class TakingOver(LinuxDriver):
        """Textual's own, which neither clears what stands there nor keeps the raw terminal."""

        def write(self, data: str) -> None:
            if terminal.taken or data != _ALTERNATE:
                super().write(data)

        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if not terminal.taken:
                self.attrs_before = terminal.before
                terminal.taken = True

    return TakingOver
