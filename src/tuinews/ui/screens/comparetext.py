"""What is said of two accounts: their names, their sentences as they may be drawn, the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

from tuinews.model import Article, BlockKind
from tuinews.stories.align import Account, Alignment, Tells, Words
from tuinews.stories.novelty import Mark
from tuinews.text import shown, shown_line
from tuinews.ui.drawing.wrap import wrap
from tuinews.ui.lists.rows import age

NAME = 80  # characters of a publisher


class Title(NamedTuple):
    """What an account is called."""

    name: str
    age: str  # "2h"; "" unknown


class Run(NamedTuple):
    """Text in one style: names parted by blanks, each laid over the one before."""

    text: str
    style: str = ""


def titles(a: Article, b: Article, now: datetime) -> tuple[Title, Title]:
    """Return what the two are called, so that they can be told apart."""
    names = [shown_line(one.publisher, NAME) or "source unknown" for one in (a, b)]
    ages = [_age(one, now) for one in (a, b)]
    if names[0].casefold() == names[1].casefold():
        told_apart = ages if all(ages) and ages[0] != ages[1] else ["1", "2"]
        names = [f"{name} ({which})" for name, which in zip(names, told_apart, strict=True)]
        ages = ages if told_apart is not ages else ["", ""]
    return Title(names[0], ages[0]), Title(names[1], ages[1])


def _age(article: Article, now: datetime) -> str:
    if article.published:
        return age(article.published, now)
    day = article.published_inferred
    return age(datetime.combine(day, time(), UTC), now) if day else ""


def summary(alignment: Alignment, left: str, right: str) -> str:
    """Return in a sentence what the comparison comes to; a line may end between its parts."""
    figures = alignment.differing_figures
    parts = [
        _count(alignment.shared_quotes, "shared quote"),
        _count(alignment.shared_statements, "shared statement"),
        f"{alignment.only_left or 'none'} only in {left}",
        f"{alignment.only_right or 'none'} only in {right}",
    ]
    if figures:
        parts.append("1 figure differs" if figures == 1 else f"{figures} figures differ")
    return ", ".join(part.replace(" ", "\u00a0") for part in parts)


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


# --- sentences --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """Text that may be drawn, with ranges in styles; of those that overlap the last one counts."""

    text: str
    layers: tuple[tuple[int, int, str], ...] = ()

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


def headline_of(account: Account) -> Cell:
    text, marks = _marked(account.article.headline, account.headline_marks)
    text = text or "(no headline)"
    return Cell(text, ((0, len(text), "headline"), *marks))


def cell_of(account: Account, numbers: Sequence[int], tells: Tells) -> Cell:
    """Return the sentences of a pair as one text."""
    parts: list[str] = []
    layers: list[tuple[int, int, str]] = []
    at = 0
    for number in numbers:
        sentence = account.sentences[number]
        text, marks = _marked(sentence.text, account.marks[number])
        weight = _weight(sentence.mark, tells)
        if account.article.blocks[sentence.block].kind is BlockKind.HEADING:
            weight += " heading"
        layers.append((at, at + len(text), weight))
        layers += [(at + start, at + end, style) for start, end, style in marks]
        parts.append(text)
        at += len(text) + 1
    return Cell(" ".join(parts), tuple(layers))


def _weight(mark: Mark, tells: Tells) -> str:
    if tells is Tells.ONLY:
        return "only"
    return "told" if mark is Mark.TOLD or tells is Tells.AGAIN else "alike"


def _marked(raw: str, marks: Sequence[Words]) -> tuple[str, list[tuple[int, int, str]]]:
    """Return text as it may be drawn, and what is marked in that."""
    cuts = sorted({0, len(raw), *(place for one in marks for place in (one.start, one.end))})
    places = {0: 0}
    text = ""
    for start, end in pairwise(cuts):
        text += shown(raw[start:end]).replace("\n", " ")
        places[end] = len(text)
    return text, [(places[one.start], places[one.end], str(one.why)) for one in marks]
