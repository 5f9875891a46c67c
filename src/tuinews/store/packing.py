"""Numbers of 24 bits, packed: what the index keeps very many of takes three bytes each."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable

MOST = 0xFFFFFF
_SIZE = 3

_HIGH = slice(3, None, 4) if sys.byteorder == "little" else slice(0, None, 4)  # always 0
_REST = (0, 1, 2) if sys.byteorder == "little" else (1, 2, 3)


def pack24(numbers: Iterable[int]) -> bytes:
    """Return numbers as bytes, for this kind of machine; raises OverflowError above `MOST`."""
    whole = bytearray(array("I", numbers).tobytes())
    if max(whole[_HIGH], default=0):
        raise OverflowError("a number of more than 24 bits")
    del whole[_HIGH]
    return bytes(whole)


def unpack24(data: bytes) -> array[int]:
    """Return the numbers in `data`; raises ValueError where it holds a part of one."""
    count, rest = divmod(len(data), _SIZE)
    if rest:
        raise ValueError("not whole numbers of 24 bits")
    whole = bytearray(4 * count)
    for place, byte in enumerate(_REST):
        whole[byte::4] = data[place::_SIZE]
    return array("I", bytes(whole))
