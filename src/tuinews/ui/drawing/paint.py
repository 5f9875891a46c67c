"""Drawing a line of a page: its text cut into runs of one style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

#: A range of an item's text and the style it adds to what is below.
Layer = tuple[int, int, Style]


def runs(
    text: str, start: int, end: int, base: Style, layers: Iterable[Layer]
) -> Iterator[Segment]:
    """Yield text[start:end] in segments of one style: `base` with the layers that cover it."""
    covering = [
        (max(first, start), min(after, end), style)
        for first, after, style in layers
        if first < end and after > start
    ]
    cuts = {start, end}
    for first, after, _ in covering:
        cuts.update((first, after))
    for first, after in pairwise(sorted(cuts)):
        style = base
        for begins, stops, added in covering:
            if begins <= first and after <= stops:
                style += added
        yield Segment(text[first:after], style)


def joined(segments: Iterable[Segment]) -> list[Segment]:
    """Return the same picture in fewer segments: blanks take the style of a neighbour.

    Every change of style is some forty bytes on the way to the terminal.
    """
    found: list[Segment] = []
    for segment in segments:
        last = found[-1] if found else None
        if last is None:
            found.append(segment)
        elif last.style == segment.style or _gives_way(last, segment):
            found[-1] = Segment(last.text + segment.text, segment.style)
        elif _gives_way(segment, last):
            found[-1] = Segment(last.text + segment.text, last.style)
        else:
            found.append(segment)
    return found


def _gives_way(blank: Segment, other: Segment) -> bool:
    """Tell whether `blank` is nothing but blanks that look the same in the style of `other`."""
    plain, style = blank.style, other.style
    if plain is None or style is None or not blank.text.isspace():
        return False
    lined = style.underline or style.strike or style.link or style.overline
    turned = style.reverse or plain.reverse or plain.underline or plain.link
    return plain.bgcolor == style.bgcolor and not (lined or turned)
