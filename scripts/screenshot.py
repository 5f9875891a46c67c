"""Draw the README's picture: the program itself, on its sample articles.

    python scripts/screenshot.py docs/tuinews.svg [KEYS ...]

Runs without a terminal, in folders of its own, on a fixed day; KEYS are pressed before the
picture is taken (default: open the first article).
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tuinews.paths import places
from tuinews.samples import Shelves
from tuinews.settings import Config
from tuinews.store.library import Library
from tuinews.ui.app import NewsApp
from tuinews.ui.dialogs.welcome import WelcomeDialog

SIZE = (132, 36)
NOW = datetime(2021, 10, 22, 17, 10, tzinfo=UTC)  # an hour or two after the youngest sample
KEYS = ("escape",)  # close the welcome: the first article stands beside the list
THEME = "tuinews-dark"


async def draw(folder: Path, keys: tuple[str, ...]) -> str:
    """Return the screen as SVG after `keys`, with a reader's folders in `folder`."""
    mine = places(
        {f"TUINEWS_{kind}_DIR": str(folder / kind) for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
    )
    own = Library(mine.data, mine.cache, now=lambda: NOW)
    app = NewsApp(Shelves(mine, own, lambda: NOW), Config(), mine, lambda: NOW)
    try:
        async with app.run_test(size=SIZE) as pilot:
            while not isinstance(app.screen, WelcomeDialog):  # which takes the first key
                await pilot.pause(0.1)
            for key in ("", *keys):
                if key:
                    await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause(0.3)  # what the cursor rests on is shown after a moment
            return app.export_screenshot(title="tuinews")
    finally:
        own.close()


def main() -> int:
    """Write the picture; returns the exit code."""
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    out = Path(sys.argv[1])
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as folder:
        picture = asyncio.run(draw(Path(folder), tuple(sys.argv[2:]) or KEYS))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(picture, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
