"""Putting articles and states into the index, and taking them out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tuinews.store import bodies, codec, feedindex, merge, mirror
from tuinews.store.jsonfile import Document, encoded
from tuinews.store.prints import print_of
from tuinews.store.sheets import Packed, Sheet, sheet_of
from tuinews.store.views import Kept
from tuinews.values import dataclass

AT_ONCE = 500  # ids in one statement
SLOTS = 8  # keys a minute; close together, for FTS5 writes down how far one is from the next

# Words in the full-text table that cannot be typed begin with one of these.
EVERY = "\ue000"  # stands in every article
PUBLISHER = "\ue001"  # ... followed by the publisher's number
AUTHOR = "\ue002"  # ... followed by a word of a name

_FIRST = 2_208_988_800  # seconds from 1900 to 1970; what is older shares the first minute


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the store keeps it."""

    sheet: Sheet
    added: datetime
    digest: bytes
    raw: bytes  # its document, as JSON
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


def in_order(found: Iterable[Entry]) -> list[Entry]:
    """Return entries in order of time: FTS5 takes rowids that grow twice as fast."""
    return sorted(found, key=sort_time)


# --- articles ---------------------------------------------------------------------------


def key_at(seconds: int) -> int:
    """Return the first key of the minute in which `seconds` since 1970 lies."""
    return min(max(seconds + _FIRST, 0) // 60 * SLOTS, 2**60)


class Keys:
    """Gives out free keys in order of time; remembers where crowded minutes go on."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._next: dict[int, int] = {}
        self._given: set[int] = set()
        self._publishers: dict[str, int] = {}

    def free(self, when: datetime) -> int:
        """Return a key that is not in use, as near to its time as can be."""
        minute = key_at(int(when.timestamp()))
        key = self._next.get(minute, minute)
        while key in self._given or self._is_used(key):
            key = key + 1 if key in self._given else self._gap(key)
        self._next[minute] = key + 1
        self._given.add(key)
        return key

    def _is_used(self, key: int) -> bool:
        found = self._db.execute("select 1 from articles where key = ?", (key,)).fetchone()
        return found is not None

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


def put(db: sqlite3.Connection, keys: Keys, given: Iterable[tuple[int, Entry]]) -> None:
    """Put articles, with the numbers of their files, in place of what stood under their ids.

    Of two with the same id the last one counts. Call in a transaction.
    """
    last = {entry.id: (file, entry) for file, entry in given}
    held = _held(db, list(last))
    put: list[tuple[int, Entry, _Held]] = []
    for identity, (file, entry) in last.items():
        known = held.get(identity, _NEW)
        if known.key is None or (known.digest, known.file) != (entry.digest, file):
            put.append((file, entry, known))
    replaced = [known.key for _, _, known in put if known.key is not None]
    take_out(db, replaced, keep_edges=True)
    put.sort(key=lambda one: sort_time(one[1]))
    placed = [(keys.free(sort_time(entry)), file, entry, known) for file, entry, known in put]
    placed.sort(key=lambda one: one[0])  # FTS5 takes rowids that grow twice as fast
    _insert(db, keys, placed)
    for key, _, _, known in placed:
        if known.key is not None and known.key != key:
            db.execute("update edges set a = ? where a = ?", (key, known.key))
            db.execute("update edges set b = ? where b = ?", (key, known.key))


@dataclass(frozen=True, slots=True)
class _Held:
    """What the index holds of an article, or of one that was never there."""

    key: int | None
    digest: bytes
    file: int
    state: tuple[int, int, int, str]  # whether read, starred, noted; the tags
    story: str | None
    sum: int
    linked: int


_NEW = _Held(None, b"", 0, (0, 0, 0, ""), None, 0, 0)


def _held(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, _Held]:
    """Return what the index holds of these articles; of others, their states if any."""
    found = {
        identity: replace(_NEW, state=state) for identity, state in mirror.columns(db, ids).items()
    }
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        for identity, key, digest, file, story, total, linked, *state in db.execute(
            "select id, key, digest, file, story, sum, linked, read, starred, noted, tags"
            f" from articles where id in ({','.join('?' * len(some))})",
            some,
        ):
            read, starred, noted, tags = state
            known = (read, starred, noted, tags)
            found[identity] = _Held(key, digest, file, known, story, total, linked)
    return found


def _insert(
    db: sqlite3.Connection, keys: Keys, placed: Sequence[tuple[int, int, Entry, _Held]]
) -> None:
    """Insert articles under their keys, in order: table by table, which is quickest."""
    texts = db.execute("select coalesce(max(num), 0) from texts").fetchone()[0]
    pack = bodies.packer(db)
    articles, packed, words, starts = [], [], [], []
    for text, (key, file, entry, known) in enumerate(placed, texts + 1):
        sheet = entry.sheet
        publisher = keys.publisher(sheet.publisher)
        linked = known.linked if known.key is not None and known.sum == sheet.sum else 0
        at = (sheet.published, int((sheet.dated or entry.added).timestamp()), sheet.length)
        made = (entry.digest, entry.seen, sheet.sum, publisher, sheet.headline, sheet.teaser)
        changed = codec.stamp(sheet.changed)
        fate = (*known.state, known.story, linked, int(sheet.undated), changed)
        articles.append((key, sheet.id, text, file, *made, *at, *fate))
        packed.append((text, pack(entry.raw)))
        words.append((key, sheet.title, sheet.text, marks_of(sheet, publisher)))
        starts.append((key, sheet.starts))
    db.executemany("insert into texts values (?, ?)", packed)
    db.executemany(
        "insert into articles(key, id, text, file, digest, print, sum, publisher, headline,"
        " teaser, published, shown, length, read, starred, noted, tags, story, linked,"
        " undated, changed) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        articles,
    )
    db.executemany("insert into words(rowid, headline, body, marks) values (?, ?, ?, ?)", words)
    db.executemany("insert into starts(rowid, letters) values (?, ?)", starts)
    came = [(key, entry.sheet.origins, known.state) for key, _, entry, known in placed]
    for key, _, (_, _, _, tags) in came:
        mirror.put_tags(db, key, tags)
    unread = sum(not state[0] for *_, state in came)
    mirror.count(db, len(came), unread, sum(state[1] for *_, state in came))
    feedindex.put(db, [(key, origins, int(not s[0]), s[1]) for key, origins, s in came])


def marks_of(sheet: Sheet, publisher: int) -> str:
    """Return words that nobody can type: EVERY, PUBLISHER, AUTHOR."""
    return f"{EVERY} {PUBLISHER}{publisher} {marked(AUTHOR, sheet.names)}"


def marked(mark: str, found: Iterable[str]) -> str:
    """Return words as `mark` makes them: of names, not of text."""
    return " ".join(mark + word for word in found)


def take_out(db: sqlite3.Connection, keys: Iterable[int], *, keep_edges: bool = False) -> None:
    """Take articles out of the index. Their states stay."""
    for key in sorted(keys):
        row = db.execute(
            "select t.article, a.publisher, a.read = 0, a.starred from articles a"
            " join texts t on t.num = a.text where a.key = ?",
            (key,),
        ).fetchone()
        article = codec.to_article(bodies.unpack(db, row[0])) if row else None
        if article is not None:
            mirror.count(db, -1, -row[2], -row[3])
            sheet = sheet_of(article)
            db.execute(
                "insert into words(words, rowid, headline, body, marks)"
                " values ('delete', ?, ?, ?, ?)",
                (key, sheet.title, sheet.text, marks_of(sheet, row[1])),
            )
            db.execute(
                "insert into starts(starts, rowid, letters) values ('delete', ?, ?)",
                (key, sheet.starts),
            )
            feedindex.take_out(db, key, row[2], row[3])
        if not keep_edges:
            db.execute(
                "delete from signatures where id = (select id from articles where key = ?)", (key,)
            )
        db.execute(
            "delete from texts where num = (select text from articles where key = ?)", (key,)
        )
        db.execute("delete from tags where key = ?", (key,))
        db.execute("delete from articles where key = ?", (key,))
        if not keep_edges:
            db.execute("delete from edges where a = ?", (key,))
            db.execute("delete from edges where b = ?", (key,))
