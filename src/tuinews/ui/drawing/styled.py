"""Text with ranges in styles, broken into lines of runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

from tuinews.text import shown
from tuinews.ui.drawing.wrap import wrap
from tuinews.values import dataclass

#: A range of a text, and the name of its style.
Layer = tuple[int, int, str]


class Run(NamedTuple):
    """Text in one style: names parted by blanks, each laid over the one before."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class StyledText:
    """Text that may be drawn, with ranges in styles; of those that overlap the last one counts."""

    text: str
    layers: tuple[Layer, ...] = ()

    def lines(self, width: int) -> list[list[Run]]:
        """Return its lines, each filled to `width` cells."""
        return [self._line(start, end, width) for start, end in wrap(self.text, width)]

    def _line(self, start: int, end: int, width: int) -> list[Run]:
        cuts = {start, end}
        for first, after, _ in self.layers:
            cuts.update(place for place in (first, after) if start < place < end)
        runs = [
            Run(self.text[at:until], self._style(at, until)) for at, until in pairwise(sorted(cuts))
        ]
        room = width - sum(cell_len(run.text) for run in runs)
        return [*runs, Run(" " * room)] if room > 0 else runs

    def _style(self, at: int, until: int) -> str:
        covering = (style for start, end, style in self.layers if start <= at and until <= end)
        return next(reversed([*covering]), "")


def drawable(raw: str, layers: Sequence[Layer] = ()) -> tuple[str, list[Layer]]:
    """Return a text as it may be drawn, in one paragraph, and its ranges in that."""
    cuts = sorted({0, len(raw), *_ends(layers)})
    places = {0: 0}
    text = ""
    for start, end in pairwise(cuts):
        text += shown(raw[start:end]).replace("\n", " ")
        places[end] = len(text)
    return text, [(places[start], places[end], style) for start, end, style in layers]


def _ends(layers: Iterable[Layer]) -> Iterable[int]:
    return (place for start, end, _ in layers for place in (start, end))
