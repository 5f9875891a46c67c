"""The library: all that the user keeps, behind one face.

Reading is answered by the index, in milliseconds and without a lock. Writing goes to the
files first and is durable when the call returns; the index follows. Importing this module
loads neither TinyDB nor anything else that is slow.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.clock import utc_now
from tuinews.model import Article, Feed, Marked, State
from tuinews.store import marking
from tuinews.store.catalogue import Catalogue
from tuinews.store.context import LibraryContext, T
from tuinews.store.corrections import Corrections
from tuinews.store.disk.files import check_folder
from tuinews.store.disk.originals import Originals
from tuinews.store.errors import LibraryError
from tuinews.store.index import feedindex, relations
from tuinews.store.subscriptions import Subscriptions
from tuinews.store.views import Added, Change, StoredArticle

if TYPE_CHECKING:
    from tuinews.store.adding import Intake
    from tuinews.store.index.fields import PreparedArticle
    from tuinews.store.relating import Relations
    from tuinews.store.upkeep import Upkeep

POSITIONS = 50  # scroll positions kept in memory before they are written


class Library(Catalogue):
    """One library; one object a process. Reading is safe from any thread.

    What can be asked of its articles is in `Catalogue`, what concerns feeds, stories and the
    index in `subscriptions`, `corrections`, `relations` and `upkeep`.
    """

    def __init__(self, data: Path, cache: Path, *, now: Callable[[], datetime] = utc_now) -> None:
        """Take the files in `data` and the index in `cache`; nothing is opened yet.

        Raises RefusedError where `data` is no folder.
        """
        check_folder(data)
        context = LibraryContext(data, cache, now)
        super().__init__(context, Originals(data), Subscriptions(context))
        self._index = context.index
        self.corrections = Corrections(context, self)
        self._upkeep: Upkeep | None = None
        self._guard = threading.RLock()
        self._new: set[str] = set()

    @cached_property
    def relations(self) -> Relations:
        """What finding stories asks and keeps."""
        from tuinews.store.relating import Relations  # which a list can do without

        return Relations(self._context, self.corrections)

    @property
    def upkeep(self) -> Upkeep:
        """What writes the files, and keeps the index in step with them."""
        with self._guard:
            if self._upkeep is None:
                from tuinews.store.upkeep import Upkeep  # imported late: only changes need it

                parts = self._context, self._originals, self.subscriptions, self.corrections
                self._upkeep = Upkeep(*parts)
            return self._upkeep

    @property
    def data(self) -> Path:
        """The folder of its files."""
        return self._context.data

    @property
    def readonly(self) -> bool:
        """Whether nothing can be written into the data folder."""
        return self._context.readonly

    @property
    def notices(self) -> list[str]:
        """What the user has to know: sentences."""
        return self._context.notices

    @property
    def lost(self) -> int:
        """How often the index went away, or another one took its place, while it was in use."""
        return self._index.lost

    def version(self) -> int:
        """Return a number that changes when anything was changed, by whomever."""
        stamps = *self.subscriptions.stamps, self.corrections.stamp
        return hash((self._context.version(), *stamps))

    # --- adding and removing ------------------------------------------------------------

    def add(self, articles: Iterable[Article | PreparedArticle]) -> Added:
        """Add articles, durably, and say what each of them was.

        The same id, or the same text, is the same article: its sources are merged, and a
        text that changed keeps the earlier one. Raises StoreError; articles of days that
        were written before the error are kept then, and adding again does no harm.
        """
        given = list(articles)

        def take(intake: Intake) -> Added:
            intake.take(given)
            return intake.added()

        added = self._take_in(take)
        self._new.update(added.new)
        return added

    def pop_new(self) -> set[str]:
        """Return the ids of the articles that were new to `add` since this was last asked."""
        new, self._new = self._new, set()
        return new

    def edit(self, identity: str, change: Callable[[Article], Article | None]) -> bool:
        """Put what `change` makes of an article in its place; return whether that is another.

        It is given the article as it is when nobody else can write, and may return None to
        leave it so. It may be asked twice. Raises LibraryError where there is no such article,
        StoreError.
        """

        def put(intake: Intake) -> bool:
            known = intake.find(identity)
            if known is None:
                raise LibraryError(f"There is no article {identity}.")
            changed = change(known.article)
            if changed is None or changed == known.article:
                return False
            intake.put(replace(known, article=changed))
            return True

        return self._take_in(put)

    def _take_in(self, decide: Callable[[Intake], T]) -> T:
        """Have `decide` say what becomes of articles, and write that; returns what it does.

        It is asked once more where the index turns out to be damaged.
        """
        now = self._context.now()
        return self.upkeep.change_articles(lambda contents: contents.take_in(decide, now))

    def remove(self, ids: Iterable[str]) -> Change:
        """Remove articles; what the user did with them is kept. Can be undone.

        What came through a feed does not come again with it.
        """
        change = self._take_out(ids)
        self.subscriptions.remember_gone(kept.article for kept in change.removed)
        return change

    def remove_feed(self, url: str) -> Change:
        """Unsubscribe from a feed; what only it brought goes with it. Can be undone.

        Starred, tagged and noted articles stay. Raises LibraryError where there is none.
        """
        feed = self.subscriptions.feed(url)
        if feed is None:
            raise LibraryError(f"There is no feed {feedindex.origin_of(url) or url}.")
        ids = self.subscriptions.only_through(feed.url)
        self.subscriptions.remove([feed])
        change = self._take_out(ids)
        return replace(change, feeds=(feed,), summary=f"unsubscribed from {feed.name}")

    def _take_out(self, ids: Iterable[str]) -> Change:
        self._write_positions()
        wanted, removed = list(ids), dict[str, StoredArticle]()
        now = self._context.now()
        self.upkeep.change_articles(lambda contents: contents.take_out(wanted, removed, now))
        number = len(removed)
        summary = f"removed {number} articles" if number != 1 else "removed an article"
        return Change(removed=tuple(removed.values()), summary=summary)

    # --- marking ------------------------------------------------------------------------

    def mark(
        self,
        ids: Sequence[str],
        *,
        read: bool | None = None,
        starred: bool | None = None,
        tag: str = "",
        untag: str = "",
        note: str | None = None,
        opened: bool = False,
        again: bool = False,
    ) -> Change:
        """Mark articles, durably; what is not given stays. Returns what changed.

        With `read`, copies of the same text that tell no more are read, too; with `opened`,
        only what is scrolled past from now on counts as known to the user; with `again`,
        too, what was read before counts as read now.
        Raises LibraryError for an unknown id and for a tag without a letter; StoreError
        where it could not be written down, and nothing is marked then.
        """
        marks = marking.Marks(self._context.now(), read, starred, tag, untag, note, opened, again)
        if not read:
            return self._change_states(ids, marks.apply, marks.summary, strict=True)
        copies = set(self._context.read(lambda db: relations.copies_read_with(db, ids)))
        along = marking.Marks(self._context.now(), read=True, opened=True)

        def apply(identity: str, state: State) -> State:
            return (along if identity in copies else marks).apply(identity, state)

        change = self._change_states([*ids, *copies], apply, marks.summary, strict=True)
        more = len(copies & change.states.keys())
        if more:
            said = marks.summary(len(change.states) - more)
            said += f", and {more} {'copies' if more > 1 else 'copy'}"
            change = replace(change, summary=said)
        return change

    def mark_each(self, marks: Mapping[str, tuple[bool | None, bool | None]]) -> None:
        """Mark articles, by their ids, read or not and starred or not; None as it is. Durably.

        So they were marked elsewhere: copies are not read with them, what is gone is passed
        over, and there is nothing to undo. Raises StoreError.
        """
        now = self._context.now()

        def apply(identity: str, state: State) -> State:
            read, starred = marks[identity]
            return marking.Marks(now, read=read, starred=starred).apply(identity, state)

        self._change_states(list(marks), apply, "")

    def adopt(self, given: Iterable[Marked]) -> None:
        """Take over what another reader did with articles that are about to be added, durably.

        What is in the library, or was ever marked in it, stays as it is. Written before the
        articles, so that whoever is killed in between and adds them again misses nothing. Of
        several with one id the first counts. Raises StoreError.
        """
        wanted = {one.article.id: one for one in reversed(list(given))}

        def work() -> None:
            with self.upkeep.state_lock():
                self.upkeep.states.adopt(wanted, self._context.now())

        self._context.changes += 1
        self._context.retried(work)

    def undo(self, change: Change) -> Change:
        """Take back what a change did, where it was not changed again since.

        Returns the change that this was, so that it can be undone in turn.
        """
        if change.words:
            return self.corrections.take_back(change)
        if change.removed or change.feeds:
            return self._restore(change.removed, change.feeds)
        if change.restored_feeds:
            self.subscriptions.remove(change.restored_feeds)
            again = self._take_out([kept.article.id for kept in change.restored])
            return replace(again, feeds=change.restored_feeds, summary="unsubscribed again")
        if change.restored:
            return self.remove([kept.article.id for kept in change.restored])

        def back(identity: str, state: State) -> State:
            return marking.taken_back(state, *change.states[identity])

        return self._change_states(list(change.states), back, f"undone: {change.summary}")

    def _restore(self, removed: Sequence[StoredArticle], feeds: Sequence[Feed]) -> Change:
        back = self.subscriptions.restore(feeds)

        def put(intake: Intake) -> list[StoredArticle]:
            missing = [kept for kept in removed if intake.find(kept.article.id) is None]
            for kept in missing:
                intake.put(replace(kept, file=""))
            return missing

        missing = self._take_in(put)
        if not feeds:
            self.subscriptions.bring_back(kept.article.id for kept in missing)
        names = ", ".join(feed.name for feed in back) or str(len(missing))
        summary = f"brought back {names}"
        return Change(restored=tuple(missing), restored_feeds=tuple(back), summary=summary)

    def remember(self, identity: str, position: int, reached: int = 0) -> None:
        """Remember where an article was left, and the furthest that was scrolled past.

        Offsets into its body; written down with the next mark or at close.
        """
        with self._guard:
            furthest = max(reached, self._positions.get(identity, (0, 0))[1])
            self._positions[identity] = position, furthest
            full = len(self._positions) >= POSITIONS
        if full:
            self._write_positions()

    def _write_positions(self) -> None:
        if self._positions and not self.readonly:
            self._change_states([], lambda _, state: state, "")

    def _change_states(
        self,
        ids: Sequence[str],
        decide: Callable[[str, State], State],
        summary: Callable[[int], str] | str,
        *,
        strict: bool = False,
    ) -> Change:
        """Write down the states that `decide` makes of those that are, in one piece."""
        work = partial(self._states_changed, ids, decide, strict=strict)
        changes = self._context.retried(work)
        said = summary if isinstance(summary, str) else summary(len(changes))
        return Change(states=changes, summary=said)

    def _states_changed(
        self, ids: Sequence[str], decide: Callable[[str, State], State], *, strict: bool
    ) -> dict[str, tuple[State, State]]:
        """Write down states; returns those that changed, before and after."""
        if ids and self.row(ids[0]) is None and self.upkeep.behind():
            self.upkeep.mend()  # the index went away while the user was reading
        with self.upkeep.state_lock():
            with self._guard:
                positions = dict(self._positions)
            changes = self.upkeep.states.change(ids, decide, positions, strict=strict)
            with self._guard:
                for identity, place in positions.items():
                    if self._positions.get(identity) == place:
                        del self._positions[identity]
        self._context.changes += bool(changes or positions)
        return changes

    def close(self) -> None:
        """Write down what is still in memory, and close the index."""
        try:
            self._write_positions()
            self.upkeep.fold_long_states()
            self.upkeep.settle()
        finally:
            self._index.close()
