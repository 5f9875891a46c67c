"""Which of the headlines that a page states is the one that its reader sees."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tuinews.clean import wording
from tuinews.clean.blocks import Piece
from tuinews.clean.metadata import Metadata
from tuinews.model import BlockKind
from tuinews.text import line

_PARTS = re.compile(r"\s+[|–—·•»«-]\s+|\s*\|\s*|\s+::\s+")


_KICKER = 4  # words of what stands before the headline

_SHOWN = 1.1  # the weight of the page's own heading in the vote


def choose(shown: str, meta: Metadata) -> str:
    """Return the headline with most votes of the page's heading and of its data."""
    votes: dict[str, float] = {}
    texts: dict[str, str] = {}
    for weight, text in [(_SHOWN, shown), *meta.headlines]:
        whole = wording.fold(text) == wording.fold(shown)
        bare = line(text if whole else _without_site(text, meta.publisher))
        folded = wording.fold(bare)
        if folded:
            votes[folded] = votes.get(folded, 0.0) + weight
            texts.setdefault(folded, bare)
    return texts[max(votes, key=lambda folded: votes[folded])] if votes else ""


def visible(pieces: Sequence[Piece], meta: Metadata) -> str:
    """Return the heading of the article as the page shows it; "" where none can be told."""
    stated = [wording.fold(text) for _, text in meta.headlines]
    heads = [p for p in pieces if p.kind is BlockKind.HEADING and p.level == 1 and p.words <= 60]
    for piece in heads:
        if any(_agree(piece.folded, text) for text in stated):
            return _without_kicker(line(piece.text), [line(text) for _, text in meta.headlines])
    if len(heads) == 1 and heads[0].words >= 3:
        return line(heads[0].text)
    if meta.headlines:
        return line(_without_site(meta.headlines[0][1], meta.publisher))
    return line(heads[0].text) if heads else ""


def _without_kicker(shown: str, stated: Sequence[str]) -> str:
    """Return a heading without the section that some set before the headline in it."""
    for text in stated:
        kicker = shown[: -len(text)].rstrip() if text and shown.endswith(text) else ""
        begins = text[:1].isupper() or text[:1] in wording.QUOTES
        if kicker and begins and kicker[-1].isalnum() and wording.count(kicker) <= _KICKER:
            return text
    return shown


def _agree(one: str, other: str) -> bool:
    """Tell whether two headlines are one, perhaps with a site's name added."""
    if not one or not other:
        return False
    if one == other or (len(one) > 15 and (other.startswith(one) or other.endswith(one))):
        return True
    first, second = set(one.split()), set(other.split())
    return len(first & second) >= 0.6 * min(len(first), len(second)) and len(first & second) >= 3


def _without_site(text: str, publisher: str) -> str:
    """Return a title without the name of the site behind it."""
    parts = _PARTS.split(text)
    if len(parts) < 2:
        return text
    site = wording.fold(publisher)
    if (site and wording.fold(parts[-1]) == site) or wording.count(parts[-1]) <= 3 < wording.count(
        parts[0]
    ):
        at = text.rfind(parts[-1])
        return re.sub(r"\s*(?:[|–—·•»«-]|::)\s*$", "", text[:at])
    return text
