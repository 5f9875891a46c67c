"""The app: `tuinews` without a command."""

from __future__ import annotations

import gc
import os
import sys

from tuinews.cli.codes import UsageError
from tuinews.cli.context import Context
from tuinews.config import check_keys


def open_app() -> int:
    """Open the app where the environment says; returns its exit code, raises as `run_app`."""
    return run_app(Context.of(None, None))


def run_app(context: Context) -> int:
    """Open the app; returns its exit code. Raises UsageError where there is no terminal."""
    config, places = context.config, context.places
    _check_terminal()
    gc.disable()  # a start makes no garbage: until the first paint nobody looks for any
    try:
        from tuinews.clock import utc_now
        from tuinews.samples import Shelves
        from tuinews.store.library import Library
        from tuinews.ui.actions import ACTIONS
        from tuinews.ui.desk import Desk
        from tuinews.ui.keys import is_key
        from tuinews.ui.start import early

        actions = {action.id for action in ACTIONS}
        check_keys(context.places.config_file, config.keys, actions, is_key)
        shelves = Shelves(places, Library(places.data, places.cache))
        try:
            first = early.paint(Desk(shelves), config, places, utc_now())
            with early.painted(first) as held:
                load_asyncio()
                from tuinews.cli.screen import show  # loads Textual

                return show(context, shelves, held)
        finally:
            shelves.own.close()
    finally:
        gc.enable()


def load_asyncio() -> None:
    """Load asyncio as a Python without TLS does: OpenSSL is 5 ms of a start.

    The app opens no connection, others fetch for it; `import ssl` works as ever afterwards.
    """
    if "asyncio" not in sys.modules and "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]
        try:
            import asyncio  # noqa: F401
        finally:
            del sys.modules["ssl"]


def _check_terminal() -> None:
    """Raise UsageError where the app could not be seen or left again."""
    instead = "`tuinews list` prints articles, `tuinews --help` shows what else there is"
    if sys.stdin is None or not sys.stdin.isatty() or not sys.stdout.isatty():
        raise UsageError(f"the app needs a terminal; {instead}")
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        kind = os.environ.get("TERM") or "not set"
        raise UsageError(f"this terminal (TERM is {kind}) cannot show the app; {instead}")
