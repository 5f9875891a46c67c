"""What the markup around a piece says about it: features that follow `text_features`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log1p
from typing import TYPE_CHECKING

from tuinews.clean import lists, wording
from tuinews.clean.blocks import Piece

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = (
    "p",
    "h1",
    "h2",
    "h3",
    "li",
    "td",
    "blockquote",
    "div",
    "figcaption",
    "span",
    "table",
    "pre",
    "dd",
)
_WITHIN = (
    "article",
    "main",
    "aside",
    "nav",
    "footer",
    "header",
    "form",
    "figure",
    "section",
    "ul",
    "table",
    "button",
    "a",
    "blockquote",
    "dl",
    "details",
)

#: What parts of class names and ids say, near a piece and far above it.
_SAYS: dict[str, str] = lists.load("classnames")
_PARTS = {
    name: (
        tuple(part for part in parts.split() if part[0] != "."),
        frozenset(part[1:] for part in parts.split() if part[0] == "."),
    )
    for name, parts in _SAYS.items()
}
_HYPHENS = re.compile(r"[-_]+")
_WORDS = re.compile(r"[a-z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

NAMES = (
    *(f"tag_{tag}" for tag in _TAGS), *(f"in_{tag}" for tag in _WITHIN),
    *(f"near_{name}" for name in _SAYS), *(f"far_{name}" for name in _SAYS), "links", "linked",
    "depth", "hidden", "itemprop", "lists", "like_words", "like_count", "like_links", "like_mean",
    "parent_running", "parent_share", "parent_links", "grand_running", "grand_share", "great_share",
    "top", "top_steps", "top_climb", "siblings", "sibling_running", "bold", "starts_linked",
    "same_parent_before", "same_parent_after", "best_parent", "image_near", "index_in_parent",
    "article_share",
)  # fmt: skip


def layout_features(
    pieces: Sequence[Piece], nodes: Sequence[HtmlElement], running: Sequence[float]
) -> list[list[float]]:
    """Return for each piece the features of its markup, in the order of `NAMES`.

    `running` says how much each piece looks like running text, in words.
    """
    return _Page(pieces, nodes, running).rows()


class _Page:
    """The containers of a page: what they say and how much text they hold."""

    def __init__(
        self, pieces: Sequence[Piece], nodes: Sequence[HtmlElement], running: Sequence[float]
    ) -> None:
        self.pieces, self.nodes, self.running = pieces, nodes, running
        self.total = sum(running) or 1.0
        self._within: dict[HtmlElement, tuple[frozenset[str], bool, bool, int, frozenset[str]]] = {}
        self.held: dict[HtmlElement, list[float]] = {}  # running words, words, linked words, pieces
        self.direct: dict[HtmlElement, float] = {}
        self._measure()
        self.top = self._top()
        self.alike = self._alike()

    def _measure(self) -> None:
        """Add up what every container holds."""
        for piece, node, running in zip(self.pieces, self.nodes, self.running, strict=True):
            parent = node.getparent()
            holder = node if parent is None else parent
            self.direct[holder] = self.direct.get(holder, 0.0) + running
            linked = piece.words * piece.links
            for element in (node, *_above(node)):
                sums = self.held.get(element)
                if sums is None:
                    self.held[element] = [running, piece.words, linked, 1]
                else:
                    sums[0] += running
                    sums[1] += piece.words
                    sums[2] += linked
                    sums[3] += 1

    def _top(self) -> dict[HtmlElement, int]:
        """Return the container of most of the running text and what is above it, with the steps."""
        best, best_rank = None, 0.0
        scores: dict[HtmlElement, float] = {}
        for holder, running in self.direct.items():
            scores[holder] = scores.get(holder, 0.0) + running
            above = holder.getparent()
            if above is not None:
                scores[above] = scores.get(above, 0.0) + running * 0.6
        for element, rank in scores.items():
            sums = self.held.get(element)
            rank *= 1 - (sums[2] / max(sums[1], 1) if sums else 0.0)
            if rank > best_rank:
                best, best_rank = element, rank
        if best is None:
            return {}
        return {element: steps for steps, element in enumerate((best, *_above(best)))}

    def _alike(self) -> dict[tuple[str, ...], list[float]]:
        """Add up the pieces with the same tags and classes around them."""
        alike: dict[tuple[str, ...], list[float]] = {}
        for piece, node, running in zip(self.pieces, self.nodes, self.running, strict=True):
            sums = alike.setdefault(_path(node), [0.0, 0.0, 0.0, 0.0])
            sums[0] += running
            sums[1] += 1
            sums[2] += piece.words * piece.links
            sums[3] += piece.words
        return alike

    def rows(self) -> list[list[float]]:
        """Return the features of all pieces."""
        parents = [node.getparent() for node in self.nodes]
        best = max(self.direct.values(), default=1.0) or 1.0
        places: dict[HtmlElement | None, int] = {}
        rows: list[list[float]] = []
        for n, (piece, node) in enumerate(zip(self.pieces, self.nodes, strict=True)):
            parent = parents[n]
            place = places[parent] = places.get(parent, 0) + 1
            near_says, far_says = self.says(node)
            within, hidden, itemprop, lists, _ = self.within(node)
            alike = self.alike[_path(node)]
            rows.append(
                [
                    *(float(node.tag == tag) for tag in _TAGS),
                    *(float(tag in within) for tag in _WITHIN),
                    *(float(name in near_says) for name in _SAYS),
                    *(float(name in far_says) for name in _SAYS),
                    piece.links,
                    float(piece.links > 0.9),
                    0.0,
                    float(hidden),
                    float(itemprop),
                    min(lists, 3) / 3,
                    alike[0] / self.total,
                    log1p(alike[1]) / 5,
                    alike[2] / max(alike[3], 1),
                    min(alike[3] / alike[1], 60) / 60,
                    *self._containers(node, parent, best),
                    min(place, 30) / 30,
                    float(n > 0 and parents[n - 1] is parent),
                    float(n + 1 < len(parents) and parents[n + 1] is parent),
                    *self._inline(piece),
                    self._article_share(node),
                ]
            )
        return rows

    def _containers(
        self, node: HtmlElement, parent: HtmlElement | None, best: float
    ) -> list[float]:
        """Return how much text the three containers around a piece hold, and where the top is."""
        sums = self.held.get(parent) if parent is not None else None
        sums = sums or self.held[node]
        grand = parent.getparent() if parent is not None else None
        great = grand.getparent() if grand is not None else None
        grand_sums = self.held.get(grand, sums) if grand is not None else sums
        great_sums = self.held.get(great, grand_sums) if great is not None else grand_sums
        steps, climb = self._to_top(node)
        direct = self.direct.get(parent, 0.0) if parent is not None else 0.0
        return [
            log1p(sums[0]) / 8,
            sums[0] / self.total,
            sums[2] / max(sums[1], 1),
            log1p(grand_sums[0]) / 8,
            grand_sums[0] / self.total,
            great_sums[0] / self.total,
            float(climb == 0),
            min(steps, 8) / 8,
            min(climb, 8) / 8,
            log1p(sums[3]) / 5,
            sums[0] / max(sums[1], 1),
            direct / best,
        ]

    def _to_top(self, node: HtmlElement) -> tuple[int, int]:
        """Return the steps up to the top container's line, and how far above the top that is."""
        if not self.top:
            return 8, 8
        for steps, element in enumerate((node, *_above(node))):
            if element in self.top:
                return steps, self.top[element]
        return 8, 8

    def _inline(self, piece: Piece) -> list[float]:
        strong = sum(len(span.text) for span in piece.spans if span.emphasis)
        return [strong / max(len(piece.text), 1), float(bool(piece.spans[0].href))]

    def _article_share(self, node: HtmlElement) -> float:
        """Return the share of running text that the nearest <article> holds."""
        for element in (node, *_above(node)):
            if element.tag == "article":
                return self.held[element][0] / self.total
        return 0.0

    def says(self, node: HtmlElement) -> tuple[frozenset[str], frozenset[str]]:
        """Return what the classes near a piece (three elements) and all of them above say."""
        parent = node.getparent()
        grand = parent.getparent() if parent is not None else None
        near = _own_says(node)
        if parent is not None:
            near = near | _own_says(parent)
        if grand is not None:
            near = near | _own_says(grand)
        return near, self.within(node)[4]

    def within(self, node: HtmlElement) -> tuple[frozenset[str], bool, bool, int, frozenset[str]]:
        """Return the tags around, whether hidden, whether marked as body, the lists, the names."""
        unknown: list[HtmlElement] = []
        element: HtmlElement | None = node
        while element is not None and element not in self._within and len(unknown) < 300:
            unknown.append(element)
            element = element.getparent()
        known = self._within.get(element) if element is not None else None
        known = known or (frozenset(), False, False, 0, frozenset())
        for one in reversed(unknown):
            tags, hidden, body, lists, says = known
            tag = str(one.tag)
            known = (
                tags if tag in tags else tags | {tag},
                hidden or _is_hidden(one),
                body or "articlebody" in (one.get("itemprop") or "").lower(),
                lists + (tag in ("ul", "ol")),
                says if tag in ("body", "html") else says | _own_says(one),
            )
            self._within[one] = known
        return known


def _is_hidden(element: HtmlElement) -> bool:
    """Tell whether an element says that it is not shown."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style and _HIDDEN.search(style))


def _above(node: HtmlElement) -> list[HtmlElement]:
    """Return the ancestors of a node, the nearest first, at most 64."""
    found: list[HtmlElement] = []
    parent = node.getparent()
    while parent is not None and len(found) < 64:
        found.append(parent)
        parent = parent.getparent()
    return found


_MEMO: dict[str, frozenset[str]] = {}
_MOST_NAMES = 5000


def _own_says(element: HtmlElement) -> frozenset[str]:
    """Return what the class and the id of one element say."""
    name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    found = _MEMO.get(name)
    if found is None:
        if len(_MEMO) > _MOST_NAMES:
            _MEMO.clear()
        found = _MEMO[name] = _read_name(name[:300].lower()) if name.strip() else frozenset()
    return found


def _read_name(name: str) -> frozenset[str]:
    joined = _HYPHENS.sub("", name)
    words = frozenset(_WORDS.findall(name))
    return frozenset(
        key
        for key, (parts, alone) in _PARTS.items()
        if any(part in joined for part in parts) or not alone.isdisjoint(words)
    )


def _path(node: HtmlElement) -> tuple[str, ...]:
    """Return the tags and classes around a node: pieces that share them were made alike."""
    parent = node.getparent()
    if parent is None:
        return (str(node.tag),)
    return (
        str(node.tag),
        (node.get("class") or "")[:100],
        str(parent.tag),
        wording.zeroed((parent.get("class") or "")[:100]),
    )
