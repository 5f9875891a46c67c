"""A quick way through feeds that are plain and well-formed, as most are.

feedparser understands everything and takes its time. Where a feed holds only elements that
can mean one thing, its entries are read here by expat's tree, much faster, into the
same fields that feedparser would give. Wherever anything is unusual, the answer is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

Fields = dict[str, Any]

_ATOM = "http://www.w3.org/2005/Atom"
_SPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": _ATOM,
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "thr": "http://purl.org/syndication/thread/1.0",
}
#: Spaces whose elements feedparser takes for those of the feed.
_MEANT_ELSEWHERE = frozenset(
    {
        *("http://purl.org/dc/terms/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        *("http://www.w3.org/1999/xhtml", "http://purl.org/rss/1.0/", "http://purl.org/atom/ns#"),
        *("http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2"),
        *("http://prismstandard.org/namespaces/1.2/basic/", "http://podlove.org/simple-chapters"),
    }
)
#: Declares or uses what makes the simple reading wrong.
_UNUSUAL = (":RDF", "<RDF", "xmlns:xhtml", " mode=")
_UNUSUAL_XML = ("xml:base", "xml:lang", "xml:space")
_DECLARED = re.compile(r"""xmlns(?::([\w.\-]+))?\s*=\s*["']([^"']*)""")
_BETWEEN = re.compile(r"</(item|entry)>\s*<\1[\s>]")
_END = re.compile(r"</(?:item|entry)>")
_START = re.compile(r"<(?:item|entry)[\s>]")
_HTML_TYPES = {None: "text/plain", "text": "text/plain", "html": "text/html"}


_TWICE = re.compile(r"&(?:amp|lt|gt|quot|apos|#)")  # escaped twice


class _UnusualError(Exception):
    """The feed holds what only feedparser understands."""


def entries(content: str) -> tuple[list[Fields], str] | None:
    """Return the entries of a plain feed and the rest of it without them; None for others."""
    if not _plain_spaces(content):
        return None
    if "xml:" in content and any(word in content for word in _UNUSUAL_XML):
        return None
    ends = list(_END.finditer(content))
    first = _START.search(content)
    # what stands between entries belongs to the feed, and would be lost
    if not ends or first is None or len(_BETWEEN.findall(content)) != len(ends) - 1:
        return None
    rest = content[: first.start()] + content[ends[-1].end() :]
    if any(word in rest for word in _UNUSUAL):  # in an entry it is seen when that is read
        return None
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 without a document type nothing acts
        found = _rss(root) if root.tag == "rss" else _atom(root)
    except (ElementTree.ParseError, _UnusualError):
        return None
    if len(found) != len(ends):
        return None
    return found, rest


def _plain_spaces(content: str) -> bool:
    """Tell whether each prefix that means something here stands for what it should."""
    known = set(_SPACES.values())
    for prefix, address in _DECLARED.findall(content):
        if prefix:
            if _SPACES.get(prefix, address) != address:
                return False
            if prefix not in _SPACES and (address in known or address.rstrip("/") + "/" in known):
                return False
        elif address != _ATOM:
            return False
        if address in _MEANT_ELSEWHERE and f"<{prefix}:" in content:
            return False
    return True


def _rss(root: Element) -> list[Fields]:
    channel = root.find("channel")
    if channel is None or root.find("item") is not None:
        raise _UnusualError
    return [_entry(item, _RSS) for item in channel.iterfind("item")]


def _atom(root: Element) -> list[Fields]:
    if root.tag != f"{{{_ATOM}}}feed":
        raise _UnusualError
    return [_entry(item, _ATOM_PARTS) for item in root.iterfind(f"{{{_ATOM}}}entry")]


def _entry(item: Element, parts: dict[str, Callable[[Fields, Element], None]]) -> Fields:
    fields: Fields = {"links": [], "authors": []}
    for element in item:
        tag = element.tag
        part = parts.get(tag)
        if part is not None:
            part(fields, element)
        elif tag[:1] != "{" or tag[1:].partition("}")[0] in _NOT_IGNORED:
            raise _UnusualError
    if "permalink" in fields:
        fields.setdefault("link", fields["permalink"])
    people = fields["authors"]
    if len(people) == 1:
        fields["author"] = people[0]["name"]
    elif any("@" in person["name"] for person in people):
        raise _UnusualError
    return fields


def _text(element: Element, *allowed: str) -> str:
    """Return the text of an element without others in it, and with no attributes but these."""
    value = (element.text or "").strip()
    if len(element) or (element.attrib and not set(element.attrib) <= set(allowed)):
        raise _UnusualError
    if "&" in value and element.tag not in _MARKED_UP and _TWICE.search(value):
        raise _UnusualError
    return value


def _attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element that is empty otherwise."""
    if len(element) or (element.text or "").strip():
        raise _UnusualError
    return dict(element.attrib)


def _once(fields: Fields, key: str, value: object) -> None:
    if key in fields:
        raise _UnusualError
    fields[key] = value


def _plain(key: str) -> Callable[[Fields, Element], None]:
    def put(fields: Fields, element: Element) -> None:
        _once(fields, key, _text(element))

    return put


def _html(key: str) -> Callable[[Fields, Element], None]:
    """Put a text of RSS, which is HTML, under `key`."""

    def put(fields: Fields, element: Element) -> None:
        _once(fields, key, _detail(_text(element), "text/html"))

    return put


def _detail(value: str, kind: str) -> Fields:
    return {"value": value, "type": kind, "base": ""}


def _content(fields: Fields, element: Element) -> None:
    _once(fields, "content", [_detail(_text(element), "text/html")])


def _atom_text(key: str) -> Callable[[Fields, Element], None]:
    def put(fields: Fields, element: Element) -> None:
        kind = element.get("type")
        if kind not in _HTML_TYPES or element.get("src"):
            raise _UnusualError
        detail = _detail(_text(element, "type"), _HTML_TYPES[kind])
        _once(fields, key, [detail] if key == "content" else detail)

    return put


def _atom_title(fields: Fields, element: Element) -> None:
    if element.get("type") not in _HTML_TYPES:
        raise _UnusualError
    _once(fields, "title", _text(element, "type"))
    fields["title_detail"] = {"type": _HTML_TYPES[element.get("type")]}


def _link(fields: Fields, element: Element) -> None:
    _once(fields, "link", _text(element))
    if fields["link"]:
        fields["links"].append({"rel": "alternate", "href": fields["link"]})


def _atom_link(fields: Fields, element: Element) -> None:
    attributes = _attributes(element)
    if "href" not in attributes or {"url", "uri"} & set(attributes):
        raise _UnusualError
    fields["links"].append({"rel": "alternate", **attributes})


def _guid(fields: Fields, element: Element) -> None:
    _once(fields, "id", _text(element, "isPermaLink"))
    if element.get("isPermaLink", "true") == "true":
        fields["permalink"] = fields["id"]
    elif element.get("isPermaLink") != "false":
        raise _UnusualError


def _person(fields: Fields, element: Element) -> None:
    fields["authors"].append({"name": _text(element)})


def _atom_person(fields: Fields, element: Element) -> None:
    names = [_text(part) for part in element if part.tag == f"{{{_ATOM}}}name"]
    if len(names) != 1 or not names[0]:
        raise _UnusualError
    fields["authors"].append({"name": names[0]})


def _category(fields: Fields, element: Element) -> None:
    fields.setdefault("tags", []).append({"term": _text(element, "domain")})


def _atom_category(fields: Fields, element: Element) -> None:
    fields.setdefault("tags", []).append(_attributes(element))


def _enclosure(fields: Fields, element: Element) -> None:
    link = _with_url(element)
    fields["links"].append({**link, "rel": "enclosure", "href": link["url"]})


def _media(fields: Fields, element: Element) -> None:
    found = {name.lower(): value for name, value in _with_url(element).items()}
    fields.setdefault("media_content", []).append(found)


def _with_url(element: Element) -> dict[str, str]:
    attributes = _attributes(element)
    if "url" not in attributes or {"href", "uri", "rel"} & set(attributes):
        raise _UnusualError
    return attributes


def _source(fields: Fields, element: Element) -> None:
    _once(fields, "source", {"title": _text(element, "url")})


def _nothing(fields: Fields, element: Element) -> None:
    """Leave out an element that says nothing that is kept."""


def _in(space: str, *names: str) -> list[str]:
    return [f"{{{_SPACES[space]}}}{name}" for name in names]


#: Elements whose text is HTML anyway.
_MARKED_UP = frozenset(
    {
        *("title", "description", f"{{{_SPACES['content']}}}encoded"),
        *_in("atom", "title", "summary", "content"),
    }
)
_NOT_IGNORED = frozenset(_SPACES[name] for name in ("content", "dc", "atom", "media", "itunes"))
_RSS: dict[str, Callable[[Fields, Element], None]] = {
    "title": _plain("title"),
    "link": _link,
    "description": _html("summary_detail"),
    "guid": _guid,
    "pubDate": _plain("published"),
    "author": _person,
    "category": _category,
    "enclosure": _enclosure,
    "source": _source,
    "comments": _nothing,
    **dict.fromkeys(_in("content", "encoded"), _content),
    **dict.fromkeys(_in("dc", "creator"), _person),
    **dict.fromkeys(_in("dc", "date"), _plain("updated")),
    **dict.fromkeys(_in("media", "content"), _media),
    **dict.fromkeys(_in("media", "thumbnail"), _nothing),
    **dict.fromkeys(_in("feedburner", "origLink"), _plain("feedburner_origlink")),
}
_ATOM_PARTS: dict[str, Callable[[Fields, Element], None]] = {
    f"{{{_ATOM}}}{name}": part
    for name, part in {
        "id": _guid,
        "title": _atom_title,
        "link": _atom_link,
        "published": _plain("published"),
        "updated": _plain("updated"),
        "author": _atom_person,
        "category": _atom_category,
        "summary": _atom_text("summary_detail"),
        "content": _atom_text("content"),
        "rights": _nothing,
    }.items()
}
