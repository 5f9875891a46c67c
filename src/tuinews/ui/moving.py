"""Moving on the main screen: in the focused pane, from pane to pane, and back."""

from __future__ import annotations

import time
from typing import Protocol

from tuinews.ui.keeping import KeepingScreen

RELATED_PAGE = 6  # entries
ASKS_FOR = 1.0  # seconds after something was closed in which one more q does not quit


class CursorPane(Protocol):
    """A pane with a cursor."""

    def move(self, by: int) -> None:
        """Move the cursor by so many entries."""
        ...

    def move_to(self, index: int) -> None:
        """Put the cursor on an entry; on the last where there are fewer."""
        ...


class MovingScreen(KeepingScreen):
    """The reading screen whose panes can be walked through."""

    _left_at = -ASKS_FOR  # when something was closed with q last

    def _cursor_pane(self) -> CursorPane | None:
        """Return the focused pane where it has a cursor; None in the reader."""
        panes: dict[str, CursorPane] = {
            "sources": self.sources.list,
            "list": self.list,
            "related": self.related,
        }
        return panes.get(self.pane)

    def _page_rows(self) -> int:
        if self.pane == "list":
            return self.list.page_rows
        return self.sources.list.page_rows if self.pane == "sources" else RELATED_PAGE

    def action_down(self) -> None:
        """Down in the focused pane."""
        self._step(1)

    def action_up(self) -> None:
        """Up in the focused pane."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if (pane := self._cursor_pane()) is not None:
            pane.move(by)
        else:
            self.reader.scroll_lines(by)

    def action_top(self) -> None:
        """To the top of the focused pane."""
        if (pane := self._cursor_pane()) is not None:
            pane.move_to(0)
        else:
            self.reader.top()

    def action_bottom(self) -> None:
        """To the bottom of the focused pane."""
        if (pane := self._cursor_pane()) is not None:
            pane.move_to(10**9)
        else:
            self.reader.bottom()

    def action_half_page(self, step: int) -> None:
        """Half a page up or down."""
        if (pane := self._cursor_pane()) is not None:
            pane.move(step * max(1, self._page_rows() // 2))
        else:
            self.reader.half_page(step)

    def action_page(self, step: int) -> None:
        """A page up or down."""
        if (pane := self._cursor_pane()) is not None:
            pane.move(step * self._page_rows())
        elif step > 0:
            self.reader.page_down()
        else:
            self.reader.page_up()

    def action_pane(self, by: int) -> None:
        """Go to the pane on the right or left; in the sources, unfold or fold first."""
        folds = self.sources.list
        if self.pane == "sources" and (folds.unfold() if by > 0 else folds.fold()):
            return
        panes = list(self._panes())
        place = panes.index(self.pane) + by
        if 0 <= place < len(panes):
            self.focus_pane(panes[place])

    def action_open(self) -> None:
        """Open what the cursor is on."""
        if self.pane == "sources":
            self.sources.list.open_current()
        elif self.pane == "related":
            self.related.open_current()
        elif self.pane == "list" and (row := self.list.current) is not None:
            self.open(row.id)

    def action_back(self, out: bool) -> None:
        """Step back: out of zen and x-ray, from pane to pane, out of the search; last, `out`.

        Who has closed something a moment ago with q may not have meant to quit with the next.
        """
        now = time.monotonic()
        if self._step_back():
            self._left_at = now if out else -ASKS_FOR
        elif out and now - self._left_at < ASKS_FOR:
            self._left_at = -ASKS_FOR
            self.say(doing="q again quits")
        elif out:
            self.action_quit_app()
        else:
            self.say(doing="q quits")

    def _step_back(self) -> bool:
        """Close one thing, or go one pane back; False where there is nothing."""
        if self.zen:
            self.toggle_zen()
        elif self.pane == "reader" and self.reader.xray:
            self.reader.toggle_xray()
            self.say()
        elif self.pane == "reader" and self.showing_changes:
            self.showing_changes = False
            self.refresh_article()
        elif self.pane == "sources":
            self.focus_pane("list")
        elif self.pane != "list":
            self.action_pane(-1)
        elif self.searching:
            self.end_search()
        elif self.desk.view.source is not None or self.desk.view.followed:
            self.show_source(None)
        else:
            return False
        return True

    def action_quit_app(self) -> None:
        """Leave; everything is kept."""
        self.keep_place()
        self.app.exit()

    def toggle_zen(self) -> None:
        """Show only the text, or everything again."""
        self.zen = not self.zen
        self.set_class(self.zen, "-zen")
        self.focus_pane("reader")
