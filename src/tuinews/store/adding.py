"""Adding articles: what each of them is, and what has to be written for it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from tuinews.model import Article
from tuinews.store import codec, entries, merge, shards
from tuinews.store.entries import Entry
from tuinews.store.errors import LibraryError
from tuinews.store.jsonfile import Document
from tuinews.store.views import Added, Kept


class Intake:
    """One batch of articles on its way into the store."""

    def __init__(self, db: sqlite3.Connection, now: datetime) -> None:
        self._db = db
        self._now = now
        self._known: dict[str, Kept] = {}
        self._prints: dict[int, list[str]] = {}
        self._outcomes: list[tuple[str, str]] = []
        self._documents: dict[str, Document] = {}  # as they are to be written, where known
        self.write: dict[str, Kept] = {}

    def take(self, article: Article) -> None:
        """Decide what an article is. Raises LibraryError where there is nothing in it."""
        document = codec.from_article(article)
        clean = codec.to_article(document)
        if clean is None:
            raise LibraryError(f"The article {article.id} has neither a headline nor text.")
        seen = merge.text_print(clean)
        known = self.find(clean.id) or self._twin(clean, seen)
        if known is None:
            self._keep(Kept(clean, self._now, seen), seen)
            if clean == article:
                self._documents[clean.id] = document
            self._outcomes.append((clean.id, "new"))
            return
        renewed, outcome = None, "same"
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
        clean = codec.to_article(codec.from_article(kept.article))
        if clean is None:
            raise LibraryError(f"The article {kept.article.id} has neither a headline nor text.")
        self._keep(replace(kept, article=clean), merge.text_print(clean))

    def find(self, identity: str) -> Kept | None:
        """Return what is kept under an id, in this batch or before."""
        if identity in self._known:
            return self._known[identity]
        row = self._db.execute(
            "select t.article, f.name from articles a join texts t on t.key = a.key"
            " join files f on f.num = a.file where a.id = ?",
            (identity,),
        ).fetchone()
        if row is None:
            return None
        entry = entries.read_entry(entries.unpacked(row[0]), self._now)
        return Kept(entry.article, entry.added, entry.seen, row[1]) if entry else None

    def _twin(self, article: Article, found: int) -> Kept | None:
        """Return the article that has the same text, of this print, under another id."""
        ids = list(self._prints.get(found, ()))
        ids += [
            row[0] for row in self._db.execute("select id from articles where print = ?", (found,))
        ]
        for identity in ids:
            kept = self.find(identity)
            if kept is not None and merge.alike(kept.article, article):
                return kept
        return None

    def _keep(self, kept: Kept, found: int) -> None:
        """Note an article to be written, and the print of its text."""
        identity = kept.article.id
        self._known[identity] = kept
        self._prints.setdefault(found, []).append(identity)
        self._documents.pop(identity, None)
        self.write[identity] = kept

    def by_file(self) -> tuple[dict[str, list[Entry]], dict[str, set[str]]]:
        """Return what to put into which file, and what to take out of which one after that."""
        put: dict[str, list[Entry]] = {}
        drop: dict[str, set[str]] = {}
        for identity, item in self.write.items():
            home = shards.shard_name(item.article, item.added)
            document = self._documents.get(identity) or codec.from_article(item.article)
            put.setdefault(home, []).append(entries.entry_of(item, document))
            if item.file and item.file != home:
                drop.setdefault(item.file, set()).add(identity)
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
