"""RSS and Atom to captures: feedparser's reading, in our own terms."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from types import ModuleType
from typing import Any

from tuinews import text
from tuinews.intake import dates
from tuinews.intake.errors import FeedError
from tuinews.intake.feeds import fastpath, markup
from tuinews.intake.feeds.entry import Draft, capture
from tuinews.intake.feeds.parsed import ParsedFeed
from tuinews.intake.feeds.sanitize import sanitized, without_places
from tuinews.intake.url import hide_password, join
from tuinews.model import Enclosure

_SKIPPED = re.compile(r"<skip(Hours|Days)\b[^>]*>(.*?)</skip\1\s*>", re.S | re.I)
_VALUES = re.compile(r"<(?:hour|day)\b[^>]*>\s*([\w]+)\s*</", re.I)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.I)
_NAMED = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\s*\(([^()]+)\)|([^<>@]+?)\s*<[^<>]*@[^<>]*>")
_CUT = re.compile(r"</(?:\w+:)?(?:rss|rdf|feed|channel)\s*>", re.I)

CUT = "the feed is cut: its end is missing"
MALFORMED = "the feed is no sound XML"
UNREAD = "no entry in it can be read"

Fields = dict[str, Any]


def parse(content: str, url: str, received: datetime, *, quickly: bool = True) -> ParsedFeed:
    """Return what the XML in `content` holds. Raises FeedError, and what a parser may raise.

    Without `quickly` feedparser reads all of it; the answer is the same.
    """
    content, notices = sanitized(content)
    plain = fastpath.entries(content) if quickly else None
    found = _read(plain[1] if plain else content)
    feed: Fields = found.get("feed", {})
    entries: list[Fields] = plain[0] if plain else found.get("entries", [])
    if not entries and not _value(feed, "title", "link"):
        raise FeedError("not a feed: it has neither a title nor entries")
    cut = not _CUT.search(content, max(0, len(content) - 4096))
    if cut:
        notices.append(CUT)
    moved = join(url, _value(feed, "newlocation", "itunes_new-feed-url"))
    if moved and moved != url:  # a person decides whether that is followed
        notices.append(f"it says that it has moved to {hide_password(moved)}")
    site = join(url, _value(feed, "link"))
    title = text.line(_title(feed))
    channel_authors = _authors(feed)
    language = text.line(_value(feed, "language"), 35)
    order = dates.order_of([_stated_date(entry)[0] for entry in entries], language)
    drafts = (
        _draft(entry, url, site, title, channel_authors, language, order) for entry in entries
    )
    captures = [capture(draft, url, received) for draft in drafts]
    malformed = cut or (bool(found.get("bozo")) and _ENTRY.search(content) is not None)
    if malformed:  # what has no headline, not even of its first words, is what is left of one
        captures = [one for one in captures if one.stated.headline]
    hours, days = _skipped(content)
    return ParsedFeed(
        captures=tuple(captures),
        kind=str(found.get("version") or ""),
        title=title,
        site=site,
        description=text.line(markup.plain_title(_value(feed, "subtitle"))),
        language=language,
        authors=channel_authors,
        ttl=_ttl(feed),
        skip_hours=hours,
        skip_days=days,
        self_url=_link(feed, "self", url),
        notices=tuple(notices),
        broken=f"{CUT if cut else MALFORMED}; {UNREAD}" if malformed and not captures else "",
    )


def _read(content: str) -> Fields:
    """Return what feedparser makes of `content`; once more without what it fails on."""
    try:
        return _feedparser_read(content)
    except (KeyError, IndexError, TypeError, AttributeError, ValueError):
        return _feedparser_read(without_places(content))


def _feedparser_read(content: str) -> Fields:
    # always a stream: bytes that are a path or an address would be opened
    body = io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>\n' + content.encode("utf-8"))
    parsed: Fields = _feedparser().parse(
        body, sanitize_html=False, resolve_relative_uris=False, response_headers={}
    )
    return parsed


@cache
def _feedparser() -> ModuleType:
    import feedparser  # imported late: only what is no plain feed needs it

    # its own readings of odd dates are slow and sometimes wrong, and ours are used
    feedparser.registerDateHandler(lambda _: (1970, 1, 1, 0, 0, 0, 3, 1, 0))
    module: ModuleType = feedparser
    return module


def _draft(
    entry: Fields,
    url: str,
    site: str,
    title: str,
    channel_authors: tuple[str, ...],
    language: str,
    order: dates.Order,
) -> Draft:
    link = _entry_link(entry, url)
    content, content_base = _content(entry)
    summary, summary_base = _fragment(dict.get(entry, "summary_detail"))
    source: Fields = dict.get(entry, "source") or {}
    published, updated = _stated_date(entry)
    base = link or site or url
    return Draft(
        guid=_value(entry, "id"),
        link=link,
        title=_title(entry),
        content=markup.absolute(content, join(url, content_base) or base),
        summary=markup.absolute(summary, join(url, summary_base) or base),
        authors=_authors(entry) or channel_authors,
        publisher=_title(source) or title,
        published=dates.parse(published, order),
        updated=dates.parse(updated, order),
        language=_language(entry) or language,
        enclosures=_enclosures(entry, base),
        categories=_categories(entry),
    )


def _value(fields: Fields, *keys: str) -> str:
    """Return the first of the fields that says something; by dict.get, for feedparser's own
    answers to "updated" with "published"."""
    for key in keys:
        if value := dict.get(fields, key):
            return str(value)
    return ""


def _title(fields: Fields) -> str:
    detail: Fields = dict.get(fields, "title_detail") or {}
    value = _value(fields, "title")
    return markup.plain_title(value, _value(detail, "type"))


def _entry_link(entry: Fields, url: str) -> str:
    """Return the address of the article: never a guid that is no address."""
    if original := join(url, _value(entry, "feedburner_origlink")):
        return original
    for wanted in ("alternate", "", "related", "via"):
        for link in dict.get(entry, "links") or []:
            rel = _value(link, "rel")
            if rel == wanted and (found := join(url, _value(link, "href"))):
                return found
    first = _value(entry, "link").strip()
    guid = dict.get(entry, "id") == first
    return join("" if guid else url, first)


def _content(entry: Fields) -> tuple[str, str]:
    """Return the longest of the entry's texts as an HTML fragment, and its base."""
    found = [_fragment(part) for part in dict.get(entry, "content") or []]
    return max(found, key=lambda part: len(part[0]), default=("", ""))


def _fragment(detail: Fields | None) -> tuple[str, str]:
    if not detail:
        return "", ""
    value, kind = _value(detail, "value"), _value(detail, "type")
    if kind == "text/plain" and not markup.has_tags(value):
        value = markup.from_plain(value)
    elif kind and kind not in {"text/plain", "text/html", "application/xhtml+xml", "html", "xhtml"}:
        value = value if markup.has_tags(value) else markup.from_plain(value)
    elif not markup.has_tags(value):
        value = markup.paragraphs(value)
    return value, _value(detail, "base")


def _authors(fields: Fields) -> tuple[str, ...]:
    people: Iterable[Fields] = dict.get(fields, "authors") or []
    names = [_value(person, "name", "email") for person in people]
    if len(names) < 2:  # as written: feedparser cuts addresses at the fourth letter of their end
        names = [_value(fields, "author") or "".join(names)]
    shown = []
    for name in names:
        found = _NAMED.fullmatch(name.strip())
        one = text.line(markup.plain_title((found[1] or found[2]) if found else name))
        if one and one not in shown:
            shown.append(one)
    return tuple(shown)


def _stated_date(entry: Fields) -> tuple[str, str]:
    """Return the dates of publication and of change, as written."""
    published = _value(entry, "published", "created")
    updated = _value(entry, "updated")
    return published or updated, updated if published else ""


def _language(entry: Fields) -> str:
    details = [*(dict.get(entry, "content") or []), dict.get(entry, "summary_detail") or {}]
    found = [text.line(_value(part, "language"), 35) for part in details]
    return next((language for language in found if language), "")


def _enclosures(entry: Fields, base: str) -> tuple[Enclosure, ...]:
    duration = _seconds(_value(entry, "itunes_duration"))
    found: dict[str, Enclosure] = {}
    parts = [
        *(link for link in dict.get(entry, "links") or [] if dict.get(link, "rel") == "enclosure"),
        *(dict.get(entry, "media_content") or []),
    ]
    for part in parts:
        address = join(base, _value(part, "href", "url"))
        flash = _value(part, "type") == "application/x-shockwave-flash"  # nothing plays it now
        if address and address not in found and not flash:
            size = _value(part, "length", "filesize")
            own = _seconds(_value(part, "duration"))
            kind = text.line(_value(part, "type"), 100)
            number = int(size) if size.isdecimal() and len(size) < 16 else 0
            found[address] = Enclosure(address, kind, number or None, own or duration)
    return tuple(found.values())[:100]


def _seconds(value: str) -> int | None:
    """Return a duration in seconds: "3725", "62:05", "1:02:05"."""
    parts = value.strip().partition(".")[0].split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isdecimal() and len(part) < 8 for part in parts):
        return None
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    return total or None


def _categories(entry: Fields) -> tuple[str, ...]:
    names = []
    for tag in dict.get(entry, "tags") or []:
        name = text.line(markup.plain_title(_value(tag, "label", "term")), 100)
        if name and name not in names:
            names.append(name)
    return tuple(names[:100])


def _link(feed: Fields, rel: str, url: str) -> str:
    links: list[Fields] = dict.get(feed, "links") or []
    found = [join(url, _value(link, "href")) for link in links if dict.get(link, "rel") == rel]
    return found[0] if found else ""


def _ttl(feed: Fields) -> int | None:
    """Return the minutes that the publisher asks for, by ttl or by sy:updatePeriod."""
    stated = _value(feed, "ttl").strip()
    if stated.isdecimal() and len(stated) < 8:
        return int(stated) or None
    period = _PERIODS.get(_value(feed, "sy_updateperiod").strip().lower())
    times = (_value(feed, "sy_updatefrequency") or "1").strip()
    if period is None or not times.isdecimal() or not 0 < int(times[:6]) <= period:
        return None
    return period // int(times[:6])


def _skipped(content: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return skipHours and skipDays, which feedparser does not keep apart."""
    first = _ENTRY.search(content)
    hours: set[int] = set()
    days: set[int] = set()
    for found in _SKIPPED.finditer(content[: first.start()] if first else content):
        values = _VALUES.findall(found[2])
        hours |= {int(v) % 24 for v in values if v.isdecimal() and len(v) <= 2 and int(v) <= 24}
        days |= {_DAYS.index(value.lower()) for value in values if value.lower() in _DAYS}
    return frozenset(hours), frozenset(days)
