"""A worker process: takes jobs from standard input until it ends; started by `pool`.

A job is (function, args, kwargs, limits), its answer (whether it failed, result or error);
both are pickled, behind their length. What only the pool needs is not loaded here.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import resource
import signal
import struct
import sys
from dataclasses import dataclass
from typing import BinaryIO

from tuinews import limits
from tuinews.intake.errors import FeedError

LENGTH = struct.Struct("!Q")
NICE = 10  # how far it steps back behind keys, and behind who stores what it reads
GARBAGE = 20_000  # objects after which it is looked for: a tree of a page has many, and no circles


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """What one job may cost."""

    cpu: int = limits.PARSE_S  # seconds
    wall: float = limits.PARSE_WALL_S  # seconds
    memory: int = limits.PARSE_MIB * limits.MIB  # bytes


def main() -> None:
    """Work until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it decides
    with contextlib.suppress(OSError):
        os.nice(NICE)
    gc.set_threshold(GARBAGE)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while head := sys.stdin.buffer.read(LENGTH.size):
        _work(sys.stdin.buffer.read(LENGTH.unpack(head)[0]), answers)


def _work(job: bytes, answers: BinaryIO) -> None:
    function, args, kwargs, most = pickle.loads(job)  # noqa: S301 our own code wrote it
    _limit(most)
    try:
        answer = pickle.dumps((False, function(*args, **kwargs)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        answer = pickle.dumps((True, FeedError("not read: it needs too much memory")))
    except Exception as error:  # it is raised where the job came from
        answer = pickle.dumps((True, error))
    answers.write(LENGTH.pack(len(answer)))
    answers.write(answer)
    answers.flush()


def _limit(allowed: WorkLimits) -> None:
    """Allow this job its processor time from now on, and its memory."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = int(used.ru_utime + used.ru_stime) + allowed.cpu + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (cpu if hard < 0 else min(cpu, hard), hard))
    most = resource.getrlimit(resource.RLIMIT_DATA)[1]
    memory = allowed.memory if most < 0 else min(allowed.memory, most)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, most))


if __name__ == "__main__":
    main()
