"""Breaking text into lines, and cutting it, by the cells it takes on the screen.

A line is a pair of offsets into the text, so that a style, a hit or a place in the text
keeps its meaning whatever the width. Costs are linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, get_character_cell_size, set_cell_size

from tuinews.patterns import pattern
from tuinews.ui.drawing import signs

#: A line: where it starts in the text, and where it ends.
Line = tuple[int, int]

_NARROW = pattern(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u0482\u048a-\u0556"
    "\u1e00-\u1eff\u2010-\u2027\u2030-\u203b\u20a0-\u20bf]*"
)
_WORD_HYPHEN = pattern(r"(?<=\w\w)[-‐](?=\w)|[—–](?=\S)")
#: What may not begin, and what may not end, a line of Chinese or Japanese.
_NOT_FIRST = frozenset(
    "、。，．：；！？」』）】〕〉》〗〙・ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々…‥’”,.!?:;)]}"
)
_NOT_LAST = frozenset("「『（【〔〈《〖〘‘“([{")


def wrap(text: str, width: int) -> list[Line]:
    """Break `text` at blanks and line ends into lines of at most `width` cells.

    The blanks at a break belong to no line. A word wider than a line is broken where it
    must; Chinese and Japanese break between any two characters that allow it.
    """
    width = max(width, 1)  # a pane of no width has lines all the same
    lines: list[Line] = []
    for start, end in paragraphs(text):
        if end - start <= width and _NARROW.fullmatch(text, start, end):
            lines.append((start, end))
        elif _NARROW.fullmatch(text, start, end):
            lines.extend(_wrap_narrow(text, start, end, width))
        else:
            lines.extend(_wrap_wide(text, start, end, width))
    return lines


def chop(text: str, width: int) -> list[Line]:
    """Break `text` at line ends and then wherever `width` cells are full; blanks are kept."""
    lines: list[Line] = []
    for start, end in paragraphs(text):
        at, used = start, 0
        for place in range(start, end):
            cells = get_character_cell_size(text[place])
            if used + cells > width and place > at:
                lines.append((at, place))
                at, used = place, 0
            used += cells
        lines.append((at, end))
    return lines


def fit(text: str, cells: int) -> str:
    """Return `text` cut or filled to exactly `cells` cells."""
    if cells <= 0:
        return ""
    if cell_len(text) > cells:
        text = set_cell_size(text, cells - 1).rstrip() + signs.ELLIPSIS
    return text + " " * (cells - cell_len(text))


def paragraphs(text: str) -> Iterator[Line]:
    """Yield the lines that `text` has already, without their line ends."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield start, end
        start = end + 1
    yield start, len(text)


def _wrap_narrow(text: str, start: int, end: int, width: int) -> Iterator[Line]:
    """Break text in which every character takes one cell."""
    while end - start > width:
        full = start + width
        stop = text.rfind(" ", start + 1, full + 1)
        after = stop + 1
        for hyphen in _WORD_HYPHEN.finditer(text, max(stop, start), full):
            stop = after = hyphen.end()
        if stop <= start:  # better at a blank that should hold than inside a word
            stop = text.rfind("\u00a0", start + 1, full + 1)
            after = stop + 1
        if stop <= start:
            stop = after = full
        yield start, _without_blanks(text, start, stop)
        start = _skip_blanks(text, after, end)
    if start < end:
        yield start, end


def _wrap_wide(text: str, start: int, end: int, width: int) -> Iterator[Line]:
    """Break text whose characters take none, one or two cells."""
    at, used, stop = start, 0, start
    place = start
    while place < end:
        char = text[place]
        cells = get_character_cell_size(char)
        if place > at and (char == " " or (cells and _may_break(text[place - 1], char))):
            stop = place
        if used + cells > width and place > at and char != " ":
            if stop <= at:
                stop = place
            yield at, _without_blanks(text, at, stop)
            place = at = stop = _skip_blanks(text, stop, end)
            used = 0
            continue
        used += cells
        place += 1
    if at < end:
        yield at, _without_blanks(text, at, end)


def _may_break(before: str, after: str) -> bool:
    """Tell whether a line may break between two characters without a blank there."""
    if get_character_cell_size(before) < 2 and get_character_cell_size(after) < 2:
        return before in "-‐—–" and after.isalnum()
    return after not in _NOT_FIRST and before not in _NOT_LAST and before != " "


def _without_blanks(text: str, start: int, stop: int) -> int:
    """Return where text[start:stop] ends when the blanks at its end are left out."""
    while stop > start and text[stop - 1] == " ":
        stop -= 1
    return stop


def _skip_blanks(text: str, start: int, end: int) -> int:
    """Return the first place from `start` on that is no blank."""
    while start < end and text[start] == " ":
        start += 1
    return start
