"""The byline that a page shows, where its data name no author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tuinews.clean import people, wording

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SIGN = re.compile(
    r"(?:^|[\s_-])(?:author|autore?|auteur|byline|writer|by-?line|authored|firma|signature"
    r"|verfasser|redakteur|schrijver)(?:[\s_-]|s?$|name|link|details)"
    r"|[a-z](?:Author|Byline)(?:[A-Z_\s-]|$)|author__|_author",
)
_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|people|staff|team|profile|av|writers?|reviewers?"
    r"|contributors?|columnists?|journalistes?)/[^/?#]+",
    re.I,
)
_ELSEWHERE = re.compile(
    r"comment|related|teaser|recommend|popular|sidebar|footer|promo|more-|next-|latest|trending|newsletter|testimonial",
    re.I,
)
_TAIL = re.compile(
    r"(?:\d|\bupdated\b|\bpublished\b|\bposted\b|\bon\b|\bmin(?:ute)?s? read\b|\s[|•·–—-]\s).*$",
    re.I,
)
_GLUED = re.compile(
    r"^(?:(?:written|words|text|story|posted|reported) by"
    r"|by|von|par|por|di|door|af|av|kommentar von)[\s:]*(?=[A-ZÀ-Þ])",
    re.I,
)
_JOINS = frozenset(
    [
        "and",
        "und",
        "et",
        "y",
        "e",
        "en",
        "og",
        "och",
        "&",
        ",",
        "by",
        "von",
        "par",
        "por",
        "di",
        "door",
        "af",
        "av",
    ]
)
_MOST = 4  # more bylines than these are a list of other articles'
_LINE = 80  # characters beside the links of a byline
_NEAR = 250  # elements below the headline


def find(root: HtmlElement) -> tuple[str, ...]:
    """Return the names of the byline that stands nearest below the headline; () for none."""
    since = -1
    early: tuple[str, ...] = ()
    for number, element in enumerate(root.iter()):
        if element.tag == "h1":
            since = number
        if not isinstance(element.tag, str) or not _signs(element):
            continue
        found = _names(element)
        if not found or any(_ELSEWHERE.search(name) for name in _around(element)):
            continue
        if since >= 0 and number - since <= _NEAR:
            return found
        early = early or found
    return early if since < 0 else ()


def _signs(element: HtmlElement) -> bool:
    """Tell whether an element says that it holds an author."""
    if element.tag in ("figcaption", "meta", "link", "body", "html"):
        return False
    if "author" in (element.get("rel") or "") or "author" in (element.get("itemprop") or ""):
        return True
    if _SIGN.search(element.get("class") or ""):
        return True
    if element.tag != "a" or not _PATH.search(element.get("href") or ""):
        return False
    return not _in_sentence(element)


def _in_sentence(link: HtmlElement) -> bool:
    """Tell whether a link stands in running text: it leads to one who is written about."""
    line = link.getparent()
    if line is None:
        return False
    return sum(len(text or "") for text in (line.text, *(child.tail for child in line))) > _LINE


def _names(element: HtmlElement) -> tuple[str, ...]:
    """Return the people named in an element that holds little else."""
    parts: list[str] = []
    size = 0
    for text in element.itertext():
        if part := wording.tidy(text.replace("\n", " ")):
            parts.append(part)
            size += len(part)
        if size > 120:
            return ()
    found: list[str] = []
    joined = True
    for part in parts:
        if part.casefold().strip(" ,:") in _JOINS:
            joined = True
        elif joined or part[0] in ",&":
            who = people.names(_TAIL.sub("", _GLUED.sub("", part)).strip())
            found += [name for name in who if " " in name]
            joined = not found or part[-1] in ",&"
        else:
            break
    return tuple(dict.fromkeys(found))[:_MOST]


def _around(element: HtmlElement) -> Iterator[str]:
    """Yield the classes and ids of an element and the six above it."""
    node: HtmlElement | None = element
    for _ in range(7):
        if node is None or node.tag in ("body", "html"):
            return
        yield f"{node.get('class') or ''} {node.get('id') or ''}"
        node = node.getparent()
