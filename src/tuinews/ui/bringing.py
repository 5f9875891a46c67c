"""What comes onto the shelf and leaves it: imports, the samples, saved files."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from textual import on, work
from textual.message import Message

from tuinews.config import Config
from tuinews.model import TuinewsError
from tuinews.paths import Places
from tuinews.store.library import Library
from tuinews.store.views import Row
from tuinews.ui.child import Child
from tuinews.ui.desk import FIRST, Desk
from tuinews.ui.searching import SearchingScreen
from tuinews.values import dataclass

TIDYING = "bringing the index up to date …"


class BringingScreen(SearchingScreen):
    """The reading screen that brings articles in and saves them elsewhere."""

    @dataclass
    class SamplesReady(Message):
        """The sample shelf can be read."""

        library: Library
        asked: bool  # by a key, not because there is nothing else

    def __init__(
        self, desk: Desk, config: Config, places: Places, now: Callable[[], datetime]
    ) -> None:
        """`places` is where the child processes work."""
        super().__init__(desk, config, places, now)
        self.child = Child(places)
        self._lost = desk.shelves.own.lost

    def on_mount(self) -> None:
        """Bring the index up to date; bring the samples out where there is nothing else."""
        self._tidy()

    def watch_library(self) -> None:
        """Notice what others did to the shelf, and an index that went away under it."""
        super().watch_library()
        lost = self.desk.shelves.own.lost
        if lost != self._lost:
            self._lost = lost
            self._tidy()

    @work(group="child", exit_on_error=False)
    async def _tidy(self) -> None:
        """Mend the index in a child where it is behind the files, the list showing already."""
        own = self.desk.shelves.own
        if await asyncio.to_thread(lambda: own.behind() or bool(own.unrelated(1))):
            self.say(doing=TIDYING)
            await self.child.run("doctor", "--json", told=lambda record: None)
            if await asyncio.to_thread(own.behind):  # an index of this process alone
                await asyncio.to_thread(own.mend)
            self.watch_library()
            first = self.desk.folds(FIRST).keys
            self.stale = first != self.list.folds.keys[: len(first)]
            if not self.list.cursor and not self.list.unfolded and not self.searching:
                self.load()  # with the stories that were found; nobody has begun to read
            self.show_belonging()
            if self._told == TIDYING:
                self.say(doing="done: the index is up to date")
        if self.desk.wants_samples():
            self.list.empty = "Unpacking the samples …"
            self.list.refresh()
            self._open_samples()

    # --- samples ------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="samples", exit_on_error=False)
    def _open_samples(self, asked: bool = False) -> None:
        try:
            library = self.desk.shelves.open_samples()
        except TuinewsError as error:
            self.app.call_from_thread(self.complain, error)
            return
        self.post_message(self.SamplesReady(library, asked))

    @on(SamplesReady)
    def samples_ready(self, event: SamplesReady) -> None:
        """Show the samples, unless the reader has brought in something meanwhile."""
        if event.asked or self.desk.wants_samples():
            self.desk.use_samples(event.library)
            self.show_shelf()
            if not self.memory.welcomed:
                from tuinews.ui.dialogs import WelcomeDialog

                self.app.push_screen(WelcomeDialog(self.config.keys), self._welcomed)

    def _welcomed(self, _: object) -> None:
        self.remember(replace(self.memory, welcomed=True))

    def action_samples(self) -> None:
        """Put the samples away for good, or bring them back."""
        from tuinews.ui.dialogs import ConfirmDialog

        if self.desk.sampling:
            self.app.push_screen(
                ConfirmDialog(
                    "Put the samples away?",
                    "They stay away until D or `tuinews samples --show` brings them back; "
                    "your own articles are not touched.",
                    "Put away",
                ),
                self._put_away,
            )
        else:
            self.desk.shelves.put_samples_away(False)
            self._open_samples(asked=True)

    def _put_away(self, sure: bool | None) -> None:
        if sure:
            self.keep_place()
            self.desk.put_samples_away()
            self.show_shelf()
            self.say(doing="samples put away; u brings them back")

    def show_shelf(self) -> None:
        """Show the shelf that is on the desk now, from its top."""
        self.article_id = ""
        self.reader.show(None)
        self.related.show((), self.now())
        self.load()

    # --- importing ----------------------------------------------------------------------

    def offer_to_stop(self, child: Child) -> None:
        """Offer to stop the work that a child does."""
        question = "Stop what is running?"
        from tuinews.ui.dialogs import ConfirmDialog

        dialog = ConfirmDialog(question, "What has come in already stays.", "Stop")

        def answered(sure: bool | None) -> None:
            if sure:
                child.interrupt()

        self.app.push_screen(dialog, answered)

    @work(group="child", exit_on_error=False)
    async def _import(self, path: Path) -> None:
        """Import in a child, so that no capture can hold up the screen."""
        count: Counter[str] = Counter()
        failures: list[str] = []

        def told(record: dict[str, Any]) -> None:
            if outcome := record.get("outcome"):
                count[str(outcome)] += 1
                if outcome == "failed":
                    name = Path(str(record.get("path", ""))).name
                    failures.append(f"{name}: {record.get('error', '')}")
                read = f"{count.total():,} read, {count['new']:,} new"
                self.say(doing=f"importing: {read}; a stops")

        _, complaint = await self.child.run("import", "--json", "--", str(path), told=told)
        if not count:
            failures.append(complaint or "nothing to import there")
        if failures:
            more = f" (and {len(failures) - 1:,} more)" if len(failures) > 1 else ""
            self.complain(TuinewsError(failures[0] + more))
        parts = [f"{count['new']:,} new"]
        parts += [f"{count['updated']:,} updated"] if count["updated"] else []
        parts += [f"{count['same']:,} there already"] if count["same"] else []
        parts += [f"{count['failed']:,} not read"] if count["failed"] else []
        self.say(doing="imported: " + ", ".join(parts))
        self._imported()

    def _imported(self) -> None:
        """Show what came; the reader's own articles take the place of the samples."""
        if self.desk.sampling and self.desk.library is not self.desk.shelves.own:
            if self.desk.shelves.own.counts().all:
                self.desk.use_own()
                self.show_shelf()
        elif not self.searching:
            row = self.list.current
            self.load()
            self.move_to_row(row)

    def action_reload(self) -> None:
        """Show what has arrived, the cursor staying on its article."""
        self._imported()

    # --- saving -------------------------------------------------------------------------

    def save_article(self, row: Row) -> None:
        """Write the article into the export folder under a name of its own."""
        from tuinews import export

        article = self.article(row.id)
        if article is None:
            return
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
