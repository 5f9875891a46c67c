"""A long session: memory while everything is scrolled through, searched and opened, three times.

Each stretch does the same work. The first two fill what is kept, up to its bounds, and the
allocator's pools; what the last one adds to the memory is a leak.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.corpus import Corpus
from benchmarks.figures import Figure, figure
from benchmarks.shelf import Shelf
from benchmarks.terminal import DEAF, Terminal

BURST = 40  # pages down that are typed at once
LONG = 120.0  # seconds that a burst may take


def measure(shelf: Shelf, rounds: int) -> Iterator[Figure]:
    """Work in three stretches, each with `rounds` searches and as many articles opened."""
    size = shelf.size
    words = Corpus().content[:4000]
    chance = random.Random(5)
    with shelf.open() as terminal:
        terminal.wait_for("1 of ")
        terminal.record(5.0, quiet=1.5)
        yield figure("long session: memory at its start", size, "MB", [terminal.memory()])
        for stretch in ("first", "second", "third"):
            _scroll(terminal, size)
            for _ in range(rounds):
                _burst(terminal, f"/{chance.choice(words)}\r")
                _burst(terminal, "q")
            for _ in range(rounds):
                _burst(terminal, "j\r")
                _burst(terminal, "q")
            name = f"long session: memory after the {stretch} stretch"
            yield figure(name, size, "MB", [terminal.memory()])


def _scroll(terminal: Terminal, size: int) -> None:
    """From the top to the bottom, page by page, and back."""
    terminal.press("g")
    for _ in range(size // BURST + 1):
        if not _burst(terminal, "\x1b[6~" * BURST):
            break  # the end: nothing is written any more
    terminal.press("g")


def _burst(terminal: Terminal, keys: str, rest: float = 0.12) -> bool:
    """Type several keys and wait until they are answered; returns whether they were."""
    terminal.send(keys)
    chunks = terminal.record(LONG, quiet=rest, deaf=DEAF)
    for _, data in chunks:
        terminal.screen.feed(data)
    return bool(chunks)
