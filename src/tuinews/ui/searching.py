"""Searching on the main screen: as one types, through the hits, and back to where one was."""

from __future__ import annotations

import time

from textual import on

from tuinews.store.views import Order
from tuinews.ui.desk import BY_TIME, Place
from tuinews.ui.panes import SearchField
from tuinews.ui.reading import ReadingScreen
from tuinews.ui.saying import ORDERS


class SearchingScreen(ReadingScreen):
    """The reading screen with a search."""

    _took = 0.0  # milliseconds that the search took
    _hit = 0  # of the open article's hits, the one gone to last

    def action_search(self) -> None:
        """Open the search field over the list's title."""
        if self._came_from is None:
            self._came_from = Place(
                self.desk.view,
                self.list.folds,
                self.list.unfolded,
                self.list.cursor,
                round(self.list.scroll_y),
            )
        self.focus_pane("list")
        self.list_title.display = False
        self.search.display = True
        self.search.history = self.memory.searches
        self.search.value = self.desk.view.search
        self.set_focus(self.search)  # before the next key
        self.say()

    def find(self, search: str) -> None:
        """Show the hits of a search that was chosen, not typed."""
        self.action_search()
        self.search.value = search
        self.desk.look(search=search)
        self._find()
        self.search.post_message(SearchField.Left(keep=True))

    @on(SearchField.Typed)
    def typed(self, event: SearchField.Typed) -> None:
        """Answer every key."""
        if not self.search.display or event.text == self.desk.view.search:
            return
        self.desk.look(search=event.text)
        self._find()

    def _find(self) -> None:
        """Show what the search finds, and say what it was understood to mean."""
        start = time.perf_counter()
        self.load()
        self._took = (time.perf_counter() - start) * 1000
        self.say()

    def standing(self) -> str:
        """While a search is on, say what it found and what it was understood to mean."""
        view = self.desk.view
        if not view.search.strip():
            return "searches headlines and text" if self.search.display else super().standing()
        if self.search.display and (remark := self.desk.remark()):
            return remark
        said = f"{self.found} found in {self._took:.0f} ms, {ORDERS[view.order]}"
        understood = self.desk.understood() if self.search.display else ""
        return f"{said} · {understood}" if understood else said

    @on(SearchField.Left)
    def left(self, event: SearchField.Left) -> None:
        """Go to the hits, or back to the row and scroll from before."""
        if event.keep and (wrong := self.desk.wrong()):
            self.say(doing=wrong)
        elif event.keep and self.desk.view.search.strip():
            self.search.display = False
            self.list_title.display = True
            self.remember(self.memory.searched(self.desk.view.search))
            self.focus_pane("list")
        else:
            self.end_search()

    def end_search(self) -> None:
        """Return to where the reader was before the search."""
        self.search.display = False
        self.list_title.display = True
        self._tell("")
        place, self._came_from = self._came_from, None
        if place is not None:
            self.desk.view = place.view
            self.list.terms = place.view.terms
            self.list.empty = self._why_empty()
            self.list.show(
                place.folds,
                cursor=place.cursor,
                top=place.top,
                unfolded=place.unfolded,
                best=place.view.order in BY_TIME,
            )
            self.want_rest()
            self.reader.set_terms(place.view.terms)
        self.focus_pane("list")

    @property
    def searching(self) -> bool:
        """Whether the list shows the hits of a search."""
        return bool(self.desk.view.search.strip())

    def action_relevance(self) -> None:
        """Turn between best and newest hits first."""
        best = self.desk.view.order is Order.RELEVANCE
        self.desk.look(order=Order.NEWEST if best else Order.RELEVANCE)
        if self.searching:
            self._find()
        else:
            self.load()

    def through_hits(self, step: int) -> bool:
        """Go to the next hit of the open article; False where it has no further one."""
        at_edge = self._hit == (self.reader.hits if step > 0 else 1)
        if not self.reader.hits or at_edge:
            self._hit = 0
            return False
        self._hit, of = self.reader.next_hit() if step > 0 else self.reader.previous_hit()
        self.say(doing=f"hit {self._hit} of {of}")
        return True
