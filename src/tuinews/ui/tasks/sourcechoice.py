"""The sources beside the list: what they are, how much is unread in each, and choosing one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from tuinews.counting import counted
from tuinews.store.library import Library
from tuinews.store.query.tree import UNMUTED
from tuinews.store.views import IMPORTED, Show
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.lists.sourcelines import Kind, Search, SourceLine, source_lines
from tuinews.ui.lists.sources import no_feeds
from tuinews.ui.memory import Remembered
from tuinews.ui.panes import Panes
from tuinews.ui.tasks.listing import Listing
from tuinews.ui.tasks.searching import SearchSession
from tuinews.ui.view import Source, present_source, unread_followed

STARRED = "is:starred"


class SourceLines:
    """The lines of the sources pane, from what the library has now."""

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        """Searches have not been counted yet."""
        self._desk, self._now = desk, now
        self.unread_in: Mapping[str, int] = {}  # by query of the searches

    def today(self) -> str:
        """Return what the smart view of that name searches for: the user's present day."""
        unmuted = " -is:muted" if self._desk.library.subscriptions.muted() else ""
        return f"on:{self._now().astimezone():%Y-%m-%d}{unmuted}"

    def __call__(self, folded: frozenset[str]) -> Sequence[SourceLine]:
        """Return the lines where these folders are folded."""
        library, found = self._desk.library, self.unread_in
        counts = library.counts(UNMUTED)
        views = {
            "all": counts.unread,
            "unread": counts.unread,
            "starred": found.get(STARRED, 0),
            "today": found.get(self.today(), 0),
            "followed": unread_followed(library),
        }
        imported = library.counts(feeds=[IMPORTED])
        if imported.all and not self._desk.sampling:
            views["imported"] = imported.unread
        searches = [
            Search(search.name, search.query, found.get(search.query, 0))
            for search in library.subscriptions.searches()
        ]
        feeds, unread = library.subscriptions.feeds(), library.subscriptions.feed_counts()
        return source_lines(feeds, unread, searches, folded, self._now(), views)


class SourceChoice:
    """Keeps the sources pane up to date, and shows the articles of what is chosen there."""

    def __init__(
        self,
        desk: Desk,
        panes: Panes,
        lines: SourceLines,
        listing: Listing,
        search: SearchSession,
        host: Host,
        remembered: Remembered,
    ) -> None:
        """`lines` is what the pane asks for its lines."""
        self._desk, self._panes, self._lines, self._listing = desk, panes, lines, listing
        self._search, self._host, self._remembered = search, host, remembered
        self._listed: object = None  # what the lines were made from, see `_basis`

    # --- what the pane shows ------------------------------------------------------------

    def load(self) -> None:
        """List the sources as they are now; what their searches find follows."""
        self._listed = self._basis() if self._panes.showing_sources else None
        self._panes.sources.list.empty = self._why_no_feeds()
        self._panes.sources.load()
        if self._panes.showing_sources:
            library = self._desk.library
            count = partial(_count, library, self._lines.today())
            self._host.in_thread("counts", count, partial(self._counted, library))

    def _why_no_feeds(self) -> str:
        if self._desk.sampling and (feeds := len(self._desk.shelves.own.subscriptions.feeds())):
            own = "These are the samples."
            back = f" {{}} leads back to {counted(feeds, 'feed')} of your own."
            return self._host.keys.after(own, "samples", back)
        return no_feeds(self._host.keys)

    def watch(self) -> None:
        """Keep the numbers right, where they can be seen."""
        if self._panes.showing_sources and self._basis() != self._listed:
            self.load()

    def _basis(self) -> tuple[int, int, str]:
        """Return what changes with the shelf on the desk, the user's own, and the day."""
        desk = self._desk
        return desk.library.version(), desk.shelves.own.version(), self._lines.today()

    def _counted(self, library: Library, unread: Mapping[str, int]) -> None:
        """Show what searches find, where that is other than before."""
        if library is self._desk.library and unread != self._lines.unread_in:
            self._lines.unread_in = unread
            self._panes.sources.load()

    def keep_folds(self) -> None:
        """Remember which folders are folded."""
        folded = tuple(sorted(self._panes.sources.folded))
        self._remembered.put(replace(self._remembered.memory, folded=folded))

    # --- choosing -----------------------------------------------------------------------

    def choose(self, line: SourceLine, show: Show = Show.ALL) -> None:
        """Show the articles of a source, whatever was shown before; of feeds those of `show`."""
        if line.kind is Kind.SEARCH:
            self._search.find(line.key)
        elif line.kind is Kind.VIEW and line.key == "today":
            self._search.find(self._lines.today())
        elif line.kind is Kind.VIEW and line.key == "followed":
            self.show(None, Show.ALL, followed=True)
        elif line.kind is Kind.VIEW and line.key == "imported":
            self.show(Source(line.name, frozenset([IMPORTED])), show)
        elif line.kind is Kind.VIEW:
            self.show(None, Show(line.key))
        else:
            folder = line.key if line.kind is Kind.FOLDER else ""
            feeds = frozenset(line.feeds or (line.key,))
            unmuted = feeds - self._desk.library.subscriptions.muted() if folder else feeds
            self.show(Source(line.name, unmuted or feeds, folder), show)
        if line.kind is not Kind.FOLDER:
            self._panes.go_to("list")

    def next_unread(self) -> SourceLine | None:
        """Return where to read on when what is shown has nothing unread; None for nowhere.

        The feeds below the one that is shown, then those above, then all articles.
        """
        view = self._desk.view
        lines = self._lines(frozenset())
        feeds = [line for line in lines if line.kind is Kind.FEED]
        shown = view.feeds or ()
        places = [place for place, line in enumerate(feeds) if line.key in shown]
        after = places[-1] + 1 if places else 0
        unread = [line for line in (*feeds[after:], *feeds[:after]) if line.unread]
        if unread and view.source is not None and view.show is not Show.STARRED:
            return unread[0]
        if not view.narrowed and view.show is not Show.STARRED:
            return None
        return next((line for line in lines if line.key == "all" and line.unread), None)

    def show(
        self, source: Source | None, show: Show | None = None, *, followed: bool = False
    ) -> None:
        """Show the articles of some feeds, or of the stories that are followed; None for all."""
        if self._search.on:
            self._search.end()
        self._desk.change_view(source=source, show=show or self._desk.view.show, followed=followed)
        self._listing.load()

    def renew(self) -> None:
        """Have the view be of its source as that is now, if it is not gone: of the same feeds,
        or those of its folder that are not muted, under the present name.
        """
        source = self._desk.view.source
        self._desk.change_view(source=present_source(self._desk.library, source) or source)

    def go_to(self, source: Source) -> None:
        """Show all articles of a source, and go to them."""
        self.show(source, Show.ALL)
        self._panes.go_to("list")


def _count(library: Library, today: str) -> Mapping[str, int]:
    """Return how many unread articles each search among the sources finds, by its query."""
    from tuinews.store.query.language import parse_so_far

    queries = [today, STARRED, *(search.query for search in library.subscriptions.searches())]
    return {query: library.counts(parse_so_far(query)[0]).unread for query in queries}
