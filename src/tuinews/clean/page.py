"""Captures of HTML become pieces with roles: pages, and the fragments that feeds carry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from tuinews.clean import (
    boxes,
    consensus,
    furniture,
    headline,
    markup,
    metadata,
    roles,
    scores,
    tidying,
    wording,
)
from tuinews.clean.blocks import Piece, Role, read_dates, try_own
from tuinews.clean.errors import CleanError, bound
from tuinews.clean.furniture import Furniture
from tuinews.clean.metadata import Metadata
from tuinews.clean.text_features import running_words
from tuinews.clean.walk import Walk
from tuinews.model import BlockKind, Capture
from tuinews.text import line

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_KICKER = re.compile(
    r"(?:^|[\s_-])(?:kicker|eyebrow|overline|category|section|rubric|rubrik|rubrique|topic|label"
    r"|tag|seccion|sezione|dachzeile)(?:[\s_-]|$)",
    re.I,
)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:fig)?caption(?:$|[\s_-])", re.I)
_NO_CAPTION = frozenset(["body", "article", "main", "table"])
_FRAMED = 0.5  # a menu or foot with more of the running text than this was never closed
_FIGURE_WORDS = 8
_KICKER_WITHIN = 20  # elements of a piece in which its kicker is looked for


def read(root: HtmlElement, url: str, now: datetime) -> tuple[Walk, Metadata]:
    """Return the pieces of a page and its data."""
    meta = metadata.read(root, url, now)
    walk = Walk(url or meta.url)
    walk.run(root)
    read_dates(walk.pieces, meta.language)
    return walk, meta


def page(capture: Capture, own: Furniture | None = None) -> tuple[list[Piece], Metadata]:
    """Clean a whole page; return its pieces and what it states of itself."""
    root = markup.parse(capture.text)
    if root is None:
        raise CleanError(f"{capture.origin}: no text in this page")
    walk, meta = read(root, capture.url, capture.received)
    pieces = walk.pieces
    if not pieces:
        why = (
            "it is drawn by JavaScript"
            if next(root.iter("script"), None) is not None
            else "it is empty"
        )
        raise CleanError(
            f"{capture.origin}: no readable text in this page ({why}); open it in the browser"
        )
    bound(capture.origin, sum(len(piece.text) for piece in pieces))
    mark(pieces, walk.nodes)
    try_own(pieces, own)
    shown = headline.visible(pieces, meta)
    scores.choose(pieces, shown, walk.nodes)
    unsure = consensus.confidence(pieces) < consensus.SURE
    if unsure and consensus.reconsider(pieces, capture.text):
        tidying.tidy(pieces)
    meta.headline = headline.choose(shown, meta)
    roles.assign(pieces, shown)
    _kickers(pieces, walk.nodes)
    return pieces, meta


def entry(capture: Capture, own: Furniture | None = None) -> tuple[list[Piece], Metadata]:
    """Clean a feed entry: content already, so only furniture goes."""
    root = markup.parse(capture.text)
    walk = Walk(capture.url or capture.feed)
    if root is not None:
        walk.run(root)
    if not walk.pieces:
        raise CleanError(f"{capture.origin}: no text in this entry; open the original instead")
    bound(capture.origin, sum(len(piece.text) for piece in walk.pieces))
    if "class=" in capture.text or "id=" in capture.text:
        boxes.mark(walk.pieces, walk.nodes)
    try_own(walk.pieces, own)
    title = line(capture.stated.headline)
    first = walk.pieces[0]
    same = wording.first(first.text) == wording.first(title)  # told before all is folded
    repeated = first if same and first.folded == wording.fold(title) else None
    known = furniture.standard()
    for piece in walk.pieces:
        if not (piece.hint or piece is repeated or known.is_line(piece.text)):
            piece.role = Role.BODY
    if not any(piece.role is Role.BODY for piece in walk.pieces):
        walk.pieces[0].role = Role.BODY
    roles.assign(walk.pieces, title)
    return walk.pieces, Metadata(headline=title)


def _kickers(pieces: Sequence[Piece], nodes: Sequence[HtmlElement]) -> None:
    """Find the name of a section that stands before the headline of another article."""
    for piece, node in zip(pieces, nodes, strict=True):
        if piece.role is not Role.SEE_ALSO:
            continue
        for element in islice(node.iterdescendants(), _KICKER_WITHIN):
            if not _KICKER.search(element.get("class") or ""):
                continue
            text = line(" ".join(element.itertext()))
            if text and piece.text.startswith(text) and len(text) < len(piece.text) / 2:
                piece.kicker = text
                break


def mark(pieces: Sequence[Piece], nodes: Sequence[HtmlElement]) -> None:
    """Note on every piece what the markup around it says."""
    around: dict[HtmlElement, tuple[bool, HtmlElement | None]] = {}
    running: dict[HtmlElement, float] = {}
    total = 0.0
    for piece, node in zip(pieces, nodes, strict=True):
        piece.caption, frame = _around(node, around)
        piece.caption = piece.caption or _says_caption(node) or _beside_caption(piece, node)
        words = running_words(piece)
        total += words
        if frame is not None:
            running[frame] = running.get(frame, 0.0) + words
    for piece, node in zip(pieces, nodes, strict=True):
        frame = around[node][1]
        if frame is not None and not piece.hint and running[frame] <= _FRAMED * total:
            piece.hint = "menu" if frame.tag == "nav" else "foot of the page"
    boxes.mark(pieces, nodes)


def _says_caption(node: HtmlElement) -> bool:
    """Tell whether an element, or the one around it, calls itself a caption."""
    above = node.getparent()
    return any(
        one is not None and one.tag not in _NO_CAPTION and _CAPTION.search(one.get("class") or "")
        for one in (node, above)
    )


def _beside_caption(piece: Piece, node: HtmlElement) -> bool:
    """Tell whether a few words stand in a figure that has a caption: whose the picture is."""
    if piece.words > _FIGURE_WORDS or piece.kind is not BlockKind.PARAGRAPH:
        return False
    figure = next(
        (one for one in (node, *islice(node.iterancestors(), 3)) if one.tag == "figure"), None
    )
    return figure is not None and next(figure.iter("figcaption"), None) is not None


def _around(
    node: HtmlElement, known: dict[HtmlElement, tuple[bool, HtmlElement | None]]
) -> tuple[bool, HtmlElement | None]:
    """Return whether a caption is around an element, and which menu or foot of the page."""
    unknown: list[HtmlElement] = []
    element: HtmlElement | None = node
    while element is not None and element not in known:
        unknown.append(element)
        element = element.getparent()
    found = known[element] if element is not None else (False, None)
    for one in reversed(unknown):
        caption, frame = found
        if frame is None and one.tag in ("nav", "footer"):
            frame = one
        found = known[one] = (caption or one.tag == "figcaption", frame)
    return found
