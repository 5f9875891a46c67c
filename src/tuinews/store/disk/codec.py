"""Articles and states as JSON documents, and back, whatever the documents hold.

Writing leaves out what is empty. Reading never fails on a field: a wrong type is taken as
missing, and every text passes the gate again, for others may have edited the file.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, TypeVar

from tuinews import limits
from tuinews.clock import iso_day, iso_time
from tuinews.model import (
    Article,
    Block,
    BlockKind,
    Cut,
    Emphasis,
    Enclosure,
    Source,
    Span,
    State,
    Version,
)
from tuinews.patterns import pattern
from tuinews.store.disk.fingerprint import fingerprint
from tuinews.store.disk.jsonfile import Document, encoded
from tuinews.text import line, safe

T = TypeVar("T")

_KINDS = {kind.value: kind for kind in BlockKind}
_EMPHASES = {emphasis.value: emphasis for emphasis in Emphasis}
_LOGIN = pattern(r"(?<=://)[^/?#]*@")  # user and password in an address
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


# --- writing ----------------------------------------------------------------------------


def from_article(article: Article) -> Document:
    """Return the document of an article; `to_article` gives the same article back.

    But for a user and password in the addresses that it came from: these are left out.
    """
    blocks = [_from_block(block) for block in article.blocks]
    return {**_above(article), **_filled({"blocks": blocks}), **_below(article)}


def written(article: Article) -> bytes:
    """Return `from_article` as JSON, in half the time: nearly every block is a few words alone."""
    above, below = encoded(_above(article)), encoded(_below(article))
    try:
        blocks = ", ".join(map(_block_written, article.blocks)).encode()
    except UnicodeEncodeError:  # halves of characters
        return encoded(from_article(article))
    parts = [above[1:-1], b'"blocks": [%b]' % blocks if blocks else b"", below[1:-1]]
    return b"{%b}" % b", ".join(filter(None, parts))


def _block_written(block: Block) -> str:
    if _is_plain(block):
        text = encode_basestring(block.spans[0].text)
        return f'{{"kind": "{block.kind}", "text": {text}, "line": {block.line}}}'
    return encoded(_from_block(block)).decode()


def _above(article: Article) -> Document:
    """Return what stands above the text in a document."""
    document = {
        "id": article.id,
        "headline": article.headline,
        "publisher": article.publisher,
        "authors": list(article.authors),
        "editors": list(article.editors),
        "dateline": article.dateline,
        "agency": article.agency,
        "published": stamp(article.published),
        "published_inferred": article.published_inferred and article.published_inferred.isoformat(),
        "updated": stamp(article.updated),
        "url": _public(article.url),
        "language": article.language,
        "summary": article.summary,
    }
    return _filled(document)


def _below(article: Article) -> Document:
    """Return what stands below the text in a document."""
    document = {
        "cut": [_from_cut(cut) for cut in article.cut],
        "see_also": list(article.see_also),
        "enclosures": [_from_enclosure(item) for item in article.enclosures],
        "categories": list(article.categories),
        "sources": [
            {"origin": _public(source.origin), "received": stamp(source.received)}
            for source in article.sources
        ],
        "earlier": [
            {
                "headline": version.headline,
                "blocks": [_from_block(block) for block in version.blocks],
                "until": stamp(version.until),
            }
            for version in article.earlier
        ],
    }
    return _filled(document)


def _public(address: str) -> str:
    """Return an address without user and password."""
    return _LOGIN.sub("", address, count=1) if "@" in address else address


def from_state(state: State) -> Document:
    """Return what differs from the default; {} for the default itself."""
    return _filled(
        {
            "read": stamp(state.read),
            "starred": stamp(state.starred),
            "tags": list(state.tags),
            "note": state.note,
            "position": state.position,
            "opened": state.opened,
            "reached": state.reached,
        }
    )


def stamp(when: datetime | None) -> str | None:
    """Return a time as it is written down: 2021-10-20T14:05:00Z."""
    return _stamp(when) if when else None


@lru_cache(maxsize=1024)  # thousands are marked, or come in, at the same time
def _stamp(when: datetime) -> str:
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _filled(document: Document) -> Document:
    return {name: value for name, value in document.items() if value}


def _is_plain(block: Block) -> bool:
    """Whether a block is a text in one style, and nothing more is to be said of it."""
    if len(block.spans) != 1 or not block.line or block.level or block.marker or block.was:
        return False
    return not (block.spans[0].emphasis or block.spans[0].href)


def _from_block(block: Block) -> Document:
    if _is_plain(block):
        return {"kind": block.kind, "text": block.spans[0].text, "line": block.line}
    plain = len(block.spans) == 1 and not block.spans[0].emphasis and not block.spans[0].href
    content: object = block.text if plain else [_from_span(span) for span in block.spans]
    optional = {
        "level": block.level,
        "marker": block.marker,
        "line": block.line,
        "was": block.was,
    }
    return {"kind": block.kind, "text": content, **_filled(optional)}


def _from_cut(cut: Cut) -> Document:
    said = {"line": cut.line, "text": cut.text, "reason": cut.reason}
    return {**said, "was": cut.was} if cut.was else said


def _from_span(span: Span) -> object:
    if not span.emphasis and not span.href:
        return span.text
    emphasis = sorted(emphasis.value for emphasis in span.emphasis)
    return {"text": span.text, **_filled({"emphasis": emphasis, "href": span.href})}


def _from_enclosure(item: Enclosure) -> Document:
    optional = {"type": item.type, "size": item.size, "duration": item.duration}
    return {"url": item.url} | {name: v for name, v in optional.items() if v not in (None, "")}


# --- reading ----------------------------------------------------------------------------


def to_article(document: Mapping[str, Any]) -> Article | None:
    """Return the article of a document; None where neither headline nor text is in it."""
    blocks = _blocks(document.get("blocks"))
    if not blocks:
        blocks = _paragraphs(document)
    headline = _line(document, "headline") or _line(document, "title")
    if not headline:
        headline = line(blocks[0].text) if blocks else ""
    if not headline:
        return None
    return Article(
        id=_identity(document, headline, blocks),
        headline=headline,
        publisher=_line(document, "publisher"),
        authors=_lines(document, "authors"),
        editors=_lines(document, "editors"),
        dateline=_line(document, "dateline"),
        agency=_line(document, "agency"),
        published=time(document.get("published")),
        published_inferred=_day(document.get("published_inferred")),
        updated=time(document.get("updated")),
        url=_line(document, "url", limits.URL),
        language=_line(document, "language"),
        summary=_text(document.get("summary")),
        blocks=blocks,
        cut=tuple(_each(document.get("cut"), _cut)),
        see_also=_lines(document, "see_also"),
        enclosures=tuple(_each(document.get("enclosures"), _enclosure)),
        categories=_lines(document, "categories"),
        sources=tuple(_each(document.get("sources"), _source)),
        earlier=tuple(_each(document.get("earlier"), _version)),
    )


def to_state(document: Mapping[str, Any]) -> State:
    """Return the state that a document holds; what is not understood is the default."""
    return State(
        read=_mark(document.get("read")),
        starred=_mark(document.get("starred")),
        tags=tuple(dict.fromkeys(_lines(document, "tags"))),
        note=_text(document.get("note")),
        position=_whole(document.get("position")) or 0,
        opened=document.get("opened") is True,
        reached=max(_whole(document.get("reached")) or 0, 0),
    )


def identity_of(document: Mapping[str, Any]) -> str:
    """Return the id that a document states; "" where it states none."""
    value = document.get("id")
    return line(value, limits.ID) if isinstance(value, str) else ""


def indexed_id(document: Mapping[str, Any]) -> str:
    """Return the id under which a document is indexed: stated, or worked out; "" for none."""
    stated = identity_of(document)
    article = None if stated else to_article(document)
    return article.id if article else stated


def time(value: object) -> datetime | None:
    """Return a written time in UTC; None where it is none. A time without zone is UTC."""
    return iso_time(value) if isinstance(value, str) and len(value) <= 40 else None


def _identity(document: Mapping[str, Any], headline: str, blocks: tuple[Block, ...]) -> str:
    said = identity_of(document)
    if said:
        return said
    text = "\n".join([headline, *(block.text for block in blocks)])
    return fingerprint(text.encode()).hex()


def _mark(value: object) -> datetime | None:
    """Return when something was marked; at an unknown time where only "true" stands."""
    return _EPOCH if value is True else time(value)


def _day(value: object) -> date | None:
    return iso_day(value) if isinstance(value, str) else None


def _whole(value: object) -> int | None:
    if isinstance(value, float) and math.isfinite(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53:
        return value
    return None


def _text(value: object) -> str:
    return safe(value) if isinstance(value, str) else ""


def _line(document: Mapping[str, Any], name: str, limit: int = 500) -> str:
    value = document.get(name)
    return line(value, limit) if isinstance(value, str) else ""


def _lines(document: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = document.get(name)
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        return ()
    return tuple(text for item in value if isinstance(item, str) and (text := line(item)))


def _each(value: object, read: Callable[[Document], T | None]) -> Iterator[T]:
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict) and (found := read(item)) is not None:
                yield found


def _blocks(value: object) -> tuple[Block, ...]:
    return tuple(_each(value, _block))


def _paragraphs(document: Mapping[str, Any]) -> tuple[Block, ...]:
    """Return the text of a document that has no blocks: one written by hand."""
    text = _text(document.get("body")) or _text(document.get("text"))
    parts = filter(None, map(str.strip, text.split("\n")))
    return tuple(Block(BlockKind.PARAGRAPH, (Span(part),)) for part in parts)


def _block(item: Document) -> Block | None:
    content = item.get("text")
    if isinstance(content, str):
        spans: tuple[Span, ...] = (Span(safe(content)),)
    elif isinstance(content, list):
        spans = tuple(span for part in content if (span := _span(part)) is not None)
    else:
        return None
    said = item.get("kind")
    kind = _KINDS.get(said, BlockKind.PARAGRAPH) if isinstance(said, str) else BlockKind.PARAGRAPH
    place = item.get("line")
    if len(item) == 3 and "kind" in item and type(place) is int and abs(place) < 2**53:
        return Block(kind, spans, 0, "", place)  # nearly all of them: three times as fast
    return Block(
        kind=kind,
        spans=spans,
        level=min(max(_whole(item.get("level")) or 0, 0), 99),
        marker=_line(item, "marker", 20),
        line=_whole(item.get("line")) or 0,
        was=_line(item, "was", 100),
    )


def _span(part: object) -> Span | None:
    if isinstance(part, str):
        return Span(safe(part))
    if not isinstance(part, dict):
        return None
    said = part.get("emphasis")
    named = [name for name in said if isinstance(name, str)] if isinstance(said, list) else []
    return Span(
        _text(part.get("text")),
        frozenset(_EMPHASES[name] for name in named if name in _EMPHASES),
        _line(part, "href", limits.URL),
    )


def _cut(item: Document) -> Cut:
    text, reason, was = _text(item.get("text")), _line(item, "reason"), _line(item, "was", 20)
    return Cut(_whole(item.get("line")) or 0, text, reason, was if was in _KINDS else "")


def _enclosure(item: Document) -> Enclosure | None:
    url = _line(item, "url", limits.URL)
    size, duration = _whole(item.get("size")), _whole(item.get("duration"))
    return Enclosure(url, _line(item, "type"), size, duration) if url else None


def _source(item: Document) -> Source | None:
    received = time(item.get("received"))
    return Source(_line(item, "origin", limits.URL), received) if received else None


def _version(item: Document) -> Version | None:
    until = time(item.get("until"))
    blocks = _blocks(item.get("blocks"))
    return Version(_line(item, "headline"), blocks, until) if until else None
