"""What a page says about itself: JSON-LD, Open Graph and its kin, and the marks in its body."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from tuinews.clean import dates, people, wording
from tuinews.text import line, safe

MAX_JSON = 2_000_000
MAX_NODES = 5_000

_ARTICLE = re.compile(
    r"(?i)(?:article|posting|report|newsarticle|blogposting|review|recipe)$|^(?:webpage|itempage|videoobject|podcastepisode|event|product)$"
)
_STRONG = re.compile(r"(?i)(?:article|posting|report|review|recipe)$")
_URL_DATE = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|\D|$)"
)


@dataclass(slots=True)
class Metadata:
    """What a page states; "" and None where it states nothing."""

    headlines: list[str] = field(default_factory=list)  # candidates, the surest first
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    url: str = ""
    language: str = ""
    summary: str = ""
    categories: tuple[str, ...] = ()


def read(root: HtmlElement, url: str, now: datetime) -> Metadata:
    """Return what the page below `root`, fetched from `url` ("" unknown), states of itself."""
    metas = _metas(root)
    items = list(_json_ld(root))
    main = _main_item(items)
    found = Metadata()
    found.headlines = _headlines(root, metas, main)
    found.authors = _authors(root, metas, main, items)
    found.publisher = _publisher(metas, main, items)
    found.published = _date(now, _published(root, metas, main))
    found.updated = _date(now, _updated(metas, main))
    if found.published and found.updated and found.updated <= found.published:
        found.updated = None
    found.url = _url(root, metas, url)
    if found.published is None:
        found.published = _date(now, _url_dates(found.url or url))
    found.language = _language(root, metas, main)
    found.summary = line(_first(metas, "og:description", "description", "twitter:description"), 600)
    return found


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    """Return the page's meta elements by folded name or property."""
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        value = (meta.get("content") or "").strip()
        if name and value:
            found.setdefault(name.strip().lower(), []).append(value)
    return found


def _first(metas: dict[str, list[str]], *names: str) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _json_ld(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD, graphs and lists unfolded."""
    count = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip()[:MAX_JSON]
        stack: list[Any] = [_loads(text)]
        while stack and count < MAX_NODES:
            value = stack.pop()
            count += 1
            if isinstance(value, list):
                stack.extend(reversed(value))
            elif isinstance(value, dict):
                yield value
                stack.extend(
                    value[key]
                    for key in ("mainEntity", "mainEntityOfPage", "@graph")
                    if key in value
                )


def _loads(text: str) -> Any:
    """Return the value of a JSON text, forgiving comments and raw line ends; None if hopeless."""
    text = re.sub(
        r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*;?\s*$",
        "",
        text,
    )
    for attempt in (text, text.rstrip(";, \n"), re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(item: dict[str, Any]) -> list[str]:
    kind = item.get("@type", "")
    return [str(one) for one in kind] if isinstance(kind, list) else [str(kind)]


def _main_item(items: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the object that describes the article."""

    def rank(item: dict[str, Any]) -> int:
        strong = any(_STRONG.search(kind) for kind in _types(item))
        weak = any(_ARTICLE.search(kind) for kind in _types(item))
        filled = sum(key in item for key in ("headline", "datePublished", "author", "articleBody"))
        return (8 * strong + 2 * weak + filled) if weak or strong else 0

    best = max(items, key=rank, default={})
    return best if best and rank(best) else {}


def _strings(value: Any, *keys: str) -> list[str]:
    """Return the texts in a JSON-LD value: itself, its items, or these keys of its objects."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for one in value[:50] for text in _strings(one, *keys)]
    if isinstance(value, dict):
        return [text for key in keys if key in value for text in _strings(value[key], *keys)][:1]
    return []


def _headlines(root: HtmlElement, metas: dict[str, list[str]], main: dict[str, Any]) -> list[str]:
    """Return candidates for the headline, the surest first."""
    found = [_unescape(text) for text in _strings(main.get("headline"))[:1]]
    found += [
        _unescape(metas[name][0])
        for name in ("og:title", "twitter:title", "dc.title", "headline")
        if name in metas
    ]
    found += [_unescape(text) for text in _strings(main.get("name"))[:1]]
    title = next(root.iter("title"), None)
    if title is not None:
        found.append(title.text_content())
    return [text for text in (line(one) for one in found) if text]


def _unescape(text: str) -> str:
    """Return text of a page's data without the HTML that some put there."""
    if "&" in text or "<" in text:
        from html import unescape

        text = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", unescape(unescape(text)))
    return safe(text)


def _authors(
    root: HtmlElement,
    metas: dict[str, list[str]],
    main: dict[str, Any],
    items: list[dict[str, Any]],
) -> tuple[str, ...]:
    """Return the authors that the page's data names."""
    by_id = {item["@id"]: item for item in items if isinstance(item.get("@id"), str)}
    author = main.get("author") or main.get("creator")
    values = author if isinstance(author, list) else [author]
    texts: list[str] = []
    for value in values[:20]:
        if isinstance(value, dict):
            if "name" not in value and isinstance(value.get("@id"), str):
                value = by_id.get(value["@id"], value)
            texts += _strings(value, "name")
        elif isinstance(value, str):
            texts.append(value)
    if not texts:
        for name in (
            "author",
            "article:author",
            "dc.creator",
            "byl",
            "parsely-author",
            "sailthru.author",
            "cxenseparse:author",
            "article:author_name",
        ):
            texts = [value for value in metas.get(name, ()) if "://" not in value]
            if texts:
                break
    return _people(_unescape(text) for text in texts)


def _people(texts: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for text in texts:
        for name in people.names(line(text, 300)):
            if wording.fold(name) not in map(wording.fold, found):
                found.append(name)
    return tuple(found[:12])


def _publisher(
    metas: dict[str, list[str]], main: dict[str, Any], items: list[dict[str, Any]]
) -> str:
    texts = _strings(main.get("publisher"), "name") or [
        _first(metas, "og:site_name", "application-name", "publisher", "dc.publisher")
    ]
    return next((line(_unescape(text), 100) for text in texts if text and "://" not in text), "")


def _published(
    root: HtmlElement, metas: dict[str, list[str]], main: dict[str, Any]
) -> Iterator[str]:
    """Yield what may be the date of publication, the surest first."""
    yield from _strings(main.get("datePublished"))
    yield from _strings(main.get("dateCreated"))
    for name in (
        "article:published_time", "datepublished", "og:article:published_time", "og:published_time", "parsely-pub-date", "sailthru.date",
        "pubdate", "publishdate", "publish-date", "publish_date", "published_time", "date", "dc.date", "dc.date.issued", "dcterms.created",
        "dcterms.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article.published", "article:published", "originalpublicationdate",
        "displaydate", "ptime", "rnews:datepublished", "datecreated", "date_published", "published-date", "cxense:publishtime", "article.created",
    ):  # fmt: skip
        yield from metas.get(name, ())[:1]
    for element in root.iter("time", "span", "div", "p", "abbr"):
        if (
            "datepublished" in (element.get("itemprop") or "").lower()
            or element.get("pubdate") is not None
        ):
            yield (
                element.get("datetime")
                or element.get("content")
                or element.get("title")
                or element.text_content()[:100]
            )


def _updated(metas: dict[str, list[str]], main: dict[str, Any]) -> Iterator[str]:
    yield from _strings(main.get("dateModified"))
    for name in (
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "lastmod",
        "last-modified",
    ):
        yield from metas.get(name, ())[:1]


def _url_dates(url: str) -> Iterator[str]:
    match = _URL_DATE.search(urlsplit(url).path) if url else None
    if match:
        yield "-".join(match.groups())


def _date(now: datetime, texts: Iterable[str]) -> datetime | None:
    """Return the first text's moment that is not in the future (a day is allowed for clocks)."""
    for text in texts:
        moment = dates.iso(text)
        if moment and 1900 < moment.year and moment <= now + timedelta(days=1):
            return min(moment, now.astimezone(UTC))
    return None


def _url(root: HtmlElement, metas: dict[str, list[str]], url: str) -> str:
    """Return the page's address: its canonical one where that is of the same site."""
    links = [
        link.get("href", "")
        for link in root.iter("link")
        if (link.get("rel") or "").lower() == "canonical"
    ]
    for href in [*links, *metas.get("og:url", ())]:
        try:
            address = urljoin(url, href.strip()) if url else href.strip()
            parts = urlsplit(address)
        except ValueError:
            continue
        if (
            parts.scheme not in ("http", "https")
            or not parts.hostname
            or parts.username
            or len(address) > 2000
        ):
            continue
        if url and not _same_site(parts.hostname, urlsplit(url).hostname or ""):
            continue
        if parts.path in ("", "/") and url and urlsplit(url).path not in ("", "/"):
            continue
        return safe(address).replace("\n", "")
    return url


def _same_site(one: str, other: str) -> bool:
    return one.split(".")[-2:] == other.split(".")[-2:]


def _language(root: HtmlElement, metas: dict[str, list[str]], main: dict[str, Any]) -> str:
    """Return the page's language as BCP 47: "en", "pt-BR"; "" unknown."""
    texts = [
        root.get("lang") or "",
        *_strings(main.get("inLanguage"), "name"),
        _first(metas, "content-language", "og:locale", "language"),
    ]
    for text in texts:
        match = re.fullmatch(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{2}))?(?:[-_].*)?", text.strip())
        if match:
            return match[1].lower() + (f"-{match[2].upper()}" if match[2] else "")
    return ""
