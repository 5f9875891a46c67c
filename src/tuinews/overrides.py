"""What the user has overridden of cleaning: lines moved between text and cuts by hand.

Here are the lines of the capture, the move itself, and its way into a newer text of the article.

A line that was moved says what it was before (`Block.was`, `Cut.was`): that goes where the
article goes, and is what the doctor reports.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from tuinews.model import Article, Block, BlockKind, Cut, Span

CUT = "cut by you"
KEPT = "kept by you"

Part = TypeVar("Part", Block, Cut)

_WORDS = re.compile(r"\w+")


def xray(article: Article) -> list[Block | Cut]:
    """Return what cleaning kept and what it cut, in the order of the capture."""
    parts: list[Block | Cut] = [*article.blocks, *article.cut]
    return sorted(parts, key=lambda part: part.line)


def as_cut(block: Block) -> Cut:
    """Return a block that the user cuts; one that was kept by hand is what it was before."""
    if block.was:
        return Cut(block.line, block.text, block.was)
    return Cut(block.line, block.text, CUT, block.kind.value)


def as_block(cut: Cut) -> Block:
    """Return a line that the user keeps; one that was cut by hand is of its kind again."""
    spans = (Span(cut.text),)
    if cut.was:
        kind = BlockKind(cut.was)
        return Block(kind, spans, level=2 * (kind is BlockKind.HEADING), line=cut.line)
    return Block(BlockKind.PARAGRAPH, spans, line=cut.line, was=cut.reason)


def moved(article: Article) -> list[Block | Cut]:
    """Return the lines that the user moved, in the order of the capture."""
    return [part for part in xray(article) if part.was]


def carried(known: Article, found: Article) -> Article:
    """Return `found`, a newer text of `known`, with what the user moved moved in it too.

    A line is the same when its words are.
    """
    return _with(found, {_key(part.text): isinstance(part, Block) for part in moved(known)})


def transferred(known: Article, before: Article, after: Article) -> Article:
    """Return `known` with the lines moved in it that are moved from `before` to `after`.

    Where its text is that of `before` it gets that of `after`; a newer text keeps all else.
    """
    if (known.blocks, known.cut) == (before.blocks, before.cut):
        return replace(known, blocks=after.blocks, cut=after.cut)
    kept = {_key(block.text) for block in before.blocks}
    keeps = {_key(block.text) for block in after.blocks}
    return _with(known, {key: key in keeps for key in kept ^ keeps})


def _with(found: Article, choices: dict[str, bool]) -> Article:
    """Return an article with the lines of some words (folded) kept, or cut."""
    choices.pop("", None)
    if not choices:
        return found
    blocks: list[Block] = []
    cut: list[Cut] = []
    parts: list[Block | Cut] = [*found.blocks, *found.cut]
    for part in parts:
        keep = choices.get(_key(part.text), isinstance(part, Block))
        if keep:
            blocks.append(part if isinstance(part, Block) else as_block(part))
        else:
            cut.append(part if isinstance(part, Cut) else as_cut(part))
    if not any(block.text.strip() for block in blocks):
        return found
    return replace(found, blocks=_in_order(blocks), cut=_in_order(cut))


def _in_order(parts: list[Part]) -> tuple[Part, ...]:
    """Return lines in the order of their capture, where they know their places."""
    if all(part.line for part in parts):
        parts = sorted(parts, key=lambda part: part.line)
    return tuple(parts)


def _key(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))
