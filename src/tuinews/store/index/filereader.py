"""Reading a file of articles, and working out what the index has to know of each.

In a process of its own, `main` does so for another one: names of files come on standard
input, what is in them goes out on standard output, until the input ends.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import struct
import sys
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from tuinews.store.disk import shards
from tuinews.store.disk.jsonfile import Loaded
from tuinews.store.disk.shards import Stamp
from tuinews.store.errors import StoreError
from tuinews.store.index import entries
from tuinews.store.index.entries import IndexEntry
from tuinews.values import dataclass

LENGTH = struct.Struct("!Q")
NICE = 5  # whoever reads the news goes first


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it was read."""

    stamp: Stamp | None  # None: there is none
    refused: str = ""  # why it cannot be read
    loaded: Loaded = field(default_factory=Loaded)
    found: Mapping[str, IndexEntry] = field(default_factory=dict)  # without their documents
    places: Mapping[str, int] = field(default_factory=dict)  # see `jsonfile.places`
    lost: int = 0  # documents that are no articles


def read(data: Path, name: str) -> ReadFile:
    """Return what the file of that name in the folder `data` holds."""
    stamp = stamp_at(data / name)
    if stamp is None:
        return ReadFile(None)
    try:
        loaded = shards.read(data, name)
    except StoreError as error:
        return ReadFile(stamp, str(error))
    found: dict[str, IndexEntry] = {}
    fallback = shards.when_added(name, stamp)
    lost = 0
    for document in loaded.documents.values():
        entry = entries.read_entry(document, fallback)
        if entry is None:
            lost += 1
        else:
            found[entry.id] = IndexEntry(entry.fields, entry.added, entry.digest, b"", entry.seen)
    if not loaded.torn:
        loaded.documents = {}
    return ReadFile(stamp, "", loaded, found, loaded.places, lost)


def stamp_at(path: Path) -> Stamp | None:
    """Return the stamp of the file at `path`; None where there is none."""
    try:
        return shards.stamp_of(path.stat())
    except FileNotFoundError:
        return shards.NOWHERE if path.is_symlink() else None
    except OSError:
        return shards.NOWHERE


def main() -> None:
    """Read files until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it decides
    with contextlib.suppress(OSError):
        os.nice(NICE)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while head := sys.stdin.buffer.read(LENGTH.size):
        data, name = pickle.loads(sys.stdin.buffer.read(LENGTH.unpack(head)[0]))  # noqa: S301 our own code wrote it
        answer = pickle.dumps(read(data, name), pickle.HIGHEST_PROTOCOL)
        answers.write(LENGTH.pack(len(answer)))
        answers.write(answer)
        answers.flush()
