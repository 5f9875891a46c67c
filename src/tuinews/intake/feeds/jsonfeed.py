"""JSON Feed 1 and 1.1 to captures. A wrong type costs its field or item, not the feed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from tuinews import limits, text
from tuinews.intake import dates
from tuinews.intake.errors import FeedError
from tuinews.intake.feeds import markup
from tuinews.intake.feeds.entry import Draft, capture
from tuinews.intake.feeds.parsed import ParsedFeed
from tuinews.intake.url import join
from tuinews.model import Capture, Enclosure

Fields = dict[str, object]


def parse(content: str, url: str, received: datetime) -> ParsedFeed:
    """Return what the JSON in `content` holds. Raises FeedError."""
    feed = _load(content)
    if not isinstance(feed, dict):
        raise FeedError("not a JSON feed: no object")
    items = feed.get("items")
    if not isinstance(items, list):
        raise FeedError("not a JSON feed: it has no list of items")
    site = join(url, _string(feed, "home_page_url"))
    title = text.line(_string(feed, "title"))
    language = text.line(_string(feed, "language"), 35)
    authors = _authors(feed)
    notices = []
    if len(items) > limits.ENTRIES:
        over, items = len(items) - limits.ENTRIES, items[: limits.ENTRIES]
        notices.append(f"{over:,} entries left out: a feed may bring {limits.ENTRIES:,}")
    captures: list[Capture] = []
    for item in items:
        if isinstance(item, dict) and (draft := _draft(item, url, site)):
            draft = _filled(draft, title, authors, language)
            captures.append(capture(draft, url, received))
    if bad := len(items) - len(captures):
        notices.append(f"{bad:,} items left out: they are not what an item has to be")
    return ParsedFeed(
        captures=tuple(captures),
        kind="json11" if "1.1" in _string(feed, "version") else "json10",
        title=title,
        site=site,
        description=text.line(_string(feed, "description")),
        language=language,
        authors=authors,
        self_url=join(url, _string(feed, "feed_url")),
        notices=tuple(notices),
        broken=notices[-1] if items and not captures else "",
    )


def _load(content: str) -> object:
    try:
        return json.loads(content, parse_constant=lambda _: None, parse_int=_integer)
    except RecursionError:
        raise FeedError("not read: nested too deep") from None
    except json.JSONDecodeError as error:
        cut = error.pos >= len(content.rstrip()) or error.msg.startswith("Unterminated")
        reason = "the JSON is cut" if cut else f"invalid JSON in line {error.lineno}"
        raise FeedError(f"not a JSON feed that can be read: {reason}") from None


def _integer(digits: str) -> int | str:
    """Return a number; one of thousands of digits, which Python refuses, as it is written."""
    return int(digits) if len(digits) < 400 else digits


def _draft(item: Fields, url: str, site: str) -> Draft | None:
    link = join(site or url, _string(item, "url")) or join(url, _string(item, "external_url"))
    base = link or site or url
    content = markup.absolute(_string(item, "content_html"), base)
    if not content:
        content = markup.from_plain(_string(item, "content_text"))
    title, summary = _string(item, "title"), markup.from_plain(_string(item, "summary"))
    if not (link or content.strip() or title.strip() or summary.strip()):
        return None
    picture = join(base, _string(item, "image"))
    return Draft(
        guid=_identity(item),
        link=link,
        title=title,
        content=content,
        summary=summary,
        authors=_authors(item),
        published=dates.parse(_string(item, "date_published")),
        updated=dates.parse(_string(item, "date_modified")),
        language=text.line(_string(item, "language"), 35),
        enclosures=_attachments(item, base) or ((Enclosure(picture, "image"),) if picture else ()),
        categories=_strings(item.get("tags")),
    )


def _filled(draft: Draft, title: str, authors: tuple[str, ...], language: str) -> Draft:
    """Return the draft with what the feed says where the item says nothing."""
    return replace(
        draft,
        publisher=title,
        authors=draft.authors or authors,
        language=draft.language or language,
    )


def _string(fields: Fields, key: str) -> str:
    value = fields.get(key)
    return text.safe(value) if isinstance(value, str) else ""


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    names = [text.line(name, 100) for name in value[:100] if isinstance(name, str)]
    return tuple(dict.fromkeys(name for name in names if name))


def _identity(item: Fields) -> str:
    """Return the id: a string, or, as some feeds have it, a number."""
    value = item.get("id")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return _string(item, "id")


def _authors(fields: Fields) -> tuple[str, ...]:
    people = fields.get("authors")
    if not isinstance(people, list) or not people:
        people = [fields.get("author")]  # of version 1
    names = []
    for person in people[:100]:
        name = _string(person, "name") if isinstance(person, dict) else person
        if isinstance(name, str) and (shown := text.line(name)) and shown not in names:
            names.append(shown)
    return tuple(names)


def _attachments(item: Fields, base: str) -> tuple[Enclosure, ...]:
    parts = item.get("attachments")
    found = []
    for part in parts[:100] if isinstance(parts, list) else []:
        if isinstance(part, dict) and (address := join(base, _string(part, "url"))):
            kind = text.line(_string(part, "mime_type"), 100)
            size, seconds = _count(part, "size_in_bytes"), _count(part, "duration_in_seconds")
            found.append(Enclosure(address, kind, size, seconds))
    return tuple(found)


def _count(fields: Fields, key: str) -> int | None:
    value = fields.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e15:
        return None
    return int(value)
