"""What a person at the terminal waits for, and what goes down the line: on a pseudo-terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import COMMON, RARE
from benchmarks.figures import Figure, figure
from benchmarks.shelf import Shelf
from benchmarks.terminal import Answer, Terminal

ON_SCREEN = 11  # rows below the first that a list of 40 lines has on the screen
REST = 0.5  # seconds after which the reader has followed the cursor
EMPTY = [sys.executable, str(Path(__file__).with_name("empty.py"))]


def start(shelf: Shelf, runs: int) -> Iterator[Figure]:
    """Time starts against those of an empty Textual app, in turns."""
    first = _newest(shelf)
    _prime(shelf, first)
    rows: list[float | None] = []
    answered: list[float | None] = []
    floor: list[float | None] = []
    floor_answered: list[float | None] = []
    cpu: list[float | None] = []
    floor_cpu: list[float | None] = []
    for _ in range(runs):
        empty = Terminal(EMPTY, shelf.environ())
        shown, key, least = _start(empty, "nothing yet", "j", "key answered")
        floor.append(shown)
        floor_answered.append(key)
        floor_cpu.append(least)
        shown, key, used = _start(shelf.open(), first, *_first_key(shelf))
        rows.append(shown)
        answered.append(key)
        cpu.append(used)
    yield figure("start, empty app: text", shelf.size, "ms", floor)
    yield figure("start, empty app: first key", shelf.size, "ms", floor_answered)
    yield figure("start: first rows", shelf.size, "ms", rows)
    yield figure("start: first key", shelf.size, "ms", answered)
    pairs = zip(answered, floor_answered, strict=True)
    ratios = [ours / theirs for ours, theirs in pairs if ours and theirs]
    yield figure("start: first key, of the empty app's", shelf.size, "times", ratios or [None])
    yield figure("start, empty app: CPU", shelf.size, "ms", floor_cpu)
    yield figure("start: CPU", shelf.size, "ms", cpu)


def first_start(folder: Path, runs: int) -> Iterator[Figure]:
    """Time the very first starts of a newcomer, who gets the samples to read."""
    shown: list[float | None] = []
    for run in range(runs):
        newcomer = Shelf(folder / f"newcomer-{run}", 0)
        newcomer.folder.mkdir()
        with newcomer.open() as terminal:
            shown.append(terminal.wait_for("Samples"))
    yield figure("the very first start: samples", 0, "ms", shown)


def _newest(shelf: Shelf) -> str:
    """Return the beginning of what stands in the first row: what tells that rows are there."""
    library = shelf.library()
    try:
        rows = library.rows(library.keys(limit=1))
        return rows[0].headline[:12] if rows else "help"
    finally:
        library.close()


def _first_key(shelf: Shelf) -> tuple[str, str]:
    """Return a key and what stands on the screen once it is answered."""
    return ("j", "2 of ") if shelf.size else ("/", "Esc")


def _prime(shelf: Shelf, first: str) -> None:
    """Start once: bytecode is compiled, the welcome has been seen."""
    with shelf.open() as terminal:
        if terminal.wait_for(first) is None:
            raise SystemExit("the program shows nothing:\n" + "\n".join(terminal.screen.lines))
        terminal.press("\x1b", quiet=0.5)
        terminal.press("q", quiet=0.5)


def _start(
    app: Terminal, first: str, key: str, answer: str
) -> tuple[float | None, float | None, float]:
    """Return ms to the first text and to the answered key, and CPU ms."""
    with app as terminal:
        shown = terminal.wait_for(first)
        terminal.send(key)
        answered = terminal.wait_for(answer)
    return shown, answered, terminal.usage[0]


def session(shelf: Shelf, keys: int, idle: float) -> Iterator[Figure]:
    """Move, read, star and search in one running app, `keys` of each, `idle` s of none."""
    if not shelf.size:
        return
    size = shelf.size
    with shelf.open() as terminal:
        terminal.wait_for(_newest(shelf))
        terminal.record(3.0, quiet=1.0)
        yield figure("memory after the start", size, "MB", [terminal.memory()])
        lines = [terminal.press("j", quiet=0.08) for _ in range(ON_SCREEN + keys)]
        yield from _answers("list, a line down", size, lines[:ON_SCREEN])
        yield from _answers("list, a line that scrolls it", size, lines[ON_SCREEN:])
        pages = [terminal.press("\x1b[6~", quiet=0.08) for _ in range(keys)]
        yield from _answers("list, a page down", size, pages)
        terminal.press("g")
        quiet = terminal.record(idle, quiet=idle)
        yield figure("idle", size, f"bytes in {idle:.0f} s", [sum(len(d) for _, d in quiet)])
        stars = [(terminal.press("s"), terminal.press("j", quiet=REST))[0] for _ in range(keys)]
        yield from _answers("star", size, stars)
        opened = [(terminal.press("\r"), terminal.press("qj", quiet=REST))[0] for _ in range(keys)]
        yield from _answers("open an article", size, opened)
        for name, typed in (("rare word", RARE), ("common word", COMMON), ("the", "the")):
            yield from _typing(f"type, {name}", size, terminal, typed[: keys + 1])
        yield figure("memory after all that", size, "MB", [terminal.memory()])


def _answers(name: str, size: int, answers: list[Answer]) -> Iterator[Figure]:
    yield figure(f"{name}: on screen", size, "ms", [answer.took for answer in answers])
    yield figure(f"{name}: written", size, "bytes", [answer.size for answer in answers])


def _typing(name: str, size: int, terminal: Terminal, typed: str) -> Iterator[Figure]:
    """Type a search letter by letter; a letter at a time."""
    terminal.press("/")
    letters = [terminal.press(letter).took for letter in typed]
    terminal.press("\x1b", quiet=0.4)
    yield figure(f"{name}: a letter", size, "ms", letters)
