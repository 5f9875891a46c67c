"""How likely each piece is body text: from its wording, its place and its markup."""

from __future__ import annotations

from collections.abc import Sequence

from tuinews.clean import furniture, people, wording
from tuinews.clean.blocks import Piece, Role
from tuinews.model import BlockKind


def rate(pieces: Sequence[Piece]) -> None:
    """Set the score of every piece."""
    rules = furniture.standard()
    for piece in pieces:
        match = rules.match(piece.folded)
        ends = wording.ends_sentence(piece.text)
        score = min(piece.words, 40) / 40 * (0.6 if ends else 0.2) + (
            0.45 if ends and piece.words > 2 else 0.1
        )
        if match:
            score = 0.02 if match.form == "whole" else score * 0.4
        if piece.hint:
            score = 0.0
        score *= 1 - min(piece.links, 1.0)
        if piece.caption or people.split_caption(piece.text)[1] or people.is_credit(piece.text):
            score = min(score, 0.3)
        piece.score = score


def choose(pieces: Sequence[Piece]) -> None:
    """Give the pieces of the body their role: the span of the greatest weight, less its cuts."""
    best = total = 0.0
    start = span = end = 0
    for number, piece in enumerate(pieces):
        if total <= 0:
            total, start = 0.0, number
        total += (piece.score - 0.45) * max(min(piece.words, 50), 8)
        if total > best:
            best, span, end = total, start, number + 1
    for piece in pieces[span:end]:
        whole = wording.ends_sentence(piece.text) and piece.score > 0.25
        short = piece.words <= 12 and piece.score > 0.1
        if piece.score > 0.35 or whole or (short and piece.kind is BlockKind.HEADING):
            piece.role = Role.BODY
    if not any(piece.role is Role.BODY for piece in pieces):
        _choose_any(pieces)


def _choose_any(pieces: Sequence[Piece]) -> None:
    """Keep what is no furniture, where nothing reads like an article."""
    rules = furniture.standard()
    for piece in pieces:
        match = rules.match(piece.folded)
        if piece.folded and not piece.hint and not (match and match.form == "whole"):
            piece.role = Role.BODY
