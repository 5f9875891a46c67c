"""Marking articles: star, read, tags, notes; and undoing whatever was done last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from tuinews.counting import counted
from tuinews.store.views import Change, Row
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.tasks.listing import Listing
from tuinews.ui.tasks.openarticle import OpenArticle
from tuinews.ui.tasks.subject import Subject

LONG_AGO = 10  # minutes after which nobody is taken to remember what they did last


class Marking:
    """Marks what a key is meant for. Nothing is drawn before it is durable."""

    def __init__(
        self,
        desk: Desk,
        subject: Subject,
        listing: Listing,
        opened: OpenArticle,
        host: Host,
        shelf_changed: Callable[[], object],
    ) -> None:
        """`shelf_changed` is called where undoing has put another shelf on the desk."""
        self._desk, self._subject, self._listing = desk, subject, listing
        self._opened, self._host = opened, host
        self._shelf_changed = shelf_changed

    def select(self) -> None:
        """Select the row under the cursor of the list, or no longer."""
        self._subject.toggle_selected()
        self._host.say()

    def star(self) -> None:
        """Star, or take the star off."""
        if selected := self._subject.selected():
            self._mark_selected(partial(self._desk.star_all, [one.row for one in selected]))
        else:
            self._mark(self._desk.toggle_star, _starred)

    def toggle_read(self) -> None:
        """Mark read or unread."""
        if selected := self._subject.selected():
            rows = [row for one in selected for row in one.here]
            self._mark_selected(partial(self._desk.toggle_read, rows))
        else:
            self._mark(self._desk.toggle_read, _marked)

    def _mark_selected(self, do: Callable[[], Change]) -> None:
        with self._host.complaining():
            change = do()
            ids = [row.id for one in self._subject.selected() for row in one.here]
            self._draw(ids, self._host.keys.undoable(change.summary))

    def _mark(
        self,
        do: Callable[[tuple[Row, ...]], Change],
        of_accounts: Callable[[Change, Sequence[Row]], str],
    ) -> None:
        """Do it to what the key is meant for; `of_accounts` says it where that is a story."""
        rows = self._subject.all()
        if not rows:
            return
        with self._host.complaining():
            change = do(rows)
            said = of_accounts(change, rows) if len(rows) > 1 else change.summary
            self._draw([row.id for row in rows], self._host.keys.undoable(said))

    def mark_all(self) -> None:
        """Mark everything shown as read."""
        self._mark_read(self._listing.keys_of_all(), "here")

    def mark_above(self) -> None:
        """Mark everything above the cursor of the list as read."""
        self._mark_read(self._listing.keys_above(), "above")

    def mark_below(self) -> None:
        """Mark everything below the cursor of the list as read."""
        self._mark_read(self._listing.keys_below(), "below")

    def _mark_read(self, keys: Sequence[int], where: str) -> None:
        with self._host.complaining():
            ids = self._desk.mark_all(keys)
            done = self._host.keys.undoable(f"marked {len(ids):,} read")
            self._draw(ids, done if ids else f"everything {where} is read", everywhere=True)

    def ask_tags(self) -> None:
        """Ask for the tags of the article."""
        from tuinews.ui.dialogs.tagdialog import TagDialog

        row, selected = self._subject.one(), [one.row for one in self._subject.selected()]
        rows = selected or ([row] if row is not None else [])
        if not rows:
            return
        common = tuple(tag for tag in rows[0].tags if all(tag in one.tags for one in rows))
        name = rows[0].headline if len(rows) == 1 else f"{len(rows):,} selected articles"

        def answered(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None:
                self._tag(rows, common, chosen)

        known = [name for name, _ in self._desk.library.tags()]
        self._host.ask(TagDialog(name, common, known), answered)

    def _tag(self, rows: Sequence[Row], before: Sequence[str], chosen: Sequence[str]) -> None:
        """Give the articles these tags in place of those `before` that all of them had."""
        with self._host.complaining():
            if self._desk.retag(rows, before, chosen):
                said = self._host.keys.undoable(f"tags: {', '.join(chosen) or 'none'}")
                self._draw([row.id for row in rows], said)

    def ask_note(self) -> None:
        """Ask for the user's note on the article."""
        from tuinews.ui.dialogs.notedialog import NoteDialog

        row = self._subject.one()
        if row is None:
            return

        def answered(text: str | None) -> None:
            if text is not None:
                self._note(row, text)

        note = self._desk.library.state(row.id).note
        self._host.ask(NoteDialog(row.headline, note), answered)

    def _note(self, row: Row, text: str) -> None:
        """Write the note on an article, or take it away."""
        with self._host.complaining():
            if self._desk.note(row, text):
                said = "noted; is:noted finds it" if text else "the note is gone"
                self._draw([row.id], self._host.keys.undoable(said))

    def undo(self) -> None:
        """Undo the last thing that was done; ask first where that is long ago.

        What another program has done since is not undone here, though it may be what is meant.
        """
        last = self._desk.last_done
        if last is None:
            self._host.say("nothing to undo")
        elif (minutes := self._desk.minutes_since(last)) < LONG_AGO:
            self._undo()
        else:
            from tuinews.ui.dialogs.confirm import ConfirmDialog

            ago = f"{minutes} minutes" if minutes < 120 else f"{minutes // 60:,} hours"
            aside = f"{last.summary}, {ago} ago: the last that was done here."
            self._host.ask(ConfirmDialog("Undo this?", aside, "undo"), self._undo_if)

    def _undo_if(self, sure: bool | None) -> None:
        if sure and self._desk.undoable:
            self._undo()

    def _undo(self) -> None:
        library = self._desk.library
        with self._host.complaining():
            step, done = self._desk.undo()
            if self._desk.library is not library:
                self._shelf_changed()
            changed = "it was changed elsewhere since; left as it is"
            said = f"undone: {step.summary}" if done else changed
            self._draw(step.ids, said, everywhere=True)

    def _draw(self, ids: Sequence[str], said: str, *, everywhere: bool = False) -> None:
        """Draw what has changed: these articles, or all rows of the list."""
        self._listing.redraw(None if everywhere else ids)
        self._opened.redraw(ids)
        self._host.say(said)


def _starred(change: Change, accounts: Sequence[Row]) -> str:
    """Return that the first account of a story was starred or not, and which others are."""
    publisher = accounts[0].publisher
    said = f"{change.summary}: the account of {publisher}" if publisher else change.summary
    others = sum(row.starred for row in accounts[1:])
    return (
        f"{said}; {counted(others, 'other keeps its star', 'others keep theirs')}"
        if others
        else said
    )


def _marked(change: Change, accounts: Sequence[Row]) -> str:
    """Return how many accounts of a story were marked, and copies with them, in words."""
    number = len(change.states.keys() & {row.id for row in accounts})
    how = "read" if any(after.read for _, after in change.states.values()) else "unread"
    copies = len(change.states) - number
    also = f", and {counted(copies, 'copy', 'copies')}" if copies else ""
    return f"marked {counted(number, 'account')} {how}{also}"
