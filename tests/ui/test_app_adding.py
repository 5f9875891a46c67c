"""Subscribing as a newcomer does: from a site's address to its first article, for real."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.feedsite import Item, in_a_thread, serve
from tests.intake.server import Site
from tests.ui.conftest import Shelves, until_shown, work_done
from textual.widgets import Input

from tuinews.paths import places
from tuinews.settings import Config
from tuinews.store.library import Library
from tuinews.ui.app import NewsApp
from tuinews.ui.dialogs.subscribing import SubscribeDialog
from tuinews.ui.tasks.child import LEAVING, Child

PAGE = (
    b"<html><head><title>The Wire</title>"
    b"<link rel=alternate type=application/rss+xml href=/feed></head><body>news</body></html>"
)
HEADLINES = (
    "Gale shuts the port",
    "More herring than ever",
    "A school opens with a song",
    "Elephants on the high street",
    "Comet seen for the last time",
)
TEXTS = (
    "A gale has shut the port, and the night ferries wait behind the wall.",
    "Fishers came home with more herring than the market hall could take.",
    "The minister opened a school and stayed until the last song was sung.",
    "Elephants walked down the high street, as they had every spring.",
    "Astronomers saw a comet that nobody living will see again.",
)


@pytest.fixture
def site() -> Iterator[Site]:
    with in_a_thread() as site:
        told = enumerate(zip(HEADLINES, TEXTS, strict=True), 1)
        serve(site, "/feed", *(Item(n, *words) for n, words in told))
        site.serve("/", PAGE, headers={"Content-Type": "text/html"})
        yield site


@pytest.fixture
def newcomer(now: Callable[[], Any]) -> Iterator[NewsApp]:
    """The app of somebody who has nothing yet."""
    library = Library(places().data, places().cache, now=now)
    yield NewsApp(Shelves(library), Config(), places(), now)
    library.close()


async def at_rest(app: NewsApp) -> None:
    """Wait until nothing is at work any more."""
    await work_done(app)
    await asyncio.gather(*LEAVING, return_exceptions=True)


@pytest.mark.parametrize("size", [(80, 24), (180, 40)], ids=str)
async def test_from_nothing_to_the_first_article(
    newcomer: NewsApp, site: Site, size: tuple[int, int]
) -> None:
    async with newcomer.run_test(size=size) as pilot:
        await until_shown(pilot, "a adds a site")
        await pilot.press("a")
        await until_shown(pilot, "BBC News")
        await pilot.press(*site.url("/").removeprefix("http://"), "enter")
        await until_shown(pilot, "lies on this machine or in your network")
        await pilot.press("enter")
        shown = await until_shown(pilot, "RSS 2.0, 5 entries")
        assert "Comet seen" in shown and "Folder" in shown
        await pilot.press("enter")
        shown = await until_shown(pilot, "subscribed: 5 articles")
        shown = await until_shown(pilot, "Comet seen for the")
        await at_rest(newcomer)
        await pilot.press("enter")
        await until_shown(pilot, "Astronomers saw a comet")
        await at_rest(newcomer)
    library = newcomer.main.desk.library
    assert [feed.name for feed in library.subscriptions.feeds()] == ["The Wire"]
    assert library.counts().unread == 4


async def test_a_second_feed_is_shown_when_it_has_come(newcomer: NewsApp, site: Site) -> None:
    serve(site, "/other", Item(77, "Trams return"), title="Trams")
    async with newcomer.run_test(size=(180, 40)) as pilot:
        for path in ("/feed", "/other"):
            newcomer.main.tasks.adding.allowed.add(site.url(path))
            await pilot.press("a")
            await pilot.pause()
            await pilot.press(*site.url(path), "enter")
            await until_shown(pilot, "RSS 2.0")
            await pilot.press("enter")
            await until_shown(pilot, "subscribed: ")
            await at_rest(newcomer)
            await until_shown(pilot, "q leads to all")
        headlines = [
            row.headline for row in newcomer.main.desk.library.rows(newcomer.main.list.keys)
        ]
        assert headlines == ["Trams return"]
        page = newcomer.main.reader.page
        assert page is not None
        assert page.article.headline == "Trams return"
        await pilot.press("q")
        await pilot.pause()
        assert len(newcomer.main.list.keys) >= 2
        await at_rest(newcomer)


async def test_one_can_subscribe_while_the_index_is_brought_up_to_date(
    make_app: Callable[..., NewsApp], library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidying = asyncio.Event()

    async def never_done(self: Any, *words: str, told: object) -> tuple[int, str]:
        self._process = words
        tidying.set()
        await asyncio.Event().wait()
        return 0, ""

    monkeypatch.setattr(Child, "run", never_done)
    monkeypatch.setattr(library.upkeep, "behind", lambda: True)
    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        await tidying.wait()
        await pilot.press("a")
        assert isinstance(app.screen, SubscribeDialog), app.screen
        assert isinstance(app.focused, Input)
