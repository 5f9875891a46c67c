"""How the store is: what there is, and what needs attention."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tuinews.store.disk import shards
from tuinews.store.errors import StoreError
from tuinews.store.index import reading
from tuinews.store.views import Report


def report(db: sqlite3.Connection, data: Path, index: Path, *, readonly: bool) -> Report:
    """Return what a check finds of the files in `data` and of the index at `index`."""
    problems = [row[0] for row in db.execute("select problem from files where problem <> ''")]
    whole = db.execute("pragma quick_check(1)").fetchone()[0]
    if whole != "ok":
        problems.append(f"{index}: {whole}")
    present: dict[str, shards.Stamp] = {}
    try:
        present = shards.present(data)
    except StoreError as error:
        problems.append(str(error))
    if readonly:
        problems.append(f"{data} is read-only; nothing can be marked or added.")
    return Report(
        articles=reading.counts(db).all,
        files=len(present),
        states=int(db.execute("select count(*) from states").fetchone()[0]),
        problems=tuple(problems),
        bytes=sum(max(size, 0) for size, _ in present.values()),
        index_bytes=index.stat().st_size,
        sound=whole == "ok",
    )
