"""Work that goes wrong in a process of its own, and what is told of it."""

from __future__ import annotations

import asyncio
import io
import os
import pickle
import sys
import time
from asyncio.subprocess import PIPE, Process
from datetime import UTC, datetime

import pytest
from tests import steady

from tuinews.intake.errors import FeedError
from tuinews.intake.feeds import parser
from tuinews.intake.workers import worker
from tuinews.intake.workers.pool import Workers
from tuinews.intake.workers.worker import LENGTH, WorkLimits

SEEN = datetime(2026, 3, 1, tzinfo=UTC)
BODY = b"<rss><channel><title>T</title><item><title>One</title></item></channel></rss>"


async def test_a_feed_is_read_in_a_worker_and_the_worker_is_kept() -> None:
    async with Workers(1) as workers:
        parsed = await workers.run(parser.parse, BODY, "https://x.example/", SEEN)
        first, second = await workers.run(os.getpid), await workers.run(os.getpid)
    assert parsed.captures[0].stated.headline == "One"
    assert first == second != os.getpid()


async def test_a_worker_steps_back_behind_who_stores_what_it_reads() -> None:
    async with Workers(1) as workers:
        assert await workers.run(os.nice, 0) == min(os.nice(0) + worker.NICE, 19)


async def test_what_it_raises_is_raised_here() -> None:
    async with Workers(1) as workers:
        with pytest.raises(FeedError, match=r"^this is a web page, not a feed$"):
            await workers.run(parser.parse, b"<html>", "https://x.example/", SEEN)
        with pytest.raises(ZeroDivisionError):
            await workers.run(divmod, 1, 0)


def test_work_that_does_not_end_is_ended() -> None:
    async def wait_too_long() -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, steady.SteadyLoop)
        async with Workers(1, WorkLimits(wall=120)) as workers:
            await workers.run(abs, -1)
            job = asyncio.ensure_future(workers.run(time.sleep, 600))
            await asyncio.sleep(0)
            loop.skipped += 120
            with pytest.raises(FeedError, match=r"^not read: it takes longer than 120 s$"):
                await job
            assert await workers.run(abs, -1) == 1

    steady.run(wait_too_long())


async def test_work_that_eats_the_processor_is_ended() -> None:
    async with Workers(1, WorkLimits(cpu=0, wall=120)) as workers:
        with pytest.raises(FeedError, match="more than 0 s of processor time"):
            await workers.run(sum, range(10**12))


async def test_work_that_eats_memory_is_refused() -> None:
    async with Workers(1, WorkLimits(memory=100 << 20)) as workers:
        with pytest.raises(FeedError, match="too much memory"):
            await workers.run(bytes, 1 << 30)
        assert await workers.run(abs, -1) == 1


async def test_a_worker_that_dies_takes_one_job_with_it() -> None:
    async with Workers(1) as workers:
        with pytest.raises(FeedError, match="its parser gave up"):
            await workers.run(os._exit, 3)
        assert await workers.run(abs, -1) == 1


async def test_how_a_worker_ended_is_not_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(process: Process) -> None:
        raise AssertionError("a signal is sent to a worker that has ended")

    monkeypatch.setattr(Process, "kill", ask)
    async with Workers(1) as workers:
        with pytest.raises(FeedError, match="its parser gave up"):
            await workers.run(os._exit, 3)


async def test_a_worker_that_falls_silent_does_not_live_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuinews.intake.workers.pool._PATIENCE", 0.0)
    async with Workers(1, WorkLimits(wall=120)) as workers:
        process = await workers.run(os.getpid)
        with pytest.raises(FeedError, match="its parser gave up"):
            await workers.run(os.execvp, "sleep", ["sleep", "600"])  # its pipe is closed
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


async def test_a_job_that_is_cancelled_leaves_nothing_behind() -> None:
    async with Workers(1) as workers:
        await workers.run(abs, -1)
        job = asyncio.ensure_future(workers.run(time.sleep, 60))
        await asyncio.sleep(0)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        assert await workers.run(abs, -1) == 1


async def test_the_other_side_answers_until_its_input_ends() -> None:
    jobs: list[tuple[object, ...]] = [
        (abs, (-1,), {}, WorkLimits()),
        (divmod, (1, 0), {}, WorkLimits()),
    ]
    packed = [pickle.dumps(job) for job in jobs]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tuinews.intake.workers.worker"), stdin=PIPE, stdout=PIPE
    )
    written, _ = await process.communicate(b"".join(LENGTH.pack(len(job)) + job for job in packed))
    stream = io.BytesIO(written)
    answers = [pickle.loads(stream.read(LENGTH.unpack(stream.read(LENGTH.size))[0])) for _ in jobs]
    assert answers[0] == (False, 1)
    assert answers[1][0] and isinstance(answers[1][1], ZeroDivisionError)
    assert stream.read() == b""
