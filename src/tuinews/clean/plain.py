"""Plain text, as a dump of a page, becomes pieces.

A dump has a block a line, or is wrapped hard at the width of a text browser; there, lines
that the next word would have overfilled go on in the line below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from tuinews import limits
from tuinews.clean import language, wording
from tuinews.clean.blocks import Piece, read_dates
from tuinews.model import BlockKind, Span
from tuinews.text import safe

TOO_LONG = "the capture is too long: not read from here on"

_RUNNING = 15  # words of a line that is running text
_TELLING = 8  # such lines tell the language

_NARROWEST = 40
_WIDEST = 132

_HANGUL = re.compile("[\uac00-\ud7a3]")
_PICTURE = re.compile(r"\[[^\s\[\]]{4,80}\]")
_BULLET = re.compile(r"(?P<indent>\s*)(?P<mark>[•◦▪□■○●‣–*+-]|\d{1,3}[.)])(?P<space>\s+)(?=\S)")
_SHARP = frozenset("•◦▪□■○●‣")


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a plain-text capture, with every visible line in one of them."""
    text, rest = text[: limits.PLAIN_CHARS], text[limits.PLAIN_CHARS :]
    lines = [line.expandtabs(8).rstrip() for line in safe(text).split("\n")]
    kept, over = lines[: limits.PLAIN_LINES], lines[limits.PLAIN_LINES :]
    width = _width(kept)
    found = _wrapped(kept, width) if width else _by_line(kept)
    if over or rest:
        left = ("\n".join(over) + safe(rest)).strip()
        if left:
            found.append(Piece((Span(left),), len(kept) + 1, hint=TOO_LONG))
    running = (piece.text for piece in found if piece.words >= _RUNNING)
    read_dates(found, language.guess(" ".join(islice(running, _TELLING))))
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


def _piece(text: str, number: int, gap: bool, line: str, hint: str = "") -> Piece:
    """Return a line as a paragraph, or as a list item where it begins with a bullet."""
    bullet = _BULLET.match(line)
    if not bullet or bullet["mark"][0].isdigit():
        return Piece((Span(text),), number, gap=gap, hint=hint)
    if bullet["mark"] not in _SHARP and not bullet["indent"]:
        return Piece((Span(text),), number, gap=gap, hint=hint)
    rest = wording.tidy(line[bullet.end() :])
    return Piece((Span(rest),), number, BlockKind.LIST, _depth(bullet["indent"]), gap=gap)


def _depth(indent: str) -> int:
    return min(len(indent) // 4, 8)


def _width(lines: Sequence[str]) -> int:
    """Return the columns at which a capture is wrapped hard; 0 where it is not.

    Each pair of lines that touch tells at which widths the lower would go on with the upper:
    from the end of the upper to that of the word that did not fit. The width that most pairs
    tell is taken, if few lines are longer, and few lines stop just short of it.
    """
    told = [0] * (_WIDEST + 2)
    touching: list[tuple[int, int]] = []
    sizes = [wording.columns(line) for line in lines]
    for number, (upper, lower) in enumerate(pairwise(lines)):
        start = sizes[number]
        if not upper or not lower or not _NARROWEST // 2 < start <= _WIDEST:
            continue
        end = start + _room_needed(lower)
        touching.append((start, end))
        for width in range(max(start, _NARROWEST), min(end, _WIDEST + 1)):
            told[width] += 1
    best = max(range(_WIDEST + 1), key=lambda width: told[width])
    over = sum(size > best + 1 for size in sizes)
    near = [(start, end) for start, end in touching if best - 12 < start <= best]
    ends = [start for start, end in near if start <= best < end]
    full = len(ends)
    if full < 3 or len(set(ends)) < 2 or over > full or full < 0.6 * len(near):
        return 0
    return best


def _room_needed(lower: str) -> int:
    """Return the columns that the line above must have left for the line below to be apart."""
    first = lower.split(None, 1)[0]
    return 2 if wording.is_broad(first) else 1 + wording.columns(first)


def _is_full(upper: str, lower: str, width: int) -> bool:
    """Tell whether the first word of the lower line would not have fitted into the upper."""
    used = wording.columns(upper)
    return width // 2 < used and used + _room_needed(lower) > width


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
        joined = _join(parts, width)
        hint = "the name of a picture" if _PICTURE.fullmatch(joined.strip()) else ""
        found.append(_piece(wording.tidy(joined), first + 1, gap, joined, hint))
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
    if _is_full(upper, lower.strip(), width):
        return True
    midst = lower.strip()[0].islower() and not wording.ends_sentence(upper)
    return midst and wording.columns(upper) > width // 2


def _join(parts: Sequence[str], width: int) -> str:
    """Return wrapped lines as one; scripts that break between characters without a space."""
    text = above = parts[0]
    for part in parts[1:]:
        tight = wording.is_broad(part) and wording.is_broad(text[-1:])
        if tight and _HANGUL.match(part):
            tight = wording.columns(above) >= width - 1
        text += part if tight else " " + part
        above = part
    return text
