"""Putting articles and states into the index, and taking them out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tuinews.store import merge
from tuinews.store.disk import codec, shards
from tuinews.store.disk.jsonfile import Document, encoded
from tuinews.store.disk.originals import Originals
from tuinews.store.disk.prints import print_of
from tuinews.store.index import edges, feedindex, mirror
from tuinews.store.index.schema import (
    AMONG,
    AUTHOR,
    EVERY,
    LENGTH,
    PUBLISHER,
    about,
    key_at,
    listed,
    marked,
)
from tuinews.store.index.sheets import Packed, Sheet, sheet_of
from tuinews.store.views import Kept
from tuinews.values import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the store keeps it."""

    sheet: Sheet
    added: datetime
    digest: bytes
    raw: bytes  # its document, as JSON; none where it was only read for the index
    seen: int  # the print of the text as it came in last, whatever the reader made of it

    @property
    def id(self) -> str:
        """The id of the article."""
        return self.sheet.id

    @property
    def document(self) -> Document:
        """Its document."""
        document: Document = json.loads(self.raw)
        return document


def kept_in(document: Mapping[str, Any], fallback: datetime) -> Kept | None:
    """Return the article that a document holds; None where it holds none.

    `fallback` is when it was added, where the document does not say.
    """
    article = codec.to_article(document)
    if article is None:
        return None
    added = codec.time(document.get("added"))
    if added is None:
        added = min([source.received for source in article.sources], default=fallback)
    seen = document.get("seen")
    return Kept(
        article,
        added,
        seen if isinstance(seen, int) and 0 <= seen < 2**63 else merge.text_print(article),
    )


def read_entry(document: Mapping[str, Any], fallback: datetime) -> Entry | None:
    """Return what a document of a shard holds; None where it holds no article.

    `fallback` is when it was added, where the document does not say.
    """
    kept = kept_in(document, fallback)
    if kept is None:
        return None
    raw = encoded(document)
    return Entry(sheet_of(kept.article), kept.added, digest_of(raw), raw, kept.seen)


def entry_of(packed: Packed, added: datetime, seen: int) -> Entry:
    """Return the entry of an article as it is about to be written."""
    when = codec.stamp(added) or ""
    raw = b'%b, "added": "%b", "seen": %d}' % (packed.document[:-1], when.encode(), seen)
    return Entry(packed.sheet, added, digest_of(raw), raw, seen)


def digest_of(raw: bytes) -> bytes:
    """Return what tells a document, as JSON, from another one."""
    return print_of(raw)


def sort_time(entry: Entry) -> datetime:
    """Return the time by which an article is sorted."""
    return entry.sheet.sort_time(entry.added)


def is_home(file: str, entry: Entry) -> bool:
    """Whether a file of this name is the one in which an article belongs by its time."""
    return file == shards.shard_of(sort_time(entry))


def read_copies_again(db: sqlite3.Connection) -> None:
    """Have files read again that hold articles which were read from another one.

    An article was changed there or went: which file is to be believed may be another now.
    """
    db.execute("update files set size = -3 where copies")


def in_order(found: Iterable[Entry]) -> list[Entry]:
    """Return entries in order of time: FTS5 takes rowids that grow twice as fast."""
    return sorted(found, key=sort_time)


# --- articles ---------------------------------------------------------------------------


_USED = 2  # a key that an article has


class Keys:
    """Gives out numbers, keys in order of time; for one transaction, for it remembers them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._next: dict[int, int] = {}
        self._given: set[int] = set()
        self._publishers: dict[str, int] = {}
        self._files: dict[str, int] = {}
        self.feeds: dict[str, int] = {}  # numbers of feeds by address, as far as they are known

    def free(self, when: datetime) -> int:
        """Return a key that is not in use, as near to its time as can be."""
        minute = key_at(int(when.timestamp()))
        key = self._next.get(minute, minute)
        while (taken := self._taken(key)) or key in self._given:
            key = self._gap(key) if taken == _USED else key + 1
        self._next[minute] = key + 1
        self._given.add(key)
        return key

    def _taken(self, key: int) -> int:
        """Return whether an article has a key (_USED), or words that are still there had it."""
        asked = (
            "select coalesce((select 2 from articles where key = ?1),"
            " (select 1 from ghosts where key = ?1), 0)"
        )
        taken: int = self._db.execute(asked, (key,)).fetchone()[0]
        return taken

    def _gap(self, key: int) -> int:
        """Return the first key after one in use that is not."""
        row = self._db.execute(
            "select key + 1 from articles a where key >= ? and not exists"
            " (select 1 from articles b where b.key = a.key + 1) order by key limit 1",
            (key,),
        ).fetchone()
        return int(row[0])

    def publisher(self, name: str) -> int:
        """Return the number of a publisher, giving it one where it has none."""
        if name not in self._publishers:
            self._publishers[name] = publisher_number(self._db, name)
        return self._publishers[name]

    def file(self, name: str) -> int:
        """Return the number of a file, giving it one where it has none."""
        if name not in self._files:
            self._files[name] = file_number(self._db, name)
        return self._files[name]


def publisher_number(db: sqlite3.Connection, name: str) -> int:
    """Return the number of a publisher, giving it one where it has none."""
    found = db.execute("select num from publishers where name = ?", (name,)).fetchone()
    if found is None:
        found = (db.execute("insert into publishers(name) values (?)", (name,)).lastrowid,)
    return int(found[0])


def file_number(db: sqlite3.Connection, name: str) -> int:
    """Return the number of a file of the store, giving it one where it has none."""
    found = db.execute("select num from files where name = ?", (name,)).fetchone()
    if found is None:
        found = (db.execute("insert into files(name) values (?)", (name,)).lastrowid,)
    return int(found[0])


@dataclass(frozen=True, slots=True)
class Put:
    """An article to be put into the index."""

    entry: Entry
    file: int  # the number of the file of its day
    home: bool  # whether that is the file of its day, see `is_home`
    place: int | None  # see `Originals.find`


def put(db: sqlite3.Connection, originals: Originals, keys: Keys, given: Iterable[Put]) -> None:
    """Put articles in place of what stood under their ids.

    Of two with the same id the last one counts. Call in a transaction.
    """
    last = {one.entry.id: one for one in given}
    held = _held(db, list(last))
    put: list[tuple[Put, _Held]] = []
    moved: list[tuple[int | None, int]] = []
    for identity, one in last.items():
        known = held.get(identity, _NEW)
        if known.key is None or (known.digest, known.file) != (one.entry.digest, one.file):
            put.append((one, known))
        elif one.place != known.place:
            moved.append((one.place, known.key))
    db.executemany("update articles set place = ? where key = ?", moved)
    replaced = [known.key for _, known in put if known.key is not None]
    take_out(db, originals, replaced, keep_edges=True)
    put.sort(key=lambda pair: sort_time(pair[0].entry))
    placed = [(keys.free(sort_time(one.entry)), one, known) for one, known in put]
    placed.sort(key=lambda one: one[0])  # FTS5 takes rowids that grow twice as fast
    _insert(db, keys, placed)
    edges.move(
        db,
        [
            (known.key, key)
            for key, _, known in placed
            if known.key is not None and known.key != key
        ],
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """What the index holds of an article, or of one that was never there."""

    key: int | None
    num: int
    digest: bytes
    file: int
    place: int | None
    state: tuple[int, int, int, str]  # whether read, starred, noted; the tags
    story: str | None
    sum: int
    linked: int


_NEW = _Held(None, 0, b"", 0, None, (0, 0, 0, ""), None, 0, 0)


def _held(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, _Held]:
    """Return what the index holds of these articles; of others, their states if any."""
    found = {
        identity: replace(_NEW, state=state) for identity, state in mirror.columns(db, ids).items()
    }
    for identity, key, num, digest, file, place, story, total, linked, *state in db.execute(
        "select id, key, num, digest, file, place, story, sum, linked, read, starred, noted, tags"
        f" from articles where id {AMONG}",
        (listed(ids),),
    ):
        read, starred, noted, tags = state
        known = (read, starred, noted, tags)
        found[identity] = _Held(key, num, digest, file, place, known, story, total, linked)
    return found


def _insert(db: sqlite3.Connection, keys: Keys, placed: Sequence[tuple[int, Put, _Held]]) -> None:
    """Insert articles under their keys, in order: table by table, which is quickest."""
    articles, words, starts = [], [], []
    last = db.execute("select coalesce(max(num), 0) from articles").fetchone()[0]
    last = max([last, *(known.num for *_, known in placed)])
    for key, one, known in placed:
        entry, sheet = one.entry, one.entry.sheet
        publisher = keys.publisher(sheet.publisher)
        linked = known.linked if known.key is not None and known.sum == sheet.sum else 0
        at = (sheet.published, int((sheet.dated or entry.added).timestamp()), sheet.length)
        made = (entry.digest, entry.seen, sheet.sum, publisher, sheet.headline, sheet.teaser)
        changed = codec.stamp(sheet.changed)
        fate = (*known.state, known.story, linked, int(sheet.undated), changed)
        where = (one.file, one.place, int(one.home))
        last += not known.num
        articles.append((key, sheet.id, known.num or last, *where, *made, *at, *fate))
        words.append((key, sheet.title, sheet.text, marks_of(sheet, publisher)))
        starts.append((key, starts_of(sheet)))
    db.executemany(
        "insert into articles(key, id, num, file, place, home, digest, print, sum, publisher,"
        " headline, teaser, published, shown, length, read, starred, noted, tags, story, linked,"
        " undated, changed) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        articles,
    )
    db.executemany("insert into words(rowid, headline, body, marks) values (?, ?, ?, ?)", words)
    db.executemany("insert into starts(rowid, letters) values (?, ?)", starts)
    came = [(key, one.entry.sheet.origins, known.state) for key, one, known in placed]
    for key, _, (_, _, _, tags) in came:
        mirror.put_tags(db, key, tags)
    unread = sum(not state[0] for *_, state in came)
    mirror.count(db, len(came), unread, sum(state[1] for *_, state in came))
    feedindex.put(db, keys.feeds, [(key, on, int(not s[0]), s[1]) for key, on, s in came])


def marks_of(sheet: Sheet, publisher: int) -> str:
    """Return words that nobody can type: EVERY, PUBLISHER, LENGTH, AUTHOR."""
    names = marked(AUTHOR, sheet.names)
    return f"{EVERY} {PUBLISHER}{publisher} {LENGTH}{about(sheet.length)} {names}"


def starts_of(sheet: Sheet) -> str:
    """Return the first letters of all words, and LENGTH."""
    return f"{sheet.starts} {LENGTH}{about(sheet.length)}"


def take_out(
    db: sqlite3.Connection, originals: Originals, keys: Iterable[int], *, keep_edges: bool = False
) -> None:
    """Take articles out of the index. Their states stay."""
    keys = sorted(keys)
    if not keep_edges:
        edges.forget(db, keys)
    for key in keys:
        row = db.execute(
            "select a.id, coalesce(f.name, ''), a.place, a.digest, a.publisher, a.read = 0,"
            " a.starred from articles a left join files f on f.num = a.file where a.key = ?",
            (key,),
        ).fetchone()
        if row is None:
            continue
        *where, publisher, unread, starred = row
        _take_out_words(db, key, originals.as_indexed(*where), publisher)
        mirror.count(db, -1, -unread, -starred)
        feedindex.take_out(db, key, unread, starred)
        db.execute("delete from tags where key = ?", (key,))
        db.execute("delete from articles where key = ?", (key,))


def _take_out_words(
    db: sqlite3.Connection, key: int, document: Document | None, publisher: int
) -> None:
    """Take an article out of the full-text tables, which have to be told what stands in them.

    Where nobody knows any more its key becomes that of a ghost, which searches pass over.
    """
    article = codec.to_article(document) if document is not None else None
    if article is None:
        db.execute("insert into ghosts values (?)", (key,))
        return
    sheet = sheet_of(article)
    db.execute(
        "insert into words(words, rowid, headline, body, marks) values ('delete', ?, ?, ?, ?)",
        (key, sheet.title, sheet.text, marks_of(sheet, publisher)),
    )
    db.execute(
        "insert into starts(starts, rowid, letters) values ('delete', ?, ?)",
        (key, starts_of(sheet)),
    )
