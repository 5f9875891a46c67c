"""Measure how many captions come out as blocks of their own, on pages that mark them.

    python -m benchmarks.cleaning.captions DATA [--worst N]

DATA is a folder as `benchmarks.cleaning.cases` describes it. A page marks a caption by
<figcaption>, or by a class that says "caption"; what it marks so beside the article, in lists
of other articles, is none of its captions. Printed are the share of marked captions that came
out as captions or credits, and the share of what came out so that is marked, or that ends in a
photographer's credit.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lxml.html import HtmlElement

from tuinews.clean import CleanError, cleaner, credit_lines, markup
from tuinews.clean.walk import Walk
from tuinews.model import BODY_KINDS, Article, BlockKind, Capture, CaptureKind

_CAPTION = re.compile(r"caption|legende|bildunterschrift|pie-?(?:de-?)?foto|didascalia", re.I)
_NOT = re.compile(r"closed|subtitle|gallery-thumb|video-?js|vjs", re.I)
_WORD = re.compile(r"\w+")
_SAME = 0.6  # share of words that two captions have in common when they are one


@dataclass(frozen=True, slots=True)
class Found:
    """The captions of one page."""

    name: str
    marked: tuple[str, ...]
    hit: tuple[str, ...]  # of those marked
    stray: tuple[str, ...]  # came out as captions, and are none
    ours: int


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the HTML of each page of all sets."""
    for listing in sorted(folder.glob("*/gold.json")):
        for name in sorted(json.loads(listing.read_text("utf-8"))):
            source = next(listing.parent.glob(f"{name}.*"))
            if source.suffix == ".txt":
                continue
            data = source.read_bytes()
            data = gzip.decompress(data) if source.suffix == ".gz" else data
            yield f"{listing.parent.name}/{name}", data.decode("utf-8", "replace")


def marked(html: str, article: Article) -> tuple[str, ...]:
    """Return the captions that a page marks among the blocks of its article."""
    root = markup.parse(html)
    if root is None:
        return ()
    walk = Walk()
    walk.run(root)
    lines = [block.line for block in article.blocks if block.kind in BODY_KINDS]
    first, last = min(lines, default=0), max(lines, default=0)
    texts = [
        piece.text
        for piece, node in zip(walk.pieces, walk.nodes, strict=True)
        if first - 12 <= piece.line <= last + 3 and piece.words >= 3 and _is_marked(node)
    ]
    return tuple(dict.fromkeys(texts))


def _is_marked(node: HtmlElement) -> bool:
    element: HtmlElement | None = node
    for _ in range(4):
        if element is None or element.tag in ("body", "article", "main", "nav"):
            return False
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag == "figcaption":
            return True
        if _CAPTION.search(names) and not _NOT.search(names):
            return True
        element = element.getparent()
    return False


def look(name: str, html: str) -> Found | None:
    """Return the captions of one page; None where it marks none or cannot be read."""
    try:
        article = cleaner.clean(Capture(CaptureKind.PAGE, html, name, datetime.now(UTC)))
    except CleanError:
        return None
    wanted = marked(html, article)
    kinds = (BlockKind.CAPTION, BlockKind.CREDIT)
    blocks = [block for block in article.blocks if block.kind in kinds]
    together = _together([block.text for block in blocks], [block.line for block in blocks])
    if not wanted:
        return None
    hit = tuple(text for text in wanted if any(_same(text, one) for one in together))
    stray = tuple(
        text
        for text in together
        if not any(_same(one, text) for one in wanted)
        and not credit_lines.split_caption(text)[1]
        and not credit_lines.is_credit(text)
    )
    return Found(name, wanted, hit, stray, len(together))


def _together(texts: Sequence[str], lines: Sequence[int]) -> list[str]:
    """Return the texts of the same line as one: a caption and its credit."""
    joined: dict[int, str] = {}
    for text, line in zip(texts, lines, strict=True):
        joined[line] = f"{joined[line]} {text}" if line in joined else text
    return list(joined.values())


def _same(wanted: str, ours: str) -> bool:
    one, other = Counter(_WORD.findall(wanted)), Counter(_WORD.findall(ours))
    return (one & other).total() >= _SAME * max(one.total(), 1)


def main() -> None:
    """Run as a program."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    ask.add_argument("data", type=Path)
    ask.add_argument("--worst", type=int, default=0, metavar="N", help="and what is missed there")
    options = ask.parse_args()
    found = [one for name, html in pages(options.data) if (one := look(name, html))]
    wanted = sum(len(one.marked) for one in found)
    hit = sum(len(one.hit) for one in found)
    ours, stray = sum(one.ours for one in found), sum(len(one.stray) for one in found)
    print(f"{len(found)} pages mark {wanted} captions: {hit / max(wanted, 1):.3f} come out")
    print(f"{ours} blocks are captions or credits: {1 - stray / max(ours, 1):.3f} rightly")
    worst = sorted(found, key=lambda one: len(one.hit) - len(one.marked) - len(one.stray))
    for one in worst[: options.worst]:
        print(f"\n{one.name}")
        for text in one.marked:
            if text not in one.hit:
                print(f"  missed {text[:120]!r}")
        for text in one.stray:
            print(f"  stray  {text[:120]!r}")


if __name__ == "__main__":
    main()
