"""A second opinion on pages that our own classifier is not sure of.

Two other extractors read the page: trafilatura, and the readability algorithm that comes with
it. Each is a choice among our pieces, as is our own; the choice that agrees most with the
others wins. They are asked only where our own scores are undecided, about one page in ten, for
they cost more than all the rest.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from tuinews import limits
from tuinews.clean import wording
from tuinews.clean.blocks import Piece, Role

#: Below this expected F1 of our own choice the others are asked.
SURE = 0.87

_RUN = 4  # words of a run that is looked up
_SHARE = 0.5  # of a piece's runs that an extractor has to find
_NOT_OURS = 0.05  # a piece that only others chose needs at least this score
_SURELY_OURS = 0.93  # one with this score is kept whatever they say


def confidence(pieces: Sequence[Piece]) -> float:
    """Return the F1 that is to be expected of the chosen body by the scores of its pieces."""
    kept = hoped = total = 0.0
    for piece in pieces:
        hoped += piece.score * piece.words
        if piece.role is Role.BODY:
            kept += piece.words
            total += piece.score * piece.words
    if not kept or not hoped:
        return 0.0
    precision, recall = total / kept, total / hoped
    return 2 * precision * recall / (precision + recall) if total else 0.0


def reconsider(pieces: Sequence[Piece], html: str) -> bool:
    """Choose the body anew by what two other extractors find in `html`; tell whether it did."""
    if len(html) > limits.VOTE_CHARS or html.count("<") > limits.VOTE_TAGS:
        return False
    ours = [piece.role is Role.BODY for piece in pieces]
    choices = [ours, *(_chosen(pieces, text) for text in _extracted(html) if text)]
    if len(choices) < 3:
        return False
    weights = [piece.words for piece in pieces]
    best = max(choices, key=lambda one: sum(_agree(one, other, weights) for other in choices))
    if best is ours or best == ours:
        return False
    joined = [
        (chosen and piece.score > _NOT_OURS) or piece.score > _SURELY_OURS
        for chosen, piece in zip(best, pieces, strict=True)
    ]
    if any(joined):
        for piece, keep in zip(pieces, joined, strict=True):
            piece.role = Role.BODY if keep else Role.OPEN
    return any(joined)


def _extracted(html: str) -> list[str]:
    """Return the texts that the other extractors find."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return [_try(_trafilatura, html), _try(_readability, html)]


def _try(extractor: Callable[[str], str], html: str) -> str:
    """Return the text that an extractor finds; "" of one that fails on the page."""
    try:
        return extractor(html)
    except Exception as error:
        logging.getLogger(__name__).info("%s failed: %s", extractor.__name__, error)
        return ""


def _trafilatura(html: str) -> str:
    from trafilatura import extract

    return extract(html, fast=True, include_comments=False, with_metadata=False) or ""


def _readability(html: str) -> str:
    from trafilatura import load_html
    from trafilatura.external import try_readability

    tree = load_html(html)
    found = try_readability(tree) if tree is not None else None
    return "" if found is None else "\n".join(found.itertext())


def _chosen(pieces: Sequence[Piece], text: str) -> list[bool]:
    """Return which pieces a text consists of."""
    words = wording.fold(text).split()
    runs = {tuple(words[at : at + _RUN]) for at in range(len(words))}
    lines = {wording.fold(line) for line in text.split("\n")}
    return [_is_in(piece, runs, lines) for piece in pieces]


def _is_in(piece: Piece, runs: set[tuple[str, ...]], lines: set[str]) -> bool:
    words = piece.folded.split()
    if len(words) < _RUN:
        return bool(words) and piece.folded in lines
    own = [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
    return sum(run in runs for run in own) >= _SHARE * len(own)


def _agree(one: Sequence[bool], other: Sequence[bool], weights: Sequence[int]) -> float:
    """Return the F1 of one choice by the other, in words; 1 for itself."""
    both = sum(w for a, b, w in zip(one, other, weights, strict=True) if a and b)
    size = sum(w for a, w in zip(one, weights, strict=True) if a)
    size += sum(w for b, w in zip(other, weights, strict=True) if b)
    return 2 * both / size if size else 0.0
