"""Bytes to text, once: byte order marks, UTF-16 without one, declared and wrong charsets."""

from __future__ import annotations

import codecs
import re

from tuinews.intake.decoding import mojibake
from tuinews.intake.decoding.detect import guess

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: What pages and feeds mean by these names, as browsers have it.
_MEANT = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "utf8": "utf-8",
    "unicode": "utf-8",
    "utf-8-sig": "utf-8",
    # a declaration that could be read as single bytes cannot have been in UTF-16
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "utf-32": "utf-8",
}
_SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_kr", "hz"})
_XML = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:\-]{1,40})""", re.I)
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:\-]{1,40})""", re.I)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:\-]{1,40})""", re.I)
_HEAD = 4096  # bytes in which a declaration has to stand

#: Names of what begins with these bytes; "" stands for nothing that is known.
_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7-zip"),
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
    (b"wOF2", "font"),
)
_STRAY = "tuinews.stray"  # the name of the error handler below
_FIRST_BYTES = frozenset(b"\xc2\xc3\xe2")  # how most cut characters of UTF-8 begin
_CONTROLS = bytes(set(range(32)) - set(b"\x07\x08\t\n\x0b\x0c\r\x1b")) + b"\x7f"
_SAMPLE = 1 << 16


def declared(data: bytes, content_type: str = "") -> str:
    """Return the charset that a Content-Type header or the first bytes of `data` name, or ""."""
    found = _HEADER.search(content_type)
    if found:
        return found[1]
    head = data[:_HEAD]
    inside = _XML.match(head) or _META.search(head)
    return inside[1].decode("ascii", "ignore") if inside else ""


def decode(data: bytes, charset: str = "", *, as_written: bool = False) -> str:
    """Return `data` as text. Never fails: what fits no charset becomes U+FFFD.

    A byte order mark is believed, then valid UTF-8, which no other charset looks like by
    chance, then `charset` (as declared), then what the text looks like. Single bytes of
    windows-1252 within UTF-8, as quoted pages bring them, are read as what they are, and
    UTF-8 that was written as UTF-8 twice as what was meant, unless `as_written`.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    if codec := _wide(data):
        return data.decode(codec, "replace")
    codec = _codec(charset)
    if codec in _SEVEN_BIT:
        return data.decode(codec, "replace")
    if data.isascii():
        return data.decode("ascii")
    try:
        # a last character that is cut is left out
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
        return text if as_written else mojibake.undone(text)
    except UnicodeDecodeError:
        pass
    if codec and codec != "utf-8":
        return data.decode(codec, "replace")
    if _mostly_utf8(data):
        return data.decode("utf-8", _STRAY)
    return data.decode(guess(data), "replace")


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that is no UTF-8 as windows-1252, unless it is a cut character of UTF-8."""
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return "\ufffd" if wrong[0] in _FIRST_BYTES else wrong.decode("cp1252", "replace"), error.end


codecs.register_error(_STRAY, _stray)


def binary(data: bytes) -> str | None:
    """Return what kind of binary file `data` is ("binary" where it has no name); None for text."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _wide(data):
        return None
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "binary" if controls * 20 > len(sample) else None


def _codec(charset: str) -> str:
    """Return Python's name of the codec that `charset` means, or "" where there is none."""
    name = charset.strip().lower()
    try:
        found = codecs.lookup(_MEANT.get(name, name))
    except (LookupError, ValueError):
        return ""
    # rot13, base64 and the like are codecs too; utf-7 hides what it says
    text = getattr(found, "_is_text_encoding", True) and found.name not in {"utf-7", "idna"}
    if not text or "escape" in found.name or found.name in {"punycode", "undefined", "mbcs"}:
        return ""
    return found.name


def _wide(data: bytes) -> str:
    """Return the UTF-16 codec of `data` without a mark, seen by the place of its zero bytes."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 2 or len(data) % 2:
        return ""
    even, odd = sample[0 : pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if odd * 10 >= pairs * 4 and even * 50 <= pairs:
        return "utf-16-le"
    if even * 10 >= pairs * 4 and odd * 50 <= pairs:
        return "utf-16-be"
    return ""


def _mostly_utf8(data: bytes) -> bool:
    """Tell whether broken bytes are the exception in what is otherwise UTF-8."""
    sample = data[: 1 << 20]
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    high = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    return broken * 4 <= high // 2
