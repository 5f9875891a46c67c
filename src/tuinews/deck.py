"""The deck: the line under a headline that sums an article up."""

from __future__ import annotations

from tuinews.model import Article
from tuinews.text import shown, shown_line

MAX_DECK = 400  # characters; a longer summary is no deck
WHOLE = 140  # so short, a deck may do without an end mark; a longer one was cut off

_ENDS = frozenset(".!?:…。！？।؟۔\"'”’»›」』)）")


def deck_of(article: Article) -> str:
    """Return the deck of an article; "" for a summary that its body repeats, or a cut-off one."""
    deck = shown_line(article.summary)
    if len(deck) > WHOLE and (deck[-1] not in _ENDS or deck.endswith(("…", "..."))):
        return ""
    beginning = " ".join(shown(article.body[: 2 * len(deck)]).split())
    told = deck[: max(20, len(deck) // 2)].rstrip("… ")
    return deck if deck and len(deck) <= MAX_DECK and told not in beginning else ""
