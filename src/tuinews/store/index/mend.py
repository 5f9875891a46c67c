"""Bringing the articles in the index in step with the files, while others read it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from types import TracebackType

from tuinews.store import packing
from tuinews.store.disk import shards
from tuinews.store.disk.files import remove_leftovers
from tuinews.store.disk.shards import Renewed, Stamp
from tuinews.store.errors import StoreError
from tuinews.store.index import entries, filereader, segments
from tuinews.store.index.ahead import ReadAhead
from tuinews.store.index.connections import Connections
from tuinews.store.index.entries import IndexEntry, Keys, Put
from tuinews.store.index.filereader import ReadFile, stamp_at
from tuinews.store.index.losses import Losses
from tuinews.store.index.schema import AMONG, listed
from tuinews.store.index.shared import Shared

GHOSTS = 1000  # articles that went unseen before the index is made anew for it
SHARE = 3  # ... and at least one for so many that are there
NUMBERS = packing.MOST // 8 * 7  # ... or numbers given away, see `packing`
SPELL = 0.3  # seconds of one transaction at most
ENTRIES = 200  # articles in one transaction at most: a tenth of a second
PIECE = 50  # articles after which it is asked whether a star waits for the index

Progress = Callable[[int, int], None]
Held = tuple[int, str, bool]  # the file that an article was read from, and whether of its day


class Batch:
    """Transactions one after the other, each long enough to pay and short to wait for."""

    def __init__(self, index: Connections, wanted: Callable[[], bool]) -> None:
        """Change `index`; nothing is begun yet. `wanted` says whether others wait for it."""
        self._index = index
        self._wanted = wanted
        self._open: AbstractContextManager[sqlite3.Connection] | None = None
        self._since = 0.0
        self._count = 0
        self._held: tuple[sqlite3.Connection, Keys] | None = None

    @property
    def db(self) -> sqlite3.Connection:
        """The connection, in a transaction."""
        return self._begun()[0]

    def begin(self) -> None:
        """Begin a transaction where none is open."""
        self._begun()

    @property
    def keys(self) -> Keys:
        """What gives out keys in this transaction."""
        return self._begun()[1]

    def _begun(self) -> tuple[sqlite3.Connection, Keys]:
        if self._open is None:
            opening = self._index.transaction(many=True)
            db = opening.__enter__()
            self._open = opening
            self._since = time.monotonic()
            self._count = 0
            if self._held is None or self._held[0] is not db:
                self._held = db, Keys(db)  # which knows where crowded minutes go on
            self._held[1].feeds.clear()  # they may have moved since
        assert self._held is not None
        return self._held

    def done(self, steps: int = 1, *, at_once: bool = False) -> bool:
        """Count more steps; commit where it is time, and return whether that was so."""
        self._count += steps
        late = self._count >= ENTRIES or time.monotonic() - self._since > SPELL
        wanted = self._wanted()
        if self._open is None or not (at_once or late or wanted):
            return False
        ending, self._open = self._open, None
        ending.__exit__(None, None, None)
        if wanted:
            time.sleep(segments.PAUSE)
        segments.merge(self._index, self._wanted)
        return True

    def __enter__(self) -> Batch:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._open is not None:
            ending, self._open = self._open, None
            ending.__exit__(kind, error, trace)


class Mender:
    """Compares the index with the files of articles and indexes again what differs."""

    def __init__(self, shared: Shared, losses: Losses) -> None:
        """What waits in the journal is none of the business of its file yet."""
        self._losses = losses
        self._data, self._index, self._originals = shared.data, shared.index, shared.originals
        self._lock, self._notify, self._wanted = shared.lock, shared.notify, shared.wanted
        self._waiting = shared.journal.waiting
        self._lost = False  # whether a file lost an article, or its claim to one, in this pass

    def differing(self) -> list[str]:
        """Return the files that changed, came or went since they were indexed, newest first."""
        present = shards.present(self._data)
        known = known_files(self._index.db)
        changed = [name for name, stamp in present.items() if known.get(name) != stamp]
        return sorted(changed, reverse=True) + sorted(known.keys() - present.keys())

    def is_worn(self) -> bool:
        """Whether the index had better be new.

        So many words of what is no more are in it, or its numbers come to an end.
        """
        told = (
            "select (select count(*) from ghosts), articles, (select coalesce(max(num), 0)"
            " from articles), (select coalesce(max(num), 0) from reasons) from totals"
        )
        ghosts, articles, *numbers = self._index.db.execute(told).fetchone()
        return bool(ghosts > max(GHOSTS, articles // SHARE) or max(numbers) > NUMBERS)

    def mend(self, names: list[str], progress: Progress) -> list[str]:
        """Index these files again; returns those that were."""
        mended = []
        self._lost = False
        with Batch(self._index, self._wanted) as batch, ReadAhead(self._data, names) as ahead:
            for number, name in enumerate(names):
                progress(number, len(names))
                if self._mend(name, batch, partial(ahead.take, number)):
                    mended.append(name)
            for name in self._with_copies(batch.db) if self._lost else ():
                self._mend(name, batch, partial(filereader.read, self._data, name))
        self._losses.tell()
        progress(len(names), len(names))
        return mended

    def _with_copies(self, db: sqlite3.Connection) -> list[str]:
        """Return the files with articles that are, or were, read from another."""
        return [name for (name,) in db.execute("select name from files where copies").fetchall()]

    def clear_leftovers(self) -> None:
        """Remove temporary files of processes that were killed."""
        folders = {(self._data / name).parent for name in shards.present(self._data)}
        for folder in folders:
            remove_leftovers(folder)

    def _mend(self, name: str, batch: Batch, ahead: Callable[[], ReadFile]) -> bool:
        """Index a file again, and once more where it changes meanwhile."""
        for again in range(10):
            read = filereader.read(self._data, name) if again else ahead()
            if read.stamp is None:
                self._forget(name, batch)
                return True
            if read.refused:
                self._notify(read.refused)
                note_file(batch.db, name, read.stamp, read.refused)  # what the index holds stays
                return False
            if read.loaded.torn:
                batch.done(at_once=True)
                self._losses.note(name, read.found.keys() | set(self._waiting().get(name, ())))
                if self._repair(name):
                    continue
            if self._take(name, read.stamp, read, batch):
                return True
        return False

    def _take(self, name: str, stamp: Stamp, read: ReadFile, batch: Batch) -> bool:
        """Index what a file holds; False where the file changed meanwhile."""
        problem = read.loaded.problem
        if read.lost:
            problem = f"{self._data / name}: {read.lost} entries are no articles and were left out"
        if not self._bring_in(name, read, stamp, batch):
            return False
        note_file(batch.db, name, stamp, problem)
        if problem:
            self._notify(problem)
        return True

    def _repair(self, name: str) -> bool:
        """Write a damaged file anew, with what could be read of it and of its backup."""
        try:
            with self._lock():
                shards.write(self._data, name, {}, set(), self._notify)
        except StoreError as error:
            self._notify(str(error))
            return False
        return True

    def _bring_in(self, name: str, read: ReadFile, stamp: Stamp, batch: Batch) -> bool:
        """Make the index hold of a file what was found in it; of a torn one nothing is taken out.

        Returns False where the file changed meanwhile: what was found is old then.
        """
        path, found = self._data / name, read.found
        batch.done()
        file = entries.file_number(batch.db, name)
        held = {
            identity: (key, digest)
            for identity, key, digest in batch.db.execute(
                "select id, key, digest from articles where file = ?", (file,)
            )
        }
        if stamp_at(path) != stamp:
            return False
        waiting = self._waiting().get(name, ())
        if not read.loaded.torn:
            there = found.keys() | set(waiting)
            self._take_out(batch, [key for one, (key, _) in held.items() if one not in there])
        note_places(batch.db, file, read.places, waiting)
        changed = [
            entry
            for entry in entries.in_order(found.values())
            if entry.id not in held or held[entry.id][1] != entry.digest
        ]
        copies = False
        for start in range(0, len(changed), PIECE):
            piece = [one for one in changed[start : start + PIECE] if one.id not in waiting]
            elsewhere = _files_of(batch.db, [one.id for one in piece])
            put = [
                Put(one, file, entries.is_home(name, one), read.places.get(one.id))
                for one in piece
                if self._belongs(batch.db, name, file, one, elsewhere.get(one.id))
            ]
            copies = copies or len(put) < len(piece)
            entries.put(batch.db, self._originals, batch.keys, put)
            if batch.done(PIECE):
                if stamp_at(path) != stamp:
                    return False
                batch.begin()  # nobody indexes meanwhile
                waiting = self._waiting().get(name, ())
        batch.db.execute("update files set copies = ? where num = ?", (copies, file))
        return True

    def _take_out(self, batch: Batch, keys: list[int]) -> None:
        """Take out of the index what a file no longer holds; another may, which is seen to then."""
        entries.take_out(batch.db, self._originals, keys)
        self._lost = self._lost or bool(keys)

    def _belongs(
        self, db: sqlite3.Connection, name: str, file: int, entry: IndexEntry, held: Held | None
    ) -> bool:
        """Whether an article is to be read from this file: that where it is `held` has it, too.

        Of several the file of its day is believed, else the one with the last name: so it makes
        no difference in which order they are read. What waits in the journal is newer than all.
        """
        if held is None:
            return True
        other, other_name, other_home = held
        home = entries.is_home(name, entry)
        if other == file:
            self._lost = self._lost or (other_home and not home)
            return True
        if entry.id in self._waiting().get(other_name, ()):
            return False
        if (self._data / other_name).exists():
            if (home, name) < (other_home, other_name):
                return False
            db.execute("update files set copies = 1 where num = ?", (other,))
        return True

    def _forget(self, name: str, batch: Batch) -> None:
        db = batch.db
        file = entries.file_number(db, name)
        waiting = self._waiting().get(name, ())
        held = db.execute("select key, id from articles where file = ?", (file,)).fetchall()
        gone = [key for key, identity in held if identity not in waiting]
        self._take_out(batch, gone)
        if waiting:
            db.execute("update files set size = null where num = ?", (file,))
        else:
            db.execute("delete from files where num = ?", (file,))


def _files_of(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, Held]:
    """Return of articles from which file each was read: number, name, whether of its day."""
    asked = (
        "select a.id, f.num, f.name, a.home from articles a join files f on f.num = a.file"
        f" where a.id {AMONG}"
    )
    return {
        identity: (file, name, bool(home))
        for identity, file, name, home in db.execute(asked, (listed(ids),))
    }


def known_files(db: sqlite3.Connection) -> dict[str, Stamp]:
    """Return the files as they were when they were indexed."""
    return {
        name: (size, time)
        for name, size, time in db.execute(
            "select name, size, mtime from files where size is not null"
        )
    }


def note_file(db: sqlite3.Connection, name: str, stamp: Stamp, problem: str = "") -> None:
    """Remember that a file was indexed as it is."""
    entries.file_number(db, name)
    db.execute(
        "update files set size = ?, mtime = ?, problem = ? where name = ?", (*stamp, problem, name)
    )


def note_written(db: sqlite3.Connection, name: str, renewed: Renewed) -> None:
    """Remember that a file is indexed as it is written, where what it held before was, too."""
    found = db.execute("select size, mtime from files where name = ?", (name,)).fetchone()
    if (found if found and found[0] is not None else None) == renewed.before:
        note_file(db, name, renewed.stamp)
        note_places(db, entries.file_number(db, name), renewed.places)


def note_places(
    db: sqlite3.Connection, file: int, places: Mapping[str, int], waiting: Collection[str] = ()
) -> None:
    """Remember at which bytes of a file its documents begin, but for those that wait."""
    held = db.execute("select key, id, place from articles where file = ?", (file,)).fetchall()
    moved = [
        (places[identity], key)
        for key, identity, place in held
        if identity in places and places[identity] != place and identity not in waiting
    ]
    db.executemany("update articles set place = ? where key = ?", moved)
