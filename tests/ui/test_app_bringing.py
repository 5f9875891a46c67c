"""Bringing articles in: the samples, an import, a saved file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from tests.ui.conftest import ARTICLES, screen_text, until

from tuinews.model import Feed
from tuinews.paths import Places, places
from tuinews.samples import Shelves
from tuinews.settings import Config, Export
from tuinews.store.library import Library
from tuinews.ui.app import NewsApp
from tuinews.ui.memory import Memory

WIDE = (130, 40)
CAPTURE = """\
Lighthouse lamp sold to a museum in the north

By Mara Quill

PORT ANSEL (Meridian Wire) - The lamp of the old lighthouse was sold on Tuesday to a museum
that promised to light it once a year, the harbour board said.

"It will shine again," said Ole Brandt, who kept it for thirty years.

ADVERTISEMENT
"""


@pytest.fixture
def seeded(tmp_path: Path, now: Callable[[], datetime], monkeypatch: pytest.MonkeyPatch) -> NewsApp:
    """The app of a newcomer: nothing of one's own, two sample captures to unpack."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "lamp.txt").write_text(CAPTURE)
    (seeds / "rail.txt").write_text(CAPTURE.replace("lamp", "rail").replace("Lamp", "Rail"))
    monkeypatch.setattr("tuinews.samples.seeds", lambda: sorted(seeds.glob("*.txt")))
    where = places()
    own = Library(where.data, where.cache, now=now)
    return NewsApp(Shelves(where, own, now), Config(), where, now)


async def test_a_newcomer_sees_samples_and_a_welcome(seeded: NewsApp) -> None:
    async with seeded.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: seeded.main.list.folds.size == 2)
        await pilot.pause()
        shown = screen_text(seeded)
        assert "tuinews" in shown
        assert "search" in shown
        await pilot.press("space")
        assert seeded.screen is seeded.main
        assert "Samples" in screen_text(seeded)
        assert seeded.main.remembered.memory.welcomed


async def test_the_key_that_closes_the_welcome_acts(seeded: NewsApp) -> None:
    async with seeded.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: seeded.main.list.folds.size == 2)
        await pilot.press("s")
        await until(pilot, lambda: seeded.main.desk.undoable)
        assert "starred" in seeded.main.status.text


async def test_samples_are_put_away_for_good_and_that_can_be_undone(seeded: NewsApp) -> None:
    async with seeded.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: seeded.main.list.folds.size == 2)
        await pilot.press("space", "D")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert seeded.main.list.folds.size == 0
        assert "a adds a site" in screen_text(seeded)
        assert seeded.main.desk.shelves.samples_away
        await pilot.press("u")
        await pilot.pause()
        assert seeded.main.list.folds.size == 2
        assert not seeded.main.desk.shelves.samples_away


async def test_putting_samples_away_is_not_undone_once_there_is_something_of_ones_own(
    seeded: NewsApp,
) -> None:
    async with seeded.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: seeded.main.list.folds.size == 2)
        await pilot.press("space", "D")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        seeded.main.desk.shelves.own.subscriptions.put_feeds([Feed("https://wire.example/rss")])
        await pilot.press("u")
        assert "nothing to undo" in seeded.main.status.text
        assert seeded.main.desk.shelves.samples_away


async def test_a_sample_has_no_page_to_fetch(seeded: NewsApp) -> None:
    async with seeded.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: seeded.main.list.folds.size == 2)
        await pilot.press("escape", "x")
        assert "this is a sample" in seeded.main.status.text


async def test_copies_that_come_in_read_behind_the_samples_can_be_had_unread(
    seeded: NewsApp,
) -> None:
    own = seeded.main.desk.shelves.own
    own.add(ARTICLES[:1])
    async with seeded.run_test(size=WIDE) as pilot:
        await pilot.press("D")
        await until(pilot, lambda: seeded.main.desk.sampling)
        copy = ARTICLES[0].id
        own.mark([copy], read=True)
        seeded.main.refresher.take_event({"event": "copies", "ids": [copy]}, Counter())
        await pilot.press("u")
        assert own.state(copy).read is None


async def test_what_comes_in_behind_the_samples_is_told_of_and_shown(seeded: NewsApp) -> None:
    own = seeded.main.desk.shelves.own
    async with seeded.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: seeded.main.list.folds.size == 2)
        await pilot.press("escape", "r")
        assert "no feeds yet" in seeded.main.status.text
        await pilot.press("space")
        reading = seeded.main.opened.id
        own.add(ARTICLES[:2])
        seeded.main.watch_library()
        seeded.main.say("")
        assert "2 new of your own, press r" in seeded.main.status.text
        assert seeded.main.opened.id == reading and seeded.main.desk.sampling
        await pilot.press("r")
        await pilot.pause()
        assert not seeded.main.desk.sampling
        assert ARTICLES[0].headline[:20] in screen_text(seeded)


async def test_own_feeds_are_refreshed_though_samples_are_shown(
    seeded: NewsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[list[str]] = []
    async with seeded.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: seeded.main.list.folds.size == 2)
        monkeypatch.setattr(seeded.main.refresher, "_begin", begun.append)
        seeded.main.desk.shelves.own.subscriptions.put_feeds([Feed("https://wire.example/feed")])
        seeded.main.watch_library()
        await pilot.press("escape", "h")
        await pilot.pause()
        assert "1 feed of your own" in " ".join(screen_text(seeded).split())
        await pilot.press("r", "R")
    assert begun == [["--all"], ["--all"]]


async def test_an_import_shows_the_readers_own_shelf(seeded: NewsApp, tmp_path: Path) -> None:
    capture = tmp_path / "own.txt"
    capture.write_text(CAPTURE.replace("Lighthouse lamp", "Harbour bell"))
    async with seeded.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: seeded.main.list.folds.size == 2)
        await pilot.press("space", "a")
        await pilot.pause()
        seeded.screen.query_one("#address").value = str(capture)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: not seeded.main.desk.sampling)
        shown = screen_text(seeded)
        assert "Harbour bell sold" in shown
        assert "Lighthouse lamp" not in shown


async def test_what_cannot_be_imported_is_named(seeded: NewsApp, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("   \n")
    async with seeded.run_test(size=WIDE, notifications=True) as pilot:
        await until(pilot, lambda: seeded.main.list.folds.size == 2)
        await pilot.press("space", "a")
        await pilot.pause()
        seeded.screen.query_one("#address").value = str(empty)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: "nothing to read" in screen_text(seeded))
        assert seeded.main.desk.sampling


async def test_an_article_is_saved_beside_others_never_over_them(
    library: Library, now: Callable[[], datetime], tmp_path: Path
) -> None:
    from tests.ui.conftest import Shelves as OwnOnly

    folder = tmp_path / "saved"
    config = Config(export=Export(folder=str(folder)))
    app = NewsApp(OwnOnly(library), config, places(), now)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("e", "e")
        await pilot.pause()
        files = sorted(folder.iterdir())
        assert len(files) == 2
        assert ARTICLES[0].headline in files[0].read_text()
        assert "saved as" in app.main.status.text
        library.mark([ARTICLES[0].id], tag="harbour")
        await pilot.press("e")
        (tagged,) = set(folder.iterdir()) - set(files)
        assert 'tags: ["harbour"]' in tagged.read_text()


async def test_a_memory_that_cannot_be_written_is_told(
    library: Library, now: Callable[[], datetime], tmp_path: Path
) -> None:
    from tests.ui.conftest import Shelves as OwnOnly

    blocked = tmp_path / "file"
    blocked.touch()
    where = places()
    where = Places(where.data, where.cache, where.config, blocked / "state")
    app = NewsApp(OwnOnly(library), Config(), where, now)
    async with app.run_test(size=WIDE) as pilot:
        app.main.remembered.put(Memory(theme="nord"))
        await pilot.pause()
        assert "cannot remember" in app.main.status.text


async def test_a_lost_index_is_made_again_with_what_belongs_together(
    tmp_path: Path, now: Callable[[], datetime]
) -> None:
    import shutil

    from tests.ui.conftest import Shelves as OwnOnly

    from tuinews import ingest

    where = places()
    first = Library(where.data, where.cache, now=now)
    story = CAPTURE * 2
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(story.replace("Lighthouse", f"Lighthouse {name}"))
    paths = sorted(tmp_path.glob("*.txt"))
    for _ in ingest.ingest(ingest.gather(paths, now=now), first):
        pass
    ingest.catch_up(first)
    assert any(first.related(row.id) for row in first.rows(first.keys()))
    first.close()
    shutil.rmtree(where.cache)
    again = Library(where.data, where.cache, now=now)
    app = NewsApp(OwnOnly(again), Config(), where, now)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: again.size == 2 and len(app.main.list.keys) == 1)  # folded
        assert any(again.related(row.id) for row in again.rows(again.keys()))


async def test_an_index_that_goes_away_under_the_open_app_is_made_again(
    tmp_path: Path, now: Callable[[], datetime]
) -> None:
    import shutil

    from tests.ui.conftest import Shelves as OwnOnly

    where = places()
    own = Library(where.data, where.cache, now=now)
    own.add(ARTICLES)
    app = NewsApp(OwnOnly(own), Config(), where, now)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.main.list.folds.size == len(ARTICLES))
        shutil.rmtree(where.cache)
        app.main.watch_library()
        await until(pilot, lambda: own.counts().all == len(ARTICLES))
        app.main.watch_library()
        await pilot.pause()
        assert app.main.list.folds.size == len(ARTICLES)


async def test_escape_never_quits(library: Library, now: Callable[[], datetime]) -> None:
    from tests.ui.conftest import Shelves as OwnOnly

    app = NewsApp(OwnOnly(library), Config(), places(), now)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("escape", "escape")
        assert app.is_running
        assert "q quits" in app.main.status.text


async def test_a_wrong_search_says_what_is_wrong(
    library: Library, now: Callable[[], datetime]
) -> None:
    from tests.ui.conftest import Shelves as OwnOnly

    app = NewsApp(OwnOnly(library), Config(), places(), now)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"is:foo", "enter")
        await pilot.pause()
        assert "foo" in app.main.status.text
        assert app.main.panes.typing, "it can be mended at once"
