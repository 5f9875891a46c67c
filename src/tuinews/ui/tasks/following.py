"""Following a story: what is new in it since the user last looked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from tuinews.store.library import Library
from tuinews.store.views import Change
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.panes import Panes
from tuinews.ui.tasks.listing import Listing
from tuinews.ui.tasks.openarticle import OpenArticle
from tuinews.ui.tasks.subject import Subject

if TYPE_CHECKING:
    from tuinews.ui.screens.newslines import NewsTarget


class Following:
    """Follows stories, and opens the screen of their news."""

    def __init__(
        self,
        desk: Desk,
        subject: Subject,
        panes: Panes,
        listing: Listing,
        opened: OpenArticle,
        host: Host,
        now: Callable[[], datetime],
        changed: Callable[[], object],
    ) -> None:
        """`changed` is called when other stories are followed, or have been looked at."""
        self._desk, self._subject, self._panes, self._listing = desk, subject, panes, listing
        self._opened, self._host, self._now, self._changed = opened, host, now, changed

    def toggle(self) -> None:
        """Follow the story, or no longer."""
        row = self._subject.one()
        if row is None:
            return
        library = self._desk.library
        on_now = not library.corrections.follows(row.id)
        with self._host.complaining():
            change = library.corrections.follow(row.id, on_now)
            self._desk.did(change.summary, (row.id,), partial(library.undo, change), self._show)
            self._show()
            said = "following this story" if on_now else "no longer following this story"
            self._host.say_done(said)

    def _show(self) -> None:
        """Draw what is followed now."""
        self._desk.forget_followed()
        self._listing.redraw()
        self._opened.show_related()
        self._changed()

    # --- news ---------------------------------------------------------------------------

    def show_news(self) -> None:
        """Show what is new in the story since the user last looked."""
        row = self._subject.one()
        if row is None:
            return
        if not self._desk.accounts(row.id):
            self._host.say("no other account of this so far")
            return
        self._opened.keep_place()
        library, identity = self._desk.library, row.id

        def put_together() -> Screen[NewsTarget | bool]:
            from tuinews.stories.news import story_news
            from tuinews.ui.screens.newsscreen import NewsScreen

            return NewsScreen(story_news(library, identity), self._now(), self._host.keys)

        def ready(screen: Screen[NewsTarget | bool]) -> None:
            self._host.ask(screen, lambda answer: self._left(library, identity, answer))

        self._host.in_thread("news", put_together, ready)

    def _left(self, library: Library, identity: str, answer: NewsTarget | bool | None) -> None:
        """Go where the user wants to read on; or what the screen showed counts as seen."""
        if answer is True:
            self._all_seen(library, identity)
        elif answer:
            self._read_at(answer)

    def _all_seen(self, library: Library, identity: str) -> None:
        """Count the news of a story as seen; can be undone."""
        story = library.story_of(identity)
        with self._host.complaining():
            changes = [library.corrections.looked(identity)]
            changes += self._desk.look_at(story.articles if story else (identity,))

            def undo() -> Change:
                for change in reversed(changes):
                    undone = library.undo(change)
                return undone

            said = changes[0].summary
            self._desk.did(said, (identity,), undo, self._show)
            self._show()
            self._host.say_done(said)

    def _read_at(self, target: NewsTarget) -> None:
        """Open an article where a sentence stands."""
        from tuinews.ui.screens.newslines import offset_of

        self._opened.open(target.id, came_from=self._opened.id)
        if self._opened.id == target.id and target.block >= 0:
            article = self._desk.library.article(target.id)
            self._panes.reader.go_to(offset_of(article, target))
