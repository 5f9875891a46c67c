"""Copies that come in after their text was read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.stories import news
from tests.stories.making import make

from tuinews import ingest
from tuinews.store.library import Library

WIRE = news.QUAKE_SOUTH[0]
OTHER = news.QUAKE_SOUTH[1]
CUT = make("cut", "Quake in Velmora", WIRE.body.rsplit(". ", 2)[0], "2021-03-02", "Post")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with everything but the copy, nothing of it read."""
    found = Library(tmp_path / "data", tmp_path / "cache")
    found.add(news.ALL)
    bring(found)
    yield found
    found.close()


def bring(library: Library) -> str:
    ingest.catch_up(library)
    copies = ingest.read_copies(library)
    return ingest.copies_read(len(copies)) if copies else ""


def test_a_copy_of_what_was_read_comes_in_read_and_can_be_marked_unread(library: Library) -> None:
    library.mark([WIRE.id], read=True)
    library.add([CUT])

    assert bring(library) == "Marked 1 copy of what you have read as read."
    state = library.state("cut")
    assert state.read is not None
    assert state.opened and not state.reached, "its text counts as known once"
    library.mark(["cut"], read=False)
    assert bring(library) == ""
    assert library.state("cut").read is None


def test_nothing_is_read_before_its_text_was(library: Library) -> None:
    library.mark([OTHER.id], read=True)
    library.add([CUT])

    assert bring(library) == ""
    assert library.state("cut").read is None


def test_what_was_only_looked_into_reads_no_copy(library: Library) -> None:
    library.mark([WIRE.id], read=True, opened=True)
    library.remember(WIRE.id, 40, 40)
    library.mark([OTHER.id], starred=True)  # writes positions down
    library.add([CUT])

    assert bring(library) == ""


def test_what_was_scrolled_through_reads_its_copies(library: Library) -> None:
    library.mark([WIRE.id], read=True, opened=True)
    library.remember(WIRE.id, 0, len(WIRE.body))
    library.mark([OTHER.id], starred=True)
    library.add([CUT])

    assert bring(library)
    assert library.state("cut").read is not None


def test_a_longer_copy_comes_in_unread(library: Library) -> None:
    more = " ".join(f"Hut {n} above the bay of Velmora lost its roof." for n in range(60))
    library.mark([WIRE.id], read=True)
    library.add([make("long", WIRE.headline, f"{WIRE.body} {more}", "2021-03-02", "Post")])

    assert bring(library) == ""
    assert library.state("long").read is None


def test_an_index_made_anew_marks_nothing(library: Library) -> None:
    library.mark([WIRE.id], read=True)
    library.add([CUT])
    bring(library)
    library.mark(["cut"], read=False)
    library.upkeep.rebuild()

    assert bring(library) == ""
    assert library.state("cut").read is None
