"""The dialog that asks which articles are to be hidden from now on."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tuinews.store.query.language import QueryError, parse
from tuinews.ui.dialogs.answers import answers
from tuinews.ui.dialogs.forms import Field, FormDialog

NOT_KEPT = "What is hidden is not kept: no search finds it."


class MuteDialog(FormDialog[str | None]):
    """Type a search whose articles are to be hidden when they come in; gives it, or None."""

    FIRST = "mute-query"

    def __init__(self, offered: str, found: Callable[[str], str]) -> None:
        """`offered` is what stands there first; `found` says in words what a search finds."""
        super().__init__()
        self._offered, self._found = offered, found

    def compose(self) -> ComposeResult:
        """The search, what it finds; the keys."""
        with Vertical(classes="dialog", id="search-dialog"):
            yield Static("Hide from now on", classes="dialog-title")
            yield Field("Articles with", self._offered, placeholder="words", id="mute-query")
            yield Static(id="search-found", classes="feed-aside", markup=False)
            yield Static(NOT_KEPT, classes="feed-aside", markup=False)
            yield self.complaint
            yield answers(enter="hide them", escape="cancel")

    @on(Input.Changed)
    def tell(self) -> None:
        """Say what it finds, at every key."""
        said = self._found(self.typed("mute-query"))
        self.query_one("#search-found", Static).update(Content(said))

    def action_save(self) -> None:
        """Close with the search that is typed."""
        query = self.typed("mute-query")
        try:
            parse(query)
        except QueryError as error:
            self.complain(str(error))
            return
        if query:
            self.dismiss(query)
        else:
            self.complain("Type words, or source: and a name.")
