"""The second and the third door: HTML pages, and the fragments that feeds carry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from tuinews.clean import (
    boxes,
    consensus,
    furniture,
    headline,
    judge,
    markup,
    metadata,
    scores,
    wording,
)
from tuinews.clean.blocks import Piece, Role, try_own
from tuinews.clean.errors import CleanError, bound
from tuinews.clean.furniture import Furniture
from tuinews.clean.metadata import Metadata
from tuinews.clean.walk import Walk
from tuinews.model import Capture
from tuinews.text import line

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_KICKER = re.compile(
    r"(?:^|[\s_-])(?:kicker|eyebrow|overline|category|section|rubric|rubrik|rubrique|topic|label"
    r"|tag|seccion|sezione|dachzeile)(?:[\s_-]|$)",
    re.I,
)
_KICKER_WITHIN = 20  # elements of a piece in which its kicker is looked for


def page(capture: Capture, own: Furniture | None = None) -> tuple[list[Piece], Metadata]:
    """Judge a whole page; return its pieces and what it states of itself."""
    root = markup.parse(capture.text)
    if root is None:
        raise CleanError(f"{capture.origin}: no text in this page")
    meta = metadata.read(root, capture.url, capture.received)
    walk = Walk(capture.url or meta.url)
    walk.run(root)
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
    boxes.mark(pieces, walk.nodes)
    try_own(pieces, own)
    shown = headline.visible(pieces, meta)
    scores.choose(pieces, shown, walk.nodes)
    if consensus.confidence(pieces) < consensus.SURE:
        consensus.reconsider(pieces, capture.text)
    meta.headline = headline.choose(shown, meta)
    judge.settle(pieces, shown)
    _kickers(pieces, walk.nodes)
    return pieces, meta


def entry(capture: Capture, own: Furniture | None = None) -> tuple[list[Piece], Metadata]:
    """Judge a feed entry: content already, so only furniture goes."""
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
    repeated = walk.pieces[0] if walk.pieces[0].folded == wording.fold(title) else None
    known = furniture.standard()
    for piece in walk.pieces:
        if not (piece.hint or piece is repeated or known.is_line(piece.text)):
            piece.role = Role.BODY
    if not any(piece.role is Role.BODY for piece in walk.pieces):
        walk.pieces[0].role = Role.BODY
    judge.settle(walk.pieces, title)
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
    for piece, node in zip(pieces, nodes, strict=True):
        linked = sum(len(span.text) for span in piece.spans if span.href)
        piece.links = linked / max(len(piece.text), 1)
        for element in (node, *node.iterancestors()):
            tag = element.tag
            if tag == "figcaption":
                piece.caption = True
            elif tag in ("nav", "footer") and not piece.hint:
                piece.hint = "menu" if tag == "nav" else "foot of the page"
