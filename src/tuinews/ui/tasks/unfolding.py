"""Unfolding the story under the cursor, or that of the open article."""

from __future__ import annotations

from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.panes import Panes
from tuinews.ui.tasks.listing import Listing
from tuinews.ui.tasks.openarticle import OpenArticle


class Unfolding:
    """Shows the accounts of a story below its row, or folds them."""

    def __init__(
        self, desk: Desk, panes: Panes, listing: Listing, opened: OpenArticle, host: Host
    ) -> None:
        """What is unfolded the list itself knows."""
        self._desk, self._panes, self._listing = desk, panes, listing
        self._opened, self._host = opened, host

    def toggle(self) -> None:
        """Unfold the story under the cursor; away from the list, that of the open article."""
        opened = self._opened.id if self._panes.current != "list" else ""
        if opened and not self._listing.find(self._desk.library.row(opened)):
            self._host.say("the list does not show this article")
        elif not self._panes.list.toggle_fold():
            self._host.say(self._why_not())
        elif self._panes.one_at_a_time:
            self._panes.go_to("list")

    def _why_not(self) -> str:
        if self._desk.view.fold:
            return "no other account of this story in the list"
        said = "each account has a row of its own"
        return self._host.keys.after(said, "folding", "; {} folds stories")
