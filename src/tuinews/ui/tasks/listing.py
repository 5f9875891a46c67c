"""The desk's view in the list: its first rows at once, the rest once nothing else waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from textual.timer import Timer

from tuinews.store.folding import Folds
from tuinews.store.library import Library
from tuinews.store.query.tree import UNMUTED
from tuinews.store.views import Order, Row, Show
from tuinews.ui.desk import FIRST, Desk
from tuinews.ui.host import Host
from tuinews.ui.lists.article_list import ArticleList
from tuinews.ui.memory import Left, Remembered
from tuinews.ui.start.reopening import opening
from tuinews.ui.view import Place, Source, View, folds_of

REST_AFTER = 0.1  # seconds from the first rows of a view on the screen to reading the rest
NEIGHBOURS = 10  # articles each way that stand in for one that is gone at the next start
NEAR = 100  # rows from the top among which a row is found again without loading all


class Listing:
    """Fills the list of articles, and fills it anew when view or shelf are others."""

    def __init__(
        self,
        desk: Desk,
        rows: ArticleList,
        host: Host,
        remembered: Remembered,
        listed: Callable[[], object],
    ) -> None:
        """`listed` is called whenever the list has been filled anew."""
        self._desk, self._rows, self._host = desk, rows, host
        self._remembered, self._listed = remembered, listed
        self._first_view = desk.view
        self._new_above = 0  # rows that came above the one that a start shows
        self.stale = False  # stories were found since, which would fold its rows
        self.filling = False  # the index is being made anew: what comes is not new
        self._seen = 0  # articles on the shelf when the list was filled
        self._version = 0  # of the library, when it was last looked at
        self._rest: Timer | None = None  # until the rest of the view is read

    # --- filling ------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the desk's view where the user left off, and tell what has come above it.

        Another view than that of the start is shown from its top.
        """
        as_left = self._desk.view == self._first_view
        left = self._remembered.memory.left(self._desk.library.data) if as_left else Left()
        begun = opening(self._desk, left)
        self.load(cursor=begun.cursor, top=None, folds=begun.folds)
        self._rows.open_at(begun.top)
        self._new_above = begun.new
        self._host.say()

    def load(
        self,
        *,
        cursor: int = 0,
        top: int | None = 0,
        unfolded: frozenset[int] = frozenset(),
        whole: bool = False,
        folds: Folds | None = None,
    ) -> None:
        """Show the desk's view: its first rows now, all with `whole`; the rest follows.

        `folds` are its first rows where they have been read already.
        """
        self._desk.begin_list()
        self._new_above = 0
        folds = folds or self._desk.folds(None if whole else FIRST)
        self._show(folds, cursor=cursor, top=top, unfolded=unfolded)
        self._seen = self._desk.library.counts(UNMUTED).all
        self.stale = False
        self._version = self._desk.library.version()
        self._want_rest()
        self._listed()

    def _show(
        self, folds: Folds, *, cursor: int, top: int | None, unfolded: frozenset[int]
    ) -> None:
        view = self._desk.view
        self._rows.terms = view.terms
        if not folds.keys:
            from tuinews.ui.lists.whyempty import why_empty

            self._rows.empty = why_empty(self._desk.library, view, self._host.keys)
        self._rows.show(folds, cursor=cursor, top=top, unfolded=unfolded)

    def _want_rest(self) -> None:
        """Have the rest of the view read once its first rows stand there and no key follows."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if self._rows.folds.more:
            self._rows.call_after_refresh(self._rest_soon, self._desk.view, self._desk.library)

    def _rest_soon(self, view: View, library: Library) -> None:
        if self._rest is None and view == self._desk.view and library is self._desk.library:
            self._rest = self._rows.set_timer(REST_AFTER, partial(self._read_rest, view, library))

    def _read_rest(self, view: View, library: Library) -> None:
        rest = partial(folds_of, library, view)
        self._host.in_thread("rest", rest, partial(self.take_rest, view, library))

    def take_rest(self, view: View, library: Library, folds: Folds) -> None:
        """Put the rest of a view behind its first rows, unless another is shown now."""
        if view == self._desk.view and library is self._desk.library:
            if self._rows.folds.more:
                self._rows.extend(self._rows.folds.continued(folds))
            self._host.say()

    # --- another view, or the same anew -------------------------------------------------

    def place(self) -> Place:
        """Return where the user stands now, to come back to."""
        rows, view = self._rows, self._desk.view
        at = rows.folds, rows.unfolded, rows.cursor, round(rows.scroll_y)
        return Place(view, *at, self._left())

    def _left(self) -> Left:
        """Return where the user stands now, in words that hold beyond the end of the program.

        On the first row nothing is said of it: a start shows the newest there.
        """
        rows, view = self._rows, self._desk.view
        source = view.source or Source("", frozenset())
        at, around = rows.cursor, range(1, NEIGHBOURS + 1)
        places = [at, *(at + step for step in around), *(at - step for step in around)]
        near = [row.id for row in map(rows.row, places) if row is not None] if at else []
        return Left(
            show=view.show.value,
            followed=view.followed,
            source=source.name,
            folder=source.folder,
            feeds=tuple(sorted(source.feeds)),
            near=tuple(near),
            above=max(0, at - rows.top_row),
            row=self._row_next_time(at) if near else 0,
        )

    def _row_next_time(self, at: int) -> int:
        """Return which row of the view that at `at` will be if nothing comes: stories fold anew."""
        rows, desk = self._rows, self._desk
        row = rows.row(at)
        at = (rows.folds.row_of(row.key) if row is not None else None) or 0
        if desk.view.show is not Show.UNREAD:
            return at
        above = [rows.folds.articles_of(key) for key in rows.folds.keys[:at]]
        unread = desk.unread_among([key for some in above for key in some])
        return sum(1 for some in above if not unread.isdisjoint(some))

    def keep_place(self, before_search: Place | None) -> None:
        """Remember where the user stands, or stood before the search that is on."""
        if self._desk.sampling or not self._seen:  # left before there was anything to see
            return
        with self._host.complaining():
            left = before_search.left if before_search is not None else self._left()
            self._remembered.put(self._remembered.memory.leaving(self._desk.library.data, left))

    def return_to(self, place: Place) -> None:
        """Show the list as it was at a place."""
        self._desk.view = place.view
        self._show(place.folds, cursor=place.cursor, top=place.top, unfolded=place.unfolded)
        self._want_rest()

    def show_view(self, show: Show) -> None:
        """Show all, unread or starred articles, the cursor staying on its article."""
        self._desk.change_view(show=show)
        self._host.say("")
        self.reload()

    def sort(self, order: Order) -> None:
        """Show the same in another order; kept for good where it is none of a search's own."""
        self._desk.change_view(order=order)
        if order is not Order.RELEVANCE:
            self._remembered.put(replace(self._remembered.memory, order=order.value))
        self.load()

    def reload(self) -> None:
        """Show the view as it is now, from its top, the cursor staying on its article."""
        row = self._rows.current
        self.load()
        self.find(row)

    def renew(self) -> None:
        """Show the view as it is now, the article under the cursor standing where it stands.

        Where it is not among the first rows nothing changes: it would move.
        """
        begun = opening(self._desk, self._left())
        if begun.found:
            self.load(cursor=begun.cursor, top=None, folds=begun.folds)
            self._rows.open_at(begun.top)
            self._host.say()

    def refold(self) -> None:
        """Show the view as the stories are now, each row staying where it is."""
        row, top, cursor = self._rows.current, round(self._rows.scroll_y), self._rows.cursor
        self.load(
            cursor=cursor, top=top, unfolded=self._rows.unfolded_accounts, whole=cursor >= NEAR
        )
        self.find(row)

    def find(self, row: Row | None) -> bool:
        """Put the cursor on an article, by itself or within its story; False: it is not listed."""
        place = self._place_of(row) if row is not None else None
        if place is not None:
            self._rows.move_to(place)
        return place is not None

    def _place_of(self, row: Row) -> int | None:
        """Return where a row's article stands, by the key that it has now or had before."""
        now = self._desk.library.row(row.id)
        place = self._rows.place_of(now.key) if now is not None else None
        return place if place is not None else self._rows.place_of(row.key)

    def keys_of_all(self) -> Sequence[int]:
        """Return the keys of everything that the view shows, of rows yet to come as well."""
        folds = self._desk.folds() if self._rows.folds.more else self._rows.folds
        return folds.all_keys()

    def keys_above(self) -> Sequence[int]:
        """Return the keys of everything above the cursor."""
        return self._rows.above(self._rows.cursor)

    def keys_below(self) -> Sequence[int]:
        """Return the keys of everything below the cursor, of rows yet to come as well."""
        others = set(self._rows.above(self._rows.cursor + 1))
        return [key for key in self.keys_of_all() if key not in others]

    # --- folding ------------------------------------------------------------------------

    def toggle_folding(self) -> None:
        """Fold stories in lists, or show each account in a row of its own; kept for good."""
        fold = not self._desk.view.fold
        self._desk.change_view(fold=fold)
        self._remembered.choose(fold=fold)
        self.reload()
        self._host.say("stories are folded" if fold else "each account has a row of its own")

    # --- what has changed ---------------------------------------------------------------

    @property
    def late(self) -> int:
        """How many articles have come since the list was filled."""
        return self._desk.library.counts(UNMUTED).all - self._seen

    def status_text(self) -> str:
        """Return what waits to be shown, in words; "" for nothing."""
        if self.filling:
            return ""
        if (late := self.late) > 0:
            return self._host.keys.after(f"{late:,} new", "refresh", ", press {}")
        if moved := self._desk.moved:
            return self._host.keys.after(f"{moved:,} with another date", "refresh", ", press {}")
        found = "stories were found"
        return self._host.keys.after(found, "refresh", ", press {}") if self.stale else ""

    def above_text(self) -> str:
        """Return what came above the row of the start; "" once the user has gone there."""
        if not self._new_above or self._rows.cursor < self._new_above:
            return ""
        return self._host.keys.after(f"{self._new_above:,} new above", "top", ": {}")

    def redraw(self, ids: Sequence[str] | None = None) -> None:
        """Draw these rows as this program has just changed them; None for all of them."""
        self._version = self._desk.library.version()
        if ids is None:
            self._rows.forget()
        else:
            self._rows.forget_rows(ids)

    def watch(self) -> None:
        """Notice what another program did to the shelf; never move what is shown."""
        if self._desk.library.version() == self._version:
            return
        self._desk.forget_followed()
        if not self._rows.keys and not self._desk.view.search:
            self.load()
        else:
            self.redraw()
            if not self._desk.view.search:
                self.stale = not self._desk.folds(FIRST).groups_as(self._rows.folds)
            self._rows.at(self._rows.cursor)  # asked for before it is told what has moved
            self._rows.at(self._rows.top_row)
            self._listed()
