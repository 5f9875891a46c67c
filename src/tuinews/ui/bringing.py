"""What comes onto the shelf and leaves it: imports, the samples, saved files."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from textual import on, work
from textual.message import Message

from tuinews.config import Config
from tuinews.model import TuinewsError
from tuinews.paths import Places
from tuinews.store.library import Library
from tuinews.store.views import Row
from tuinews.text import shown_line
from tuinews.ui import dialogs
from tuinews.ui.asking import AskDialog
from tuinews.ui.desk import Desk
from tuinews.ui.searching import SearchingScreen


class BringingScreen(SearchingScreen):
    """The reading screen that brings articles in and saves them elsewhere."""

    @dataclass
    class SamplesReady(Message):
        """The sample shelf can be read."""

        library: Library

    def __init__(
        self, desk: Desk, config: Config, places: Places, now: Callable[[], datetime]
    ) -> None:
        """`places` is where the child processes work."""
        super().__init__(desk, config, places, now)
        self._import: asyncio.subprocess.Process | None = None

    def on_mount(self) -> None:
        """Bring the samples out while the reader has nothing of their own."""
        if self.desk.wants_samples():
            self.list.empty = "Unpacking the samples …"
            self._open_samples()

    # --- samples ------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="samples", exit_on_error=False)
    def _open_samples(self) -> None:
        try:
            library = self.desk.shelves.open_samples()
        except TuinewsError as error:
            self.app.call_from_thread(self.complain, error)
            return
        self.post_message(self.SamplesReady(library))

    @on(SamplesReady)
    def samples_ready(self, event: SamplesReady) -> None:
        """Show the samples, unless the reader has brought in something meanwhile."""
        if self.desk.wants_samples():
            self.desk.use_samples(event.library)
            self.load()
            if not self.memory.welcomed:
                self.app.push_screen(dialogs.WelcomeDialog(self.config.keys), self._welcomed)

    def _welcomed(self, _: object) -> None:
        self.remember(replace(self.memory, welcomed=True))

    def action_samples(self) -> None:
        """Put the samples away for good, or bring them back."""
        if self.desk.sampling:
            self.app.push_screen(
                dialogs.ConfirmDialog(
                    "Put the samples away?",
                    "They leave this list for good; your own articles are not touched. "
                    "D or `tuinews samples --show` brings them back.",
                    "Put away",
                ),
                self._put_away,
            )
        else:
            self.desk.shelves.put_samples_away(False)
            self._open_samples_beside()

    def _put_away(self, sure: bool | None) -> None:
        if sure:
            self.keep_place()
            self.desk.put_samples_away()
            self.show_shelf()
            self.say(doing="samples put away; u brings them back")

    @work(thread=True, exclusive=True, group="samples", exit_on_error=False)
    def _open_samples_beside(self) -> None:
        try:
            library = self.desk.shelves.open_samples()
        except TuinewsError as error:
            self.app.call_from_thread(self.complain, error)
            return
        self.app.call_from_thread(self._show_samples, library)

    def _show_samples(self, library: Library) -> None:
        self.desk.use_samples(library)
        self.show_shelf()

    def show_shelf(self) -> None:
        """Show the shelf that is on the desk now, from its top."""
        self.article_id = ""
        self.reader.show(None)
        self.related.show((), self.now())
        self.load()

    # --- importing ----------------------------------------------------------------------

    def action_import(self) -> None:
        """Ask which file or folder to import; while one runs, offer to stop it."""
        if self._import is not None:
            self.app.push_screen(
                dialogs.ConfirmDialog(
                    "Stop the import?", "What has been read already stays.", "Stop"
                ),
                self._stop_import,
            )
            return
        self.app.push_screen(
            AskDialog(
                "Import",
                "a file or folder: .txt, .html, .jsonl",
                "Enter imports it; importing the same thing twice adds nothing.",
            ),
            self._import_path,
        )

    def _stop_import(self, sure: bool | None) -> None:
        if sure and self._import is not None:
            self._import.send_signal(signal.SIGINT)

    def _import_path(self, path: str | None) -> None:
        if path and path.strip():
            self._run_import(Path(path.strip()).expanduser())

    @work(group="import", exit_on_error=False)
    async def _run_import(self, path: Path) -> None:
        """Run `tuinews import` as a child, so that no capture can hold up the screen."""
        env = os.environ | {
            "TUINEWS_DATA_DIR": str(self.places.data),
            "TUINEWS_CACHE_DIR": str(self.places.cache),
            "TUINEWS_CONFIG_DIR": str(self.places.config),
            "TUINEWS_STATE_DIR": str(self.places.state),
        }
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tuinews", "import", "--json", "--", str(path)),
            env=env,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        self._import = child
        try:
            failures = await self._follow(child)
            await child.wait()
        finally:
            self._import = None
            if child.returncode is None:
                child.send_signal(signal.SIGINT)
        if failures:
            more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
            self.notify(failures[0] + more, severity="error", markup=False, timeout=10)
        self._imported()

    async def _follow(self, child: asyncio.subprocess.Process) -> list[str]:
        """Show how far the child has come; return what it could not read, and why."""
        assert child.stdout is not None
        done = new = 0
        failures: list[str] = []
        async for line in child.stdout:
            try:
                told = json.loads(line)
            except ValueError:
                continue
            if "outcome" not in told:
                continue
            done += 1
            new += told["outcome"] == "new"
            if told["outcome"] == "failed":
                failures.append(shown_line(str(told.get("error", ""))))
            self.say(doing=f"importing: {done:,} read, {new:,} new; a stops")
        self.say(doing=f"imported: {new:,} new of {done:,}")
        return failures

    def _imported(self) -> None:
        """Show what came; the reader's own articles take the place of the samples."""
        if self.desk.sampling and self.desk.library is not self.desk.shelves.own:
            if self.desk.shelves.own.counts().all:
                self.desk.use_own()
                self.show_shelf()
        elif not self.searching:
            row = self.list.current
            self.load()
            if row is not None and row.key in self.list.keys:
                self.list.move_to(self.list.keys.index(row.key))

    def action_reload(self) -> None:
        """Show what has arrived, the cursor staying on its article."""
        self._imported()

    # --- saving -------------------------------------------------------------------------

    def save_article(self, row: Row) -> None:
        """Write the article into the export folder under a name of its own."""
        from tuinews import export

        article = self.desk.library.article(row.id)
        settings = self.config.export
        try:
            path = export.write(article, Path(settings.folder).expanduser(), settings.format)
        except (TuinewsError, OSError) as error:
            self.complain(error)
        else:
            self.say(doing=f"saved as {path}")

    def remember_theme(self, name: str) -> None:
        """Keep the theme for the next start."""
        self.remember(replace(self.memory, theme=name))
