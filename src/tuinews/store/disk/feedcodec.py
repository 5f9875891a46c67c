"""Feeds and saved searches as JSON documents, and back, whatever the documents hold.

What is at its default is left out. Reading never fails on a field: a wrong type is taken as
missing, and every text passes the gate, for others may have edited the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from typing import Any, TypeVar

from tuinews import limits
from tuinews.model import Feed, FeedSettings
from tuinews.store.disk.codec import stamp, time
from tuinews.store.views import SavedSearch
from tuinews.text import line, safe

Document = dict[str, Any]
T = TypeVar("T", Feed, FeedSettings)

_PAIRS = frozenset({"attributes", "headers"})
_NUMBERS = frozenset({"skip_hours", "skip_days"})
_TIMES = frozenset({"added", "checked", "changed", "due", "wait_until", "failing_since"})


def from_feed(feed: Feed) -> Document:
    """Return the document of a feed; `to_feed` gives the same feed back."""
    return {"id": feed.url, **_written(feed, "url")}


def to_feed(document: Mapping[str, Any]) -> Feed | None:
    """Return the feed of a document; None where it has no address that can be one."""
    url = document.get("id") or document.get("url")
    if not isinstance(url, str) or not url or url != line(url, limits.URL):
        return None  # its name in the file has to be the one that it goes by
    said = document.get("settings")
    settings = _read(FeedSettings(), said if isinstance(said, dict) else {})
    return Feed(url=url, settings=settings, **_values(Feed(url), document, "url", "settings"))


def from_search(search: SavedSearch) -> Document:
    """Return the document of a saved search."""
    return {"id": search.name, "query": search.query}


def to_search(document: Mapping[str, Any]) -> SavedSearch | None:
    """Return the saved search of a document; None where it has no name or query."""
    name, query = document.get("id"), document.get("query")
    if not isinstance(name, str) or not isinstance(query, str):
        return None
    search = SavedSearch(line(name), line(query, 2000))
    return search if search.name and search.query else None


def _written(value: Feed | FeedSettings, *but: str) -> Document:
    document: Document = {}
    for one in fields(value):
        held = getattr(value, one.name)
        default = one.default_factory() if one.default_factory is not MISSING else one.default
        if one.name in but or held == default:
            continue
        if isinstance(held, FeedSettings):
            held = _written(held)
        elif isinstance(held, datetime):
            held = stamp(held)
        document[one.name] = held
    return document


def _read(default: T, document: Mapping[str, Any]) -> T:
    return type(default)(**_values(default, document))


def _values(default: Feed | FeedSettings, document: Mapping[str, Any], *but: str) -> Document:
    """Return the fields that a document states soundly."""
    values: Document = {}
    for one in fields(default):
        if one.name in document and one.name not in but:
            usual = getattr(default, one.name)
            found = _value(one.name, usual, document[one.name])
            if found is not None:
                values[one.name] = found
    return values


def _value(name: str, usual: object, value: object) -> object:
    """Return what a field is to hold; None where the value is none for it."""
    if name in _TIMES:
        return time(value)
    if name == "folders":
        return tuple(path for part in _list(value) if (path := _texts(part)))
    if name in _PAIRS:
        pairs = [_texts(part) for part in _list(value)]
        return tuple((pair[0], pair[1]) for pair in pairs if len(pair) == 2)
    if name in _NUMBERS:
        return tuple(part for part in _list(value) if type(part) is int and 0 <= part < 24)
    if isinstance(usual, tuple):
        return _texts(value)
    if isinstance(usual, bool):
        return value if isinstance(value, bool) else None
    if isinstance(usual, int):
        return value if type(value) is int and 0 <= value < 2**31 else None
    return safe(value)[: limits.URL] if isinstance(value, str) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(safe(part)[: limits.URL] for part in _list(value) if isinstance(part, str))
