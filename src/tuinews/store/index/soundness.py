"""Whether the index is whole and its tables fit each other; slow, for the doctor.

Of the words of a text nothing is compared: the tables of words are whole as far as FTS5 can tell,
and hold each article.
"""

from __future__ import annotations

import sqlite3

from tuinews.store.index import edges
from tuinews.store.index.connections import is_damage
from tuinews.store.index.schema import EVERY
from tuinews.store.index.segments import TABLES

_TOLD = "select feed, articles, unread, starred from feed_totals where articles"
_COUNTED = (
    "select s.feed, count(*), sum(a.read = 0), sum(a.starred)"
    " from sources s join articles a on a.key = s.key group by s.feed"
)
_LINE = "char(10)"  # between tags
#: Questions that find nothing where the tables fit each other.
_MISFITS = (
    "select 1 from states where not json_valid(document)",
    "select 1 from meta where typeof(name) <> 'text' or typeof(value) not in ('integer', 'text')"
    " or (name in ('merged', 'articles_place', 'states_place')) <> (typeof(value) = 'integer')",
    "select articles, unread, starred from totals"
    " except select count(*), coalesce(sum(read = 0), 0), coalesce(sum(starred), 0) from articles",
    f"select * from ({_TOLD}) except {_COUNTED}",
    f"select * from ({_COUNTED}) except {_TOLD}",
    f"select 1 from tags t left join articles a on a.key = t.key where a.key is null or"
    f" not instr({_LINE} || a.tags || {_LINE}, {_LINE} || t.tag || {_LINE})",
    "select count(*) from tags except select coalesce("
    f" sum(length(tags) - length(replace(tags, {_LINE}, '')) + 1), 0)"
    " from articles where tags <> ''",
    f"select count(*) from words where words match '\"{EVERY}\"'"
    " except select (select count(*) from articles) + (select count(*) from ghosts)",
    "select 1 from articles where id not in (select id from states)"
    " and (read or starred or noted or tags <> '')",
)


def is_sound(db: sqlite3.Connection) -> bool:
    """Return whether nothing in the index contradicts the rest of it."""
    try:
        for table in TABLES:
            db.execute(f"insert into {table}({table}) values ('integrity-check')")
        if db.execute("pragma integrity_check(1)").fetchone()[0] != "ok":
            return False
        return edges.fit(db) and not any(db.execute(misfit).fetchone() for misfit in _MISFITS)
    except (ValueError, TypeError):
        return False  # what cannot be read
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return False
