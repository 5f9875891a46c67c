"""A page of the article pane, and the items that stand on it, before anybody knows how wide it is.

Places in an article are offsets into `Article.body`: the same in the page and in the x-ray,
whatever the width. What is not body (head, captions, cut lines) has the offset of the
text that follows it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from tuinews.model import Article, Block, Cut, Emphasis, State
from tuinews.values import dataclass


class Look(StrEnum):
    """How an item of the page is drawn; each is the component class `reader--<look>`."""

    HEADLINE = "headline"
    DECK = "deck"
    META = "meta"
    NOTE = "note"
    RULE = "rule"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    CAPTION = "caption"
    CREDIT = "credit"
    CUT = "cut"
    FOLD = "fold"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Removed:
    """Sentences that a publisher took out, one after the other."""

    number: int  # of all that were taken out
    at: int  # the offset into the body behind which they stood
    text: str
    apart: bool  # they began a paragraph of their own


@dataclass(frozen=True, slots=True)
class Page:
    """An article as it is to be shown."""

    article: Article
    state: State = field(default_factory=State)
    terms: tuple[str, ...] = ()  # folded words and phrases whose hits are marked
    xray: bool = False  # whether it opens as an x-ray
    note: str = ""  # a line under the head: "6 of 24 sentences were new to you"
    changed: str = ""  # another: how much its publisher has changed
    copies: str = ""  # another: who has the same text
    told: tuple[tuple[int, int], ...] = ()  # ranges of the body that are dimmed
    partly: tuple[tuple[int, int], ...] = ()  # and those that are dimmed by half
    fresh: tuple[tuple[int, int], ...] = ()  # ranges of the body to jump to
    removed: tuple[Removed, ...] | None = None  # with `fresh`, what was changed; None: not shown
    differs: tuple[tuple[int, int], ...] = ()  # ranges that stand otherwise in what was read
    others: tuple[str, ...] = ()  # of each of these, what was read in its place, in words
    through: tuple[str, ...] = ()  # names of the feeds that brought it, where they are several
    teaser: bool = False  # it seems to be but the beginning of the article
    now: datetime | None = None  # for "today" and "yesterday"; None: dates only
    came: datetime | None = None  # when it came in, where it is undated
    publisher: str = ""  # as its feed is called now; "" as the article says


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of an item's text with an emphasis or a link of its own."""

    start: int
    end: int
    emphasis: frozenset[Emphasis] = frozenset()
    href: str = ""  # normalised, http or https; "" for no link


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of the page that begins on a line of its own."""

    key: tuple[str, int]  # what it is, whatever page it stands on: ("block", 3), ("cut", 0)
    look: Look
    text: str  # safe to draw
    marks: tuple[Mark, ...] = ()
    lead: str = ""  # drawn before the first line
    hang: str = ""  # drawn before the others; as wide as `lead`
    gap: bool = True  # whether a blank line parts it from what stands above
    offset: int = 0  # where it begins in the body
    length: int = 0  # how much of the body it is
    places: tuple[int, ...] | None = None  # place in `text` of each place of the body, if not equal
    source: Block | Cut | None = None
    reason: str = ""  # in the x-ray, why it was cut
    count: int = 1  # of a fold, how many lines it stands for
    least: int = 1  # rows that it takes at least, for what stands beside it

    def place(self, offset: int) -> int:
        """Return where an offset into the body stands in `text`."""
        inside = max(0, min(self.length, offset - self.offset))
        return self.places[inside] if self.places else min(inside, len(self.text))

    def body_offset(self, place: int) -> int:
        """Return the offset into the body of a place in `text`."""
        if not self.length:
            return self.offset
        if self.places:
            return self.offset + max(0, bisect_right(self.places, place) - 1)
        return self.offset + min(place, self.length)
