"""Content codings of an answer, undone piece by piece under a limit."""

from __future__ import annotations

import sys
import zlib
from typing import Protocol

from tuinews import text

_PIECE = 1 << 18  # bytes that a decoder may give at once
_FREE = 1 << 20  # bytes before the ratio is looked at


class CodingError(Exception):
    """Why the body cannot be decoded, for a message after the host's name."""


class _Stream(Protocol):
    """A decoder that gives at most about _PIECE bytes a call, and takes b"" to go on."""

    def give(self, data: bytes) -> bytes: ...

    @property
    def waiting(self) -> bool:
        """Whether it needs more input."""

    @property
    def ended(self) -> bool:
        """Whether the coded data is complete."""


class Body:
    """Gathers an answer's body: decodes it, and refuses it once it passes a limit."""

    def __init__(self, coding: str, size: int, ratio: int) -> None:
        """`coding` is the Content-Encoding header; `size` in bytes, decoded.

        Raises CodingError for a coding that was not asked for.
        """
        self._names = [name.strip().lower() for name in coding.split(",") if name.strip()]
        self._names = [name for name in self._names if name != "identity"]
        if len(self._names) > 1:
            raise CodingError("refused: packed in more than one layer")
        if self._names and self._names[0] not in _STREAMS:
            raise CodingError(f"packed in a way that was not asked for: {text.line(coding, 40)}")
        self._size, self._ratio = size, ratio
        self._stream: _Stream | None = None
        self._head = b""
        self._parts: list[bytes] = []
        self._came = self._given = 0

    def add(self, data: bytes) -> None:
        """Take the next piece of the body as it came. Raises CodingError."""
        self._came += len(data)
        if not self._names:
            self._keep(data)
            return
        if self._stream is None:
            self._head += data
            if len(self._head) < 4:
                return
            self._begin()
        else:
            self._decode(data)

    def whole(self) -> bytes:
        """Return the decoded body. Raises CodingError where its end is missing."""
        if self._names and self._stream is None and self._head:
            self._begin()
        if self._stream is not None and not self._stream.ended:
            raise CodingError("the answer was cut")
        return b"".join(self._parts)

    def _begin(self) -> None:
        """Choose the decoder by the first bytes: some servers pack nothing and say so."""
        data, name = self._head, self._names[0]
        if name in {"gzip", "x-gzip"} and not data.startswith(b"\x1f\x8b"):
            self._names = []
            self._keep(data)
            return
        self._stream = _STREAMS[name](data)
        self._decode(data)

    def _decode(self, data: bytes) -> None:
        stream = self._stream
        if stream is None or stream.ended:  # rubbish after the end
            return
        try:
            self._keep(stream.give(data))
            while not stream.waiting and not stream.ended:
                self._keep(stream.give(b""))
        except (zlib.error, _brotli_error(), _zstd_error(), EOFError) as error:
            raise CodingError("the answer is broken: it cannot be unpacked") from error

    def _keep(self, data: bytes) -> None:
        self._given += len(data)
        if self._given > self._size:
            raise CodingError(f"too large: more than {self._size / (1 << 20):g} MiB")
        if self._names and self._given > max(_FREE, self._came * self._ratio):
            raise CodingError(f"too large: unpacks to more than {self._ratio} times its size")
        self._parts.append(data)


class _Zlib:
    def __init__(self, head: bytes) -> None:
        packed = head[:1] == b"\x1f"
        headed = head[0] & 15 == 8 and int.from_bytes(head[:2], "big") % 31 == 0
        self._inner = zlib.decompressobj(31 if packed else 15 if headed else -15)

    def give(self, data: bytes) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, _PIECE)

    @property
    def waiting(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def ended(self) -> bool:
        return self._inner.eof


class _Brotli:
    def __init__(self, head: bytes) -> None:
        import brotli

        self._inner = brotli.Decompressor()

    def give(self, data: bytes) -> bytes:
        given: bytes = self._inner.process(data, output_buffer_limit=_PIECE)
        return given

    @property
    def waiting(self) -> bool:
        return bool(self._inner.can_accept_more_data())

    @property
    def ended(self) -> bool:
        return bool(self._inner.is_finished())


class _Zstd:
    def __init__(self, head: bytes) -> None:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        self._inner = zstd.ZstdDecompressor()

    def give(self, data: bytes) -> bytes:
        return self._inner.decompress(data, max_length=_PIECE)

    @property
    def waiting(self) -> bool:
        return self._inner.needs_input

    @property
    def ended(self) -> bool:
        return self._inner.eof


def _brotli_error() -> type[Exception]:
    """Return the error of the decoder, where it was loaded at all."""
    module = sys.modules.get("brotli")
    found: type[Exception] = module.error if module else zlib.error
    return found


def _zstd_error() -> type[Exception]:
    module = sys.modules.get("backports.zstd") or sys.modules.get("compression.zstd")
    found: type[Exception] = module.ZstdError if module else zlib.error
    return found


_STREAMS: dict[str, type[_Zlib] | type[_Brotli] | type[_Zstd]] = {
    "gzip": _Zlib,
    "x-gzip": _Zlib,
    "deflate": _Zlib,
    "br": _Brotli,
    "zstd": _Zstd,
}
