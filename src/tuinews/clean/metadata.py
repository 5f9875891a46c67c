"""What a page says about itself: JSON-LD, Open Graph and its kin, and the marks in its body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urljoin, urlsplit

from tuinews.clean import bylines, dates, jsonld, lists, people, wording
from tuinews.clean.jsonld import strings
from tuinews.text import line, safe, unescaped

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = re.compile(
    r"publish(?:ed)?[-_:. ]?(?:date|time|on|at)|date[-_. ]?publish|pub[-_]?date"
)
_NAMES = {key: names.split() for key, names in lists.load("metadata").items()}
_WRITTEN = re.compile(
    r"(?:written|posted) by|author|von|verfasst von|geschrieben von|écrit par|escrito por"
    r"|scritto da|geschreven door|skrevet av|napisane przez|автор",
    re.I,
)
_SLOGAN = re.compile(r"\s*\|\s*|\s+[–—-]\s+")  # parts the name of a site from its slogan
_URL_DATE = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|\D|$)"
)
_URL_NAMED = re.compile(r"/((?:19|20)\d\d)/([^\W\d_]{3,10})/(\d\d?)(?=/|$)")


@dataclass(slots=True)
class Metadata:
    """What a page states; "" and None where it states nothing."""

    headlines: list[tuple[float, str]] = field(default_factory=list)  # (weight, candidate)
    headline: str = ""  # the one that was chosen
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: datetime | None = None
    made: datetime | None = None  # of a page that does not say it is an article; may not be shown
    dated: datetime | None = None  # the day in the page's address
    updated: datetime | None = None
    url: str = ""
    language: str = ""
    summary: str = ""
    categories: tuple[str, ...] = ()


def read(root: HtmlElement, url: str, now: datetime) -> Metadata:
    """Return what the page below `root`, fetched from `url` ("" unknown), states of itself."""
    metas = _metas(root)
    items = list(jsonld.items_of(root))
    main = jsonld.main_item(items)
    found = Metadata()
    found.headlines = _headlines(root, metas, main)
    found.publisher = _publisher(metas, main)
    found.authors = _authors(root, metas, main, items, found.publisher)
    found.published = _date(now, _published(root, metas, main))
    found.updated = _date(now, _updated(metas, main))
    if found.published and found.updated and found.updated <= found.published:
        found.updated = None
    found.url = _url(root, metas, url)
    if found.published is None:
        found.made = _date(now, strings(main.get("datePublished")))
        found.dated = _date(now, _url_dates(found.url or url))
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


def _headlines(
    root: HtmlElement, metas: dict[str, list[str]], main: dict[str, Any]
) -> list[tuple[float, str]]:
    """Return what may be the headline, each with its weight in the vote on it."""
    title = next(root.iter("title"), None)
    found = [
        (2.6, _first_of(strings(main.get("headline")))),
        (0.6, _first(metas, "og:title")),
        (0.5, title.text_content() if title is not None else ""),
        (0.1, _first(metas, "twitter:title", "dc.title", "headline")),
        (0.1, _first_of(strings(main.get("name")))),
    ]
    told = [(weight, line(unescape(text))) for weight, text in found]
    return [(weight, text) for weight, text in told if text]


def _first_of(texts: list[str]) -> str:
    return next(iter(texts), "")


def unescape(text: str) -> str:
    """Return text of a page's data without the HTML that some put there."""
    if "&" in text or "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", unescaped(unescaped(text)))
    return safe(text)


def _authors(
    root: HtmlElement,
    metas: dict[str, list[str]],
    main: dict[str, Any],
    items: list[dict[str, Any]],
    publisher: str,
) -> tuple[str, ...]:
    """Return the authors that the page states; its own house only where nobody else is named."""
    house = wording.fold(publisher)
    named: tuple[str, ...] = ()
    for texts in _author_texts(metas, main, items, house):
        found = people.stated(unescape(text) for text in texts)
        if any(not people.is_house(name, house) for name in found):
            return found
        named = named or found
    shown = bylines.find(root)
    return shown if any(not people.is_house(name, house) for name in shown) else named


def _author_texts(
    metas: dict[str, list[str]], main: dict[str, Any], items: list[dict[str, Any]], house: str
) -> Iterator[list[str]]:
    """Yield what the page's data names as authors, the surest first.

    A newsroom may sign as a whole, by its name; that the owner of another page made it, or that
    its site stands where the author should, names no author.
    """
    by_id = {item["@id"]: item for item in items if isinstance(item.get("@id"), str)}
    author = main.get("author") or main.get("creator")
    texts: list[str] = []
    owner = False
    for value in (author if isinstance(author, list) else [author])[:20]:
        if isinstance(value, dict):
            if "name" not in value and isinstance(value.get("@id"), str):
                value = by_id.get(value["@id"], value)
            named = strings(value, "name")
            owner = owner or _is_owner(value)
            news = value.get("@type") != "Organization" or jsonld.is_news(main)
            texts += [
                name for name in named if (news and not owner) or not people.is_house(name, house)
            ]
        elif isinstance(value, str):
            texts.append(value)
    yield texts
    for name in _NAMES["authors"]:
        yield [
            text
            for text in metas.get(name, ())
            if "://" not in text and not (owner and _squeezed(text) == house.replace(" ", ""))
        ]
    for number in ("1", "2"):
        if _WRITTEN.fullmatch(_first(metas, f"twitter:label{number}")):
            yield metas.get(f"twitter:data{number}", [])


def _is_owner(author: dict[str, Any]) -> bool:
    """Tell whether an author is only the site itself, by its address or its logo."""
    if author.get("@type") == "Person":
        return False
    pages = (_split(text) for text in strings(author.get("url"))[:1])
    return "logo" in author or any(one.netloc and one.path in ("", "/") for one in pages)


def _squeezed(name: str) -> str:
    return wording.fold(name).replace(" ", "")


def _publisher(metas: dict[str, list[str]], main: dict[str, Any]) -> str:
    texts = strings(main.get("publisher"), "name") or [
        _first(metas, "og:site_name", "application-name", "publisher", "dc.publisher")
    ]
    named = next((line(unescape(text), 100) for text in texts if text and "://" not in text), "")
    return _SLOGAN.split(named, maxsplit=1)[0] or named


def _published(
    root: HtmlElement, metas: dict[str, list[str]], main: dict[str, Any]
) -> Iterator[str]:
    """Yield what may be the date of publication, the surest first."""
    website = _first(metas, "og:type") == "website" and not jsonld.is_news(main)
    if (jsonld.is_article(main) and not website) or "article:published_time" in metas:
        yield from strings(main.get("datePublished"))
        yield from strings(main.get("dateCreated"))
    for name in _NAMES["published"]:
        yield from metas.get(name, ())[:1]
    for name, values in metas.items():
        if _PUBLISHED.search(name):
            yield values[0]
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
    yield from strings(main.get("dateModified"))
    for name in _NAMES["updated"]:
        yield from metas.get(name, ())[:1]


def _split(url: str) -> SplitResult:
    """Return the parts of an address; empty ones where it is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _url_dates(url: str) -> Iterator[str]:
    path = _split(url).path
    if match := _URL_DATE.search(path):
        yield "-".join(match.groups())
    elif match := _URL_NAMED.search(path):
        yield "{2} {1} {0}".format(*match.groups())


def _date(now: datetime, texts: Iterable[str]) -> datetime | None:
    """Return the first text's moment that is not in the future (a day is allowed for clocks)."""
    for text in texts:
        moment = dates.iso(text)
        if moment and moment.year > 1900 and moment <= now + timedelta(days=1):
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
        if url and not _same_site(parts.hostname, _split(url).hostname or ""):
            continue
        if parts.path in ("", "/") and url and _split(url).path not in ("", "/"):
            continue
        return safe(address).replace("\n", "")
    return url


def _same_site(one: str, other: str) -> bool:
    return one.split(".")[-2:] == other.split(".")[-2:]


def _language(root: HtmlElement, metas: dict[str, list[str]], main: dict[str, Any]) -> str:
    """Return the page's language as BCP 47: "en", "pt-BR"; "" unknown."""
    texts = [
        root.get("lang") or "",
        *strings(main.get("inLanguage"), "name"),
        _first(metas, "content-language", "og:locale", "language"),
    ]
    for text in texts:
        match = re.fullmatch(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{2}))?(?:[-_].*)?", text.strip())
        if match:
            return match[1].lower() + (f"-{match[2].upper()}" if match[2] else "")
    return ""
