"""Reading on: down the article, to the next one, to what is related, and back."""

from __future__ import annotations

from itertools import chain

from tuinews.store.views import Row, Show
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.lists.listrow import ListRow
from tuinews.ui.panes import Panes
from tuinews.ui.tasks.finding import FindInArticle
from tuinews.ui.tasks.listing import Listing
from tuinews.ui.tasks.openarticle import OpenArticle
from tuinews.ui.tasks.searching import SearchSession
from tuinews.ui.tasks.sourcechoice import SourceChoice
from tuinews.ui.view import View

VIEWS = (Show.ALL, Show.UNREAD, Show.STARRED)
LOOKED_AT = 4  # accounts of a story of which it is asked whether they tell anything new


class Walk:
    """Which article comes next, and how one gets there."""

    def __init__(
        self,
        desk: Desk,
        panes: Panes,
        listing: Listing,
        sources: SourceChoice,
        search: SearchSession,
        find: FindInArticle,
        opened: OpenArticle,
        host: Host,
    ) -> None:
        """It keeps no state of its own but where nothing more was found."""
        self._desk, self._panes, self._listing = desk, panes, listing
        self._sources, self._search, self._find = sources, search, find
        self._opened, self._host = opened, host
        #: View, row, open article and step with which nothing more was found last.
        self._ended: tuple[View, int, str, int] | None = None

    # --- down the article ---------------------------------------------------------------

    def read_on(self) -> None:
        """Scroll the article; at its end, or from an unopened row, open the next one."""
        pane, listed = self._panes.current, self._panes.list.chosen
        if pane == "sources":
            self._panes.sources.list.toggle_fold()
        elif pane == "list" and listed and (row := self._to_read(listed)) is not None:
            self._opened.open(row.id)
        elif not self._panes.reader.page_down():
            self._next_article(1)

    def _to_read(self, listed: ListRow) -> Row | None:
        """Return the account of a row to go on with; None where the open one is the last."""
        if (unread := listed.first_unread()) is not None:
            return unread
        opened = any(row.id == self._opened.id for row in listed.here)
        return None if opened else listed.row

    # --- to the next one ----------------------------------------------------------------

    def next(self, step: int) -> None:
        """Open the next unread article; where something is sought, go to its next hit."""
        if not self._find.step(step):
            self._next_article(step)

    def _next_article(self, step: int) -> None:
        zen = self._panes.zen
        found = self._next_hit(step) if self._search.on else self._next_unread(step)
        if found is not None:
            index, row = found
            self._panes.list.move_to(index)
            self._opened.open(row.id)
            if zen != self._panes.zen:  # it led through the list of another feed
                self._panes.toggle_zen()

    def _next_hit(self, step: int) -> tuple[int, Row] | None:
        """Return the next article that the search found, once the open one has no further hit."""
        if self._opened.id and self._search.through_hits(step):
            return None
        index = self._panes.list.cursor + step
        row = self._panes.list.row(index)
        if row is None:
            self._host.say("no further hits")
        return (index, row) if row is not None else None

    def _next_unread(self, step: int) -> tuple[int, Row] | None:
        """Return the next unread article and its place; say so where there is none.

        Where the cursor's row folds a story, those of its own accounts come first that tell
        something new to one who has read the open one.
        """
        rows = self._panes.list
        near = rows.at(rows.cursor)
        row = self._next_account(near) if near and step > 0 else None
        if row is not None:
            return rows.cursor, row
        index = rows.next_of(self._desk.unread_among, rows.cursor, step)
        listed = rows.at(index) if index is not None else None
        row = listed.first_unread() if listed else None
        if index is None or row is None:
            return self._further(step)
        if near is not None and step > 0 and index != rows.cursor:
            self._say_passed(near)
        return index, row

    def _further(self, step: int) -> tuple[int, Row] | None:
        """At the end of the view, name what comes next; when asked once more, go there."""
        here = (self._desk.view, self._panes.list.cursor, self._opened.id, step)
        again, self._ended = self._ended == here, here
        way, back = ("below", "above") if step > 0 else ("above", "below")
        name = "next" if step > 0 else "previous"
        found = self._from_other_end(step, but=self._panes.list.cursor)
        line = self._sources.next_unread() if found is None and step > 0 else None
        if again and line is not None:
            self._sources.choose(line, self._desk.view.show)
            found = self._from_other_end(step)
        if not again or found is None:
            said, keys = f"nothing unread {way}", self._host.keys
            key = keys.sign(name) or keys.sign("read-on")
            if found is not None:
                said += f"; {key} again: those {back}"
            elif line is not None:
                said = f"{key} again: {line.name}, {line.unread:,} unread"
            self._host.say(said)
            return None
        self._ended = None
        return found

    def _from_other_end(self, step: int, but: int = -1) -> tuple[int, Row] | None:
        """Return the first unread article, or with -1 the last, of the view, and its place.

        None where there is none, or it is that of row `but`.
        """
        rows = self._panes.list
        start = -1 if step > 0 else len(rows.keys)
        index = rows.next_of(self._desk.unread_among, start, step)
        listed = rows.at(index) if index is not None and index != but else None
        row = listed.first_unread() if listed else None
        return (index, row) if index is not None and row is not None else None

    def _next_account(self, listed: ListRow) -> Row | None:
        """Return the account of a row to read next; None where none tells anything new."""
        if all(row.id != self._opened.id for row in listed.here):
            return listed.first_unread()
        self._opened.keep_place()
        rows = dict.fromkeys((listed.row, *listed.here))
        unread = [row for row in rows if not row.read and row.id != self._opened.id]
        near = (row for row in unread[:LOOKED_AT] if self._desk.tells_something(row.id))
        return next(chain(near, unread[LOOKED_AT:]), None)

    def _say_passed(self, listed: ListRow) -> None:
        """Say that the unread accounts of a row are passed over, where the open one is its."""
        if listed.unread and any(one.id == self._opened.id for one in listed.here):
            number = listed.unread
            more = f"{number} other accounts tell" if number > 1 else "other account tells"
            self._host.say(f"its {more} nothing new to you")

    # --- to what is related, and back ---------------------------------------------------

    def related(self, step: int) -> None:
        """Open the next or previous related article."""
        if not self._panes.related.open_next(step):
            self._host.say("no further related article")

    def digit(self, number: int) -> None:
        """In the list, choose a view; in article pane and sidebar, open the related one."""
        if self._panes.current != "list":
            self._panes.related.open_number(number)
        elif number <= len(VIEWS):
            self._listing.show_view(VIEWS[number - 1])

    def back(self) -> None:
        """Go back to the article that this one was reached from, at the line it was left."""
        before, line = self._desk.way_back()
        if before:
            self._opened.open(before)
            self._panes.reader.go_to_line(line)
        else:
            self._host.say("this is where you started")
