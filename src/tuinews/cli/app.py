"""The app: `tuinews` without a command."""

from __future__ import annotations

import argparse
import os
import sys

from tuinews.cli.codes import UsageError
from tuinews.cli.context import Context
from tuinews.ingest import utc_now


def run_app(_: argparse.Namespace | None, context: Context) -> int:
    """Open the app; returns its exit code. Raises UsageError where there is no terminal."""
    config = context.config
    _check_terminal()
    from tuinews.samples import Shelves
    from tuinews.store.library import Library
    from tuinews.ui.app import NewsApp

    own = Library(context.places.data, context.places.cache)
    try:
        app = NewsApp(Shelves(context.places, own), config, context.places, utc_now)
        app.run(mouse=config.ui.mouse)
        return app.return_code or 0
    finally:
        own.close()


def _check_terminal() -> None:
    """Raise UsageError where the app could not be seen or left again."""
    instead = "`tuinews list` prints articles, `tuinews --help` shows what else there is"
    if sys.stdin is None or not sys.stdin.isatty() or not sys.stdout.isatty():
        raise UsageError(f"the app needs a terminal; {instead}")
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        kind = os.environ.get("TERM") or "not set"
        raise UsageError(f"this terminal (TERM is {kind}) cannot show the app; {instead}")
