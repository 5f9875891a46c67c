"""What the user knows already: articles as far as they have truly read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tuinews.model import BODY_KINDS, Article, Block, State

if TYPE_CHECKING:
    from tuinews.store.library import Library

MOST = 12  # accounts that one article is held against


def as_read(article: Article, state: State) -> Article | None:
    """Return an article as far as it was read; None where nothing of it was.

    One that was opened is read as far as it was scrolled past; one that was marked as read
    is read wholly. A paragraph that was not passed whole does not count.
    """
    if state.read is None:
        return None
    if not state.opened:
        return article
    at = 0
    kept: list[Block] = []
    for block in article.blocks:
        if block.kind not in BODY_KINDS:
            continue
        end = at + len(block.text)
        if end > state.reached:
            break
        kept.append(block)
        at = end + 1
    return replace(article, blocks=tuple(kept)) if kept else None


def read_before(library: Library, identity: str, among: Iterable[str]) -> list[Article]:
    """Return what the user has read of other accounts, the last read first.

    Of an article that is read itself: what was read before it.
    """
    own = library.state(identity).read
    found = []
    for other in among:
        state = library.state(other) if other != identity else State()
        if state.read is not None and (own is None or state.read <= own):
            found.append((state.read, other, state))
    parts = []
    for _, other, state in sorted(found, key=lambda one: one[:2], reverse=True)[:MOST]:
        part = as_read(library.article(other), state)
        if part is not None:
            parts.append(part)
    return parts


def tells_something(library: Library, identity: str, among: Iterable[str]) -> bool:
    """Tell whether an article has a sentence that is new, in part, to one who read `among`.

    True where nothing of them was read.
    """
    from tuinews.stories.novelty import Novelty, ReadBefore, told_in

    known = read_before(library, identity, among)
    if not known:
        return True
    found = told_in(library.article(identity), ReadBefore(known))
    return not found or any(sentence.mark is not Novelty.TOLD for sentence in found)
