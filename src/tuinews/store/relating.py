"""What finding stories asks of the index, and keeps in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from tuinews.model import Related
from tuinews.store.context import LibraryContext
from tuinews.store.corrections import Corrections
from tuinews.store.index import relations, ruledindex


class Relations:
    """Which articles are still to be related, and what was found; safe from any thread."""

    def __init__(self, context: LibraryContext, corrections: Corrections) -> None:
        self._context, self._corrections = context, corrections

    def waiting(self, limit: int = 100) -> list[str]:
        """Return ids of articles whose relations are not computed yet, oldest first."""
        self._corrections.follow_words()
        return self._context.read(lambda db: relations.waiting(db, limit))

    def relate_again(self, ids: Iterable[str]) -> None:
        """Have articles related anew by the next catch-up."""
        wanted = list(ids)
        self._context.write(lambda db: ruledindex.again(db, wanted))

    def put(self, found: Mapping[str, Sequence[Related]], stories: Mapping[str, str]) -> None:
        """Put relations of articles, and the stories that articles belong to, into the index."""
        self._context.write(lambda db: relations.relate(db, found, stories))
        self._context.changes += 1

    def candidates(
        self, terms: Sequence[str], since: datetime, until: datetime, limit: int = 100
    ) -> list[str]:
        """Return ids of articles of that time with any of the terms, best first (bm25)."""
        return self._context.read(lambda db: relations.candidates(db, terms, since, until, limit))

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many articles each term stands."""
        return self._context.read(lambda db: relations.frequencies(db, terms))

    def frequent(self) -> tuple[int, dict[str, int]]:
        """Return frequencies that were kept, and how many articles there were then."""
        return self._context.read(relations.frequent)

    def keep_frequent(self, size: int, found: Mapping[str, int]) -> None:
        """Keep the frequencies of words in a library of `size` articles: to count takes long."""
        self._context.write(lambda db: relations.keep_frequent(db, size, found))

    def signatures(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Return the signatures that are kept of these articles."""
        return self._context.read(lambda db: relations.signatures(db, ids))

    def signatures_between(self, since: datetime, until: datetime) -> list[tuple[str, bytes]]:
        """Return the signatures of the articles of that time that are related, by their ids."""
        return self._context.read(lambda db: relations.signatures_between(db, since, until))

    def keep_signatures(self, signatures: Mapping[str, bytes]) -> None:
        """Keep signatures until their articles go; the index may lose them at any time."""
        self._context.write(lambda db: relations.keep_signatures(db, signatures))
