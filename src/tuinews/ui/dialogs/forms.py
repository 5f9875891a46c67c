"""Parts of a dialog that is filled in: a field with its name, and something to tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from tuinews.text import shown, shown_line
from tuinews.ui.themes import MUTED


class Field(Horizontal):
    """A name and a line to type."""

    def __init__(
        self,
        name: str,
        value: str = "",
        *,
        placeholder: str = "",
        known: Sequence[str] = (),
        id: str,  # noqa: A002
    ) -> None:
        """`known` are values that are completed while one is typed; the right arrow takes one."""
        super().__init__(classes="field", id=f"{id}-field")
        self._label = name
        completed = SuggestFromList([shown_line(one) for one in known], case_sensitive=False)
        self.input = Input(
            shown(value),
            placeholder=placeholder,
            id=id,
            max_length=500,
            suggester=completed if known else None,
        )

    def compose(self) -> ComposeResult:
        """Name, line."""
        yield Static(self._label, classes="field-name", markup=False)
        yield self.input

    @property
    def value(self) -> str:
        """What is typed."""
        return self.input.value.strip()


class Tick(Static, can_focus=True):
    """Something that is on or off: Space or a click changes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "change", show=False)]

    def __init__(self, name: str, on: bool, aside: str = "", *, id: str) -> None:  # noqa: A002
        """`aside` says what it means, in muted text."""
        self.on = on
        self._label, self._aside = name, aside
        super().__init__(self._text(), id=id, classes="tick")

    def _text(self) -> Content:
        sign = "[x] " if self.on else "[ ] "
        return Content.assemble((sign, "$accent"), self._label, (f"  {self._aside}", MUTED))

    def action_change(self) -> None:
        """On, or off."""
        self.on = not self.on
        self.update(self._text())

    def on_click(self) -> None:
        """A click does what Space does."""
        self.action_change()


class Delete(Static, can_focus=True):
    """The line that deletes: a click on it says so, and the dialog's Enter where it is on it."""

    class Asked(Message):
        """The reader wants to be rid of what the dialog is about."""

    def on_click(self) -> None:
        """A click."""
        self.post_message(self.Asked())
