"""Putting articles and states into the index, and taking them out."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from zlib import crc32

from tuinews.model import Article
from tuinews.store import codec, feedindex, merge, mirror
from tuinews.store.highlight import SIGNS, SPACELESS, fold, plain_words, words
from tuinews.store.jsonfile import Document
from tuinews.store.views import Kept

SLOTS = 256  # keys a minute
TEASER = 160  # characters

# Words in the full-text table that cannot be typed begin with one of these.
EVERY = "\ue000"  # stands in every article
PUBLISHER = "\ue001"  # ... followed by the publisher's number
AUTHOR = "\ue002"  # ... followed by a word of a name

_FIRST = 2_208_988_800  # seconds from 1900 to 1970; what is older shares the first minute
_FOREIGN = re.compile("[^\x00-\x7f]")
_START = re.compile(r"\b[^\W_]{2,3}")
_SPACELESS = re.compile(f"[{SPACELESS}]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with what the store knows of it."""

    article: Article
    added: datetime
    digest: bytes
    packed: bytes
    seen: int  # the print of the text as it came in last, whatever the reader made of it
    document: Document = field(default_factory=dict)  # to be written


def read_entry(document: Mapping[str, Any], fallback: datetime) -> Entry | None:
    """Return what a document of a shard holds; None where it holds no article.

    `fallback` is when it was added, where the document does not say.
    """
    article = codec.to_article(document)
    if article is None:
        return None
    raw = json.dumps(document, ensure_ascii=True).encode()
    added = codec.time(document.get("added"))
    if added is None:
        added = min([source.received for source in article.sources], default=fallback)
    seen = document.get("seen")
    return Entry(
        article,
        added,
        blake2b(raw, digest_size=8).digest(),
        zlib.compress(raw, 1),
        seen if isinstance(seen, int) and 0 <= seen < 2**63 else merge.text_print(article),
    )


def entry_of(kept: Kept, document: Document) -> Entry:
    """Return the entry of an article as it is about to be written; `document` is the article's."""
    document = {**document, "added": codec.stamp(kept.added), "seen": kept.seen}
    raw = json.dumps(document, ensure_ascii=True).encode()
    return Entry(
        kept.article,
        kept.added,
        blake2b(raw, digest_size=8).digest(),
        zlib.compress(raw, 1),
        kept.seen,
        document,
    )


def in_order(found: Iterable[Entry]) -> list[Entry]:
    """Return entries in order of time: FTS5 takes rowids that grow twice as fast."""
    return sorted(found, key=lambda entry: merge.sort_time(entry.article, entry.added))


class DamagedEntryError(Exception):
    """What the index holds of an article cannot be read: the index is damaged."""


def unpacked(packed: bytes) -> dict[str, Any]:
    """Return the document that an entry was read from. Raises DamagedEntryError."""
    try:
        document: dict[str, Any] = json.loads(zlib.decompress(packed))
    except (zlib.error, ValueError, TypeError) as error:
        raise DamagedEntryError from error
    return document


# --- text as the index compares it ------------------------------------------------------


@lru_cache(maxsize=8192)
def _indexed_char(match: str) -> str:
    folded = fold(match)
    return f" {folded} " if _SPACELESS.match(match) else folded


def indexed(text: str) -> str:
    """Return `text` folded, with spaces around each character of scripts without spaces."""
    if not text.isascii():
        text = SIGNS.sub(" ", text)
    if text.isascii():
        return text
    return _FOREIGN.sub(lambda match: _indexed_char(match[0]), text)


@dataclass(frozen=True, slots=True)
class IndexedText:
    """What the full-text tables hold of an article; taken out by the very same."""

    headline: str
    body: str
    marks: str  # words that nobody can type: EVERY, PUBLISHER, AUTHOR
    starts: str  # the first two and the first three letters of every word


def indexed_text(article: Article, publisher: int) -> IndexedText:
    """Return the text of an article as it is indexed."""
    headline = indexed(article.headline)
    body = indexed("\n".join(block.text for block in article.blocks) or article.summary)
    names = " ".join(marked(AUTHOR, words(name)) for name in article.authors)
    marks = f"{EVERY} {PUBLISHER}{publisher} {names}"
    return IndexedText(headline, body, marks, _starts(f"{headline} {body}"))


def _starts(text: str) -> str:
    """Return the first two and the first three letters of every word."""
    text = text.replace("_", " ").lower()
    plain = plain_words(text)
    if plain is None:
        found = set(_START.findall(text))
        return " ".join(found | {start[:2] for start in found})
    some = {word[:3] for word in plain if len(word) > 1}
    return b" ".join(some | {word[:2] for word in some}).decode()


def marked(mark: str, found: Iterable[str]) -> str:
    """Return words as `mark` makes them: of names, not of text."""
    return " ".join(mark + word for word in found)


def teaser(text: str) -> str:
    """Return the beginning of a text, in one line."""
    start = " ".join(text[: TEASER * 2].split())
    return start if len(start) <= TEASER else start[: TEASER - 1].rstrip() + "…"


# --- articles ---------------------------------------------------------------------------


def key_at(seconds: int) -> int:
    """Return the first key of the minute in which `seconds` since 1970 lies."""
    return min(max(seconds + _FIRST, 0) // 60 * SLOTS, 2**60)


class Keys:
    """Gives out free keys in order of time; remembers where crowded minutes go on."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._next: dict[int, int] = {}

    def free(self, when: datetime) -> int:
        """Return a key that is not in use, as near to its time as can be."""
        minute = key_at(int(when.timestamp()))
        key = self._next.get(minute, minute)
        if self._db.execute("select 1 from articles where key = ?", (key,)).fetchone():
            row = self._db.execute(
                "select key + 1 from articles a where key >= ? and not exists"
                " (select 1 from articles b where b.key = a.key + 1) order by key limit 1",
                (key,),
            ).fetchone()
            key = row[0]
        self._next[minute] = key + 1
        return key


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


def put(db: sqlite3.Connection, keys: Keys, file: int, entry: Entry) -> None:
    """Put an article into the index, in place of what it held under that id."""
    article = entry.article
    known = db.execute(
        "select key, read, starred, noted, tags, story, sum, linked from articles where id = ?",
        (article.id,),
    ).fetchone()
    when = merge.sort_time(article, entry.added)
    kept: tuple[Any, ...]
    if known is not None:
        take_out(db, [known[0]], keep_edges=True)
        kept = known[1:6]
    else:
        kept = mirror.columns_of(db, article.id)
    key = keys.free(when)
    body = article.body or article.summary
    publisher = publisher_number(db, article.publisher)
    text = indexed_text(article, publisher)
    total = crc32(f"{text.headline}\n{text.body}".encode("utf-8", "replace"))
    db.execute(
        "insert into articles(key, id, file, digest, print, sum, publisher, headline, teaser,"
        " published, shown, length, read, starred, noted, tags, story, linked)"
        " values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            key,
            article.id,
            file,
            entry.digest,
            entry.seen,
            total,
            publisher,
            article.headline,
            teaser(body),
            article.published and int(article.published.timestamp()),
            int(merge.shown_date(article, entry.added).timestamp()),
            merge.count_words(body),
            *kept,
            known[7] if known is not None and known[6] == total else 0,
        ),
    )
    mirror.count(db, 1, int(not kept[0]), kept[1])
    db.execute("insert into texts values (?, ?)", (key, entry.packed))
    db.execute(
        "insert into words(rowid, headline, body, marks) values (?, ?, ?, ?)",
        (key, text.headline, text.body, text.marks),
    )
    db.execute("insert into starts(rowid, letters) values (?, ?)", (key, text.starts))
    mirror.put_tags(db, key, kept[3])
    feedindex.put(db, key, article, int(not kept[0]), kept[1])
    if known is not None and known[0] != key:
        db.execute("update edges set a = ? where a = ?", (key, known[0]))
        db.execute("update edges set b = ? where b = ?", (key, known[0]))


def take_out(db: sqlite3.Connection, keys: Iterable[int], *, keep_edges: bool = False) -> None:
    """Take articles out of the index. Their states stay."""
    for key in sorted(keys):
        row = db.execute(
            "select t.article, a.publisher, a.read = 0, a.starred from articles a"
            " join texts t on t.key = a.key where a.key = ?",
            (key,),
        ).fetchone()
        article = codec.to_article(unpacked(row[0])) if row else None
        if article is not None:
            mirror.count(db, -1, -row[2], -row[3])
            text = indexed_text(article, row[1])
            db.execute(
                "insert into words(words, rowid, headline, body, marks)"
                " values ('delete', ?, ?, ?, ?)",
                (key, text.headline, text.body, text.marks),
            )
            db.execute(
                "insert into starts(starts, rowid, letters) values ('delete', ?, ?)",
                (key, text.starts),
            )
            feedindex.take_out(db, key, row[2], row[3])
        if not keep_edges:
            db.execute(
                "delete from signatures where id = (select id from articles where key = ?)", (key,)
            )
        db.execute("delete from texts where key = ?", (key,))
        db.execute("delete from tags where key = ?", (key,))
        db.execute("delete from articles where key = ?", (key,))
        if not keep_edges:
            db.execute("delete from edges where a = ?", (key,))
            db.execute("delete from edges where b = ?", (key,))
