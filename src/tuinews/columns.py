"""Plain text in columns of a terminal: how wide a text is, wrapped, cut and padded.

For what is printed, saved or piped; the screen has its own, faster on long texts.
"""

from __future__ import annotations

import re
import unicodedata

_WIDE = frozenset("WF")
#: A word and the blanks after it; of Chinese and Japanese each character with its punctuation.
_PIECE = re.compile(
    "[「『（【〔〈《“‘]*[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff][、。，．：；！？」』）】〕〉》”’ー]*"
    "|[^\\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|\\s+"
)


def cells(text: str) -> int:
    """Return how many columns `text` takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def cut(text: str, width: int, more: str = "…") -> str:
    """Return `text` in at most `width` columns, ending in `more` where something is cut."""
    if cells(text) <= width:
        return text
    return _start(text, width - cells(more)).rstrip() + more


def pad(text: str, width: int) -> str:
    """Return `text` cut or filled with blanks to exactly `width` columns."""
    short = cut(text, width)
    return short + " " * (width - cells(short))


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Break one paragraph into lines of at most `width` columns; a longer word is split.

    The first line begins with `first`, the others with `rest` (as wide a blank where None).
    """
    rest = " " * cells(first) if rest is None else rest
    lines: list[str] = []
    row, used = first, cells(first)
    room = used
    for piece in _pieces(text, max(1, width - max(used, cells(rest)))):
        size = cells(piece)
        if piece.isspace():
            if used > room:
                row, used = row + " ", used + 1
            continue
        if used + size > width and used > room:
            lines.append(row.rstrip())
            row, used = rest, cells(rest)
            room = used
        row, used = row + piece, used + size
    return [*lines, row.rstrip()]


def _pieces(text: str, widest: int) -> list[str]:
    """Return the words and blanks of `text`, words wider than `widest` split."""
    found: list[str] = []
    for piece in _PIECE.findall(text):
        word = piece
        while not word.isspace() and cells(word) > widest:
            start = _start(word, widest) or word[0]
            found.append(start)
            word = word[len(start) :]
        if word:
            found.append(word)
    return found


def _start(text: str, width: int) -> str:
    """Return as much of the beginning of `text` as `width` columns hold."""
    used = 0
    for place, char in enumerate(text):
        used += _cells(char)
        if used > width:
            return text[:place]
    return text
