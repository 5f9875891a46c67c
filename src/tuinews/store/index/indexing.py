"""Files that were just written, on their way into the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from tuinews.store.disk.originals import Originals
from tuinews.store.disk.shards import Renewed
from tuinews.store.index import entries
from tuinews.store.index.entries import IndexEntry, Keys, Put
from tuinews.store.index.mend import note_written
from tuinews.store.index.schema import AMONG, listed
from tuinews.values import dataclass

AT_ONCE = 20  # articles in one transaction: what a star may have to wait for; more gain nothing


@dataclass(frozen=True, slots=True)
class Written:
    """What was changed in one file."""

    name: str
    renewed: Renewed
    put: Sequence[IndexEntry]
    drop: Collection[str]  # ids


def put_file(db: sqlite3.Connection, originals: Originals, keys: Keys, written: Written) -> None:
    """Make the index hold what a file now holds."""
    file = entries.file_number(db, written.name)
    places = written.renewed.places
    put = [
        Put(one, file, entries.is_home(written.name, one), places.get(one.id))
        for one in written.put
    ]
    entries.put(db, originals, keys, put)
    gone = db.execute(  # `+`: found by their ids, not by going through the file
        f"select key from articles where +file = ? and id {AMONG}", (file, listed(written.drop))
    ).fetchall()
    entries.take_out(db, originals, [row[0] for row in gone])
    note_written(db, written.name, written.renewed)
    entries.read_copies_again(db)
