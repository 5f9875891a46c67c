"""A small menu over the screen: choose one of several with the cursor or a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tuinews.text import shown_line
from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.drawing.wrap import fit
from tuinews.ui.styles import sheets
from tuinews.ui.themes import MUTED

AROUND = 14  # cells of a line that are margin, sign and gap


class Choices(OptionList):
    """A list of options with the keys that move everywhere else."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
    ]

    def action_page_up(self) -> None:
        """Move up by a page."""
        if self.scrollable_content_region:  # else Textual knows no lines to move by, and fails
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """Move down by a page."""
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu."""

    label: str
    value: str
    aside: str = ""  # muted, on the right: a count, a key
    chosen: bool = False


class Menu(Dialog[str | None]):
    """A menu; gives the value chosen, or None."""

    CSS_PATH = sheets("help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close"),
    ]

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        """Show `choices` in their order, the cursor on the chosen one."""
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """A title and the lines."""
        with Vertical(id="menu"):
            yield Static(self._title, id="menu-title", markup=False)
            yield Choices(*(Option(self._line(choice)) for choice in self._choices), markup=False)

    def on_mount(self) -> None:
        """Put the cursor on what is chosen now."""
        chosen = [place for place, choice in enumerate(self._choices) if choice.chosen]
        self.query_one(OptionList).highlighted = chosen[0] if chosen else 0

    def _line(self, choice: Choice) -> Content:
        sign = "✓ " if choice.chosen else "  "
        room = min(56, self.app.size.width - cell_len(choice.aside) - AROUND)
        label = fit(shown_line(choice.label), max(8, room)).rstrip()
        return Content.assemble(sign, label, (f"  {choice.aside}" if choice.aside else "", MUTED))

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.dismiss(self._choices[event.option_index].value)
