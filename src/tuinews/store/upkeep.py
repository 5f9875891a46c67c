"""Writing the files of a library, and keeping its index in step with them.

Loaded when something is marked, added or mended: a list can be read without it.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from tuinews.counting import silent
from tuinews.store import reporting
from tuinews.store.contents import Contents
from tuinews.store.context import LibraryContext
from tuinews.store.corrections import Corrections
from tuinews.store.disk.articlejournal import ArticleJournal
from tuinews.store.disk.locks import WriterLock
from tuinews.store.disk.originals import Originals
from tuinews.store.disk.state import StateFiles
from tuinews.store.errors import BusyError, StoreError
from tuinews.store.index.connections import explained, is_damage
from tuinews.store.index.journalmend import Growth, JournalMender
from tuinews.store.index.losses import Losses
from tuinews.store.index.mend import Mender
from tuinews.store.index.shared import Shared
from tuinews.store.index.statemend import StateMender
from tuinews.store.states import States
from tuinews.store.subscriptions import Subscriptions
from tuinews.store.views import Report
from tuinews.store.writing import Writer

T = TypeVar("T")

PATIENCE = 60.0  # seconds to wait for another process that adds articles
STATE_PATIENCE = 20.0  # ... that marks them


class Upkeep:
    """The writing parts of one library; safe from any thread."""

    def __init__(
        self,
        context: LibraryContext,
        originals: Originals,
        subscriptions: Subscriptions,
        corrections: Corrections,
    ) -> None:
        """Nothing is read or locked yet."""
        data, index, notify = context.data, context.index, context.notify
        self._context, self._subscriptions, self._corrections = context, subscriptions, corrections
        self.lock = WriterLock(context.folder, "articles.lock", PATIENCE)
        self.state_lock = WriterLock(context.folder, "states.lock", STATE_PATIENCE)
        self._state_files = StateFiles(data, notify)
        self._journal = ArticleJournal(data, notify)
        wanted = Growth(self._state_files.journal_path)  # somebody marks: the index shall follow
        shared = Shared(data, index, originals, self._journal, self.lock, notify, wanted)
        self._losses = Losses(data, index, notify, subscriptions.read_again)
        self.mender = Mender(shared, self._losses)
        self._journal_mender = JournalMender(shared)
        writer = Writer(shared, self._journal_mender, self._late)
        menders = self.mender, self._journal_mender
        self._contents = Contents(index, originals, *menders, writer, wanted)
        self._state_mender = StateMender(data, index, self._state_files, notify)
        self.states = States(index, self._state_files, self._state_mender, notify, self._late)

    def _late(self, error: sqlite3.Error) -> None:
        """The files are written, the index could not follow: it will be mended."""
        index = self._context.index
        if is_damage(error):
            index.throw_away()
        self._context.notify(f"{explained(error, index.path)} The index will be mended.")

    # --- changing -----------------------------------------------------------------------

    def change_articles(self, change: Callable[[Contents], T], patience: float | None = None) -> T:
        """Change articles while nobody else does; once more where the index turns out damaged.

        Raises BusyError after `patience` seconds, StoreError.
        """
        self._context.changes += 1
        with self.lock(patience):
            return self._context.retried(lambda: change(self._contents))

    def settle(self, *, whole: bool = False) -> None:
        """Move what came in, and is durable already, into the files of its days.

        Unless another process is at it. A few articles of a day with very many may wait for
        more, except with `whole`. What could not be moved is told, and stays as safe as it was.
        """
        try:
            if (self._journal.waiting() or self._journal.bad) and not self._context.readonly:
                self.change_articles(lambda contents: contents.fold(whole=whole), patience=0)
            self._journal_mender.stuck = ""
        except BusyError:
            pass
        except StoreError as error:
            self._journal_mender.stuck = str(error)
            self._context.notify(str(error))

    def fold_long_states(self) -> None:
        """Fold a journal of states that has grown, unless another process is at it."""
        with contextlib.suppress(StoreError):
            if self._state_files.are_to_be_folded() and not self._context.readonly:
                with self.state_lock(0):
                    self.states.fold_long()

    # --- mending ------------------------------------------------------------------------

    def behind(self) -> bool:
        """Whether the files differ from what the index was made from: `mend` is needed."""
        try:
            return self._context.read(
                lambda _: (
                    bool(self.mender.differing())
                    or not self._state_mender.in_step()
                    or not self._journal_mender.in_step()
                )
            )
        except StoreError as error:
            self._context.notify(str(error))
            return False

    def mend(self, progress: Callable[[int, int], None] = silent) -> Report:
        """Bring the index in step with the files, newest first, while others read it.

        `progress` is told files done and files in all. Folds the journal of states. An index
        that is damaged, or has very many words of what is no more, is made anew.
        """
        context = self._context
        mended = context.retried(lambda: self._mend(progress))
        report = self.check()
        if not report.sound or context.read(lambda _: self.mender.is_worn()):
            context.index.throw_away()
            mended = context.retried(lambda: self._mend(progress))
            report = self.check()
        context.changes += bool(mended)
        return replace(report, mended=tuple(mended), lost=tuple(self._losses.said))

    def _mend(self, progress: Callable[[int, int], None]) -> list[str]:
        """Bring the index in step; returns the names of what differed."""
        mended = self._mend_states()
        mended += [] if self._context.readonly else self._subscriptions.mend()
        self._subscriptions.follow_moves()
        try:
            self.mender.clear_leftovers()
            self._journal_mender.catch_up()
            names = self._contents.differing()
        except StoreError as error:
            self._context.notify(str(error))
            return mended
        mended += self.mender.mend(names, progress)
        self._contents.merge()
        self.settle(whole=True)
        return mended

    def _mend_states(self) -> list[str]:
        try:
            if self._context.readonly:
                return self._state_mender.mend()
            with self.state_lock():
                return self.states.mend()
        except StoreError as error:  # the articles can be mended all the same
            self._context.notify(str(error))
            return []

    def rebuild(self, progress: Callable[[int, int], None] = silent) -> Report:
        """Throw the index away and make it anew from the files."""
        self._context.read(lambda _: self._journal_mender.catch_up())  # may repair it
        self._context.index.throw_away()
        self._context.changes += 1
        return self.mend(progress)

    # --- checking -----------------------------------------------------------------------

    def check(self) -> Report:
        """Return how the store is: what there is, and what needs attention."""
        context = self._context
        report = context.read(
            lambda db: reporting.report(
                db, context.data, context.index.path, readonly=context.readonly
            )
        )
        more = (
            context.read(lambda _: self._journal_mender.problem()),
            self._state_mender.problem(),
            self._corrections.problem(),
            *self._subscriptions.problems(),
        )
        return replace(report, problems=(*report.problems, *filter(None, more)))

    def compare(self, progress: Callable[[int, int], None] = silent) -> list[str]:
        """Return what of the store the index does not hold as it is, though it has read it.

        Reads every file; what was changed since it was read is not looked at: see `behind`.
        Where it returns anything, `rebuild` is needed.
        """
        from tuinews.store.index import compare

        files = self._state_files, self._journal
        data = self._context.data
        return self._context.read(lambda db: compare.differing(db, data, *files, progress))
