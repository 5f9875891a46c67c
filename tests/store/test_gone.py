"""The folder of a library goes away while it is in use, as a disk does that is taken out."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from tests.store.conftest import MakeArticle

from tuinews.model import Feed
from tuinews.store.errors import RefusedError
from tuinews.store.library import Library
from tuinews.store.rulings import Ruling

FEED = Feed("https://a.example/feed")
CHANGES: dict[str, Callable[[Library], object]] = {
    "mark": lambda library: library.mark(["a1"], starred=True),
    "note": lambda library: library.mark(["a1"], note="hey"),
    "remove": lambda library: library.remove(["a1"]),
    "subscribe": lambda library: library.subscriptions.put_feeds([FEED]),
    "rule": lambda library: library.corrections.rule(Ruling.TOGETHER, [("a1", "a2")]),
    "look": lambda library: library.corrections.looked("a1"),
}


@pytest.fixture
def full(library: Library, make: MakeArticle) -> Library:
    """A library with two articles, one of them starred."""
    library.add([make(1), make(2)])
    library.mark(["a2"], starred=True)
    return library


@pytest.mark.parametrize("mount_point", [False, True])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_is_written_in_place_of_what_has_gone(
    full: Library, change: Callable[[Library], object], mount_point: bool
) -> None:
    away = full.data.with_name("away")
    full.data.rename(away)
    if mount_point:
        full.data.mkdir()  # an empty folder shows where a disk was
    with pytest.raises(RefusedError, match="has gone; nothing was changed") as refused:
        change(full)
    assert str(full.data) in str(refused.value)
    assert list(full.data.parent.glob("data/*")) == []
    if mount_point:
        full.data.rmdir()
    away.rename(full.data)
    assert full.state("a1").starred is None
    change(full)
    full.upkeep.rebuild()
    assert full.state("a2").starred


def test_mending_makes_no_folders_where_a_library_has_gone(full: Library) -> None:
    away = full.data.with_name("away")
    full.data.rename(away)
    full.upkeep.mend()
    assert not full.data.exists()
    assert any("has gone" in notice for notice in full.notices)
    away.rename(full.data)
    full.upkeep.mend()
    assert full.state("a2").starred


def test_a_copy_in_its_place_is_as_good(full: Library) -> None:
    shutil.copytree(full.data, full.data.with_name("copy"))
    shutil.rmtree(full.data)
    full.data.with_name("copy").rename(full.data)
    full.mark(["a1"], starred=True)
    full.upkeep.rebuild()
    assert full.state("a1").starred and full.state("a2").starred
