"""How likely each piece is body text, and which pieces become the body for that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from tuinews.clean import classifier, furniture, pointers, roles, tidying, wording
from tuinews.clean.blocks import Piece, Role
from tuinews.clean.layout_features import layout_features
from tuinews.clean.text_features import running_words, text_features
from tuinews.model import BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: From this score on a piece is body text. Long ones of a text capture are believed sooner; on a
#: page its markup has told on them already, and what is long and wrong spoils most.
ENOUGH = {"page": 0.45, "text": 0.45}
LONG = {"page": 0.55, "text": 0.33}
LONG_WORDS = 25

#: Between two pieces of the body, a complete sentence needs no more than this, code nothing.
BETWEEN = 0.1

#: And a list below a colon no more than this, in the mean of its items.
ANNOUNCED = 0.15

_OWN = frozenset(["we", "us", "our", "i", "my"])
_SELLS = ("paywall", "newsletter call")
_OFFERS = 2  # items of a list that offer a subscription: all of it does

#: What a whole sentence of a text capture needs that stands beside its body.
BESIDE = 0.15
_SENTENCE = 8  # words

_LIST = 2  # items that make a list
_CALL = 25  # words of a line that asks to sign up for a newsletter
_ABOVE = 0.2  # the greatest share of running text that stands above a headline
_LABEL = 10  # words of a line that is furniture where some of it is
_SIGNED = 12  # words of a line with nothing but an author and a date


def rough(pieces: Sequence[Piece]) -> list[Piece]:
    """Return about the body, by length and punctuation alone: enough to find the headline."""
    weights: list[float] = []
    for piece in pieces:
        match = piece.furniture
        ends = piece.ends
        score = min(piece.words, 40) / 40 * (0.6 if ends else 0.2)
        score += 0.35 if ends and piece.words > 2 else 0.1
        if match:
            score = 0.02 if match.form == "whole" else score * 0.4
        if piece.hint or piece.credit or piece.claim:
            score = 0.0
        weights.append((score * (1 - piece.links) - 0.45) * max(min(piece.words, 50), 8))
    first, last = heaviest(weights)
    chosen = zip(pieces[first:last], weights[first:last], strict=True)
    return [piece for piece, weight in chosen if weight > 0]


def heaviest(weights: Sequence[float]) -> tuple[int, int]:
    """Return the bounds of the stretch with the greatest sum."""
    best = total = 0.0
    start = first = last = 0
    for number, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, number
        total += weight
        if total > best:
            best, first, last = total, start, number + 1
    return first, last


def features(
    pieces: Sequence[Piece], headline: str, nodes: Sequence[HtmlElement] | None = None
) -> list[list[float]]:
    """Return the features of each piece for the classifier; `nodes` are those of a page."""
    rows = text_features(pieces, headline)
    if nodes is None:
        return rows
    running = [running_words(piece) for piece in pieces]
    return [
        row + more for row, more in zip(rows, layout_features(pieces, nodes, running), strict=True)
    ]


def choose(
    pieces: Sequence[Piece], headline: str, nodes: Sequence[HtmlElement] | None = None
) -> None:
    """Give the pieces of the body their role; `nodes` are those of a page."""
    kind = "text" if nodes is None else "page"
    wanted = wording.fold(headline)
    out = apart(pieces, wanted)
    _rate(pieces, features(pieces, headline, nodes), out, classifier.load(kind))
    pick(pieces, out, wanted, kind, nodes)


def _rate(
    pieces: Sequence[Piece],
    rows: Sequence[Sequence[float]],
    apart: Sequence[bool],
    trained: classifier.Classifier,
) -> None:
    """Give the pieces their scores."""
    for piece, row, out in zip(pieces, rows, apart, strict=True):
        piece.score = 0.0 if out else trained.score(row)


def pick(
    pieces: Sequence[Piece],
    apart: Sequence[bool],
    headline: str,
    kind: str,
    nodes: Sequence[HtmlElement] | None = None,
) -> None:
    """Choose the body by the scores; `headline` is folded."""
    best = max((piece.score for piece in pieces if piece.words >= 8), default=0.0)
    for piece in pieces:
        enough = (LONG if piece.words > LONG_WORDS else ENOUGH)[kind]
        if piece.score > min(enough, best * 0.7):
            piece.role = Role.BODY
    _fill(pieces, apart)
    _lists(pieces, apart)
    _announced(pieces, apart)
    if nodes is None:
        _extend(pieces, apart)
    else:
        tidying.finish(pieces, nodes, apart)
    tidying.tidy(pieces)
    if not any(piece.role is Role.BODY for piece in pieces):
        _choose_any(pieces, headline)


def _fill(pieces: Sequence[Piece], apart: Sequence[bool]) -> None:
    """Take into the body what stands between two of its pieces and cannot be furniture."""
    for above, piece, below, out in zip(pieces, pieces[1:], pieces[2:], apart[1:], strict=False):
        if out or piece.role is Role.BODY or above.role is not Role.BODY:
            continue
        goes_on = below.role is Role.BODY or below.credit
        code = piece.kind is BlockKind.CODE and not piece.furniture
        sentence = piece.ends and piece.words >= 3 and not piece.furniture
        if code or (goes_on and sentence and piece.score > BETWEEN):
            piece.role = Role.BODY


def _extend(pieces: Sequence[Piece], apart: Sequence[bool]) -> None:
    """Take in whole sentences that touch the body of a text, without a sign of furniture."""
    for order in (range(len(pieces)), range(len(pieces) - 1, -1, -1)):
        touches = False  # pointers to other articles, adverts and lists are looked past
        for number in order:
            piece = pieces[number]
            sentence = piece.words >= _SENTENCE and piece.ends and piece.score > BESIDE
            plain = not (piece.furniture or piece.signed or apart[number])
            if touches and sentence and plain:
                piece.role = Role.BODY
            advert = apart[number] and piece.furniture and piece.furniture.reason == "advert"
            listed = piece.is_item and not piece.furniture
            if not (advert or listed) and pointers.pointer(piece) is None:
                touches = piece.role is Role.BODY


def _lists(pieces: Sequence[Piece], apart: Sequence[bool]) -> None:
    """Keep the whole of a list of which half is kept."""
    for number, end in _runs_of_items(pieces):
        items = pieces[number:end]
        kept = sum(piece.role is Role.BODY for piece in items)
        if len(items) >= _LIST and kept * 2 >= len(items):
            for piece, out in zip(items, apart[number:end], strict=True):
                if piece.score > BETWEEN and not out:
                    piece.role = Role.BODY


def _runs_of_items(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each list: items that follow one another."""
    number = 0
    for item, group in groupby(pieces, key=lambda piece: piece.is_item):
        end = number + sum(1 for _ in group)
        if item:
            yield number, end
        number = end


def _offers(piece: Piece) -> bool:
    """Tell whether a piece wants its reader to subscribe."""
    match = piece.furniture
    return match is not None and piece.words > 2 and match.reason in _SELLS


def _announced(pieces: Sequence[Piece], apart: Sequence[bool]) -> None:
    """Keep the list that a paragraph of the body announces with a colon."""
    for number, end in _runs_of_items(pieces):
        above = pieces[number - 1] if number else None
        if above is None or above.role is not Role.BODY or not above.text.endswith((":", "：")):
            continue
        items = pieces[number:end]
        if any(apart[number:end]) or any(one.furniture for one in items):
            continue
        if sum(one.score for one in items) > ANNOUNCED * len(items):
            for one in items:
                one.role = Role.BODY


def apart(pieces: Sequence[Piece], headline: str) -> list[bool]:
    """Tell of each piece whether it is known to be no body text.

    Besides what its words tell: all of a list that sells, and what is no sentence above the
    page's main heading.

    `headline` is folded.
    """
    out = [_stands_apart(piece, headline) for piece in pieces]
    for number, end in _runs_of_items(pieces):
        if sum(_offers(piece) for piece in pieces[number:end]) >= _OFFERS:
            out[number:end] = [True] * (end - number)
    for number in range(_above(pieces, headline)):
        out[number] = out[number] or not pieces[number].ends or pieces[number].words < _SENTENCE
    return out


def _above(pieces: Sequence[Piece], headline: str) -> int:
    """Return how many pieces stand above the main heading; 0 where much running text does, too."""
    heads = (n for n, p in enumerate(pieces) if p.level == 1 and p.is_headline(headline))
    first = next(heads, 0)
    running = [running_words(piece) for piece in pieces]
    return first if sum(running[:first]) <= _ABOVE * sum(running) else 0


def _ours(piece: Piece) -> bool:
    """Tell whether a piece that is about commissions is about those of its own site."""
    return not _OWN.isdisjoint(piece.folded.split())


def _stands_apart(piece: Piece, headline: str) -> bool:
    """Tell whether a piece is known to be something else than body text."""
    if piece.hint or not piece.folded or piece.is_headline(headline) or piece.caption:
        return True
    if piece.credit or piece.claim:
        return True
    match = piece.furniture
    if match and match.form in ("whole", "label") and match.reason in roles.NEVER_BODY:
        return True
    if match and match.reason in furniture.LONG_WINDED and "cookie" in piece.folded:
        return True
    if match and match.form == "start" and piece.words <= _CALL and "newsletter" in piece.folded:
        return True
    if match and match.reason in roles.NEVER_BODY and _is_label(piece):
        return True
    if match and match.form == "within" and match.reason == "advert" and _ours(piece):
        return True
    if piece.words <= _SIGNED and piece.signed and piece.dated:
        return True
    return piece.words <= 40 and piece.caption_parts[0] == ""


def _is_label(piece: Piece) -> bool:
    """Tell whether a piece is a short line, and no sentence."""
    return piece.words <= _LABEL and not piece.ends and piece.kind is BlockKind.PARAGRAPH


def _choose_any(pieces: Sequence[Piece], headline: str) -> None:
    """Keep what is no furniture, where nothing reads like an article."""
    for piece in pieces:
        match = piece.furniture
        if piece.folded and not piece.hint and not (match and match.form == "whole"):
            piece.role = Role.BODY
    others = [piece for piece in pieces if piece.role is Role.BODY and piece.folded != headline]
    for piece in pieces:
        if others and piece.folded == headline:
            piece.role = Role.OPEN
