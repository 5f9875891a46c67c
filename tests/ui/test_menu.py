"""A menu: one line for each choice, however long its name is."""

from __future__ import annotations

from textual.app import App
from textual.widgets import OptionList

from tuinews.ui.dialogs.menu import Choice, Menu


async def test_a_long_name_takes_one_line_and_leaves_room_for_its_count() -> None:
    name = "The Evening Chronicle and Advertiser of the Northern Counties"
    app: App[None] = App()
    async with app.run_test(size=(60, 20)) as pilot:
        await app.push_screen(Menu("Show", [Choice(name, "a", "1,402"), Choice("All", "b")]))
        await pilot.pause()
        lines = app.screen.query_one(OptionList)
        first = lines.render_line(0).text.rstrip()
        assert first.endswith("…  1,402")
        assert "All" in lines.render_line(1).text
