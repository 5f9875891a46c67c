"""The app: themes, styles, and the main screen on the user's desk."""

from __future__ import annotations

import contextlib
import gc
import os
import select
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import BindingType

from tuinews.paths import Places
from tuinews.settings import Config
from tuinews.ui.desk import Desk, Shelves
from tuinews.ui.keysinturn import KeysInTurn
from tuinews.ui.main import MainScreen
from tuinews.ui.start import early
from tuinews.ui.start.takeover import driver_over
from tuinews.ui.styles import ANSI, MAIN, read_late, sheets
from tuinews.ui.themes import DEFAULT, NO_COLOURS, OWN

if TYPE_CHECKING:
    from textual._path import CSSPathType
    from textual.app import App

KEEP_LOOK_AFTER = 1.0  # seconds
LOOK_FOR_TERMINAL = 3.0  # seconds

#: What ends a program that does not look after it.
_ENDING = (
    signal.SIGTERM,
    signal.SIGHUP,
    signal.SIGINT,
    signal.SIGQUIT,
    signal.SIGABRT,
    signal.SIGALRM,
    signal.SIGUSR1,
    signal.SIGUSR2,
    signal.SIGXCPU,
)


class NewsApp(KeysInTurn):
    """tuinews in a terminal."""

    TITLE = "tuinews"
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False  # by a key of its own: Textual takes it from dialogs too
    COMMANDS: ClassVar[set[Any]] = set()  # the screens' own; none of those that Textual brings
    CSS_PATH: ClassVar[CSSPathType | None] = None

    def __init__(
        self,
        shelves: Shelves,
        config: Config,
        places: Places,
        now: Callable[[], datetime],
        held: early.Held | None = None,
    ) -> None:
        """Everything from outside is handed in: libraries, settings, places, the clock.

        `held` is the terminal where the first headlines are painted already.
        """
        super().__init__(driver_class=driver_over(held), css_path=sheets(*MAIN))
        self.animation_level = config.ui.animation
        self.config, self.places = config, places
        for theme in OWN:
            self.register_theme(theme)
        self._painted = False
        self.main = MainScreen(Desk(shelves), config, places, now)
        if self.no_color:
            self._without_colours()
        if config.ui.ascii:
            from tuinews.ui.drawing.asciisigns import AsciiSigns

            self._filters.append(AsciiSigns())
        chosen = self._theme()
        if chosen == self.theme:  # named by TEXTUAL_THEME before it was there to be looked up
            self.set_reactive(NewsApp.theme, "textual-dark")
        self.theme = chosen

    def _without_colours(self) -> None:
        """Send no colour at all: Textual by itself would send shades of grey."""
        from textual.filter import ANSIToTruecolor, Monochrome, NoColor

        kinds = (ANSIToTruecolor, Monochrome, NoColor)
        self._filters = [one for one in self._filters if not isinstance(one, kinds)] + [NoColor()]

    def _theme(self) -> str:
        if self.no_color:
            return NO_COLOURS
        wished = os.environ.get("TEXTUAL_THEME") or self.main.remembered.ui.theme
        return wished if wished in self.available_themes else DEFAULT

    async def on_event(self, event: events.Event) -> None:
        """Take the size that the terminal has now, not the one that a signal read.

        A signal that interrupts the handler of the one before tells its size first.
        """
        if isinstance(event, events.Resize) and not self.is_headless and event.pixel_size is None:
            event = events.Resize.from_dimensions(shutil.get_terminal_size(), None)
        await super().on_event(event)

    async def run_async(self, *words: Any, **options: Any) -> Any:
        """Run in the event loop of this thread; a signal ends it with 128 + its number."""
        self._end_on_signals()
        return await super().run_async(*words, **options)

    def keep_look(self) -> None:
        """Keep how the first screen looks, for the next start; it is no loss where it cannot."""
        main = self.main
        if not self._painted or self.screen_stack != [main] or not main.panes.as_at_first:
            return
        from tuinews.ui.start import look, portrait

        path = look.file(self.places)
        with contextlib.suppress(OSError):
            look.keep(
                path,
                early.look_key(main.config, main.remembered.memory),
                portrait.look_of(main),
            )

    def exit(self, *words: Any, **options: Any) -> None:
        """Leave; the next start begins as it looks now, and where the user is."""
        if self.screen_stack:
            self.main.keep_place()
            self.keep_look()
        super().exit(*words, **options)

    def get_default_screen(self) -> MainScreen:
        """Begin with the main screen: one below it would be styled and laid out in vain."""
        return self.main

    def refresh_css(self, animate: bool = True) -> None:
        """Style anew what is there; before the first screen there is nothing yet."""
        if self.native_ansi_color:
            read_late(self, *ANSI)
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """What need not be done before the first paint follows it."""
        self.call_after_refresh(self._after_first_paint)

    def action_command_palette(self) -> None:
        """Open the palette, once."""
        from tuinews.ui.dialogs.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def _after_first_paint(self) -> None:
        if not self.is_running:  # left before anything was painted
            return
        self._painted = True
        gc.freeze()  # what is there now is no garbage; from here on some may be
        gc.enable()
        self.set_timer(KEEP_LOOK_AFTER, self.keep_look)
        if not self.is_headless and sys.stdin.isatty():
            self.set_interval(LOOK_FOR_TERMINAL, self._look_for_terminal)
        self.app_resume_signal.subscribe(self, self._paint_again)

    def _look_for_terminal(self) -> None:
        """End where the terminal went away without a signal, as under nohup."""
        poll = select.poll()
        poll.register(sys.stdin, 0)  # hanging up is told unasked
        if poll.poll(0):
            self._end(signal.SIGHUP)

    def _paint_again(self, _: App[Any]) -> None:
        """After a stop (SIGTSTP, `fg`) the terminal's screen is empty."""
        self.refresh(layout=True)

    def _end_on_signals(self) -> None:
        """Give the terminal back whatever ends the program, from its first byte on."""
        import asyncio

        loop = asyncio.get_running_loop()
        for number in _ENDING:
            loop.add_signal_handler(number, self._end, number)

    def _end(self, number: int) -> None:
        self.exit(return_code=128 + number)
