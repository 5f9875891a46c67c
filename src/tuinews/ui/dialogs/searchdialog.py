"""The dialog for a search that is kept: its name, what it looks for, and leaving it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tuinews.store.query.language import QueryError, parse
from tuinews.store.views import SavedSearch
from tuinews.text import line
from tuinews.ui.dialogs.answers import answers
from tuinews.ui.dialogs.forms import Delete, Field, FormDialog

MAX_NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class Removal:
    """The user no longer wants this search."""

    name: str


class SearchDialog(FormDialog[SavedSearch | Removal | None]):
    """Keep a search under a name, or change one; gives it, a wish to remove it, or None."""

    FIRST = "search-name"

    def __init__(
        self,
        search: SavedSearch,
        found: Callable[[str], str],
        *,
        names: Collection[str],
        kept: bool,
    ) -> None:
        """`found` says in words what a query finds; `names` are those that are taken.

        `kept`: it is one of the user's already.
        """
        super().__init__()
        self._search, self._found, self._kept = search, found, kept
        self._names = {name.casefold() for name in names}

    def compose(self) -> ComposeResult:
        """Name, query, what it finds; the keys."""
        title = "Saved search" if self._kept else "Keep this search among the sources"
        with Vertical(classes="dialog", id="search-dialog"):
            yield Static(title, classes="dialog-title", markup=False)
            yield Field("Name", self._search.name, placeholder="as it reads", id="search-name")
            yield Field("Finds", self._search.query, placeholder="words", id="search-query")
            yield Static(id="search-found", classes="feed-aside", markup=False)
            if self._kept:
                yield Delete("Delete this search")
            yield self.complaint
            yield answers(enter="keep", tab="next", escape="cancel")

    @on(Input.Changed, "#search-query")
    def tell(self) -> None:
        """Say what it finds, at every key."""
        said = self._found(self.typed("search-query"))
        self.query_one("#search-found", Static).update(Content(said))

    def action_save(self) -> None:
        """Close with the search as it is to be."""
        query = self.typed("search-query")
        name = self.typed("search-name", MAX_NAME) or line(query, MAX_NAME)
        try:
            parse(query)
        except QueryError as error:
            self.complain(str(error))
            return
        if not query:
            self.complain("Type what it is to find.")
        elif name.casefold() in self._names:
            self.complain(f"There is a search called {name} already; give it another name.")
        else:
            self.dismiss(SavedSearch(name, query))

    @on(Delete.Asked)
    def delete(self) -> None:
        """It can be undone, so nothing is asked."""
        self.dismiss(Removal(self._search.name))
