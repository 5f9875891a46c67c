"""Relations between articles, kept in the index, computed elsewhere."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from tuinews.model import Related, Story
from tuinews.store.highlight import words
from tuinews.store.index import edges
from tuinews.store.index.schema import AMONG, SLOTS, key_at, listed

WHOLLY = 0.8  # share of a copy in what was read from which on it is read with it
FEW = 20  # articles whose copies are asked for one by one
MUCH_LONGER = 1.15  # a copy so much longer than what was read may tell more: it stays unread


def waiting(db: sqlite3.Connection, limit: int) -> list[str]:
    """Return ids of articles whose relations are not known yet, oldest first.

    Those of one minute by their ids: the order of arrival makes no difference.
    """
    return [
        row[0]
        for row in db.execute(
            "select id from articles indexed by unlinked where linked = 0"
            f" order by key / {SLOTS}, id limit ?",
            (limit,),
        )
    ]


def candidates(
    db: sqlite3.Connection, terms: Sequence[str], since: datetime, until: datetime, limit: int
) -> list[str]:
    """Return ids of articles of that time that hold any of the terms, best first."""
    phrases = [f'"{" ".join(found)}"' for term in terms if (found := words(term))]
    if not phrases:
        return []
    return [
        row[0]
        for row in db.execute(
            "select a.id from (select rowid as key, bm25(words, 1.0, 4.0, 0.0) as score from words"
            " where words match ? and rowid >= ? and rowid < ? order by score limit ?) f"
            " join articles a on a.key = f.key order by f.score, f.key desc",
            (
                " OR ".join(phrases),
                key_at(int(since.timestamp())),
                key_at(int(until.timestamp())) + SLOTS,
                limit,
            ),
        )
    ]


def frequencies(db: sqlite3.Connection, terms: Sequence[str]) -> dict[str, int]:
    """Return in how many articles each term stands; a phrase counts as its rarest word."""
    parts = {term: words(term) for term in terms}
    wanted = sorted({part for found in parts.values() for part in found})
    asked = f"select term, doc from vocabulary where term {AMONG}"
    known = dict(db.execute(asked, (listed(wanted),)))
    return {
        term: min((known.get(part, 0) for part in found), default=0)
        for term, found in parts.items()
    }


def frequent(db: sqlite3.Connection) -> tuple[int, dict[str, int]]:
    """Return what `keep_frequent` kept; (0, {}) for nothing."""
    row = db.execute("select value from meta where name = 'frequent'").fetchone()
    size, found = json.loads(row[0]) if row else (0, {})
    return size, found


def keep_frequent(db: sqlite3.Connection, size: int, found: Mapping[str, int]) -> None:
    """Keep in how many articles of a library of `size` some words stand."""
    kept = json.dumps((size, found), ensure_ascii=False, separators=(",", ":"))
    db.execute("insert or replace into meta values ('frequent', ?)", (kept,))


def relate(
    db: sqlite3.Connection,
    relations: Mapping[str, Sequence[Related]],
    stories: Mapping[str, str],
) -> None:
    """Put the relations of these articles in place of those they had, in both directions.

    `stories` gives articles their story, which tells what is one story; "" takes them out of
    any. Call in a transaction.
    """
    db.executemany(
        "update articles set story = ? where id = ?",
        [(story or None, identity) for identity, story in stories.items()],
    )
    named = {one.id for found in relations.values() for one in found}
    numbers = numbers_of(db, {*relations, *named})
    pairs: dict[tuple[int, int], Related] = {}
    told: dict[int, list[int]] = {}  # by whom an article is named
    for identity, found in relations.items():
        own = numbers.get(identity)
        if own is None:
            continue
        for other in told.pop(own, ()):  # what an article says itself holds
            pairs.pop((other, own), None)
        for one in found:
            other = numbers.get(one.id, own)
            if other != own:
                pairs[own, other] = one
                told.setdefault(other, []).append(own)
    changed = [numbers[identity] for identity in relations if identity in numbers]
    _keep(db, changed, pairs)
    edges.forget_copies(db, changed)
    edges.put_copies(db, ((*pair, one.copy) for pair, one in pairs.items() if one.copy))
    db.executemany("update articles set linked = 1 where num = ?", [(one,) for one in changed])


def _keep(
    db: sqlite3.Connection, changed: Sequence[int], pairs: Mapping[tuple[int, int], Related]
) -> None:
    """Keep these edges of the articles that changed, and no others of them."""
    held = edges.Edges(db)
    held.read(changed)
    held.read({other for pair in pairs for other in pair} | held.around(changed))
    for number in changed:
        for other in held.of(number):
            if (number, other) not in pairs and (other, number) not in pairs:
                held.cut(number, other)
    reasons = edges.reason_numbers(db, (text for one in pairs.values() for text in one.reasons))
    for pair, one in pairs.items():
        held.put(*pair, edges.kept(one.score, (reasons[text] for text in one.reasons)))
    held.write()


def signatures(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, bytes]:
    """Return what is kept of these articles; those of which nothing is kept are left out."""
    asked = "select a.id, s.data from articles a join signatures s on s.key = a.key where a.id"
    return dict(db.execute(f"{asked} {AMONG}", (listed(ids),)))


def signatures_between(
    db: sqlite3.Connection, since: datetime, until: datetime
) -> list[tuple[str, bytes]]:
    """Return what is kept of the articles of that time that are related, by their ids."""
    return db.execute(
        "select a.id, s.data from articles a join signatures s on s.key = a.key"
        " where a.key >= ? and a.key < ? and a.linked = 1",
        (key_at(int(since.timestamp())), key_at(int(until.timestamp())) + SLOTS),
    ).fetchall()


def keep_signatures(db: sqlite3.Connection, kept: Mapping[str, bytes]) -> None:
    """Keep what was found out about articles that are there. Call in a transaction."""
    db.executemany(
        "insert or replace into signatures select key, ? from articles where id = ?",
        [(data, identity) for identity, data in kept.items()],
    )


def related(db: sqlite3.Connection, identity: str) -> list[Related]:
    """Return what belongs to an article: the same story first, then by score."""
    row = db.execute("select num, story from articles where id = ?", (identity,)).fetchone()
    held = edges.Edges(db).of(row[0]) if row else {}
    if not held:
        return []
    number, story = row
    found = [
        (story is not None and its_story == story, held[other].score, key, its_id, other)
        for other, key, its_id, its_story in db.execute(
            "select a.num, a.key, a.id, a.story from json_each(?) j"
            " cross join articles a on a.num = j.value",
            (listed(held),),
        )
    ]
    found.sort(reverse=True)
    texts = edges.reason_texts(db, held.values())
    copies = edges.copies_of(db, number) if story is not None else {}
    told: list[Related] = []
    for same, _, _, its_id, other in found:
        edge = held[other]
        reasons = tuple([texts[one] for one in edge.reasons if one in texts])
        told.append(Related(its_id, edge.points, same, reasons, copies.get(other, 0.0)))
    return told


def copies_read_with(db: sqlite3.Connection, ids: Sequence[str]) -> list[str]:
    """Return the unread copies of these articles that tell no more than they do."""
    asked = set(ids)
    found: dict[str, None] = {}
    few = ""  # of many articles: from all copies that there are
    if len(asked) <= FEW:
        some = ",".join(map(str, numbers_of(db, asked).values()))
        few = f" and (c.a in ({some}) or c.b in ({some}))"
    for a, b, a_read, b_read, a_length, b_length in db.execute(
        "select x.id, y.id, x.read, y.read, x.length, y.length from copies c"
        " join articles x on x.num = c.a join articles y on y.num = c.b"
        f" where c.share >= ?{few}",
        (WHOLLY,),
    ):
        if a in asked and not b_read and b_length <= a_length * MUCH_LONGER:
            found[b] = None
        if b in asked and not a_read and a_length <= b_length * MUCH_LONGER:
            found[a] = None
    return [identity for identity in found if identity not in asked]


def stories(db: sqlite3.Connection) -> list[Story]:
    """Return the stories told by more than one article, the one with the latest news first."""
    found: dict[str, list[str]] = {}
    for story, identity in db.execute(
        "select story, id from articles where story is not null order by key desc"
    ):
        found.setdefault(story, []).append(identity)
    return [Story(story, tuple(ids)) for story, ids in found.items() if len(ids) > 1]


def story_of(db: sqlite3.Connection, identity: str) -> Story | None:
    """Return the story that an article belongs to, perhaps alone; None where none is known."""
    found = db.execute(
        "select s.story, s.id from articles a join articles s on s.story = a.story"
        " where a.id = ? order by s.key desc",
        (identity,),
    ).fetchall()
    return Story(found[0][0], tuple(identity for _, identity in found)) if found else None


def story(db: sqlite3.Connection, prefix: str) -> Story | None:
    """Return the story whose id begins with `prefix`; None where none does, or several do."""
    if not prefix:
        return None
    found = db.execute(
        "select story, max(id) from articles where story >= ? and story < ? group by story limit 2",
        (prefix, prefix + "\U0010ffff"),
    ).fetchall()
    return story_of(db, found[0][1]) if len(found) == 1 else None


def stories_between(db: sqlite3.Connection, since: datetime, until: datetime) -> list[str]:
    """Return the ids of the stories of several accounts, one of them of that time."""
    found = db.execute(
        "select a.story, count(*) from articles a where a.story in (select story from articles"
        " where shown >= ? and shown < ? and key >= ? and key < ? and story is not null)"
        " group by a.story having count(*) > 1 order by count(*) desc, max(a.key) desc",
        (
            since.timestamp(),
            until.timestamp(),
            key_at(int(since.timestamp()) - 86400),
            key_at(int(until.timestamp()) + 86400),
        ),
    )
    return [row[0] for row in found]


def numbers_of(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of these articles; those that are not there are left out."""
    return dict(db.execute(f"select id, num from articles where id {AMONG}", (listed(ids),)))
