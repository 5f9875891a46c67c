"""The screen with list, reader and related articles: what they show and how news reaches them.

Parents call down, children message up: the widgets know nothing of each other, of the
desk or of the library. Searching builds on this in `ui.searching`, and the keys in `ui.main`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from tuinews.config import Config
from tuinews.model import Article, TuinewsError
from tuinews.paths import Places
from tuinews.settings import Browser
from tuinews.store.library import Library
from tuinews.store.views import Order, Row, Show
from tuinews.text import shown_line
from tuinews.ui import links, memory
from tuinews.ui.actions import ACTIONS
from tuinews.ui.arrangement import LEAST, one_pane, visible
from tuinews.ui.article_list import ArticleList
from tuinews.ui.commands import ActionCommands
from tuinews.ui.desk import FIRST, Desk, Place, View
from tuinews.ui.keysnow import Situation, keys_now
from tuinews.ui.newness import Newness, changes, newness
from tuinews.ui.panes import PaneTitle, SearchField
from tuinews.ui.reader import Page, Reader
from tuinews.ui.related import RelatedList
from tuinews.ui.rows import ASCII, UNICODE
from tuinews.ui.status import Hint, StatusLine

PANE_NAMES = {"sources": "Feeds", "list": "List", "reader": "Article", "related": "Related"}
SHOWS = {Show.ALL: "All", Show.UNREAD: "Unread", Show.STARRED: "Starred"}
ORDERS = {
    Order.NEWEST: "newest first",
    Order.OLDEST: "oldest first",
    Order.RELEVANCE: "best hits first",
    Order.PUBLISHER: "by publisher",
    Order.LONGEST: "longest first",
}
PEEK_AFTER = 0.15  # seconds of rest before the reader shows what the cursor is on
TELL_FOR = 6.0  # seconds that the status line tells what was done
WATCH_EVERY = 2.0  # seconds between two looks whether another program changed the shelf


def pane_classes(shown: bool) -> str:
    """Return the classes of a pane that is shown or not."""
    return "pane" if shown else "pane -off"


class ReadingScreen(Screen[None]):
    """List, reader, related; one pane at a time where there is no room for more."""

    COMMANDS: ClassVar = {ActionCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide"), (160, "-very-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (18, "-tall")]  # noqa: RUF012
    #: As Textual has it, but a change of focus does not draw the whole screen anew.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(action.keys, action.run, action.says, id=action.id, show=False)
        for action in ACTIONS
    ]

    @dataclass
    class KeysLoaded(Message):
        """All keys of a view have been read."""

        view: View
        library: Library
        keys: array[int]

    def __init__(
        self, desk: Desk, config: Config, places: Places, now: Callable[[], datetime]
    ) -> None:
        """Show what `desk` has open; `places` is where the screen's memory is kept."""
        super().__init__()
        self.desk = desk
        self.config = config
        self.places = places
        self.now = now
        self._memory_file = places.state / "screen.json"
        self.memory = memory.recall(self._memory_file)
        signs = ASCII if config.ui.ascii else UNICODE
        self.list = ArticleList(self._fetch, now, signs, iso_dates=config.ui.dates == "iso")
        self.reader = Reader(width=config.ui.width, ascii_signs=config.ui.ascii)
        self.related = RelatedList(ascii_signs=config.ui.ascii)
        self.status = StatusLine()
        self.search = SearchField()
        self.search.display = False
        self.list_title = PaneTitle(id="list-title")
        self.reader_title = PaneTitle(id="reader-title")
        self.related_title = PaneTitle(id="related-title")
        self.article_id = ""  # of the article in the reader
        self.dimming = True  # sentences that were read elsewhere are dimmed
        self.showing_changes = False  # what the publisher changed stands out
        self.zen = False  # only the text is shown
        self._came_from: Place | None = None  # where to return to when the search ends
        self._peek: Timer | None = None
        self._told = ""  # what the status line tells for a while
        self._silence: Timer | None = None
        self._seen = 0  # articles on the shelf when the list was read
        self._version = 0

    # --- building -----------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Three panes and the status line."""
        shown = visible(*self.app.size, "list")  # set before anything is styled for the first time
        with Container(id="panes"):
            yield from self.left_of_list(shown)
            with Vertical(id="list-pane", classes="pane"):
                self.list_title.add_class("-on")
                yield self.list_title
                yield self.search
                yield self.list
            with Vertical(id="reader-pane", classes=pane_classes("reader" in shown)):
                yield self.reader_title
                yield self.reader
            with Vertical(id="related-pane", classes=pane_classes("related" in shown)):
                yield self.related_title
                yield self.related
        yield self.status
        yield Static("too small for news; make the window larger", id="too-small", markup=False)

    def left_of_list(self, shown: frozenset[str]) -> ComposeResult:
        """What stands to the left of the list: nothing yet."""
        yield from ()

    def on_mount(self) -> None:
        """Show the shelf at once; whatever takes longer follows."""
        self.set_keymap_from_config()
        self.focus_pane("list")
        self.load()
        self.set_interval(WATCH_EVERY, self.watch_library)

    def set_keymap_from_config(self) -> None:
        """Give the actions the reader's own keys."""
        if self.config.keys:
            self.app.set_keymap(dict(self.config.keys))

    def _fetch(self, keys: Sequence[int]) -> list[Row]:
        return self.desk.library.rows(keys)

    # --- the list -----------------------------------------------------------------------

    def load(self, *, cursor: int = 0, top: int | None = 0) -> None:
        """Show the desk's view: its first rows now, the rest from a thread."""
        keys = self.desk.keys(FIRST)
        self.list.terms = self.desk.view.terms
        self.list.empty = self._why_empty()
        self.list.show(keys, cursor=cursor, top=top)
        self._seen = self.desk.library.counts().all
        self._version = self.desk.library.version()
        if len(keys) == FIRST:
            self._load_rest(self.desk.view, self.desk.library)
        self.say()

    @work(thread=True, exclusive=True, group="keys", exit_on_error=False)
    def _load_rest(self, view: View, library: Library) -> None:
        order = Order.NEWEST if view.order is Order.RELEVANCE and not view.search else view.order
        keys = library.keys(view.query, view.show, order, feeds=view.feeds)
        self.post_message(self.KeysLoaded(view, library, keys))

    @on(KeysLoaded)
    def take_keys(self, event: KeysLoaded) -> None:
        """Put the rest of the view behind its first rows, unless the view has changed."""
        if event.view == self.desk.view and event.library is self.desk.library:
            if list(event.keys[:FIRST]) == list(self.list.keys[:FIRST]):
                self.list.extend(event.keys)
            self.say()

    def _why_empty(self) -> str:
        view = self.desk.view
        if view.search:
            return "Nothing found. Esc returns to the list."
        if view.show is Show.UNREAD:
            return "Nothing unread. Press 1 for all."
        if view.show is Show.STARRED:
            return "Nothing starred yet. s stars an article."
        return "No articles yet. Press a to import some."

    def watch_library(self) -> None:
        """Notice what another program did to the shelf; never move what is shown."""
        library = self.desk.library
        version = library.version()
        if version == self._version:
            return
        self._version = version
        if not self.list.keys and not self.desk.view.search:
            self.load()
            return
        self.list.forget()
        self.say()

    @on(ArticleList.Moved)
    def moved(self) -> None:
        """Say where the cursor is; at the very start show the first article."""
        self.say()
        if not self.article_id or self.search.display:
            self._peek_soon()

    def _peek_soon(self) -> None:
        if self._peek is not None:
            self._peek.stop()
        self._peek = self.set_timer(PEEK_AFTER, self.peek)

    def peek(self) -> None:
        """Show the article under the cursor without counting it as read."""
        row = self.list.current
        settled = bool(self.article_id) and not self.search.display
        if row is not None and not settled and not self.one_pane:
            self._show(row.id)

    # --- the reader ---------------------------------------------------------------------

    @on(ArticleList.Opened)
    @on(RelatedList.Opened)
    def opened(self, event: ArticleList.Opened | RelatedList.Opened) -> None:
        """Open what was chosen."""
        came_from = self.article_id if isinstance(event, RelatedList.Opened) else ""
        self.open(event.id, came_from=came_from)

    def open(self, identity: str, *, came_from: str = "") -> None:
        """Open an article in the reader and mark it read."""
        if self._peek is not None:
            self._peek.stop()
        try:
            self.desk.open(identity, came_from=came_from)
        except TuinewsError as error:
            self.complain(error)
            return
        self._version = self.desk.library.version()
        with self.app.batch_update():
            self._show(identity)
            self.list.forget_rows([identity])
            self.focus_pane("reader")

    def _show(self, identity: str) -> None:
        """Put an article into the reader and what belongs to it into the sidebar."""
        self.keep_place()
        library = self.desk.library
        try:
            article, state = library.article(identity), library.state(identity)
            belonging = self.desk.belonging(identity)
            news = self._newness(article)
        except TuinewsError as error:  # another program has removed it, or the disk fails
            self.complain(error)
            self.list.forget()
            return
        self.showing_changes = self.showing_changes and identity == self.article_id
        self.article_id = identity
        self.list.set_opened(identity)
        self.reader.show(
            Page(
                article=article,
                state=state,
                terms=self.desk.view.terms,
                note=news.note,
                told=news.told,
                fresh=news.fresh,
                now=self.now(),
            )
        )
        self.related.show(belonging, self.now(), identity)
        self.say()

    def _newness(self, article: Article) -> Newness:
        """Return what to dim: what was read elsewhere, or what the publisher left as it was."""
        if self.showing_changes:
            return changes(article)
        if not self.dimming:
            return Newness()
        return newness(article, self.desk.read_before(article.id))

    def show_belonging(self) -> None:
        """Show what belongs to the open article as the library has it now."""
        if self.article_id:
            self.related.show(self.desk.belonging(self.article_id), self.now(), self.article_id)

    def refresh_article(self) -> None:
        """Show the open article as the library has it now, at the same place."""
        if self.article_id:
            self._show(self.article_id)

    def keep_place(self) -> None:
        """Remember how far the article was read."""
        if self.article_id and not self.desk.library.readonly:
            try:
                self.desk.library.remember(self.article_id, self.reader.position)
            except TuinewsError as error:
                self.complain(error)

    @on(Reader.Scrolled)
    def scrolled(self) -> None:
        """Show how far the article is read."""
        self._say_reader()

    @on(Reader.LinkChosen)
    def follow(self, event: Reader.LinkChosen) -> None:
        """Open a link in the browser, a file of the article by its type."""
        page = self.reader.page
        files = page.article.enclosures if page is not None else ()
        kind = next((file.type for file in files if file.url == event.url), "")
        command = self.config.media.command(kind) or self.config.browser.command
        self.say(doing=links.open_url(self.app, event.url, Browser(command=command)))

    @on(Reader.CutMoved)
    def corrected(self, event: Reader.CutMoved) -> None:
        """The reader moved a line between what is kept and what is cut."""
        before = self.desk.library.article(event.article.id)
        library = self.desk.library
        library.replace(event.article)
        self.desk.did("moved a line", (before.id,), lambda: library.replace(before))
        self.refresh_article()
        self.say(doing="Line moved; u undoes")

    # --- panes --------------------------------------------------------------------------

    @property
    def pane(self) -> str:
        """The pane that has the focus."""
        focused = self.focused
        for name, widget in self._panes().items():
            if focused is widget:
                return name
        return "list"

    def _panes(self) -> dict[str, Widget]:
        return {"list": self.list, "reader": self.reader, "related": self.related}

    def focus_pane(self, name: str) -> None:
        """Give a pane the focus; where only one fits, show that one."""
        self._arrange(name)
        self._panes()[name].focus(scroll_visible=False)
        self.say()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click may have moved the focus."""
        if event.widget in self._panes().values():
            self._arrange(self.pane)
            self.say()

    def on_resize(self, event: events.Resize) -> None:
        """Show the panes that fit; say so where nothing sensible can be drawn."""
        least_width, least_height = LEAST
        self.set_class(event.size.width < least_width or event.size.height < least_height, "-tiny")
        self._arrange(self.pane)
        self.say()

    def _arrange(self, focused: str) -> None:
        """Show and hide panes; no style is touched that stays as it is."""
        shown = visible(*self.size, focused, zen=self.zen)
        for name, widget in self._panes().items():
            if widget.parent is not None:
                widget.parent.set_class(name not in shown, "-off")
        for name, title in self._titles().items():
            title.set_class(name == focused, "-on")

    def _titles(self) -> dict[str, PaneTitle]:
        return {
            "list": self.list_title,
            "reader": self.reader_title,
            "related": self.related_title,
        }

    # --- memory -------------------------------------------------------------------------

    def remember(self, changed: memory.Memory) -> None:
        """Keep a small thing for the next start."""
        if changed == self.memory:
            return
        self.memory = changed
        try:
            memory.keep(self._memory_file, changed)
        except OSError as error:
            self.say(doing=f"cannot remember this: {self._memory_file.parent}: {error.strerror}")

    # --- what is said -------------------------------------------------------------------

    def say(self, doing: str | None = None) -> None:
        """Bring the title rows and the status line up to date; tell `doing` for a while."""
        desk, counts = self.desk, self.desk.counts()
        name = "Samples" if desk.sampling else SHOWS[desk.view.show]
        if desk.view.source is not None:
            name = f"{desk.view.source.name} · {name}"
        shown = len(self.list.keys)
        if desk.view.search:
            self.list_title.say(f"/{desk.view.search}", f"{shown:,} found")
        else:
            starred = desk.view.show is Show.STARRED
            aside = f"{counts.starred:,} starred" if starred else f"{counts.unread:,} unread"
            self.list_title.say(self._where("list", name), aside)
        self._say_reader()
        self.related_title.say(self._where("related", "Related"))
        if doing is not None:
            self._tell(doing)
        place = f"{self.list.cursor + 1 if shown else 0} of {shown:,}"
        if desk.view.order is not Order.NEWEST and not desk.view.search:
            place += f", {ORDERS[desk.view.order]}"
        self.status.say(place=place, doing=self._told or self.standing(), hints=self._hints())

    def standing(self) -> str:
        """Return what the status line says while nothing else is told."""
        late = self.desk.library.counts().all - self._seen
        return f"{late:,} new, press r" if late > 0 else ""

    def _tell(self, text: str) -> None:
        self._told = text
        if self._silence is not None:
            self._silence.stop()
            self._silence = None
        if text:
            self._silence = self.set_timer(TELL_FOR, partial(self.say, ""))

    def _where(self, pane: str, name: str) -> str:
        """Return a pane's title; where one pane shows at a time, a way to the others."""
        if not self.one_pane:
            return name
        named = ((other, PANE_NAMES[other]) for other in self._panes())
        return " · ".join(f"[{said}]" if other == pane else said for other, said in named)

    @property
    def one_pane(self) -> bool:
        """Whether there is room for one pane only."""
        return one_pane(*self.size)

    def _say_reader(self) -> None:
        page = self.reader.page
        scrolled = page is not None and self.reader.scroll_y > 0
        name = page.article.headline if page is not None and scrolled else "Article"
        read = f"{round(self.reader.fraction * 100)} %" if page is not None else ""
        self.reader_title.say(self._where("reader", name), read)

    def _hints(self) -> tuple[Hint, ...]:
        page = self.reader.page
        return keys_now(
            Situation(
                self.pane,
                typing=bool(self.search.display),
                searching=bool(self.desk.view.search),
                sampling=self.desk.sampling,
                xray=self.reader.xray,
                fresh=bool(page and page.fresh),
                related=bool(self.related.entries),
            )
        )

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """No error of a worker goes unheard."""
        if event.state is WorkerState.ERROR:
            self.log.error(event.worker.error)
            self.complain(event.worker.error or Exception("an unknown error"))

    def complain(self, error: BaseException) -> None:
        """Tell the reader what went wrong; none of it is markup."""
        self.notify(shown_line(str(error)) or type(error).__name__, severity="error", markup=False)
