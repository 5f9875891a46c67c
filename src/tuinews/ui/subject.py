"""Which article a key is meant for."""

from __future__ import annotations

from tuinews.store.views import Row
from tuinews.ui.desk import Desk
from tuinews.ui.folds import ListRow
from tuinews.ui.openarticle import OpenArticle
from tuinews.ui.panes import Panes


class Subject:
    """The open article, or what is under the cursor of the focused pane."""

    def __init__(self, desk: Desk, panes: Panes, opened: OpenArticle) -> None:
        """It is asked for anew at each key."""
        self._desk, self._panes, self._opened = desk, panes, opened

    def one(self) -> Row | None:
        """Return the one article; None where there is none."""
        pane = self._panes.current
        if pane == "related":
            return self._panes.related.current
        if pane == "reader" and self._opened.id:
            return self._desk.library.row(self._opened.id)
        return self._panes.list.current

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
