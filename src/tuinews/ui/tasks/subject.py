"""Which article a key is meant for."""

from __future__ import annotations

from collections.abc import Callable

from tuinews.store.views import Row
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.lists.listrow import ListRow
from tuinews.ui.panes import Panes
from tuinews.ui.tasks.openarticle import OpenArticle


class Subject:
    """The open article, or what is under the cursor of the focused pane."""

    def __init__(self, desk: Desk, panes: Panes, opened: OpenArticle, host: Host) -> None:
        """It is asked for anew at each key."""
        self._desk, self._panes, self._opened, self._host = desk, panes, opened, host

    def one(self) -> Row | None:
        """Return the one article; None, and say so, where there is none."""
        pane = self._panes.current
        if pane == "related":
            row = self._panes.related.current
        elif pane == "reader" and self._opened.id:
            row = self._desk.library.row(self._opened.id)
        else:
            row = self._panes.list.current
        if row is None:
            self._host.say("no article here")
        return row

    def toggle_selected(self) -> None:
        """Select the row under the cursor of the list, or no longer; go on to the next."""
        self._panes.go_to("list")
        self._panes.list.toggle_selected()

    def selected(self) -> tuple[ListRow, ...]:
        """Return the rows that are selected, where the list has the focus."""
        return self._panes.list.selection() if self._panes.current == "list" else ()

    def all(self) -> tuple[Row, ...]:
        """Return all accounts of a folded row, the one that is named first; else one article."""
        listed = self._panes.list.chosen if self._panes.current == "list" else None
        if listed is not None:
            return (listed.row, *(row for row in listed.here if row is not listed.row))
        row = self.one()
        return (row,) if row is not None else ()

    def in_reader(self, do: Callable[[], object]) -> None:
        """Do something with what is open: from the list, with the article under the cursor.

        Where the open one is an account of the row under the cursor, it is that.
        """
        if self._panes.current == "list":
            listed = self._panes.list.chosen
            if listed is None:
                self._host.say("no article here")
                return
            if all(row.id != self._opened.id for row in listed.here):
                self._opened.show(listed.row.id)
            if self._panes.one_at_a_time:
                self._panes.go_to("reader")
        do()
