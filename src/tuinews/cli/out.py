"""Printing: lines and tables for people, JSON lines for programs, a pager, progress.

Every text passes the display gate here, whoever wrote it. On a pipe there is no
decoration: no colour, no cut text, columns parted by tabs.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from tuinews import text

if TYPE_CHECKING:
    from tuinews.store.views import Row

_BLINK = 0.1  # seconds between two drawings of progress


def terminal() -> bool:
    """Tell whether standard output is a terminal."""
    return sys.stdout.isatty()


def width() -> int:
    """Return the columns of the terminal; COLUMNS overrides, 80 where unknown."""
    return max(20, _size().columns)


def _size() -> os.terminal_size:
    import shutil  # imported late: only a terminal needs it

    return shutil.get_terminal_size()


def line(content: str = "") -> None:
    """Print lines of text."""
    print(text.shown(content))


def to_file(path: Path, texts: Iterable[str], *, force: bool) -> None:
    """Write all into one file that must be new; with `force` an old one is replaced whole.

    Raises ExportError.
    """
    from tuinews import export

    try:
        if path.exists() and not path.is_file():  # a device or pipe that was named on purpose
            with path.open("w", encoding="utf-8") as stream:
                stream.writelines(texts)
        elif force:
            beside = path.with_name(f".{path.name[:80]}.{os.getpid()}.new")
            export.write_new(beside, texts)
            beside.replace(path)
        else:
            export.write_new(path, texts)
    except FileExistsError as error:
        raise export.ExportError(f"{path} is there already; --force replaces it") from error
    except OSError as error:
        raise export.ExportError(f"cannot write {path}: {error.strerror or error}") from error


def warn(message: str) -> None:
    """Print one line to standard error."""
    if sys.stderr is not None:
        print(f"tuinews: {text.shown_line(message, 1000)}", file=sys.stderr)


def told(message: str) -> None:
    """Print a remark for a person to standard error; nothing where none is looking."""
    if sys.stderr is not None and sys.stderr.isatty():
        print(text.shown(message), file=sys.stderr)


def emit(record: dict[str, Any]) -> None:
    """Print `record` as one line of JSON in which nothing acts on a terminal."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(text.safe_json(json.dumps(record, ensure_ascii=not utf8)))


def row(cells: Sequence[str], widths: Sequence[int]) -> None:
    """Print cells in columns of these widths; a width of 0 takes what is left of the line.

    On a pipe the cells are parted by tabs, uncut.
    """
    shown = [text.shown_line(cell) for cell in cells]
    if not terminal():
        print("\t".join(shown))
        return
    from tuinews.columns import cut, pad

    left = max(10, width() - sum(widths) - 2 * (len(widths) - 1) - 1)
    parts = [pad(cell, size or left) for cell, size in zip(shown, widths, strict=True)]
    print(cut("  ".join(parts), width()).rstrip())


def day(shown: Row) -> str:
    """Return the day of a row; on a terminal "~" stands before one that no source states."""
    near = "" if shown.dated or not terminal() else "~"
    return f"{near}{shown.shown_date:%Y-%m-%d}"


def page(content: str) -> None:
    """Print a long text through the user's pager where standard output is a terminal."""
    shown = text.shown(content)
    if not terminal() or shown.count("\n") < _size().lines:
        sys.stdout.write(shown)
        return
    if not _paged(shown):
        sys.stdout.write(shown)


def _paged(shown: str) -> bool:
    """Give `shown` to $PAGER, or less; tell whether there is such a program."""
    import shlex
    import shutil
    import subprocess

    try:
        argv = shlex.split(os.environ.get("PAGER", "")) or ["less"]
    except ValueError:
        argv = ["less"]
    if argv == ["cat"] or shutil.which(argv[0]) is None:
        return False
    sys.stdout.flush()
    try:
        pager = subprocess.Popen(
            argv, stdin=subprocess.PIPE, env={"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
        )
    except OSError:
        return False
    try:
        pager.communicate(shown.encode("utf-8", "replace"))
    except KeyboardInterrupt:  # the pager has its own way with Ctrl+C
        pager.wait()
    return True


class Progress:
    """How far a long work has come, on one line of standard error while a person looks on."""

    def __init__(self, what: str, least: int = 20) -> None:
        """`what` is being done; nothing is shown for fewer than `least` things."""
        self.what = what
        self.least = least
        self.drawn = False
        self._last = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def at(self, done: int, total: int) -> None:
        """Show that `done` of `total` are done."""
        if total < self.least or sys.stderr is None or not sys.stderr.isatty():
            return
        if time.monotonic() - self._last >= _BLINK:
            self._last = time.monotonic()
            sys.stderr.write(f"\r{self.what}: {done:,} of {total:,}\x1b[K")
            sys.stderr.flush()
            self.drawn = True

    def clear(self) -> None:
        """Take the line away."""
        if self.drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self.drawn = False
