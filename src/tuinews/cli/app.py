"""The app: `tuinews` without a command."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from tuinews.cli.codes import UsageError
from tuinews.cli.context import Context

if TYPE_CHECKING:
    import argparse


def open_app() -> int:
    """Open the app where the environment says; returns its exit code, raises as `run_app`."""
    return run_app(None, Context.of(None, None))


def run_app(options: argparse.Namespace | None, context: Context) -> int:
    """Open the app; returns its exit code. Raises UsageError where there is no terminal."""
    _ = context.config  # a wrong setting is told first
    _check_terminal()
    gc.disable()  # a start makes no garbage: until the first paint nobody looks for any
    try:
        from tuinews.cli.screen import show  # loads Textual

        return show(context)
    finally:
        gc.enable()


def _check_terminal() -> None:
    """Raise UsageError where the app could not be seen or left again."""
    instead = "`tuinews list` prints articles, `tuinews --help` shows what else there is"
    if sys.stdin is None or not sys.stdin.isatty() or not sys.stdout.isatty():
        raise UsageError(f"the app needs a terminal; {instead}")
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        kind = os.environ.get("TERM") or "not set"
        raise UsageError(f"this terminal (TERM is {kind}) cannot show the app; {instead}")
