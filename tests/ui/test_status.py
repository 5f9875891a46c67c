"""The status line: what stands where when room is short."""

from __future__ import annotations

from textual.app import App, ComposeResult

from tuinews.ui.status import StatusLine

HINTS = (("u", "undo"), ("Enter", "open"), ("/", "search"), ("q", "quit"), ("?", "help"))


class StatusApp(App[None]):
    """A status line alone."""

    def compose(self) -> ComposeResult:
        yield StatusLine()


async def said(width: int, doing: str) -> str:
    """Return the line as it is drawn."""
    app = StatusApp()
    async with app.run_test(size=(width, 1)) as pilot:
        line = app.query_one(StatusLine)
        line.say(place="1 of 31", doing=doing, hints=HINTS)
        await pilot.pause()
        return line.render_line(0).text


async def test_hints_give_way_to_what_was_done() -> None:
    told = "no other account of this story to compare with"
    shown = await said(80, told)
    assert told in shown
    assert "? help" in shown
    assert "undo" not in shown


async def test_all_hints_stand_where_nothing_is_told() -> None:
    shown = await said(80, "")
    assert all(does in shown for _, does in HINTS)


async def test_the_last_hint_stays_beside_a_message_that_is_too_long() -> None:
    shown = await said(60, "a message that is much longer than the line has room for, by far")
    assert "? help" in shown
    assert "a message that is much longer" in shown and "…" in shown
