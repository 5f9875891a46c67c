"""What cleaning kept and what it cut, side by side."""

from __future__ import annotations

from tuinews.model import Article, Block, Cut


def xray(article: Article) -> list[Block | Cut]:
    """Return the blocks and the cuts of an article, in the order of its capture."""
    parts: list[Block | Cut] = [*article.blocks, *article.cut]
    return sorted(parts, key=lambda part: part.line)
