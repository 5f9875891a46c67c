"""The dialog that chooses a theme, each shown where the cursor rests on it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.theme import Theme
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tuinews.ui.dialogs.answers import answers
from tuinews.ui.dialogs.menu import Choices
from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.styles import sheets
from tuinews.ui.themes import OFFERED

REST = 0.06  # seconds without a key after which the theme under the cursor is shown


class ThemeDialog(Dialog[str | None]):
    """Choose a theme by seeing it; gives its name, or None after putting the old one back."""

    CSS_PATH = sheets("dialogs")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave"),
    ]

    def compose(self) -> ComposeResult:
        """The themes, dark and light, each with its colours."""
        with Vertical(classes="dialog", id="themes"):
            yield Static("Theme", classes="dialog-title")
            yield Choices(id="theme-list", markup=False)
            yield answers(enter="choose", escape="cancel")

    def on_mount(self) -> None:
        """Begin with the theme that is on."""
        self._before = self.app.theme
        self._resting = self.set_timer(REST, lambda: None)
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
        """Show the theme that the cursor rests on: styling all anew takes longer than a key."""
        event.stop()
        self._resting.stop()
        self._resting = self.set_timer(REST, partial(self._show, self._names[event.option_index]))

    def _show(self, name: str) -> None:
        self._resting.stop()
        self.app.theme = name

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        name = self._names[event.option_index]
        self._show(name)
        self.dismiss(name)

    def action_leave(self) -> None:
        """Put the theme from before back."""
        self._show(self._before)
        self.dismiss(None)
