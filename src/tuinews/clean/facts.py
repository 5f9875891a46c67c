"""What the text of an article itself tells about it: byline, credits, dateline, dates, owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tuinews.clean import dates, mastheads, people, smallprint, wording
from tuinews.clean.blocks import Piece, Role

_ABOVE = 20  # pieces above the body in which its byline may stand
_BELOW = 4  # and below its beginning, and its end
_TOGETHER = 2  # pieces between two lines of one byline


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article tells of itself; "" and None where it tells nothing."""

    authors: tuple[str, ...]
    editors: tuple[str, ...]
    place: str
    agency: str
    publisher: str
    inferred: date | None


def read(pieces: Sequence[Piece], now: datetime) -> Facts:
    """Return what judged pieces tell; a date later than `now` is none."""
    body = [piece.text for piece in pieces if piece.role is Role.BODY]
    place, agency, day = _dateline(body)
    credited, editors = smallprint.credits_of(p.text for p in pieces if p.role is Role.CREDIT)
    signed = [name for piece in _bylines(pieces) for name in piece.names or piece.signed]
    owner, year = _owner(pieces)
    masthead = mastheads.publisher(pieces)
    houses = {wording.fold(agency), wording.fold(owner)}
    authors = tuple(name for name in dict.fromkeys(signed) if wording.fold(name) not in houses)
    inferred = dates.with_year(day, year) if day and year else None
    captions = [piece.text for piece in pieces if piece.role is Role.CAPTION]
    known = agency if agency in people.AGENCIES.values() else ""
    return Facts(
        authors=authors or credited,
        editors=editors,
        place=place,
        agency=agency,
        publisher=masthead or known or mastheads.holder(pieces) or owner or agency,
        inferred=_not_later(inferred or dates.infer(body[:2], captions), now),
    )


def _bylines(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the bylines nearest above the body, else those right below it.

    Others are those of other articles, in lists.
    """
    body = [number for number, piece in enumerate(pieces) if piece.role is Role.BODY]
    if not body:
        return []
    signed = [n for n, piece in enumerate(pieces) if piece.role is Role.BYLINE or piece.names]
    above = [number for number in signed if body[0] - _ABOVE <= number <= body[0] + _BELOW]
    below = [number for number in signed if body[-1] < number <= body[-1] + _BELOW]
    among = [number for number in signed if body[0] < number < body[-1]]
    found = above[::-1] or below or among[:1]
    near = found[:1]
    for number in found[1:]:
        if abs(number - near[-1]) <= _TOGETHER:
            near.append(number)
    return [pieces[number] for number in sorted(near)]


def _dateline(body: Sequence[str]) -> tuple[str, str, str]:
    """Return the dateline of the first paragraph that has one, of the first three."""
    found = (smallprint.dateline(text) for text in body[:3])
    return next((line for line in found if line[0]), ("", "", ""))


def _not_later(day: date | None, now: datetime) -> date | None:
    return day if day and day <= now.date() else None


def _owner(pieces: Sequence[Piece]) -> tuple[str, int | None]:
    """Return who claims the copyright, and of which year."""
    for piece in reversed(pieces):
        if piece.role is Role.CREDIT or piece.reason == "copyright":
            who, year = smallprint.owner(piece.text)
            if who or year:
                return who, year
    return "", None
