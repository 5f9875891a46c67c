"""What the text of an article itself tells about it: byline, credits, dateline, dates, owner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tuinews.clean import dates, people, smallprint, wording
from tuinews.clean.blocks import Piece, Role

_ABOVE = 15  # pieces above the body in which its date may stand
_BELOW = 6
_CHANGED = re.compile(
    r"updated|modified|reviewed|revised|aktualisiert|mis à jour|actualizado|atualizado|aggiornato"
    r"|bijgewerkt|обновлено|更新",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article tells of itself; "" and None where it tells nothing."""

    authors: tuple[str, ...]
    editors: tuple[str, ...]
    place: str
    agency: str
    publisher: str
    published: datetime | None
    inferred: date | None


def read(pieces: Sequence[Piece], now: datetime) -> Facts:
    """Return what judged pieces tell; a date later than `now` is none."""
    body = [piece.text for piece in pieces if piece.role is Role.BODY]
    place, agency, day = _dateline(body)
    credited, editors = smallprint.credits_of(p.text for p in pieces if p.role is Role.CREDIT)
    signed = [name for p in pieces if p.role is Role.BYLINE for name in people.byline(p.text)]
    owner, year = _owner(pieces)
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
        publisher=known or owner or agency,
        published=_published(pieces, now),
        inferred=_not_later(inferred or dates.infer(body[:2], captions), now),
    )


def _dateline(body: Sequence[str]) -> tuple[str, str, str]:
    """Return the dateline of the first paragraph that has one, of the first three."""
    found = (smallprint.dateline(text) for text in body[:3])
    return next((line for line in found if line[0]), ("", "", ""))


def _published(pieces: Sequence[Piece], now: datetime) -> datetime | None:
    """Return the date that stands by the headline or right above the body."""
    first = next((n for n, piece in enumerate(pieces) if piece.role is Role.BODY), len(pieces))
    heads = [n for n, piece in enumerate(pieces[:first]) if piece.role is Role.HEADLINE]
    start = max(first - _ABOVE, heads[-1] - _BELOW if heads else 0, 0)
    for piece in pieces[start : first + _BELOW]:
        if piece.role not in (Role.DATE, Role.BYLINE) or _only_changed(piece.text):
            continue
        found = dates.iso(piece.stamp) if piece.stamp else None
        if found is None:
            shown = dates.find(piece.text)
            found = shown.when if shown else None
        if found and found <= now + timedelta(days=1):
            return min(found, now)
    return None


def shows(pieces: Sequence[Piece], day: date) -> bool:
    """Tell whether a page shows a date that it states in its data."""
    found = (dates.find(piece.text) for piece in pieces if piece.words <= 40)
    return any(one is not None and one.when.date() == day for one in found)


def _only_changed(text: str) -> bool:
    """Tell whether the first date of a line is that of a change."""
    changed = _CHANGED.search(text)
    found = dates.find(text)
    return bool(changed and (found is None or changed.start() < found.start))


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
