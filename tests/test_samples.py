"""The sample shelf: filled from the seeds, apart from the user's own, put away for good."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tuinews import samples
from tuinews.model import TuinewsError
from tuinews.paths import Places, places
from tuinews.store.library import Library

Clock = Callable[[], datetime]


@pytest.fixture
def here() -> Places:
    return places()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three seeds in place of all, for speed."""
    three = samples.seeds()[:3]
    monkeypatch.setattr(samples, "seeds", lambda: three)


@pytest.fixture
def shelf(here: Places, now: Clock) -> Iterator[Library]:
    opened = samples.open_samples(here, now=now)
    yield opened
    opened.close()


def test_every_seed_becomes_an_article_and_stories_are_found(shelf: Library) -> None:
    assert shelf.counts().all == len(samples.seeds()) >= 16
    rows = shelf.rows(shelf.keys())
    assert all(row.headline and row.words >= 30 for row in rows)
    assert sum(row.accounts > 0 for row in rows) >= 10
    assert not any(re.search("[\x00-\x1f]", row.headline) for row in rows)

    # Words like "line" and "hour" make no topic of night trains and interest rates.
    trains, rates = (
        next(row.id for row in rows if row.headline.startswith(start))
        for start in ("Seven night trains", "Rates on hold")
    )
    assert rates not in {one.id for one in shelf.related(trains)}


@pytest.mark.usefixtures("few")
def test_the_samples_lie_apart_from_the_readers_own(here: Places, now: Clock) -> None:
    samples.open_samples(here, now=now).close()
    own = Library(here.data, here.cache, now=now)
    assert own.counts().all == 0
    assert (here.data / "samples" / "articles").is_dir()
    own.close()


@pytest.mark.usefixtures("few")
def test_opening_again_adds_nothing_and_keeps_what_was_read(here: Places, now: Clock) -> None:
    first = samples.open_samples(here, now=now)
    some = first.rows(first.keys())[0].id
    first.mark([some], starred=True)
    first.close()
    again = samples.open_samples(here, now=now)
    assert again.counts().all == 3
    assert again.state(some).starred is not None
    again.close()


@pytest.mark.usefixtures("few")
def test_put_away_and_brought_back_by_the_shelves(here: Places, now: Clock) -> None:
    own = Library(here.data, here.cache, now=now)
    shelves = samples.Shelves(here, own, now)
    assert not shelves.samples_away
    shelves.put_samples_away(True)
    assert shelves.samples_away
    assert samples.away(here)
    shelves.put_samples_away(False)
    assert not shelves.samples_away
    opened = shelves.open_samples()
    assert opened.counts().all == 3
    opened.close()
    own.close()


@pytest.mark.usefixtures("few")
def test_removed_samples_are_gone_and_stay_away(here: Places, now: Clock) -> None:
    samples.open_samples(here, now=now).close()
    samples.remove(here)
    assert samples.away(here)
    assert not any(folder.exists() for folder in samples.folders(here))


def test_a_place_that_cannot_be_changed_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    odd = Places(data=file, cache=tmp_path, config=tmp_path, state=tmp_path)
    with pytest.raises(TuinewsError, match=r"cannot change .*samples-away"):
        samples.put_away(odd, True)


def test_samples_stay_away_where_nothing_can_be_read(
    here: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", closed)
    assert samples.away(here)


@pytest.mark.usefixtures("few")
def test_samples_whose_index_went_away_are_there_again(here: Places, now: Clock) -> None:
    samples.open_samples(here, now=now).close()
    shutil.rmtree(samples.folders(here)[1])
    library = samples.open_samples(here, now=now)
    assert library.counts().all > 0
    library.close()


@pytest.mark.usefixtures("few")
def test_samples_that_cannot_be_removed_are_named(
    here: Places, now: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples.open_samples(here, now=now).close()

    def refused(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(shutil, "rmtree", refused)
    with pytest.raises(TuinewsError, match="cannot"):
        samples.remove(here)
