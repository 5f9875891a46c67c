"""Keeping the index in step with the journal of articles, and folding that journal."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from tuinews.counting import counted
from tuinews.store.disk import articlejournal, shards
from tuinews.store.disk.articlejournal import Place
from tuinews.store.disk.originals import Originals
from tuinews.store.disk.shards import Renewed
from tuinews.store.errors import StoreError
from tuinews.store.index import entries, segments
from tuinews.store.index.entries import IndexEntry, Keys, Put
from tuinews.store.index.mend import PIECE, SPELL, note_written
from tuinews.store.index.schema import STALE
from tuinews.store.index.shared import Shared

AT_ONCE = 200  # articles in one transaction at most
PAYS = 20  # bytes that are written again for one that waits, at most
LONG = 1 << 29  # bytes of journal that are folded without waiting for the end

Found = tuple[Place, IndexEntry | None]


class Growth:
    """Whether a file has grown since it was asked last: somebody changed something."""

    def __init__(self, path: Path) -> None:
        """Look at the file at `path`."""
        self._path = path
        self._size = -1

    def __call__(self) -> bool:
        """Return whether it is longer than it was, or another one."""
        size = 0
        with contextlib.suppress(OSError):
            size = self._path.stat().st_size
        grown = self._size not in (-1, size)
        self._size = size
        return grown


class JournalMender:
    """Brings what the journal says into the index, and in the end into the files."""

    def __init__(self, shared: Shared) -> None:
        """Nothing is read yet."""
        self._data, self._index, self._originals = shared.data, shared.index, shared.originals
        self._lock, self._notify, self._wanted = shared.lock, shared.notify, shared.wanted
        self._journal = shared.journal
        self.stuck = ""  # why the journal could not be folded
        self._waited = False

    def in_step(self) -> bool:
        """Whether the index holds all of the journal; a line cut off at its end is nothing."""
        try:
            name, end = self._journal.file.head()
            if self._is_damaged():
                return not os.access(self._journal.file.path.parent, os.W_OK)
        except StoreError as error:
            self._notify(str(error))
            return True
        known, place = _place(self._index.db)
        if (name, end) == (known, place):
            return True
        return name == known and next(self._journal.places(place), None) is None

    def problem(self) -> str:
        """Return what is wrong with the journal, as a sentence; "" where nothing is."""
        path = self._journal.file.path
        try:
            self._journal.file.head()
            if self._is_damaged():
                return f"{path} is damaged"
        except StoreError as error:
            return str(error)
        self._journal.waiting()
        if self._journal.bad:
            return f"{path}: {len(self._journal.bad)} lines cannot be read"
        return self.stuck and f"{path} could not be moved into the files of its days: {self.stuck}"

    def _is_damaged(self) -> bool:
        """Whether the journal lost its beginning, or lines at its end that were indexed."""
        name, end = self._journal.file.head()
        known, place = _place(self._index.db)
        return self._journal.file.is_damaged() or (name == known and end < place)

    def repair(self) -> None:
        """Write a damaged journal anew: without bad lines.

        What stood in lines that are lost is taken out of the index.
        Bad lines are kept in a file beside it. Call with the lock of the articles. Raises
        StoreError; the journal is as it was then.
        """
        journal = self._journal
        journal.file.finish()
        waiting = journal.waiting()
        damaged, bad = self._is_damaged(), journal.bad
        if not (damaged or bad):
            return
        name = journal.file.head()[0] or _place(self._index.db)[0]
        good = journal.lines(place for places in waiting.values() for place in places.values())
        told = f"{journal.file.path} was damaged and was written anew"
        if bad:
            aside = journal.file.keep_lines(journal.damaged())
            told += f"; {counted(len(bad), 'line')} that cannot be read: kept as {aside}"
        journal.file.begin(name, good)
        self._forget_lost()
        self._notify(told)

    def _forget_lost(self) -> None:
        """Take out of the index what stood in the journal and does so no more.

        The files of these days may hold earlier texts: they are to be read again.
        """
        waiting = self._journal.waiting()
        with self._index.transaction() as db:
            indexed = db.execute(
                "select a.key, a.id, f.num, f.name from articles a join files f on f.num = a.file"
                " where a.place < 0"
            ).fetchall()
            lost = [
                (key, num) for key, one, num, name in indexed if one not in waiting.get(name, ())
            ]
            entries.take_out(db, self._originals, [key for key, _ in lost])
            files = {(STALE, num) for _, num in lost}
            db.executemany("update files set size = ? where num = ?", files)

    def append(
        self, put: Sequence[tuple[str, IndexEntry]], drop: Iterable[tuple[str, str]]
    ) -> None:
        """Write articles into the journal, durably, then into the index.

        Both are given with the file that they are for. Call with the lock of the articles,
        and the index in step. Raises StoreError, and sqlite3.Error where it is written but
        not indexed.
        """
        put = sorted(put, key=lambda one: entries.sort_time(one[1]))
        marked: list[tuple[str, str, IndexEntry | None, bytes]] = [
            (file, one.id, one, articlejournal.put_line(file, one.id, one.raw)) for file, one in put
        ]
        marked += [(file, name, None, articlejournal.drop_line(file, name)) for file, name in drop]
        before = self._journal.file.head()[0]
        name, start = self._journal.append([line for *_, line in marked])
        found: list[Found] = []
        for file, identity, entry, line in marked:
            end = start + len(line) + 1
            found.append((Place(file, identity, start, end, entry is not None), entry))
            start = end
        self._journal.note(name, [place for place, _ in found])
        with self._index.transaction() as db:
            if before not in ("", _place(db)[0]):
                return  # another index than the one that was in step
            note_place(db, name, found[0][0].start)
        self._bring_in(name, iter(found))

    def catch_up(self) -> bool:
        """Bring the index in step with the journal; returns whether there was anything to do."""
        try:
            if self._is_damaged():
                with self._lock():
                    self.repair()
        except StoreError as error:
            self._notify(str(error))
            return False
        if self.in_step():
            return False
        for _ in range(10):
            name, after = self._journal.file.now()
            with self._index.transaction() as db:
                known, start = _place(db)
                if known != name:
                    if known not in ("", after):  # what only that one held is no more
                        stale = "update files set size = ? where name like 'articles/%'"
                        db.execute(stale, (STALE,))
                    start = 0
                    note_place(db, name, start)
            if self._bring_in(name, self._read(start)):
                return True
        return True

    def _read(self, start: int) -> Iterator[Found]:
        """Yield what the journal says from a place on."""
        fallback = datetime.fromtimestamp(0, UTC)
        with contextlib.suppress(FileNotFoundError):
            fallback = datetime.fromtimestamp(self._journal.file.path.stat().st_mtime, UTC)
            for place, document in self._journal.read(start):
                entry = document and entries.read_entry(document, fallback)
                yield place, entry or None

    def _bring_in(self, name: str, found: Iterator[Found]) -> bool:
        """Index lines of the journal, in order; False where it was folded meanwhile."""
        more = True
        while more:
            with self._index.transaction(many=True) as db:
                known, done = _place(db)
                if known != name:
                    return False
                keys = Keys(db)
                more = False
                for piece in self._spell(found):
                    more = True
                    done = _apply(db, self._originals, keys, piece, done)
                note_place(db, name, done)
            if more and self._waited:
                time.sleep(segments.PAUSE)
            segments.merge(self._index, self._wanted)
        return True

    def _spell(self, found: Iterator[Found]) -> Iterator[list[Found]]:
        """Yield as many as one transaction shall take, piece by piece."""
        end = time.monotonic() + SPELL
        for _ in range(AT_ONCE // PIECE):
            if not (piece := list(islice(found, PIECE))):
                return
            yield piece
            self._waited = self._wanted()
            if time.monotonic() > end or self._waited:
                return

    def fold(self, *, whole: bool = True) -> None:
        """Move the journal into the files of the days. Call with the lock of the articles.

        All of it, or only into files for which much is waiting: a few articles are not worth
        writing a long file again. Raises StoreError; what could not be moved stays in the
        journal then.
        """
        self._journal.file.finish()
        self._journal.waiting()
        if self._journal.bad:
            self.repair()
            self.catch_up()
        waiting = self._journal.waiting()
        if not whole:
            waiting = {file: some for file, some in waiting.items() if self._pays(file, some)}
        if not waiting:
            return
        at = self._journal.file.head()
        written, failed = self._write_files(waiting)
        new = at[0] if failed else self._journal.file.begin(at[0], self._lines_besides(waiting))
        with self._index.transaction() as db:
            in_step = _place(db) == at
            for file, renewed in written.items() if in_step else ():
                note_written(db, file, renewed)
            entries.read_copies_again(db)
            if not failed and in_step:
                note_place(db, new, self._journal.file.head()[1])
                self._note_places(db)
        if failed:
            raise failed

    def _write_files(
        self, waiting: Mapping[str, Mapping[str, Place]]
    ) -> tuple[dict[str, Renewed], StoreError | None]:
        """Write what waits into its files; returns what was written, and the first failure."""
        written: dict[str, Renewed] = {}
        failed: StoreError | None = None
        for file, places in sorted(waiting.items()):
            try:
                renewed = self._fold(file, places)
            except StoreError as error:
                failed = failed or error
            else:
                if renewed is not None:
                    written[file] = renewed
        return written, failed

    def _lines_besides(self, folded: Mapping[str, object]) -> list[bytes]:
        """Return the lines of the journal that are for other files than these."""
        others = [some for file, some in self._journal.waiting().items() if file not in folded]
        return self._journal.lines(place for places in others for place in places.values())

    def _note_places(self, db: sqlite3.Connection) -> None:
        """Remember where in the journal, which was begun anew, stands what still waits."""
        places = (one for some in self._journal.waiting().values() for one in some.values())
        put = [(-one.start, one.id) for one in places if one.put]
        db.executemany("update articles set place = ? where id = ?", put)

    def _pays(self, file: str, places: Mapping[str, Place]) -> bool:
        """Whether enough is waiting for a file to write it again."""
        try:
            size = (self._data / file).stat().st_size
        except OSError:
            return True
        return size <= PAYS * sum(place.end - place.start for place in places.values())

    def _fold(self, file: str, places: Mapping[str, Place]) -> Renewed | None:
        put = {}
        drop = {place.id for place in places.values() if not place.put}
        for place, document in self._journal.documents([*places.values()]):
            if document is not None:
                put[place.id] = document
        return shards.write(self._data, file, put, drop, self._notify)


def _apply(
    db: sqlite3.Connection, originals: Originals, keys: Keys, piece: Sequence[Found], done: int
) -> int:
    """Index lines that follow each other, those that end after `done`; returns where they end."""
    put: list[Put] = []
    for place, entry in piece:
        if place.end <= done:
            continue  # others were here
        done = place.end
        file = keys.file(place.file)
        if entry is not None:
            put.append(Put(entry, file, entries.is_home(place.file, entry), -place.start))
        elif not place.put:
            entries.put(db, originals, keys, put)
            put = []
            gone = db.execute(
                "select key from articles where file = ? and id = ?", (file, place.id)
            ).fetchall()
            entries.take_out(db, originals, [row[0] for row in gone])
    entries.put(db, originals, keys, put)
    entries.read_copies_again(db)
    return done


def _place(db: sqlite3.Connection) -> tuple[str, int]:
    asked = "select name, value from meta where name in ('articles_journal', 'articles_place')"
    found = dict(db.execute(asked))
    return found.get("articles_journal", ""), found.get("articles_place", 0)


def note_place(db: sqlite3.Connection, name: str, end: int) -> None:
    """Remember up to where the journal was indexed."""
    put = "insert or replace into meta values ('articles_journal', ?), ('articles_place', ?)"
    db.execute(put, (name, end))
