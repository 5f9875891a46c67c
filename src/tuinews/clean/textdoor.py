"""Cleaning of a plain-text capture, where there is no markup to go by."""

from __future__ import annotations

from collections.abc import Sequence

from tuinews.clean import people, wording
from tuinews.clean.blocks import Piece
from tuinews.clean.judge import is_date_line

_REACH = 60  # pieces above the body among which the headline is looked for


def headline(pieces: Sequence[Piece], body: Sequence[Piece]) -> str:
    """Return the headline of a capture, found before and at the beginning of its rough body."""
    first = next((n for n, piece in enumerate(pieces) if body and piece is body[0]), len(pieces))
    vocabulary = set(" ".join(piece.folded for piece in body).split())
    repeats: dict[str, int] = {}
    for piece in pieces:
        repeats[piece.folded] = repeats.get(piece.folded, 0) + 1
    best, best_rank = "", 0.0
    for number in range(max(first - _REACH, 0), min(first + 1, len(pieces))):
        rank = _rank(pieces, number, first, vocabulary, repeats)
        if rank > best_rank:
            best, best_rank = pieces[number].text, rank
    return best


def _rank(
    pieces: Sequence[Piece], number: int, first: int, vocabulary: set[str], repeats: dict[str, int]
) -> float:
    """Return how much a piece is like the headline; at most 0 for what cannot be it."""
    piece = pieces[number]
    if piece.hint or not piece.folded or not 2 <= piece.words <= 40 or len(piece.text) > 300:
        return 0.0
    if number == first and (wording.ends_sentence(piece.text) or piece.words > 20):
        return 0.0
    if piece.furniture or is_date_line(piece.text):
        return 0.0
    if people.byline(piece.text) or piece.caption_parts[1]:
        return 0.0
    words = [word for word in piece.folded.split() if len(word) > 3] or piece.folded.split()
    shared = sum(word in vocabulary for word in words) / len(words)
    rank = 1.0 + 2.0 * shared + min(piece.words, 8) / 8
    rank += 1.5 * (repeats[piece.folded] > 1 and piece.words > 3)
    rank -= 0.8 * wording.ends_sentence(piece.text) + 0.4 * (not piece.gap)
    rank -= 0.05 * (first - number)
    if piece.words < 4:
        rank -= 1.0
    near = pieces[number + 1 : number + 4]
    rank += 1.0 * any(people.byline(p.text) or is_date_line(p.text) for p in near)
    return rank
