"""What the title rows and the status line of the main screen say."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.timer import Timer

from tuinews.store.views import Counts, Order, Show
from tuinews.ui.desk import Desk
from tuinews.ui.keys import KeysInForce
from tuinews.ui.keysnow import Situation, keys_now
from tuinews.ui.lists.sourcelines import Kind
from tuinews.ui.panes import Panes
from tuinews.ui.status import StatusLine

PANE_NAMES = {"sources": "Sources", "list": "List", "reader": "Article", "related": "Related"}
SHOWS = {Show.ALL: "All", Show.UNREAD: "Unread", Show.STARRED: "Starred"}
ORDERS = {
    Order.NEWEST: "newest first",
    Order.OLDEST: "oldest first",
    Order.RELEVANCE: "best hits first",
    Order.PUBLISHER: "by publisher",
    Order.LONGEST: "longest first",
}
ROOMY = 48  # cells from which the names of all panes stand well apart
TELL_FOR = 6.0  # seconds that the status line tells what was done


class Captions:
    """Says where the user is and what is going on, from the state that others own."""

    def __init__(
        self,
        desk: Desk,
        panes: Panes,
        status: StatusLine,
        keys: KeysInForce,
        status_text: Callable[[], str],
        waiting: Callable[[], bool],
    ) -> None:
        """`status_text` gives what the status line says while nothing else is told.

        `waiting` tells whether something has come that the list does not show yet.
        """
        self._desk, self._panes, self._status = desk, panes, status
        self._keys, self._status_text, self._waiting = keys, status_text, waiting
        self.told = ""  # what the status line tells for a while
        self._silence: Timer | None = None

    def say(self, doing: str | None = None) -> None:
        """Bring the title rows and the status line up to date; tell `doing` for a while."""
        if doing is not None:
            self._tell(doing)
        panes = self._panes
        counts = Counts(0, 0, 0) if self._desk.view.search else self._desk.counts()
        panes.titles["sources"].say(self._where("sources", "Sources"))
        panes.titles["list"].say(*self._of_list(counts))
        self.say_reader()
        panes.titles["related"].say(self._where("related", "Related"))
        speaks = panes.finding or bool(panes.reader.sought or (panes.zen and self.told))
        self._status.set_class(speaks, "-speaking")
        self._status.say(
            place=self._place(), doing=self.told or self._status_text(), hints=self._hints(counts)
        )

    def forget(self) -> bool:
        """Tell nothing from the next `say` on; returns whether anything was told."""
        told, self.told = self.told, ""
        return bool(told)

    def say_reader(self) -> None:
        """Bring the article pane's title up to date: how far the article is read."""
        reader = self._panes.reader
        page = reader.page
        name = page.article.headline if page is not None and reader.scroll_y > 0 else "Article"
        self._panes.titles["reader"].say(self._where("reader", name), self._read_so_far())

    def _read_so_far(self) -> str:
        """Return how far the article was scrolled, in words; "" for one that is seen whole."""
        reader = self._panes.reader
        if reader.page is None or not reader.max_scroll_y:
            return ""
        if reader.at_end:
            return "end"
        gone = round(100 * reader.scroll_offset.y / reader.max_scroll_y)
        return f"{min(max(gone, 1), 99)} %" if reader.scroll_offset.y else "top"

    def _tell(self, text: str) -> None:
        self.told = text
        if self._silence is not None:
            self._silence.stop()
            self._silence = None
        if text:
            self._silence = self._status.set_timer(TELL_FOR, partial(self.say, ""))

    def _of_list(self, counts: Counts) -> tuple[str, str]:
        """Return what the list shows, and a number that goes with it."""
        view = self._desk.view
        if view.search:
            return f"/{view.search}", f"{self._panes.list.found} found"
        name = "Samples" if self._desk.sampling else SHOWS[view.show]
        if view.followed:
            name = f"Followed · {name}"
        if view.source is not None:
            name = f"{view.source.name} · {name}"
        starred = view.show is Show.STARRED
        aside = f"{counts.starred:,} starred" if starred else f"{counts.unread:,} unread"
        return self._where("list", name), aside

    def _where(self, pane: str, name: str) -> str:
        """Return a pane's title; where one pane shows at a time, a way to the others."""
        if not self._panes.one_at_a_time:
            return name
        room = self._panes.size.width >= ROOMY
        return (" · " if room else " ").join(
            f"[{said}]" if other == pane else said for other, said in PANE_NAMES.items()
        )

    def _place(self) -> str:
        """Return on which row of how many the cursor is, and how they are sorted."""
        rows, view = self._panes.list, self._desk.view
        shown, more = len(rows.keys), "+" if rows.folds.more else ""
        place = f"row {rows.cursor + 1 if shown else 0:,} of {shown:,}{more}"
        if rows.selected:
            place = f"{place}, {len(rows.selected):,} selected"
        sorted_anew = view.order is not Order.NEWEST and not view.search
        return f"{place}, {ORDERS[view.order]}" if sorted_anew else place

    def _hints(self, counts: Counts) -> tuple[tuple[str, str], ...]:
        """Return the keys that matter now, as they are in force."""
        panes = self._panes
        page, chosen = panes.reader.page, panes.list.chosen
        source, view = panes.sources.list.current, self._desk.view
        now = Situation(
            panes.current,
            typing=panes.typing,
            best=view.order is Order.RELEVANCE,
            finding=panes.finding,
            hinting=panes.reader.hint_signs,
            found=bool(panes.reader.sought),
            searching=bool(view.search),
            sampling=self._desk.sampling,
            xray=panes.reader.xray,
            fresh=bool(page and page.fresh),
            teaser=bool(page and page.teaser),
            changed=bool(page and page.article.earlier),
            related=bool(panes.related.entries),
            accounts=panes.related.accounts,
            empty=not panes.list.keys,
            folds=bool(chosen and (chosen.folds or chosen.inner)),
            unread=bool(counts.unread),
            undoable=self._desk.undoable,
            waiting=self._waiting(),
            editable=bool(source and source.kind is not Kind.VIEW),
            feeds=bool(self._desk.shelves.own.subscriptions.feeds())
            if panes.current == "sources"
            else False,
            narrowed=view.narrowed or bool(panes.list.selected),
        )
        return self._keys.of_actions(keys_now(now))
