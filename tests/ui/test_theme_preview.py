"""That the screen beneath the theme dialog shows each theme, as the terminal gets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests import steady
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip
from textual.widgets import OptionList

from tuinews.ui.app import NewsApp
from tuinews.ui.themes import OFFERED

ROW = 10  # of the list, in the first column


class Painted:
    """The colour behind one cell of the terminal, as it was painted last."""

    colour = ""

    def take(self, update: object) -> None:
        if isinstance(update, LayoutUpdate):
            self._see(next(iter(update.strips[ROW])))
        elif isinstance(update, ChopsUpdate) and any(span[:2] == (ROW, 0) for span in update.spans):
            self._see(update.chops[ROW].get(0))

    def _see(self, strip: Strip | None) -> None:
        style = next(iter(strip)).style if strip else None
        if style is not None and style.bgcolor is not None:
            self.colour = style.bgcolor.name


async def test_the_screen_beneath_shows_each_theme(
    make_app: Callable[..., NewsApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    painted = Painted()
    display: Any = NewsApp._display

    def watched(app: NewsApp, screen: object, update: object) -> None:
        painted.take(update)
        display(app, screen, update)

    monkeypatch.setattr(NewsApp, "_display", watched)
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("t")
        themes = app.screen.query_one(OptionList)
        for name in OFFERED[1:5]:
            await steady.settled()
            themes.action_cursor_down()
            await steady.settled()  # the pilot's own waiting would paint
            surface = app.theme_variables["surface"].lower()
            assert (app.theme, painted.colour) == (name, surface)
