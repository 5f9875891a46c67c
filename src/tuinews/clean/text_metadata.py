"""What the text of an article itself tells about it: byline, credits, dateline, dates, owner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from tuinews.clean import credit_lines, dates, mastheads, people, sites, wording
from tuinews.clean.blocks import Piece, Role, lazy
from tuinews.model import BlockKind

_ABOVE = 20  # pieces above the body in which its byline may stand
_BELOW = 4  # and below its beginning, and its end
_TOGETHER = 2  # pieces between two lines of one byline


class TextMetadata:
    """What the pieces of an article tell of it, each worked out when it is asked for."""

    def __init__(self, pieces: Sequence[Piece], headline: str, now: datetime) -> None:
        """A date later than `now` is none."""
        self._headline = headline
        self._pieces = pieces
        self._now = now
        self._body = [piece.text for piece in pieces if piece.role is Role.BODY]

    @lazy
    def authors(self) -> tuple[str, ...]:
        """Who signed it, or reported it; () for nobody."""
        return self.signed or self._credits[0]

    @lazy
    def signed(self) -> tuple[str, ...]:
        """Who signed it by the bylines that it shows, its house left off."""
        signed = [name for one in _bylines(self._pieces) for name in one.names or one.signed]
        houses = {wording.fold(self.agency), wording.fold(self._owner[0])} if signed else ()
        return tuple(name for name in dict.fromkeys(signed) if wording.fold(name) not in houses)

    @lazy
    def editors(self) -> tuple[str, ...]:
        """Who edited it."""
        return self._credits[1]

    @lazy
    def place(self) -> str:
        """Where it was written; "" unknown."""
        return self._dateline[0]

    @lazy
    def agency(self) -> str:
        """The agency that its dateline names."""
        return self._dateline[1]

    @lazy
    def publisher(self) -> str:
        """Whose it is, by its masthead, its agency or its copyright; "" unknown."""
        known = self.agency if self.agency in people.AGENCIES.values() else ""
        masthead = sites.site(self._pieces, self._headline) or mastheads.publisher(self._pieces)
        return masthead or known or mastheads.holder(self._pieces) or self._owner[0] or self.agency

    @lazy
    def inferred(self) -> date | None:
        """The day that its text fixes without stating it."""
        day, year = self._dateline[2], self._owner[1]
        found = dates.with_year(day, year) if day and year else None
        captions = [piece.text for piece in self._pieces if piece.role is Role.CAPTION]
        found = found or dates.infer(self._body[:2], captions)
        return found if found and found <= self._now.date() else None

    @lazy
    def _dateline(self) -> tuple[str, str, str]:
        """Place, agency and day of the first of the first three paragraphs that has them."""
        found = (credit_lines.dateline(text) for text in self._body[:3])
        return next((line for line in found if line[0]), ("", "", ""))

    @lazy
    def _credits(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The authors and the editors whom its credits name."""
        return credit_lines.credits_of(p.text for p in self._pieces if p.role is Role.CREDIT)

    @lazy
    def _owner(self) -> tuple[str, int | None]:
        """Who claims the copyright, and of which year."""
        for piece in reversed(self._pieces):
            if piece.role is Role.CREDIT or piece.reason == "copyright":
                who, year = credit_lines.owner(piece.text)
                if who or year:
                    return who, year
        return "", None


def _bylines(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the bylines nearest above the body, else those right below it.

    Others are those of other articles, in lists.
    """
    signed = [n for n, piece in enumerate(pieces) if piece.role is Role.BYLINE or piece.names]
    body = [number for number, piece in enumerate(pieces) if piece.role is Role.BODY]
    if not signed or not body:
        return []
    above = [number for number in signed if body[0] - _ABOVE <= number <= body[0] + _BELOW]
    end = next((n for n in range(body[-1] + 1, len(pieces)) if _opens(pieces[n])), len(pieces))
    below = [number for number in signed if body[-1] < number <= min(body[-1] + _BELOW, end)]
    among = [number for number in signed if body[0] < number < body[-1]]
    found = above[::-1] or below or among[:1]
    near = found[:1]
    for number in found[1:]:
        if abs(number - near[-1]) <= _TOGETHER:
            near.append(number)
    return [pieces[number] for number in sorted(near)]


def _opens(piece: Piece) -> bool:
    """Tell whether a list of other articles begins with a piece."""
    return piece.kind is BlockKind.HEADING or piece.role is Role.SEE_ALSO
