"""Keys that come faster than the screens that they open: typed ahead, or held down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from tests.ui.conftest import until
from textual import events
from textual.app import App
from textual.pilot import Pilot

from tuinews.model import Feed, TuinewsError
from tuinews.store.library import Library
from tuinews.ui.app import NewsApp
from tuinews.ui.dialogs.confirm import ConfirmDialog
from tuinews.ui.dialogs.palette import Palette

Make = Callable[..., NewsApp]


async def typed_at_once(app: App[None], pilot: Pilot[None], keys: str) -> None:
    """Let the app find all of the keys waiting, as what was typed ahead comes from a terminal."""
    for key in keys:
        name = {"\r": "enter", "?": "question_mark", "/": "slash", ":": "colon"}.get(key, key)
        app.post_message(events.Key(name, key))
    for _ in range(len(keys) + 3):
        await pilot.pause()


@pytest.mark.parametrize("key", "?:tfST")
async def test_a_second_enter_does_not_close_the_screen_below(make_app: Make, key: str) -> None:
    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        await typed_at_once(app, pilot, key + "\r\r\r")
        assert app.screen_stack[0] is app.main
        assert app.is_running


@pytest.mark.parametrize("key", "?:tfST")
async def test_escape_typed_ahead_closes_what_opens(make_app: Make, key: str) -> None:
    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        await typed_at_once(app, pilot, key + "\x1b")
        await pilot.press("escape")
        assert app.screen is app.main


async def test_what_is_typed_behind_a_slash_is_searched_for(
    make_app: Make, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        await typed_at_once(app, pilot, "/storm")
        assert app.screen is app.main
        assert app.main.panes.search.value == "storm"
        assert library.counts().starred == 0


async def test_what_is_typed_behind_the_palettes_key_goes_to_it(
    make_app: Make, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        await typed_at_once(app, pilot, ":sss")
        assert library.counts().starred == 0
        assert len(app.screen_stack) == 2


async def test_what_is_typed_behind_the_end_of_a_tag_is_no_part_of_it(
    make_app: Make, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        await typed_at_once(app, pilot, "Tfoo\rs")
        assert library.tags() == [("foo", 1)]
        assert library.counts().starred == 1


async def test_what_is_typed_behind_the_end_of_a_search_is_done(
    make_app: Make, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        await typed_at_once(app, pilot, "/storm\rs")
        assert app.main.desk.view.search == "storm"
        assert library.counts().starred == 1


async def test_the_palette_is_open_once(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        app.action_command_palette()
        app.action_command_palette()
        await pilot.pause()
        assert len(app.screen_stack) == 2


async def test_the_palettes_key_belongs_to_a_dialog_that_is_open(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        await pilot.press("question_mark", "ctrl+p")
        await pilot.pause()
        assert len(app.screen_stack) == 2  # no palette, which would have nothing to offer there
        await pilot.press("escape", "ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, Palette)


async def test_a_second_key_finds_the_refresh_that_the_first_is_starting(
    make_app: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[object] = []
    ended = asyncio.Event()

    async def start(*words: object, **_: object) -> None:
        began.append(words)
        await ended.wait()
        raise TuinewsError("no such program")

    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        library.subscriptions.put_feeds([Feed("https://wire.example/feed")])
        monkeypatch.setattr(asyncio, "create_subprocess_exec", start)
        await typed_at_once(app, pilot, "RR")
        assert len(began) == 1
        assert isinstance(app.screen, ConfirmDialog)
        ended.set()
        await until(pilot, lambda: not app.main.refresher.child.running)
