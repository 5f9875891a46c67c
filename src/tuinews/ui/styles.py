"""Where the style sheets lie: those of the main screen, and those that dialogs bring along."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tuinews.paths import assets

if TYPE_CHECKING:
    from textual.app import App

MAIN = ("tuinews", "reader", "related", "sources")  # read before the first paint
ANSI = ("ansi",)  # read once a theme of the terminal's own palette is chosen


def sheets(*names: str) -> list[str | PurePath]:
    """Return the paths of style sheets, as an app or a screen takes them for its CSS_PATH."""
    return [assets("styles") / f"{name}.tcss" for name in names]


def read_late(app: App[Any], *names: str) -> None:
    """Have an app know style sheets from now on, if it does not yet."""
    known = app.stylesheet
    if lacking := [sheet for sheet in sheets(*names) if not known.has_source(str(sheet))]:
        known.read_all(list(map(PurePath, lacking)))
        known.parse()  # what was parsed before is kept, what it maps to is not
