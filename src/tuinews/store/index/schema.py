"""The tables of the index, what stands for what in them, and opening it.

No triggers: a statement that fires one opens a savepoint, at which FTS5 writes out what it
has gathered; that made putting an article in three times as slow.

The index is made from the truth alone and may be deleted at any time. Another version of
the tables gets another number; an index with another number is made anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from math import log2
from pathlib import Path

VERSION = 24
APPLICATION = 0x7475_696E  # "tuin"
LATE = 4000  # pages after which whoever writes one more moves them all into the index
SOON = 1000  # ... who writes many: a star shall not pay for what others wrote

#: Condition on one of many values, which are bound as one: see `listed`.
AMONG = "in (select value from json_each(?))"
STALE = -3  # as the size of a file in the index: it is to be read again
SLOTS = 8  # keys a minute; close together, for FTS5 writes down how far one is from the next
_FIRST = 2_208_988_800  # seconds from 1900 to 1970; what is older shares the first minute

# Words in the full-text table that cannot be typed begin with one of these.
EVERY = "\ue000"  # stands in every article
PUBLISHER = "\ue001"  # ... followed by the publisher's number
AUTHOR = "\ue002"  # ... followed by a word of a name
LENGTH = "\ue003"  # ... followed by about how long it is, see `about`
_FINE = 4  # such lengths from one to twice as much
_LONGEST = 1 << 17  # words; what is longer goes as one

_TABLES = """
create table meta(name text primary key, value) without rowid;
create table files(num integer primary key, name text not null unique,
    size integer, mtime integer, problem text not null default '',
    copies integer not null default 0  -- whether it has articles that are read from another
);
create table publishers(num integer primary key, name text not null unique);
create table articles(
    key integer primary key,      -- minutes * 8 + number: in order of publication
    id text not null unique,
    num integer not null unique,  -- stays when the key changes
    file integer not null,
    place integer,                -- the byte at which it begins there; below 0: in the journal
    home integer not null,        -- whether that file is the one of its day
    digest blob not null,         -- of the document that it was made from
    fingerprint integer not null,  -- of the text as it came in
    sum integer not null,         -- of the text as it is indexed
    publisher integer not null,
    headline text not null,
    teaser text not null,
    published integer,            -- seconds, as stated
    shown integer not null,       -- seconds
    length integer not null,      -- words
    read integer not null default 0,
    starred integer not null default 0,
    noted integer not null default 0,
    tags text not null default '',
    story text,
    undated integer not null default 0,
    changed text,                 -- when its publisher changed the text last
    linked integer not null default 0);
create index every on articles(key);
create index unread on articles(key) where read = 0;
create index starred on articles(key) where starred = 1;
create index unlinked on articles(key) where linked = 0;
create index by_file on articles(file);
create index by_publisher on articles(publisher);
create index by_length on articles(length);
create index by_fingerprint on articles(fingerprint);
create index by_story on articles(story) where story is not null;
create table ghosts(key integer primary key  -- gone, but its words could not be taken out
    );
create table tags(tag text, key integer, primary key(tag, key)) without rowid;
create index tags_of on tags(key);
create table states(id text primary key, month text not null, document text not null)
    without rowid;
create table origins(url text primary key, home integer not null  -- the number of its feed
    ) without rowid;
create table sources(feed integer, key integer, primary key(feed, key)) without rowid;
create index sources_of on sources(key);
create table seen_entries(feed integer, digest blob, primary key(feed, digest)) without rowid;
create table feed_totals(feed integer primary key, articles integer, unread integer,
    starred integer);
create table relations(key integer primary key, data blob not null  -- see `edges`
    );
create table named(key integer primary key, data blob not null);
create table reasons(num integer primary key, text text not null unique);
create table copies(a integer, b integer, share real not null, primary key(a, b)) without rowid;
create index copies_back on copies(b);
create table signatures(key integer primary key, data blob not null);
create table totals(only integer primary key, articles integer, unread integer, starred integer);
insert into totals values (1, 0, 0, 0);
create virtual table words using fts5(body, headline, marks, content='',
    tokenize='unicode61 remove_diacritics 0');
insert into words(words, rank) values ('hashsize', 16777216);
create virtual table starts using fts5(letters, content='', detail=none, columnsize=0,
    prefix='2', tokenize='unicode61 remove_diacritics 0');
create virtual table vocabulary using fts5vocab(words, 'row');
insert into words(words, rank) values ('automerge', 0), ('usermerge', 8), ('crisismerge', 64);
insert into starts(starts, rank) values ('automerge', 0), ('usermerge', 8), ('crisismerge', 64);
"""


def listed(values: Iterable[str | int]) -> str:
    """Return values as `AMONG` takes them, however many they are."""
    return json.dumps(list(values))


def key_at(seconds: int) -> int:
    """Return the first key of the minute in which `seconds` since 1970 lies."""
    return min(max(seconds + _FIRST, 0) // 60 * SLOTS, 2**60)


def marked(mark: str, found: Iterable[str]) -> str:
    """Return words as `mark` makes them: of names, not of text."""
    return " ".join(mark + word for word in found)


def about(length: int) -> int:
    """Return about how many words there are, as a number that grows more slowly."""
    return int(_FINE * log2(min(length, _LONGEST))) if length > 0 else 0


class OtherVersionError(sqlite3.DatabaseError):
    """An index has other tables than these."""

    sqlite_errorcode = 26  # no database of ours


def connect(path: Path) -> sqlite3.Connection:
    """Open the index at `path`, making it where it is missing.

    Raises sqlite3.DatabaseError where the file is damaged or its place cannot be used,
    OtherVersionError where another program made it: to empty it would take longer than to
    make it.
    """
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    try:
        version = connection.execute("pragma user_version").fetchone()[0]
        if version not in (0, VERSION):
            raise OtherVersionError(f"{path} is of version {version}")
        if version != VERSION:
            _make(connection)
        connection.execute("pragma synchronous = normal")  # it can be made again
        connection.execute("pragma secure_delete = off")
        connection.execute(f"pragma wal_autocheckpoint = {LATE}")
    except BaseException:
        connection.close()
        raise
    return connection


def _make(connection: sqlite3.Connection) -> None:
    connection.execute("pragma page_size = 8192")  # three articles a page instead of one
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = off")
    connection.execute("begin immediate")
    try:
        version = connection.execute("pragma user_version").fetchone()[0]
        if version != VERSION:
            _drop(connection)
            for statement in _TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute(f"pragma user_version = {VERSION}")
            connection.execute(f"pragma application_id = {APPLICATION}")
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def _drop(connection: sqlite3.Connection) -> None:
    """Drop every table of another version; the shadow tables of FTS5 go with it."""
    found = connection.execute(
        "select type, name from sqlite_master where type in ('table', 'view') and name not like"
        " 'sqlite_%' order by sql not like 'create virtual%', name"
    ).fetchall()
    for _, name in found:
        quoted = name.replace('"', '""')
        connection.execute(f'drop table if exists "{quoted}"')
