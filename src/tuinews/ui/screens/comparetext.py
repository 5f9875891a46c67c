"""What is said of two accounts: their names, their sentences as they may be drawn, the sum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import NamedTuple

from tuinews.model import Article, BlockKind
from tuinews.stories.alignment import AlignedAccount, Alignment, Tells, Words
from tuinews.stories.novelty import Novelty
from tuinews.text import shown_line
from tuinews.ui.drawing.styled import Layer, StyledText, drawable
from tuinews.ui.lists.rows import age

NAME = 80  # characters of a publisher


class Title(NamedTuple):
    """What an account is called."""

    name: str
    age: str  # "2h"; "" unknown


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


def headline_of(account: AlignedAccount) -> StyledText:
    text, marks = drawable(account.article.headline, _layers(account.headline_marks))
    text = text or "(no headline)"
    return StyledText(text, ((0, len(text), "headline"), *marks))


def cell_of(account: AlignedAccount, numbers: Sequence[int], tells: Tells) -> StyledText:
    """Return the sentences of a pair as one text."""
    parts: list[str] = []
    layers: list[Layer] = []
    at = 0
    for number in numbers:
        sentence = account.sentences[number]
        new = [(start, end, "only") for start, end in sentence.new_clauses]
        text, marks = drawable(sentence.text, [*new, *_layers(account.marks[number])])
        weight = _weight(sentence.mark, tells)
        if account.article.blocks[sentence.block].kind is BlockKind.HEADING:
            weight += " heading"
        layers.append((at, at + len(text), weight))
        layers += [(at + start, at + end, style) for start, end, style in marks]
        parts.append(text)
        at += len(text) + 1
    return StyledText(" ".join(parts), tuple(layers))


def _weight(mark: Novelty, tells: Tells) -> str:
    if tells is Tells.ONLY:
        return "only"
    return "told" if mark is Novelty.TOLD or tells is Tells.AGAIN else "alike"


def _layers(marks: Sequence[Words]) -> list[Layer]:
    return [(one.start, one.end, str(one.why)) for one in marks]
