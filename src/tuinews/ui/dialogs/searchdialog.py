"""The dialog for a search that is kept: its name, what it looks for, and leaving it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tuinews.store.query import QueryError, parse
from tuinews.store.views import SavedSearch
from tuinews.text import line
from tuinews.ui.dialogs.basic import Answer, answers
from tuinews.ui.dialogs.forms import Delete, Field
from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.styles import sheets

MAX_NAME, MAX_QUERY = 60, 500  # characters


@dataclass(frozen=True, slots=True)
class Removal:
    """The reader no longer wants this search."""

    name: str


class SearchDialog(Dialog[SavedSearch | Removal | None]):
    """Keep a search under a name, or change one; gives it, a wish to remove it, or None."""

    CSS_PATH = sheets("dialogs", "feeds")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", priority=True),
        Binding("enter", "save", "Save"),
        Binding("down", "app.focus_next", show=False, priority=True),
        Binding("up", "app.focus_previous", show=False, priority=True),
    ]

    def __init__(
        self, search: SavedSearch, found: Callable[[str], str], *, names: Collection[str] = (),
        kept: bool = False,
    ) -> None:  # fmt: skip
        """`found` says in words what a query finds; `names` are those that are taken.

        `kept`: it is one of the reader's already.
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
                yield Delete("Delete this search", id="feed-delete", markup=False)
            yield Static(id="feed-complaint", markup=False)
            yield answers(enter="keep", tab="next", escape="cancel")

    def on_mount(self) -> None:
        """Begin with the name, all of it chosen."""
        self._complain("")
        name = self.query_one("#search-name", Input)
        self.set_focus(name)
        name.select_all()
        self._tell()

    def _complain(self, said: str) -> None:
        complaint = self.query_one("#feed-complaint", Static)
        complaint.update(Content(f"! {said}"))
        complaint.display = bool(said)

    @on(Input.Changed, "#search-query")
    def _tell(self) -> None:
        """Say what it finds, at every key."""
        said = self._found(self._typed("search-query", MAX_QUERY))
        self.query_one("#search-found", Static).update(Content(said))

    def _typed(self, name: str, most: int) -> str:
        return line(self.query_one(f"#{name}-field", Field).value, most)

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Close with the search as it is to be."""
        if isinstance(self.focused, Delete):
            self.delete()
            return
        query = self._typed("search-query", MAX_QUERY)
        name = self._typed("search-name", MAX_NAME) or line(query, MAX_NAME)
        try:
            parse(query)
        except QueryError as error:
            self._complain(str(error))
            return
        if not query:
            self._complain("Type what it is to find.")
        elif name.casefold() in self._names:
            self._complain(f"There is a search called {name} already; give it another name.")
        else:
            self.dismiss(SavedSearch(name, query))

    @on(Delete.Asked)
    def delete(self) -> None:
        """It can be undone, so nothing is asked."""
        self.dismiss(Removal(self._search.name))

    @on(Answer.Chosen)
    def answered(self, event: Answer.Chosen) -> None:
        """A click on an answer is its key."""
        if event.key == "enter":
            self.action_save()
        elif event.key == "tab":
            self.focus_next()
        else:
            self.dismiss(None)
