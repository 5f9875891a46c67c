"""Telling at a glance that a document gives back the article that it was made from.

Whatever is read from a document passes the gate, field by field. Nearly every article that
comes in has passed it already: then one look at all of its JSON is enough.
"""

from __future__ import annotations

from datetime import datetime

from tuinews import limits
from tuinews.model import Article, Block
from tuinews.text import line, safe

_WHOLE = 2**53  # larger numbers are not read


def is_gated(article: Article, written: str) -> bool:
    """Whether `written`, the JSON of an article's document, gives back that very article.

    False says nothing: it has to be read then.
    """
    lines = (article.headline, article.publisher, article.dateline, article.agency)
    more = (*article.authors, *article.editors, *article.see_also, *article.categories)
    reasons = (text for cut in article.cut for text in (cut.reason, cut.was))
    origins = [source.origin for source in article.sources]
    times = [article.published, article.updated, *(source.received for source in article.sources)]
    return (
        bool(article.headline and article.id)
        and all(more)  # an empty one is left out
        and not (article.earlier or article.enclosures or any(cut.was for cut in article.cut))
        and _is_plain(written)
        and all(map(_is_line, (*lines, article.language, *more, *reasons)))
        and _is_line(article.id, limits.ID)
        and all(map(_is_address, (article.url, *origins)))
        and all(when is None or when.tzinfo is not None for when in times)
        and not isinstance(article.published_inferred, datetime)
        and all(abs(cut.line) < _WHOLE for cut in article.cut)
        and all(map(_is_block, article.blocks))
    )


def _is_plain(written: str) -> bool:
    """Whether no text in this JSON would be changed by the gate.

    The only escapes in it are those of quotes and line ends, so that everything else stands
    in it as it is; and the gate leaves alone what is a part of something it leaves alone.
    """
    escapes = written.count("\\")
    if escapes and escapes != written.count('\\"') + written.count("\\n"):
        return False
    return safe(written) == written


def _is_line(text: str, limit: int = limits.LINE) -> bool:
    """Whether `line` leaves a text as it is."""
    if text.isascii() and text.isprintable():
        return len(text) <= limit and "  " not in text and text.strip() == text
    return line(text, limit) == text


def _is_address(text: str) -> bool:
    """Whether an address is kept as it is: one line, without user and password."""
    return "@" not in text and _is_line(text, limits.URL)


def _is_block(block: Block) -> bool:
    if abs(block.line) >= _WHOLE or not 0 <= block.level <= 99 or block.was:
        return False
    if block.marker and not _is_line(block.marker, 20):
        return False
    return all(not span.href or _is_line(span.href, limits.URL) for span in block.spans)
