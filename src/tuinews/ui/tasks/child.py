"""Long work in a process of its own, which tells how far it is in lines of JSON.

What comes from outside is read there, not here: a capture that hangs a parser or eats
memory takes down only the child, and the screen answers keys meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from tuinews import limits
from tuinews.model import TuinewsError
from tuinews.paths import Places
from tuinews.text import shown_line
from tuinews.ui.host import Host

NICE = 10  # how far what nobody waits for steps back behind the keys
#: Commands that do not: somebody waits for what is added, and for the index while a refresh
#: writes to it; what a refresh has others read and clean steps back by itself.
AWAITED = frozenset({"add", "refresh"})

#: Commands that were interrupted and have not ended yet.
LEAVING: set[asyncio.Future[Any]] = set()

Told = Callable[[dict[str, Any]], None]


class Child:
    """One `tuinews` command at a time, run on the same places as this process."""

    def __init__(self, places: Places) -> None:
        """Nothing runs yet."""
        self._places = places
        self._process: asyncio.subprocess.Process | None = None
        self._starting = False  # it is on its way to be one

    @property
    def running(self) -> bool:
        """Whether a command is under way."""
        return self._starting or self._process is not None

    async def run(self, *words: str, told: Told, send: str = "") -> tuple[int, str]:
        """Run `tuinews` with `words`; `told` gets each object that it prints.

        `send` is a line that it reads from its standard input, for what others must not see.

        Returns its exit code and the last line of what it complained about. When the caller
        is cancelled the child is interrupted, and keeps what it has done.
        """
        self._starting = True  # a second key may come before there is a process
        try:
            process = await self._start(words, send)
        finally:
            self._starting = False
        self._process = process
        if words[0] not in AWAITED:
            self.step_back()
        assert process.stdout is not None and process.stderr is not None
        try:
            complaint = asyncio.create_task(self._last_line(process.stderr))
            async for line in process.stdout:
                if (record := _record(line)) is not None:
                    told(record)
            return await process.wait(), await complaint
        finally:
            self._process = None
            if process.returncode is None:
                process.send_signal(signal.SIGINT)
                leaving = asyncio.ensure_future(_ended(process))
                LEAVING.add(leaving)
                leaving.add_done_callback(LEAVING.discard)

    async def _start(self, words: Sequence[str], send: str) -> asyncio.subprocess.Process:
        named = self._places.settings
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "tuinews"),  # -P: no module out of the folder one is in
            *(("--config", named) if named else ()),
            *words,
            env=os.environ | self._environment(),
            stdin=asyncio.subprocess.PIPE if send else asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
            limit=limits.CHILD_LINE,
        )
        if process.stdin is not None:
            process.stdin.write(f"{send}\n".encode(errors="replace"))
            process.stdin.close()
        return process

    def interrupt(self) -> None:
        """Ask the command to stop; it keeps what it has done."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGINT)

    def step_back(self) -> None:
        """Let the command, and what it starts, have the processor only when it is free."""
        with contextlib.suppress(OSError, AttributeError):  # it has ended; no such thing here
            if self._process is not None:
                os.setpriority(os.PRIO_PROCESS, self._process.pid, NICE)

    def _environment(self) -> dict[str, str]:
        places = self._places
        return {
            "TUINEWS_DATA_DIR": str(places.data),
            "TUINEWS_CACHE_DIR": str(places.cache),
            "TUINEWS_CONFIG_DIR": str(places.config),
            "TUINEWS_STATE_DIR": str(places.state),
        }

    async def _last_line(self, stream: asyncio.StreamReader) -> str:
        last = ""
        async for line in stream:
            said = shown_line(line.decode(errors="replace"))
            last = said.removeprefix("tuinews: ") or last
        return last


async def records(places: Places, *words: str, send: str = "") -> AsyncIterator[dict[str, Any]]:
    """Run one command in a child of its own, and give each object that it prints as it comes.

    Raises TuinewsError, with what it complained about, where it failed.
    """
    printed: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    run = asyncio.create_task(Child(places).run(*words, told=printed.put_nowait, send=send))
    try:
        while not (run.done() and printed.empty()):
            waiting = asyncio.create_task(printed.get())
            await asyncio.wait({run, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if waiting.done():
                yield waiting.result()
            else:
                waiting.cancel()
        code, complaint = run.result()
        if code and complaint:
            raise TuinewsError(complaint)
    finally:
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)


def offer_to_stop(child: Child, host: Host, work: str) -> None:
    """Offer to stop the `work` that a child does, such as "the refresh"."""
    from tuinews.ui.dialogs.confirm import ConfirmDialog

    def answered(sure: bool | None) -> None:
        if sure and child.running:
            child.interrupt()
        elif sure:
            host.say(f"{work} is done already")

    aside = "What has come in already stays."
    host.ask(ConfirmDialog(f"Stop {work}?", aside, "stop"), answered)


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Hear out a process that was interrupted, to its end."""
    assert process.stdout is not None
    while await process.stdout.read(1 << 16):
        pass
    await process.wait()


def _record(line: bytes) -> dict[str, Any] | None:
    """Return the object of one line; None for a line that is none."""
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None
