"""The first door: plain text, as a dump of a page, becomes pieces.

A dump has a block a line, or is wrapped hard at the width of a text browser; there, lines
that the next word would have overfilled go on in the line below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tuinews.clean import wording
from tuinews.clean.blocks import Piece
from tuinews.model import BlockKind, Span
from tuinews.text import safe

MAX_CHARS = 10_000_000
MAX_LINES = 20_000
TOO_LONG = "the capture is too long: not read from here on"

_BULLET = re.compile(r"(?P<indent>\s*)(?P<mark>[•◦▪□■○●‣–*+-]|\d{1,3}[.)])(?P<space>\s+)(?=\S)")
_SHARP = frozenset("•◦▪□■○●‣")


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a plain-text capture, with every visible line in one of them."""
    text, rest = text[:MAX_CHARS], text[MAX_CHARS:]
    lines = [line.expandtabs(8).rstrip() for line in safe(text).split("\n")]
    kept, over = lines[:MAX_LINES], lines[MAX_LINES:]
    width = _width(kept)
    found = _wrapped(kept, width) if width else _by_line(kept)
    if over or rest:
        left = wording.tidy("\n".join(over) + safe(rest))
        if left:
            found.append(Piece((Span(left),), len(kept) + 1, hint=TOO_LONG))
    return found


def _by_line(lines: Sequence[str]) -> list[Piece]:
    """Return a piece a line."""
    found: list[Piece] = []
    gap = True
    for number, line in enumerate(lines, 1):
        text = wording.tidy(line)
        if text:
            found.append(_piece(text, number, gap, line))
        gap = not text
    return found


def _piece(text: str, number: int, gap: bool, line: str) -> Piece:
    """Return a line as a paragraph, or as a list item where it begins with a bullet."""
    bullet = _BULLET.match(line)
    if not bullet or bullet["mark"][0].isdigit():
        return Piece((Span(text),), number, gap=gap)
    if bullet["mark"] not in _SHARP and not bullet["indent"]:
        return Piece((Span(text),), number, gap=gap)
    rest = wording.tidy(line[bullet.end() :])
    return Piece((Span(rest),), number, BlockKind.LIST, _depth(bullet["indent"]), gap=gap)


def _depth(indent: str) -> int:
    return min(len(indent) // 4, 8)


def _columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes, roughly."""
    return len(text) if text.isascii() else len(text) + len(wording.WIDE.findall(text))


def _width(lines: Sequence[str]) -> int:
    """Return the columns at which a capture is wrapped hard; 0 where it is not."""
    sizes = sorted(_columns(line) for line in lines if line)
    if len(sizes) < 4:
        return 0
    width = sizes[int(len(sizes) * 0.985) - 1]
    if not 40 <= width <= 132 or sizes[-1] > 6 * width:
        return 0
    pairs = full = 0
    for upper, lower in zip(lines, lines[1:], strict=False):
        if upper and lower:
            pairs += 1
            full += _is_full(upper, lower, width)
    return width if full >= 3 and full >= 0.08 * pairs else 0


def _is_full(upper: str, lower: str, width: int) -> bool:
    """Tell whether the first word of the lower line would not have fitted into the upper."""
    first = lower.split(None, 1)[0]
    room = width - _columns(upper)
    if not first.isascii() and wording.WIDE.match(first):
        return room < 4
    return room < 1 + _columns(first) and _columns(upper) > width // 2


def _wrapped(lines: Sequence[str], width: int) -> list[Piece]:
    """Return the pieces of hard-wrapped lines, put together again."""
    found: list[Piece] = []
    number = 0
    gap = True
    while number < len(lines):
        line = lines[number]
        if not line.strip():
            gap, number = True, number + 1
            continue
        first = number
        inset = _inset(line)
        parts = [line]
        while number + 1 < len(lines) and _goes_on(lines[number], lines[number + 1], inset, width):
            number += 1
            parts.append(lines[number].strip())
        joined = _join(parts)
        found.append(_piece(wording.tidy(joined), first + 1, gap, joined))
        gap, number = False, number + 1
    return found


def _inset(line: str) -> int:
    """Return the column at which the lines below a wrapped line begin."""
    bullet = _BULLET.match(line)
    return (
        bullet.end()
        if bullet and (bullet["mark"] in _SHARP or bullet["indent"])
        else len(line) - len(line.lstrip())
    )


def _goes_on(upper: str, lower: str, inset: int, width: int) -> bool:
    """Tell whether the lower line continues the paragraph of the upper."""
    if not lower.strip() or len(lower) - len(lower.lstrip()) != inset:
        return False
    if _BULLET.match(lower) and (lower.lstrip()[0] in _SHARP):
        return False
    return _is_full(upper, lower.strip(), width)


def _join(parts: Sequence[str]) -> str:
    """Return wrapped lines as one; scripts without spaces are joined without one."""
    text = parts[0]
    for part in parts[1:]:
        tight = wording.WIDE.match(part) and wording.WIDE.match(text[-1])
        text += part if tight else " " + part
    return text
