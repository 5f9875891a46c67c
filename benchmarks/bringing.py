"""How fast captures come in: `tuinews import` on a folder, as a person would run it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.corpus import Corpus, as_page, as_text
from benchmarks.figures import Figure, figure
from benchmarks.shelf import Shelf
from benchmarks.timing import milliseconds


def measure(shelf: Shelf, scratch: Path, count: int) -> Iterator[Figure]:
    """Import `count` captures, half text and half pages, into a copy of the shelf."""
    copy = shelf.copy(scratch / "importing")
    for kind in ("text dumps", "pages"):
        folder = scratch / kind
        _write(folder, kind, count)
        took = milliseconds(partial(copy.run, "import", str(folder)))
        yield figure(f"import of {kind}", shelf.size, "articles/s", [1000 * count / took])
        again = milliseconds(partial(copy.run, "import", str(folder)))
        yield figure(f"import of the same {kind}", shelf.size, "articles/s", [1000 * count / again])
        shutil.rmtree(folder)
    shutil.rmtree(copy.folder)


def _write(folder: Path, kind: str, count: int) -> None:
    folder.mkdir()
    start = 0 if kind == "pages" else 10_000
    for number, article in enumerate(Corpus(seed=3).articles(count, start)):
        if kind == "pages":
            (folder / f"{number:05}.html").write_text(as_page(article), "utf-8")
        else:
            (folder / f"{number:05}.txt").write_text(as_text(article), "utf-8")
