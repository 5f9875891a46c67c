"""The articles on disk: a TinyDB file for each day of publication."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tuinews.clock import iso_time
from tuinews.store.disk.codec import indexed_id
from tuinews.store.disk.jsonfile import Document, Loaded, load
from tuinews.store.errors import unreadable
from tuinews.values import dataclass

TABLE = "articles"

Stamp = tuple[int, int]  # size in bytes, time of the last change in nanoseconds
NOWHERE: Stamp = (-1, -1)  # of a link that leads nowhere, or a file that cannot be looked at


@dataclass(frozen=True, slots=True)
class Renewed:
    """A file that was written."""

    before: Stamp | None  # of the file whose content was kept; None where there was none
    stamp: Stamp
    places: Mapping[str, int]  # the bytes at which its documents begin, by id


def shard_of(when: datetime) -> str:
    """Return the file in which an article of that time is kept, relative to the data folder."""
    day = when.astimezone(UTC).date()
    return f"articles/{day.year:04}/{day.isoformat()}.json"


def when_added(name: str, stamp: Stamp) -> datetime:
    """Return when an article was added that does not say so itself.

    That is the day of its file: what was written into it by hand stays there, however often the
    file is written. Of a file with another name it is the time of the last change.
    """
    day = name.rpartition("/")[2].removesuffix(".json")
    return iso_time(f"{day}T00:00+00:00") or datetime.fromtimestamp(max(stamp[1], 0) / 1e9, UTC)


def read(data: Path, name: str) -> Loaded:
    """Return the documents of a shard. Raises StoreError."""
    return load(data / name, TABLE)


def write(
    data: Path,
    name: str,
    put: Mapping[str, Document],
    drop: set[str],
    notify: Callable[[str], None],
) -> Renewed | None:
    """Put documents, by id, into a shard and take others out; returns its stamps.

    Durable when it returns; None where nothing had to be written. Raises StoreError.
    """
    from tuinews.store.disk.storage import change  # imports TinyDB

    found = change(data / name, TABLE, put, drop, notify, indexed_id)
    if found is None:
        return None
    before, after, places = found
    return Renewed(before and stamp_of(before), stamp_of(after), places)


def stamp_of(status: os.stat_result) -> Stamp:
    """Return what tells one content of a file from another."""
    return status.st_size, status.st_mtime_ns


def present(data: Path) -> dict[str, Stamp]:
    """Return the files of the store, by name relative to `data`, with their stamps.

    Raises StoreError where a folder cannot be read: its files are not gone.
    """
    found: dict[str, Stamp] = {}
    for year in _entries(data / "articles"):
        if _is_folder(year):
            for entry in _entries(Path(year.path)):
                _note(found, f"articles/{year.name}/{entry.name}", entry)
        else:
            _note(found, f"articles/{year.name}", year)
    for entry in _entries(data / "state"):
        _note(found, f"state/{entry.name}", entry)
    return found


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise unreadable(folder, error) from error


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads nowhere, or round in a circle
        return False


def _note(found: dict[str, Stamp], name: str, entry: os.DirEntry[Any]) -> None:
    if not entry.name.endswith(".json") or entry.name.startswith("."):
        return
    try:
        found[name] = stamp_of(entry.stat())
    except OSError:
        found[name] = NOWHERE
