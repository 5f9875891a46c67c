"""Content codings of an answer, undone piece by piece under a limit."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import NamedTuple

from tuinews import limits, text
from tuinews.intake.errors import TOO_LARGE, AnswerError

ACCEPTED = "gzip, br, zstd"  # "deflate" is understood, and not asked for: it means two things
_GZIP = b"\x1f\x8b\x08"


class _Unpacker(NamedTuple):
    unpack: Callable[[bytes, int], bytes]  # packed bytes, about how many to give at most
    ended: Callable[[], bool]  # whether what is packed is complete
    error: type[Exception]


class Body:
    """Gathers an answer's body: decodes it, and refuses it once it passes a limit."""

    def __init__(self, coding: str, size: int, ratio: int) -> None:
        """`coding` is the Content-Encoding header; `size` in bytes, decoded.

        Raises AnswerError for a coding that was not asked for.
        """
        names = [name.strip().lower().removeprefix("x-") for name in coding.split(",")]
        names = [name for name in names if name not in ("", "identity")]
        if len(names) > 1:
            raise AnswerError("refused: packed in more than one layer")
        if names and names[0] not in ("gzip", "deflate", "br", "zstd"):
            raise AnswerError(f"packed in a way that was not asked for: {text.line(coding, 40)}")
        self._coding = names[0] if names else ""
        self._size, self._ratio = size, ratio
        self._unpacker: _Unpacker | None = None
        self._head = b""
        self._begun = False
        self._parts: list[bytes] = []
        self._came = self._given = 0

    def add(self, data: bytes) -> None:
        """Take the next piece of the body as it came. Raises AnswerError."""
        self._came += len(data)
        if not self._begun:
            self._head = data = self._head + data
            if len(data) < len(_GZIP) and (self._coding or _GZIP.startswith(data)):
                return
            self._begin(data)
        self._keep(self._unpacked(data) if self._unpacker else data)

    def _begin(self, head: bytes) -> None:
        """Decide by the first bytes what there is to undo, whatever the server calls it."""
        self._begun = True
        if self._coding == "gzip" and head[:2] != _GZIP[:2]:
            self._coding = ""  # some servers pack nothing and say that they do
        elif not self._coding and head[:3] == _GZIP:
            self._coding = "gzip"  # ... and some pack, and do not say so
        if self._coding:
            self._unpacker = _unpacker(self._coding, head)

    def whole(self) -> bytes:
        """Return the decoded body. Raises AnswerError where its end is missing."""
        if not self._begun:  # less than can be packed
            self._begun = True
            if self._coding in ("", "gzip") and not _GZIP.startswith(self._head[:2] or b"-"):
                self._coding = ""
            if not self._coding:
                self._keep(self._head)
        if self._coding and self._came and not (self._unpacker and self._unpacker.ended()):
            raise AnswerError("the answer was cut")
        return b"".join(self._parts)

    def _unpacked(self, data: bytes) -> bytes:
        """Return what `data` holds, or enough of it to be refused."""
        assert self._unpacker is not None
        unpack, ended, error = self._unpacker
        if ended():  # rubbish after the end
            return b""
        most = min(self._size, max(limits.UNPACKED_FREE, self._came * self._ratio)) - self._given
        try:
            return unpack(data, most + 1)
        except (error, EOFError) as broken:
            raise AnswerError("the answer is broken: it cannot be unpacked") from broken

    def _keep(self, data: bytes) -> None:
        self._given += len(data)
        if max(self._given, self._came if not self._coding else 0) > self._size:
            raise AnswerError(f"{TOO_LARGE}: more than {self._size / (1 << 20):g} MiB")
        if self._coding and self._given > max(limits.UNPACKED_FREE, self._came * self._ratio):
            raise AnswerError(f"{TOO_LARGE}: unpacks to more than {self._ratio} times its size")
        self._parts.append(data)


def _unpacker(coding: str, head: bytes) -> _Unpacker:
    """Return what undoes `coding`; `head` is how the packed data begin."""
    if coding == "br":
        import brotli

        inner = brotli.Decompressor()
        return _Unpacker(
            lambda data, most: inner.process(data, output_buffer_limit=most),
            inner.is_finished,
            brotli.error,
        )
    if coding == "zstd":
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        frame = zstd.ZstdDecompressor()
        return _Unpacker(frame.decompress, lambda: frame.eof, zstd.ZstdError)
    headed = head[0] & 15 == 8 and int.from_bytes(head[:2], "big") % 31 == 0
    plain = zlib.decompressobj(31 if coding == "gzip" else 15 if headed else -15)
    return _Unpacker(plain.decompress, lambda: plain.eof, zlib.error)
