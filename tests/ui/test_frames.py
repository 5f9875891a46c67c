"""What one key does is on the screen in one frame."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.ui.conftest import screen_text, until
from textual._compositor import ChopsUpdate
from textual.pilot import Pilot

from tuinews.ui import drawing, main
from tuinews.ui.app import NewsApp
from tuinews.ui.main import MainScreen

Make = Callable[..., NewsApp]


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what stands on the screen after each frame, from now on."""
    drawn: list[str] = []
    display = NewsApp._display

    def note(app: NewsApp, screen: object, update: object) -> None:
        if update is not None:
            drawn.append(screen_text(app))
        display(app, screen, update)  # type: ignore[arg-type]

    monkeypatch.setattr(NewsApp, "_display", note)
    monkeypatch.setattr(drawing.frames, "LONGEST", 60.0)  # however slow the machine is
    monkeypatch.setattr(drawing.frames, "OPENING", 60.0)
    return drawn


async def pressed(pilot: Pilot[None], frames: list[str], key: str) -> list[str]:
    """Return the frames that follow a key."""
    await pilot.pause()
    frames.clear()
    await pilot.press(key)
    await pilot.pause()
    return list(frames)


async def test_the_cursor_and_what_is_told_of_it_move_together(
    make_app: Make, frames: list[str]
) -> None:
    async with make_app().run_test(size=(130, 40)) as pilot:
        (frame,) = await pressed(pilot, frames, "j")
        assert "row 2 of 6" in frame


async def test_a_move_draws_two_rows_and_not_the_scrollbar_beside_them(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    spans: list[tuple[int, int, int]] = []

    def note(_: object, __: object, update: object) -> None:
        if isinstance(update, ChopsUpdate):
            spans.extend(update.spans)

    monkeypatch.setattr(NewsApp, "_display", note)
    app = make_app()
    async with app.run_test(size=(130, 12)) as pilot:
        await pilot.pause()
        assert app.main.list.show_vertical_scrollbar
        spans.clear()
        await pilot.press("j")
        await pilot.pause()
        rows = [span for span in spans if span[0] in app.main.list.region.line_range]
        assert {line for line, _, _ in rows} == {1, 2, 3, 4}
        assert max(end for *_, end in rows) == app.main.list.scrollable_content_region.right


async def test_a_letter_comes_with_what_it_finds(make_app: Make, frames: list[str]) -> None:
    async with make_app().run_test(size=(130, 40)) as pilot:
        await pressed(pilot, frames, "slash")
        (frame,) = await pressed(pilot, frames, "z")
        assert "Nothing found" in frame
        assert "0 found" in frame


async def test_a_scrollbar_comes_with_the_list_that_needs_it(
    make_app: Make, frames: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main, "PEEK_AFTER", 60.0)  # the article follows in a frame of its own
    async with make_app().run_test(size=(130, 12)) as pilot:
        await pressed(pilot, frames, "slash")
        await pressed(pilot, frames, "z")
        app = pilot.app
        assert isinstance(app, NewsApp)
        assert not app.main.list.show_vertical_scrollbar
        await pressed(pilot, frames, "backspace")
        assert app.main.list.show_vertical_scrollbar
        assert len(frames) == 1


async def test_the_first_frame_shows_what_was_typed_before_it(
    make_app: Make, frames: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mount = MainScreen.on_mount

    def typed_before(screen: MainScreen) -> None:
        for _ in range(2):
            screen.press("j")
        mount(screen)

    monkeypatch.setattr(MainScreen, "on_mount", typed_before)
    async with make_app().run_test(size=(130, 40)) as pilot:
        await pilot.pause()
        assert "row 3 of 6" in frames[0]


@pytest.mark.parametrize("key", ["question_mark", "t", "S", "V"])
async def test_a_dialog_comes_and_goes_in_one_frame(
    make_app: Make, frames: list[str], key: str
) -> None:
    async with make_app().run_test(size=(130, 40)) as pilot:
        assert len(await pressed(pilot, frames, key)) == 1
        assert len(await pressed(pilot, frames, "escape")) == 1


async def test_what_takes_long_is_not_waited_for(
    make_app: Make, frames: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(drawing.frames, "LONGEST", 0.001)
        app.main.hold_frame()  # and nobody ever shows it
        app.main.say("still at it")
        await until(pilot, lambda: bool(frames) and "still at it" in frames[-1])
