"""Reading files ahead of the one that is being indexed; of many, in processes of their own.

To read an article takes as long as to index it, and a Python process does one at a time.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from tuinews.store.index import filereader
from tuinews.store.index.filereader import LENGTH, ReadFile

if TYPE_CHECKING:
    from concurrent.futures import Future

MUCH = 8 << 20  # bytes of files from which on it pays to start processes
MOST = 2  # processes
# ended, not to be started, or of another version: this program was replaced while it runs
_FAILED = (
    *(OSError, EOFError, pickle.UnpicklingError),
    *(ImportError, AttributeError, LookupError, TypeError, ValueError),
)
MORE = 3  # files that are read ahead beyond those that are being read: a few megabytes each


class ReadAhead:
    """Reads these files, in order. Use it as `with ReadAhead(...) as ahead`."""

    def __init__(self, data: Path, names: Sequence[str]) -> None:
        """Read the files `names` of the folder `data`; nothing is read yet."""
        from concurrent.futures import (
            ThreadPoolExecutor,  # imported late: only a new index needs it
        )

        self._data = data
        self._names = names
        self._count = min(max(_processors() - 1, 1), MOST) if _is_much(data, names) else 0
        self._threads = ThreadPoolExecutor(self._count or 1, "read ahead")
        self._idle: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
        self._reading: dict[int, Future[ReadFile]] = {}

    def __enter__(self) -> ReadAhead:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown(cancel_futures=True)
        with contextlib.suppress(queue.Empty):
            while True:
                _end(self._idle.get_nowait())

    def take(self, place: int) -> ReadFile:
        """Return what the file at this place of the list holds; begin with those after it."""
        end = min(place + max(self._count, 1) + MORE, len(self._names))
        for soon in range(place, end):
            if soon not in self._reading:
                self._reading[soon] = self._threads.submit(self._read, self._names[soon])
        return self._reading.pop(place).result()

    def _read(self, name: str) -> ReadFile:
        """Read a file, in another process if there are some; here where that fails."""
        if not self._count:
            return filereader.read(self._data, name)
        process = None
        try:
            process = self._process()
            answer = _ask(process, (self._data, name))
        except _FAILED:
            if process is not None:
                _end(process)
            return filereader.read(self._data, name)
        self._idle.put(process)
        return answer

    def _process(self) -> subprocess.Popen[bytes]:
        with contextlib.suppress(queue.Empty):
            return self._idle.get_nowait()
        # -P: a module that lies in the current folder is not what is meant
        return subprocess.Popen(
            [sys.executable, "-P", "-c", f"from {filereader.__name__} import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )


def _ask(process: subprocess.Popen[bytes], job: tuple[Path, str]) -> ReadFile:
    """Return what the process reads. Raises OSError or EOFError where it has ended."""
    assert process.stdin is not None and process.stdout is not None
    said = pickle.dumps(job)
    process.stdin.write(LENGTH.pack(len(said)) + said)
    process.stdin.flush()
    size = LENGTH.unpack(_exactly(process.stdout, LENGTH.size))[0]
    answer: ReadFile = pickle.loads(_exactly(process.stdout, size))  # noqa: S301 our own code wrote it
    return answer


def _exactly(stream: IO[bytes], size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process: it holds nothing that is not also here."""
    process.kill()
    with contextlib.suppress(OSError), process:  # closes its pipes, and waits
        pass


def _is_much(data: Path, names: Sequence[str]) -> bool:
    size = 0
    for name in names:
        with contextlib.suppress(OSError):
            size += (data / name).stat().st_size
        if size >= MUCH:
            return True
    return False


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
