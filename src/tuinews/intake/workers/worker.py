"""The other side of `workers`: takes jobs from standard input until it ends."""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
from typing import BinaryIO

from tuinews.intake.errors import FeedError
from tuinews.intake.workers.pool import LENGTH, WorkLimits


def main() -> None:
    """Work until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it decides
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while head := sys.stdin.buffer.read(LENGTH.size):
        _work(sys.stdin.buffer.read(LENGTH.unpack(head)[0]), answers)


def _work(job: bytes, answers: BinaryIO) -> None:
    function, args, kwargs, limits = pickle.loads(job)  # noqa: S301 our own code wrote it
    _limit(limits)
    try:
        answer = pickle.dumps((False, function(*args, **kwargs)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        answer = pickle.dumps((True, FeedError("not read: it needs too much memory")))
    except Exception as error:  # it is raised where the job came from
        answer = pickle.dumps((True, error))
    answers.write(LENGTH.pack(len(answer)))
    answers.write(answer)
    answers.flush()


def _limit(limits: WorkLimits) -> None:
    """Allow this job its processor time from now on, and its memory."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = int(used.ru_utime + used.ru_stime) + limits.cpu + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (cpu if hard < 0 else min(cpu, hard), hard))
    most = resource.getrlimit(resource.RLIMIT_DATA)[1]
    memory = limits.memory if most < 0 else min(limits.memory, most)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, most))


if __name__ == "__main__":
    main()
