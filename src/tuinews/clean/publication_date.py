"""When an article was published: which of the dates that a page states and shows is believed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from tuinews.clean import dates, roles
from tuinews.clean.blocks import Piece, Role
from tuinews.clean.metadata import Metadata

_ABOVE = 15  # pieces above the body in which its date may stand
_BELOW = 6  # and below its beginning, and above the headline
_NEAR = 12  # pieces below the headline
_AGO = timedelta(days=2)  # a shown date that is older than the stated one by so much is believed
_CHANGED = re.compile(
    r"updated|modified|reviewed|revised|aktualisiert|mis à jour|actualizado|atualizado|aggiornato"
    r"|bijgewerkt|обновлено|更新|güncelle|uppdaterad|opdateret|oppdatert|zaktualizowan|diperbarui",
    re.I,
)
_LABEL = re.compile(
    r"\W*(?:(?:first |date |originally )?published|posted|publi[ée]e?|veröffentlicht|publicado|"
    r"pubblicato|gepubliceerd|опубликовано|publicerad|publisert|opublikowano)(?: on| le| am| il| el"
    r"| em| op)?\W*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The dates that an article shows by its headline; None where it shows none."""

    published: datetime | None = None
    changed: datetime | None = None  # that of its last change, where it is said to be one


def published(pieces: Sequence[Piece], meta: Metadata, shown: Shown) -> datetime | None:
    """Return when an article was published, by its page's data and by what the page shows.

    What the page states of an article counts; but where a page shows a date days before it, it
    states when it was last put together. The day in the address comes after what is shown. A
    page that shows nothing but when it was changed bears that date.
    """
    stated, dated = meta.published, meta.dated
    if stated:
        earlier = shown.published is not None and shown.published <= stated - _AGO
        return shown.published if earlier else stated
    if dated:
        same = shown.published is not None and abs(shown.published - dated) <= _AGO
        return shown.published if same else dated
    if shown.published:
        return shown.published
    if meta.made and _shows(pieces, meta.made.date()):
        return meta.made
    return shown.changed


def shown(pieces: Sequence[Piece], now: datetime) -> Shown:
    """Return the dates that stand by the headline or right above the body, none after `now`."""
    changed: datetime | None = None
    for piece in _by_the_headline(pieces):
        moment = _moment(piece, now)
        if moment is None:
            continue
        if not _only_changed(piece.text):
            return Shown(moment, changed)
        changed = changed or (moment if piece.role is Role.DATE else None)
    return Shown(_labelled(pieces, now), changed or _last_line(pieces, now))


def _by_the_headline(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the lines that may tell the date, those nearest the headline first."""
    body = [n for n, piece in enumerate(pieces) if piece.role is Role.BODY]
    first, last = (body[0], body[-1]) if body else (len(pieces), len(pieces))
    heads = [n for n, piece in enumerate(pieces[:first]) if piece.role is Role.HEADLINE]
    end = first + _BELOW
    if heads:
        start = max(heads[-1] - _BELOW, 0)
        yield from _dated(pieces[start : min(heads[-1] + _NEAR, end, last + 1)])
        start = max(first - _ABOVE, min(heads[-1] + _NEAR, end))
    else:
        start = max(first - _ABOVE, 0)
    yield from _dated(pieces[start : min(end, last + 1)])
    for piece in _dated(pieces[last + 1 : end]):  # below a short text: of a comment, or its own
        if piece.signed or roles.says_when(piece.text):
            yield piece


def _dated(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.role in (Role.DATE, Role.BYLINE) or (piece.role is Role.HEADLINE and piece.stamp):
            yield piece


def _moment(piece: Piece, now: datetime) -> datetime | None:
    """Return the moment that a line tells, by its markup or its words."""
    found = dates.iso(piece.stamp) if piece.stamp else None
    if found is None:
        told = piece.dated
        found = told.when if told else None
    return min(found, now) if found and found <= now + timedelta(days=1) else None


def _labelled(pieces: Sequence[Piece], now: datetime) -> datetime | None:
    """Return the date below a line that says "Published", where there is one such line alone."""
    told = [
        _moment(below, now)
        for above, below in pairwise(pieces)
        if below.role is Role.DATE and above.words <= 3 and _LABEL.fullmatch(above.text)
    ]
    return told[0] if len(told) == 1 else None


def _last_line(pieces: Sequence[Piece], now: datetime) -> datetime | None:
    """Return the date right below the body that is said to be that of the last change."""
    last = max(
        (n for n, piece in enumerate(pieces) if piece.role is Role.BODY), default=len(pieces)
    )
    for piece in pieces[last + 1 : last + 1 + _BELOW]:
        if piece.role is Role.DATE and _only_changed(piece.text):
            return _moment(piece, now)
    return None


def _shows(pieces: Sequence[Piece], day: date) -> bool:
    """Tell whether a page shows a date that it states in its data."""
    found = (piece.dated for piece in pieces if piece.words <= 40)
    return any(one is not None and one.when.date() == day for one in found)


def _only_changed(text: str) -> bool:
    """Tell whether the first date of a line is that of a change."""
    changed = _CHANGED.search(text)
    found = dates.find(text)
    return bool(changed and (found is None or changed.start() < found.start))
