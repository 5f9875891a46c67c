"""Which articles hold lines that the user moved between kept and cut; for the doctor."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tuinews.store.errors import unreadable

_MARK = b'"was"'  # stands in every file that holds such a line


def moved_in(data: Path) -> list[str]:
    """Return the ids of articles in the files at `data` in which a line was moved by hand.

    Also of some in which that was undone. Raises StoreError for a file that cannot be read.
    """
    found: dict[str, None] = {}
    for path in sorted([*data.rglob("*.json"), *data.rglob("*.jsonl")]):
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise unreadable(path, error) from error
        if _MARK in raw:
            for document in _documents(raw):
                found |= dict.fromkeys(_ids(document))
    return list(found)


def _documents(raw: bytes) -> Iterator[Any]:
    """Yield what a file holds: one document, or one a line; what is damaged is left out."""
    for parts in ([raw], filter(lambda line: _MARK in line, raw.splitlines())):
        for part in parts:
            try:
                yield json.loads(part)
            except (ValueError, RecursionError):
                continue
            if part is raw:
                return


def _ids(value: Any) -> Iterator[str]:
    """Yield the ids of the documents with moved lines, however deep they stand."""
    several = value.values() if isinstance(value, dict) else value
    for inner in several if isinstance(value, dict | list) else ():
        yield from _ids(inner)
    if isinstance(value, dict) and isinstance(named := value.get("id"), str):
        lines = [*_each(value.get("blocks")), *_each(value.get("cut"))]
        if any(line.get("was") for line in lines):
            yield named


def _each(value: Any) -> Iterator[dict[str, Any]]:
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())
