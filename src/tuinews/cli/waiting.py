"""Commands that wait for the network: Ctrl+C once keeps what came, twice ends at once."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


def run(work: Callable[[asyncio.Event], Awaitable[T]]) -> T:
    """Return what `work` does; the event that it is given is set when it has to stop."""

    async def guarded() -> T:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        signals = (signal.SIGINT, signal.SIGTERM)

        def stopped() -> None:
            stop.set()
            for number in signals:
                loop.remove_signal_handler(number)

        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
            for number in signals:  # only the main thread may
                loop.add_signal_handler(number, stopped)
        return await work(stop)

    return asyncio.run(guarded())
