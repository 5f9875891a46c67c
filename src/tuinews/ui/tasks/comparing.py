"""Holding the open article against another account of its story."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.screen import Screen

from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.tasks.openarticle import OpenArticle


class Comparing:
    """Chooses what to compare with, and opens the screen of both."""

    def __init__(
        self, desk: Desk, opened: OpenArticle, host: Host, now: Callable[[], datetime]
    ) -> None:
        """`opened` is the article that is compared."""
        self._desk, self._opened, self._host, self._now = desk, opened, host, now

    def ask(self) -> None:
        """Compare with the other account of the story; where there are several, with one chosen."""
        from tuinews.ui.dialogs.menu import Choice, Menu

        same = self._desk.accounts(self._opened.id) if self._opened.id else []
        if not same:
            self._host.say("no other account of this story to compare with")
        elif len(same) == 1:
            self._compare(same[0].id)
        else:
            choices = [Choice(f"{row.publisher or '?'}: {row.headline}", row.id) for row in same]
            self._host.ask(Menu("Compare with", choices), self._chosen)

    def _chosen(self, identity: str | None) -> None:
        if identity is not None:
            self._compare(identity)

    def _compare(self, identity: str) -> None:
        """Put two accounts side by side, the other one left, as read before."""
        opened = self._opened.id

        def put_together() -> Screen[None]:
            from tuinews.stories.compare import compare
            from tuinews.ui.screens.comparescreen import CompareScreen

            library = self._desk.library
            other, this = library.shown(identity), library.shown(opened)
            compared = compare(other, this)
            return CompareScreen(other, this, compared, self._now(), self._host.keys)

        self._host.in_thread("compare", put_together, self._show)

    def _show(self, screen: Screen[None]) -> None:
        self._host.ask(screen, lambda _: None)
