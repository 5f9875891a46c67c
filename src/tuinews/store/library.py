"""The library: all that the reader keeps, behind one face.

Reading is answered by the index, in milliseconds and without a lock. Writing goes to the
files first and is durable when the call returns; the index follows. Importing this module
loads neither TinyDB nor anything else that is slow.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.clock import utc_now
from tuinews.counting import silent
from tuinews.model import Article, Feed, Marked, State
from tuinews.store import marking
from tuinews.store.catalogue import T
from tuinews.store.corrections import Corrections
from tuinews.store.disk.files import check_folder
from tuinews.store.disk.locks import WriterLock
from tuinews.store.errors import BusyError, LibraryError, RefusedError, StoreError
from tuinews.store.index import feedindex, relations
from tuinews.store.index.connections import explained, is_damage
from tuinews.store.views import (
    Added,
    Change,
    Counts,
    Kept,
    Order,
    Report,
    Row,
    SavedSearch,
    Show,
)

if TYPE_CHECKING:
    from tuinews.store.adding import Intake
    from tuinews.store.contents import Contents
    from tuinews.store.index.sheets import Packed
    from tuinews.store.upkeep import Upkeep

__all__ = [
    "Added",
    "BusyError",
    "Change",
    "Counts",
    "Library",
    "LibraryError",
    "Order",
    "RefusedError",
    "Report",
    "Row",
    "SavedSearch",
    "Show",
    "StoreError",
]

PATIENCE = 60.0  # seconds to wait for another process that adds articles
STATE_PATIENCE = 20.0  # ... that marks them
POSITIONS = 50  # scroll positions kept in memory before they are written


class Library(Corrections):
    """One library; one object a process. Reading is safe from any thread."""

    def __init__(self, data: Path, cache: Path, *, now: Callable[[], datetime] = utc_now) -> None:
        """Take the files in `data` and the index in `cache`; nothing is opened yet.

        Raises RefusedError where `data` is no folder.
        """
        check_folder(data)
        super().__init__(data, cache, now)
        self._lock = WriterLock(self._home, "articles.lock", PATIENCE)
        self._state_lock = WriterLock(self._home, "states.lock", STATE_PATIENCE)
        self._loaded: Upkeep | None = None
        self._guard = threading.RLock()
        self._arrived: set[str] = set()

    @property
    def _upkeep(self) -> Upkeep:
        with self._guard:
            if self._loaded is None:
                from tuinews.store.upkeep import Upkeep  # imported late: only changes need it

                about = self.data, self._index, self._originals, self._lock
                self._loaded = Upkeep(*about, self._tell, self._late, self._ask_again)
            return self._loaded

    # --- adding and removing ------------------------------------------------------------

    def add(self, articles: Iterable[Article | Packed]) -> Added:
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
        self._arrived.update(added.new)
        return added

    def arrived(self) -> set[str]:
        """Return the ids of the articles that were new to `add` since this was last asked."""
        arrived, self._arrived = self._arrived, set()
        return arrived

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
        return self._change_articles(lambda contents: contents.take_in(decide, self._now()))

    def _change_articles(self, change: Callable[[Contents], T], patience: float | None = None) -> T:
        """Change articles while nobody else does. Raises BusyError, StoreError."""
        self._changes += 1
        with self._lock(patience):
            return self._sure(lambda: change(self._upkeep.contents))

    def remove(self, ids: Iterable[str]) -> Change:
        """Remove articles; what the reader did with them is kept. Can be undone.

        What came through a feed does not come again with it.
        """
        change = self._take_out(ids)
        self._remember_gone(kept.article for kept in change.removed)
        return change

    def remove_feed(self, url: str) -> Change:
        """Unsubscribe from a feed; what only it brought goes with it. Can be undone.

        Starred, tagged and noted articles stay. Raises LibraryError where there is none.
        """
        feed = self.feed(url)
        if feed is None:
            raise LibraryError(f"There is no feed {feedindex.origin_of(url) or url}.")
        ids = self.only_through(feed.url)
        self._end_at_account([feed])
        self._feeds.remove([feed.url])
        self.note_arrivals({feed.url: ()})
        self._changes += 1
        change = self._take_out(ids)
        return replace(change, feeds=(feed,), summary=f"unsubscribed from {feed.name}")

    def _take_out(self, ids: Iterable[str]) -> Change:
        self._write_positions()
        wanted, removed = list(ids), dict[str, Kept]()
        self._change_articles(lambda contents: contents.take_out(wanted, removed, self._now()))
        number = len(removed)
        summary = f"removed {number} articles" if number != 1 else "removed an article"
        return Change(removed=tuple(removed.values()), summary=summary)

    def settle(self, *, whole: bool = False) -> None:
        """Move what came in, and is durable already, into the files of its days.

        Unless another process is at it. A few articles of a day with very many may wait for
        more, except with `whole`. What could not be moved is told, and stays as safe as it was.
        """
        try:
            if (self._upkeep.journal.waiting() or self._upkeep.journal.bad) and not self.readonly:
                self._change_articles(lambda contents: contents.fold(whole=whole), patience=0)
            self._upkeep.arrivals.stuck = ""
        except BusyError:
            pass
        except StoreError as error:
            self._upkeep.arrivals.stuck = str(error)
            self._tell(str(error))

    def _late(self, error: sqlite3.Error) -> None:
        """The files are written, the index could not follow: it will be mended."""
        if is_damage(error):
            self._index.throw_away()
        self._tell(f"{explained(error, self._index.path)} The index will be mended.")

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
        only what is scrolled past from now on counts as known to the reader; with `again`,
        too, what was read before counts as read now.
        Raises LibraryError for an unknown id and for a tag without a letter; StoreError
        where it could not be written down, and nothing is marked then.
        """
        marks = marking.Marks(self._now(), read, starred, tag, untag, note, opened, again)
        if not read:
            return self._change_states(ids, marks.apply, marks.summary, strict=True)
        copies = set(self._read(lambda db: relations.copies_read_with(db, ids)))
        along = marking.Marks(self._now(), read=True, opened=True)

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
        now = self._now()

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
            with self._state_lock():
                self._upkeep.states.adopt(wanted, self._now())

        self._changes += 1
        self._sure(work)

    def undo(self, change: Change) -> Change:
        """Take back what a change did, where it was not changed again since.

        Returns the change that this was, so that it can be undone in turn.
        """
        if change.words:
            return self.take_back_words(change)
        if change.removed or change.feeds:
            return self._restore(change.removed, change.feeds)
        if change.restored_feeds:
            self._end_at_account(change.restored_feeds)
            self._feeds.remove([feed.url for feed in change.restored_feeds])
            again = self._take_out([kept.article.id for kept in change.restored])
            return replace(again, feeds=change.restored_feeds, summary="unsubscribed again")
        if change.restored:
            return self.remove([kept.article.id for kept in change.restored])

        def back(identity: str, state: State) -> State:
            return marking.taken_back(state, *change.states[identity])

        return self._change_states(list(change.states), back, f"undone: {change.summary}")

    def _restore(self, removed: Sequence[Kept], feeds: Sequence[Feed]) -> Change:
        self._end_at_account(feeds, over=False)
        back = self._feeds.restore(feeds) if feeds else []
        self._changes += 1

        def put(intake: Intake) -> list[Kept]:
            missing = [kept for kept in removed if intake.find(kept.article.id) is None]
            for kept in missing:
                intake.put(replace(kept, file=""))
            return missing

        missing = self._take_in(put)
        if not feeds:
            self._feeds.bring_back(kept.article.id for kept in missing)
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
        changes = self._sure(work)
        said = summary if isinstance(summary, str) else summary(len(changes))
        return Change(states=changes, summary=said)

    def _states_changed(
        self, ids: Sequence[str], decide: Callable[[str, State], State], *, strict: bool
    ) -> dict[str, tuple[State, State]]:
        """Write down states; returns those that changed, before and after."""
        if ids and self.row(ids[0]) is None and self.behind():
            self.mend()  # the index went away while the reader was reading
        with self._state_lock():
            with self._guard:
                positions = dict(self._positions)
            changes = self._upkeep.states.change(ids, decide, positions, strict=strict)
            with self._guard:
                for identity, place in positions.items():
                    if self._positions.get(identity) == place:
                        del self._positions[identity]
        self._changes += bool(changes or positions)
        return changes

    # --- upkeep -------------------------------------------------------------------------

    def behind(self) -> bool:
        """Whether the files differ from what the index was made from: `mend` is needed."""
        try:
            return self._read(
                lambda _: (
                    bool(self._upkeep.mender.differing())
                    or not self._upkeep.state_mender.in_step()
                    or not self._upkeep.arrivals.in_step()
                )
            )
        except StoreError as error:
            self._tell(str(error))
            return False

    def mend(self, progress: Callable[[int, int], None] = silent) -> Report:
        """Bring the index in step with the files, newest first, while others read it.

        `progress` is told files done and files in all. Folds the journal of states. An index
        that is damaged, or has very many words of what is no more, is made anew.
        """

        def put(_: sqlite3.Connection) -> list[str]:
            mended = self._mend_states()
            mended += [] if self.readonly else self.mend_lists()
            self._follow_moves()
            try:
                self._upkeep.mender.clear_leftovers()
                self._upkeep.arrivals.catch_up()
                names = self._upkeep.contents.differing()
            except StoreError as error:
                self._tell(str(error))
                return mended
            mended += self._upkeep.mender.mend(names, progress)
            self._upkeep.contents.merge()
            self.settle(whole=True)
            return mended

        mended = self._read(put)
        report = self.check()
        if not report.sound or self._read(lambda _: self._upkeep.mender.is_worn()):
            self._index.throw_away()
            mended = self._read(put)
            report = self.check()
        self._changes += bool(mended)
        return replace(report, mended=tuple(mended), lost=tuple(self._upkeep.losses.said))

    def _mend_states(self) -> list[str]:
        try:
            if self.readonly:
                return self._upkeep.state_mender.mend()
            with self._state_lock():
                return self._upkeep.states.mend()
        except StoreError as error:  # the articles can be mended all the same
            self._tell(str(error))
            return []

    def rebuild(self, progress: Callable[[int, int], None] = silent) -> Report:
        """Throw the index away and make it anew from the files."""
        self._read(lambda _: self._upkeep.arrivals.catch_up())  # which may heal the journal
        self._index.throw_away()
        self._changes += 1
        return self.mend(progress)

    def check(self) -> Report:
        """Return how the store is: what there is, and what needs attention."""
        from tuinews.store import reporting

        report = self._read(
            lambda db: reporting.report(db, self.data, self._index.path, readonly=self.readonly)
        )
        more = filter(None, self._journal_problems())
        return replace(report, problems=(*report.problems, *more, *self.list_problems()))

    def _journal_problems(self) -> tuple[str, ...]:
        arrivals = self._read(lambda _: self._upkeep.arrivals.problem())
        return arrivals, self._upkeep.state_mender.problem(), self.words_problem()

    def compare(self, progress: Callable[[int, int], None] = silent) -> list[str]:
        """Return what of the store the index does not hold as it is, though it has read it.

        Reads every file; what was changed since it was read is not looked at: see `behind`.
        Where it returns anything, `rebuild` is needed.
        """
        from tuinews.store.index import compare

        keep = self._upkeep
        return self._read(
            lambda db: compare.differing(db, self.data, keep.state_files, keep.journal, progress)
        )

    def close(self) -> None:
        """Write down what is still in memory, and close the index."""
        try:
            self._write_positions()
            self._fold_long()
            self.settle()
        finally:
            self._index.close()

    def _fold_long(self) -> None:
        """Fold a journal that has grown, unless another process is at it."""
        with contextlib.suppress(StoreError):
            if self._upkeep.state_files.are_to_be_folded() and not self.readonly:
                with self._state_lock(0):
                    self._upkeep.states.fold_long()
