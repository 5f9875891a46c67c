"""Where the style sheets lie: those of the main screen, and those that dialogs bring along."""

from __future__ import annotations

from pathlib import PurePath

from tuinews.paths import assets

MAIN = ("tuinews", "reader", "related", "sources")  # read before the first paint
ANSI = ("ansi",)  # read once a theme of the terminal's own palette is chosen


def sheets(*names: str) -> list[str | PurePath]:
    """Return the paths of style sheets, as an app or a screen takes them for its CSS_PATH."""
    return [assets("styles") / f"{name}.tcss" for name in names]
