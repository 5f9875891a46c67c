"""What of an article is new to the reader, as ranges of its body that the page dims or seeks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tuinews.counting import counted
from tuinews.model import BODY_KINDS, Article
from tuinews.values import dataclass

SAID = 2  # differing figures that the head tells
NOTHING_NEW = "Nothing here is new to you"

Range = tuple[int, int]  # offsets into Article.body


@dataclass(frozen=True, slots=True)
class Newness:
    """How much is new: a line for the head, what to dim, where to jump."""

    note: str = ""
    told: tuple[Range, ...] = ()
    partly: tuple[Range, ...] = ()  # told by half: to be dimmed by half
    fresh: tuple[Range, ...] = ()
    differs: tuple[Range, ...] = ()  # figures and names that stand otherwise in what was read
    others: tuple[str, ...] = ()  # of each of these, in words, what was read in its place


def newness(article: Article, read_before: Iterable[Article]) -> Newness:
    """Return what is new in `article` to one who has read the others; nothing if none was."""
    read = tuple(read_before)
    if not read:
        return Newness()
    from tuinews.stories.differing import differing
    from tuinews.stories.novelty import Mark, Read, told_in

    starts = block_starts(article)
    known = Read(read)
    sentences = told_in(article, known)
    marked: dict[Mark, list[Range]] = {mark: [] for mark in Mark}
    for sentence in sentences:
        at = starts[sentence.block]
        marked[sentence.mark].append((at + sentence.start, at + sentence.end))
    told, partly, fresh = (tuple(marked[mark]) for mark in Mark)
    if not told and not partly:
        return Newness()
    note = f"{len(fresh)} of {counted(len(sentences), 'sentence')} {_is(fresh)} new to you"
    if partly:
        note += f", {len(partly)} in part"
    others = differing(article, sentences, known)
    told_otherwise = [f"{one.shown} ({one.others[0]} before)" for one in others if one.others]
    return Newness(
        "; ".join((note if fresh or partly else NOTHING_NEW, *told_otherwise[:SAID])),
        told,
        partly,
        fresh,
        tuple((starts[one.block] + one.start, starts[one.block] + one.end) for one in others),
        tuple(_otherwise(one.shown, one.others) for one in others),
    )


def _is(counted_ones: Sequence[Range]) -> str:
    return "is" if len(counted_ones) == 1 else "are"


def _otherwise(shown: str, others: Sequence[str]) -> str:
    """Return in words what was read in place of a figure or name."""
    if not others:
        return f"“{shown}” was not named in what you have read"
    return f"“{shown}” here, “{'” and “'.join(others[:2])}” in what you have read"


def changes(article: Article) -> Newness:
    """Return what the publisher changed since the text that was kept before."""
    if not article.earlier:
        return Newness()
    from tuinews.stories.novelty import places

    before = article.earlier[-1]
    old = {place.text for place in places(replace(article, blocks=before.blocks))}
    starts = block_starts(article)
    same: list[Range] = []
    changed: list[Range] = []
    for place in places(article):
        at = starts[place.block]
        ranges = same if place.text in old else changed
        ranges.append((at + place.start, at + place.end))
    note = f"The publisher changed {len(changed)} of {counted(len(same + changed), 'sentence')}"
    if before.headline != article.headline:
        note += f"; the headline was “{before.headline}”"
    return Newness(note, told=tuple(same), fresh=tuple(changed))


def block_starts(article: Article) -> dict[int, int]:
    """Return where each block of the body begins in `Article.body`."""
    starts: dict[int, int] = {}
    at = 0
    for number, block in enumerate(article.blocks):
        if block.kind in BODY_KINDS:
            starts[number] = at
            at += len(block.text) + 1
    return starts
