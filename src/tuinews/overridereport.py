"""A report of what the user has overridden of cleaning, as evidence for better rules.

It holds what is needed to mend a rule and nothing else of the user's: no tags, no notes, no
folders, no addresses with what follows a "?" in them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tuinews import overrides
from tuinews.clean import scores, wording
from tuinews.clean.blocks import Piece
from tuinews.clean.furniture import START_WORDS
from tuinews.counting import counted
from tuinews.model import Article, Block, BlockKind, Span
from tuinews.settings import toml
from tuinews.text import shown_line

_SHOWN = 160  # characters of a line in a comment
_KINDS = {kind.value: f"a {kind}" for kind in BlockKind}
_KINDS |= {"list": "an item of a list", "code": "code"}


@dataclass(frozen=True, slots=True)
class Moved:
    """One line that the user moved."""

    text: str
    kept: bool  # what the user made of it
    was: str  # why it had been cut, or the kind of block that it had been
    score: float  # how likely the classifier holds it to be part of the text, 0 to 1


@dataclass(frozen=True, slots=True)
class Overridden:
    """An article with lines that the user moved."""

    headline: str
    origin: str  # the host and path of a page or feed; of a file its name alone
    language: str
    lines: tuple[Moved, ...]


def of_article(article: Article) -> Overridden | None:
    """Return what was overridden in an article; None where nothing was."""
    moved = overrides.moved(article)
    if not moved:
        return None
    scored = _scores(article)
    lines = tuple(
        Moved(one.text, isinstance(one, Block), one.was, scored.get((one.line, one.text), 0.0))
        for one in moved
    )
    origins = [article.url, *(source.origin for source in article.sources)]
    return Overridden(article.headline, _public(origins), article.language, lines)


def _scores(article: Article) -> dict[tuple[int, str], float]:
    """Return how likely each line is part of the text, by its place and text."""
    parts = [part for part in overrides.xray(article) if part.text.strip()]
    pieces = [Piece((Span(part.text),), line=part.line) for part in parts]
    scores.choose(pieces, article.headline)
    return {(piece.line, piece.text): round(piece.score, 2) for piece in pieces}


def _public(origins: Sequence[str]) -> str:
    """Return the first origin that is there, without what may be private in it."""
    origin = next(filter(None, origins), "")
    if not re.match(r"https?://", origin):
        return Path(origin).name
    try:
        parts = urlsplit(origin)
    except ValueError:  # "http://[": of a file that was edited by hand
        return ""
    return f"{parts.hostname or ''}{parts.path}"


def record(one: Overridden) -> dict[str, Any]:
    """Return what was overridden in an article as plain values of JSON."""
    return {
        "headline": one.headline,
        "origin": one.origin,
        "language": one.language,
        "moved": [
            {
                "text": line.text,
                "to": "kept" if line.kept else "cut",
                "was": line.was,
                "score": line.score,
            }
            for line in one.lines
        ],
    }


_HEAD = """\
# What was moved by hand between the text of articles and what is cut from them: {count}.
# Send it to the makers of tuinews as it is: it holds these headlines and lines, and no more.
# Or make it a rule: take out of the lists below what is too general, save the file, and name
# it in the settings, under [clean]: rules = "FILE". Try it: tuinews clean --why --rules FILE PATH
# "Judge" is how likely the line is part of the text, 0 to 1, by the judge of today.
"""


def report(found: Sequence[Overridden]) -> str:
    """Return what was overridden as a file of furniture words, the rest of it as comments."""
    count = sum(len(one.lines) for one in found)
    said = f"{counted(count, 'line')} in {counted(len(found), 'article')}"
    rows = [_HEAD.format(count=said)]
    for one in found:
        about = ", ".join(filter(None, (one.origin, one.language)))
        rows.append(f"# {shown_line(one.headline)}" + (f" ({shown_line(about)})" * bool(about)))
        for line in one.lines:
            verb = "kept" if line.kept else "cut"
            was = f"was cut as {line.was}" if line.kept else f"was {_KINDS.get(line.was, line.was)}"
            text = shown_line(line.text.replace("\n", " "), _SHOWN)
            rows.append(f"#   {verb}: {text}")
            rows.append(f"#     {was}; judge {line.score:.2f}")
        rows.append("#")
    return "\n".join([*rows, *_rules(found)]) + "\n"


def _rules(found: Sequence[Overridden]) -> list[str]:
    """Return the lines that were cut and are short enough for a rule, as furniture words."""
    cut = [line.text for one in found for line in one.lines if not line.kept]
    short = dict.fromkeys(
        text
        for text in (shown_line(text.replace("\n", " ")) for text in cut)
        if wording.fold(text) and wording.count(text) <= START_WORDS
    )
    if not short:
        return ["# None of the lines that were cut is short enough for a rule."] if cut else []
    return [f'["{overrides.CUT}"]', "whole = [", *(f"  {toml(text)}," for text in short), "]"]
