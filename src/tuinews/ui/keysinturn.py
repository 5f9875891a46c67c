"""Keys one after the other: each is done with before the next is handed out.

Textual gives a key to the widget that has the focus when the key arrives; from there it goes
up, widget by widget, to the app, where bindings are found. A key typed at once behind it is on
its own way by then, so that the "s" of "/storm" would still find the list, and star.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from functools import partial

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.widgets import Input

from tuinews.text import safe
from tuinews.ui.drawing.frames import Frames

PATIENCE = 2.0  # seconds that a key may take; then the next is handed out all the same
_SOON = 0.002  # seconds until a screen that opens is looked at again


class KeysInTurn(App[None]):
    """An app whose keys wait for one another."""

    def __init__(self, *words: object, **options: object) -> None:
        """Take what every app takes."""
        super().__init__(*words, **options)  # type: ignore[arg-type]
        self._keys: deque[events.Key] = deque()
        self._busy_since: float | None = None
        self._once_done: list[Callable[[], object]] = []
        self._opening = False  # a screen is waited for that opens

    def after_keys(self, then: Callable[[], object]) -> None:
        """Call `then` once all keys that wait are done with; at once where none does."""
        if self._busy_since is None:
            then()
            return
        self._once_done.append(then)
        self.call_next(self._try_again)

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait for its turn; all else goes as ever.

        What is typed or pasted is text from outside: a field draws it as it comes.
        """
        if isinstance(event, events.Paste):
            event.text = safe(event.text)
        if isinstance(event, events.Key) and _is_unseen(event.character):
            return
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._keys.append(event)
        now = time.monotonic()
        if self._busy_since is None or now - self._busy_since > PATIENCE:
            self._busy_since = now
            await self._hand_out()

    async def _hand_out(self) -> None:
        """Give the next key to who has the focus now."""
        if not self._keys:
            self._busy_since = None
            done, self._once_done = self._once_done, []
            for then in done:  # behind what the last key made its widget tell
                self._follow(self.focused, then)
        elif not self.screen.is_mounted:
            self._opening = True
            self.set_timer(_SOON, self._try_again)
        else:
            self._busy_since = time.monotonic()
            self._hold_frame()
            first = self.focused or self.screen
            await super().on_event(self._keys.popleft())
            field = first if isinstance(first, Input) else None
            self._follow(first, partial(self._follow, field, self._hand_out))

    def _hold_frame(self) -> None:
        """Have what the key does drawn in one frame, once no key waits any more."""
        screen = self.screen
        if isinstance(screen, Frames):
            screen.hold_frame()
            if screen.show_frame not in self._once_done:
                self._once_done.append(screen.show_frame)

    async def _try_again(self) -> None:
        """Hand the next key out if it still waits for a screen."""
        if self._opening:
            self._opening = False
            await self._hand_out()

    def _follow(self, node: MessagePump | None, then: Callable[[], object]) -> None:
        """Queue up behind the key at `node`, then at each node above, as the key itself goes.

        At the top the key has been handled by all of them: `then` is called. A field tells of
        Enter by a message of its own, which goes the same way once more.
        """
        while node is not None and node is not self:
            if node.call_later(self._follow, node._parent, then):
                return
            node = node._parent
        self.call_later(then)


def _is_unseen(character: str | None) -> bool:
    """Whether a character, other than of keys such as Enter, hides or acts on a terminal."""
    return character is not None and not character.isascii() and safe(character) != character
