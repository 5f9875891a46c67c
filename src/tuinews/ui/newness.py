"""What of an article is new to the reader, as ranges of its body that the page dims or seeks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tuinews.model import BODY_KINDS, Article
from tuinews.values import dataclass

Range = tuple[int, int]  # offsets into Article.body


@dataclass(frozen=True, slots=True)
class Newness:
    """How much is new: a line for the head, what to dim, where to jump."""

    note: str = ""
    told: tuple[Range, ...] = ()
    fresh: tuple[Range, ...] = ()


def newness(article: Article, read_before: Iterable[Article]) -> Newness:
    """Return what is new in `article` to one who has read the others; nothing if none was."""
    read = tuple(read_before)
    if not read:
        return Newness()
    from tuinews.stories.novelty import Mark, novelty

    starts = _starts(article)
    told: list[Range] = []
    fresh: list[Range] = []
    for sentence in novelty(article, read):
        at = starts[sentence.block]
        place = (at + sentence.start, at + sentence.end)
        if sentence.mark is Mark.TOLD:
            told.append(place)
        elif sentence.mark is Mark.NEW:
            fresh.append(place)
    if not told:
        return Newness()
    total = len(told) + len(fresh)
    note = f"{len(fresh)} of {total} sentences are new to you"
    return Newness(note if fresh else "nothing here is new to you", tuple(told), tuple(fresh))


def changes(article: Article) -> Newness:
    """Return what the publisher changed since the text that was kept before."""
    if not article.earlier:
        return Newness()
    from tuinews.stories.novelty import places

    before = article.earlier[-1]
    old = {place.text for place in places(replace(article, blocks=before.blocks))}
    starts = _starts(article)
    same: list[Range] = []
    changed: list[Range] = []
    for place in places(article):
        at = starts[place.block]
        ranges = same if place.text in old else changed
        ranges.append((at + place.start, at + place.end))
    note = f"the publisher changed {len(changed)} of {len(same) + len(changed)} sentences"
    if before.headline != article.headline:
        note += f"; the headline was “{before.headline}”"
    return Newness(note, tuple(same), tuple(changed))


def _starts(article: Article) -> dict[int, int]:
    """Return where each block of the body begins in `Article.body`."""
    starts: dict[int, int] = {}
    at = 0
    for number, block in enumerate(article.blocks):
        if block.kind in BODY_KINDS:
            starts[number] = at
            at += len(block.text) + 1
    return starts
