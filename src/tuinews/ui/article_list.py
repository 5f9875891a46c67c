"""The list of articles: a Line-API widget over a frozen view of keys.

It holds only keys; rows are fetched a page at a time when they are drawn, so ten articles
and a hundred thousand cost the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuinews.store.folding import Folds
from tuinews.store.views import Row
from tuinews.ui.folds import ListRow, Seen, list_row, list_rows
from tuinews.ui.mixing import added, over
from tuinews.ui.paint import joined
from tuinews.ui.rows import UNICODE, Signs, component, lay_out, lines_a_row
from tuinews.values import dataclass

PAGE = 64  # rows fetched at once
PAGES = 16  # pages kept
SOME = 4096  # rows asked about at once, at most

Fetch = Callable[[Sequence[int]], list[Row]]


class ArticleList(ScrollView, can_focus=True):
    """Articles, a row of one or two lines each. Messages: `Opened`, `Moved`.

    A story may be one row with all of its accounts; unfolded, the others stand below it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--row",
        "list--read",
        "list--unread",
        "list--muted",
        "list--mark",
        "list--star",
        "list--hit",
        "list--here",
        "list--news",
        "list--cursor",
        "list--cursor-blurred",
        "list--cursor-muted",
        "list--empty",
    }

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Opened(Message):
        """The reader wants this row's article."""

        id: str

    @dataclass
    class Moved(Message):
        """The cursor stands on another row now."""

        index: int

        def can_replace(self, message: Message) -> bool:
            """Only the last of several moves matters."""
            return isinstance(message, ArticleList.Moved)

    def __init__(
        self,
        fetch: Fetch,
        now: Callable[[], datetime],
        signs: Signs = UNICODE,
        *,
        iso_dates: bool = False,
        seen: Seen | None = None,
        copies: Callable[[Sequence[int]], Mapping[int, int]] = lambda keys: {},
    ) -> None:
        """`fetch` gives the rows of keys, in their order; `now` the time that ages count from.

        With `iso_dates` rows tell dates, "2021-10-20", in place of ages. `seen` tells what
        the reader has seen of a followed story, `copies` which keys
        are of copies of one text: those have the same number.
        """
        super().__init__(id="list")
        self._fetch = fetch
        self._now = now
        self.signs = signs
        self._iso_dates = iso_dates
        self._seen = seen
        self._copies = copies
        self.keys: array[int] = array("q")  # of rows; of those below an unfolded one: ~key
        self.folds = Folds()
        self.unfolded: frozenset[int] = frozenset()  # keys of rows
        #: Of unfolded rows and those below them: the account named, and copies of its text.
        self._own: dict[int, list[int]] = {}
        self.best = True  # a story is named by the best of its headlines, not by the first
        self.terms: tuple[str, ...] = ()
        self.opened = ""  # id of the article in the reader
        self.empty = ""  # what to say when there is nothing
        self._pages: dict[int, list[ListRow | None]] = {}
        self._lines = 1  # that a row takes

    # --- what it shows ------------------------------------------------------------------

    def show(
        self,
        folds: Folds,
        *,
        cursor: int = 0,
        top: int | None = None,
        unfolded: frozenset[int] = frozenset(),
        best: bool = True,
    ) -> None:
        """Show these rows, the cursor on index `cursor`, the first visible line being `top`.

        Stories are unfolded that have one of the accounts with the keys `unfolded`.
        """
        self.best = best
        self._take(folds, unfolded)
        self._measure()
        self.set_reactive(ArticleList.cursor, max(0, min(cursor, len(self.keys) - 1)))
        if top is not None:
            self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(self.cursor))

    def extend(self, folds: Folds) -> None:
        """Put the rest of a view behind the rows that are shown already."""
        before = self.folds
        self._take(folds, self.unfolded)
        self._lengthen()
        if any(before.accounts.get(key) != folds.accounts.get(key) for key in before.keys):
            self.refresh()

    def _take(self, folds: Folds, unfolded: frozenset[int]) -> None:
        """Take the rows of a view; those below the unfolded ones go between them."""
        self._pages.clear()
        self.folds = folds
        self.unfolded = unfolded and frozenset(
            key for key, some in folds.accounts.items() if not unfolded.isdisjoint(some)
        )
        self.keys = folds.keys
        if self.unfolded:
            self.keys = array("q")
            for key in folds.keys:
                self.keys.append(key)
                if key in self.unfolded:
                    self.keys.extend(self._below(key))

    def _below(self, key: int) -> list[int]:
        """Return what stands below an unfolded row."""
        rows = self._fetch(self.folds.accounts[key])
        if not rows:
            return []
        named = list_row(rows, best=self.best).row
        same = self._copies([row.key for row in rows])
        texts: dict[int, list[int]] = {same.get(named.key, named.key): [named.key]}
        for row in rows:
            if row is not named:
                texts.setdefault(same.get(row.key, row.key), []).append(row.key)
        first, *others = texts.values()
        if not others:  # all of them are copies: each has a row of its own
            first, others = first[:1], [[one] for one in first[1:]]
        self._own[key] = first
        self._own |= {~some[0]: some for some in others}
        return [~some[0] for some in others]

    def at(self, index: int) -> ListRow | None:
        """Return the row at `index` with what it folds; None where there is none."""
        if not 0 <= index < len(self.keys):
            return None
        number, place = divmod(index, PAGE)
        if number not in self._pages:
            while len(self._pages) >= PAGES:
                self._pages.pop(next(iter(self._pages)))
            self._pages[number] = list_rows(
                self.keys[number * PAGE : (number + 1) * PAGE],
                self.folds.accounts,
                self._fetch,
                best=self.best,
                unfolded=self.unfolded,
                own=self._own,
                seen=self._seen,
            )
        return self._pages[number][place]

    def row(self, index: int) -> Row | None:
        """Return the account that the row at `index` names; None where there is none."""
        listed = self.at(index)
        return listed.row if listed else None

    @property
    def current(self) -> Row | None:
        """The account that the row under the cursor names."""
        return self.row(self.cursor)

    @property
    def chosen(self) -> ListRow | None:
        """The row under the cursor with what it folds."""
        return self.at(self.cursor)

    def forget(self) -> None:
        """Fetch rows anew: their state has changed."""
        self._pages.clear()
        self.refresh()

    def forget_rows(self, ids: Sequence[str]) -> None:
        """Fetch these rows anew and redraw only them."""
        wanted = set(ids)
        for number, page in list(self._pages.items()):
            places = [place for place, listed in enumerate(page) if _tells(listed, wanted)]
            if places:
                del self._pages[number]
            for place in places:
                self._redraw_row(number * PAGE + place)

    def index_of(self, identity: str) -> int | None:
        """Return where an article stands among the pages that are loaded."""
        for number, page in self._pages.items():
            for place, listed in enumerate(page):
                if listed is not None and any(row.id == identity for row in listed.here):
                    return number * PAGE + place
        return None

    def place_of(self, key: int) -> int | None:
        """Return where the article with a key stands, by itself or within its story."""
        for wanted in (~key, key):
            if wanted in self.keys:
                return self.keys.index(wanted)
        shown = (one for one, some in self._own.items() if key in some and one in self.keys)
        told = (one for one, some in self.folds.accounts.items() if key in some)
        head = next(shown, next(told, None))
        return self.keys.index(head) if head is not None else None

    def next_of(
        self, which: Callable[[Sequence[int]], set[int]], start: int, step: int
    ) -> int | None:
        """Return the next row from `start`, exclusive, with an article that `which` picks.

        It is asked about some rows at a time, so that what is near is found at once.
        """
        at, many = start + step, PAGE
        while 0 <= at < len(self.keys):
            places = range(at, max(-1, min(len(self.keys), at + step * many)), step)
            held = [(place, self._held(self.keys[place])) for place in places]
            picked = which([key for _, keys in held for key in keys])
            for place, keys in held:
                if not picked.isdisjoint(keys):
                    return place
            at, many = at + step * many, min(2 * many, SOME)
        return None

    def _held(self, key: int) -> Sequence[int]:
        """Return the keys of the articles that a row stands for."""
        if key < 0 or key in self.unfolded:
            return self._own[key]
        return self.folds.accounts.get(key, (key,))

    def set_opened(self, identity: str) -> None:
        """Mark the row of the article that the reader shows."""
        before, self.opened = self.opened, identity
        for changed in {before, identity}:
            index = self.index_of(changed)
            if index is not None:
                self._redraw_row(index)

    # --- folding ------------------------------------------------------------------------

    @property
    def unfolded_accounts(self) -> frozenset[int]:
        """The keys of all accounts of unfolded stories."""
        return frozenset(one for key in self.unfolded for one in self.folds.accounts[key])

    def toggle_fold(self) -> bool | None:
        """Unfold the story under the cursor, or fold it; returns whether it is unfolded now.

        None where there is no story. The row itself stays where it is on the screen.
        """
        index = self.cursor
        while index > 0 and self.keys[index] < 0:
            index -= 1  # the story that the cursor's account stands below
        listed = self.at(index)
        if listed is None or not listed.folds:
            return None
        key = self.keys[index]
        unfolds = not listed.unfolded
        if unfolds:
            below = array("q", self._below(key))
            self.unfolded |= {key}
            self.keys = self.keys[: index + 1] + below + self.keys[index + 1 :]
        else:
            after = index + 1
            while after < len(self.keys) and self.keys[after] < 0:
                after += 1
            self.unfolded -= {key}
            self.keys = self.keys[: index + 1] + self.keys[after:]
        self._pages.clear()
        self.set_reactive(ArticleList.cursor, index)
        self._measure()
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(index))
        return unfolds

    # --- moving -------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor by so many rows, as far as there are rows."""
        self.move_to(self.cursor + by)

    def move_to(self, index: int) -> None:
        """Put the cursor on a row."""
        if self.keys:
            self.cursor = max(0, min(index, len(self.keys) - 1))

    @property
    def page_rows(self) -> int:
        """How many rows a page has."""
        return max(1, self.scrollable_content_region.height // self._lines)

    def watch_cursor(self, before: int, after: int) -> None:
        """Redraw the two rows that change."""
        self._redraw_row(before)
        self._redraw_row(after)
        self._reveal()
        self.post_message(self.Moved(after))

    def _reveal(self) -> None:
        place = Region(0, self.cursor * self._lines, 1, self._lines)
        self.scroll_to_region(place, animate=False, force=True)

    def _redraw_row(self, index: int) -> None:
        self.refresh_lines(index * self._lines, self._lines)

    # --- drawing ------------------------------------------------------------------------

    def _measure(self) -> None:
        self._lines = lines_a_row(self.outer_size.width)  # a scrollbar must not change it
        self.virtual_size = Size(0, len(self.keys) * self._lines)  # as wide as there is room

    def _lengthen(self) -> None:
        """Take in rows that came behind; where there were more than fit, no row is redrawn."""
        height = len(self.keys) * self._lines
        if self.virtual_size.height > self.size.height > 0:
            self.set_reactive(ArticleList.virtual_size, Size(0, height))
            self.vertical_scrollbar.window_virtual_size = height
        else:
            self._measure()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight, and the row at the top where it was."""
        top, lines = self.scroll_offset.y // self._lines, self._lines
        self._measure()
        if lines != self._lines:
            self.scroll_to(y=top * self._lines, animate=False, force=True, immediate=True)
        self._reveal()

    def on_focus(self) -> None:
        """The cursor is drawn stronger while the list has the focus."""
        self._redraw_row(self.cursor)

    def on_blur(self) -> None:
        """The cursor is drawn weaker."""
        self._redraw_row(self.cursor)

    def notify_style_update(self) -> None:
        """A theme has changed."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        width = self.size.width
        base = self.get_component_rich_style("list--row")
        index, line = divmod(y + self.scroll_offset.y, self._lines)
        listed = self.at(index)
        if listed is None:
            text = f" {self.empty}" if not self.keys and y == 1 else ""
            style = self.get_component_rich_style("list--empty")
            return Strip([Segment(text, style)]).adjust_cell_length(width, base)
        if index == self.cursor:
            name = "list--cursor" if self.has_focus else "list--cursor-blurred"
            base = self.get_component_rich_style(name)
        room = self.scrollable_content_region.width
        opened = any(row.id == self.opened for row in listed.here)
        runs = lay_out(
            listed,
            room,
            self._now(),
            lines=self._lines,
            opened=opened,
            terms=self.terms,
            signs=self.signs,
            iso_dates=self._iso_dates,
        )
        chosen = index == self.cursor
        painted = [
            Segment(
                text, over(base, added(self, f"list--{component(name, listed, chosen=chosen)}"))
            )
            for text, name in runs[line]
        ]
        return Strip(joined(painted)).adjust_cell_length(width, base)

    # --- mouse --------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a second one opens."""
        index = (event.y + self.scroll_offset.y) // self._lines
        if not 0 <= index < len(self.keys):
            return
        again = index == self.cursor
        self.move_to(index)
        if (event.chain > 1 or again) and self.current is not None:
            self.post_message(self.Opened(self.current.id))


def _tells(listed: ListRow | None, wanted: set[str]) -> bool:
    """Return whether a row holds one of these articles."""
    return listed is not None and any(row.id in wanted for row in listed.accounts)
