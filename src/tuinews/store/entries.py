"""Putting articles and states into the index, and taking them out."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from tuinews.model import Article, State
from tuinews.store import codec, merge
from tuinews.store.highlight import SPACELESS, fold

SLOTS = 256  # keys a minute
TEASER = 160  # characters

_FIRST = datetime(1900, 1, 1, tzinfo=UTC)
_FOREIGN = re.compile("[^\x00-\x7f]")
_SPACELESS = re.compile(f"[{SPACELESS}]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with what the store knows of it."""

    article: Article
    added: datetime
    digest: bytes
    packed: bytes
    seen: int  # the print of the text that came in last, whatever the reader made of it


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
    if text.isascii():
        return text
    return _FOREIGN.sub(lambda match: _indexed_char(match[0]), text)


def indexed_text(article: Article) -> tuple[str, str, str]:
    """Return headline, text and names of an article as they are indexed."""
    body = "\n".join(block.text for block in article.blocks) or article.summary
    names = "\n".join(article.authors)
    return indexed(article.headline), indexed(body), indexed(names)


def teaser(article: Article) -> str:
    """Return the beginning of an article's text, in one line."""
    text = article.body or article.summary
    start = " ".join(text[: TEASER * 2].split())
    return start if len(start) <= TEASER else start[: TEASER - 1].rstrip() + "…"


# --- articles ---------------------------------------------------------------------------


class Keys:
    """Gives out free keys in order of time; remembers where crowded minutes go on."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._next: dict[int, int] = {}

    def free(self, when: datetime) -> int:
        """Return a key that is not in use, as near to its time as can be."""
        minute = max(int((when - _FIRST).total_seconds()) // 60, 0)
        key = self._next.get(minute, minute * SLOTS)
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
        "select key, read, starred, noted, tags, story, print, linked from articles where id = ?",
        (article.id,),
    ).fetchone()
    when = merge.sort_time(article, entry.added)
    kept: tuple[Any, ...]
    if known is not None:
        take_out(db, [known[0]], keep_edges=True)
        kept = known[1:6]
    else:
        kept = _state_columns(db, article.id)
    text = merge.text_print(article)
    key = keys.free(when)
    db.execute(
        "insert into articles(key, id, file, digest, print, publisher, headline, teaser,"
        " published, shown, length, read, starred, noted, tags, story, linked)"
        " values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            key,
            article.id,
            file,
            entry.digest,
            text,
            publisher_number(db, article.publisher),
            article.headline,
            teaser(article),
            article.published and int(article.published.timestamp()),
            int(merge.shown_date(article, entry.added).timestamp()),
            merge.count_words(article),
            *kept,
            known[7] if known is not None and known[6] == text else 0,
        ),
    )
    headline, body, names = indexed_text(article)
    db.execute("insert into texts values (?, ?)", (key, entry.packed))
    db.execute("insert into words(rowid, headline, body) values (?,?,?)", (key, headline, body))
    if names:
        db.execute("insert into bylines(rowid, names) values (?, ?)", (key, names))
    _put_tags(db, key, kept[3])
    if known is not None and known[0] != key:
        db.execute("update edges set a = ? where a = ?", (key, known[0]))
        db.execute("update edges set b = ? where b = ?", (key, known[0]))


def take_out(db: sqlite3.Connection, keys: Iterable[int], *, keep_edges: bool = False) -> None:
    """Take articles out of the index. Their states stay."""
    for key in keys:
        row = db.execute("select article from texts where key = ?", (key,)).fetchone()
        article = codec.to_article(unpacked(row[0])) if row else None
        if article is not None:
            headline, body, names = indexed_text(article)
            db.execute(
                "insert into words(words, rowid, headline, body) values ('delete', ?, ?, ?)",
                (key, headline, body),
            )
            if names:
                db.execute(
                    "insert into bylines(bylines, rowid, names) values ('delete', ?, ?)",
                    (key, names),
                )
        db.execute("delete from texts where key = ?", (key,))
        db.execute("delete from tags where key = ?", (key,))
        db.execute("delete from articles where key = ?", (key,))
        if not keep_edges:
            db.execute("delete from edges where a = ?", (key,))
            db.execute("delete from edges where b = ?", (key,))


# --- states -----------------------------------------------------------------------------


def _state_columns(db: sqlite3.Connection, identity: str) -> tuple[int, int, int, str, None]:
    row = db.execute("select document from states where id = ?", (identity,)).fetchone()
    return (*_columns(codec.to_state(json.loads(row[0])) if row else State()), None)


def _columns(state: State) -> tuple[int, int, int, str]:
    return (
        int(state.read is not None),
        int(state.starred is not None),
        int(bool(state.note)),
        "\n".join(state.tags),
    )


def _put_tags(db: sqlite3.Connection, key: int, tags: str) -> None:
    for tag in filter(None, tags.split("\n")):
        db.execute("insert or ignore into tags values (?, ?)", (tag, key))


def put_states(db: sqlite3.Connection, states: Iterable[tuple[str, str, State]]) -> None:
    """Mirror states, given as (id, month, state); a default one is forgotten."""
    for identity, month, state in states:
        document = codec.from_state(state)
        if document:
            db.execute(
                "insert or replace into states values (?, ?, ?, ?, ?)",
                (
                    identity,
                    month,
                    state.read and int(state.read.timestamp()),
                    state.starred and int(state.starred.timestamp()),
                    json.dumps(document),
                ),
            )
        else:
            db.execute("delete from states where id = ?", (identity,))
        columns = _columns(state)
        row = db.execute("select key, tags from articles where id = ?", (identity,)).fetchone()
        if row is None:
            continue
        db.execute(
            "update articles set read = ?, starred = ?, noted = ?, tags = ? where key = ?",
            (*columns, row[0]),
        )
        if row[1] != columns[3]:
            db.execute("delete from tags where key = ?", (row[0],))
            _put_tags(db, row[0], columns[3])


def forget_states(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Make states the default again."""
    put_states(db, ((identity, "", State()) for identity in ids))


def states_of(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, tuple[str, State]]:
    """Return month and state of each of the articles `ids` that the index holds."""
    found: dict[str, tuple[str, State]] = {}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        rows = db.execute(
            "select a.id, f.name, s.document from articles a join files f on f.num = a.file"
            " left join states s on s.id = a.id where a.id in"
            f" ({','.join('?' * len(some))})",
            some,
        )
        for identity, name, document in rows:
            state = codec.to_state(json.loads(document)) if document else State()
            found[identity] = (month_of(name), state)
    return found


def month_of(name: str) -> str:
    """Return the month of the state file that goes with a file of articles."""
    day = re.search(r"(\d{4}-\d\d)-\d\d", name)
    return day[1] if day else "undated"
