"""A reader's folders filled with articles of the corpus, to measure on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.terminal import Terminal
from tuinews.store.library import Library
from tuinews.stories.relate import catch_up

BATCH = 500  # articles added in one go
IN_STORIES = 10_000  # newest articles whose stories are worked out: some 25 ms each
READ, STARRED = 3, 50  # of three articles two are read, one of 50 is starred


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folders of a reader who has `size` articles."""

    folder: Path
    size: int

    @property
    def command(self) -> list[str]:
        """What starts the program."""
        return [sys.executable, "-m", "tuinews"]

    def environ(self) -> dict[str, str]:
        """Return the environment in which the program finds this shelf."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in ("PYTHONDONTWRITEBYTECODE", "NO_COLOR", "TEXTUAL_THEME")
        }
        places = {
            f"TUINEWS_{kind}_DIR": str(self.folder / kind.lower())
            for kind in ("DATA", "CACHE", "CONFIG", "STATE")
        }
        return kept | places | {"HOME": str(self.folder)}

    def library(self) -> Library:
        """Open the library of this shelf."""
        return Library(self.folder / "data", self.folder / "cache")

    def run(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of the program on this shelf.

        Raises:
            subprocess.CalledProcessError: It failed.
        """
        return subprocess.run(
            [*self.command, *words],
            env=self.environ(),
            input=stdin,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )

    def open(self) -> Terminal:
        """Open the app in its first row, wherever it was left before."""
        remembered = self.folder / "state" / "screen.json"
        if remembered.exists():
            memory = json.loads(remembered.read_text("utf-8"))
            remembered.write_text(json.dumps(memory | {"lefts": {}}), "utf-8")
        return Terminal(self.command, self.environ())

    def copy(self, folder: Path) -> Shelf:
        """Return a copy in `folder` that may be written to."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return Shelf(folder, self.size)


@dataclass(frozen=True, slots=True)
class Built:
    """How long a shelf took to fill, in seconds; 0 where it was there already."""

    adding: float = 0.0
    relating: float = 0.0


def build(folder: Path, size: int, seed: int = 1) -> tuple[Shelf, Built]:
    """Return the shelf of this size under `folder`, filling it unless it is there."""
    shelf = Shelf(folder / f"{size}-{seed}", size)
    done = shelf.folder / "built"
    if done.exists():
        library = shelf.library()
        library.upkeep.mend()  # the index of an older program is made again, without its stories
        _relate(library)
        library.close()
        return shelf, Built()
    shutil.rmtree(shelf.folder, ignore_errors=True)
    shelf.folder.mkdir(parents=True)
    shelf.run("samples", "--hide")
    adding = 0.0
    library = shelf.library()
    try:
        arriving = Corpus(seed).by_date(size)
        while articles := list(islice(arriving, BATCH)):
            began = time.perf_counter()
            library.add(articles)
            adding += time.perf_counter() - began
        began = time.perf_counter()
        _relate(library)
        relating = time.perf_counter() - began
        _mark(library)
    finally:
        library.close()
    done.touch()
    return shelf, Built(adding, relating)


def _relate(library: Library) -> None:
    """Work out what belongs together, of the newest; say that the others stand alone."""
    if library.relations.waiting(1):
        _leave_alone(library, library.keys(offset=IN_STORIES))
        catch_up(library)


def _leave_alone(library: Library, keys: Sequence[int]) -> None:
    """Say of these articles that nothing belongs to them."""
    for start in range(0, len(keys), BATCH):
        rows = library.rows(keys[start : start + BATCH])
        library.relations.put({row.id: () for row in rows}, {})


def _mark(library: Library) -> None:
    """Read and star some, as a person who reads would have."""
    rows = library.rows(library.keys())
    read = [row.id for place, row in enumerate(rows) if place % READ]
    starred = [row.id for place, row in enumerate(rows) if place % STARRED == 1]
    if rows:
        library.mark(read, read=True)
        library.mark(starred, starred=True)
