"""One refresh at a time, whatever keys come when."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import Any

import pytest

from tuinews.ui.tasks import refreshing
from tuinews.ui.tasks.refreshing import Refresher


class Alone:
    """A child that runs until it is interrupted, and shall never run twice at once."""

    def __init__(self, *_: object) -> None:
        self.begun, self.running = 0, False
        self._interrupted = asyncio.Event()

    async def run(self, *_: str, told: Callable[[dict[str, Any]], None]) -> tuple[int, str]:
        assert not self.running
        self.begun, self.running = self.begun + 1, True
        told({"event": "stored"})
        await self._interrupted.wait()
        self._interrupted.clear()
        self.running = False
        return 0, ""

    def interrupt(self) -> None:
        self._interrupted.set()

    def step_back(self) -> None:
        pass


async def test_two_keys_while_stories_are_found_begin_one_refresh(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(refreshing, "Child", Alone)
    monkeypatch.setattr(refreshing, "LOOK_EVERY", 0)
    tasks: list[asyncio.Task[None]] = []

    def aside(work: Coroutine[Any, Any, None]) -> None:
        tasks.append(asyncio.create_task(work))

    host: Any = SimpleNamespace(aside=aside, say=lambda *_: None)
    subscriptions = SimpleNamespace(feeds=lambda: ["a feed"], account=lambda: None)
    own = SimpleNamespace(subscriptions=subscriptions)
    desk: Any = SimpleNamespace(shelves=SimpleNamespace(own=own))
    places: Any = None
    refresher = Refresher(
        *(desk, places, (), host), terminal="", arrived=lambda: None, related=lambda: None
    )
    child: Any = refresher.child
    refresher.refresh([])
    await asyncio.sleep(0)
    assert child.running  # it looks for stories
    refresher.refresh([])
    refresher.refresh([])
    refresher.refresh_due()
    assert len(tasks) == 2
    await tasks[0]
    while child.begun < 2:
        await asyncio.sleep(0)
    child.interrupt()
    await asyncio.gather(*tasks)
    assert child.begun == 2
