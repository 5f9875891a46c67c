"""The dialog for a folder of feeds: its name and place, and dissolving it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tuinews.counting import counted
from tuinews.text import shown_line
from tuinews.ui.dialogs.answers import answers
from tuinews.ui.dialogs.candidates import folder_of
from tuinews.ui.dialogs.forms import Delete, Field, FormDialog


class FolderDialog(FormDialog[tuple[str, ...] | None]):
    """Rename a folder, or move it into another; gives its new path, () to dissolve it, or None."""

    FIRST = "folder-path"

    def __init__(self, path: Sequence[str], feeds: int, known: Sequence[str]) -> None:
        """`feeds` is how many feeds are in it, `known` are the folders there are."""
        super().__init__()
        self._path, self._feeds, self._known = tuple(path), feeds, known

    def compose(self) -> ComposeResult:
        """Name, what is in it, the way to dissolve it; the keys."""
        path = "/".join(self._path)
        with Vertical(classes="dialog", id="search-dialog"):
            yield Static(f"Folder {shown_line(path)}", classes="dialog-title", markup=False)
            yield Field("Folder", path, known=self._known, id="folder-path")
            said = f"{counted(self._feeds, 'feed')}; A/B is folder B in folder A."
            yield Static(said, id="search-found", classes="feed-aside", markup=False)
            yield Delete("Dissolve this folder; its feeds stay")
            yield answers(enter="keep", tab="next", escape="cancel")

    def action_save(self) -> None:
        """Close with the path as it is to be; without a name nothing changes."""
        self.dismiss(folder_of(self.typed("folder-path")) or None)

    @on(Delete.Asked)
    def dissolve(self) -> None:
        """It can be undone, so nothing is asked."""
        self.dismiss(())
