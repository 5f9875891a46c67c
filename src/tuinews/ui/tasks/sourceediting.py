"""Changing the source under the cursor: a feed, a folder, or a search that is kept."""

from __future__ import annotations

from tuinews.ui.host import Host
from tuinews.ui.lists.sourcelines import Kind
from tuinews.ui.lists.sources import SourcesPane
from tuinews.ui.tasks.savedsearches import SavedSearches
from tuinews.ui.tasks.subscriptions import Subscriptions


class SourceEditing:
    """Opens the dialog that goes with a source."""

    def __init__(
        self, pane: SourcesPane, saved: SavedSearches, subscriptions: Subscriptions, host: Host
    ) -> None:
        """The cursor is that of `pane`."""
        self._pane, self._saved, self._subscriptions = pane, saved, subscriptions
        self._host = host

    def ask(self) -> None:
        """Change what the cursor is on; say where to put it where that is nothing to change."""
        at = self._pane.list.current
        if at is not None and at.kind is Kind.SEARCH:
            self._saved.edit(at.key)
        elif at is not None and at.kind is Kind.FEED:
            self._subscriptions.edit(at.key)
        elif at is not None and at.kind is Kind.FOLDER:
            self._subscriptions.edit_folder(at.key, at.feeds)
        elif at is not None and self._pane.list.has_focus:
            self._host.say("this view has no settings; feeds, folders and searches have")
        else:
            said = "put the cursor on a feed, folder or search first"
            self._host.say_key(said, "left", ": {} leads to the sources")
