"""Adding articles: what each of them is, and what has to be written for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from tuinews.model import Article
from tuinews.store import merge
from tuinews.store.disk import shards
from tuinews.store.disk.originals import Originals
from tuinews.store.errors import LibraryError
from tuinews.store.index import entries
from tuinews.store.index.entries import IndexEntry
from tuinews.store.index.fields import PreparedArticle, prepare
from tuinews.store.index.schema import AMONG, listed
from tuinews.store.views import Added, StoredArticle

Told = tuple[str, str, int | None]  # id, publisher, and when it was published, in seconds


class Intake:
    """One batch of articles on its way into the store."""

    def __init__(self, db: sqlite3.Connection, originals: Originals, now: datetime) -> None:
        self._db = db
        self._originals = originals
        self._now = now
        self._known: dict[str, StoredArticle] = {}
        self._new: dict[str, PreparedArticle] = {}
        self._fingerprints: dict[int, list[Told]] = {}  # of the batch
        self._places: dict[str, tuple[str, int | None] | None] = {}  # of ids that were asked for
        self._twins: dict[int, list[Told]] = {}  # in the index, of fingerprints that were asked for
        self._outcomes: list[tuple[str, str]] = []
        self._write: dict[str, None] = {}  # ids, in order

    def take(self, given: Iterable[Article | PreparedArticle]) -> None:
        """Decide what articles are. Raises LibraryError where there is nothing in one."""
        some = [one if isinstance(one, PreparedArticle) else _prepare(one) for one in given]
        self._ask(some)
        for prepared in some:
            self._take(prepared)

    def _ask(self, some: Sequence[PreparedArticle]) -> None:
        """Ask the index of many articles at once: one by one would take five times as long."""
        self._places |= dict.fromkeys(prepared.id for prepared in some)
        for identity, *place in self._db.execute(
            "select a.id, f.name, a.place from articles a join files f on f.num = a.file"
            f" where a.id {AMONG}",
            (listed(prepared.id for prepared in some),),
        ):
            self._places[identity] = place[0], place[1]
        fingerprints = {prepared.fields.fingerprint for prepared in some} - self._twins.keys()
        self._twins |= {one: [] for one in fingerprints}
        for found, *told in self._db.execute(
            "select a.fingerprint, a.id, p.name, a.published from articles a"
            f" join publishers p on p.num = a.publisher where a.fingerprint {AMONG} order by a.key",
            (listed(fingerprints),),
        ):
            self._twins[found].append((told[0], told[1], told[2]))

    def _take(self, prepared: PreparedArticle) -> None:
        seen = prepared.fields.fingerprint
        known = self.find(prepared.id) or self._twin(prepared, seen)
        if known is None:
            self._new[prepared.id] = prepared
            self._note(seen, (prepared.id, prepared.fields.publisher, prepared.fields.published))
            self._outcomes.append((prepared.id, "new"))
            return
        clean, renewed, outcome = prepared.article(), None, "same"
        if seen != known.seen and seen != merge.text_fingerprint(known.article):
            renewed = merge.changed(known.article, clean, self._now)
        if renewed is not None:
            outcome = "updated"
        else:
            renewed, seen = merge.with_sources(known.article, clean), known.seen
        if renewed != known.article:
            self._keep(
                StoredArticle(renewed, known.added, seen, known.file),
                merge.text_fingerprint(renewed),
            )
        self._outcomes.append((known.article.id, outcome))

    def put(self, kept: StoredArticle) -> None:
        """Write an article as it is given, whatever was there."""
        clean = _prepare(kept.article).article()
        self._keep(replace(kept, article=clean), merge.text_fingerprint(clean))

    def find(self, identity: str) -> StoredArticle | None:
        """Return what is kept under an id, in this batch or before."""
        if identity in self._new:
            prepared = self._new[identity]
            return StoredArticle(prepared.article(), self._now, prepared.fields.fingerprint)
        if identity in self._known:
            return self._known[identity]
        place = self._place(identity)
        document = self._originals.find(identity, *place) if place else None
        kept = entries.stored_in(document, self._now) if document is not None else None
        return replace(kept, file=place[0]) if kept and place else None

    def _place(self, identity: str) -> tuple[str, int | None] | None:
        """Return in which file an article stands, and where; None for one that is not there."""
        if identity not in self._places:
            self._places[identity] = self._db.execute(
                "select f.name, a.place from articles a join files f on f.num = a.file"
                " where a.id = ?",
                (identity,),
            ).fetchone()
        return self._places[identity]

    def _twin(self, prepared: PreparedArticle, found: int) -> StoredArticle | None:
        """Return the article that has the same text, of this fingerprint, under another id."""
        fields = prepared.fields
        for told in (*self._fingerprints.get(found, ()), *self._twins[found]):
            if fields.length >= merge.LEAST_WORDS and merge.alike(
                told[1:], (fields.publisher, fields.published)
            ):
                kept = self.find(told[0])
                if kept is not None:
                    return kept
        return None

    def _keep(self, kept: StoredArticle, found: int) -> None:
        """Note an article to be written, and the fingerprint of its text."""
        article = kept.article
        self._known[article.id] = kept
        self._new.pop(article.id, None)
        published = int(article.published.timestamp()) if article.published else None
        self._note(found, (article.id, article.publisher, published))

    def _note(self, found: int, told: Told) -> None:
        self._fingerprints.setdefault(found, []).append(told)
        self._write[told[0]] = None

    def by_file(self) -> tuple[dict[str, list[IndexEntry]], dict[str, set[str]]]:
        """Return what to put into which file, and what to take out of which one after that."""
        put: dict[str, list[IndexEntry]] = {}
        drop: dict[str, set[str]] = {}
        for identity in self._write:
            prepared, kept = self._new.get(identity), self._known.get(identity)
            if prepared is not None:
                entry = entries.entry_of(prepared, self._now, prepared.fields.fingerprint)
            else:
                assert kept is not None
                entry = entries.entry_of(_prepare(kept.article), kept.added, kept.seen)
            home = shards.shard_of(entries.sort_time(entry))
            put.setdefault(home, []).append(entry)
            if kept is not None and kept.file and kept.file != home:
                drop.setdefault(kept.file, set()).add(identity)
        return put, drop

    def added(self) -> Added:
        """Return what became of the batch."""
        by_outcome: dict[str, dict[str, None]] = {"new": {}, "updated": {}, "same": {}}
        for identity, outcome in self._outcomes:
            by_outcome[outcome][identity] = None
        return Added(
            tuple(by_outcome["new"]),
            tuple(by_outcome["updated"]),
            tuple(by_outcome["same"]),
            tuple(self._outcomes),
        )


def _prepare(article: Article) -> PreparedArticle:
    prepared = prepare(article)
    if prepared is None:
        raise LibraryError(f"The article {article.id} has neither a headline nor text.")
    return prepared
