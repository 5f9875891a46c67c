"""What list, reader and sidebar show, and how news reaches them.

Parents call down, children message up: the widgets know nothing of each other, of the
desk or of the library. Searching builds on this in `ui.searching`, and the keys in `ui.main`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from tuinews.config import Config
from tuinews.model import Article, TuinewsError
from tuinews.paths import Places
from tuinews.settings import Browser
from tuinews.store.folding import Folds
from tuinews.store.library import Library
from tuinews.store.views import Row, Show
from tuinews.ui import links
from tuinews.ui.article_list import ArticleList
from tuinews.ui.desk import BY_TIME, FIRST, Desk, Place, View, folds_of
from tuinews.ui.newness import Newness, changes, newness, told_of_changes
from tuinews.ui.reader import Page, Reader
from tuinews.ui.related import RelatedList
from tuinews.ui.saying import SayingScreen
from tuinews.values import dataclass

REST_AFTER = 0.1  # seconds from the first rows of a view on the screen to reading the rest
PEEK_AFTER = 0.15  # seconds of rest before the reader shows what the cursor is on
WATCH_EVERY = 2.0  # seconds between two looks whether another program changed the shelf


class ReadingScreen(SayingScreen):
    """The screen with an article open, or none yet."""

    @dataclass
    class KeysLoaded(Message):
        """All keys of a view have been read."""

        view: View
        library: Library
        folds: Folds

    def __init__(
        self, desk: Desk, config: Config, places: Places, now: Callable[[], datetime]
    ) -> None:
        """Nothing is open yet."""
        super().__init__(desk, config, places, now)
        self._came_from: Place | None = None  # where to return to when the search ends
        self._peek: Timer | None = None
        self._rest: Timer | None = None  # until the rest of the view is read
        self._version = 0
        self._beside = 0  # the library's version that the sidebar shows

    def on_mount(self) -> None:
        """Show the shelf at once; whatever takes longer follows."""
        self.set_keymap_from_config()
        self.focus_pane("list")
        self.load()
        self.set_interval(WATCH_EVERY, self.watch_library)

    # --- the list -----------------------------------------------------------------------

    def load(
        self,
        *,
        cursor: int = 0,
        top: int | None = 0,
        unfolded: frozenset[int] = frozenset(),
        whole: bool = False,
    ) -> None:
        """Show the desk's view: its first rows now, all with `whole`; the rest follows."""
        self.desk.forget_followed()
        folds = self.desk.folds(None if whole else FIRST)
        self.list.terms = self.desk.view.terms
        self.list.empty = self._why_empty()
        best = self.desk.view.order in BY_TIME
        self.list.show(folds, cursor=cursor, top=top, best=best, unfolded=unfolded)
        self._seen = self.desk.library.counts().all
        self.stale = False
        self._version = self.desk.library.version()
        if self._version != self._beside:
            self.show_belonging()
        self.want_rest()
        self.say()

    def want_rest(self) -> None:
        """Have the rest of the view read once its first rows stand there and no key follows."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if self.list.folds.more:
            self.call_after_refresh(self._rest_soon, self.desk.view, self.desk.library)

    def _rest_soon(self, view: View, library: Library) -> None:
        if self._rest is None and view == self.desk.view and library is self.desk.library:
            self._rest = self.set_timer(REST_AFTER, partial(self._load_rest, view, library))

    @work(thread=True, exclusive=True, group="keys", exit_on_error=False)
    def _load_rest(self, view: View, library: Library) -> None:
        self.post_message(self.KeysLoaded(view, library, folds_of(library, view)))

    @on(KeysLoaded)
    def take_keys(self, event: KeysLoaded) -> None:
        """Put the rest of the view behind its first rows, unless the view has changed."""
        if event.view == self.desk.view and event.library is self.desk.library:
            if self.list.folds.more:
                self.list.extend(self.list.folds.continued(event.folds))
            self.say()

    def move_to_row(self, row: Row | None) -> None:
        """Put the cursor on an article, by itself or within its story, where it is listed."""
        place = self.list.place_of(row.key) if row is not None else None
        if place is not None:
            self.list.move_to(place)

    def _why_empty(self) -> str:
        view = self.desk.view
        if view.search:
            return "Nothing found. Esc returns to the list."
        if view.followed and view.show is Show.ALL:
            return "No story is followed yet. F follows that of an article."
        if view.show is Show.UNREAD:
            return "Nothing unread. Press 1 for all."
        if view.show is Show.STARRED:
            return "Nothing starred yet. s stars an article."
        if view.source is not None:
            return "Nothing of it yet. r fetches it."
        return "Nothing yet. a adds a site or feed."

    def watch_library(self) -> None:
        """Notice what another program did to the shelf; never move what is shown."""
        library = self.desk.library
        version = library.version()
        if version != self._beside:
            self.show_belonging()
        if version == self._version:
            return
        self._version = version
        self.desk.forget_followed()
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
            self.desk.open(identity, came_from=came_from, line=self.reader.scroll_offset.y)
        except TuinewsError as error:
            self.complain(error)
            return
        self._version = self.desk.library.version()
        with self.app.batch_update():
            self._show(identity)
            self.list.forget_rows([identity])
            self.focus_pane("reader")

    def looked_at(self, identity: str) -> None:
        """Take the mark off an article that its publisher changed."""
        try:
            self.desk.look_at([identity])
        except TuinewsError as error:
            self.complain(error)
        self.list.forget_rows([identity])

    def _show(self, identity: str) -> None:
        """Put an article into the reader and what belongs to it into the sidebar."""
        self.keep_place()
        library = self.desk.library
        try:
            article, state = library.article(identity), library.state(identity)
            belonging = self.desk.belonging(identity, self.levels)
            news = self._newness(article)
            copies = self.desk.copies(identity)
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
                changed="" if self.showing_changes else told_of_changes(article),
                copies=copies,
                told=news.told,
                partly=news.partly,
                fresh=news.fresh,
                differs=news.differs,
                others=news.others,
                through=self.desk.through(article),
                now=self.now(),
            )
        )
        self._beside = library.version()
        self.related.show(belonging, self.now(), identity)
        self.say()

    def _newness(self, article: Article) -> Newness:
        """Return what to dim: what was read elsewhere, or what the publisher left as it was."""
        if self.showing_changes:
            return changes(article)
        if not self.dimming:
            return Newness()
        return newness(article, self.desk.read_before(article.id))

    def article(self, identity: str) -> Article | None:
        """Return an article of the shelf; where it cannot be had, complain and return None."""
        try:
            return self.desk.library.article(identity)
        except TuinewsError as error:  # another program has removed it, or the disk fails
            self.complain(error)
            return None

    def show_belonging(self) -> None:
        """Show what belongs to the open article as the library has it now."""
        if self.article_id:
            self._beside = self.desk.library.version()
            self.related.show(
                self.desk.belonging(self.article_id, self.levels), self.now(), self.article_id
            )

    def refresh_article(self) -> None:
        """Show the open article as the library has it now, at the same place."""
        if self.article_id:
            self._show(self.article_id)

    def keep_place(self) -> None:
        """Remember how far the article was read."""
        if self.article_id and not self.desk.library.readonly:
            try:
                self.desk.library.remember(
                    self.article_id, self.reader.position, self.reader.passed
                )
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
        library, before = self.desk.library, self.article(event.article.id)
        if before is None:
            return
        try:
            library.replace(event.article)
        except TuinewsError as error:
            self.complain(error)
            return
        self.desk.did("moved a line", (before.id,), lambda: library.replace(before))
        self.refresh_article()
        self.say(doing="line moved; u undoes")
