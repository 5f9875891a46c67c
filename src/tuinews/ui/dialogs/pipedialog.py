"""The dialog that asks which program gets an article."""

from __future__ import annotations

import shlex
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tuinews.text import line, shown_line
from tuinews.ui.dialogs.basic import Answer, answers
from tuinews.ui.dialogs.forms import Field
from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.styles import sheets

MAX_COMMAND = 500  # characters


class Piping(NamedTuple):
    """What an article is to be given to."""

    typed: str  # the program and its words as the reader typed them
    words: tuple[str, ...]
    in_terminal: bool  # it needs the terminal, as a pager does


class PipeDialog(Dialog[Piping | None]):
    """Ask for a program and its words; gives them, or None where Esc was pressed."""

    CSS_PATH = sheets("dialogs", "feeds")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", priority=True),
        Binding("enter", "run(False)", "Run", priority=True),
        Binding("ctrl+t", "run(True)", "Run in the terminal", priority=True),
    ]

    def __init__(self, headline: str, command: str) -> None:
        """`command` is what stands there at first."""
        super().__init__()
        self._headline, self._command = headline, command

    def compose(self) -> ComposeResult:
        """Headline, the program, the keys."""
        with Vertical(classes="dialog", id="pipe"):
            yield Static("Give the article to a program", classes="dialog-title")
            yield Static(shown_line(self._headline), classes="dialog-aside", markup=False)
            yield Field("Program", self._command, placeholder="wc -w", id="pipe-command")
            aside = "It reads the article as Markdown. No shell: words are parted by blanks."
            yield Static(aside, classes="dialog-aside")
            yield Static(id="feed-complaint", markup=False)
            yield answers(**{"enter": "run", "ctrl+t": "in the terminal", "escape": "cancel"})

    def on_mount(self) -> None:
        """Type at once, in place of what stands there."""
        self.query_one("#feed-complaint").display = False
        field = self.query_one("#pipe-command", Input)
        self.set_focus(field)
        field.select_all()

    @on(Answer.Chosen)
    def answered(self, event: Answer.Chosen) -> None:
        """A click on an answer is its key."""
        if event.key == "escape":
            self.dismiss(None)
        else:
            self.action_run(event.key == "ctrl+t")

    def action_run(self, in_terminal: bool) -> None:
        """Close with what was typed; say what is wrong with it."""
        typed = line(self.query_one("#pipe-command-field", Field).value, MAX_COMMAND)
        try:
            words = tuple(shlex.split(typed))
        except ValueError:
            self._complain("A quote is never closed.")
            return
        if words:
            self.dismiss(Piping(typed, words, in_terminal))
        else:
            self._complain("Type the name of a program.")

    def _complain(self, said: str) -> None:
        complaint = self.query_one("#feed-complaint", Static)
        complaint.update(Content(f"! {said}"))
        complaint.display = True
