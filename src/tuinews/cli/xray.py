"""What cleaning kept and cut, side by side, for people and programs."""

from __future__ import annotations

from typing import Any

from tuinews import text as gate
from tuinews.columns import pad, wrap
from tuinews.export import byline
from tuinews.model import Article, Block, Cut

_MARGIN = 20  # columns of the reason


def cut_records(article: Article) -> list[dict[str, Any]]:
    """Return the cut lines as JSON has them."""
    return [{"line": cut.line, "text": cut.text, "reason": cut.reason} for cut in article.cut]


def text(article: Article, width: int = 0) -> str:
    """Return the capture in order: kept text at the left, cut lines behind their reason."""
    from tuinews.clean import xray

    wide = max(40, width) if width else 1_000_000
    lines = [*wrap(gate.shown_line(article.headline), wide), *wrap(byline(article), wide), ""]
    before: object = None
    for part in xray(article):
        if isinstance(part, Block) or isinstance(before, Block):
            lines += [""] if before else []
        lines += _kept(part, wide) if isinstance(part, Block) else _cut(part, wide)
        before = part
    return "\n".join(lines) + "\n"


def _kept(block: Block, width: int) -> list[str]:
    rows = gate.shown(block.text).split("\n")
    return [line for row in rows for line in wrap(row, width)]


def _cut(cut: Cut, width: int) -> list[str]:
    reason = f"  {pad(gate.shown_line(cut.reason), _MARGIN - 4)}| "
    blank = " " * (_MARGIN - 2) + "| "
    rows = gate.shown(cut.text).split("\n")
    return [line for row in rows for line in wrap(row, width, reason, blank)]
