"""What is done with foreign bytes: in a worker, which may be killed. From bytes to articles."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tuinews import clean
from tuinews.clean import identity
from tuinews.clean.furniture import Furniture
from tuinews.intake.feeds import parser
from tuinews.intake.feeds.parsed import ParsedFeed
from tuinews.model import Article, Capture, Source, TuinewsError
from tuinews.refresh import cleanrules
from tuinews.store.index.fields import PreparedArticle, prepare
from tuinews.values import dataclass

AT_ONCE = 400  # entries that one job cleans


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed."""

    digest: bytes  # by which it is recognised when it comes again
    prepared: (
        PreparedArticle | None
    )  # its article; None: it was there before, or there is nothing in it

    @property
    def article(self) -> Article | None:
        """The article itself."""
        return self.prepared.article() if self.prepared else None


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """A feed that was read: itself, and its entries."""

    parsed: ParsedFeed  # without its captures
    entries: tuple[FeedEntry, ...]
    rest: tuple[Capture, ...] = ()  # entries that are not cleaned yet


def read_feed(
    body: bytes,
    url: str,
    received: datetime,
    content_type: str,
    names: tuple[str, str],
    known: frozenset[bytes],
    rules: str = "",
) -> ReadFeed:
    """Return what the feed in `body`, fetched from `url`, holds. Raises FeedError.

    `names` are the address that its entries are identified by, and the one that they are
    noted under; entries whose digest is in `known` are not cleaned again. `rules` is the
    file of the user's own furniture words.
    """
    parsed = parser.parse(body, url, received, content_type)
    captures = [replace(one, feed=names[0], origin=names[1]) for one in parsed.captures]
    digests = [digest(one) for one in captures]
    new = [capture for capture, mark in zip(captures, digests, strict=True) if mark not in known]
    old = tuple(FeedEntry(mark, None) for mark in digests if mark in known)
    marks = [mark for mark in digests if mark not in known]
    first = _clean(new[:AT_ONCE], marks, rules)
    return ReadFeed(replace(parsed, captures=()), old + first, tuple(new[AT_ONCE:]))


def clean_all(captures: Sequence[Capture], rules: str = "") -> tuple[FeedEntry, ...]:
    """Return the articles of entries. Raises FeedError for a file of words that is none."""
    return _clean(captures, [digest(one) for one in captures], rules)


def _clean(
    captures: Sequence[Capture], marks: Sequence[bytes], rules: str
) -> tuple[FeedEntry, ...]:
    own = cleanrules.load(rules)
    found = (article_of(one, own) for one in captures)
    return tuple(
        FeedEntry(mark, prepare(article) if article else None)
        for mark, article in zip(marks, found, strict=False)
    )


def article_of(capture: Capture, own: Furniture | None = None) -> Article | None:
    """Return the article of an entry; its headline alone where it has no text."""
    try:
        return clean.clean(capture, own)
    except TuinewsError:
        return _bare(capture)


def digest(capture: Capture) -> bytes:
    """Return what an entry is recognised by when it comes again just as it is."""
    said = f"{capture.url}\0{capture.text}\0{capture.stated}"
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=12).digest()


def _bare(capture: Capture) -> Article | None:
    """Return the article of an entry that is a headline and perhaps a link, no more."""
    stated = capture.stated
    if not stated.headline:
        return None
    named = identity.of_article(
        url=capture.url, feed=capture.feed, guid=stated.guid, headline=stated.headline, body=""
    )
    return Article(
        id=named,
        headline=stated.headline,
        publisher=stated.publisher,
        authors=stated.authors,
        published=stated.published,
        updated=stated.updated,
        url=capture.url,
        language=stated.language,
        enclosures=stated.enclosures,
        categories=stated.categories,
        sources=(Source(capture.origin, capture.received),),
    )
