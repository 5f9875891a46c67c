"""What is remembered of one article, and how the index keeps it: in some 670 bytes."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from tuinews.store.packing import pack24, unpack24
from tuinews.stories import scoring
from tuinews.stories.scoring import LEVELS, Signature

_VERSION = 3
_HEAD = struct.Struct("=BBBBI6s3H")
_UNDATED = 0xFFFFFFFF  # in place of the minute
_MINUTES = 1440
_BEFORE_1970 = 719_162  # days that a date can tell
_NEAR = 50_000  # a similarity of 1


@dataclass(frozen=True, slots=True)
class Record:
    """An article as others are compared with it."""

    signature: Signature
    day: float | None  # days since 1970, with a fraction where the hour is known
    newsroom: int = 0  # a hash of the publisher; 0 unknown
    column: int = 0  # a hash of the headline without its dates and numbers; 0 none
    near: tuple[float, ...] | None = None  # similarities of its nearest; None not known yet
    headline: tuple[int, ...] = ()  # those terms of the signature that stand in the headline
    listing: bool = False  # a table or list: it has the names of many events, and tells none

    def packed(self) -> bytes:
        """Return it as bytes, for this kind of machine; `unpacked` reads them."""
        terms = self.signature.terms
        places = {term: place for place, term in enumerate(terms)}
        head = _HEAD.pack(
            _VERSION,
            _flags(self.listing, self.near),
            len(self.headline),
            len(terms),
            _minute(self.day),
            pack24((self.newsroom, self.column)),
            *_near_packed(self.near),
        )
        title = bytes(map(places.__getitem__, self.headline))
        return b"".join((head, title, pack24(terms), _levels_packed(terms.values())))


def with_near(data: bytes, near: tuple[float, ...]) -> bytes:
    """Return the bytes of a record with other similarities of its nearest."""
    version, flags, *rest = _HEAD.unpack_from(data)
    told = (*rest[: -scoring.NEIGHBOURS], *_near_packed(near))
    return _HEAD.pack(version, _flags(flags & 1, near), *told) + data[_HEAD.size :]


def unpacked(data: bytes) -> Record | None:
    """Return the record in `data`; None where another version wrote it.

    Raises ValueError where it is damaged.
    """
    if len(data) < _HEAD.size or data[0] != _VERSION:
        return None
    _, flags, titled, count, minute, rooms, *near = _HEAD.unpack_from(data)
    start = _HEAD.size + titled
    terms = unpack24(data[start : start + 3 * count])
    newsroom, column = unpack24(rooms)
    return Record(
        scoring.signature(dict(zip(terms, _levels(data[start + 3 * count :], count), strict=True))),
        _day(minute),
        newsroom,
        column,
        tuple(one / _NEAR for one in near[: (flags >> 1) - 1]) if flags >> 1 else None,
        tuple(terms[place] for place in data[_HEAD.size : start] if place < count),
        bool(flags & 1),
    )


def glance(data: bytes) -> tuple[float | None, array[int]] | None:
    """Return the day and the terms, strongest first, of the record in `data`.

    None where another version wrote it.
    """
    if len(data) < _HEAD.size or data[0] != _VERSION:
        return None
    _, _, titled, count, minute, *_ = _HEAD.unpack_from(data)
    start = _HEAD.size + titled
    return _day(minute), unpack24(data[start : start + 3 * count])


def _flags(listing: int, near: tuple[float, ...] | None) -> int:
    """Return in one byte whether it is a listing, and how many nearest are known, if any."""
    return 2 * (len(near) + 1 if near is not None else 0) + listing


def _near_packed(near: tuple[float, ...] | None) -> tuple[int, ...]:
    known = [round(_NEAR * one) for one in near or ()]
    return (*known, *[0] * (scoring.NEIGHBOURS - len(known)))


def _minute(day: float | None) -> int:
    if day is None:
        return _UNDATED
    return min(max(round((day + _BEFORE_1970) * _MINUTES), 0), _UNDATED - 1)


def _day(minute: int) -> float | None:
    return None if minute == _UNDATED else minute / _MINUTES - _BEFORE_1970


def _levels_packed(weights: Iterable[int]) -> bytes:
    """Return weights, which never grow, as bits: a 0 for each step down, a 1 for each weight."""
    bits = ["1"]
    last = LEVELS
    for weight in weights:
        bits.append("0" * (last - weight))
        bits.append("1")
        last = weight
    told = "".join(bits)
    told += "0" * (-len(told) % 8)
    return int(told, 2).to_bytes(len(told) // 8, "big")


def _levels(data: bytes, count: int) -> list[int]:
    """Return so many weights from their bits."""
    steps = bin(int.from_bytes(data, "big"))[3:].split("1")[:count]
    return [LEVELS - down for down in accumulate(map(len, steps))]
