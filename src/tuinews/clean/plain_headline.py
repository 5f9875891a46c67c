"""The headline of a plain-text capture, where there is no markup to go by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log1p

from tuinews.clean import wording
from tuinews.clean.blocks import Piece
from tuinews.clean.roles import is_date_line

_REACH = 60  # pieces above the body among which the headline is looked for
_INTO = 3  # pieces of the body that may hold it
_SOLID = 12  # words of a piece that the body begins with for sure
_LEAST, _MOST = 2, 40  # words of a headline
_LONGEST = 300  # characters
_NAME = 6  # words of a site's name

#: What speaks for a line and against it, weighed by a regression over dumps of labelled pages
#: (benchmarks/cleaning/headlines.py prints these).
WEIGHTS = {
    "shared": 3.6,  # share of its words that the body has
    "words": 2.1,  # up to eight
    "whole_sentence": -2.6,
    "touches": -0.9,  # no blank line above it
    "distance": -0.7,  # to the body, in twenties of lines
    "distance_log": 0.2,
    "short": -2.3,
    "long": -1.2,
    "signed": 1.4,  # a byline or a date stands right below
    "shouts": -0.8,
    "speech": 0.7,
    "colon": 1.3,
    "question": 1.3,
    "number": 0.5,
    "row": -3.0,  # set by hand: the dumps have none
    "at_body": -0.3,
    "in_body": -3.7,
    "top": 2.9,  # the first line of all
    "alone": 1.3,  # between blank lines
    "above_deck": 0.3,
    "like_top": 1.0,  # its words stand in the first line: the site's title repeats it
}


def headline(pieces: Sequence[Piece], body: Sequence[Piece]) -> str:
    """Return the headline of a capture, found before and at the beginning of its body."""
    best, best_rank = "", 0.0
    for number, found in candidates(pieces, body):
        rank = sum(WEIGHTS[name] * value for name, value in found.items())
        if not best or rank > best_rank:
            best, best_rank = pieces[number].text, rank
    return best


def candidates(
    pieces: Sequence[Piece], body: Sequence[Piece]
) -> Iterator[tuple[int, dict[str, float]]]:
    """Yield the pieces that may be the headline, each with what speaks for and against it."""
    solid = [piece for piece in body if piece.words >= _SOLID] or body
    first = next((n for n, piece in enumerate(pieces) if solid and piece is solid[0]), len(pieces))
    vocabulary = set(_terms(" ".join(piece.folded for piece in body)))
    claims = " ".join(piece.folded for piece in pieces if "©" in piece.text)
    for number in range(max(first - _REACH, 0), min(first + _INTO, len(pieces))):
        piece = pieces[number]
        owner = piece.words <= _NAME and piece.folded in claims  # the site's name, not a headline
        if _may_be(piece, inside=number >= first) and not owner:
            yield number, features(pieces, number, first, vocabulary)


def _terms(folded: str) -> list[str]:
    """Return what a text shares with others: its longer words, or pairs of wide characters."""
    wide = wording.WIDE.findall(folded)
    if len(wide) * 2 > len(folded):
        return [one + other for one, other in pairwise(wide)] or wide
    words = folded.split()
    return [word for word in words if len(word) > 3] or words


def _may_be(piece: Piece, *, inside: bool) -> bool:
    """Tell whether a piece can be the headline at all; `inside` the body there is less choice."""
    if piece.hint or not piece.folded or not _LEAST <= piece.words <= _MOST:
        return False
    if len(piece.text) > _LONGEST or piece.furniture or is_date_line(piece):
        return False
    if 3 * sum(map(str.isdigit, piece.text)) > sum(map(str.isalpha, piece.text)):
        return False  # a time, a date, a number to call
    if inside and (piece.ends or piece.words > _MOST // 2):
        return False
    return not piece.signed and not piece.caption_parts[1]


def features(
    pieces: Sequence[Piece], number: int, first: int, vocabulary: set[str]
) -> dict[str, float]:
    """Return what speaks for a piece and against it, by the names of `WEIGHTS`.

    `first` is where the body begins, `vocabulary` its words.
    """
    piece = pieces[number]
    words = _terms(piece.folded)
    near = pieces[number + 1 : number + 4]
    below = near[0] if near else None
    steps = first - number
    return {
        "shared": sum(word in vocabulary for word in words) / len(words),
        "words": min(piece.words, 8) / 8,
        "whole_sentence": piece.ends,
        "touches": not piece.gap,
        "distance": steps / 20,
        "distance_log": log1p(abs(steps)),
        "short": piece.words < 4,
        "long": piece.words > 18,
        "signed": any(one.signed or is_date_line(one) for one in near),
        "shouts": piece.text.isupper(),
        "speech": piece.text[:1] in wording.QUOTES,
        "colon": ":" in piece.text,
        "question": piece.text.endswith("?"),
        "number": piece.text[:1].isdigit(),
        "row": wording.is_row(piece.text),
        "at_body": steps == 0,
        "in_body": steps < 0,
        "top": number == 0,
        "alone": number > 0 and piece.gap and below is not None and below.gap,
        "above_deck": below is not None and below.words >= 8 and below.ends,
        "like_top": number > 0
        and sum(word in pieces[0].folded for word in words) >= 0.8 * len(words),
    }
