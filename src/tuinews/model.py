"""The values that flow through tuinews, from what came in to what is shown.

Everything here is frozen and compares by value. Times are aware and in UTC (a page's own
time of publication keeps the offset that it states until it is stored); a time that no
source states is ``None``, never invented.
"""

from __future__ import annotations

import re
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from tuinews.values import dataclass


class TuinewsError(Exception):
    """Base of all our errors: a sentence that names what failed and says what to do next."""


# --- what came in -----------------------------------------------------------------------


class CaptureKind(StrEnum):
    """How a capture has to be read."""

    TEXT = "text"  # a plain-text dump of a page
    PAGE = "page"  # a whole HTML page
    ENTRY = "entry"  # an HTML fragment out of a feed: content already


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A media file that a feed entry or page points to."""

    url: str
    type: str = ""
    size: int | None = None  # bytes
    duration: int | None = None  # seconds


@dataclass(frozen=True, slots=True)
class Stated:
    """What the channel says about a capture beside its text: the fields of a feed entry."""

    guid: str = ""
    headline: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""
    summary: str = ""  # an HTML fragment
    enclosures: tuple[Enclosure, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capture:
    """Something that came in, as it came, its bytes decoded once."""

    kind: CaptureKind
    text: str
    origin: str  # the file's path or the URL it was fetched from, or "standard input"
    received: datetime
    url: str = ""  # the address of the article itself, where the channel knows it
    feed: str = ""  # the URL of the feed it came through
    stated: Stated = field(default_factory=Stated)


# --- where it comes from ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What the user set for one feed; the defaults are what is not written down."""

    interval: int = 0  # minutes between two refreshes; 0 as configured for all
    muted: bool = False  # refreshed, but not counted and not announced
    full_text: bool = False  # fetch the page behind each entry
    keep_days: int = 0  # retention; 0 as configured for all
    keep_count: int = 0
    user: str = ""
    password_command: tuple[str, ...] = ()  # argv of a program that prints it
    password_file: str = ""
    cookie: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    user_agent: str = ""
    proxy: str = ""  # "" as the environment says, "none", or its address
    verify: bool = True  # certificates
    private: bool = False  # may lie on this machine or in a private network


@dataclass(frozen=True, slots=True)
class Feed:
    """A subscription: what the user keeps of it, and what the last refreshes found."""

    url: str
    title: str = ""  # the user's own name for it
    stated_title: str = ""  # as the feed calls itself
    site: str = ""
    description: str = ""
    folders: tuple[tuple[str, ...], ...] = ()  # paths; the first is where it is shown
    tags: tuple[str, ...] = ()
    settings: FeedSettings = field(default_factory=FeedSettings)
    disabled: str = ""  # why it is never fetched: "a private address", "exec: is not run"
    attributes: tuple[tuple[str, str], ...] = ()  # what other programs' lists said beside
    added: datetime | None = None
    former: tuple[str, ...] = ()  # addresses it had before it moved, oldest first
    called: tuple[str, ...] = ()  # as it, or its account, called itself before, oldest first
    etag: str = ""
    modified: str = ""
    digest: str = ""  # of the last body: the same is not parsed again
    ttl: int = 0  # minutes, as stated
    skip_hours: tuple[int, ...] = ()  # UTC
    skip_days: tuple[int, ...] = ()  # Monday is 0
    checked: datetime | None = None
    changed: datetime | None = None  # when it last brought a body
    due: datetime | None = None  # None: at once
    wait_until: datetime | None = None  # the host asked to be left alone until then
    notice: str = ""  # what its last answer said beside its entries: that it moved, was cut
    error: str = ""
    failures: int = 0  # in a row
    failing_since: datetime | None = None
    gone: bool = False  # the server said so: 410
    stream: str = ""  # what the account calls it that it is read through; "" of one's own

    @property
    def name(self) -> str:
        """What it is called on the screen; never with a password that its address holds."""
        return self.title or self.stated_title or re.sub(r"//[^/?#]*@", "//", self.url)

    @property
    def folder(self) -> tuple[str, ...]:
        """Where it is shown; () at the top."""
        return self.folders[0] if self.folders else ()


# --- an article -------------------------------------------------------------------------


class Emphasis(StrEnum):
    """Inline emphasis of a span."""

    STRONG = "strong"
    EM = "em"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style, perhaps a link."""

    text: str
    emphasis: frozenset[Emphasis] = frozenset()
    href: str = ""


class BlockKind(StrEnum):
    """What a block of an article is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST = "list"  # one item of a list
    CODE = "code"
    TABLE = "table"  # one row a line, cells parted by tabs
    CAPTION = "caption"
    CREDIT = "credit"  # who reported, photographed, owns: "(Reporting by ...)", "© 2021 ..."


#: Blocks that are the text of the article; captions and credits stand beside it.
BODY_KINDS = frozenset(BlockKind) - {BlockKind.CAPTION, BlockKind.CREDIT}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item ... of an article."""

    kind: BlockKind
    spans: tuple[Span, ...]
    level: int = 0  # of a heading 1 to 6; of a list item or quote its depth, from 0
    marker: str = ""  # of an ordered list item its number as shown: "3."; else ""
    line: int = 0  # where it began in the capture: a line or block number from 1; 0 unknown
    was: str = ""  # why it was cut, until the user kept it

    @property
    def text(self) -> str:
        """The block's plain text."""
        spans = self.spans
        return spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])


@dataclass(frozen=True, slots=True)
class Cut:
    """A line of the capture that cleaning took out of the article."""

    line: int  # where it stood in the capture: a line or block number, from 1
    text: str
    reason: str  # in words that a person understands: "advert", "read-next list"
    was: str = ""  # the kind of block that it was, until the user cut it


@dataclass(frozen=True, slots=True)
class Source:
    """A way by which an article reached the user."""

    origin: str  # a file's path, a page's URL, or a feed's URL
    received: datetime


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article. Every visible line of its capture is in it or in ``cut``."""

    id: str
    headline: str
    publisher: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    dateline: str = ""  # the place: "BRUSSELS"
    agency: str = ""  # the wire service named with the place: "Reuters"
    published: datetime | None = None  # as the capture states it
    published_inferred: date | None = None  # read between the lines; see clean.dates
    updated: datetime | None = None
    url: str = ""
    language: str = ""  # BCP 47, "en"; "" unknown
    summary: str = ""
    blocks: tuple[Block, ...] = ()
    cut: tuple[Cut, ...] = ()
    see_also: tuple[str, ...] = ()  # headlines that a "read next" list carried
    enclosures: tuple[Enclosure, ...] = ()
    categories: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    earlier: tuple[Version, ...] = ()  # its text before the publisher changed it, oldest first

    @property
    def body(self) -> str:
        """The text of the article, a block a line; no captions, no credits."""
        return "\n".join(block.text for block in self.blocks if block.kind in BODY_KINDS)


@dataclass(frozen=True, slots=True)
class Version:
    """What an article said until its publisher changed it."""

    headline: str
    blocks: tuple[Block, ...]
    until: datetime  # when the changed text was first seen


# --- what the user did ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class State:
    """What the user did with an article. The default is what is not written down."""

    read: datetime | None = None
    starred: datetime | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    #: Where it was left: an offset in characters into `Article.body`; below 0, above the text.
    position: int = 0
    opened: bool = False  # it is read since it was opened: as far as `reached`, else wholly
    reached: int = 0  # the furthest that was scrolled past: an offset into `Article.body`


@dataclass(frozen=True, slots=True)
class Marked:
    """An article together with what its user did with it, as it comes from another library."""

    article: Article
    state: State


# --- how articles belong together -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Related:
    """That another article belongs to this one, and why."""

    id: str
    score: float  # 0 to 1
    same_story: bool
    reasons: tuple[str, ...]  # "Stoltenberg", "eight expelled", "1 shared quote"
    copy: float = 0.0  # how much of the shorter text stands in the longer, where that is much


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that report the same events."""

    id: str
    articles: tuple[str, ...]  # ids, newest first
