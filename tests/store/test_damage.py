"""An index that is damaged anywhere is noticed or does no harm, and what the files hold stays."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tuinews.model import Article, Feed, Related
from tuinews.store.disk import files
from tuinews.store.errors import LibraryError
from tuinews.store.library import Library
from tuinews.store.query.language import parse

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
PAGE = 8192
Make = Callable[..., Article]


def flipped(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 40))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def flipped_in_header(content: bytearray, chance: random.Random) -> None:
    for _ in range(3):
        content[chance.randrange(100)] = chance.randrange(256)


def of_a_newer_format(content: bytearray, chance: random.Random) -> None:
    content[18] = chance.randrange(3, 256)  # SQLite reads such a file, and does not write it


def emptied_page(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content) // PAGE) * PAGE
    content[start : start + PAGE] = bytes(PAGE)


def swapped_pages(content: bytearray, chance: random.Random) -> None:
    one, other = (chance.randrange(len(content) // PAGE) * PAGE for _ in range(2))
    held = content[one : one + PAGE]
    content[one : one + PAGE] = content[other : other + PAGE]
    content[other : other + PAGE] = held


def cut_off(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


@pytest.fixture(scope="module", autouse=True)
def no_waiting_for_disks() -> Iterator[None]:
    """Nothing here depends on what a disk has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files.calls, "fsync", lambda handle: None)
        yield


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, make_one: Make) -> Path:
    """A library with articles, states, a feed and stories; it is copied, not changed."""
    folder = tmp_path_factory.mktemp("shelf")
    with closing(opened(folder)) as library:
        library.subscriptions.put_feeds([Feed("https://wire.example/")])
        library.add([make_one(number) for number in range(40)])
        library.mark(["a3", "a4"], starred=True, tag="port")
        library.mark(["a5"], read=True)
        related = {f"a{n}": [Related(f"a{n + 1}", 0.5, True, ("port",))] for n in range(0, 38, 2)}
        library.relations.put(related, {f"a{n}": f"s{n // 2}" for n in range(40)})
        library.relations.keep_signatures({f"a{n}": bytes(900) for n in range(40)})
        library.upkeep.mend()
    return folder


def opened(folder: Path) -> Library:
    return Library(folder / "data", folder / "cache", now=lambda: NOW)


def visible(library: Library) -> dict[str, Any]:
    """Return what the library shows of its files."""
    rows = library.rows(library.keys())
    asked = ("storm", "number", "po", "is:starred", "tag:port", "source:wire")
    return {
        "articles": {row.id: (row.headline, library.article(row.id)) for row in rows},
        "states": {row.id: library.state(row.id) for row in rows},
        "marks": {row.id: (row.read, row.starred, row.tags) for row in rows},
        "found": [len(library.keys(parse(words))) for words in asked],
        "counts": (library.counts(), library.subscriptions.feed_counts(), library.tags()),
    }


def used(library: Library, make: Make) -> None:
    """Do with a library what a reader does; what it says of its index does not matter here."""
    for act in (
        lambda: library.rows(library.keys()),
        lambda: library.keys(parse("storm po")),
        lambda: library.folds(),
        lambda: [library.article("a7"), library.related("a2"), library.stories()],
        lambda: library.relations.waiting(10),
        lambda: library.mark(["a8"], starred=True),
        lambda: library.mark(["a8"], starred=False),
        lambda: library.add([make(70)]),
        lambda: library.remove(["a70"]),
        lambda: library.upkeep.settle(),
    ):
        with suppress(LibraryError):
            act()


@pytest.mark.parametrize(
    ("damage", "seed"),
    [
        *((flipped, 0), (flipped, 1), (flipped_in_header, 0), (of_a_newer_format, 0)),
        *((emptied_page, 0), (emptied_page, 3), (swapped_pages, 1), (swapped_pages, 3)),
        (cut_off, 0),
    ],
)
def test_a_damaged_index_is_mended_and_costs_nothing(
    shelf: Path,
    tmp_path: Path,
    make: Make,
    damage: Callable[[bytearray, random.Random], None],
    seed: int,
) -> None:
    shutil.copytree(shelf, tmp_path, dirs_exist_ok=True)
    with closing(Library(shelf / "data", tmp_path / "new", now=lambda: NOW)) as new:
        new.upkeep.mend()
        want = visible(new)
    index = tmp_path / "cache" / "index.sqlite3"
    content = bytearray(index.read_bytes())
    damage(content, random.Random(seed))
    index.write_bytes(content)
    with closing(opened(tmp_path)) as library:
        used(library, make)
        report = library.upkeep.mend()
        if library.upkeep.compare():  # as the doctor does
            report = library.upkeep.rebuild()
        assert report.well
        assert visible(library) == want
        assert not library.upkeep.behind()


@pytest.mark.parametrize("option", ["*tokenize", "tokeniza", "tokenize='unicode61 remove', x"])
def test_a_full_text_table_that_can_no_longer_be_made_is_damage(
    shelf: Path, tmp_path: Path, option: str
) -> None:
    shutil.copytree(shelf, tmp_path, dirs_exist_ok=True)
    with closing(sqlite3.connect(tmp_path / "cache" / "index.sqlite3")) as db:
        db.execute("pragma writable_schema = on")
        told = "update sqlite_master set sql = replace(sql, 'tokenize', ?) where name = 'words'"
        db.execute(told, (option,))
        db.commit()
    with closing(opened(tmp_path)) as library:
        library.keys(parse("storm"))
        assert library.upkeep.mend().well
        assert len(library.keys(parse("storm"))) == 40
