"""The charset of bytes that declare none: guessed by Beautiful Soup's detector."""

from __future__ import annotations

import codecs
import re

_SAMPLE = 1 << 15
_HIGH = re.compile(rb"[\x80-\xff]")
_WESTERN = "cp1252"
_WORD = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
#: Signs within words: letters of another charset. A middle dot is Catalan, a soft hyphen anyone's.
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¡-¬®-¶¸-¿×÷][^\W\d_]")


def guess(data: bytes) -> str:
    """Return the codec that `data`, neither UTF-8 nor declared, is most likely written in.

    Windows-1252, what most of it is, unless its words are of other letters throughout, as
    those of other scripts are, or would have signs in their middle: then what the detector
    says, which takes Western text for its neighbours too often to be asked about all.
    """
    sample = _sample(data)
    words = b"".join(_WORD.findall(sample))
    high = len(words) - len(words.translate(None, bytes(range(128, 256))))
    signs = _SIGN_IN_WORD.findall(sample.decode(_WESTERN, "replace"))
    other_script = high >= 8 and high * 20 > len(words) * 11
    if not other_script and len(signs) < 2:
        return _WESTERN
    try:
        return codecs.lookup(_detected(sample)).name
    except LookupError:
        return _WESTERN


def _sample(data: bytes) -> bytes:
    """Return a part of `data` that has what tells charsets apart, cut where no character is."""
    first = _HIGH.search(data)
    start = max(0, first.start() - 1000) if first else 0
    part = data[start : start + _SAMPLE]
    end = max(part.rfind(b"\n"), part.rfind(b" "), part.rfind(b">"))
    return part[: end + 1] if len(part) == _SAMPLE and end > 0 else part


def _detected(sample: bytes) -> str:
    from bs4.dammit import UnicodeDammit  # imported late: only few files need it

    return UnicodeDammit(sample).original_encoding or ""
