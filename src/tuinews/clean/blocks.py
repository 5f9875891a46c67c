"""The one shape that captures of all kinds are brought into: pieces, in their order there.

A piece is a paragraph, a line, a list item ... with what its markup tells of it. `roles`
gives each a role; nothing else happens to a piece, so that what is not in the article is in
its cuts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from tuinews.clean import credit_lines, dates, furniture, people, wording
from tuinews.model import Block, BlockKind, Span

_T = TypeVar("_T")


class lazy(Generic[_T]):
    """A property that is worked out once; without the lock of functools.cached_property."""

    def __init__(self, ask: Callable[[Any], _T]) -> None:
        self._ask = ask
        self._name = ask.__name__
        self.__doc__ = ask.__doc__

    def __get__(self, one: object, owner: type | None = None) -> _T:
        """Return the value and leave it in the place of this descriptor."""
        value = one.__dict__[self._name] = self._ask(one)
        return value


_BULLETS = ("- ", "* ", "• ", "· ", "‣ ", "▪ ", "● ", "○ ", "◦ ")


class Role(StrEnum):
    """What a piece turned out to be."""

    OPEN = "open"  # not decided yet
    BODY = "body"
    HEADLINE = "headline"
    DECK = "deck"  # sums the article up below its headline
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"  # names the authors; shown from the article's fields
    DATE = "date"  # tells when; shown from the article's fields
    SEE_ALSO = "see also"  # the headline of another article
    CUT = "cut"


@dataclass
class Piece:
    """One block of a capture: what it says, where it stood, what its markup tells of it."""

    spans: tuple[Span, ...]
    line: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marker: str = ""
    gap: bool = True  # stands apart from the piece before it (a blank line, another container)
    links: float = 0.0  # share of its text that is links, 0 to 1
    caption: bool = False  # the markup says that it is a caption
    day_first: bool = False  # its language reads 5/3/2024 as the fifth of March
    stamp: str = ""  # the exact date that the markup gives for the one shown
    kicker: str = ""  # the section that the markup puts before the headline in it
    hint: str = ""  # a reason to cut that is known beforehand: "menu", "form", "hidden"
    role: Role = Role.OPEN
    reason: str = ""
    names: tuple[str, ...] = ()  # the authors whom it names without saying that it does
    own: furniture.Match | None = None  # why the user's own words call it furniture
    score: float = field(default=0.5)  # how likely it is body text, 0 to 1
    text: str = field(init=False)  # the plain text

    def __post_init__(self) -> None:
        spans = self.spans
        self.text = spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])

    @lazy
    def folded(self) -> str:
        """The text without case and punctuation, to compare with."""
        return wording.fold(self.text)

    @lazy
    def words(self) -> int:
        """How many words it has; a Chinese or Japanese character counts half a word."""
        return wording.count(self.text)

    @lazy
    def caption_parts(self) -> tuple[str, str]:
        """The text without a picture's credit at its end, and that credit; "" for none."""
        return credit_lines.split_caption(self.text)

    @lazy
    def ends(self) -> bool:
        """Whether its last sentence is complete."""
        return wording.ends_sentence(self.text)

    @lazy
    def is_item(self) -> bool:
        """Whether it is an item of a list: by its markup, or by the bullet it begins with."""
        return self.kind is BlockKind.LIST or self.text.startswith(_BULLETS)

    @lazy
    def signed(self) -> tuple[str, ...]:
        """The authors whom it names, if it is a byline."""
        return people.byline(self.text)

    @lazy
    def dated(self) -> dates.Found | None:
        """The first full date in it."""
        return dates.find(self.text, day_first=self.day_first)

    @lazy
    def credit(self) -> bool:
        """Whether it says who reported and edited."""
        return credit_lines.is_credit(self.text)

    @lazy
    def claim(self) -> bool:
        """Whether it does nothing but claim a copyright."""
        return credit_lines.is_copyright(self.text)

    @lazy
    def long_words(self) -> frozenset[str]:
        """Its words of more than four letters, folded."""
        return frozenset(word for word in self.folded.split() if len(word) > 4)

    @lazy
    def furniture(self) -> furniture.Match | None:
        """Why its words are furniture; None if they are not."""
        if self.own is None and furniture.too_long(self.text):
            return None
        known = furniture.standard()
        return self.own or known.label(self.text) or known.match(self.folded)

    def is_headline(self, headline: str) -> bool:
        """Tell whether it is a headline, folded, perhaps behind a section in one heading."""
        if self.folded == headline:
            return True
        return bool(headline) and self.level == 1 and self.folded.endswith(f" {headline}")

    def cut(self, reason: str) -> None:
        """Give it the role of something cut, with the reason in words."""
        self.role, self.reason = Role.CUT, reason

    def block(self) -> Block:
        """Return it as a block of the article."""
        kind = _KINDS.get(self.role, self.kind)
        return Block(kind, self.spans, self.level, self.marker, self.line)


_KINDS = {Role.CAPTION: BlockKind.CAPTION, Role.CREDIT: BlockKind.CREDIT}


def plain(text: str, line: int, **more: object) -> Piece:
    """Return a piece of unstyled text."""
    return Piece((Span(text),), line, **more)  # type: ignore[arg-type]


def try_own(pieces: Iterable[Piece], words: furniture.Furniture | None) -> None:
    """Cut what the user's own furniture words match, whatever else speaks for it."""
    if words is None:
        return
    for piece in pieces:
        piece.own = words.match(piece.folded)
        if piece.own:
            piece.hint = piece.own.reason


def read_dates(pieces: Iterable[Piece], tongue: str) -> None:
    """Read dates as a language (BCP 47; "" unknown) writes them."""
    if dates.is_day_first(tongue):
        for piece in pieces:
            piece.day_first = True
