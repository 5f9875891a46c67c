"""HTML, parsed: pages of any size, depth and brokenness become a tree that is safe to walk."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from lxml import etree, html
from lxml.html import HtmlComment, HtmlElement

from tuinews import limits
from tuinews.clean import lists
from tuinews.text import special

_NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TITLE = re.compile(r"<title\b[^<>]*>", re.I)
_TITLE_END = re.compile(r"</title", re.I)
_BLOCK = re.compile(r"</?(?:head|body|meta|link|script|style|p|div|h1|h2|article|main)\b", re.I)
_VOID = frozenset(lists.load("elements")["void"].split())
#: lxml.html asks Python for the class of each element, to tell the parts of forms apart.
_CLASSES = etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment)


def parse(text: str) -> HtmlElement | None:
    """Return the root of a page or fragment; None where it holds no element at all."""
    text = text[: limits.HTML_CHARS]
    if _NEVER_IN_XML.search(special(text)):
        text = _NEVER_IN_XML.sub("", text)
    text = _close_title(text)
    root, broken = _parse(text)
    if broken:
        flat = _Flattener()
        flat.feed(text)
        flat.close()
        root, _ = _parse("".join(flat.parts))
    return root


def _close_title(text: str) -> str:
    """Return a page whose title ends at the next block, if nothing else ends it."""
    opened = _TITLE.search(text)
    if opened is None or _TITLE_END.search(text, opened.end()):
        return text
    block = _BLOCK.search(text, opened.end())
    return f"{text[: block.start()]}</title>{text[block.start() :]}" if block else text


def _parse(text: str) -> tuple[HtmlElement | None, bool]:
    """Return the tree, and whether the parser gave up before the end because of depth."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    parser.set_element_class_lookup(_CLASSES)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError:
        return None, False
    limits = any(
        entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log.filter_from_fatals()
    )
    return root, limits


class _Flattener(HTMLParser):
    """Write a page again without the elements that are nested too deep; their text stays."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.parts.append(self.get_starttag_text() or "")
            return
        self._depth += 1
        if self._depth <= limits.HTML_DEPTH:
            self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._depth <= limits.HTML_DEPTH:
            self.parts.append(f"</{tag}>")
        self._depth = max(self._depth - 1, 0)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")
