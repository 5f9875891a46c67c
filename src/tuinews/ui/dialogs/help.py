"""The help screen: every key, found by typing."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tuinews.ui.actions import ACTIONS, Action
from tuinews.ui.commands import ALSO
from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.drawing.wrap import wrap
from tuinews.ui.keys import KeysInForce
from tuinews.ui.styles import sheets

SEARCHING = """\
Search language
  two words            both, anywhere in headline or text
  "exact words"        this phrase
  -word                not this
  rain OR snow         either; brackets group
  source:wire  author:keller  headline:storm  tag:later
  is:unread  is:read  is:starred  is:tagged
  after:2021-10-01  before:2021-11  newer:3d  words:>500
"""


KEYS, INDENT = 20, 4  # cells before what a key does: beside the key, below it
LEAST = 20  # cells that are room enough beside a key
AROUND = 5  # cells of padding and scrollbar


class HelpScreen(Dialog[None]):
    """All actions with their keys, narrowed down as one types."""

    CSS_PATH = sheets("help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "dismiss", "Close"),
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, keys: KeysInForce) -> None:
        """It shows these keys."""
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """A field and the table beneath it."""
        with Vertical(id="help"):
            yield Static("Keys", id="help-title", markup=False)
            yield Input(
                placeholder="type to find a key or what it does; Esc closes", id="help-find"
            )
            with VerticalScroll(id="help-scroll", can_focus=False):
                yield Static(self._table(""), id="help-table")

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.query_one("#help-find"))

    @on(Input.Changed, "#help-find")
    def narrow(self, event: Input.Changed) -> None:
        """Show what fits."""
        event.stop()
        self.query_one("#help-table", Static).update(self._table(event.value))
        self.query_one("#help-scroll").scroll_home(animate=False)

    @on(Input.Submitted, "#help-find")
    def done(self) -> None:
        """Enter closes as well."""
        self.dismiss()

    def action_scroll(self, lines: int) -> None:
        """Scroll the table while the field keeps the focus."""
        self.query_one("#help-scroll").scroll_relative(y=lines, animate=False)

    def _table(self, wanted: str) -> Content:
        words = wanted.casefold().split()
        parts: list[Content | str | tuple[str, str]] = []
        fitting = [action for action in ACTIONS if self._fits(action, words)]
        for group, actions in groupby(fitting, key=lambda action: action.group):
            parts.append((f"{group}\n", "bold $accent"))
            for action in actions:
                keys = self._keys.signs(action.id)
                parts += [(f"  {keys:<18}", "bold"), f"{self._hanging(action.says)}\n"]
            parts.append("\n")
        shown = [
            text for text in SEARCHING.splitlines() if all(w in text.casefold() for w in words)
        ]
        if shown:
            title, rest = ("", shown) if words else (shown[0], shown[1:])
            parts += [(f"{title or 'Search language'}\n", "bold $accent"), "\n".join(rest), "\n"]
        if not parts:
            none = f"No key does “{wanted}”."
            parts.append(self._keys.after(none, "palette", " The command palette ({}) finds more."))
        return Content.assemble(*parts)

    def _hanging(self, says: str) -> str:
        """Return what a key does, beside its key as far as there is room, else below it."""
        inner = min(76, self.app.size.width * 96 // 100) - AROUND
        beside = inner - KEYS >= LEAST
        indent = KEYS if beside else INDENT
        lines = [says[start:end] for start, end in wrap(says, max(8, inner - indent))]
        return ("" if beside else "\n" + " " * indent) + ("\n" + " " * indent).join(lines)

    def _fits(self, action: Action, words: list[str]) -> bool:
        keys = self._keys.signs(action.id)
        also = ALSO.get(action.id, "")
        text = f"{keys} {action.says} {action.group} {action.id} {also}".casefold()
        return all(word in text for word in words)
