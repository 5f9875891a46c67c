"""Keys while feeds are being refreshed: what a person waits for, against a screen at rest."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, figure
from benchmarks.refreshing import serving, subscribe, write
from benchmarks.shelf import Shelf
from benchmarks.terminal import Terminal

PAUSE = 0.08  # seconds between an answer and the next key: a person who moves on and on
LONGEST = 60.0  # seconds
LATE = 5.0  # seconds after which a key has no answer
FEEDS = 100
AT_REST = 40  # keys
CURSOR = "›"  # stands before the row under the cursor


def measure(shelf: Shelf, scratch: Path) -> Iterator[Figure]:
    """Move, star and open on a copy of `shelf` while 100 feeds of 100 entries come in."""
    folder = scratch / "meanwhile-feeds"
    write(folder, FEEDS, 100)
    hosts = [f"127.0.0.{number + 1}" for number in range(FEEDS)]
    with serving(folder, 0.0, hosts) as port:
        busy = shelf.copy(scratch / "meanwhile")
        busy.run("doctor")
        rest, _ = _session(busy)
        yield figure("a line down, at rest", shelf.size, "ms", rest["j"])
        yield figure("star, at rest", shelf.size, "ms", rest["s"])
        subscribe(busy, hosts, port)
        took, refreshed = _session(busy, refreshing=True)
        for key, name in (("j", "a line down"), ("s", "star")):
            yield figure(f"{name}, while feeds come in", shelf.size, "ms", took[key])
        yield figure("until they have come in", shelf.size, "s", [refreshed])
        yield figure(
            "keys pressed meanwhile", shelf.size, "", [float(sum(map(len, took.values())))]
        )
    shutil.rmtree(folder)


def _session(
    shelf: Shelf, *, refreshing: bool = False
) -> tuple[dict[str, list[float | None]], float]:
    """Press keys in a running app, as long as it refreshes and there are rows to go down.

    Returns ms by key, and seconds.
    """
    took: dict[str, list[float | None]] = {"j": [], "s": []}
    with shelf.open() as terminal:
        terminal.wait_for("1 of ")
        if refreshing:
            terminal.wait_for("refreshing", LATE)
        else:
            terminal.record(3.0, quiet=1.0)
        began = time.perf_counter()
        last = shelf.size if refreshing else min(AT_REST, shelf.size)
        refreshed = False  # a next key wipes the word of it away
        for place in range(2, last + 1):
            took["j"].append(_answered(terminal, "j", CURSOR))
            refreshed = refreshed or "refreshed" in terminal.screen
            if place % 4 == 0:
                took["s"].append(_answered(terminal, "s", "starred"))
            for _, data in terminal.record(PAUSE, quiet=PAUSE):
                terminal.screen.feed(data)
                refreshed = refreshed or "refreshed" in terminal.screen
            if refreshed or time.perf_counter() - began > LONGEST:
                break
    return took, time.perf_counter() - began


def _answered(terminal: Terminal, key: str, text: str) -> float | None:
    """Type a key; returns the ms until `text` stands there anew, None where it never does."""
    there = text in terminal.screen  # then it has to be written again
    sent = time.perf_counter()
    terminal.send(key)
    while (left := sent + LATE - time.perf_counter()) > 0 and not terminal.ended:
        for at, data in terminal.record(left, quiet=0.0):
            terminal.screen.feed(data)
            if text.encode() in data or (not there and text in terminal.screen):
                return 1000 * (at - sent)
    return None
