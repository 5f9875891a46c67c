"""The dialog in which a note on an article is written. Enter keeps it; Ctrl+J starts a line."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static, TextArea
from textual.widgets.text_area import Edit, EditResult

from tuinews import limits
from tuinews.text import shown_line
from tuinews.ui.dialogs.answers import answers
from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.styles import sheets

FULL = f"A note holds {limits.NOTE:,} characters; what is beyond was not taken."


class NoteField(TextArea):
    """A field that takes no more than a note holds."""

    class Cut(Message):
        """Not all of what was typed or pasted was taken."""

    def edit(self, edit: Edit) -> EditResult:
        """Change the text; of what goes in, as much as there is room for."""
        start, end = sorted((edit.from_location, edit.to_location))
        room = limits.NOTE - len(self.text) + len(self.get_text_range(start, end))
        if len(edit.text) > room:
            edit.text = edit.text[: max(room, 0)]
            self.post_message(self.Cut())
        return super().edit(edit)


class NoteDialog(Dialog[str | None]):
    """Write a note; gives its text, "" to take it away, or None where Esc was pressed."""

    CSS_PATH = sheets("dialogs")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "Keep", priority=True),
        Binding("ctrl+j", "new_line", "New line", priority=True),
        Binding("escape", "dismiss(None)", "Leave", priority=True),
    ]

    def __init__(self, headline: str, note: str) -> None:
        """`note` is what stands there so far."""
        super().__init__()
        self._headline, self._note = headline, note

    def compose(self) -> ComposeResult:
        """Headline, the text, the keys."""
        with Vertical(classes="dialog", id="note"):
            yield Static("Your note", classes="dialog-title")
            yield Static(shown_line(self._headline), classes="dialog-aside", markup=False)
            text = NoteField(self._note, id="note-text", soft_wrap=True, tab_behavior="focus")
            text.cursor_blink = False  # an idle screen writes nothing
            yield text
            full = Static(FULL, classes="dialog-aside", id="note-full")
            full.display = False
            yield full
            yield answers(**{"enter": "keep", "ctrl+j": "new line", "escape": "cancel"})

    def on_mount(self) -> None:
        """Type at once, behind what stands there."""
        text = self.query_one(TextArea)
        text.move_cursor(text.document.end)
        self.set_focus(text)

    @on(NoteField.Cut)
    def was_cut(self) -> None:
        """Say that not all of it was taken."""
        self.query_one("#note-full").display = True

    def action_keep(self) -> None:
        """Close, and keep what was written."""
        self.dismiss(self.query_one(TextArea).text.strip())

    def action_new_line(self) -> None:
        """Start another line."""
        self.query_one(TextArea).insert("\n")
