"""Boxes that say by their class or id that they hold an advert, a newsletter call, a cookie notice.

What stands in one is cut, however much its words read like an article. A class that an element
around the article carries ("with-ad") must not cut the article, so a box is believed only where
it holds little of the running text, and neither the page's heading nor an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuinews.clean import lists
from tuinews.clean.blocks import Piece

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: The greatest share of a page's words that a box may hold.
MOST = 0.3

_LISTED = lists.load("boxes")
_OTHER = frozenset(_LISTED["other"]["words"].split())
_BOXES = tuple(
    (reason, frozenset(entry["words"].split()), frozenset(entry.get("beside", "").split()))
    for reason, entry in _LISTED.items()
    if reason != "other"
)
_PART = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NEVER = frozenset(
    ["body", "html", "main", "article", "a", *(f"h{level}" for level in range(1, 7))]
)
_HOLDS = ("h1", "article", "main")
_MEMO: dict[str, str] = {}
_MOST_NAMES = 5000
_NAME = 300  # characters of a class that are read
_NESTED = 8  # boxes in one another that are looked at


def named(name: str) -> str:
    """Return what a class attribute or an id says that its element holds: a reason, or "" ."""
    return next((reason for one in name[:_NAME].split() if (reason := _reason(one))), "")


def mark(pieces: Sequence[Piece], nodes: Sequence[HtmlElement]) -> None:
    """Note on every piece in such a box why it is cut; `nodes` are the elements of the pieces."""
    around: dict[HtmlElement, tuple[HtmlElement, ...]] = {}
    held: dict[HtmlElement, int] = {}
    total = 0
    for piece, node in zip(pieces, nodes, strict=True):
        total += piece.words
        for box in _boxes(node, around):
            held[box] = held.get(box, 0) + piece.words
    if not held:
        return
    believed = {box for box, words in held.items() if words <= MOST * total and not _big(box)}
    for piece, node in zip(pieces, nodes, strict=True):
        box = next((one for one in around[node] if one in believed), None)
        if box is not None and not piece.hint:
            piece.hint = _of(box)


def _boxes(
    node: HtmlElement, around: dict[HtmlElement, tuple[HtmlElement, ...]]
) -> tuple[HtmlElement, ...]:
    """Return the boxes around an element, the innermost first; `around` remembers them."""
    unknown: list[HtmlElement] = []
    element: HtmlElement | None = node
    while element is not None and element not in around:
        unknown.append(element)
        element = element.getparent()
    found = around[element] if element is not None else ()
    for one in reversed(unknown):
        if len(found) < _NESTED and _of(one):
            found = (one, *found)
        around[one] = found
    return found


def _of(element: HtmlElement) -> str:
    """Return what an element says that it holds; "" for most."""
    if element.tag in _NEVER:
        return ""
    names = element.get("class"), element.get("id")
    return next((reason for name in names if name and (reason := _known(name))), "")


def _known(name: str) -> str:
    found = _MEMO.get(name)
    if found is None:
        if len(_MEMO) > _MOST_NAMES:
            _MEMO.clear()
        found = _MEMO[name] = named(name)
    return found


def _reason(name: str) -> str:
    """Return what one name says."""
    parts = _PART.findall(name)
    words = {part.lower() for part in parts}
    words |= {hump.lower() for part in parts for hump in _HUMP.split(part)}
    if words & _OTHER:
        return ""
    for reason, known, beside in _BOXES:
        if words & known and (not beside or words & beside):
            return reason
    return ""


def _big(box: HtmlElement) -> bool:
    """Tell whether a box holds what only the page itself does."""
    return next(box.iter(*_HOLDS), None) is not None
