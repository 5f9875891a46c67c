"""The user's own word on stories: this account is no part of it, these two are one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from tuinews.model import Story
from tuinews.store.highlight import fold
from tuinews.store.query.language import parse_so_far
from tuinews.store.views import Change, Row
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.panes import Panes
from tuinews.ui.tasks.listing import Listing
from tuinews.ui.tasks.openarticle import OpenArticle
from tuinews.ui.tasks.subject import Subject

OFFERED = 12  # articles that the dialog for joining lists


class Correcting:
    """Takes accounts out of stories and sidebar, and joins stories. All of it can be undone."""

    def __init__(
        self,
        desk: Desk,
        subject: Subject,
        panes: Panes,
        listing: Listing,
        opened: OpenArticle,
        host: Host,
        now: Callable[[], datetime],
    ) -> None:
        """`listing` and `opened` show at once what has changed."""
        self._desk, self._subject, self._panes, self._listing = desk, subject, panes, listing
        self._opened, self._host, self._now = opened, host, now

    def split(self) -> None:
        """Take an account out of its story: the one that is meant, or one to pick."""
        row = self._subject.one()
        listed = self._panes.list.chosen if self._panes.current == "list" else None
        story = self._desk.library.story_of(row.id) if row is not None and row.story else None
        if row is None or story is None:
            self._host.say("this article is in no story")
        elif listed is None or not listed.folds or listed.unfolded or len(story.articles) == 2:
            self._split(row.id)
        else:
            self._pick_to_split(story)

    def _split(self, identity: str) -> None:
        row = self._desk.library.row(identity)
        if row is not None:
            self._rule(
                row, "not this story", lambda: self._desk.library.corrections.split_off(identity)
            )

    def _pick_to_split(self, story: Story) -> None:
        """Ask which account of a folded story is to leave it."""
        from tuinews.ui.dialogs.picking import PickDialog

        accounts = map(self._desk.library.row, story.articles)
        find = partial(_among, [row for row in accounts if row is not None])

        def picked(identity: str | None) -> None:
            if identity is not None:
                self._split(identity)

        aside = self._host.keys.undoable("Pick the account to take out of this story") + "."
        self._host.ask(PickDialog("Not this story", aside, find, self._now()), picked)

    def unrelate(self) -> None:
        """Take what the sidebar's cursor is on out of the sidebar, for good."""
        row, here = self._panes.related.current, self._opened.id
        if self._panes.current != "related" or row is None or not here:
            then = self._host.keys.after("", "unrelated", ", then {}")
            self._host.say(f"first {self._host.keys.sign('right')} to the sidebar{then}")
        else:
            self._rule(
                row, "not related", lambda: self._desk.library.corrections.unrelate(here, row.id)
            )

    def join(self) -> None:
        """Join the story of the article with that of another: the sidebar's, or one to pick."""
        if self._panes.current == "related":
            row, here = self._panes.related.current, self._desk.library.row(self._opened.id)
            if row is not None and here is not None:
                self._join(here, row.id)
        elif (this := self._subject.one()) is not None:
            self._ask_other(this)

    def _ask_other(self, this: Row) -> None:
        from tuinews.ui.dialogs.picking import PickDialog

        def picked(identity: str | None) -> None:
            if identity is not None:
                self._join(this, identity)

        aside = self._host.keys.undoable("Pick another account of the same story") + "."
        offer = partial(self._offer, this)
        self._host.ask(PickDialog("Same story as", aside, offer, self._now()), picked)

    def _offer(self, this: Row, text: str) -> list[Row]:
        """Return what an article may be joined with: what is near to it, or what is found."""
        library = self._desk.library
        if text.strip():
            found = library.rows(library.keys(parse_so_far(text)[0], limit=4 * OFFERED))
        else:
            found = library.rows_of([one.id for one in library.related(this.id)])
        others = [row for row in found if row.id != this.id]
        return [row for row in others if not row.story or row.story != this.story][:OFFERED]

    def _join(self, row: Row, other: str) -> None:
        if row.story and row.story == getattr(self._desk.library.row(other), "story", ""):
            self._host.say("these are one story already")
        else:
            self._rule(
                row, "one story now", lambda: self._desk.library.corrections.join(row.id, other)
            )

    def _rule(self, row: Row, said: str, rule: Callable[[], Change]) -> None:
        """Carry out what the user says of stories, show it, and remember how to undo it."""
        with self._host.complaining():
            change = rule()
            if not change:
                self._host.say("that is so already")
                return
            undo = partial(self._desk.library.undo, change)
            self._desk.did(said, (row.id,), undo, self._show)
            self._show()
            headline = row.headline if len(row.headline) < 50 else f"{row.headline[:48]}…"
            self._host.say(f"{self._host.keys.undoable(said)}: {headline}")

    def _show(self) -> None:
        """Show list, article and sidebar as the stories are now, the cursors staying in place."""
        self._listing.refold()
        at = self._panes.related.cursor
        self._opened.refresh()  # its head says who has the same text
        self._panes.related.move_to(at)


def _among(rows: Sequence[Row], text: str) -> list[Row]:
    """Return those of these articles whose headline or publisher has all words of a text."""
    typed = fold(text).split()
    said = [fold(f"{row.headline} {row.publisher}") for row in rows]
    return [
        row for row, words in zip(rows, said, strict=True) if all(word in words for word in typed)
    ]
