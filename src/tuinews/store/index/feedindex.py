"""Which articles came through which feed, in the index; counts are kept, not counted.

A feed is known by its address without user and password. One that has moved is at home at
its new address: what came through the old one counts there. What was imported counts as a
feed of its own.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tuinews.patterns import pattern
from tuinews.store.feednames import FeedNames
from tuinews.store.index.schema import AMONG, listed
from tuinews.store.views import IMPORTED, Counts, Row

_CREDENTIALS = pattern(r"//[^/?#]*@")


def origin_of(url: str) -> str:
    """Return the address by which a feed is known; "" for what is no address of the web."""
    if url == IMPORTED:
        return url
    if not url.startswith(("http://", "https://")):
        return ""
    return _CREDENTIALS.sub("//", url, count=1) if "@" in url else url


# --- keeping up -------------------------------------------------------------------------


def put(
    db: sqlite3.Connection,
    homes: dict[str, int],
    came: Iterable[tuple[int, Iterable[str], int, int]],
) -> None:
    """Note through which feeds articles came: key, addresses, whether unread, whether starred.

    `homes` are numbers of feeds by address that are known; those that are asked for are added.
    """
    sources: list[tuple[int, int]] = []
    counts: dict[int, tuple[int, int, int]] = {}
    for key, origins, unread, starred in came:
        through = {origin_of(origin) for origin in origins} - {""}
        for origin in through - homes.keys():
            homes[origin] = _home(db, origin)
        for feed in {homes[origin] for origin in through}:
            sources.append((feed, key))
            known = counts.get(feed, (0, 0, 0))
            counts[feed] = known[0] + 1, known[1] + unread, known[2] + starred
    db.executemany("insert into sources values (?, ?)", sources)
    for feed, more in counts.items():
        _count(db, feed, *more)


def take_out(db: sqlite3.Connection, key: int, unread: int, starred: int) -> None:
    """Forget through which feeds an article came."""
    for (feed,) in db.execute("select feed from sources where key = ?", (key,)).fetchall():
        _count(db, feed, -1, -unread, -starred)
    db.execute("delete from sources where key = ?", (key,))


def count_states(db: sqlite3.Connection, changes: Mapping[str, tuple[int, int]]) -> None:
    """Count states that changed: of each article how many more are unread, and starred."""
    ids = [identity for identity, change in changes.items() if any(change)]
    unread: Counter[int] = Counter()
    starred: Counter[int] = Counter()
    for identity, feed in db.execute(
        "select a.id, s.feed from articles a cross join sources s on s.key = a.key"
        f" where a.id {AMONG}",
        (listed(ids),),
    ):
        unread[feed] += changes[identity][0]
        starred[feed] += changes[identity][1]
    for feed in unread.keys() | starred.keys():
        _count(db, feed, 0, unread[feed], starred[feed])


def follow_moves(db: sqlite3.Connection, moves: Mapping[str, str]) -> None:
    """Bring home what came through an old address of a feed: old address -> the present one."""
    for old, new in moves.items():
        before, after = origin_of(old), origin_of(new)
        if not before or not after or before == after:
            continue
        row = db.execute("select home from origins where url = ?", (before,)).fetchone()
        home = _home(db, after)
        if row is None:
            db.execute("insert into origins values (?, ?)", (before, home))
        elif row[0] != home:
            db.execute("update origins set home = ? where home = ?", (home, row[0]))
            for table in ("sources", "seen_entries"):
                db.execute(f"update or ignore {table} set feed = ? where feed = ?", (home, row[0]))
                db.execute(f"delete from {table} where feed = ?", (row[0],))
            db.execute("delete from feed_totals where feed = ?", (row[0],))
            db.execute(
                "insert or replace into feed_totals select ?, count(*),"
                " coalesce(sum(a.read = 0), 0), coalesce(sum(a.starred), 0)"
                " from sources s join articles a on a.key = s.key where s.feed = ?",
                (home, home),
            )


def _home(db: sqlite3.Connection, origin: str) -> int:
    """Return the number of the feed at an address, giving it one where it has none."""
    row = db.execute("select home from origins where url = ?", (origin,)).fetchone()
    if row is not None:
        return int(row[0])
    number = db.execute("insert into feed_totals values (null, 0, 0, 0)").lastrowid or 0
    db.execute("insert into origins values (?, ?)", (origin, number))
    return number


def _count(db: sqlite3.Connection, feed: int, articles: int, unread: int, starred: int) -> None:
    db.execute(
        "insert into feed_totals values (?, ?, ?, ?) on conflict(feed) do update set"
        " articles = articles + excluded.articles, unread = unread + excluded.unread,"
        " starred = starred + excluded.starred",
        (feed, articles, unread, starred),
    )


def note_entries(db: sqlite3.Connection, url: str, digests: Iterable[bytes]) -> None:
    """Remember the entries that a feed brought last, by what they are recognised by."""
    feed = _home(db, origin_of(url))
    db.execute("delete from seen_entries where feed = ?", (feed,))
    rows = [(feed, digest) for digest in digests]
    db.executemany("insert or ignore into seen_entries values (?, ?)", rows)


def forget_entries(db: sqlite3.Connection, feeds: Collection[int] | None) -> set[str] | None:
    """Forget what feeds, given by their numbers, brought last; returns their addresses.

    None means all of them, also those of which the index knows nothing.
    """
    if feeds is None:
        db.execute("delete from seen_entries")
        return None
    numbers = listed(feeds)
    db.execute(f"delete from seen_entries where feed {AMONG}", (numbers,))
    found = db.execute(f"select url from origins where home {AMONG}", (numbers,))
    return {row[0] for row in found}


# --- asking -----------------------------------------------------------------------------


def numbers(db: sqlite3.Connection, urls: Iterable[str]) -> list[int]:
    """Return the numbers of the feeds at these addresses, of those that brought anything."""
    asked = f"select distinct home from origins where url {AMONG}"
    return [row[0] for row in db.execute(asked, (listed(map(origin_of, urls)),))]


def seen_entries(db: sqlite3.Connection, url: str) -> frozenset[bytes]:
    """Return what the entries that a feed brought last are recognised by."""
    found = [
        row[0]
        for number in numbers(db, [url])
        for row in db.execute("select digest from seen_entries where feed = ?", (number,))
    ]
    return frozenset(found)


def condition(db: sqlite3.Connection, urls: Iterable[str]) -> str:
    """Return the condition on articles, as "a", that they came through one of these feeds."""
    found = ",".join(map(str, numbers(db, urls)))
    return f"a.key in (select key from sources where feed in ({found}))"


def counts(db: sqlite3.Connection, urls: Collection[str]) -> dict[str, Counts]:
    """Return for each of these feeds how many articles came through it.

    Pages that were brought in one by one have an address each: there are as many as articles.
    """
    wanted = {url: origin_of(url) for url in urls}
    known = {
        url: Counts(*numbers)
        for url, *numbers in db.execute(
            "select o.url, t.articles, t.unread, t.starred from origins o"
            " cross join feed_totals t on t.feed = o.home"
            f" where o.url {AMONG}",
            (listed(wanted.values()),),
        )
    }
    return {url: known.get(origin, Counts(0, 0, 0)) for url, origin in wanted.items()}


def only_through(db: sqlite3.Connection, feeds: Collection[int]) -> Counts:
    """Return how many articles came through these feeds alone, given by their numbers."""
    some = ",".join(map(str, feeds))
    row = db.execute(
        "select count(*), coalesce(sum(a.read = 0), 0), coalesce(sum(a.starred), 0)"
        f" from (select distinct key from sources where feed in ({some})) m"
        " cross join articles a on a.key = m.key where not exists"
        f" (select 1 from sources s where s.key = m.key and s.feed not in ({some}))"
    ).fetchone()
    return Counts(*row)


def unmarked(db: sqlite3.Connection, url: str) -> list[str]:
    """Return the articles of a feed that are neither starred, tagged nor noted: their ids."""
    return [
        row[0]
        for row in db.execute(
            f"select a.id from articles a where {condition(db, [url])}"
            " and a.starred = 0 and a.noted = 0 and a.tags = '' order by a.key desc"
        )
    ]


def expired(
    db: sqlite3.Connection, url: str, before: datetime | None, most: int, *, unread: bool
) -> list[int]:
    """Return keys of a feed's articles that are older than `before`, or beyond the newest `most`.

    `most` of 0 sets no limit. Never those that are starred, tagged or noted; unread ones only
    with `unread`.
    """
    limit = int(before.timestamp()) if before is not None else -(2**62)
    return [
        row[0]
        for row in db.execute(
            "select key from (select a.*, row_number() over (order by a.key desc) as nth"
            f" from articles a where {condition(db, [url])})"
            " where starred = 0 and noted = 0 and tags = '' and (read = 1 or ?)"
            " and (shown < ? or nth > ?)",
            (unread, limit, most or 2**62),
        )
    ]


def feeds_of(db: sqlite3.Connection, keys: Collection[int]) -> dict[int, set[int]]:
    """Return for each key the numbers of the feeds that the article came through."""
    found: dict[int, set[int]] = {key: set() for key in keys}
    asked = f"select key, feed from sources where key {AMONG}"
    for key, feed in db.execute(asked, (listed(keys),)):
        found[key].add(feed)
    return found


def named(db: sqlite3.Connection, rows: Sequence[Row], names: FeedNames) -> list[Row]:
    """Return rows with the present names of the feeds that brought them."""
    old = {row.publisher for row in rows} & names.keys()
    if not old:
        return list(rows)
    origins = {origin_of(url) for one in old for url in names[one]}
    homes = {
        int(home): str(url)
        for home, url in db.execute(
            f"select home, url from origins where url {AMONG}", (listed(origins),)
        )
    }
    through = feeds_of(db, [row.key for row in rows if row.publisher in old])

    def shown(row: Row) -> Row:
        called = {origin_of(url): name for url, name in names[row.publisher].items()}
        brought = (homes.get(feed, "") for feed in sorted(through[row.key]))
        name = next((called[url] for url in brought if url in called), row.publisher)
        return replace(row, publisher=name)

    return [shown(row) if row.publisher in old else row for row in rows]
