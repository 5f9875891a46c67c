"""A list longer than what is read of it at first: the rest follows, and no key is lost."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import pytest
from tests.ui.conftest import NOW, article, put, screen_text

from tuinews.store.folding import Folds
from tuinews.store.library import Library
from tuinews.ui.app import NewsApp
from tuinews.ui.start import reopening
from tuinews.ui.tasks import listing

Make = Callable[..., NewsApp]
WIDE = (130, 40)
NEVER = 3600.0  # seconds


@pytest.fixture(autouse=True)
def few_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows are read first, the rest only when it is told to come."""
    monkeypatch.setattr(listing, "FIRST", 3)
    monkeypatch.setattr(reopening, "FIRST", 3)
    monkeypatch.setattr(listing, "REST_AFTER", NEVER)


def rest(app: NewsApp) -> None:
    """Have the rest of the view arrive."""
    desk = app.main.desk
    app.main.listing.take_rest(desk.view, desk.library, desk.folds())


async def test_the_first_rows_say_that_there_are_more(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "1 of 3+" in app.main.status.text
        rest(app)
        await pilot.pause()
        assert "1 of 6" in app.main.status.text


async def test_the_rest_comes_by_itself(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "REST_AFTER", 0.001)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        while len(app.main.list.keys) < 6:
            await pilot.pause()
        assert "3+" not in app.main.status.text


async def test_going_to_the_end_goes_on_when_it_is_there(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("G")
        assert app.main.list.cursor == 2
        rest(app)
        await pilot.pause()
        assert "6 of 6" in app.main.status.text


async def test_a_key_after_that_takes_it_back(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("G", "k")
        rest(app)
        await pilot.pause()
        assert app.main.list.cursor == 1


async def test_everything_is_marked_not_only_what_is_read_already(
    make_app: Make, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("A")
        assert library.counts().unread == 0


async def test_the_rest_follows_after_a_search_too(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"storm")
        assert "1 found" in app.main.status.text
        monkeypatch.setattr(listing, "REST_AFTER", 0.001)
        await pilot.press("escape")
        while len(app.main.list.keys) < 6:
            await pilot.pause()


async def test_what_came_meanwhile_leaves_the_first_rows_where_they_are(
    make_app: Make, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        put(library, [article(0, "Late news", published=NOW)])
        rest(app)
        await pilot.pause()
        assert len(app.main.list.keys) == 6
        assert "Late news" not in screen_text(app)


def test_a_view_that_is_continued_keeps_its_first_rows() -> None:
    first = Folds(array("q", (9, 7)), {7: array("q", (7, 3))}, 3, more=True)
    now = Folds(array("q", (10, 9, 8, 7, 5)), {5: array("q", (5, 4))}, 6)
    whole = first.continued(now)
    assert list(whole.keys) == [9, 7, 5]
    assert whole.accounts == {7: array("q", (7, 3)), 5: array("q", (5, 4))}
    assert not whole.more
