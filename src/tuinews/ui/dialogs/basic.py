"""Small dialogs over the screen: confirming, tagging, choosing a theme, and the welcome.

Esc closes each of them and leaves things as they were; Enter does the obvious.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.theme import Theme
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tuinews import limits
from tuinews.text import line, shown_line
from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.keys import KeysInForce, sign
from tuinews.ui.styles import sheets
from tuinews.ui.themes import OFFERED


class Answer(Static):
    """A key and what it does, in a row at the foot of a dialog; a click does the same."""

    class Chosen(Message):
        """It was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, key: str, says: str) -> None:
        """`key` is a key in Textual's name."""
        self._key = key
        text = Content.assemble((sign(key), "bold $accent"), " ", shown_line(says))
        super().__init__(text, classes="answer")

    def on_click(self) -> None:
        """Tell the dialog."""
        self.post_message(self.Chosen(self._key))


def answers(**says: str) -> Horizontal:
    """Return the foot of a dialog: what each key does."""
    return Horizontal(*(Answer(key, said) for key, said in says.items()), classes="answers")


class ConfirmDialog(Dialog[bool]):
    """Ask before something is put away; gives whether it shall be."""

    CSS_PATH = sheets("dialogs")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", "Yes"),
        Binding("escape,n,q", "answer(False)", "No"),
    ]

    def __init__(self, question: str, losing: str, verb: str) -> None:
        """`losing` names what will be lost, `verb` what Enter does."""
        super().__init__()
        self._question, self._losing, self._verb = question, losing, verb

    def compose(self) -> ComposeResult:
        """Question, what is lost, the two keys."""
        with Vertical(classes="dialog", id="confirm"):
            yield Static(shown_line(self._question), classes="dialog-title", markup=False)
            yield Static(shown_line(self._losing), classes="dialog-text", markup=False)
            yield answers(enter=self._verb, escape="cancel")

    @on(Answer.Chosen)
    def clicked(self, event: Answer.Chosen) -> None:
        """A click on an answer is its key."""
        self.dismiss(event.key == "enter")

    def action_answer(self, yes: bool) -> None:
        """Close with an answer."""
        self.dismiss(yes)


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
            yield OptionList(id="tag-list", markup=False)
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
        self._finish()

    def _finish(self) -> None:
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

    @on(Answer.Chosen)
    def answered(self, event: Answer.Chosen) -> None:
        """A click on an answer does what its key does."""
        if event.key == "enter":
            self._finish()
        elif event.key == "escape":
            self.dismiss(None)
        elif (under := self._under_cursor()) is not None:
            self._tick(under)

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


class ThemeDialog(Dialog[str | None]):
    """Choose a theme by seeing it; gives its name, or None after putting the old one back."""

    CSS_PATH = sheets("dialogs")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave"),
        Binding("j", "move(1)", "Next", show=False),
        Binding("k", "move(-1)", "Previous", show=False),
        Binding("g", "go_to(0)", "First", show=False),
        Binding("G", "go_to(-1)", "Last", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The themes, dark and light, each with its colours."""
        with Vertical(classes="dialog", id="themes"):
            yield Static("Theme", classes="dialog-title")
            yield OptionList(id="theme-list", markup=False)
            yield answers(enter="choose", escape="cancel")

    def on_mount(self) -> None:
        """Begin with the theme that is on."""
        self._before = self.app.theme
        self._names = [name for name in OFFERED if name in self.app.available_themes]
        if self._before not in self._names:
            self._names.insert(0, self._before)
        themes = self.query_one(OptionList)
        themes.add_options([Option(self._label(name)) for name in self._names])
        themes.highlighted = self._names.index(self._before)
        self.set_focus(themes)
        self.app.theme_changed_signal.subscribe(self, self._show_beneath)

    def _show_beneath(self, _: Theme) -> None:
        """Draw the screen beneath in the new colours.

        Textual draws this dialog before it gives the screens beneath their new styles, and
        these then ask for another drawing in a way that gets lost now and then.
        """
        self.refresh()

    def _label(self, name: str) -> Content:
        theme = self.app.available_themes[name]
        colors = [theme.primary, theme.accent or theme.primary, theme.success or theme.primary]
        swatches = [("■ ", color) for color in colors]
        return Content.assemble(f"{name:<20}", *swatches, "dark" if theme.dark else "light")

    @on(OptionList.OptionHighlighted)
    def seen(self, event: OptionList.OptionHighlighted) -> None:
        """Show the theme under the cursor at once."""
        event.stop()
        self.app.theme = self._names[event.option_index]

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.dismiss(self._names[event.option_index])

    @on(Answer.Chosen)
    def answered(self, event: Answer.Chosen) -> None:
        """A click on an answer is its key."""
        if event.key == "enter":
            self.dismiss(self.app.theme)
        else:
            self.action_leave()

    def action_move(self, by: int) -> None:
        """Move as the arrows do."""
        themes = self.query_one(OptionList)
        if by > 0:
            themes.action_cursor_down()
        else:
            themes.action_cursor_up()

    def action_go_to(self, place: int) -> None:
        """To the first theme, or the last."""
        themes = self.query_one(OptionList)
        themes.highlighted = place % themes.option_count

    def action_leave(self) -> None:
        """Put the theme from before back."""
        self.app.theme = self._before
        self.dismiss(None)


class WelcomeDialog(Dialog[str]):
    """What this is, and the keys to begin with; gives the key that closed it, if it is to act."""

    CSS_PATH = sheets("dialogs")
    #: Actions and what the welcome calls them, in two columns.
    KEYS: ClassVar = (
        (("down", "up"), "move", ("search",), "search"),
        (("read-on",), "read on", ("help",), "all keys"),
        (("star",), "star", ("undo",), "undo"),
        (("next-account",), "same story", ("back",), "back, quit"),
        (("import",), "add your own", ("samples",), "samples away"),
    )

    def __init__(self, keys: KeysInForce) -> None:
        """It names these keys."""
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """A line on what this is, six keys, a word on the samples."""
        with Vertical(classes="dialog", id="welcome"):
            yield Static("tuinews", classes="dialog-title")
            yield Static(
                "News without the clutter, kept on your own disk.",
                classes="dialog-text",
            )
            yield Static(self._table(), classes="dialog-text")
            yield Static(
                Content.assemble(
                    "These are samples; ",
                    (self._sign("samples"), "bold $accent"),
                    " puts them away.",
                ),
                classes="dialog-text",
            )
            yield answers(enter="a tour of five keys", escape="close and read")

    def _sign(self, *actions: str) -> str:
        """Return the first key of each action as it is written."""
        return " ".join(map(self._keys.sign, actions))

    def _table(self) -> Content:
        rows = []
        for left, says, right, says_too in self.KEYS:
            rows.append(
                Content.assemble(
                    (f"{self._sign(*left):<8}", "bold $accent"),
                    f"{says:<14}",
                    (f"{self._sign(*right):<4}", "bold $accent"),
                    says_too,
                )
            )
        return Content("\n").join(rows)

    def on_key(self, event: events.Key) -> None:
        """Any key closes; those with which one only closes a dialog do no more than that."""
        event.stop()
        event.prevent_default()
        self.dismiss("" if event.key in ("escape", "q") else event.key)

    @on(Answer.Chosen)
    def answered(self, event: Answer.Chosen) -> None:
        """A click on an answer is its key."""
        self.dismiss("" if event.key == "escape" else event.key)

    def on_click(self) -> None:
        """A click anywhere closes, too."""
        self.dismiss("")
