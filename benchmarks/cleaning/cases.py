"""Labelled pages and captures, as the model sees them.

A data folder holds a folder for each set. A set has gold.json, {ID: {"body": TEXT, "url": URL}},
and an input per ID: ID.html or ID.html.gz (a page), or ID.txt (a text capture). Pages also give
text captures: dumped with a block a line, whole and from the headline on, and wrapped hard.
"""

from __future__ import annotations

import gzip
import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from benchmarks.cleaning.labels import labels
from tuinews.clean import headline, markup, page, plain, plain_headline, scores, wording
from tuinews.clean.blocks import Piece
from tuinews.intake.decoding.decode import declared, decode
from tuinews.text import safe

_APART = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "blockquote",
        "table",
        "pre",
        "figure",
        "dl",
    ]
)


@dataclass(frozen=True, slots=True)
class Case:
    """One capture: the features of its pieces, and which of them are the body."""

    kind: str  # page or text
    source: str  # the set, and how the capture was made from it
    site: str  # what must not be split between training and test
    rows: list[list[float]]
    kept: list[bool]
    apart: list[bool]  # known to be no body text before the model is asked
    words: list[int]
    texts: list[str]
    gold: str


def read(folder: Path, kinds: Sequence[str] = ("page", "text")) -> Iterator[Case]:
    """Yield the cases of some kinds of all sets in a data folder."""
    for listing in sorted(folder.glob("*/gold.json")):
        gold = json.loads(listing.read_text("utf-8"))
        sites = _sites(folder, gold)
        for name in sorted(gold):
            source = next(listing.parent.glob(f"{name}.*"))
            body = safe(gold[name]["body"])  # as the pieces are: without soft hyphens
            yield from _cases(source, listing.parent.name, sites[name], body, kinds)


def _sites(folder: Path, gold: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return the site of each capture: its address's, else that of the page of its name."""
    known: dict[str, str] = {}
    for listing in folder.glob("*/gold.json"):
        for name, facts in json.loads(listing.read_text("utf-8")).items():
            if "url" in facts:
                known[name] = site(facts["url"])
    return {name: known.get(name, name) for name in gold}


def site(url: str) -> str:
    """Return the registered domain of an address, roughly."""
    parts = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
    long = len(parts) > 2 and len(parts[-2]) <= 3
    return ".".join(parts[-3:] if long else parts[-2:])


def _cases(source: Path, name: str, where: str, gold: str, kinds: Sequence[str]) -> Iterator[Case]:
    data = source.read_bytes()
    if source.suffix == ".gz":
        data = gzip.decompress(data)
    text = decode(data, declared(data))
    if source.suffix == ".txt":
        if "text" in kinds:
            yield text_case(text, name, where, gold)
        return
    pieces, nodes, title = page_pieces(text)
    if "page" in kinds:
        rows = scores.features(pieces, title, nodes)
        yield _case("page", name, where, gold, pieces, rows, title)
    if "text" not in kinds:
        return
    start = next((n for n, piece in enumerate(pieces) if piece.text == title), 0)
    for form, first, wrapped in (
        ("whole", 0, False),
        ("headline", start, False),
        ("wrapped", 0, True),
    ):
        if form != "headline" or first:
            dumped = dump(pieces[first:], nodes[first:], wrapped=wrapped)
            yield text_case(dumped, f"{name}, {form}", where, gold)


def page_pieces(text: str) -> tuple[list[Piece], list[HtmlElement], str]:
    """Return the pieces of a page, their elements, and its headline."""
    root = markup.parse(text)
    if root is None:
        return [], [], ""
    walk, meta = page.read(root, "", datetime.now(UTC))
    page.mark(walk.pieces, walk.nodes)
    return walk.pieces, walk.nodes, headline.visible(walk.pieces, meta)


def text_case(text: str, name: str, where: str, gold: str) -> Case:
    """Return the case of a text capture."""
    pieces = plain.pieces(text)
    title = plain_headline.headline(pieces, scores.rough(pieces))
    return _case("text", name, where, gold, pieces, scores.features(pieces, title), title)


def _case(
    kind: str,
    name: str,
    where: str,
    gold: str,
    pieces: Sequence[Piece],
    rows: list[list[float]],
    title: str,
) -> Case:
    texts = [piece.text for piece in pieces]
    words = [piece.words for piece in pieces]
    apart = scores.apart(pieces, wording.fold(title))
    return Case(kind, name, where, rows, labels(texts, gold), apart, words, texts, gold)


def dump(pieces: Sequence[Piece], nodes: Sequence[HtmlElement], *, wrapped: bool) -> str:
    """Return pieces of a page as a browser copies them, or as a text browser prints them."""
    lines: list[str] = []
    above: HtmlElement | None = None
    for piece, node in zip(pieces, nodes, strict=True):
        first_item = node.tag == "li" and (
            above is None or above.getparent() is not node.getparent()
        )
        if lines and (
            node.tag in _APART or first_item or (above is not None and above.tag in _APART)
        ):
            lines.append("")
        text = piece.text if node.tag == "table" else piece.text.replace("\n", " ")
        if not wrapped:
            lines.append(text)
        elif node.tag == "li":
            lines += textwrap.wrap(
                text, 78, initial_indent="  • ", subsequent_indent="    ", break_long_words=False
            )
        else:
            lines += textwrap.wrap(text, 79, break_long_words=False)
        above = node
    return "\n".join(lines)
