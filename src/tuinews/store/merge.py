"""Deciding what an article that comes in is: new, known, or known with another text.

Pure functions over values.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from tuinews import overrides
from tuinews.model import Article, Source, Version
from tuinews.patterns import pattern
from tuinews.store.disk.fingerprint import fingerprint
from tuinews.store.highlight import SPACELESS, plain_words

LEAST_WORDS = 20  # a shorter text alone does not say that two articles are the same
APART = timedelta(days=3)  # the same text further apart is a column that repeats itself

_SPACELESS = pattern(f"[{SPACELESS}]")
_LETTERS = pattern(r"\w+")
_AROUND = pattern(r"^https?://(?:www\.)?|[?#].*|/+$")
_BLANKS = bytes(32 if chr(code).isspace() else 46 for code in range(256))
_MAX_SOURCES = 50


def text_fingerprint(article: Article) -> int:
    """Return a 63-bit number for the text of an article; spaces, signs and case are no matter."""
    text = f"{article.headline}\n{article.body or article.summary}".casefold()
    plain = plain_words(text)
    words = b" ".join(plain) if plain is not None else " ".join(_LETTERS.findall(text)).encode()
    return int.from_bytes(fingerprint(words), "big") >> 1


def count_words(text: str) -> int:
    """Return the number of words in a text; of scripts without spaces, about as many."""
    if text.isascii():  # as many as there are letters behind blanks: no word has to be made
        return (b" " + text.encode().translate(_BLANKS)).count(b" .")
    return len(text.split()) + len(_SPACELESS.findall(text)) // 2


def stated_date(article: Article) -> datetime | None:
    """Return when an article was published, as it states or as it was inferred."""
    if article.published is not None:
        return article.published
    if article.published_inferred is not None:
        return datetime.combine(article.published_inferred, time(12), UTC)
    return None


def is_undated(article: Article) -> bool:
    """Whether no time tells when an article was published: a page or text without a date.

    What a feed brought was published about when it came in.
    """
    if stated_date(article) is not None:
        return False
    page = _bare(article.url)
    origins = (source.origin for source in article.sources)
    return not any(o.startswith(("http://", "https://")) and _bare(o) != page for o in origins)


def _bare(url: str) -> str:
    """Return an address without what may differ between two ways to write it."""
    return _AROUND.sub("", url.casefold())


def alike(known: tuple[str, int | None], found: tuple[str, int | None]) -> bool:
    """Whether two articles with the same text, not a short one, are one and the same.

    Given are their publishers, and when they were published, in seconds.
    """
    if len({known[0].casefold(), found[0].casefold()} - {""}) > 1:
        return False
    if known[1] is None or found[1] is None:
        return True
    return abs(known[1] - found[1]) <= APART.total_seconds()


def with_sources(known: Article, found: Article) -> Article:
    """Return the known article with the ways on which it came again, and what it lacked."""
    origins = {source.origin for source in known.sources}
    more = tuple(source for source in found.sources if source.origin not in origins)
    return replace(
        known,
        sources=_some(known.sources + more),
        publisher=known.publisher or found.publisher,
        authors=known.authors or found.authors,
        published=known.published or found.published,
        url=known.url or found.url,
        enclosures=known.enclosures or found.enclosures,
        categories=known.categories or found.categories,
    )


def changed(known: Article, found: Article, now: datetime) -> Article | None:
    """Return what an article is after another text came under its id; None: it stays.

    The earlier text is kept as a version. A teaser never takes the place of the whole
    text, and the whole text that follows a teaser is no change by the publisher. What the
    user moved between kept and cut is moved in the new text too.
    """
    came, found = found, overrides.carried(known, found)
    if found is not came and text_fingerprint(found) == text_fingerprint(known):
        return None
    old, new = _plain(known), _plain(found)
    if len(new) < len(old) and _part_of(new, old):
        return None
    teaser = len(old) * 2 < len(new) and _part_of(old, new)
    version = Version(known.headline, known.blocks, now)
    earlier = known.earlier if teaser else (*known.earlier, version)
    whole = with_sources(found, known)
    sources = with_sources(known, found).sources
    published = found.published or known.published
    return replace(whole, id=known.id, earlier=earlier, sources=sources, published=published)


def _plain(article: Article) -> str:
    return " ".join(_LETTERS.findall((article.body or article.summary).casefold()))


def _part_of(part: str, whole: str) -> bool:
    """Whether `part` stands in `whole`; its last words may be cut off."""
    return part.rpartition(" ")[0] in whole if len(part) > 40 else part in whole


def _some(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    return sources[:_MAX_SOURCES]
