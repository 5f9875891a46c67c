"""Whatever people do to the files, an index that follows tells what a new one would tell."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from tuinews.model import Article, Block, BlockKind, Source, Span
from tuinews.store.disk import codec, files
from tuinews.store.errors import LibraryError, StoreError
from tuinews.store.library import Library
from tuinews.store.query.language import parse

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
NAMES = (
    "articles/2021/2021-10-20.json",
    "articles/2021/2021-10-19.json",
    "articles/2021/aside.json",
    "articles/more.json",
)
IDS = ("a0", "a1", "a2")
EDITIONS = 3


def edition(identity: str, number: int) -> Article:
    """An edition of an article; they differ in text, publisher, feed, and some in their day."""
    text = f"Edition word{identity}x{number} tells it plainly, " + "as it was told before. " * 8
    return Article(
        id=identity,
        headline=f"Edition {number} of {identity}",
        publisher=f"Publisher {number}",
        published=NOW - timedelta(days=1 + number % 2, minutes=int(identity[1])),
        blocks=(Block(BlockKind.PARAGRAPH, (Span(text),)),),
        sources=(Source(f"https://feed{number}.example/", NOW),),
    )


def document(identity: str, number: int) -> dict[str, Any]:
    """An edition as it stands in a file."""
    return codec.from_article(edition(identity, number)) | {"added": NOW.isoformat()}


class Files:
    """The files of a library, changed by hand; each change has a time of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._times = 0
        self._whole: dict[str, bytes] = {}

    def documents(self, name: str) -> list[dict[str, Any]] | None:
        """Return what is in a file; None where it cannot be read."""
        try:
            return list(json.loads((self.data / name).read_bytes())["articles"].values())
        except FileNotFoundError:
            return []
        except (ValueError, LookupError):
            return None

    def write(self, name: str, content: bytes) -> None:
        path = self.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self._times += 1
        time = 1_700_000_000_000_000_000 + self._times * 1_000_000_000
        os.utime(path, ns=(time, time))

    def put(self, name: str, documents: list[dict[str, Any]]) -> None:
        table = {str(place): one for place, one in enumerate(documents, start=1)}
        meta = {"1": {"app": "tuinews", "schema": 1}}
        self.write(name, json.dumps({"meta": meta, "articles": table}).encode())

    def damage(self, name: str, keep: float, garbage: bytes) -> None:
        path = self.data / name
        if path.exists():
            content = path.read_bytes()
            if self.documents(name) is not None:
                self._whole[name] = content
            self.write(name, content[: int(len(content) * keep)] + garbage)

    def restore(self, name: str) -> None:
        if name in self._whole:
            self.write(name, self._whole.pop(name))

    def restore_all(self) -> None:
        """Put right what cannot be read at all: the index keeps what it knew of that."""
        for name in NAMES:
            if self.documents(name) is None:
                self.restore(name)


Step = tuple[Any, ...]
_name, _id, _number = st.sampled_from(NAMES), st.sampled_from(IDS), st.integers(0, EDITIONS - 1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), _name, _id, _number),
        st.tuples(st.just("twice"), _name, _id, _number),
        st.tuples(st.just("drop"), _name, _id),
        st.tuples(st.just("move"), _name, _name, _id),
        st.tuples(st.just("delete"), _name),
        st.tuples(st.just("cut"), _name, st.floats(0, 1)),
        st.tuples(st.just("garble"), _name, st.floats(0.1, 1)),
        st.tuples(st.just("restore"), _name),
        st.tuples(st.just("add"), _id, _number),
        st.tuples(st.just("remove"), _id),
        st.tuples(st.just("star"), _id, st.booleans()),
        st.tuples(st.just("catch up")),
    ),
    max_size=10,
)


def do(step: Step, edited: Files, library: Library) -> None:
    """Do one thing to the files, or have the library do it."""
    kind, *told = step
    name = told[0] if told else ""
    held = edited.documents(name) if name in NAMES else None
    if kind in ("put", "twice") and held is not None:
        identity = told[1]
        others = [one for one in held if one["id"] != identity or kind == "twice"]
        edited.put(name, [*others, document(*told[1:])])
    elif kind == "drop" and held:
        edited.put(name, [one for one in held if one["id"] != told[1]])
    elif kind == "move" and held and (there := edited.documents(told[1])) is not None:
        moved = [one for one in held if one["id"] == told[2]]
        if told[1] != name:
            edited.put(name, [one for one in held if one["id"] != told[2]])
            edited.put(told[1], [*there, *moved])
    elif kind == "delete":
        (edited.data / name).unlink(missing_ok=True)
    elif kind == "cut":
        edited.damage(name, told[1], b"")
    elif kind == "garble":
        edited.damage(name, told[1], b"\x00]]")
    elif kind == "restore":
        edited.restore(name)
    elif kind == "add":
        with suppress(StoreError):  # a file that is no JSON is not overwritten
            library.add([edition(*told)])
    elif kind == "remove":
        with suppress(StoreError):
            library.remove([name])
    elif kind == "star":
        with suppress(LibraryError):
            library.mark([told[0]], starred=told[1])
    elif kind == "catch up":
        library.upkeep.mend()


def visible(library: Library) -> dict[str, Any]:
    """Return all that a library shows; what is of one minute has no order."""
    keys = library.keys()
    rows = library.rows(keys)
    minutes = [row.shown_date.replace(second=0, microsecond=0) for row in rows]
    assert minutes == sorted(minutes, reverse=True)
    told = {
        row.id: (
            *(row.headline, row.publisher, row.published, row.shown_date, row.words, row.teaser),
            *(row.read, row.starred, row.tags, row.undated, library.article(row.id)),
        )
        for row in rows
    }
    assert len(told) == len(rows)
    searches = [f"word{identity}x{n}" for identity in IDS for n in range(EDITIONS)]
    found = {
        words: sorted(row.id for row in library.rows(library.keys(parse(words))))
        for words in [*searches, "edition", "wo", "pla", "source:publisher"]
    }
    return {
        "rows": told,
        "found": found,
        "counts": library.counts(),
        "publishers": sorted(library.publishers()),
    }


def assert_as_new(steps: list[Step], folder: Path) -> None:
    """Do the steps, let the index follow, and hold it against one that is made anew."""
    data = folder / "data"
    edited = Files(data)
    with closing(Library(data, folder / "cache", now=lambda: NOW)) as library:
        for step in steps:
            do(step, edited, library)
        edited.restore_all()
        while library.upkeep.behind():
            library.upkeep.mend()
        with closing(Library(data, folder / "new", now=lambda: NOW)) as new:
            new.upkeep.mend()
            assert visible(library) == visible(new)
        assert library.upkeep.compare() == []


@pytest.fixture(scope="module", autouse=True)
def no_waiting_for_disks() -> Iterator[None]:
    """Nothing here depends on what a disk has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files.calls, "fsync", lambda handle: None)
        yield


DAY, EVE, ASIDE, MORE = NAMES


@settings(max_examples=max(15, settings().max_examples // 4))  # each has two indexes
@given(STEPS)
@example([("put", DAY, "a1", 0), ("put", EVE, "a1", 1), ("garble", DAY, 1.0), ("remove", "a0")])
@example([("put", EVE, "a1", 0), ("put", MORE, "a1", 2), ("catch up",), ("put", ASIDE, "a1", 1)])
@example(
    [
        *(("put", ASIDE, "a0", 0), ("catch up",), ("star", "a0", True), ("catch up",)),
        *(("move", ASIDE, DAY, "a0"), ("catch up",), ("star", "a0", False)),
    ]
)
@example([("put", DAY, "a0", 0), ("twice", DAY, "a0", 1), ("remove", "a0")])
@example([("add", "a0", 0), ("put", MORE, "a0", 1), ("catch up",), ("remove", "a0")])
def test_an_index_that_follows_tells_what_a_new_one_tells(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory(prefix="tuinews-byhand-") as folder:
        assert_as_new(steps, Path(folder))
