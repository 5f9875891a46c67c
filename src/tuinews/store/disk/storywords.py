"""The documents of `stories.json`: what the user said of two articles, which stories he follows.

Reading never fails on a field; what makes no sense is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tuinews import limits
from tuinews.store.disk.codec import stamp, time
from tuinews.store.rulings import Pair, Ruling, pair_of
from tuinews.text import line
from tuinews.values import dataclass

MAX_ARTICLES = 500  # of one story that are kept

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the user said of two articles."""

    pair: Pair
    ruling: Ruling
    at: datetime

    @property
    def id(self) -> str:
        """What its document is called."""
        return f"{self.pair[0]} {self.pair[1]}"


@dataclass(frozen=True, slots=True)
class Watched:
    """A story that the user follows or has looked at, by its accounts at that time."""

    first: str  # the article by which it is known
    articles: tuple[str, ...]  # its accounts when it was followed
    followed: datetime | None = None
    looked: datetime | None = None
    seen: tuple[str, ...] = ()  # its accounts when the user last looked

    @property
    def id(self) -> str:
        """What its document is called."""
        return f"story of {self.first}"


def document_of(word: Ruled | Watched) -> Document:
    """Return the document of a word; `word_of` gives the same word back."""
    if isinstance(word, Ruled):
        return {
            "id": word.id,
            "ruling": word.ruling.value,
            "articles": list(word.pair),
            "at": stamp(word.at),
        }
    times = {"followed": word.followed, "looked": word.looked}
    return {
        "id": word.id,
        "story": word.first,
        "articles": list(word.articles),
        **{name: stamp(when) for name, when in times.items() if when is not None},
        **({"seen": list(word.seen)} if word.seen else {}),
    }


def word_of(document: Mapping[str, Any]) -> Ruled | Watched | None:
    """Return the word that a document holds; None where it holds none."""
    articles = _ids(document.get("articles"))
    said = document.get("ruling")
    if said is not None:
        if not isinstance(said, str) or said not in {one.value for one in Ruling}:
            return None
        if len(set(articles)) != 2:
            return None
        at = time(document.get("at")) or datetime.fromtimestamp(0, UTC)
        return Ruled(pair_of(*articles), Ruling(said), at)
    first = document.get("story")
    if not isinstance(first, str) or not line(first, limits.ID):
        return None
    return Watched(
        line(first, limits.ID),
        articles,
        time(document.get("followed")),
        time(document.get("looked")),
        _ids(document.get("seen")),
    )


def _ids(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    found = (line(one, limits.ID) for one in value if isinstance(one, str))
    return tuple(dict.fromkeys(one for one in found if one))[:MAX_ARTICLES]
