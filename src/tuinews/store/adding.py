"""Adding articles: what each of them is, and what has to be written for it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from tuinews.model import Article
from tuinews.store import merge
from tuinews.store.disk import shards
from tuinews.store.disk.originals import Originals
from tuinews.store.errors import LibraryError
from tuinews.store.index import entries
from tuinews.store.index.entries import Entry
from tuinews.store.index.sheets import Packed, pack
from tuinews.store.views import Added, Kept


class Intake:
    """One batch of articles on its way into the store."""

    def __init__(self, db: sqlite3.Connection, originals: Originals, now: datetime) -> None:
        self._db = db
        self._originals = originals
        self._now = now
        self._known: dict[str, Kept] = {}
        self._new: dict[str, Packed] = {}
        self._prints: dict[int, list[str]] = {}
        self._outcomes: list[tuple[str, str]] = []
        self._write: dict[str, None] = {}  # ids, in order

    def take(self, given: Article | Packed) -> None:
        """Decide what an article is. Raises LibraryError where there is nothing in it."""
        packed = given if isinstance(given, Packed) else _pack(given)
        seen = packed.sheet.print
        known = self.find(packed.id) or self._twin(packed, seen)
        if known is None:
            self._new[packed.id] = packed
            self._note(packed.id, seen)
            self._outcomes.append((packed.id, "new"))
            return
        clean, renewed, outcome = packed.article(), None, "same"
        if seen != known.seen and seen != merge.text_print(known.article):
            renewed = merge.changed(known.article, clean, self._now)
        if renewed is not None:
            outcome = "updated"
        else:
            renewed, seen = merge.with_sources(known.article, clean), known.seen
        if renewed != known.article:
            self._keep(Kept(renewed, known.added, seen, known.file), merge.text_print(renewed))
        self._outcomes.append((known.article.id, outcome))

    def put(self, kept: Kept) -> None:
        """Write an article as it is given, whatever was there."""
        clean = _pack(kept.article).article()
        self._keep(replace(kept, article=clean), merge.text_print(clean))

    def find(self, identity: str) -> Kept | None:
        """Return what is kept under an id, in this batch or before."""
        if identity in self._new:
            packed = self._new[identity]
            return Kept(packed.article(), self._now, packed.sheet.print)
        if identity in self._known:
            return self._known[identity]
        row = self._db.execute(
            "select f.name, a.place from articles a join files f on f.num = a.file where a.id = ?",
            (identity,),
        ).fetchone()
        document = self._originals.find(identity, *row) if row else None
        kept = entries.kept_in(document, self._now) if document is not None else None
        return kept and replace(kept, file=row[0])

    def _twin(self, packed: Packed, found: int) -> Kept | None:
        """Return the article that has the same text, of this print, under another id."""
        ids = list(self._prints.get(found, ()))
        ids += [
            row[0] for row in self._db.execute("select id from articles where print = ?", (found,))
        ]
        for identity in ids:
            kept = self.find(identity)
            if kept is not None and merge.alike(kept.article, packed.article()):
                return kept
        return None

    def _keep(self, kept: Kept, found: int) -> None:
        """Note an article to be written, and the print of its text."""
        self._known[kept.article.id] = kept
        self._new.pop(kept.article.id, None)
        self._note(kept.article.id, found)

    def _note(self, identity: str, found: int) -> None:
        self._prints.setdefault(found, []).append(identity)
        self._write[identity] = None

    def by_file(self) -> tuple[dict[str, list[Entry]], dict[str, set[str]]]:
        """Return what to put into which file, and what to take out of which one after that."""
        put: dict[str, list[Entry]] = {}
        drop: dict[str, set[str]] = {}
        for identity in self._write:
            packed, kept = self._new.get(identity), self._known.get(identity)
            if packed is not None:
                entry = entries.entry_of(packed, self._now, packed.sheet.print)
            else:
                assert kept is not None
                entry = entries.entry_of(_pack(kept.article), kept.added, kept.seen)
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


def _pack(article: Article) -> Packed:
    packed = pack(article)
    if packed is None:
        raise LibraryError(f"The article {article.id} has neither a headline nor text.")
    return packed
