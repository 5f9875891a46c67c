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
from tuinews.store.disk.fingerprint import fingerprint
from tuinews.store.disk.jsonfile import Document, encoded
from tuinews.store.disk.originals import Originals
from tuinews.store.index import edges, feedindex, mirror
from tuinews.store.index.fields import IndexFields, PreparedArticle, index_fields
from tuinews.store.index.schema import (
    AMONG,
    AUTHOR,
    EVERY,
    LENGTH,
    PUBLISHER,
    STALE,
    about,
    key_at,
    listed,
    marked,
)
from tuinews.store.views import StoredArticle
from tuinews.values import dataclass


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A document of a file, with what the index has to know of the article in it."""

    fields: IndexFields
    added: datetime
    digest: bytes
    raw: bytes  # its document, as JSON; none where it was only read for the index
    seen: int  # the fingerprint of the text as it came in last, whatever the user made of it

    @property
    def id(self) -> str:
        """The id of the article."""
        return self.fields.id

    @property
    def document(self) -> Document:
        """Its document."""
        document: Document = json.loads(self.raw)
        return document


def stored_in(document: Mapping[str, Any], fallback: datetime) -> StoredArticle | None:
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
    return StoredArticle(
        article,
        added,
        seen if isinstance(seen, int) and 0 <= seen < 2**63 else merge.text_fingerprint(article),
    )


def read_entry(document: Mapping[str, Any], fallback: datetime) -> IndexEntry | None:
    """Return what a document of a shard holds; None where it holds no article.

    `fallback` is when it was added, where the document does not say.
    """
    kept = stored_in(document, fallback)
    if kept is None:
        return None
    raw = encoded(document)
    return IndexEntry(index_fields(kept.article), kept.added, fingerprint(raw), raw, kept.seen)


def entry_of(prepared: PreparedArticle, added: datetime, seen: int) -> IndexEntry:
    """Return the entry of an article as it is about to be written."""
    when = codec.stamp(added) or ""
    raw = b'%b, "added": "%b", "seen": %d}' % (prepared.document[:-1], when.encode(), seen)
    return IndexEntry(prepared.fields, added, fingerprint(raw), raw, seen)


def sort_time(entry: IndexEntry) -> datetime:
    """Return the time by which an article is sorted."""
    return entry.fields.sort_time(entry.added)


def is_home(file: str, entry: IndexEntry) -> bool:
    """Whether a file of this name is the one in which an article belongs by its time."""
    return file == shards.shard_of(sort_time(entry))


def read_copies_again(db: sqlite3.Connection) -> None:
    """Have files read again that hold articles which were read from another one.

    An article was changed there or went: which file is to be believed may be another now.
    """
    db.execute("update files set size = ? where copies", (STALE,))


def in_order(found: Iterable[IndexEntry]) -> list[IndexEntry]:
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

    entry: IndexEntry
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
        entry, fields = one.entry, one.entry.fields
        publisher = keys.publisher(fields.publisher)
        linked = known.linked if known.key is not None and known.sum == fields.sum else 0
        at = (fields.published, int((fields.dated or entry.added).timestamp()), fields.length)
        made = (entry.digest, entry.seen, fields.sum, publisher, fields.headline, fields.teaser)
        changed = codec.stamp(fields.changed)
        fate = (*known.state, known.story, linked, int(fields.undated), changed)
        where = (one.file, one.place, int(one.home))
        last += not known.num
        articles.append((key, fields.id, known.num or last, *where, *made, *at, *fate))
        words.append((key, fields.title, fields.text, marks_of(fields, publisher)))
        starts.append((key, starts_of(fields)))
    db.executemany(
        "insert into articles(key, id, num, file, place, home, digest, fingerprint, sum, publisher,"
        " headline, teaser, published, shown, length, read, starred, noted, tags, story, linked,"
        " undated, changed) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        articles,
    )
    db.executemany("insert into words(rowid, headline, body, marks) values (?, ?, ?, ?)", words)
    db.executemany("insert into starts(rowid, letters) values (?, ?)", starts)
    came = [(key, one.entry.fields.origins, known.state) for key, one, known in placed]
    for key, _, (_, _, _, tags) in came:
        mirror.put_tags(db, key, tags)
    unread = sum(not state[0] for *_, state in came)
    mirror.count(db, len(came), unread, sum(state[1] for *_, state in came))
    feedindex.put(db, keys.feeds, [(key, on, int(not s[0]), s[1]) for key, on, s in came])


def marks_of(fields: IndexFields, publisher: int) -> str:
    """Return words that nobody can type: EVERY, PUBLISHER, LENGTH, AUTHOR."""
    names = marked(AUTHOR, fields.names)
    return f"{EVERY} {PUBLISHER}{publisher} {LENGTH}{about(fields.length)} {names}"


def starts_of(fields: IndexFields) -> str:
    """Return the first letters of all words, and LENGTH."""
    return f"{fields.starts} {LENGTH}{about(fields.length)}"


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
    fields = index_fields(article)
    db.execute(
        "insert into words(words, rowid, headline, body, marks) values ('delete', ?, ?, ?, ?)",
        (key, fields.title, fields.text, marks_of(fields, publisher)),
    )
    db.execute(
        "insert into starts(starts, rowid, letters) values ('delete', ?, ?)",
        (key, starts_of(fields)),
    )
