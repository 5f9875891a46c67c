"""What the list shows, in which order, where it stands, and in which colours: mostly menus."""

from __future__ import annotations

from typing import Literal

from tuinews.store.query.language import parse
from tuinews.store.views import Order, Show
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.memory import Remembered
from tuinews.ui.panes import Panes
from tuinews.ui.tasks.captions import ORDERS, SHOWS
from tuinews.ui.tasks.listing import Listing
from tuinews.ui.tasks.searching import SearchSession

TAGS, PUBLISHERS = 30, 60  # how many of them the menu offers at most


class ViewMenus:
    """Asks which articles to show, how to sort them, and how it all is to look."""

    def __init__(
        self,
        desk: Desk,
        panes: Panes,
        listing: Listing,
        search: SearchSession,
        host: Host,
        remembered: Remembered,
    ) -> None:
        """What is chosen is shown by `listing`, or looked for by `search`."""
        self._desk, self._panes, self._listing = desk, panes, listing
        self._search, self._host = search, host
        self._remembered = remembered

    def ask_filter(self) -> None:
        """Choose what the list shows: all, unread, starred, a tag, a publisher.

        Beside each stands how much of it is unread, as among the sources.
        """
        from tuinews.ui.dialogs.menu import Choice, Menu

        library, view, unread = self._desk.library, self._desk.view, self._desk.counts().unread
        starred = library.counts(parse("is:starred"), view.feeds).unread
        found = {Show.ALL: unread, Show.UNREAD: unread, Show.STARRED: starred}
        choices = [
            Choice(
                name,
                f"show:{show.value}",
                _unread(found[show]),
                view.show is show and not view.search,
            )
            for show, name in SHOWS.items()
        ]
        tagged, published = library.unread_by_tag(), library.unread_by_publisher()
        for name, _ in library.tags()[:TAGS]:
            choices.append(Choice(f"tag {name}", f'tag:"{name}"', _unread(tagged.get(name, 0))))
        for name, _ in library.publishers()[:PUBLISHERS]:
            if name:
                aside = _unread(published.get(name, 0))
                choices.append(Choice(name, f'source:"{name}"', aside))
        self._host.ask(Menu("Show", choices), self._filtered)

    def _filtered(self, chosen: str | None) -> None:
        if chosen is None:
            return
        if not chosen.startswith("show:"):
            self._search.find(chosen)
            return
        if self._search.on:
            self._search.end()
        self._listing.show_view(Show(chosen.removeprefix("show:")))

    def move_list(self) -> None:
        """Put the list above the article, or beside it; kept for good."""
        where: Literal["above", "beside"] = "beside" if self._panes.above else "above"
        fits = self._panes.put_list(above=where == "above")
        self._remembered.choose(list=where)
        there = f"{where} the article"
        self._host.say(f"list {there}" if fits else f"{there} once there is room")

    def ask_theme(self) -> None:
        """Choose a theme, seeing each; kept for good."""
        from tuinews.ui.dialogs.themedialog import ThemeDialog

        def chosen(name: str | None) -> None:
            if name is not None:
                self._remembered.choose(theme=name)

        self._host.ask(ThemeDialog(), chosen)

    def ask_order(self) -> None:
        """Choose the order of the list."""
        from tuinews.ui.dialogs.menu import Choice, Menu

        now = self._desk.view.order
        choices = [
            Choice(name, order.value, chosen=order is now)
            for order, name in ORDERS.items()
            if order is not Order.RELEVANCE or self._search.on
        ]
        self._host.ask(Menu("Sort", choices), self._sorted)

    def _sorted(self, chosen: str | None) -> None:
        if chosen is not None:
            self._listing.sort(Order(chosen))


def _unread(number: int) -> str:
    return f"{number:,} unread" if number else ""
