"""Dialogs that are filled in, and what they are made of: fields, ticks, a line that deletes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from tuinews.text import line, shown, shown_line
from tuinews.ui.dialogs.overlay import Dialog, Result
from tuinews.ui.styles import sheets
from tuinews.ui.themes import MUTED

MAX_VALUE = 500  # characters of a field


class Field(Horizontal):
    """A name and a line to type."""

    def __init__(
        self,
        name: str,
        value: str = "",
        *,
        placeholder: str = "",
        known: Sequence[str] = (),
        secret: bool = False,
        id: str,  # noqa: A002
    ) -> None:
        """`known` are values that are completed while one is typed; the right arrow takes one.

        What is typed is not shown where it is `secret`.
        """
        super().__init__(classes="field", id=f"{id}-field")
        self._label = name
        completed = SuggestFromList([shown_line(one) for one in known], case_sensitive=False)
        self.input = Input(
            shown(value),
            placeholder=placeholder,
            id=id,
            max_length=MAX_VALUE,
            suggester=completed if known else None,
            password=secret,
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
    """The line that deletes: Enter on it or a click asks for that."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "ask", show=False)]

    class Asked(Message):
        """The user wants to be rid of what the dialog is about."""

    def __init__(self, says: str) -> None:
        """`says` tells what it deletes."""
        super().__init__(says, id="feed-delete", markup=False)

    def action_ask(self) -> None:
        """Tell the dialog."""
        self.post_message(self.Asked())

    def on_click(self) -> None:
        """A click does what Enter does."""
        self.action_ask()


class FormDialog(Dialog[Result]):
    """A dialog that is filled in: Enter saves, Esc leaves all as it was, arrows change fields."""

    CSS_PATH = sheets("dialogs", "feeds")
    FIRST: ClassVar[str]  # id of the field to begin with
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", priority=True),
        Binding("enter", "save", "Save"),
        Binding("down", "app.focus_next", show=False, priority=True),
        Binding("up", "app.focus_previous", show=False, priority=True),
    ]

    def __init__(self) -> None:
        """Nothing is wrong yet; `compose` says where a complaint stands."""
        super().__init__()
        self.complaint = Static(id="feed-complaint", markup=False)
        self.complaint.display = False

    def on_mount(self) -> None:
        """Type at once; what stands in the first field is selected."""
        self.set_focus(self.query_one(f"#{self.first()}", Input))

    def first(self) -> str:
        """Return the id of the field to begin with."""
        return self.FIRST

    def typed(self, name: str, most: int = MAX_VALUE) -> str:
        """Return what stands in a field, as a line of at most so many characters."""
        return line(self.query_one(f"#{name}", Input).value, most)

    def complain(self, said: str) -> None:
        """Say what is wrong with what is typed."""
        self.complaint.update(Content(f"! {said}"))
        self.complaint.display = True

    @on(Input.Submitted)
    def submitted(self) -> None:
        """Enter in a field."""
        self.action_save()

    def action_save(self) -> None:
        """Close with what is typed, or complain of it."""
        raise NotImplementedError
