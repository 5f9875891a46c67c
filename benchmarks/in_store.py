"""What the library takes: searches, marks, opening, adding, mending. No screen."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from benchmarks.corpus import COMMON, END, JAPANESE, RARE, Corpus
from benchmarks.figures import Figure, figure
from benchmarks.shelf import Shelf
from benchmarks.timing import milliseconds, several
from tuinews.store.library import Library
from tuinews.store.query.language import parse_so_far
from tuinews.store.views import Order, Show
from tuinews.stories.relate import catch_up

#: What is typed, and what it is called in the table.
QUERIES = {
    "rare word": RARE,
    "common word": COMMON,
    "every-article word": "the",
    "two common words": f"{COMMON} market",
    "phrase": '"of the"',
    "prefix of 2": "go",
    "prefix of 3": "gov",
    "prefix of 5": "gover",
    "is:unread": "is:unread",
    "source:": "source:herald",
    "source: and is:unread": "source:herald is:unread",
    "word and is:unread": f"{COMMON} is:unread",
    "rare word and prefix of 2": f"{RARE} go",
    "words: and every-article word": "words:>900 the",
    "Japanese": JAPANESE,
}
MANY = 10_000  # articles that are marked at once
FIRST = 500  # articles that the list asks for before the rest follows
SHOWN = 50  # rows that a screen asks for


def measure(shelf: Shelf, scratch: Path, runs: int, fresh: int) -> Iterator[Figure]:
    """Yield the figures of this shelf; what changes it is done on a copy in `scratch`."""
    yield from _searches(shelf, runs)
    copy = shelf.copy(scratch / "copy")
    yield from _writing(copy, runs, fresh)
    yield from _mending(copy)
    shutil.rmtree(copy.folder)


def _searches(shelf: Shelf, runs: int) -> Iterator[Figure]:
    library = shelf.library()
    try:
        for name, typed in QUERIES.items():
            took = several(partial(_find, library, typed), runs)
            yield figure(f"search, {name}", shelf.size, "ms", took)
        for name, typed in (("common word", COMMON), ("every-article word", "the")):
            took = several(partial(_find, library, typed, Order.RELEVANCE), runs)
            yield figure(f"search, {name}, best first", shelf.size, "ms", took)
        opened = library.rows(library.keys(limit=500))
        if opened:
            ids = [row.id for row in islice(cycle(opened), runs)]
            opening = [milliseconds(partial(_open, library, identity)) for identity in ids]
            yield figure("article and related", shelf.size, "ms", opening)
        index = sum(file.stat().st_size for file in (shelf.folder / "cache").rglob("*sqlite3*"))
        yield figure("index", shelf.size, "MB", [index / 1e6])
        truth = sum(file.stat().st_size for file in (shelf.folder / "data").rglob("*.json*"))
        yield figure("files", shelf.size, "MB", [truth / 1e6])
        if opened:
            bodies = [library.article(row.id).body for row in opened]
            text = sum(len(body.encode()) for body in bodies) / len(bodies) * shelf.size
            yield figure("text of the articles, about", shelf.size, "MB", [text / 1e6])
    finally:
        library.close()


def _find(library: Library, typed: str, order: Order = Order.NEWEST) -> None:
    """Do what a key in the search field does: find the first, read the rows of a screen."""
    query, _ = parse_so_far(typed)
    keys = library.keys(query, Show.ALL, order, limit=FIRST)
    library.rows(keys[:SHOWN])


def _open(library: Library, identity: str) -> None:
    """Do what opening an article reads."""
    library.article(identity)
    library.rows_of([related.id for related in library.related(identity)])


def _writing(shelf: Shelf, runs: int, fresh: int) -> Iterator[Figure]:
    corpus = Corpus(seed=2)
    library = shelf.library()
    try:
        ids = [row.id for row in library.rows(library.keys(limit=runs))]
        if ids:
            stars = [milliseconds(partial(library.mark, [one], starred=True)) for one in ids]
            yield figure("star, durable", shelf.size, "ms", stars)
        library.add(corpus.articles(1))  # opens what adding needs
        spread = list(corpus.articles(fresh, 100))
        took = milliseconds(partial(library.add, spread))
        yield figure(f"{fresh} new articles of 90 days, durable", shelf.size, "ms", [took])
        today = [replace(article, published=END) for article in corpus.articles(fresh, 1000)]
        took = milliseconds(partial(library.add, today))
        yield figure(f"{fresh} new articles of today, durable", shelf.size, "ms", [took])
        related = milliseconds(partial(catch_up, library))
        yield figure("their stories, each", shelf.size, "ms", [related / (2 * fresh + 1)])
        settled = milliseconds(library.upkeep.settle)
        yield figure("moved into their days", shelf.size, "ms", [settled])
        if shelf.size:
            yield from _marking_many(library, shelf.size)
    finally:
        library.close()


def _marking_many(library: Library, size: int) -> Iterator[Figure]:
    """Mark ten thousand, or all there are, and take it back."""
    library.mark([row.id for row in library.rows(library.keys(limit=MANY))], read=False)
    began = time.perf_counter()
    change = library.mark(library.unread(library.keys(limit=MANY)), read=True)
    marked = time.perf_counter() - began
    undone = milliseconds(partial(library.undo, change)) / 1000
    for name, took in (("marked read", marked), ("and back again", undone)):
        yield figure(f"{MANY:,}, or all there are, {name}", size, "s", [took])


def _mending(shelf: Shelf) -> Iterator[Figure]:
    """Throw the index away and have it made again from the files."""
    if not shelf.size:
        return
    shutil.rmtree(shelf.folder / "cache")
    library = shelf.library()
    try:
        took = milliseconds(library.upkeep.mend)
        yield figure("index made again", shelf.size, "articles/s", [1000 * shelf.size / took])
    finally:
        library.close()
