"""The panes of the main screen: which of them show, and which has the focus."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widget import Widget

from tuinews.ui.arrangement import Room
from tuinews.ui.drawing.covered import Covered
from tuinews.ui.lists.article_list import ArticleList
from tuinews.ui.lists.related import RelatedList
from tuinews.ui.lists.sources import SourcesPane
from tuinews.ui.panetitle import PaneTitle
from tuinews.ui.reading.reader import Reader

if TYPE_CHECKING:
    from tuinews.ui.searchfield import FindField, SearchField


class Pane(Covered, Vertical):
    """A title and what it names, below each other."""


class Panes(Covered, Container):
    """Sources, list, article, related; one at a time where there is no room for more."""

    def __init__(
        self,
        sources: SourcesPane,
        rows: ArticleList,
        reader: Reader,
        related: RelatedList,
        *,
        above: bool = False,
    ) -> None:
        """The parts come ready; their titles are made here."""
        super().__init__(id="panes")
        self.sources, self.list, self.reader, self.related = sources, rows, reader, related
        self.find: FindField | None = None  # in place of the article pane's title; made when needed
        self.parts: dict[str, Widget] = {
            "sources": sources.list,
            "list": rows,
            "reader": reader,
            "related": related,
        }
        self.titles = {
            "sources": sources.pane_title,
            "list": PaneTitle(id="list-title"),
            "reader": PaneTitle(id="reader-title"),
            "related": PaneTitle(id="related-title"),
        }
        self.zen = False  # only the text is shown
        self.above = above  # the list stands above the article, however wide the screen
        self._columns: dict[str, int] = {}  # that panes beside the article take

    @cached_property
    def search(self) -> SearchField:
        """The search field, in place of the list's title; made and mounted when needed."""
        from tuinews.ui.searchfield import SearchField

        field = SearchField()
        field.display = False
        return field

    def compose(self) -> ComposeResult:
        """From left to right; what a start does not show is hidden before it is styled."""
        room = Room(*self.app.size, self.above)
        shown = room.visible("list")
        if "sources" not in shown:
            self.sources.add_class("-off", update=False)
        self.titles["list"].add_class("-on", update=False)
        self._columns = room.columns(self.reader.widest)
        yield self._sized("sources", self.sources)
        with self._sized("list", Pane(id="list-pane", classes="pane")):
            yield self.titles["list"]
            yield self.list
        for name in ("reader", "related"):
            pane = Pane(id=f"{name}-pane", classes="pane" if name in shown else "pane -off")
            with self._sized(name, pane):
                yield self.titles[name]
                yield self.parts[name]

    def _sized(self, name: str, pane: Vertical) -> Vertical:
        """Return a pane as wide as it is to be; where that is not said, as the styles have it."""
        pane.styles.width = self._columns.get(name)
        return pane

    # --- where one is -------------------------------------------------------------------

    @property
    def current(self) -> str:
        """The name of the pane that has the focus; the list where none of them has it."""
        focused = self.screen.focused
        if self.finding:
            return "reader"
        return next((name for name, part in self.parts.items() if part is focused), "list")

    @property
    def room(self) -> Room:
        """What the screen has room for."""
        return Room(*self.screen.size, self.above)

    @property
    def one_at_a_time(self) -> bool:
        """Whether there is room for one pane only."""
        return self.room.single

    @property
    def typing(self) -> bool:
        """Whether a search is being typed."""
        return "search" in vars(self) and bool(self.search.display)

    @property
    def finding(self) -> bool:
        """Whether what is looked for in the open article is being typed."""
        return self.find is not None and bool(self.find.display)

    @property
    def as_at_first(self) -> bool:
        """Whether the panes show that a start shows, and all of them."""
        room = self.room
        shown = room.visible(self.current, zen=self.zen)
        return shown == room.visible("list") and not self.typing

    @property
    def showing_sources(self) -> bool:
        """Whether the sources are on the screen."""
        return not self.sources.has_class("-off")

    # --- going elsewhere ----------------------------------------------------------------

    def go_to(self, name: str) -> None:
        """Give a pane the focus, before the next key; where only one fits, show that one.

        Where only the text is shown, that ends with another pane: keys go to what is seen.
        """
        if name != "reader":
            self._set_zen(False)
        self.rearrange(name)
        self.screen.set_focus(self.parts[name], scroll_visible=False)

    def rearrange(self, focused: str = "") -> None:
        """Show the panes that fit while `focused`, or the one that has it, has the focus.

        No style is touched that stays as it is.
        """
        focused = focused or self.current
        room = self.room
        shown = room.visible(focused, zen=self.zen)
        before, self._columns = self._columns, room.columns(self.reader.widest)
        for name, holds in room.classes.items():
            self.screen.set_class(holds, name)
        for name, part in self.parts.items():
            if isinstance(pane := part.parent, Vertical):
                pane.set_class(name not in shown, "-off")
                if before != self._columns:
                    self._sized(name, pane)
        for name, title in self.titles.items():
            title.set_class(name == focused, "-on")

    def put_list(self, *, above: bool) -> bool:
        """Put the list above the article, or beside it; return whether the screen has the room."""
        self.above = above
        self.rearrange()
        return not self.room.single and self.room.stacked == above

    def toggle_zen(self) -> None:
        """Show only the text, or everything again."""
        self._set_zen(not self.zen)
        self.go_to("reader")

    def _set_zen(self, on: bool) -> None:
        if on != self.zen:
            self.zen = on
            self.screen.set_class(on, "-zen")

    def start_typing(self, text: str) -> None:
        """Show the search field with a text, and give it the focus, before the next key."""
        self.go_to("list")
        if not self.search.is_attached:
            self.query_one("#list-pane").mount(self.search, after=self.titles["list"])
        self.titles["list"].display = False
        self.search.display = True
        self.search.value = text
        self.screen.set_focus(self.search)

    def end_typing(self) -> None:
        """Show the list's title again in place of the search field."""
        self.search.display = False
        self.titles["list"].display = True
        self.go_to("list")

    def start_finding(self, text: str, history: Sequence[str]) -> None:
        """Show the field for what to find in the article, and give it the focus."""
        self.rearrange("reader")
        if self.find is None:
            from tuinews.ui.searchfield import FindField

            self.find = FindField()
            self.query_one("#reader-pane").mount(self.find, after=self.titles["reader"])
        self.find.history = history
        self.find.value = text
        self.find.display = True
        self.titles["reader"].display = False
        self.screen.set_focus(self.find)

    def end_finding(self) -> None:
        """Show the article pane's title again in place of that field, whatever has the focus."""
        if self.find is not None:
            self.find.display = False
            self.titles["reader"].display = True
