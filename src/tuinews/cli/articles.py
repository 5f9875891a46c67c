"""Which articles a command is about: ids, beginnings of ids, standard input, a query."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tuinews import text
from tuinews.cli.codes import UsageError

if TYPE_CHECKING:
    from tuinews.store.library import Library
    from tuinews.store.query.language import Query
    from tuinews.store.views import Row

CHUNK = 500  # rows that are read from the index at once
_SHORT = 10  # characters of an id that is shown short


def parse_query(words: Sequence[str]) -> Query | None:
    """Return the query that the words make up, None for none; raises UsageError."""
    from tuinews.store.query.language import QueryError, parse

    typed = " ".join(words).strip()
    if not typed:
        return None
    try:
        return parse(typed)
    except QueryError as error:
        raise UsageError(f"query {text.shown_line(typed, 200)!r}: {error}") from error


def rows(library: Library, keys: Sequence[int]) -> Iterator[Row]:
    """Yield the rows of `keys`, read in chunks."""
    for start in range(0, len(keys), CHUNK):
        yield from library.rows(keys[start : start + CHUNK])


def all_ids(library: Library, query: Query | None = None) -> Iterator[str]:
    """Yield the ids of all articles, or those that `query` finds, newest first."""
    for row in rows(library, library.keys(query)):
        yield row.id


def chosen(library: Library, options: argparse.Namespace) -> list[str]:
    """Return the ids that ARTICLE words and --query name, each once, in order.

    Raises LibraryError for an id that is not there or could mean several.
    """
    found = [library.resolve(word) for word in _words(options.articles)]
    query = getattr(options, "query", None)
    if query is not None:
        if not query.strip():
            raise UsageError("--query is empty; give words to find, or is:unread ...")
        found += all_ids(library, parse_query([query]))
    return list(dict.fromkeys(found))


def _words(given: Sequence[str]) -> Iterator[str]:
    """Yield the words, "-" replaced by the first word of each line of standard input."""
    for word in given:
        if word != "-":
            yield word
        elif sys.stdin is not None:
            yield from (line.split()[0] for line in sys.stdin if line.strip())


def short(identity: str) -> str:
    """Return the beginning of an id that is enough to name the article."""
    plain = identity.isalnum() and identity.isascii()
    return identity[:_SHORT] if plain and len(identity) > _SHORT + 2 else identity
