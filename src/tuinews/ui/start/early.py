"""The first headlines, painted straight to the terminal before Textual is loaded.

They are asked of the index and set by what sets the rows of the app, so that they are the
same; their places and colours are those of the last time, see `ui.start.look`. Where any of it is
not known for certain nothing is painted, and the app draws its first screen as ever.

The terminal is taken first as Textual would take it, so that keys that are typed meanwhile
wait for the app, and it is given back whatever ends the program.

Where it does not help: at the first start in a terminal of some size, theme or kind, after a
new version, with signs of plain ASCII, and where the samples are shown. What it cannot do:
give the terminal back after SIGKILL (as Textual cannot), and keep Enter from being read as
Ctrl+J that is typed in the first hundredth of a second, before the terminal is taken.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import termios
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tuinews.model import TuinewsError
from tuinews.paths import Places
from tuinews.settings import Config
from tuinews.ui import memory
from tuinews.ui.desk import Desk
from tuinews.ui.lists.listrow import ListRow, list_rows
from tuinews.ui.lists.rows import component, lay_out
from tuinews.ui.start import look
from tuinews.ui.start.reopening import Opening, opening, restore_view
from tuinews.values import dataclass

_ALTERNATE = "\x1b[?1049h\x1b[?25l"  # the screen of full-screen programs, without a cursor
_BACK = "\x1b[0m\x1b[?1049l\x1b[?25h"
_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)

Attributes = list[Any]  # of a terminal, as termios has them


@dataclass
class Held:
    """A terminal that the first screen stands on already."""

    before: Attributes
    taken: bool = False  # the app has it now, and will give it back


def picture(
    seen: look.Look,
    desk: Desk,
    begun: Opening,
    config: Config,
    now: datetime,
    size: tuple[int, int],
) -> str:
    """Return what paints the rows that a start shows; "" where there are none.

    Raises TuinewsError where the index cannot be asked.
    """
    folds = begun.folds
    first, hidden = divmod(begun.top(seen.lines, seen.height), seen.lines)
    fitting = -(-(seen.height + hidden) // seen.lines)
    rows = list_rows(
        folds.keys[first : first + fitting],
        folds.accounts,
        desk.library.rows,
        seen=desk.seen,
    )
    if not rows or len(seen.blank) != size[1] or seen.height < seen.lines:
        return ""
    width = seen.width - (len(folds.keys) * seen.lines > seen.height)  # beside a scrollbar
    drawn = [f"\x1b[{y};1H{line}" for y, line in enumerate(seen.blank, start=1)]
    for place, row in enumerate(rows):
        if row is None:
            continue
        chosen = first + place == begun.cursor
        for at, line in enumerate(_lines(row, width, config, now, seen, chosen=chosen)):
            if 0 <= (y := place * seen.lines + at - hidden) < seen.height:
                drawn.append(f"\x1b[{seen.top + y + 1};{seen.left + 1}H{line}")
    return "".join(drawn) + "\x1b[0m"


def _lines(
    row: ListRow, width: int, config: Config, now: datetime, seen: look.Look, *, chosen: bool
) -> list[str]:
    """Return the lines of one row as they are written."""
    iso_dates = config.ui.dates == "iso"
    laid = lay_out(row, width, now, lines=seen.lines, chosen=chosen, iso_dates=iso_dates)
    styles = seen.chosen if chosen else seen.styles
    return [
        "".join(
            f"\x1b[0m{styles[component(name, row, chosen=chosen)]}{text}" for text, name in line
        )
        for line in laid
    ]


def size() -> tuple[int, int]:
    """Return the size of the terminal as Textual takes it from shutil, without loading that."""
    told = [os.environ.get(name, "") for name in ("COLUMNS", "LINES")]
    known = [int(number) if number.isdecimal() else 0 for number in told]
    try:
        found = os.get_terminal_size(sys.__stdout__.fileno()) if sys.__stdout__ else (0, 0)
    except (OSError, ValueError):
        found = (0, 0)
    columns, rows = (a or b or c for a, b, c in zip(known, found, (80, 24), strict=True))
    return columns, rows


def look_key(config: Config, remembered: memory.Memory) -> str:
    """Return what the look of the first screen depends on now."""
    return look.key(size(), remembered.ui(config.ui), os.environ)


def paint(desk: Desk, config: Config, places: Places, now: datetime) -> str:
    """Return what paints the first screen; "" where it is not known for certain."""
    if config.ui.ascii:  # what the app changes on the way to the terminal is not known here
        return ""
    remembered = memory.recall(places.state / "screen.json")
    try:
        known = look.recall(look.file(places), look_key(config, remembered))
        if known is None:
            return ""
        restore_view(desk, remembered, fold=remembered.ui(config.ui).fold)
        begun = opening(desk, remembered.left(desk.library.data))
        return picture(known, desk, begun, config, now, size())
    except (TuinewsError, OSError, KeyError):  # the app will say what is wrong
        return ""


@contextlib.contextmanager
def painted(drawn: str) -> Iterator[Held | None]:
    """Paint `drawn`; give the terminal back at the end unless the app has taken it.

    Gives None where nothing was painted.
    """
    out = sys.__stderr__  # where Textual writes
    if not drawn or out is None or sys.__stdin__ is None or not out.isatty():
        yield None
        return
    stdin = sys.__stdin__.fileno()
    if _in_background(stdin):
        yield None
        return
    try:
        before = termios.tcgetattr(stdin)
        termios.tcsetattr(stdin, termios.TCSANOW, _raw(before))
    except termios.error:
        yield None
        return
    held = Held(before)

    def give_back(*_: object) -> None:
        termios.tcsetattr(stdin, termios.TCSANOW, before)
        _write(out.fileno(), _BACK)

    def end(number: int, _: object) -> None:
        give_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    handlers = {number: signal.signal(number, end) for number in _ENDING}
    try:
        _write(out.fileno(), _ALTERNATE + drawn)
        yield held
    finally:
        if not held.taken:
            give_back()
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _in_background(terminal: int) -> bool:
    """Return whether the terminal is another program's now: who changes it then is stopped."""
    try:
        return os.tcgetpgrp(terminal) != os.getpgrp()
    except OSError:  # it controls no programs
        return False


def _write(handle: int, text: str) -> None:
    """Write all of a text; a terminal that has gone away is no error here."""
    left = text.encode("utf-8", "replace")
    with contextlib.suppress(OSError):
        while left:
            left = left[os.write(handle, left) :]


def _raw(before: Attributes) -> Attributes:
    """Return attributes with which keys wait unchanged and unseen, as Textual sets them."""
    attributes = [*before[:6], list(before[6])]
    attributes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    allowed = 0 if os.environ.get("TEXTUAL_ALLOW_SIGNALS") else termios.ISIG
    attributes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | allowed)
    attributes[6][termios.VMIN] = 1
    return attributes
