"""The app as the command runs it: a fault closes it, gives the terminal back, and is told."""

from __future__ import annotations

import logging

from tuinews.cli.context import Context
from tuinews.clock import utc_now
from tuinews.config import check_theme
from tuinews.samples import Shelves
from tuinews.ui.app import NewsApp
from tuinews.ui.start.early import Held


class GuardedApp(NewsApp):
    """The app without Textual's trace on the terminal, which shows the values of variables."""

    fault: Exception | None = None

    def _handle_exception(self, error: Exception) -> None:
        self.fault = self.fault or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()


def show(context: Context, shelves: Shelves, held: Held | None) -> int:
    """Run the app until the user leaves it; returns its exit code.

    `held` is the terminal where something is painted already. Raises ConfigError for a theme
    that there is not, and what the app failed with.
    """
    config = context.config
    app = GuardedApp(shelves, config, context.places, utc_now, held)
    check_theme(context.places.config_file, config.ui.theme, app.available_themes)
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # a child may work on after the app
    app.run(mouse=config.ui.mouse)
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0
