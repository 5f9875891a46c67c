"""What is typed and pasted into a field is text from outside: none of it hides or acts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual import events
from textual.widgets import Input, TextArea

from tuinews import limits
from tuinews.ui.app import NewsApp

Make = Callable[..., NewsApp]
EVIL = "pwn\x9b31mX\u202eY\u200bZ"


@pytest.mark.parametrize("key", ["slash", "T", "colon", "question_mark", "a", "M", "plus"])
async def test_nothing_pasted_or_typed_hides_or_acts(make_app: Make, key: str) -> None:
    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        await pilot.press("enter", key)
        await pilot.pause()
        app.post_message(events.Paste(EVIL))
        app.post_message(events.Key("hangul_filler", "\u3164"))
        app.post_message(events.Key("right_to_left_override", "\u202e"))
        await pilot.pause()
        await pilot.press("é")
        field = app.focused
        assert isinstance(field, Input | TextArea)
        assert (field.value if isinstance(field, Input) else field.text) == "pwnXYZé"


async def test_a_note_takes_no_more_than_it_holds_and_says_so(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        await pilot.press("enter", "M")
        field, said = app.screen.query_one(TextArea), app.screen.query_one("#note-full")
        app.post_message(events.Paste("x" * limits.NOTE))
        await pilot.pause()
        assert (len(field.text), said.display) == (limits.NOTE, False)
        await pilot.press("y")
        assert (field.text, said.display) == ("x" * limits.NOTE, True)
        await pilot.press("backspace", "z")
        assert field.text == "x" * (limits.NOTE - 1) + "z"
