"""Searches that the user keeps: as smart views among the sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tuinews.counting import counted
from tuinews.store.query.language import parse_so_far
from tuinews.store.views import SavedSearch
from tuinews.text import line
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host

if TYPE_CHECKING:
    from tuinews.ui.dialogs.searchdialog import Removal

Searches = Sequence[SavedSearch]


class SavedSearches:
    """Keeps, renames and removes searches. All of it can be undone."""

    def __init__(self, desk: Desk, host: Host, changed: Callable[[], object]) -> None:
        """`changed` is called when other searches are kept."""
        self._desk, self._host, self._changed = desk, host, changed

    def keep(self) -> None:
        """Keep the present search under a name."""
        from tuinews.ui.dialogs.searchdialog import MAX_NAME

        query = line(self._desk.view.search, 500)
        if not query:
            self._host.say_key("search for something first", "search", ": {} and a few words")
            return
        if wrong := self._desk.wrong():
            self._host.say(wrong)
            return
        held = self._desk.library.subscriptions.searches()
        known = next((one for one in held if one.query == query), None)
        search = known or SavedSearch(line(query, MAX_NAME), query)
        self._ask(search, held, kept=known is not None)

    def edit(self, query: str) -> None:
        """Change the search that is kept for a query, or keep it no longer."""
        held = self._desk.library.subscriptions.searches()
        if search := next((one for one in held if one.query == query), None):
            self._ask(search, held, kept=True)

    def _ask(self, search: SavedSearch, held: Searches, *, kept: bool) -> None:
        from tuinews.ui.dialogs.searchdialog import Removal, SearchDialog

        def answered(answer: SavedSearch | Removal | None) -> None:
            if isinstance(answer, Removal):
                others = [one for one in held if one.name != search.name]
                self._put(held, others, f"removed the search {search.name}")
            elif answer is not None and kept:
                changed = [answer if one.name == search.name else one for one in held]
                self._put(held, changed, f"changed the search {answer.name}")
            elif answer is not None:
                self._put(held, [*held, answer], f"kept the search {answer.name}")

        names = [one.name for one in held if not (kept and one.name == search.name)]
        self._host.ask(SearchDialog(search, self._finds, names=names, kept=kept), answered)

    def _finds(self, query: str) -> str:
        """Say in words what a query finds."""
        understood, said = parse_so_far(query)
        if not query:
            return ""
        counts = self._desk.library.counts(understood)
        return f"{counted(counts.all, 'article')} now, {counts.unread:,} unread: {said}"

    def _put(self, before: Searches, after: Searches, summary: str) -> None:
        if list(before) == list(after):
            return
        library = self._desk.library
        with self._host.complaining():
            library.subscriptions.put_searches(after)
            self._desk.did(
                summary, (), partial(library.subscriptions.put_searches, before), self._changed
            )
            self._changed()
            self._host.say_done(summary)
