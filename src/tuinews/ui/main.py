"""The main screen: it holds the panes, and those that do what keys and events ask for.

A key finds its action in the registry (`ui.actions`), Textual calls `action_do` with the
action's id, and `ui.dispatch` names the one method of the one collaborator that does it; those
that only a key needs are made when one asks for them (`ui.lazytasks`). What happens to widgets
they tell by messages, which the handlers below pass on. Collaborators know each other as far as
their constructors say, and of this screen no more than `ui.host.Host`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import Reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from tuinews.paths import Places
from tuinews.settings import Config
from tuinews.store.views import IMPORTED
from tuinews.ui.actions import ACTIONS
from tuinews.ui.arrangement import LEAST, Room
from tuinews.ui.desk import Desk
from tuinews.ui.dispatch import what_actions_do
from tuinews.ui.host import Host
from tuinews.ui.keys import KeysInForce, keymap
from tuinews.ui.keysinturn import KeysInTurn
from tuinews.ui.lazytasks import LazyTasks
from tuinews.ui.lists.article_list import ArticleList
from tuinews.ui.lists.related import RelatedList
from tuinews.ui.lists.sources import SourcesList, SourcesPane
from tuinews.ui.memory import Remembered
from tuinews.ui.panes import Panes
from tuinews.ui.reading.reader import Reader
from tuinews.ui.start.reopening import restore_view
from tuinews.ui.status import StatusLine
from tuinews.ui.tasks.captions import Captions
from tuinews.ui.tasks.child import Child
from tuinews.ui.tasks.finding import FindInArticle
from tuinews.ui.tasks.fulltext import FullText
from tuinews.ui.tasks.listing import Listing
from tuinews.ui.tasks.moving import Moving, SteppingBack
from tuinews.ui.tasks.openarticle import OpenArticle
from tuinews.ui.tasks.refreshing import Refresher
from tuinews.ui.tasks.searching import SearchSession
from tuinews.ui.tasks.shelf import ShelfOnDesk
from tuinews.ui.tasks.sourcechoice import SourceChoice, SourceLines
from tuinews.ui.tasks.subject import Subject
from tuinews.ui.tasks.tour import Tour
from tuinews.ui.tasks.upkeep import Upkeep

if TYPE_CHECKING:
    from textual.command import Provider

    from tuinews.ui.searchfield import WordsField

PEEK_AFTER = 0.15  # seconds of rest before the article pane shows what the cursor is on
WATCH_EVERY = 2.0  # seconds between two looks whether another program changed the shelf


def _commands() -> type[Provider]:
    """Return what the palette offers."""
    from tuinews.ui.commands import ActionCommands

    return ActionCommands


class MainScreen(Host):
    """List, article, related, sources; one pane at a time where there is no room for more."""

    COMMANDS: ClassVar = {_commands}
    AUTO_FOCUS = "#list"
    #: As Textual has it, but a change of focus does not draw the whole screen anew.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, run, action.says, id=name, show=False)
        for action in ACTIONS
        for name, keys, run in action.bound(action.keys)
    ]

    def __init__(
        self, desk: Desk, config: Config, places: Places, now: Callable[[], datetime]
    ) -> None:
        """Show what `desk` has open; `places` is where the screen's memory is kept."""
        super().__init__(KeysInForce(config.keys))
        self.desk, self.config, self.now = desk, config, now
        self.remembered = Remembered(places.state / "screen.json", config.ui, self.say)
        restore_view(desk, self.remembered.memory, fold=self.remembered.ui.fold)
        self._make_widgets()
        self._make_readers()
        self._make_bringers(places)
        self.tasks = LazyTasks(self, places)
        self.does = what_actions_do(self)
        self._peek: Timer | None = None
        self._resumed = False  # this screen has been on top before

    # --- what it holds ------------------------------------------------------------------

    def _make_widgets(self) -> None:
        """Make what is seen."""
        desk, ui, now = self.desk, self.config.ui, self.now
        self.list = ArticleList(
            desk.rows,
            now,
            iso_dates=ui.dates == "iso",
            seen=desk.seen,
            copies=desk.copies_among,
        )
        self.reader = Reader(width=ui.width)
        opens = " {} opens the article under the cursor."
        self.reader.empty = self.keys.after("Nothing open yet.", "open", opens)
        self.related = RelatedList()
        self.source_lines = SourceLines(desk, now)
        folded = self.remembered.memory.folded
        self.sources = SourcesPane(self.source_lines, now, folded=folded, keys=self.keys)
        above = self.remembered.ui.list == "above"
        self.panes = Panes(self.sources, self.list, self.reader, self.related, above=above)
        self.status = StatusLine()
        self.captions = Captions(
            desk, self.panes, self.status, self.keys, self._status_text, self._waiting
        )

    def _make_readers(self) -> None:
        """Make those that find and show articles."""
        desk, panes, now, memory = self.desk, self.panes, self.now, self.remembered
        listing = self.listing = Listing(desk, self.list, self, memory, self._listed)
        opened = self.opened = OpenArticle(desk, panes, listing, self, now)
        search = self.search = SearchSession(desk, panes, listing, self, memory)
        self.source_choice = SourceChoice(
            desk, panes, self.source_lines, listing, search, self, memory
        )
        self.moving = Moving(panes, opened)
        find = self.find = FindInArticle(panes, search, self)
        self.stepping = SteppingBack(
            desk, panes, self.moving, search, find, self.source_choice, opened, self, self.leave
        )
        self.tour = Tour(panes, self)
        self.shelf = ShelfOnDesk(desk, listing, opened, search, self, memory, self.tour.begin)
        self.subject = Subject(desk, panes, opened, self)

    def _make_bringers(self, places: Places) -> None:
        """Make those that bring articles in, most of them in processes of their own."""
        desk = self.desk
        tidying, importing = Child(places), Child(places)
        self.importing = importing
        self.upkeep = Upkeep(
            desk,
            tidying,
            self.list,
            self.listing,
            self.shelf,
            self.captions,
            self,
            self._arrived_and_related,
        )
        self.refresher = Refresher(
            desk,
            places,
            (tidying, importing),
            self,
            terminal=self.config.notify.terminal,
            arrived=self._arrived,
            related=self._arrived_and_related,
        )
        self.full_text = FullText(self.desk, self.subject, self.opened, self.reader, places, self)

    # --- building -----------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The panes and the status line."""
        layout = Room(*self.app.size, self.panes.above).classes
        self.add_class(*(name for name, holds in layout.items() if holds), update=False)
        yield self.panes
        yield self.status
        yield Static("too small for news; make the window larger", id="too-small", markup=False)

    def on_mount(self) -> None:
        """Show the shelf at once; whatever takes longer follows."""
        if self.config.keys:
            self.app.set_keymap(keymap(self.config.keys))
        self.source_choice.load()
        self.upkeep.begin()
        self.panes.go_to("list")
        self.listing.begin()
        self.set_interval(WATCH_EVERY, self.watch_library)
        if minutes := self.config.fetch.refresh_minutes:
            self.call_after_refresh(self.refresher.refresh_due)
            self.set_interval(minutes * 60, self.refresher.refresh_due)

    @on(events.ScreenResume)
    def keep_styles(self, event: events.ScreenResume) -> None:
        """The first time, every style has just been worked out."""
        event.refresh_styles = self._resumed
        self._resumed = True

    def in_place(self) -> None:
        """Draw what has come on top; a first frame shows what keys do that were typed before it."""
        assert isinstance(self.app, KeysInTurn)
        self.app.after_keys(self.show_frame)

    def say(self, doing: str | None = None) -> None:
        """Bring what is said about the panes up to date; tell `doing` for a while."""
        self.captions.say(doing)

    # --- what happens -------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Show the panes that fit; say so where nothing sensible can be drawn."""
        least_width, least_height = LEAST
        self.set_class(event.size.width < least_width or event.size.height < least_height, "-tiny")
        self.panes.rearrange()
        self.source_choice.watch()
        self.say()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Another pane has the focus, by a key or a click."""
        if event.widget in self.panes.parts.values():
            if self.focused is not self.panes.find:
                self.panes.end_finding()
            self.panes.rearrange()
            if self.panes.current == "sources":
                self.source_choice.watch()
            self.say()

    @on(ArticleList.Moved)
    def moved(self) -> None:
        """Say where the cursor is; at the very start show the first article."""
        self.say()
        if not self.opened.id or self.panes.typing:
            if self._peek is not None:
                self._peek.stop()
            self._peek = self.set_timer(PEEK_AFTER, self.peek)

    def peek(self) -> None:
        """Show the article under the cursor without counting it as read."""
        row = self.list.current
        settled = bool(self.opened.id) and not self.panes.typing
        if row is not None and not settled and not self.panes.one_at_a_time:
            self.opened.show(row.id)

    def peek_anew(self) -> None:
        """Let the open article give way to that under the cursor, without counting it as read."""
        self.opened.keep_place()
        self.opened.close()
        self.peek()

    @on(ArticleList.Opened)
    def open_listed(self, event: ArticleList.Opened) -> None:
        """Open what was clicked."""
        self.opened.open(event.id)

    @on(RelatedList.Opened)
    def open_related(self, event: RelatedList.Opened) -> None:
        """Open what was chosen beside the open article, which one can come back to."""
        self.opened.open(event.id, came_from=self.opened.id)

    @on(Reader.Scrolled)
    def scrolled(self) -> None:
        """Show how far the article is read."""
        self.captions.say_reader()

    @on(Reader.LinkChosen)
    def follow_link(self, event: Reader.LinkChosen) -> None:
        """Open a link."""
        self.tasks.sharing.follow_link(event.url)

    @on(Reader.HintsLeft)
    def left_hints(self) -> None:
        """Links have no letters any more."""
        self.say()

    @on(Reader.CutMoved)
    def correct(self, event: Reader.CutMoved) -> None:
        """The user moved a line between what is kept and what is cut."""
        self.opened.correct(event.before, event.after)

    @on(StatusLine.Pressed)
    def hint_clicked(self, event: StatusLine.Pressed) -> None:
        """A click on a hint is its key."""
        self.press(event.key)

    def on_words_field_typed(self, event: WordsField.Typed) -> None:
        """Search all articles, or the open one, as one types."""
        where = self.find if event.field is self.panes.find else self.search
        with self.complaining():
            where.typed(event.text)

    def on_words_field_left(self, event: WordsField.Left) -> None:
        """Go to the hits, or back."""
        where = self.find if event.field is self.panes.find else self.search
        where.leave(keep=event.keep)

    @on(SourcesList.Chosen)
    def source_chosen(self, event: SourcesList.Chosen) -> None:
        """Show the articles of a source."""
        self.source_choice.choose(event.line)

    @on(SourcesList.Moved)
    def source_reached(self) -> None:
        """Name the keys that go with the source under the cursor."""
        if self.panes.current == "sources":
            self.say()

    @on(SourcesList.FoldToggled)
    def folder_folded(self) -> None:
        """Remember what is folded."""
        self.source_choice.keep_folds()

    # --- what concerns more than one of those that work here ----------------------------

    def watch_library(self) -> None:
        """Notice what other programs did to the shelf; never move what is shown."""
        self.opened.watch()
        self.listing.watch()
        self.source_choice.watch()
        self.shelf.watch()
        self.upkeep.watch()

    def _listed(self) -> None:
        """The list has been filled anew."""
        self.opened.watch()
        self.source_choice.watch()
        self.say()

    def _arrived(self) -> None:
        """There may be new articles: they wait at the edge of the list."""
        self.source_choice.load()
        self.watch_library()

    def _arrived_and_related(self) -> None:
        """There may be new articles, and their stories have been found."""
        self._arrived()
        self.opened.show_related()

    def show_restored(self) -> None:
        """Articles that were removed are there again: show them, and find their stories anew."""
        self.listing.reload()
        self.upkeep.begin()

    def _status_text(self) -> str:
        """Return what the status line says while nothing else is told."""
        bringing = (self.shelf, self.opened, self.listing)
        parts = (self.tour, self.full_text, self.find, self.search, self.refresher, *bringing)
        told = next(filter(None, (part.status_text() for part in parts)), "")
        return told or self.listing.above_text()

    def _waiting(self) -> bool:
        """Return whether something has come that the list does not show yet."""
        return bool(self.shelf.status_text() or self.listing.status_text())

    # --- actions ------------------------------------------------------------------------

    def action_do(self, action: str) -> None:
        """Do what an action of the registry stands for; what was told before goes with it."""
        told = self.captions.forget()
        if not self.tour.ends_with(action):
            with self.complaining():
                self.does[action]()
            self.tour.after(action)
        if told:
            self.say()

    def refresh_shown(self) -> None:
        """Show what has arrived; where nothing has, refresh the feeds that are shown."""
        if self._waiting():
            self.shelf.show_arrived()
        else:
            source = self.desk.view.source
            self.refresher.refresh(sorted(source.feeds - {IMPORTED}) if source else ())

    def show_help(self) -> None:
        """Show all keys; in the x-ray those that it has of its own."""
        if self.reader.xray and self.panes.current == "reader":
            from tuinews.ui.dialogs.screenkeys import ScreenKeys
            from tuinews.ui.reading.xrayview import KEYS

            self.app.push_screen(
                ScreenKeys("What cleaning cut, and why", self.keys.of_actions(KEYS))
            )
            return
        from tuinews.ui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(self.keys))

    def keep_place(self) -> None:
        """Remember where the user is: in the open article, and in the list."""
        self.opened.keep_place()
        self.listing.keep_place(self.search.came_from)

    def leave(self) -> None:
        """End the program; everything is kept."""
        self.app.exit()
