"""Merging the pieces of which the full-text tables are made: apart from what adds them.

Left to itself FTS5 merges while it commits, and whoever stars an article meanwhile waits for
it. Here it is done in short transactions, between which others get the index; and not before
there are so many pieces that searches would feel them. What a first refresh brings is made one
piece at its end, see `merge_whole`: to merge it before would be in vain.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from tuinews.store.index.connections import Connections

TABLES = ("words", "starts")
MANY = 56  # pieces that are left as they are; from 64 on FTS5 itself merges while it commits
PAGES = 100  # that are merged in one transaction: a hundredth of a second
STEPS = 4  # such transactions at most: more than two hundred articles make necessary, on average
MUCH = 5000  # articles after which merging all pays
PAUSE = 0.01  # seconds in which others that wait for the index get it


def merge(index: Connections, wanted: Callable[[], bool]) -> None:
    """Merge some, where there are many pieces. `wanted` says whether others wait.

    Call after each transaction that added articles.
    """
    for table in TABLES:
        newest = index.db.execute(f"select max(segid) from {table}_idx").fetchone()[0]
        if (newest or 0) < MANY:  # each new piece gets the lowest number that is free
            continue
        for _ in range(STEPS):
            if not _step(index, table, PAGES, wanted):
                break


def merge_whole(index: Connections, wanted: Callable[[], bool]) -> None:
    """Make one piece of each of the full-text tables, after very much has come in.

    Beginnings of words can be asked article by article then, each in a tenth of the time, and
    the words take a thirtieth less room.
    """
    articles = index.db.execute("select articles from totals").fetchone()[0]
    merged = index.db.execute("select value from meta where name = 'merged'").fetchone() or (0,)
    if articles - merged[0] < max(MUCH, articles // 4):
        return
    for table in TABLES:
        pages = -PAGES  # negative: all pieces are to become one
        while _step(index, table, pages, wanted):
            pages = PAGES
    with index.transaction() as db:
        db.execute("insert or replace into meta values ('merged', ?)", (articles,))


def _step(index: Connections, table: str, pages: int, wanted: Callable[[], bool]) -> bool:
    """Merge so many pages, after those who wait for the index; return whether more are left."""
    if wanted():
        time.sleep(PAUSE)
    with index.transaction() as db:
        before = db.total_changes
        db.execute(f"insert into {table}({table}, rank) values ('merge', ?)", (pages,))
        return db.total_changes - before >= 2  # so FTS5 says it
