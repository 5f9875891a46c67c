"""What a reader sees of articles as feeds bring them: changed ones, shared ones, their media."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import NOW
from tests.feedsite import Item, in_a_thread, rss, serve
from tests.intake.server import Site
from tests.ui.conftest import Shelves, screen_text, until, work_done
from textual.pilot import Pilot

from tuinews.model import Feed, FeedSettings
from tuinews.paths import places
from tuinews.refresh.pipeline import Job, refresh
from tuinews.settings import Config, Fetch, Media
from tuinews.store.library import Library
from tuinews.ui.app import NewsApp

HERE = FeedSettings(private=True)
QUIET = Fetch(refresh_minutes=0)
OLD = "Two ships lie at the quay. The harbour master keeps the gates shut until the storm is over."
NEW = (
    "Three ships lie at the quay. The harbour master keeps the gates shut until the storm is over."
)


@pytest.fixture
def site() -> Iterator[Site]:
    with in_a_thread() as site:
        yield site


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(places().data, places().cache, now=lambda: NOW)
    yield library
    library.close()


async def bring(library: Library) -> None:
    async for _ in refresh(Job(library, Config(), lambda: NOW, asked=True)):
        pass


def opened(library: Library, now: Callable[[], Any], config: Config | None = None) -> NewsApp:
    return NewsApp(Shelves(library), config or Config(fetch=QUIET), places(), now)


async def settled(pilot: Pilot[Any]) -> str:
    await work_done(pilot.app)
    await pilot.pause()
    return screen_text(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (180, 40)], ids=str)
async def test_a_changed_entry_is_one_article_that_shows_what_changed(
    library: Library, site: Site, now: Callable[[], Any], size: tuple[int, int]
) -> None:
    url = serve(site, "/a", Item(1, "Ships wait", OLD))
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    await bring(library)
    serve(site, "/a", Item(1, "Ships wait", NEW))
    await bring(library)
    assert library.counts().all == 1
    app = opened(library, now)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        shown = await settled(pilot)
        assert "Three ships" in shown
        await pilot.press("v")
        shown = await settled(pilot)
        assert "changed" in shown.lower()
        assert app.main.reader.page is not None and app.main.reader.page.fresh


async def test_one_item_of_two_feeds_names_both(
    library: Library, site: Site, now: Callable[[], Any]
) -> None:
    urls = [serve(site, "/a", 1), serve(site, "/b", 1, title="The Herald [/b]")]
    library.subscriptions.put_feeds([Feed(url, settings=HERE) for url in urls])
    await bring(library)
    assert library.counts().all == 1
    app = opened(library, now)
    async with app.run_test(size=(180, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        shown = await settled(pilot)
        names = shown[shown.index("Came through") :]  # whichever came first
        assert "The Wire" in names and "The Herald [/b]" in names
        library.remove_feed(urls[1])
        app.main.opened.refresh()
        assert "Came through" not in await settled(pilot)


async def test_media_are_listed_and_opened_by_their_type(
    library: Library, site: Site, now: Callable[[], Any], tmp_path: Path
) -> None:
    log = tmp_path / "played"
    script = f"import json,sys; open({str(log)!r},'w').write(json.dumps(sys.argv[1:]))"
    media = Media(audio=(sys.executable, "-c", script, "--no-video", "%u"))
    url = site.url("/a")
    sound = (
        "<enclosure url='https://cdn.example/a.mp3' type='audio/mpeg' length='4200000'/>"
        "<enclosure url='javascript:alert(1)' type='audio/mpeg'/></item>"
    )
    site.serve("/a", rss([1]).replace(b"</item>", sound.encode()))
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    await bring(library)
    app = opened(library, now, Config(fetch=QUIET, media=media))
    async with app.run_test(size=(180, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        shown = await settled(pilot)
        assert "Audio (4.2 MB): cdn.example/a.mp3" in shown
        assert "javascript" not in shown
        app.main.reader.post_message(app.main.reader.LinkChosen("https://cdn.example/a.mp3"))
        await until(pilot, lambda: log.exists() and bool(log.read_text()))
    assert json.loads(log.read_text()) == ["--no-video", "https://cdn.example/a.mp3"]


async def test_a_text_that_changed_after_it_was_read_is_marked_until_it_is_looked_at(
    site: Site, now: Callable[[], Any]
) -> None:
    clock = [NOW]
    library = Library(places().data, places().cache, now=lambda: clock[0])
    url = serve(site, "/a", Item(1, "Ships wait", OLD))
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    await bring(library)
    [key] = library.keys()
    [row] = library.rows([key])
    clock[0] += timedelta(minutes=1)
    library.mark([row.id], read=True, opened=True)
    app = opened(library, now)
    async with app.run_test(size=(180, 40)) as pilot:
        assert " changed " not in await settled(pilot)
        clock[0] += timedelta(minutes=1)
        serve(site, "/a", Item(1, "Ships wait", NEW))
        await bring(library)
        app.main.watch_library()
        assert "Ships wait" in (shown := await settled(pilot))
        assert " changed " in shown
        clock[0] += timedelta(minutes=1)
        await pilot.press("enter")
        shown = await settled(pilot)
        assert "The publisher changed 1 of 2 sentences; v shows how" in shown
        assert "v changes" in shown
        assert " changed  " not in shown
        changed = library.row(row.id)
        assert changed is not None and changed.read and not changed.changed
        await pilot.press("v")
        assert "v shows how" not in await settled(pilot)
    library.close()


async def test_a_refresh_tells_how_many_articles_changed(
    library: Library, now: Callable[[], Any]
) -> None:
    app = opened(library, now)
    async with app.run_test(size=(180, 40)) as pilot:
        await settled(pilot)
        seen: Counter[str] = Counter()
        app.main.refresher.take_event({"event": "started", "feeds": 2}, seen)
        app.main.refresher.take_event({"event": "feed", "new": 0, "updated": 1}, seen)
        app.main.refresher.take_event({"event": "feed", "new": 0}, seen)
        app.main.refresher.finished(seen)
        assert "refreshed 2: 0 new, 1 changed" in app.main.status.text


async def test_a_row_keeps_story_and_star_when_its_article_gets_another_date(
    site: Site, library: Library, now: Callable[[], Any]
) -> None:
    old = [Item(n, f"Ships wait {n}", OLD) for n in (1, 2, 3)]
    url = serve(site, "/a", *old)
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    await bring(library)
    ids = {row.headline: row.id for row in library.rows(library.keys())}
    library.relations.put({one: [] for one in ids.values()}, dict.fromkeys(ids.values(), "story-1"))
    library.mark([ids["Ships wait 2"]], starred=True)
    library.mark([ids["Ships wait 1"], ids["Ships wait 3"]], read=True)
    app = opened(library, now)
    async with app.run_test(size=(180, 40)) as pilot:
        await settled(pilot)
        app.main.desk.change_view(fold=True)
        app.main.listing.reload()
        before = app.main.list.chosen
        assert before is not None and before.starred and len(before.accounts) == 3
        serve(site, "/a", old[0], Item(2, "Ships wait 2", NEW, day=21), old[2])
        await bring(library)
        app.main.watch_library()
        shown = await settled(pilot)
        after = app.main.list.chosen
        assert after is not None and after.starred
        assert {row.id for row in after.accounts} == {row.id for row in before.accounts}
        assert "1 with another date, press r" in shown
        keys = app.main.listing.keys_of_all()
        assert len(app.main.desk.unread_among(keys)) == 1
        assert app.main.desk.mark_all(keys) == (ids["Ships wait 2"],)
        await pilot.press("r")
        assert "another date" not in await settled(pilot)
        assert app.main.list.row(0) == library.row(ids["Ships wait 2"])


async def test_a_newer_text_of_the_open_article_is_told_and_waits_for_a_key(
    site: Site, library: Library, now: Callable[[], Any]
) -> None:
    url = serve(site, "/a", Item(1, "Ships wait", OLD))
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    await bring(library)
    app = opened(library, now)
    async with app.run_test(size=(180, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        serve(site, "/a", Item(1, "Ships wait", NEW))
        await bring(library)
        app.main.watch_library()
        for key in ("s", "d", "v"):
            shown = await settled(pilot)
            assert "A newer text of this article is in; v shows it" in shown
            assert "a newer text of this article is in; v shows it" in shown
            assert "Two ships" in shown and "Three ships" not in shown
            app.main.listing.reload()
            if key != "v":
                feed = library.subscriptions.feeds()[0]
                app.main.tasks.feed_editing.change(feed, replace(feed, title=f"Named {key}"))
                assert app.main.reader.page is not None
                assert app.main.reader.page.publisher == f"Named {key}"
                old = app.main.reader.page.article
                app.main.opened.correct(old, replace(old, blocks=old.blocks[1:]))
            await pilot.press(key)
            app.main.say("")
        shown = await settled(pilot)
        assert "Three ships" in shown and "newer text" not in shown
        assert app.main.reader.page is not None and app.main.reader.page.fresh
