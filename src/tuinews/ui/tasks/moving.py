"""Moving on the main screen: in the focused pane, from pane to pane, and back."""

from __future__ import annotations

import time
from collections.abc import Callable

from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.lists.cursorview import CursorView
from tuinews.ui.panes import Panes
from tuinews.ui.tasks.finding import FindInArticle
from tuinews.ui.tasks.openarticle import OpenArticle
from tuinews.ui.tasks.searching import SearchSession
from tuinews.ui.tasks.sourcechoice import SourceChoice

ASKS_FOR = 1.0  # seconds after something was closed in which one more q does not quit
LAST = 10**9  # beyond every list


class Moving:
    """Moves the cursor of the focused pane, and the focus."""

    def __init__(self, panes: Panes, opened: OpenArticle) -> None:
        """In a list, `opened` is what opens the article under the cursor."""
        self._panes, self._opened = panes, opened

    def _list(self) -> CursorView | None:
        """Return the focused pane where it is a list; None for the article pane."""
        pane = self._panes.parts[self._panes.current]
        return pane if isinstance(pane, CursorView) else None

    def by(self, entries: int) -> None:
        """Move by so many entries; in an article, lines."""
        if (pane := self._list()) is not None:
            pane.move(entries)
        else:
            self._panes.reader.scroll_lines(entries)

    def to_top(self) -> None:
        """Move to the top of the focused pane."""
        if (pane := self._list()) is not None:
            pane.move_to(0)
        else:
            self._panes.reader.top()

    def to_bottom(self) -> None:
        """Move to the bottom of the focused pane."""
        if (pane := self._list()) is not None:
            pane.move_to(LAST)
        else:
            self._panes.reader.bottom()

    def half_page(self, step: int) -> None:
        """Move half a page down (1) or up (-1)."""
        if (pane := self._list()) is not None:
            pane.move(step * max(1, pane.page_rows // 2))
        else:
            self._panes.reader.half_page(step)

    def page(self, step: int) -> None:
        """Move a page down (1) or up (-1)."""
        if (pane := self._list()) is not None:
            pane.move(step * pane.page_rows)
        elif step > 0:
            self._panes.reader.page_down()
        else:
            self._panes.reader.page_up()

    def sideways(self, step: int) -> None:
        """Go to the pane on the right (1) or left (-1); in the sources, unfold or fold first."""
        panes, folds = self._panes, self._panes.sources.list
        if panes.current == "sources" and (folds.unfold() if step > 0 else folds.fold()):
            return
        names = list(panes.parts)
        place = names.index(panes.current) + step
        if 0 <= place < len(names):
            panes.go_to(names[place])

    def round(self, step: int) -> None:
        """Go to the next pane (1) or the one before (-1); beyond the last is the first."""
        names = list(self._panes.parts)
        self._panes.go_to(names[(names.index(self._panes.current) + step) % len(names)])

    def open(self) -> None:
        """Open what the cursor is on."""
        pane = self._panes.current
        if pane == "sources":
            self._panes.sources.list.open_current()
        elif pane == "related":
            self._panes.related.open_current()
        elif pane == "list" and (row := self._panes.list.current) is not None:
            self._opened.open(row.id)


class SteppingBack:
    """Closes one thing after the other; last, the program."""

    def __init__(
        self,
        desk: Desk,
        panes: Panes,
        moving: Moving,
        search: SearchSession,
        find: FindInArticle,
        sources: SourceChoice,
        opened: OpenArticle,
        host: Host,
        leave: Callable[[], object],
    ) -> None:
        """`leave` ends the program."""
        self._desk, self._panes, self._moving, self._search = desk, panes, moving, search
        self._find, self._sources, self._opened, self._host = find, sources, opened, host
        self._leave = leave
        self._closed_at = -ASKS_FOR  # when something was closed with q last

    def back(self, *, out: bool) -> None:
        """Step back: out of what was found, zen, x-ray, pane and search; last, `out`.

        Who has closed something a moment ago with q may not have meant to quit with the next.
        """
        now, key = time.monotonic(), self._host.keys.sign("back") or self._host.keys.sign("quit")
        if self._close():
            self._closed_at = now if out else -ASKS_FOR
        elif out and now - self._closed_at < ASKS_FOR:
            self._closed_at = -ASKS_FOR
            self._host.say(f"{key} again quits")
        elif out:
            self._leave()
        else:
            self._host.say(f"{key} quits")

    def _close(self) -> bool:
        """Close one thing, or go one pane back; False where there is nothing."""
        panes, pane = self._panes, self._panes.current
        if pane == "reader" and self._find.on:
            self._find.end()
        elif panes.zen:
            panes.toggle_zen()
        elif pane == "reader" and panes.reader.xray:
            self._opened.toggle_xray()
        elif pane == "reader" and self._opened.showing_changes:
            self._opened.toggle_changes()
        elif pane == "sources":
            panes.go_to("list")
        elif pane == "list" and panes.list.selected:
            panes.list.select_none()
        elif pane != "list":
            self._moving.sideways(-1)
        elif self._search.on:
            self._search.end()
        elif self._desk.view.narrowed:
            self._sources.show(None)
        else:
            return False
        return True
