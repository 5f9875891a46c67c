"""A search on the main screen: as one types, through the hits, and back to where one was."""

from __future__ import annotations

import time

from tuinews.store.views import Order, Show
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.memory import Remembered
from tuinews.ui.panes import Panes
from tuinews.ui.tasks.captions import ORDERS
from tuinews.ui.tasks.listing import Listing
from tuinews.ui.view import Place


class SearchSession:
    """From the first key of a search to the return to the list from before."""

    def __init__(
        self, desk: Desk, panes: Panes, listing: Listing, host: Host, remembered: Remembered
    ) -> None:
        """No search is on."""
        self._desk, self._panes, self._listing = desk, panes, listing
        self._host, self._remembered = host, remembered
        self.came_from: Place | None = None  # where to return to when the search ends
        self._took = 0.0  # milliseconds that the search took
        self._hit = 0  # of the open article's hits, the one gone to last

    @property
    def on(self) -> bool:
        """Whether the list shows the hits of a search."""
        return bool(self._desk.view.search.strip())

    # --- typing -------------------------------------------------------------------------

    def start(self, words: str = "") -> None:
        """Open the search field over the list's title, with `words` or as it was left."""
        if self.came_from is None:
            self.came_from = self._listing.place()
        self._panes.search.history = self._remembered.memory.searches
        self._panes.start_typing(words or self._desk.view.search)
        self._host.say("")

    def find(self, search: str) -> None:
        """Show the hits of a search that was chosen, not typed: among all articles."""
        self.start()
        self._panes.search.value = search
        self._desk.change_view(search=search, source=None, show=Show.ALL, followed=False)
        self._find()
        self._panes.search.action_leave(keep=True)

    def typed(self, text: str) -> None:
        """Answer a key: the field reads `text` now."""
        if self._panes.typing and text != self._desk.view.search:
            self._desk.change_view(search=text)
            self._find()

    def _find(self) -> None:
        """Show what the search finds, and say what it was understood to mean."""
        start = time.perf_counter()
        self._listing.load()
        self._took = (time.perf_counter() - start) * 1000
        self._host.say()

    def leave(self, *, keep: bool) -> None:
        """Go to the hits, or back to the row and scroll from before."""
        if keep and (wrong := self._desk.wrong()):
            self._host.say(wrong)
        elif keep and self.on:
            self._remembered.put(self._remembered.memory.searched(self._desk.view.search))
            self._panes.end_typing()
        else:
            self.end()

    def end(self) -> None:
        """Return to where the user was before the search, if one is on."""
        self._host.say("")
        place, self.came_from = self.came_from, None
        if place is not None:
            self._listing.return_to(place)
            self._panes.reader.set_terms(place.view.terms)
        self._panes.end_typing()

    def toggle_relevance(self) -> None:
        """Turn between best and newest hits first."""
        best = self._desk.view.order is Order.RELEVANCE
        self._desk.change_view(order=Order.NEWEST if best else Order.RELEVANCE)
        self._find()

    # --- the hits -----------------------------------------------------------------------

    def status_text(self) -> str:
        """Return what the search found and was understood to mean, in words; "" without one."""
        view, typing = self._desk.view, self._panes.typing
        if not self.on:
            return "searches headlines and text" if typing else ""
        if typing and (remark := self._desk.remark()):
            return remark
        found = self._panes.list.found
        said = f"{found} found in {self._took:.0f} ms, {ORDERS[view.order]}"
        understood = self._desk.understood() if typing else ""
        return f"{said} · {understood}" if understood else said

    def through_hits(self, step: int) -> bool:
        """Go to the next hit of the open article; False where it has no further one."""
        reader = self._panes.reader
        at_edge = self._hit == (reader.hits if step > 0 else 1)
        if not reader.hits or at_edge:
            self._hit = 0
            return False
        reader.go_to_hit(step)
        self._hit = reader.hit
        self._host.say(f"hit {reader.hit} of {reader.hits}")
        return True
