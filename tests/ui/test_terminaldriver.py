"""A terminal that stops the program is obeyed between two steps; one that is gone is no trouble."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from types import SimpleNamespace

import pytest
from textual.drivers.linux_driver import LinuxDriver

from tuinews.ui.start.terminaldriver import TerminalDriver, Written


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done to the terminal, and to the screen."""
    found: list[str] = []
    monkeypatch.setattr(LinuxDriver, "_sigtstp_application", lambda *_: found.append("stopped"))
    monkeypatch.setattr(LinuxDriver, "_sigcont_application", lambda *_: found.append("resumed"))
    return found


def driver(done: list[str], *, restarts: bool = True, stopped: bool = False) -> TerminalDriver:
    made = object.__new__(TerminalDriver)
    app = SimpleNamespace(refresh=lambda layout: done.append("drawn"))
    made.__dict__.update(_loop=asyncio.get_running_loop(), _app=app)
    made._auto_restart, made._must_signal_resume = restarts, stopped
    return made


@pytest.mark.parametrize(("stopped", "wanted"), [(True, "resumed"), (False, "drawn")])
async def test_a_signal_waits_for_what_is_being_written(
    done: list[str], stopped: bool, wanted: str
) -> None:
    made = driver(done, stopped=stopped)
    made._sigtstp_application()
    made._sigcont_application()
    assert done == []
    await asyncio.sleep(0)
    assert done == ["stopped", wanted]


async def test_while_another_program_has_the_terminal_all_stops_at_once(done: list[str]) -> None:
    made = driver(done, restarts=False)
    made._sigtstp_application()
    assert done == ["stopped"]
    made._sigcont_application()
    await asyncio.sleep(0)
    assert done == ["stopped"]


def test_what_is_written_to_a_terminal_that_is_gone_holds_nothing_up() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    file = os.fdopen(theirs, "w", encoding="utf-8")
    screen = Written(file)
    for _ in range(3):
        screen.write("x" * 100_000)
        screen.flush()
    with suppress(BrokenPipeError):
        file.close()
