"""Searches that are kept: as smart views among the sources, with what is unread in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from tuinews.counting import counted
from tuinews.model import TuinewsError
from tuinews.store.library import Library
from tuinews.store.query import parse_so_far
from tuinews.store.views import SavedSearch
from tuinews.text import line
from tuinews.ui.adding import AddingScreen
from tuinews.ui.feeding import TODAY
from tuinews.ui.sourcelines import Kind

if TYPE_CHECKING:
    from tuinews.ui.searchdialog import Removal

Searches = Sequence[SavedSearch]


class KeepingScreen(AddingScreen):
    """The reading screen whose searches can be kept."""

    @dataclass
    class Counted(Message):
        """What the searches among the sources find has been counted."""

        library: Library
        unread: Mapping[str, int]  # by query

    # --- counts -------------------------------------------------------------------------

    def load_sources(self) -> None:
        """List the sources as they are now; what their searches find follows."""
        super().load_sources()
        if self.showing_sources:
            self._count(self.desk.library)

    @work(thread=True, exclusive=True, group="counts", exit_on_error=False)
    def _count(self, library: Library) -> None:
        queries = [TODAY, *(search.query for search in library.searches())]
        unread = {query: library.counts(parse_so_far(query)[0]).unread for query in queries}
        self.post_message(self.Counted(library, unread))

    @on(Counted)
    def counted(self, event: Counted) -> None:
        """Show the counts, where they are others than before."""
        if event.library is self.desk.library and event.unread != self.unread_in:
            self.unread_in = dict(event.unread)
            self.sources.load()

    # --- keeping ------------------------------------------------------------------------

    def action_keep_search(self) -> None:
        """Keep the present search under a name."""
        from tuinews.ui.searchdialog import MAX_NAME

        query = line(self.desk.view.search, 500)
        if not query:
            self.say(doing="search for something first: / and a few words")
            return
        if wrong := self.desk.wrong():
            self.say(doing=wrong)
            return
        held = self.desk.library.searches()
        known = next((one for one in held if one.query == query), None)
        search = known or SavedSearch(line(query, MAX_NAME), query)
        self._ask_search(search, held, kept=known is not None)

    def action_feed_settings(self) -> None:
        """Change the source under the cursor: a feed, or a search that is kept."""
        at = self.sources.list.current
        held = self.desk.library.searches()
        found = [one for one in held if at and at.kind is Kind.SEARCH and one.query == at.key]
        if found:
            self._ask_search(found[0], held, kept=True)
        else:
            super().action_feed_settings()

    def _ask_search(self, search: SavedSearch, held: Searches, *, kept: bool) -> None:
        from tuinews.ui.searchdialog import Removal, SearchDialog

        def answered(answer: SavedSearch | Removal | None) -> None:
            if isinstance(answer, Removal):
                others = [one for one in held if one.name != search.name]
                self._put_searches(held, others, f"removed the search {search.name}")
            elif answer is not None and kept:
                changed = [answer if one.name == search.name else one for one in held]
                self._put_searches(held, changed, f"changed the search {answer.name}")
            elif answer is not None:
                self._put_searches(held, [*held, answer], f"kept the search {answer.name}")

        names = [one.name for one in held if not (kept and one.name == search.name)]
        self.app.push_screen(SearchDialog(search, self._finds, names=names, kept=kept), answered)

    def _finds(self, query: str) -> str:
        """Say in words what a query finds."""
        understood, said = parse_so_far(query)
        if not query:
            return ""
        counts = self.desk.library.counts(understood)
        return f"{counted(counts.all, 'article')} now, {counts.unread:,} unread: {said}"

    def _put_searches(self, before: Searches, after: Searches, summary: str) -> None:
        if list(before) == list(after):
            return
        library = self.desk.library
        try:
            library.put_searches(after)
        except TuinewsError as error:
            self.complain(error)
            return

        def undo() -> None:
            library.put_searches(before)
            self.call_later(self.load_sources)

        self.desk.did(summary, (), undo)
        self.load_sources()
        self.say(doing=f"{summary}; u undoes")
