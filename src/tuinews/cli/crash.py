"""Faults of ours: the trace goes to a file, one line to the user."""

from __future__ import annotations

import os
import platform
import sys
import time
import traceback

from tuinews import __version__, text
from tuinews.model import TuinewsError
from tuinews.paths import places


def sentence(error: BaseException) -> str:
    """Log `error` and return the line that tells of it."""
    what = f"a fault in tuinews ({type(error).__name__}); nothing that was stored is lost"
    return f"{what}; {log(error)}"


def log(error: BaseException) -> str:
    """Write the trace of `error` to a file in the state folder; returns where, in words.

    It holds places and types. What an error says is left out: it may be a value, as the key
    of a KeyError is, and values may be private.
    """
    try:
        folder = places().state
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
        with path.open("x", encoding="utf-8") as stream:
            path.chmod(0o600)
            stream.write(f"tuinews {__version__}, Python {sys.version.split()[0]}, ")
            stream.write(f"{platform.platform()}\n\n")
            stream.write(text.safe("".join(_trace(error))))
    except (OSError, TuinewsError) as failed:
        return f"the details could not be written ({failed})"
    return f"details for a report are in {path}"


def _trace(error: BaseException) -> list[str]:
    """Return where `error`, and each that led to it, was raised; the type ends each of them."""
    lines: list[str] = []
    said: BaseException | None = error
    while said is not None:
        lines[:0] = [*traceback.format_tb(said.__traceback__), f"{type(said).__name__}\n\n"]
        said = said.__cause__ or (None if said.__suppress_context__ else said.__context__)
    return lines
