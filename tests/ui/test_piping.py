"""Giving an article to a program: which one, what it gets, what is told of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.ui.conftest import screen_text, until
from textual.widgets import Input

from tuinews.settings import Config, Pipe
from tuinews.ui.app import NewsApp
from tuinews.ui.dialogs.pipedialog import PipeDialog
from tuinews.ui.tasks import piping

Make = Callable[..., NewsApp]
WIDE = (130, 40)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[str, ...], bytes]]:
    """What programs are given; none is started."""
    found: list[tuple[tuple[str, ...], bytes]] = []

    def start(self: Any, name: str, command: tuple[str, ...], data: bytes) -> None:
        found.append((tuple(command), data))
        self._tell(name, "first line [b]")

    monkeypatch.setattr(piping.ArticlePipe, "_start", start)
    return found


async def test_the_program_of_the_settings_gets_the_row_under_the_cursor(
    make_app: Make, given: list[tuple[tuple[str, ...], bytes]]
) -> None:
    app = make_app(replace(Config(), pipe=Pipe(command=("wc", "-w"))))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "vertical_line")
        await pilot.pause()
        [(command, data)] = given
        assert command == ("wc", "-w"), "nothing of the article is a word of it"
        assert b"# Storm shuts the port" in data
        assert [note.message for note in app._notifications] == ["wc: first line [b]"]


async def test_without_one_it_is_asked_for_and_remembered(
    make_app: Make, given: list[tuple[tuple[str, ...], bytes]]
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("vertical_line", "enter")
        await until(pilot, lambda: "Type the name of a program." in screen_text(app))
        await pilot.press(*"tr a 'b")
        await pilot.press("enter")
        await until(pilot, lambda: "A quote is never closed." in screen_text(app))
        await pilot.press(*" c'", "enter")
        assert [command for command, _ in given] == [("tr", "a", "b c")]
        await pilot.press("vertical_line")
        assert isinstance(app.screen, PipeDialog)
        assert app.screen.query_one(Input).value == "tr a 'b c'"
        await pilot.press("escape")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("import sys; print(len(sys.stdin.read()))", "5"),
        ("print(); print('\\x1b[31mred')", "red"),
        ("import sys; print('no'); sys.exit(3)", "failed with 3, no"),
        ("pass", ""),
    ],
)
def test_what_a_program_says_is_its_first_line(script: str, said: str) -> None:
    told = piping.told("python", [sys.executable, "-c", script], b"12345")
    assert told.endswith(said) and "\x1b" not in told


def test_a_program_that_does_not_start_or_end_is_told() -> None:
    assert "did not start" in piping.told("x", ["/nowhere/at/all"], b"")
    forever = "import time\nwhile True: time.sleep(9)"
    assert "took longer" in piping.told("x", [sys.executable, "-c", forever], b"", patience=0.05)
