"""What changes on a screen is drawn, whoever asked where it is before it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.ui.conftest import until
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.widgets import Static
from textual.widgets._toast import Toast

from tuinews.ui.app import NewsApp
from tuinews.ui.dialogs.confirm import ConfirmDialog


@pytest.mark.parametrize("dialog", [False, True])
async def test_what_goes_away_is_drawn_over_though_somebody_looked_where_it_was(
    make_app: Callable[..., NewsApp], monkeypatch: pytest.MonkeyPatch, dialog: bool
) -> None:
    drawn: set[int] = set()
    app = make_app()

    def note(_: object, update: object) -> None:
        if isinstance(update, ChopsUpdate):
            drawn.update(line for line, _, _ in update.spans)

    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        if dialog:
            app.push_screen(ConfirmDialog("Stop the refresh?", "", "stop"))
        app.main.toast("Storm shuts the port")
        await until(pilot, lambda: any(toast.region for toast in app.screen.query(Toast)))
        screen, toast = app.screen, app.screen.query_one(Toast)
        lines = toast.region.line_range
        monkeypatch.setattr(app, "_display", note)
        toast.display = False
        screen._compositor.update_widgets({Static()})  # one that is to be laid out, too
        assert toast not in screen._compositor.full_map  # asked as the mouse and the focus do
        await pilot.pause()
        assert drawn >= set(range(*lines))


async def test_a_screen_that_others_wrote_to_is_drawn_anew(
    make_app: Callable[..., NewsApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        whole: list[bool] = []
        monkeypatch.setattr(
            app, "_display", lambda _, update: whole.append(isinstance(update, LayoutUpdate))
        )
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert any(whole)


class Told(Static):
    """Notes what it is told of its place."""

    def __init__(self) -> None:
        super().__init__("new here")
        self.said: list[str] = []

    def on_show(self) -> None:
        self.said.append("shown")

    def on_resize(self) -> None:
        self.said.append("resized")


async def test_what_is_new_is_told_so_though_somebody_looked_where_it_is(
    make_app: Callable[..., NewsApp],
) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        screen, new = app.screen, Told()
        new.display = False
        await screen.mount(new)
        await pilot.pause()
        assert new.said == []
        new.display = True
        screen._compositor.update_widgets({Static()})
        assert new in screen._compositor.full_map  # asked as the mouse and the focus do
        await until(pilot, lambda: {"shown", "resized"} <= set(new.said))
