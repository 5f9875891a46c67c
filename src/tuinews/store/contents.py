"""The articles of a library changed: into the files first, durably, then into the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from tuinews.counting import silent
from tuinews.store.adding import Intake
from tuinews.store.disk.originals import Originals
from tuinews.store.index import segments
from tuinews.store.index.connections import Connections
from tuinews.store.index.journalmend import JournalMender
from tuinews.store.index.mend import Mender
from tuinews.store.views import StoredArticle
from tuinews.store.writing import Writer

T = TypeVar("T")


class Contents:
    """Changes articles. Call with the lock of the articles; all raises StoreError."""

    def __init__(
        self,
        index: Connections,
        originals: Originals,
        mender: Mender,
        journal_mender: JournalMender,
        writer: Writer,
        wanted: Callable[[], bool],
    ) -> None:
        """The index follows by way of the menders, what is given is written by `writer`.

        `wanted` says whether somebody else waits for the index.
        """
        self._index, self._originals = index, originals
        self._mender, self._journal_mender, self._writer = mender, journal_mender, writer
        self._wanted = wanted

    def take_in(self, decide: Callable[[Intake], T], now: datetime) -> T:
        """Have `decide` say what becomes of articles, and write that; returns what it does."""
        self.follow_files()
        intake = self._intake(now)
        decided = decide(intake)
        self._writer.change(*intake.by_file())
        return decided

    def take_out(
        self, ids: Iterable[str], removed: dict[str, StoredArticle], now: datetime
    ) -> None:
        """Remove articles, noting in `removed` what they were; those not known are passed over."""
        wanted = list(ids)
        self.follow_files()
        while left := self._found(wanted, now):  # until no file that was copied has them either
            drop: dict[str, set[str]] = {}
            for kept in left:
                removed.setdefault(kept.article.id, kept)
                drop.setdefault(kept.file, set()).add(kept.article.id)
            self._writer.change({}, drop)
            self.follow_files()

    def fold(self, *, whole: bool) -> None:
        """Move what came in, and is durable already, into the files of its days.

        A few articles of a day with very many may wait for more, except with `whole`.
        """
        self.follow_files()
        self._journal_mender.fold(whole=whole)
        self.merge()

    def merge(self) -> None:
        """Make searching quick again after very much has come in."""
        segments.merge_whole(self._index, self._wanted)

    def follow_files(self) -> None:
        """Index what others changed in the files."""
        self._journal_mender.catch_up()
        if names := self.differing():
            self._mender.mend(names, silent)

    def differing(self) -> list[str]:
        """Return the files of articles that the index does not hold as they are."""
        return [name for name in self._mender.differing() if name.startswith("articles/")]

    def _intake(self, now: datetime) -> Intake:
        return Intake(self._index.db, self._originals, now)

    def _found(self, ids: Iterable[str], now: datetime) -> list[StoredArticle]:
        """Return what is kept under these ids."""
        intake = self._intake(now)
        return [kept for identity in ids if (kept := intake.find(identity)) is not None]
