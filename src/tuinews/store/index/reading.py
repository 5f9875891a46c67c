"""What is read straight from the index, while a key press waits."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from tuinews.model import Article, State
from tuinews.store.disk import codec
from tuinews.store.disk.originals import Originals
from tuinews.store.errors import LibraryError
from tuinews.store.index.schema import AMONG, listed
from tuinews.store.views import Counts, Row

_ROW = """select a.key, a.id, a.headline, p.name, a.published, a.shown, a.read, a.starred, a.tags,
    case when a.story is null then 0
         else (select count(*) - 1 from articles s where s.story = a.story) end, a.length, a.teaser,
    a.story, a.changed,
    case when a.changed is not null and a.read = 1
         then (select t.document from states t where t.id = a.id) end, a.undated
    from articles a join publishers p on p.num = a.publisher where """


def rows(db: sqlite3.Connection, keys: Sequence[int]) -> list[Row]:
    """Return the rows of `keys`, in their order; keys that are gone are left out."""
    found = {one.key: one for one in _rows(db, "key", keys)}
    return [found[key] for key in keys if key in found]


def rows_of(db: sqlite3.Connection, ids: Sequence[str]) -> list[Row]:
    """Return the rows of articles, in the order of their ids; those that are gone are left out."""
    found = {one.id: one for one in _rows(db, "id", ids)}
    return [found[identity] for identity in ids if identity in found]


def _rows(
    db: sqlite3.Connection, column: str, values: Sequence[str] | Sequence[int]
) -> Iterator[Row]:
    yield from map(_row, db.execute(f"{_ROW} a.{column} {AMONG}", (listed(values),)))


def unread(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, str]:
    """Return those of `keys` that are of unread articles, with their ids, in their order."""
    asked = f"select key, id from articles where key {AMONG} and read = 0"
    found = dict(db.execute(asked, (listed(keys),)))
    return {key: found[key] for key in keys if key in found}


def _row(values: tuple[Any, ...]) -> Row:
    published, tags = values[4], values[8]
    return Row(
        key=values[0],
        id=values[1],
        headline=values[2],
        publisher=values[3],
        published=datetime.fromtimestamp(published, UTC) if published is not None else None,
        shown_date=datetime.fromtimestamp(values[5], UTC),
        dated=published is not None,
        read=bool(values[6]),
        starred=bool(values[7]),
        tags=tuple(tags.split("\n")) if tags else (),
        accounts=values[9],
        words=values[10],
        teaser=values[11],
        story=values[12] if values[12] and values[9] else "",
        undated=bool(values[15]),
        changed=bool(values[14]) and _changed_since(values[13], values[14]),
    )


def _changed_since(changed: str, document: str) -> bool:
    """Whether the text was changed after it was read, as its state tells."""
    read, when = codec.to_state(json.loads(document)).read, codec.time(changed)
    return read is not None and when is not None and read < when


def article(db: sqlite3.Connection, originals: Originals, identity: str) -> Article:
    """Return an article. Raises LibraryError where there is none, StoreError for its file."""
    found = db.execute(
        "select f.name, a.place from articles a join files f on f.num = a.file where a.id = ?",
        (identity,),
    ).fetchone()
    if found is None:
        raise LibraryError(f"There is no article {identity}.")
    document = originals.find(identity, *found)
    whole = codec.to_article(document) if document is not None else None
    if whole is None:
        raise LibraryError(f"The article {identity} is not in {found[0]} any more.")
    return whole


def state(db: sqlite3.Connection, identity: str) -> State:
    """Return the state of an article; the default where nothing was done with it."""
    found = db.execute("select document from states where id = ?", (identity,)).fetchone()
    return codec.to_state(json.loads(found[0])) if found else State()


def resolve(db: sqlite3.Connection, prefix: str) -> str:
    """Return the id that is or begins with `prefix`. Raises LibraryError: none, or several."""
    if db.execute("select 1 from articles where id = ?", (prefix,)).fetchone():
        return prefix
    if not prefix:
        raise LibraryError("An id is missing.")
    found = [
        row[0]
        for row in db.execute(
            "select id from articles where id >= ? and id < ? order by id limit 4",
            (prefix, prefix + "\U0010ffff"),
        )
    ]
    if len(found) > 1:
        raise LibraryError(
            f"{prefix} is the beginning of several ids: {', '.join(found[:3])}"
            f"{' …' if len(found) > 3 else ''}; give more of it."
        )
    if not found:
        raise LibraryError(f"There is no article {prefix}.")
    return str(found[0])


def counts(db: sqlite3.Connection) -> Counts:
    """Return how many articles there are; kept up with, not counted."""
    return Counts(*db.execute("select articles, unread, starred from totals").fetchone())


def publishers(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return the publishers and how many articles each has, most first."""
    return [
        (name, number)
        for name, number in db.execute(
            "select p.name, count(*) as n from articles a indexed by by_publisher"
            " join publishers p on p.num = a.publisher"
            " group by a.publisher order by n desc, p.name"
        )
        if name
    ]


def unread_by_publisher(db: sqlite3.Connection) -> dict[str, int]:
    """Return how many unread articles each publisher has that has any."""
    found = db.execute(
        "select p.name, count(*) from articles a indexed by unread"
        " join publishers p on p.num = a.publisher where a.read = 0 group by a.publisher"
    )
    return dict(found)


def unread_by_tag(db: sqlite3.Connection) -> dict[str, int]:
    """Return how many unread articles each tag has that has any."""
    found = db.execute(
        "select t.tag, count(*) from tags t join articles a on a.key = t.key"
        " where a.read = 0 group by t.tag"
    )
    return dict(found)


def tags(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return the tags in use and how many articles each has, most first."""
    return list(db.execute("select tag, count(*) as n from tags group by tag order by n desc, tag"))


def known(db: sqlite3.Connection, ids: Iterable[str]) -> set[str]:
    """Return those of `ids` under which there is an article."""
    asked = f"select id from articles where id {AMONG}"
    return {row[0] for row in db.execute(asked, (listed(ids),))}


def flags(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, tuple[bool, bool]]:
    """Return of each of `ids` that there is an article of whether it is read, and starred."""
    asked = f"select id, read, starred from articles where id {AMONG}"
    found = db.execute(asked, (listed(ids),))
    return {identity: (bool(read), bool(starred)) for identity, read, starred in found}
