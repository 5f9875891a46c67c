"""JSON-LD: the objects in which a page describes itself, read forgivingly and within bounds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tuinews import limits

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_ARTICLE = re.compile(
    r"(?i)(?:article|posting|report|review|recipe)$"
    r"|^(?:webpage|itempage|videoobject|podcastepisode|event|product)$"
)
_STRONG = re.compile(r"(?i)(?:article|posting|report|review|recipe)$")


def items_of(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD, graphs and lists unfolded."""
    count = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip()[: limits.JSONLD_CHARS]
        stack: list[Any] = [_loads(text)]
        while stack and count < limits.JSONLD_NODES:
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


def main_item(items: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the object that describes the article."""

    def rank(item: dict[str, Any]) -> int:
        strong = any(_STRONG.search(kind) for kind in _types(item))
        weak = any(_ARTICLE.search(kind) for kind in _types(item))
        filled = sum(key in item for key in ("headline", "datePublished", "author", "articleBody"))
        return (8 * strong + 2 * weak + filled) if weak or strong else 0

    best = max(items, key=rank, default={})
    return best if best and rank(best) else {}


def strings(value: Any, *keys: str) -> list[str]:
    """Return the texts in a JSON-LD value: itself, its items, or these keys of its objects."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for one in value[:50] for text in strings(one, *keys)]
    if isinstance(value, dict):
        return [text for key in keys if key in value for text in strings(value[key], *keys)][:1]
    return []


def is_article(item: dict[str, Any]) -> bool:
    """Tell whether an object says that it is an article, and not only a page."""
    return any(_STRONG.search(kind) for kind in _types(item))


def is_news(item: dict[str, Any]) -> bool:
    """Tell whether an object says that it is an article of a newsroom."""
    return any(kind.endswith("NewsArticle") for kind in _types(item))
