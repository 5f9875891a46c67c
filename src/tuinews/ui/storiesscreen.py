"""Stories on the main screen: folding them in the list, the reader's own word on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.screen import Screen

from tuinews.model import Story, TuinewsError
from tuinews.store.highlight import fold
from tuinews.store.query import parse_so_far
from tuinews.store.views import Change, Row
from tuinews.ui.moving import MovingScreen
from tuinews.values import dataclass

if TYPE_CHECKING:
    from tuinews.ui.newslines import Target

NEAR = 100  # rows from the top among which a row is found again without loading all
OFFERED = 12  # articles that the dialog for joining lists


class StoriesScreen(MovingScreen):
    """The reading screen with stories."""

    @dataclass
    class NewsFound(Message):
        """The news of a story have been put together."""

        screen: Screen[Target | None]
        identity: str  # an account of the story

    # --- folding ------------------------------------------------------------------------

    def action_unfold(self) -> None:
        """Unfold the story under the cursor, or fold it."""
        unfolded = self.list.toggle_fold() if self.pane == "list" else None
        if unfolded is None and not self.desk.view.fold:
            self.say(doing="each account has a row of its own; I folds stories")
        elif unfolded is None:
            self.say(doing="put the cursor on a story of several accounts first")

    def action_folding(self) -> None:
        """Fold stories in lists, or show each account in a row of its own; kept for good."""
        row, folding = self.list.current, not self.desk.view.fold
        self.desk.look(fold=folding)
        self.remember(replace(self.memory, fold=folding))
        self.load()
        self.move_to_row(row)
        self.say(doing="stories are folded" if folding else "each account has a row of its own")

    # --- the reader's word --------------------------------------------------------------

    def _subject(self) -> Row | None:
        """Return the one article that a key is meant for: open, or under a cursor."""
        if self.pane == "related":
            return self.related.current
        if self.pane == "reader" and self.article_id:
            return self.desk.library.row(self.article_id)
        return self.list.current

    def action_split(self) -> None:
        """Take an account out of its story: the one that is meant, or one to pick."""
        row = self._subject()
        listed = self.list.chosen if self.pane == "list" else None
        story = self.desk.library.story_of(row.id) if row is not None and row.story else None
        if row is None or story is None:
            self.say(doing="this article is in no story")
        elif listed is None or not listed.folds or listed.unfolded or len(story.articles) == 2:
            self._split(row.id)
        else:
            self._pick_to_split(story)

    def _split(self, identity: str) -> None:
        row = self.desk.library.row(identity)
        if row is not None:
            self._rule(row, "not this story", lambda: self.desk.library.split_off(identity))

    def _pick_to_split(self, story: Story) -> None:
        """Ask which account of a folded story is to leave it."""
        from tuinews.ui.picking import PickDialog

        rows = [row for row in map(self.desk.library.row, story.articles) if row is not None]

        def find(text: str) -> list[Row]:
            typed = fold(text).split()
            said = [fold(f"{row.headline} {row.publisher}") for row in rows]
            return [
                row
                for row, words in zip(rows, said, strict=True)
                if all(word in words for word in typed)
            ]

        def picked(identity: str | None) -> None:
            if identity is not None:
                self._split(identity)

        aside = "Pick the account to take out of this story; u undoes."
        self.app.push_screen(PickDialog("Not this story", aside, find, self.now()), picked)

    def action_unrelated(self) -> None:
        """Take what the sidebar's cursor is on out of the sidebar, for good."""
        row, here = self.related.current, self.article_id
        if self.pane != "related" or row is None or not here:
            self.say(doing="first l to the sidebar, then _")
        else:
            self._rule(row, "not related", lambda: self.desk.library.unrelate(here, row.id))

    def action_join(self) -> None:
        """Join the story of the article with that of another: the sidebar's, or one to pick."""
        if self.pane == "related":
            row, here = self.related.current, self.desk.library.row(self.article_id)
            if row is not None and here is not None:
                self._join(here, row.id)
            return
        this = self._subject()
        if this is None:
            return
        from tuinews.ui.picking import PickDialog

        aside = "Pick another account of the same story; u undoes."
        dialog = PickDialog(
            "Same story as", aside, lambda text: self._offer(this, text), self.now()
        )

        def picked(identity: str | None) -> None:
            if identity is not None:
                self._join(this, identity)

        self.app.push_screen(dialog, picked)

    def _join(self, row: Row, other: str) -> None:
        if row.story and row.story == getattr(self.desk.library.row(other), "story", ""):
            self.say(doing="these are one story already")
        else:
            self._rule(row, "one story now", lambda: self.desk.library.join(row.id, other))

    def _offer(self, this: Row, text: str) -> list[Row]:
        """Return what an article may be joined with: what is near to it, or what is found."""
        library = self.desk.library
        if text.strip():
            found = library.rows(library.keys(parse_so_far(text)[0], limit=4 * OFFERED))
        else:
            related = (library.row(one.id) for one in library.related(this.id))
            found = [row for row in related if row is not None]
        others = [row for row in found if row.id != this.id]
        return [row for row in others if not row.story or row.story != this.story][:OFFERED]

    def _rule(self, row: Row, said: str, rule: Callable[[], Change]) -> None:
        """Have the reader's word count at once; it can be undone."""
        try:
            change = rule()
        except TuinewsError as error:
            self.complain(error)
            return
        if not change:
            self.say(doing="that is so already")
            return
        library = self.desk.library

        def undo() -> Change:
            undone = library.undo(change)
            self.call_later(self.refold)
            return undone

        self.desk.did(said, (row.id,), undo)
        self.refold()
        headline = row.headline if len(row.headline) < 50 else f"{row.headline[:48]}…"
        self.notify(f"{said}: {headline}\nu undoes", markup=False)
        self.say(doing=f"{said}; u undoes")

    def refold(self) -> None:
        """Show list and sidebar as the stories are now, the cursor staying on its article."""
        row, top, cursor = self.list.current, round(self.list.scroll_y), self.list.cursor
        self.load(
            cursor=cursor, top=top, unfolded=self.list.unfolded_accounts, whole=cursor >= NEAR
        )
        self.move_to_row(row)
        at = self.related.cursor
        self.show_belonging()
        self.related.move_to(at)

    # --- following ----------------------------------------------------------------------

    def action_follow(self) -> None:
        """Follow the story, or no longer."""
        row = self._subject()
        if row is None:
            return
        library = self.desk.library
        on_now = not library.follows(row.id)
        try:
            change = library.follow(row.id, on_now)
        except TuinewsError as error:
            self.complain(error)
            return

        def undo() -> Change:
            undone = library.undo(change)
            self.call_later(self._followed_anew)
            return undone

        self.desk.did(change.summary, (row.id,), undo)
        self._followed_anew()
        said = "following this story" if on_now else "no longer following this story"
        self.say(doing=f"{said}; u undoes")

    def _followed_anew(self) -> None:
        """Draw what is followed now."""
        self._version = self.desk.library.version()
        self.desk.forget_followed()
        self.list.forget()
        self.show_belonging()
        self.load_sources()

    def action_news(self) -> None:
        """Show what is new in the story since the reader last looked."""
        row = self._subject()
        if row is not None:
            self.keep_place()
            self._find_news(row.id)

    @work(thread=True, exclusive=True, group="news", exit_on_error=False)
    def _find_news(self, identity: str) -> None:
        from tuinews.stories.news import story_news
        from tuinews.ui.newsscreen import NewsScreen

        news = story_news(self.desk.library, identity)
        screen = NewsScreen(news, self.now(), ascii_signs=self.config.ui.ascii)
        self.post_message(self.NewsFound(screen, identity))

    @on(NewsFound)
    def show_news(self, event: NewsFound) -> None:
        """Open the screen; what was on it counts as seen when it is left."""

        def left(target: Target | None) -> None:
            if target is not None:
                self._read_at(target)
                return
            try:
                self.desk.library.looked(event.identity)
                story = self.desk.library.story_of(event.identity)
                self.desk.look_at(story.articles if story else (event.identity,))
            except TuinewsError as error:
                self.complain(error)
            self._followed_anew()

        self.app.push_screen(event.screen, left)

    def _read_at(self, target: Target) -> None:
        """Open an article where a sentence stands."""
        from tuinews.ui.newslines import offset_of

        self.open(target.id, came_from=self.article_id)
        if self.article_id == target.id and target.block >= 0:
            self.reader.go_to(offset_of(self.desk.library.article(target.id), target))
