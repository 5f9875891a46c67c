"""Asking queries of articles before they are added: an index of their own, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tuinews.model import Article
from tuinews.store.disk.originals import Originals
from tuinews.store.feednames import FeedNames
from tuinews.store.index import entries, fields, schema
from tuinews.store.index.fields import PreparedArticle
from tuinews.store.query import finding, search
from tuinews.store.query.tree import Query
from tuinews.store.views import Order, Show


def found_by(
    queries: Sequence[Query],
    articles: Sequence[Article | PreparedArticle],
    now: datetime,
    names: FeedNames,
) -> list[set[str]]:
    """Return for each query the ids of the articles that it finds; `names` as `Compiler` has it."""
    if not queries or not articles:
        return [set() for _ in queries]
    db = schema.connect(Path(":memory:"))
    try:
        keys = entries.Keys(db)
        originals = Originals(Path())  # which has none
        db.execute("begin")
        for article in articles:
            if (
                prepared := article
                if isinstance(article, PreparedArticle)
                else fields.prepare(article)
            ):
                entry = entries.entry_of(prepared, now, 0)
                entries.put(db, originals, keys, [entries.Put(entry, 0, home=True, place=None)])
        ids: dict[int, str] = dict(db.execute("select key, id from articles"))
        found = []
        for query in queries:
            plan = search.Compiler(db, now, names=names).plan(query, Show.ALL)
            found.append({ids[key] for key in finding.keys(db, plan, Order.NEWEST, None, 0)})
        return found
    finally:
        db.close()
