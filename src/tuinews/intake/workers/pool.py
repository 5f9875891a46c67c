"""Processes that may be killed: work on foreign bytes runs there, under limits.

A parser that eats memory or does not come to an end takes one worker with it and nothing
else. Workers start when there is work, so a refresh that finds nothing new starts none.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from tuinews.intake.errors import FeedError
from tuinews.intake.workers.worker import LENGTH, WorkLimits

P = ParamSpec("P")
T = TypeVar("T")
_PATIENCE = 10.0  # seconds from the end of what a worker says to its own

DEFAULT_WORK_LIMITS = WorkLimits()


class Workers:
    """A few worker processes. Use it as `async with Workers() as workers`."""

    def __init__(self, count: int | None = None, limits: WorkLimits = DEFAULT_WORK_LIMITS) -> None:
        """`count` is how many work at once; None: one a processor, four at most."""
        self._limits = limits
        self._free = asyncio.Semaphore(count or _processors())
        self._idle: list[Process] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        idle, self._idle = self._idle, []
        for worker in idle:
            await _end(worker)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return `function(*args)`, computed by a worker.

        The function stands at the top of a module, and what goes in and out can be pickled.
        Raises what it raises, and FeedError where it passes a limit or the worker dies.
        """
        async with self._free:
            # not before: many may wait here, each with a large body
            job = pickle.dumps((function, args, kwargs, self._limits), pickle.HIGHEST_PROTOCOL)
            worker = self._idle.pop() if self._idle else await _start()
            try:
                async with asyncio.timeout(self._limits.wall):
                    failed, result = await _exchange(worker, job)
            except TimeoutError:
                await _end(worker)
                raise FeedError(f"not read: it takes longer than {self._limits.wall:g} s") from None
            except (asyncio.IncompleteReadError, ConnectionError):
                await _hear_out(worker)
                raise FeedError(f"not read: {_cause(worker, self._limits)}") from None
            except BaseException:
                await _end(worker)
                raise
            self._idle.append(worker)
        if failed:
            raise result  # type: ignore[misc]
        return result  # type: ignore[return-value]


def _processors() -> int:
    """Return how many processors this process may use, at most four."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), 4)
    return min(os.cpu_count() or 1, 4)


async def _start() -> Process:
    # -P: a module that lies in the current folder is not what is meant
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-P", "-m", "tuinews.intake.workers.worker"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
    )


async def _exchange(worker: Process, job: bytes) -> tuple[bool, object]:
    """Send a job and return whether it failed, and its result or error."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(LENGTH.pack(len(job)))
    worker.stdin.write(job)
    await worker.stdin.drain()
    size = LENGTH.unpack(await worker.stdout.readexactly(LENGTH.size))[0]
    failed, result = pickle.loads(await worker.stdout.readexactly(size))  # noqa: S301 our own code wrote it
    return failed, result


async def _end(worker: Process) -> None:
    """Kill a worker: it holds nothing that is not also here."""
    with contextlib.suppress(ProcessLookupError):
        worker.kill()
    assert worker.stdin is not None
    worker.stdin.close()
    await worker.wait()


async def _hear_out(worker: Process) -> None:
    """Wait for the end of a worker that fell silent; it is killed where it does not come.

    To kill what has ended by itself may lose how it ended: asyncio asks whether it has, and
    only who asks first is told.
    """
    assert worker.stdin is not None
    worker.stdin.close()
    try:
        async with asyncio.timeout(_PATIENCE):
            await worker.wait()
    except TimeoutError:
        await _end(worker)


def _cause(worker: Process, limits: WorkLimits) -> str:
    if worker.returncode == -signal.SIGXCPU:
        return f"it takes more than {limits.cpu} s of processor time"
    return "its parser gave up"
