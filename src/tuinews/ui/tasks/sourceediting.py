"""Changing a source: the feed, folder or kept search under the cursor, or an article's feed."""

from __future__ import annotations

from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.lists.sourcelines import Kind
from tuinews.ui.lists.sources import SourcesPane
from tuinews.ui.tasks.feedediting import FeedEditing
from tuinews.ui.tasks.savedsearches import SavedSearches
from tuinews.ui.tasks.subject import Subject


class SourceEditing:
    """Opens the dialog that goes with a source."""

    def __init__(
        self,
        desk: Desk,
        subject: Subject,
        pane: SourcesPane,
        saved: SavedSearches,
        feed_editing: FeedEditing,
        host: Host,
    ) -> None:
        """The cursor is that of `pane` while it has the focus."""
        self._desk, self._subject, self._pane = desk, subject, pane
        self._saved, self._feed_editing, self._host = saved, feed_editing, host

    def ask(self) -> None:
        """Change the source under the cursor; elsewhere, the feed that brought the article."""
        if not self._pane.list.has_focus:
            self._ask_feed()
            return
        at = self._pane.list.current
        if at is not None and at.kind is Kind.SEARCH:
            self._saved.edit(at.key)
        elif at is not None and at.kind is Kind.FEED:
            self._feed_editing.edit(at.key)
        elif at is not None and at.kind is Kind.FOLDER:
            self._feed_editing.edit_folder(at.key, at.feeds)
        else:
            self._host.say("this view has no settings; feeds, folders and searches have")

    def _ask_feed(self) -> None:
        row = self._subject.one()
        if row is None:
            return
        with self._host.complaining():
            library = self._desk.library
            origins = (source.origin for source in library.article(row.id).sources)
            feed = next(
                (origin for origin in origins if library.subscriptions.feed(origin) is not None), ""
            )
            if feed:
                self._feed_editing.edit(feed)
            else:
                self._host.say("no feed of yours has brought this article")
