"""The dialog for the tags of an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tuinews import limits
from tuinews.text import line, shown_line
from tuinews.ui.dialogs.answers import answers
from tuinews.ui.dialogs.menu import Choices
from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.styles import sheets


class _TagField(Input):
    """Takes what is typed, but for Space where the dialog has it tick."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Space is a letter of a tag unless the cursor was moved to a row."""
        ticks = key == "space" and self.screen.check_action("tick", ())
        return not ticks and super().check_consume_key(key, character)


class TagDialog(Dialog[tuple[str, ...] | None]):
    """Choose the tags of an article; gives all of them, or None where Esc was pressed.

    Typing finds a tag or makes a new one, several with commas between them; Enter adds or
    removes it and is done. Space ticks the row that the cursor was moved to.
    """

    CSS_PATH = sheets("dialogs")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", priority=True),
        Binding("down", "move(1)", "Next", priority=True),
        Binding("up", "move(-1)", "Previous", priority=True),
        Binding("tab", "complete", "Complete", priority=True),
        Binding("space", "tick", "Tick", priority=True),
    ]

    def __init__(self, headline: str, tags: Sequence[str], known: Iterable[str]) -> None:
        """`tags` are the article's own, `known` all tags there are, the most used first."""
        super().__init__()
        self._headline = headline
        self._chosen = list(tags)
        self._known = list(dict.fromkeys([*tags, *known]))
        self._shown: list[str] = []
        self._moved = False  # the cursor was, since something was typed
        self._ticked = False  # a row was, by Space or a click

    def compose(self) -> ComposeResult:
        """Headline, field, the tags there are."""
        with Vertical(classes="dialog", id="tags"):
            yield Static("Tags", classes="dialog-title")
            yield Static(shown_line(self._headline), classes="dialog-aside", markup=False)
            yield _TagField(
                placeholder="find a tag, or type a new one", id="tag", max_length=limits.TAG
            )
            yield Choices(id="tag-list", markup=False)
            yield answers(enter="add it, done", space="tick a row", escape="cancel")

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.query_one(Input))
        self._fill()

    def _fill(self) -> None:
        """List the tags that what is typed may mean; the first is under the cursor."""
        typed = line(self.query_one(Input).value, limits.TAG).casefold()
        found = [tag for tag in self._known if typed in tag.casefold()]
        found.sort(key=lambda tag: not tag.casefold().startswith(typed))
        self._shown = found[:200]
        tags = self.query_one(OptionList)
        tags.clear_options()
        tags.add_options([Option(self._label(tag)) for tag in self._shown])
        tags.highlighted = 0 if typed and self._shown else None

    def _label(self, tag: str) -> Content:
        mark = "✓ " if tag in self._chosen else "  "
        return Content.assemble((mark, "$accent"), shown_line(tag, limits.TAG))

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Find as it is typed."""
        event.stop()
        self._moved = False
        self._fill()

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Enter: add or remove what is typed, or the row under the cursor, and be done."""
        event.stop()
        under = self._under_cursor()
        typed = self.query_one(Input).value
        new = [line(part, limits.TAG).lstrip("#") for part in typed.split(",")]
        new = [tag for tag in new if tag]
        if under is not None and new and (self._moved or _begins(under, new)):
            self._toggle(under)
        elif new:
            for tag in new:
                self._toggle(tag)
        elif under is not None and not self._ticked:
            self._toggle(under)
        self.dismiss(tuple(self._chosen))

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        """A click adds or removes."""
        event.stop()
        self._tick(self._shown[event.option_index])
        self.set_focus(self.query_one(Input))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space ticks where the cursor was moved to a row; else it is typed."""
        return action != "tick" or (self._moved and self._under_cursor() is not None)

    def action_tick(self) -> None:
        """Add or remove the tag under the cursor, and go on."""
        if (under := self._under_cursor()) is not None:
            self._tick(under)

    def _tick(self, tag: str) -> None:
        place = self.query_one(OptionList).highlighted
        kept = self.query_one(Input).value == ""
        self._toggle(tag)
        self._ticked = True
        if kept:  # all rows stand where they were
            self.query_one(OptionList).highlighted = place

    def _toggle(self, tag: str) -> None:
        if tag in self._chosen:
            self._chosen.remove(tag)
        else:
            self._chosen.append(tag)
        if tag not in self._known:
            self._known.insert(0, tag)
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = ""
        self._fill()

    def _under_cursor(self) -> str | None:
        place = self.query_one(OptionList).highlighted
        return None if place is None else self._shown[place]

    def action_move(self, by: int) -> None:
        """Move the cursor in the list; above its first row is the field alone."""
        tags = self.query_one(OptionList)
        place = -1 if tags.highlighted is None else tags.highlighted
        place = min(place + by, len(self._shown) - 1)
        tags.highlighted = place if place >= 0 else None
        self._moved = True

    def action_complete(self) -> None:
        """Complete what is typed to the tag under the cursor."""
        under = self._under_cursor()
        if under is not None:
            field = self.query_one(Input)
            field.value = under
            field.cursor_position = len(under)


def _begins(tag: str, typed: Sequence[str]) -> bool:
    """Whether what is typed is the beginning of a tag, and one only."""
    return len(typed) == 1 and tag.casefold().startswith(typed[0].casefold())
