"""Lines in a text that lead to other articles: "Read next: ...", links alone, titles of lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tuinews.clean import furniture, wording
from tuinews.clean.blocks import Piece, Role
from tuinews.model import BlockKind

LINKED = 0.95  # share of a line from which on it is a link
_LEAD = 4  # words before the colon of a pointer
_HEADLINE = (5, 35)  # words of the headline that it points to
_LIST_TITLE = 8  # words of the title of a list of articles
_COLON = re.compile(r"[^:：]+[:：]|【[^】]+】")


def take_out(pieces: Sequence[Piece]) -> None:
    """Take lines that do nothing but lead to another article out of the body."""
    for piece in pieces:
        if piece.role is not Role.BODY or piece.kind is not BlockKind.PARAGRAPH:
            continue
        lead = pointer(piece)
        if lead is None:
            lead = _linked(piece)
        if lead is not None:
            piece.role, piece.reason, piece.kicker = Role.SEE_ALSO, furniture.READ_NEXT, lead
    for number, piece in enumerate(pieces[:-1]):
        if piece.role is Role.BODY and _titles(piece):
            end = number + 1
            while end < len(pieces) and _is_headline(pieces[end]):
                pieces[end].role, pieces[end].reason = Role.SEE_ALSO, furniture.READ_NEXT
                end += 1
            if pieces[number + 1].role is not Role.BODY:
                piece.role = Role.OPEN  # it led to what is gone


def _titles(piece: Piece) -> bool:
    """Tell whether a piece is the title of a list of other articles."""
    match = piece.furniture
    if match is None or match.reason != furniture.READ_NEXT:
        return False
    title = piece.words <= _LIST_TITLE and not piece.ends and piece.kind is BlockKind.PARAGRAPH
    return match.form == "whole" or (match.form == "start" and title)


def _is_headline(piece: Piece) -> bool:
    """Tell whether a piece of the body reads like the headline of another article."""
    plain = piece.kind is BlockKind.PARAGRAPH or (
        piece.kind is BlockKind.LIST and piece.links > LINKED
    )
    if piece.role is not Role.BODY or not plain or (piece.ends and piece.links <= LINKED):
        return False
    return _HEADLINE[0] <= piece.words <= _HEADLINE[1] and not piece.text.endswith((":", "："))


def pointer(piece: Piece) -> str | None:
    """Return "Read next:" of a line that leads to another article by its words; None if none."""
    match = piece.furniture
    if match is None or match.form != "start" or match.reason != furniture.READ_NEXT:
        return None
    lead = _COLON.match(piece.text)
    if lead is None or wording.count(lead[0]) > _LEAD:
        return None
    if piece.ends and not piece.text.endswith(("?", "!", "？", "！")):
        return None
    return lead[0]


def _linked(piece: Piece) -> str | None:
    """Return what stands before the link in a line that leads to another article; None if none."""
    text = piece.text
    if piece.words > _HEADLINE[1] + _LEAD or piece.links < 0.3:
        return None
    if piece.links > LINKED:
        return "" if piece.words >= 3 and not wording.ends_sentence(text) else None
    lead, colon, rest = text.partition(":")
    if not colon or wording.count(lead) > _LEAD or wording.count(rest) < _HEADLINE[0]:
        return None
    linked = piece.links * len(text)
    return lead + colon if linked >= 0.9 * len(rest.strip()) else None
