"""What of an article is new to the user, as ranges of its body that the page dims or seeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tuinews.counting import counted
from tuinews.model import BODY_KINDS, Article
from tuinews.ui.reading.page import Removed
from tuinews.values import dataclass

if TYPE_CHECKING:
    from tuinews.stories.novelty import Novelty, SentencePlace

SAID = 2  # differing figures that the head tells
NOTHING_NEW = "Nothing here was new to you"

Range = tuple[int, int]  # offsets into Article.body


@dataclass(frozen=True, slots=True)
class Newness:
    """How much is new: a line for the head, what to dim, where to jump."""

    note: str = ""
    told: tuple[Range, ...] = ()  # sentences, and what of one lies around its new clauses
    partly: tuple[Range, ...] = ()  # told by half, nobody can say which: to be dimmed by half
    fresh: tuple[Range, ...] = ()  # new sentences, and new clauses of others: to be sought
    differs: tuple[Range, ...] = ()  # figures and names that stand otherwise in what was read
    others: tuple[str, ...] = ()  # of each of these, in words, what was read in its place
    removed: tuple[Removed, ...] | None = None  # what was taken out; None: nothing is known of it


def newness(article: Article, read_before: Iterable[Article]) -> Newness:
    """Return what is new in `article` to one who has read the others; nothing if none was."""
    read = tuple(read_before)
    if not read:
        return Newness()
    from tuinews.stories.differing import differing
    from tuinews.stories.novelty import Novelty, ReadBefore, told_in

    starts = block_starts(article)
    known = ReadBefore(read)
    sentences = told_in(article, known)
    counts = Counter(sentence.mark for sentence in sentences)
    dimmed: dict[Novelty, list[Range]] = {mark: [] for mark in Novelty}
    sought: list[Range] = []
    for sentence in sentences:
        at = starts[sentence.block] + sentence.start
        place = (at, starts[sentence.block] + sentence.end)
        new = [(at + start, at + end) for start, end in sentence.new_clauses]
        if new:
            dimmed[Novelty.TOLD] += _between(place, new)
        else:
            dimmed[sentence.mark].append(place)
        sought += [place] if sentence.mark is Novelty.NEW else new
    if counts[Novelty.NEW] == len(sentences):
        return Newness()
    others = differing(article, sentences, known)
    told_otherwise = [f"{one.shown} ({one.others[0]} before)" for one in others if one.others]
    return Newness(
        "; ".join((_said_of_news(counts), *told_otherwise[:SAID])),
        tuple(dimmed[Novelty.TOLD]),
        tuple(dimmed[Novelty.PARTLY]),
        tuple(sought),
        tuple((starts[one.block] + one.start, starts[one.block] + one.end) for one in others),
        tuple(_otherwise(one.shown, one.others) for one in others),
    )


def _between(whole: Range, parts: Sequence[Range]) -> Iterator[Range]:
    """Yield what of a range lies in none of these parts of it, which are in order."""
    ends = [whole[0], *(end for _, end in parts)]
    starts = [*(start for start, _ in parts), whole[1]]
    yield from ((end, start) for end, start in zip(ends, starts, strict=True) if end < start)


def _said_of_news(counts: Mapping[Novelty, int]) -> str:
    """Return in words how many sentences are new; `counts` has the numbers of each mark."""
    from tuinews.stories.novelty import Novelty

    new, partly = counts[Novelty.NEW], counts[Novelty.PARTLY]
    if not new and not partly:
        return NOTHING_NEW
    total = sum(counts.values())
    was = "was" if new == 1 or total == 1 else "were"
    note = f"{new} of {counted(total, 'sentence')} {was} new to you"
    return f"{note}, {partly} in part" if partly else note


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

    version, starts = article.earlier[-1], block_starts(article)
    before, now = places(replace(article, blocks=version.blocks)), places(article)
    old = {place.text for place in before}
    kept: dict[str, int] = {}  # of each sentence that stayed, where it ends now
    same: list[Range] = []
    fresh: list[Range] = []
    came: Counter[int] = Counter()  # sentences by the place behind which they stand
    last = 0
    for place in now:
        start, end = starts[place.block] + place.start, starts[place.block] + place.end
        if place.text in old:
            same.append((start, end))
            last = kept.setdefault(place.text, end)
        else:
            fresh.append((start, end))
            came[last] += 1
    removed, gone = _removed(before, kept)
    note = _said_of_changes(came, gone, len(before))
    if version.headline != article.headline:
        note = f"{note}; the headline was “{version.headline}”"
    return Newness(note, told=tuple(same), fresh=tuple(fresh), removed=removed)


def _removed(
    before: Sequence[SentencePlace], kept: Mapping[str, int]
) -> tuple[tuple[Removed, ...], Counter[int]]:
    """Return what is not in the text any more, and how many sentences behind each place."""
    found: list[Removed] = []
    gone: Counter[int] = Counter()
    last, block, joins = 0, -1, False
    for place in before:
        if place.text in kept:
            last, joins = kept[place.text], False
        elif joins and place.block == block:
            found[-1] = replace(found[-1], text=f"{found[-1].text} {place.text}")
            gone[last] += 1
        else:
            found.append(Removed(len(found), last, place.text, apart=place.block != block))
            gone[last] += 1
            joins = True
        block = place.block
    return tuple(sorted(found, key=lambda one: one.at)), gone


def _said_of_changes(came: Counter[int], gone: Counter[int], before: int) -> str:
    """Return how many sentences were changed, added and taken out: each counts once."""
    changed = (came & gone).total()
    parts = [
        f"{did} {number}"
        for did, number in (
            ("changed", changed),
            ("added", came.total() - changed),
            ("took out", gone.total() - changed),
        )
        if number
    ]
    if not parts:
        return "The publisher changed no sentence"
    to = "to" if parts[-1].startswith("added") else "of"
    return f"The publisher {', '.join(parts)} {to} {counted(before, 'sentence')}"


def block_starts(article: Article) -> dict[int, int]:
    """Return where each block of the body begins in `Article.body`."""
    starts: dict[int, int] = {}
    at = 0
    for number, block in enumerate(article.blocks):
        if block.kind in BODY_KINDS:
            starts[number] = at
            at += len(block.text) + 1
    return starts
