"""A library in a folder of its own, and articles to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tuinews.model import Article, Block, BlockKind, Source, Span
from tuinews.store.library import Library

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
LONG = (
    "The harbour master closed the gates at noon and sent the night crews home while the wind"
    " went on rising and the ferries stayed behind the wall until morning"
)

MakeArticle = Callable[..., Article]
OpenLibrary = Callable[..., Library]


@pytest.fixture
def make(make_one: MakeArticle) -> MakeArticle:
    """Make an article: number, and what differs from the usual."""
    return make_one


@pytest.fixture(scope="module")
def make_one() -> MakeArticle:
    """`make`, for a whole module."""

    def make(number: int = 1, text: str = "", **fields: object) -> Article:
        text = text or f"Report {number} says it plainly.\n{LONG}, all {number} of them."
        usual: dict[str, object] = {
            "id": f"a{number}",
            "headline": f"Storm number {number} shuts the port",
            "publisher": "Wire",
            "authors": ("Ana Keller",),
            "published": NOW - timedelta(hours=number),
            "blocks": tuple(Block(BlockKind.PARAGRAPH, (Span(p),)) for p in text.split("\n")),
            "sources": (Source(f"capture-{number}.txt", NOW),),
        }
        return Article(**(usual | fields))  # type: ignore[arg-type]

    return make


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[OpenLibrary]:
    """Open the test's library, as often as wanted; all are closed in the end."""
    opened: list[Library] = []

    def open_library(name: str = "store", cache: str = "") -> Library:
        folder = tmp_path / name
        library = Library(folder / "data", tmp_path / (cache or name) / "cache", now=lambda: NOW)
        opened.append(library)
        return library

    yield open_library
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: OpenLibrary) -> Library:
    """An empty library."""
    return open_library()
