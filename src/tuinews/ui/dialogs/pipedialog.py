"""The dialog that asks which program gets an article."""

from __future__ import annotations

import shlex
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tuinews.text import shown_line
from tuinews.ui.dialogs.answers import answers
from tuinews.ui.dialogs.forms import Field, FormDialog


class Piping(NamedTuple):
    """What an article is to be given to."""

    typed: str  # the program and its words as the user typed them
    words: tuple[str, ...]
    in_terminal: bool  # it needs the terminal, as a pager does


class PipeDialog(FormDialog[Piping | None]):
    """Ask for a program and its words; gives them, or None where Esc was pressed."""

    FIRST = "pipe-command"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "run_in_terminal", "Run in the terminal", priority=True),
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
            yield self.complaint
            yield answers(**{"enter": "run", "ctrl+t": "in the terminal", "escape": "cancel"})

    def action_save(self) -> None:
        """Close with the program that is typed."""
        self._run(in_terminal=False)

    def action_run_in_terminal(self) -> None:
        """Close with the program that is typed, which needs the terminal."""
        self._run(in_terminal=True)

    def _run(self, *, in_terminal: bool) -> None:
        typed = self.typed("pipe-command")
        try:
            words = tuple(shlex.split(typed))
        except ValueError:
            self.complain("A quote is never closed.")
            return
        if words:
            self.dismiss(Piping(typed, words, in_terminal))
        else:
            self.complain("Type the name of a program.")
