"""The deck: the line under a headline that sums an article up."""

from __future__ import annotations

from tuinews.model import Article
from tuinews.text import shown, shown_line

MAX_DECK = 400  # characters; a longer summary is no deck


def deck_of(article: Article) -> str:
    """Return the deck of an article; "" for a summary that its body repeats."""
    deck = shown_line(article.summary)
    beginning = " ".join(shown(article.body[: 2 * len(deck)]).split())
    told = deck[: max(20, len(deck) // 2)].rstrip("… ")
    return deck if deck and len(deck) <= MAX_DECK and told not in beginning else ""
