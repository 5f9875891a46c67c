"""A screen that draws what a key does in one frame, and as soon as it is done."""

from __future__ import annotations

import asyncio
import math
import time
from typing import Any

from textual.screen import Screen, ScreenResultType

from tuinews.ui.drawing.layout import Layout

LAYOUTS = 2  # before a frame, at most
LONGEST = 0.05  # seconds that a frame is held back, however many keys follow each other
OPENING = 0.5  # seconds that the first frame of a screen waits for all that belongs to it, at most


class Frames(Screen[ScreenResultType]):
    """Textual's own screen, but that its next frame can be held back until all is done.

    By itself Textual draws every sixtieth of a second: half of what a key does in one frame, the
    rest in the next.
    """

    def __init__(self, *words: Any, **options: Any) -> None:
        """Take what every screen takes."""
        super().__init__(*words, **options)
        self._compositor = Layout()
        self._held_until = math.inf  # in seconds of `time.monotonic`; before it opens, for ever

    def on_screen_resume(self) -> None:
        """A screen that opens, or is come back to, is drawn once all of it is in place."""
        self._held_until = time.monotonic() + OPENING
        self.call_later(self.call_later, self.in_place)

    def in_place(self) -> None:
        """Draw what has just come on top."""
        self.show_frame()

    def hold_frame(self) -> None:
        """Draw nothing until `show_frame`, or for a twentieth of a second."""
        now = time.monotonic()
        if now >= self._held_until:
            self._held_until = now + LONGEST

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
        for below in self.app._background_screens:  # which are seen through this one
            if isinstance(below, Frames):
                below._draw_now()
                below._repaint_required = False  # Textual would have it drawn once more
        self._draw_now()

    def _draw_now(self) -> None:
        self._held_until = 0.0
        self._on_timer_update()
        self._compositor_refresh()

    def _on_timer_update(self) -> None:
        if time.monotonic() >= self._held_until:
            super()._on_timer_update()

    def _compositor_refresh(self) -> None:
        if time.monotonic() >= self._held_until:
            super()._compositor_refresh()
