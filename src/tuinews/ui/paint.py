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
