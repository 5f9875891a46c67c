"""UTF-8 that somebody took for windows-1252 and wrote as UTF-8 again: "â€™" for "’"."""

from __future__ import annotations

import re

#: The byte of each character that windows-1252 or Latin-1 reads a byte beyond ASCII as.
_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)}
_BYTES |= {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # stand for nothing there
}
_LATER = "[" + "".join(char for char, byte in _BYTES.items() if byte < 0xC0) + "]"
_CHARACTER = re.compile(
    f"[\u00c2-\u00df]{_LATER}|[\u00e0-\u00ef]{_LATER}{{2}}|[\u00f0-\u00f4]{_LATER}{{3}}"
)
#: How a curly quote or a dash begins when it was written twice: one of them is in every text.
_SIGNS = ("\u00e2\u0080", "\u00e2\u20ac")


def undone(text: str) -> str:
    """Return `text` with characters that were written twice as they were meant.

    A text that has more of these marks written well is about such characters: it stays.
    """
    if text.isascii() or not any(sign in text for sign in _SIGNS):
        return text
    wrong = sum(map(text.count, _SIGNS))
    return text if wrong <= text.count("’") + text.count("”") else _CHARACTER.sub(_meant, text)


def _meant(match: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[char] for char in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
