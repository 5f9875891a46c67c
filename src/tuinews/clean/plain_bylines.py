"""Bylines of plain-text captures that are a name and nothing else, or a name beside a date.

A short line in capitals may be a section, a place, a button. It is a name where the headline
stands above it, a date or a role beside it, and where not all of its words are said in small
letters anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tuinews.clean import dates, people, roles, wording
from tuinews.clean.blocks import Piece, Role

_REACH = 8  # pieces below the headline
_BESIDE = 2  # pieces between a name and what bears it out
_LONGEST = 120
_WORDS = (2, 4)  # of a name
_PARTS = re.compile(r"\s*[|·•,،]\s*|\s[–—-]\s|\s{3,}|\u3000")
_LABEL = re.compile(
    rf"(?:^|\s)(?:{people.alternatives('by')})\s*[:：]?\s*(?P<who>[^\W\d].*)$", re.I
)
_TOLD = re.compile(r"(?:记者|作者|撰文)[:：]\s*(?P<who>[\u3400-\u9fff]{2,4})")
_REST = re.compile(r"\w+: ?\d+|\d[\d:.\u2010-\u2015/-]*|\b(?:[ap]m|[A-Z]{2,4})\b\.?")
_NAME = re.compile(r"[^\W\d_][^\s\d/:;?!…]*(?: [^\W\d_][^\s\d/:;?!…]*)*")
_SMALL = re.compile(r"[^\W\d_]+")


def mark(pieces: Sequence[Piece]) -> None:
    """Give the role of a byline to the lines by the headline that name the author."""
    if any(piece.role is Role.BYLINE and piece.signed for piece in _near(pieces)):
        return
    near = list(_near(pieces))
    for number, piece in enumerate(near):
        if piece.role in (Role.HEADLINE, Role.DECK, Role.CAPTION, Role.CREDIT):
            continue
        names = _beside_date(piece) if piece.dated else ()
        if not names and _borne_out(near, number, pieces):
            names = _names(piece.text)
        if names and not _common(names, pieces):
            piece.names = names
            if piece.role is not Role.DATE:
                piece.role, piece.reason = Role.BYLINE, roles.BYLINE
            return


def _near(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces between headline and body, and the headline."""
    first = next((n for n, piece in enumerate(pieces) if piece.role is Role.BODY), 0)
    heads = [n for n, piece in enumerate(pieces[:first]) if piece.role is Role.HEADLINE]
    start = heads[-1] if heads else max(first - 3, 0)
    yield from pieces[start : min(start + _REACH + 1, first)]


def _beside_date(piece: Piece) -> tuple[str, ...]:
    """Return the names in a line that tells the date."""
    found, text = piece.dated, piece.text
    if found is None or len(text) > _LONGEST:
        return ()
    if match := _TOLD.search(text):
        return (match["who"],)
    for side in (text[found.end :], text[: found.start]):
        if match := _LABEL.search(side):
            side = match["who"]
        for part in _PARTS.split(side):
            if names := _names(_REST.sub(" ", part)):
                return names
    return ()


def _names(text: str) -> tuple[str, ...]:
    """Return the people of whom a text consists; () where it may be something else."""
    text = re.sub(r"\([^()]*\)", "", wording.tidy(text)).strip(" .,:;|-–—")
    if not text or len(text) > 60 or re.search(r"\d", text):
        return ()
    names = people.names(text)
    words = [word for name in names for word in name.split()]
    sized = all(_WORDS[0] <= len(name.split()) <= _WORDS[1] for name in names)
    if not names or not sized or not all(_NAME.fullmatch(name) for name in names):
        return ()
    if any(people.is_house_word(name) for name in names) or text.isupper():
        return ()
    told = wording.fold(" ".join(names)).split()
    said = len([w for w in wording.fold(text).split() if w in told])
    common = any(word.casefold().strip(".") in dates.MONTHS for word in words)
    return () if common or said < len(wording.fold(text).split()) - len(names) else names


def _common(names: Sequence[str], pieces: Sequence[Piece]) -> bool:
    """Tell whether all words of names are said in small letters somewhere."""
    words = [word for name in names for word in name.split() if word[0].isupper()]
    small = {word for piece in pieces for word in _SMALL.findall(piece.text) if word.islower()}
    return bool(words) and all(word.lower() in small for word in words)


def _borne_out(near: Sequence[Piece], number: int, pieces: Sequence[Piece]) -> bool:
    """Tell whether a date or a role stands beside a line, or its name is told of elsewhere."""
    piece = near[number]
    if piece.furniture or piece.hint or piece.ends or piece.words > 9 or piece.dated:
        return False
    beside = [*near[max(number - _BESIDE, 1) : number], *near[number + 1 : number + 1 + _BESIDE]]
    if any(one.role is Role.DATE or people.is_role(one.text) for one in beside):
        return True
    told = f"{piece.folded} "
    return any(
        one.folded.startswith(told) and one.role is not Role.BODY and one.words > piece.words
        for one in pieces
    )
