"""A screen that draws what a key does in one frame, and as soon as it is done."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from textual.screen import Screen, ScreenResultType

from tuinews.ui.drawing.layout import Layout

LAYOUTS = 2  # before a frame, at most
LONGEST = 0.05  # seconds that a frame is held back, however many keys follow each other


class Frames(Screen[ScreenResultType]):
    """Textual's own screen, but that its next frame can be held back until all is done.

    By itself Textual draws every sixtieth of a second: half of what a key does in one frame, the
    rest in the next.
    """

    def __init__(self, *words: Any, **options: Any) -> None:
        """Take what every screen takes."""
        super().__init__(*words, **options)
        self._compositor = Layout()
        self._held_until = 0.0  # in seconds of `time.monotonic`

    def hold_frame(self, longest: float = LONGEST) -> None:
        """Draw nothing until `show_frame`, or for `longest` seconds."""
        now = time.monotonic()
        if now >= self._held_until:
            self._held_until = now + longest

    def show_frame(self) -> None:
        """Draw all that has changed, as soon as all widgets have told of it."""
        self._draw_soon(LAYOUTS)

    def _draw_soon(self, layouts: int) -> None:
        """Draw when each widget has handled what waits for it, and told what is to be drawn."""
        asyncio.get_running_loop().call_soon(self.call_later, self._draw_frame, layouts)

    def _draw_frame(self, layouts: int) -> None:
        """Draw, after at most so many layouts: a scrollbar that comes makes another necessary."""
        if layouts and self._layout_required and self.is_current:
            self._layout_required = False
            self._refresh_layout(scroll=self._scroll_required)
            self._scroll_required = False
            self._draw_soon(layouts - 1)
            return
        self._held_until = 0.0
        self._on_timer_update()
        self._compositor_refresh()

    def _on_timer_update(self) -> None:
        if time.monotonic() >= self._held_until:
            super()._on_timer_update()

    def _compositor_refresh(self) -> None:
        if time.monotonic() >= self._held_until:
            super()._compositor_refresh()
