"""A short tour of what no other reader has: a line at the foot names a key, and waits for it."""

from __future__ import annotations

from tuinews.ui.host import Host
from tuinews.ui.panes import Panes

LOOKED_AT = 100  # rows among which a story of several accounts is looked for

#: The action that each step waits for, and what the foot says meanwhile; {} is its key.
STEPS = (
    ("open", "{} opens the article"),
    ("next-account", "{} opens another account of the same story"),
    ("compare", "{} puts both side by side; {back} comes back from there"),
    ("xray", "{} shows what was cut from the page, and why"),
    ("search-all", "{} finds any word of any article as you type"),
)


class Tour:
    """Where the user is on the tour, if on it."""

    def __init__(self, panes: Panes, host: Host) -> None:
        """Nobody has set out."""
        self._panes, self._host = panes, host
        self._step = len(STEPS)
        self._from = "list"  # the pane from which the user set out

    @property
    def on(self) -> bool:
        """Whether the user is on the tour."""
        return self._step < len(STEPS)

    def begin(self) -> None:
        """Put the cursor on a story of several accounts, and name the first key."""
        rows = self._panes.list
        stories = (at for at in range(min(LOOKED_AT, len(rows.keys))) if self._folds(at))
        first = next(stories, None)
        if first is None:
            said = "the tour needs a story of several accounts"
            self._host.say_key(said, "samples", "; {} brings the samples")
            return
        self._from = self._panes.current
        self._panes.go_to("list")
        rows.move_to(first)
        self._step = 0
        self._host.say("")

    def _folds(self, index: int) -> bool:
        row = self._panes.list.at(index)
        return row is not None and row.folds

    def ends_with(self, action: str) -> bool:
        """End the tour where an action means that, and return whether it did.

        Before its first step that leads back to the pane where it began.
        """
        if not self.on or action != "escape":
            return False
        if not self._step:
            self._panes.go_to(self._from)
        self._step = len(STEPS)
        self._host.say("the tour has ended")
        return True

    def after(self, action: str) -> None:
        """Go on where the action did what was waited for; other keys open an article, too."""
        if not self.on:
            return
        waited_for = STEPS[self._step][0]
        opened = waited_for == "open" and self._panes.current == "reader"
        searches = waited_for == "search-all" and self._panes.typing
        if action != waited_for and not opened and not searches:
            return
        self._step += 1
        last = self._step == len(STEPS)
        told = self._host.keys.after("that was the tour", "help", "; {} lists every key")
        self._host.say(told if last else "")

    def status_text(self) -> str:
        """Return what the foot says meanwhile; "" where nobody is on the tour."""
        if not self.on:
            return ""
        keys = self._host.keys
        action, words = STEPS[self._step]
        key = keys.sign(action) or "the command palette"
        said = words.format(key, back=keys.sign("back"))
        return keys.after(f"{self._step + 1}/{len(STEPS)}: {said}", "escape", "; {} ends the tour")
