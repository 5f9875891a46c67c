"""Searches that are kept: smart views among the sources, with what is unread in each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.ui.conftest import NOW, article, put, screen_text, work_done
from textual.pilot import Pilot
from textual.widgets import Input

from tuinews.model import Feed, Source
from tuinews.settings import Config, Fetch, Ui
from tuinews.store.library import Library
from tuinews.store.views import SavedSearch
from tuinews.ui.app import NewsApp
from tuinews.ui.lists.sourcelines import Kind

Make = Callable[..., NewsApp]
SIZE = (180, 40)
QUIET = Config(ui=Ui(fold=False), fetch=Fetch(refresh_minutes=0))  # it refreshes nothing
SEA = SavedSearch("Sea", "storm OR vaccine")


async def settled(pilot: Pilot[Any]) -> None:
    await work_done(pilot.app)
    await pilot.pause()


def line(app: NewsApp, text: str) -> str:
    """The row of the sources pane that says `text`."""
    sources = app.main.sources.list
    rows = [sources.render_line(y).text for y in range(sources.size.height)]
    return next((row for row in rows if text in row), "")


async def test_a_search_is_kept_with_one_key_and_found_among_the_sources(
    make_app: Make, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"moscow", "enter", "w")
        await settled(pilot)
        assert "Keep this search among the sources" in screen_text(app)
        assert "2 articles now, 2 unread: moscow" in " ".join(screen_text(app).split())
        await pilot.press(*"Talks", "enter")
        await settled(pilot)
        assert library.subscriptions.searches() == [SavedSearch("Talks", "moscow")]
        assert "kept the search Talks; u undoes" in app.main.status.text
        assert line(app, "/ Talks").split()[-1] == "2"
        await pilot.press("u")
        await settled(pilot)
        assert library.subscriptions.searches() == []
        assert not line(app, "/ Talks")


async def test_a_kept_search_is_a_view_whose_count_follows_what_is_read(
    make_app: Make, library: Library
) -> None:
    library.subscriptions.put_searches([SEA])
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        counts = [line(app, name).split()[-1] for name in (" All", "Unread", "Today", "/ Sea")]
        assert counts == ["6", "6", "6", "2"]
        sources = app.main.sources.list
        sources.move_to(sources.index_of(Kind.SEARCH, SEA.query) or 0)
        await pilot.press("h", "enter")
        await settled(pilot)
        assert [row.headline for row in library.rows(app.main.list.keys)] == [
            "Storm shuts the port for a second day",
            "A vaccine trial is put on hold",
        ]
        await pilot.press("m")
        app.main.watch_library()
        await settled(pilot)
        counts = [line(app, name).split()[-1] for name in ("Unread", "Today", "/ Sea")]
        assert counts == ["5", "5", "1"]


async def test_a_source_shows_what_its_row_says_whatever_was_shown_before(
    make_app: Make, library: Library
) -> None:
    feed = Feed("https://wire.example/feed", stated_title="The Wire")
    library.subscriptions.put_feeds([feed])
    put(library, [article(7, "Of the wire", sources=(Source(feed.url, NOW),))])
    put(library, [article(13, "Of the evening before")])
    library.mark(["article-7"], read=True)
    app = make_app(QUIET)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)

        async def shown(kind: Kind, key: str) -> int:
            sources = app.main.sources.list
            sources.move_to(sources.index_of(kind, key) or 0)
            app.main.panes.go_to("sources")
            await pilot.press("enter")
            await settled(pilot)
            return len(app.main.list.keys)

        assert await shown(Kind.VIEW, "unread") == 7
        assert await shown(Kind.FEED, feed.url) == 1
        assert "The Wire · All" in screen_text(app)
        assert await shown(Kind.VIEW, "today") == 7
        assert line(app, "Today").split()[-1] == "6"


async def test_numbers_are_there_when_the_sources_come_into_sight(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("h")
        await settled(pilot)
        assert line(app, "Today").split()[-1] == "6"


async def test_with_the_samples_out_the_sources_say_how_to_come_back(
    make_app: Make, library: Library
) -> None:
    library.subscriptions.put_feeds([Feed("https://wire.example/feed", stated_title="The Wire")])
    samples = Library(library.data / "samples", library.data / "cache", now=lambda: NOW)
    app = make_app(QUIET)
    async with app.run_test(size=SIZE) as pilot:
        app.main.desk.use_samples(samples)
        app.main.shelf.show()
        await settled(pilot)
        assert "D leads back to 1 feed of your own" in " ".join(app.main.sources.list.empty.split())


async def test_a_kept_search_is_renamed_changed_and_left(make_app: Make, library: Library) -> None:
    library.subscriptions.put_searches([SEA, SavedSearch("Trams", "tram")])
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        sources = app.main.sources.list
        sources.move_to(sources.index_of(Kind.SEARCH, SEA.query) or 0)
        await pilot.press("h", "E")
        await settled(pilot)
        assert "Saved search" in screen_text(app)
        await pilot.press(*"trams", "enter")
        await settled(pilot)
        assert "There is a search called trams already" in screen_text(app)
        app.screen.query_one("#search-name", Input).value = "Kremlin"
        app.screen.query_one("#search-query", Input).value = "moscow OR kremlin"
        await pilot.press("enter")
        await settled(pilot)
        assert library.subscriptions.searches()[0] == SavedSearch("Kremlin", "moscow OR kremlin")
        sources.move_to(sources.index_of(Kind.SEARCH, "moscow OR kremlin") or 0)
        await pilot.press("E")
        await settled(pilot)
        await pilot.press("up", "enter")
        await settled(pilot)
        assert [one.name for one in library.subscriptions.searches()] == ["Trams"]
        await pilot.press("u", "u")
        await settled(pilot)
        assert library.subscriptions.searches() == [SEA, SavedSearch("Trams", "tram")]
        assert line(app, "/ Sea")


async def test_what_is_no_search_is_not_kept(make_app: Make, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("w")
        assert "search for something first" in app.main.status.text
        for wrong in ('"moscow', "newer:soon"):
            app.main.desk.change_view(search=wrong)
            app.main.tasks.saved.keep()
            await settled(pilot)
            assert len(app.screen_stack) == 1
            assert app.main.desk.wrong() in app.main.status.text
        assert library.subscriptions.searches() == []


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_the_same_search_is_kept_once(
    make_app: Make, library: Library, size: tuple[int, int]
) -> None:
    library.subscriptions.put_searches([SEA])
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        app.main.search.find(SEA.query)
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert "Saved search" in screen_text(app)
        await pilot.press("escape")
        await settled(pilot)
        assert library.subscriptions.searches() == [SEA]
