"""The driver of the terminal: it goes on from a screen that stands there, and writes sparingly.

See `ui.start.early` for who puts something there before Textual is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.ui.start.early import Held

if TYPE_CHECKING:
    from textual.driver import Driver

_ALTERNATE = "\x1b[?1049h"  # clears the screen where it is on already


def driver_over(held: Held | None) -> type[Driver] | None:
    """Return the driver that goes on from what was painted, if anything was.

    None where the environment names a driver.
    """
    from textual import constants

    if held is None and constants.DRIVER is not None:
        return None
    terminal = held or Held([], taken=True)

    from tuinews.ui.drawing.sparing import spared
    from tuinews.ui.start.terminaldriver import TerminalDriver

    class TakingOver(TerminalDriver):
        """Textual's own, but that it writes less, clears nothing, and keeps no raw terminal."""

        def write(self, data: str) -> None:
            if terminal.taken or data != _ALTERNATE:
                super().write(spared(data))

        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if not terminal.taken:
                self.attrs_before = terminal.before
                terminal.taken = True

    return TakingOver
