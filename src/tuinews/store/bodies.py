"""The documents of articles in the index: packed with a dictionary of the library's own.

An article alone is too short to be packed well. From the first five hundred on, a dictionary made
of some of them is kept in the index, and what comes after is packed with it: to a third, in
a quarter of the time that zlib takes for a half.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import field
from typing import Any

from tuinews.values import dataclass

LEVEL = 3  # higher ones take four times as long for a twentieth
SAMPLES = 500  # articles that a dictionary is made of: twice as many take twice as long for 1 %
SIZE = 112 << 10  # bytes of a dictionary


class DamagedEntryError(Exception):
    """What the index holds of an article cannot be read: the index is damaged."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A dictionary, ready for packing and unpacking."""

    content: Any
    pack: Callable[[bytes], bytes] = field(repr=False)


_READY: dict[int, _Ready] = {}  # by number, which is made from the content


def packer(db: sqlite3.Connection) -> Callable[[bytes], bytes]:
    """Return what makes of documents what the index keeps."""
    known = db.execute("select num from dictionaries").fetchone()
    if known is not None:
        return _ready(db, known[0]).pack
    zstd = _zstd()
    return lambda raw: bytes(zstd.compress(raw, LEVEL))


def unpack(db: sqlite3.Connection, packed: bytes) -> dict[str, Any]:
    """Return the document that was packed. Raises DamagedEntryError."""
    zstd = _zstd()
    try:
        number = zstd.get_frame_info(packed).dictionary_id
        content = _ready(db, number).content if number else None
        document: dict[str, Any] = json.loads(zstd.decompress(packed, content))
    except (zstd.ZstdError, ValueError, TypeError) as error:
        raise DamagedEntryError from error
    return document


def learn(db: sqlite3.Connection) -> None:
    """Make a dictionary where there are articles enough, and none yet.

    Takes half a second, once. Call outside of a transaction.
    """
    if db.execute("select 1 from dictionaries").fetchone():
        return
    if db.execute("select articles from totals").fetchone()[0] < SAMPLES:
        return
    zstd = _zstd()
    rows = db.execute("select article from texts order by num desc limit ?", (SAMPLES,))
    try:
        content = zstd.train_dict([zstd.decompress(packed) for (packed,) in rows], SIZE)
    except zstd.ZstdError:  # they are too short, or too much alike
        return
    db.execute(
        "insert or ignore into dictionaries values (?, ?)", (content.dict_id, content.dict_content)
    )


def _ready(db: sqlite3.Connection, number: int) -> _Ready:
    """Return the dictionary of this number. Raises DamagedEntryError where there is none."""
    if number not in _READY:
        row = db.execute("select content from dictionaries where num = ?", (number,)).fetchone()
        if row is None:
            raise DamagedEntryError
        zstd = _zstd()
        content = zstd.ZstdDict(row[0])
        compressor = zstd.ZstdCompressor(level=LEVEL, zstd_dict=content)
        _READY[number] = _Ready(
            content, lambda raw: compressor.compress(raw, zstd.ZstdCompressor.FLUSH_FRAME)
        )
    return _READY[number]


def _zstd() -> Any:
    """Return the module, which takes 3 ms to load: not needed for a list."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd
