"""What cleaning kept and cut, side by side, for people and programs."""

from __future__ import annotations

from typing import Any

from tuinews import text as gate
from tuinews.columns import wrap
from tuinews.export import byline, plain_block, stand_together
from tuinews.model import Article, Block, Cut
from tuinews.overrides import xray


def cut_records(article: Article) -> list[dict[str, Any]]:
    """Return the cut lines as JSON has them."""
    return [{"line": cut.line, "text": cut.text, "reason": cut.reason} for cut in article.cut]


def text(article: Article, width: int = 0) -> str:
    """Return the capture in order: kept text as it is read, cut lines behind their "[reason]"."""
    wide = max(40, width) if width else 1_000_000
    lines = [*wrap(gate.shown_line(article.headline), wide), *wrap(byline(article), wide), ""]
    before: Block | Cut | None = None
    for part in xray(article):
        if not _joined(before, part):
            lines += [""] if before else []
        lines += (
            plain_block(part, wide).split("\n") if isinstance(part, Block) else _cut(part, wide)
        )
        before = part
    return "\n".join(lines) + "\n"


def _joined(above: Block | Cut | None, below: Block | Cut) -> bool:
    """Tell whether two lines of the capture stand together without a blank line."""
    if isinstance(above, Block) and isinstance(below, Block):
        return stand_together(above.kind, below.kind)
    return isinstance(above, Cut) and isinstance(below, Cut)


def _cut(cut: Cut, width: int) -> list[str]:
    first, rest = f"  [{gate.shown_line(cut.reason)}] ", "    "
    rows = gate.shown(cut.text).split("\n")
    return [
        line
        for number, row in enumerate(rows)
        for line in wrap(row, width, rest if number else first, rest)
    ]
