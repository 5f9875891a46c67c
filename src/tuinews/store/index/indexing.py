"""Files that were just written, on their way into the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from tuinews.store.disk.originals import Originals
from tuinews.store.disk.shards import Renewed
from tuinews.store.index import entries, segments
from tuinews.store.index.connections import Connections
from tuinews.store.index.entries import IndexEntry, Keys, Put
from tuinews.store.index.mend import note_written
from tuinews.store.index.schema import AMONG, listed
from tuinews.values import dataclass

MANY = 5000  # articles after which merging pays
PAGES = 500  # that are merged in one transaction: a twentieth of a second
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


def merge_whole(index: Connections) -> None:
    """Make one piece of each of the full-text tables, after very much has come in.

    Beginnings of words can be asked article by article then, each in a tenth of the time, and
    the words take a thirtieth less room.
    """
    articles = index.db.execute("select articles from totals").fetchone()[0]
    merged = index.db.execute("select value from meta where name = 'merged'").fetchone() or (0,)
    if articles - merged[0] < max(MANY, articles // 4):
        return
    for table in segments.TABLES:
        _merge_whole(index, table)
    with index.transaction() as db:
        db.execute("insert or replace into meta values ('merged', ?)", (articles,))


def _merge_whole(index: Connections, table: str) -> None:
    step = -PAGES  # negative: all pieces are to become one
    while True:
        with index.transaction() as db:
            before = db.total_changes
            db.execute(f"insert into {table}({table}, rank) values ('merge', ?)", (step,))
            if db.total_changes - before < 2:  # so FTS5 says that nothing is left
                return
        step = PAGES
