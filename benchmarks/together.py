"""Two at once: the app, refreshes and command lines on one store, and nothing gets lost.

    python -m benchmarks.together SHELF SECONDS

SHELF is a filled one (`--shelves` of the benchmarks keeps them); it works on a copy. Prints
what each has done, and what is not there at the end; returns 1 where anything is not.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from benchmarks import refreshing
from benchmarks.shelf import Shelf

FEEDS, ENTRIES = 12, 40
TROUBLE = ("busy", "locked", "database", "fault in tuinews", "Traceback", "cannot ")


class Workers:
    """What goes on beside the app, until it is told to stop; each writes down what it did."""

    def __init__(self, shelf: Shelf, ids: list[str], feeds: Path) -> None:
        """`ids` are of articles to mark, from the middle of the list; `feeds` the files served."""
        self.shelf, self.ids, self.feeds = shelf, ids, feeds
        self.stop = threading.Event()
        self.done: Counter[str] = Counter()
        self.said: list[str] = []  # complaints that a person would have read
        self.tags: dict[str, str] = {}  # article: the tag that it was given last
        self.starred: dict[str, bool] = {}

    def run(self, *words: str) -> bool:
        """Run a command; returns whether it went well."""
        ran = subprocess.run(
            [*self.shelf.command, *words],
            env=self.shelf.environ(),
            capture_output=True,
            text=True,
            check=False,
        )
        self.done[words[0]] += 1
        if ran.returncode:
            self.said.append(
                f"tuinews {' '.join(words)[:60]}: {ran.returncode} {ran.stderr[-300:]}"
            )
        return not ran.returncode

    def tag(self) -> None:
        """Tag one article after the other from a command line."""
        for number in range(10**6):
            if self.stop.is_set():
                return
            article = self.ids[number % len(self.ids)]
            name = f"round{number // len(self.ids)}"
            if self.run("tag", article, "--add", name):
                self.tags[article] = name

    def star(self) -> None:
        """Star articles and take stars off from another command line."""
        for number in range(10**6):
            if self.stop.is_set():
                return
            article = self.ids[-1 - number % len(self.ids)]
            on = not self.starred.get(article, False)
            if self.run("star" if on else "unstar", article):
                self.starred[article] = on

    def refresh(self) -> None:
        """Refresh as cron would; between two refreshes the feeds bring more."""
        while not self.stop.is_set():
            self.run("refresh", "--all", "--json")
            time.sleep(1)


def main(folder: Path, seconds: float) -> int:
    """Let all of them work for so many seconds; returns 0 where nothing was lost."""
    with tempfile.TemporaryDirectory(prefix="tuinews-together-") as scratch:
        place = Path(scratch)
        shelf = Shelf(folder, int(folder.name.split("-")[0])).copy(place / "shelf")
        refreshing.write(place / "feeds", FEEDS, ENTRIES)
        hosts = [f"127.0.0.{number + 1}" for number in range(FEEDS)]
        with refreshing.serving(place / "feeds", 0.05, hosts) as port:
            refreshing.subscribe(shelf, hosts, port)
            library = shelf.library()
            ids = [row.id for row in library.rows(library.keys(limit=140))][100:]
            library.close()
            workers = Workers(shelf, ids, place / "feeds")
            read, seen = _work(shelf, workers, seconds)
        return _compare(shelf, workers, read, seen)


def _work(shelf: Shelf, workers: Workers, seconds: float) -> tuple[int, list[str]]:
    """Let the workers work while the app reads; returns articles opened, and what it showed."""
    threads = [
        threading.Thread(target=work) for work in (workers.tag, workers.star, workers.refresh)
    ]
    seen: list[str] = []
    opened = 0
    end = time.monotonic() + seconds
    with shelf.open() as terminal:
        terminal.wait_for("1 of ")
        for thread in threads:
            thread.start()
        while time.monotonic() < end and not terminal.ended:
            terminal.press("\r", quiet=0.1)
            terminal.press("\x1b", quiet=0.3)  # not q, which leaves the app from the list
            terminal.press("j", quiet=0.1)
            opened += 1
            seen += [line for line in terminal.screen.lines if any(t in line for t in TROUBLE)]
        if terminal.ended:
            seen.append("the app has ended: " + " ".join(terminal.screen.lines)[:300])
        terminal.press("q", quiet=2.0)
        workers.stop.set()
        for thread in threads:
            thread.join()
    return opened, seen


def _compare(shelf: Shelf, workers: Workers, opened: int, seen: list[str]) -> int:
    """Print what was done, and what is not there; returns 1 where anything is not."""
    lost = []
    library = shelf.library()
    try:
        if library.upkeep.behind():
            library.upkeep.mend()
        counts = library.counts()
        for article, tag in workers.tags.items():
            if tag not in library.state(article).tags:
                lost.append(f"{article} has no tag {tag}")
        for article, on in workers.starred.items():
            if (library.state(article).starred is not None) is not on:
                lost.append(f"{article} is {'not ' if on else ''}starred")
        expected = shelf.size + FEEDS * ENTRIES
        if counts.all != expected:
            lost.append(f"{counts.all:,} articles, not {expected:,}")
        problems = list(library.upkeep.check().problems)
    finally:
        library.close()
    print(json.dumps({"opened in the app": opened, **workers.done}))
    for title, lines in (
        ("lost", lost),
        ("complaints", workers.said),
        ("shown in the app", sorted(set(seen))),
        ("problems of the store", problems),
    ):
        print(f"{title}: {len(lines)}")
        for line in lines[:8]:
            print(f"  {line}")
    return 1 if lost or workers.said or seen or problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2])))
