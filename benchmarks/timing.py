"""Time and CPU of a piece of code."""

from __future__ import annotations

import time
from collections.abc import Callable


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long `work` took on the clock, in ms."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def several(work: Callable[[], object], runs: int) -> list[float]:
    """Return how long each of `runs` calls took, in ms; one more before them is not counted."""
    work()
    return [milliseconds(work) for _ in range(runs)]
