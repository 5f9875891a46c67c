"""A parsed page becomes pieces: one walk, without recursion, that keeps all visible text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from tuinews import limits
from tuinews.clean import lists, wording
from tuinews.clean.blocks import Piece
from tuinews.clean.inline_breaks import InlineBreak, inline_break
from tuinews.clean.tables import table_text
from tuinews.model import BlockKind, Emphasis, Span
from tuinews.text import safe

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TOO_LONG = "the page is too long: not read from here on"

_ELEMENTS = lists.load("elements")

#: Elements whose text no browser shows.
UNSEEN = frozenset(_ELEMENTS["unseen"].split())
INLINE = frozenset(_ELEMENTS["inline"].split())
#: An address that is whole and safe as it stands; all others are joined and looked at.
_PLAIN_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d{1,5})?(?:/[\w.~!$&'()*+,;=:@%/?#-]*)?", re.A)
_STYLES = {
    **dict.fromkeys(("b", "strong"), frozenset([Emphasis.STRONG])),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), frozenset([Emphasis.EM])),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), frozenset([Emphasis.CODE])),
}
_SAFE_SCHEMES = frozenset(("http", "https", "mailto"))
_NOTE = re.compile(r"\s*\d{1,3}\s*")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass(slots=True)
class _Run:
    """Text in one style, not yet tidied."""

    text: str
    emphasis: frozenset[Emphasis]
    href: str
    linked: bool = False  # in a link, though its address may be no user's business


_INDENT = " \n\u3000\u00a0"  # what a paragraph may begin with to be set in
_PLAIN: frozenset[Emphasis] = frozenset()

#: Blocks that hold text and begin nothing else.
_LEAVES = frozenset(["p", "div", "li", "dd", "dt", "figcaption", *_HEADINGS])

#: Blocks that stay one, however their text is set.
_WHOLE = frozenset(["figcaption", "td", "th", *_HEADINGS])


class Walk:
    """The state of one walk over a page."""

    def __init__(self, base: str = "") -> None:
        self.base = base
        self.pieces: list[Piece] = []
        self.nodes: list[HtmlElement] = []  # the block element of each piece
        self._runs: list[_Run] = []
        #: Of what is open: emphasis, address, and whether it is in a link, wherever that leads.
        self._styles: list[tuple[frozenset[Emphasis], str, bool]] = [(_PLAIN, "", False)]
        self._blocks: list[HtmlElement] = []
        self._lists: list[list[int]] = []  # of each open list: the next number, or 0 for bullets
        self._quotes = 0
        self._pre = 0
        self._raised = False  # in the mark of a footnote
        self._breaks = 0
        self._marker = ""
        self._stamp = ""
        self._count = 0
        self._linked = 0
        self._over: list[str] = []

    def run(self, root: HtmlElement) -> None:
        """Walk the tree below `root`."""
        self._blocks.append(root)
        stack: list[Iterator[HtmlElement]] = [iter([root])]
        opened: list[HtmlElement] = []
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
                if opened:
                    self._leave(opened.pop())
                continue
            if self._is_leaf(element):
                self._leaf(element)
            elif self._enter(element):
                opened.append(element)
                stack.append(iter(element))
                continue
            self._add_behind(element)
        self.flush()
        if self._over:
            left = wording.tidy(safe(" ".join(self._over)))
            if left:
                self.pieces.append(Piece((Span(left),), len(self.pieces) + 1, hint=TOO_LONG))
                self.nodes.append(root)

    def _is_leaf(self, element: HtmlElement) -> bool:
        """Tell whether an element is a block of text alone, and in no other style: most are."""
        styled = len(self._styles) > 1 or self._pre or self._raised
        full = self._count >= limits.HTML_NODES or len(self.pieces) >= limits.HTML_PIECES
        return element.tag in _LEAVES and not (len(element) or styled or full)

    def _leaf(self, element: HtmlElement) -> None:
        """Take such a block, as entering and leaving it would, in a third of the time."""
        self._count += 1
        self.flush()
        tag, text = element.tag, element.text
        if tag == "li":
            self._number(element)
        if text and (spans := _plain_spans(text.replace("\n", " "))):
            self._blocks.append(element)
            self._put(spans, 0.0)
            self._blocks.pop()

    def _enter(self, element: HtmlElement) -> bool:
        """Begin an element; return whether to go into it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in UNSEEN:
            return False
        if tag == "br":
            self._break()
            return False
        self._count += 1
        if tag == "hr":
            self.flush()
            return False
        if tag == "table" and self._table(element):
            return False
        if tag in INLINE:
            self._begin_inline(tag, element)
        else:
            self._begin_block(tag, element)
        if element.text:
            self._add(element.text)
        return True

    def _leave(self, element: HtmlElement) -> None:
        """End an element and take the text behind it."""
        tag = element.tag
        if tag in INLINE:
            self._styles.pop()
            self._raised = self._raised and tag != "sup"
        else:
            self.flush()
            self._blocks.pop()
            if tag in ("ul", "ol", "menu"):
                self._lists.pop()
            elif tag == "blockquote":
                self._quotes -= 1
            elif tag == "pre":
                self._pre -= 1
        self._add_behind(element)

    def _begin_inline(self, tag: str, element: HtmlElement) -> None:
        emphasis, href, linked = self._styles[-1]
        if tag == "sup" and self._runs and _is_note(element, self._runs[-1].text):
            self._raised = True
        elif self._runs and not (self._pre or self._runs[-1].text[-1:].isspace()):
            self._part(element)
        if tag in _STYLES:
            emphasis = emphasis | _STYLES[tag]
        elif tag == "a":
            address = element.get("href", "")
            href = self._href(address)
            linked = linked or bool(address)
        elif tag == "time" and not self._stamp:
            self._stamp = (element.get("datetime") or "")[:40]
        self._styles.append((emphasis, href, linked))

    def _begin_block(self, tag: str, element: HtmlElement) -> None:
        self.flush()
        self._blocks.append(element)
        if tag in ("ul", "menu"):
            self._lists.append([0])
        elif tag == "ol":
            self._lists.append([_number(element.get("start"), 1)])
        elif tag == "li":
            self._number(element)
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._pre += 1

    def _number(self, item: HtmlElement) -> None:
        """Give an item of an ordered list its number."""
        counter = self._lists[-1] if self._lists else [0]
        if counter[0]:
            number = _number(item.get("value"), counter[0])
            self._marker = f"{number}."
            counter[0] = number + 1

    def _part(self, element: HtmlElement) -> None:
        """Part an element from the one it touches, where both are items of a line."""
        found = inline_break(element, self._runs[-1].text)
        whole = self._blocks[-1].tag in _WHOLE
        if found is InlineBreak.LINE and not whole:
            self.flush()
        elif found is not InlineBreak.NONE:
            self._runs.append(_Run(" ", self._styles[-1][0], ""))

    def _href(self, value: str) -> str:
        """Return where a link leads, made whole; "" where a user may not be sent."""
        self._linked += 1
        if self._linked > limits.HTML_LINKS or not value or len(value) > 2000:
            return ""
        if _PLAIN_ADDRESS.fullmatch(value):
            return value
        try:
            address = urljoin(self.base, value.strip()) if self.base else value.strip()
            scheme = urlsplit(address).scheme.lower()
        except ValueError:
            return ""
        return safe(address).replace("\n", "") if scheme in _SAFE_SCHEMES else ""

    def _break(self) -> None:
        """Take a line break: two in a row part paragraphs."""
        self._breaks += 1
        if self._breaks >= 2 and not self._pre:
            self.flush()
        elif self._runs:
            self._runs.append(_Run("\n", _PLAIN, ""))

    def _add_behind(self, element: HtmlElement) -> None:
        """Take the text behind an element: blanks alone between most blocks."""
        text = element.tail
        if text and (self._runs or not text.isspace()):
            self._add(text)

    def _add(self, text: str) -> None:
        """Take a text node."""
        blank = text.isspace()
        if blank and not self._runs:
            return
        if self._count > limits.HTML_NODES or len(self.pieces) >= limits.HTML_PIECES:
            if not blank:
                self._over.append(text)
            return
        if not self._pre:
            if blank:
                text = " "
            else:
                self._breaks = 0
                text = text.replace("\n", " ")
                if self._raised:
                    text = f"[{text.strip()}]"
        if self._runs or not blank:
            self._runs.append(_Run(text, *self._styles[-1]))

    def flush(self) -> None:
        """End the piece that is being collected."""
        self._breaks = 0
        if not self._runs:
            return
        spans = _verbatim(self._runs) if self._pre else _spans(self._runs)
        links = _share_linked(self._runs)
        self._runs = []
        if spans:
            self._put(spans, links)

    def _put(self, spans: tuple[Span, ...], links: float) -> None:
        """Add a piece in the innermost block; of its text, the share `links` is links."""
        node = self._blocks[-1]
        kind, level = self._kind(node)
        marker, self._marker = (self._marker, "") if kind is BlockKind.LIST else ("", self._marker)
        number = len(self.pieces) + 1
        self.pieces.append(
            Piece(spans, number, kind, level, marker, links=links, stamp=self._stamp)
        )
        self._stamp = ""
        self.nodes.append(node)

    def _kind(self, node: HtmlElement) -> tuple[BlockKind, int]:
        """Return what the innermost blocks make of a piece."""
        for element in reversed(self._blocks[-6:]):
            tag = element.tag
            if tag in _HEADINGS:
                return BlockKind.HEADING, _HEADINGS[tag]
            if tag == "pre":
                return BlockKind.CODE, 0
            if tag in ("li", "dd", "dt"):
                return BlockKind.LIST, min(max(len(self._lists) - 1, 0), 8)
        if self._quotes:
            return BlockKind.QUOTE, min(self._quotes - 1, 8)
        return BlockKind.PARAGRAPH, 0

    def _table(self, element: HtmlElement) -> bool:
        """Take a table that holds data as one piece; tell whether it was one."""
        text, rest = table_text(element)
        if not text:
            return False
        self.flush()
        for part, hint in ((text, ""), (rest, "the table is too long: not shown from here on")):
            if part:
                number = len(self.pieces) + 1
                self.pieces.append(Piece((Span(part),), number, BlockKind.TABLE, hint=hint))
                self.nodes.append(element)
        return True


def _share_linked(runs: list[_Run]) -> float:
    """Return the share of a text that is links."""
    linked = sum(len(run.text) for run in runs if run.linked)
    return linked / sum(len(run.text) for run in runs) if linked else 0.0


def _is_note(element: HtmlElement, above: str) -> bool:
    """Tell whether what is raised is the mark of a footnote, and no power of ten."""
    behind = above[-1:] in '.,;:!?…)”’"»'
    return behind and _NOTE.fullmatch(element.text_content()[:9]) is not None


def _number(value: str | None, default: int) -> int:
    """Return the number of a list item, within what a user can use."""
    try:
        return max(1, min(int(value or default), 99_999))
    except ValueError:
        return default


def _spans(runs: list[_Run]) -> tuple[Span, ...]:
    """Return runs as tidy spans: white space as one space, none at the ends, styles merged."""
    if len(runs) == 1:
        (run,) = runs
        return _plain_spans(run.text, run.emphasis, run.href)
    parts: list[tuple[str, frozenset[Emphasis], str]] = []
    text, style, href = "", runs[0].emphasis, runs[0].href
    for run in runs:
        if run.emphasis != style or run.href != href:
            _push(parts, text, style, href)
            text, style, href = "", run.emphasis, run.href
        text += run.text
    _push(parts, text, style, href)
    while parts and parts[-1][0].isspace():
        parts.pop()
    if not any(wording.visible(part[0]) for part in parts):
        return ()
    last = parts[-1]
    parts[-1] = (last[0].rstrip(), *last[1:])
    return tuple([Span(*part) for part in parts])


def _plain_spans(
    text: str, style: frozenset[Emphasis] = _PLAIN, href: str = ""
) -> tuple[Span, ...]:
    """Return text in one style as `_spans` does."""
    text = _squeezed(text).lstrip(_INDENT).rstrip()
    return (Span(text, style, href),) if wording.visible(text) else ()


def _squeezed(text: str) -> str:
    """Return text, safe and with runs of spaces as one; nearly all of it is so already."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    return wording.squeeze(safe(text))


def _push(
    parts: list[tuple[str, frozenset[Emphasis], str]],
    text: str,
    style: frozenset[Emphasis],
    href: str,
) -> None:
    """Add text, its white space joined with that of the part before."""
    text = _squeezed(text)
    if not parts:
        text = text.lstrip(_INDENT)
    elif parts[-1][0].endswith((" ", "\n")):
        text = text.lstrip(" ")
    if not text:
        return
    if text.isspace() and text != "\n":
        style, href = _PLAIN, ""
    parts.append((text, style, href))


def _verbatim(runs: list[_Run]) -> tuple[Span, ...]:
    """Return the text of a preformatted block, its lines and spaces kept."""
    text = safe("".join(run.text for run in runs)).strip("\n").rstrip()
    return (Span(text),) if text.strip() else ()
