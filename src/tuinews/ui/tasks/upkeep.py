"""Keeping the index up to date: where it is behind the files, or went away under the program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tuinews.model import TuinewsError
from tuinews.ui.desk import FIRST, Desk
from tuinews.ui.host import Host
from tuinews.ui.lists.article_list import ArticleList
from tuinews.ui.tasks.captions import Captions
from tuinews.ui.tasks.child import Child
from tuinews.ui.tasks.listing import Listing
from tuinews.ui.tasks.shelf import ShelfOnDesk

REST = 0.1  # seconds from the start to looking after the index: paint and first key go first
TIDYING = "bringing the index up to date …"


class Upkeep:
    """Mends the index in a process of its own, the list showing already."""

    def __init__(
        self,
        desk: Desk,
        child: Child,
        rows: ArticleList,
        listing: Listing,
        shelf: ShelfOnDesk,
        captions: Captions,
        host: Host,
        mended: Callable[[], object],
    ) -> None:
        """`child` does the work; `mended` is called when the index tells more than before."""
        self._desk, self._child, self._rows, self._listing = desk, child, rows, listing
        self._shelf, self._captions, self._host, self._mended = shelf, captions, host, mended
        self._lost = desk.shelves.own.lost

    def begin(self) -> None:
        """Mend the index where need be; bring the samples out where there is nothing else."""
        self._host.aside(self._tidy())

    def watch(self) -> None:
        """Notice an index that went away, or that one made anew is filled."""
        own = self._desk.shelves.own
        if own.lost != self._lost:
            self._lost = own.lost
            self.begin()
        elif self._listing.filling:
            self._host.in_thread("filled", own.upkeep.behind, self._take_filled)

    def _take_filled(self, behind: bool) -> None:
        """Show an index that was made anew: what is left is to find stories."""
        if self._listing.filling and not behind:
            self._show_mended()

    async def _tidy(self) -> None:
        own = self._desk.shelves.own
        await asyncio.sleep(REST)
        behind = await asyncio.to_thread(own.upkeep.behind)
        if behind or await asyncio.to_thread(lambda: bool(own.relations.waiting(1))):
            self._host.say(TIDYING)
            if behind and not self._rows.keys:
                self._listing.filling = True
                self._rows.empty = "Reading your articles …"
                self._rows.refresh()
            try:
                lost: list[str] = []
                _, complaint = await self._child.run(
                    "doctor", "--json", told=lambda record: lost.extend(record.get("lost", ()))
                )
                if complaint:
                    self._host.complain(TuinewsError(complaint))
                if await asyncio.to_thread(own.upkeep.behind):  # an index of this process alone
                    await asyncio.to_thread(own.upkeep.mend)
                self._show_mended()
                if lost:
                    self._host.complain(TuinewsError("; ".join(lost)))
            finally:
                self._listing.filling = False
            if self._captions.told == TIDYING:
                self._host.say("" if complaint else "done: the index is up to date")
        if self._desk.wants_samples():
            self._rows.empty = "Unpacking the samples …"
            self._rows.refresh()
            self._shelf.open_samples()

    def _show_mended(self) -> None:
        """Show what the index tells now; who has begun to read is only told that it does.

        Of an index made anew all is shown, but what the user looks at stays in its place.
        """
        self._mended()
        first = self._desk.folds(FIRST).keys
        self._listing.stale = first != self._rows.folds.keys[: len(first)]
        anew, self._listing.filling = self._listing.filling, False
        if not self._rows.unfolded and not self._desk.view.search.strip():
            if not self._rows.cursor:
                self._listing.begin()
            elif anew:
                self._listing.renew()
