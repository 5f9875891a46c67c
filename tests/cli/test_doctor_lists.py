"""The doctor on the files of feeds and kept searches: what is damaged is named, or mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

from tuinews.model import Feed
from tuinews.paths import places
from tuinews.store.library import Library
from tuinews.store.views import SavedSearch


@pytest.fixture
def data() -> Path:
    """The folder of a library with two feeds and two searches, written twice."""
    library = Library(places().data, places().cache)
    for title in ("One", "First"):
        library.subscriptions.put_feeds(
            [Feed("https://a.example/", title=title), Feed("https://b.example/")]
        )
        library.subscriptions.put_searches(
            [SavedSearch(title, "storm"), SavedSearch("Trams", "tram")]
        )
    library.close()
    return places().data


def test_sound_files_are_well(run: Run, data: Path) -> None:
    assert run("doctor", "--check").code in (0, 1)  # the index may not be made yet
    assert run("doctor").code == 0
    assert run("doctor", "--check").out.endswith("all is well\n")


@pytest.mark.parametrize(("name", "left"), [("feeds.json", 2), ("searches.json", 2)])
def test_a_file_that_was_cut_off_is_told_and_written_anew(
    run: Run, data: Path, name: str, left: int
) -> None:
    run("doctor")
    whole = (data / name).read_bytes()
    (data / name).write_bytes(whole[: len(whole) * 2 // 3])
    ran = run("doctor", "--check")
    assert ran.code == 1
    assert f"{name} was damaged: {left} entries were recovered from it and {name}.bak" in ran.err
    assert (data / name).read_bytes() != whole
    mended = run("doctor")
    assert mended.code == 0
    assert name in mended.out
    assert len(list(data.glob(f"{name}.bad-*"))) == 1
    assert run("doctor", "--check").code == 0
    library = Library(places().data, places().cache)
    assert len(library.subscriptions.feeds()) == 2 and len(library.subscriptions.searches()) == 2
    library.close()


@pytest.mark.parametrize("name", ["feeds.json", "searches.json"])
def test_a_file_that_is_not_ours_is_named_and_left(run: Run, data: Path, name: str) -> None:
    (data / name).write_text('{"shopping": {"1": {"milk": 2}}}')
    for words in (("doctor", "--check"), ("doctor",)):
        ran = run(*words)
        assert ran.code == 1
        assert f"{name} is not a tuinews store" in ran.err + ran.out
    assert (data / name).read_text() == '{"shopping": {"1": {"milk": 2}}}'
    library = Library(places().data, places().cache)
    assert (len(library.subscriptions.feeds()), len(library.subscriptions.searches())) in (
        (0, 2),
        (2, 0),
    )
    library.close()


def test_entries_that_make_no_sense_are_told(run: Run, data: Path) -> None:
    run("doctor")
    path = data / "searches.json"
    path.write_text(path.read_text().replace('"query": "tram"', '"query": 7'))
    ran = run("doctor", "--check")
    assert ran.code == 1
    assert "searches.json: 1 entries cannot be read and are passed over" in ran.err
