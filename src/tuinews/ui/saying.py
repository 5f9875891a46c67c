"""What the title rows and the status line of the main screen say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from textual.timer import Timer

from tuinews.config import Config
from tuinews.paths import Places
from tuinews.store.views import Order, Row, Show
from tuinews.ui.actions import signs_in_force
from tuinews.ui.desk import Desk
from tuinews.ui.framing import FramedScreen
from tuinews.ui.keysnow import Situation, keys_now
from tuinews.ui.status import Hint

PANE_NAMES = {"sources": "Feeds", "list": "List", "reader": "Article", "related": "Related"}
SHOWS = {Show.ALL: "All", Show.UNREAD: "Unread", Show.STARRED: "Starred"}
ORDERS = {
    Order.NEWEST: "newest first",
    Order.OLDEST: "oldest first",
    Order.RELEVANCE: "best hits first",
    Order.PUBLISHER: "by publisher",
    Order.LONGEST: "longest first",
}
_MARKED = re.compile(r"marked ([\d,]+) ")
TELL_FOR = 6.0  # seconds that the status line tells what was done


def said_of_accounts(summary: str, accounts: Sequence[Row]) -> str:
    """Return what was done to the accounts of one row, in words: all of them, or the first."""
    if summary.startswith("marked"):
        number = _MARKED.match(summary)
        count = number[1] if number else "1"
        rest = summary[number.end() if number else len("marked ") :]
        return f"marked {count} account{'s' * (count != '1')} {rest}"
    publisher = accounts[0].publisher
    return f"{summary}: the account of {publisher}" if publisher else summary


class SayingScreen(FramedScreen):
    """The framed screen that says where the reader is and what is going on."""

    def __init__(
        self, desk: Desk, config: Config, places: Places, now: Callable[[], datetime]
    ) -> None:
        """Nothing is told yet."""
        super().__init__(desk, config, places, now)
        self._told = ""  # what the status line tells for a while
        self._silence: Timer | None = None
        self._seen = 0  # articles on the shelf when the list was read
        self.stale = False  # stories were found since, which would fold its rows

    def say(self, doing: str | None = None) -> None:
        """Bring the title rows and the status line up to date; tell `doing` for a while."""
        desk, counts = self.desk, self.desk.counts()
        name = "Samples" if desk.sampling else SHOWS[desk.view.show]
        if desk.view.followed:
            name = f"Followed · {name}"
        if desk.view.source is not None:
            name = f"{desk.view.source.name} · {name}"
        shown = len(self.list.keys)
        if desk.view.search:
            self.list_title.say(f"/{desk.view.search}", f"{self.found} found")
        else:
            starred = desk.view.show is Show.STARRED
            aside = f"{counts.starred:,} starred" if starred else f"{counts.unread:,} unread"
            self.list_title.say(self._where("list", name), aside)
        self._say_reader()
        self.related_title.say(self._where("related", "Related"))
        if doing is not None:
            self._tell(doing)
        more = "+" if self.list.folds.more else ""
        place = f"{self.list.cursor + 1 if shown else 0:,} of {shown:,}{more}"
        if desk.view.order is not Order.NEWEST and not desk.view.search:
            place += f", {ORDERS[desk.view.order]}"
        self.status.say(place=place, doing=self._told or self.standing(), hints=self._hints())

    @property
    def found(self) -> str:
        """How many articles the list has, as far as it has been read."""
        folds = self.list.folds
        return f"{folds.size:,}{'+' if folds.more else ''}"

    def standing(self) -> str:
        """Return what the status line says while nothing else is told."""
        late = self.desk.library.counts().all - self._seen
        if late > 0:
            return f"{late:,} new, press r"
        return "stories were found, press r" if self.stale else ""

    def _tell(self, text: str) -> None:
        self._told = text
        if self._silence is not None:
            self._silence.stop()
            self._silence = None
        if text:
            self._silence = self.set_timer(TELL_FOR, partial(self.say, ""))

    def _where(self, pane: str, name: str) -> str:
        """Return a pane's title; where one pane shows at a time, a way to the others."""
        if not self.one_pane:
            return name
        named = ((other, PANE_NAMES[other]) for other in self._panes())
        return " · ".join(f"[{said}]" if other == pane else said for other, said in named)

    def _say_reader(self) -> None:
        page = self.reader.page
        scrolled = page is not None and self.reader.scroll_y > 0
        name = page.article.headline if page is not None and scrolled else "Article"
        read = f"{round(self.reader.fraction * 100)} %" if page is not None else ""
        self.reader_title.say(self._where("reader", name), read)

    def _hints(self) -> tuple[Hint, ...]:
        page = self.reader.page
        hints = keys_now(
            Situation(
                self.pane,
                typing=bool(self.search.display),
                searching=bool(self.desk.view.search),
                sampling=self.desk.sampling,
                xray=self.reader.xray,
                fresh=bool(page and page.fresh),
                changed=bool(page and page.article.earlier),
                related=bool(self.related.entries),
                empty=not self.list.keys,
                folds=bool(self.list.folds.accounts),
            )
        )
        if not self.config.keys or self.search.display:
            return hints
        own = signs_in_force(self.config.keys)
        return tuple((own.get(key, key), says) for key, says in hints if own.get(key, key))
