"""An event loop that knows when nothing is left to be done, so that a test need not guess."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Words = TypeVarTuple("Words")

AHEAD = 0.25  # seconds: what is due by then is done before all is settled
LIMIT = 30.0  # seconds that this may take


class _Selector(selectors.DefaultSelector):
    """Asks `at_rest` before it waits; where that has found something to do, it does not wait."""

    at_rest: Callable[[float | None], bool] = staticmethod(lambda timeout: False)

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what has come, waiting `timeout` seconds for it, or without an end for None."""
        come = super().select(0)
        if come or timeout == 0 or self.at_rest(timeout):
            return come
        return super().select(timeout)


class SteadyLoop(asyncio.SelectorEventLoop):
    """A loop that tells who asks when it has come to rest.

    At rest nothing is ready to run, no thread works, and no timer is due for a while. What is
    due sooner, such as the next frame of the screen, is not waited for: the clock is put
    forward instead, by `skipped` seconds in all.
    """

    def __init__(self) -> None:
        """Begin with a clock that is right."""
        selector = _Selector()
        super().__init__(selector)
        selector.at_rest = self._at_rest
        self.skipped = 0.0
        self._jobs: set[asyncio.Future[Any]] = set()
        self._asking: list[asyncio.Future[None]] = []
        self._horizon = 0.0

    def time(self) -> float:
        """Return the seconds of a clock that is put forward over waits."""
        return super().time() + self.skipped

    def run_in_executor(
        self, executor: Any, func: Callable[[*Words], T], *args: *Words
    ) -> asyncio.Future[T]:
        """Have a thread do something, and know of it until it is done."""
        job = super().run_in_executor(executor, func, *args)
        self._jobs.add(job)
        job.add_done_callback(self._jobs.discard)
        return job

    async def settled(self) -> None:
        """Wait until the loop is at rest. Processes that work beside it are not waited for."""
        asking = self.create_future()
        self._asking.append(asking)
        self._horizon = self.time() + AHEAD
        async with asyncio.timeout(LIMIT):
            await asking

    def _at_rest(self, timeout: float | None) -> bool:
        """Put the clock forward to a timer that is due soon, or tell that there is none."""
        if not self._asking or self._jobs:
            return False
        if timeout is not None and self.time() + timeout <= self._horizon:
            self.skipped += timeout
            return True
        for asking in self._asking:
            if not asking.done():
                asking.set_result(None)
        self._asking.clear()
        return True


def clock() -> float:
    """Return the time of the loop that runs, or of none."""
    try:
        return asyncio.get_running_loop().time()
    except RuntimeError:
        return monotonic()


async def settled(*_: float) -> None:
    """Wait until the loop that runs is at rest."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, SteadyLoop)
    await loop.settled()


def run(work: Coroutine[Any, Any, T]) -> T:
    """Do what `asyncio.run` does, in a loop that knows when it is at rest."""
    with asyncio.Runner(loop_factory=SteadyLoop) as runner:
        return runner.run(work)
