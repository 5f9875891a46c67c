"""The deck under a headline: a sentence that stands for itself, or none."""

from __future__ import annotations

import pytest

from tuinews.deck import deck_of
from tuinews.model import Article, Block, BlockKind, Span

LONG = "The council has bought a clock that shows ten past four and has done so since it was put up"


def article(summary: str, body: str = "Nobody knows who ordered it.") -> Article:
    return Article("a", "A clock", summary=summary, blocks=(_paragraph(body),))


def _paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, (Span(text),))


@pytest.mark.parametrize(
    "summary", ["Right twice a day", f"{LONG}, {LONG.lower()}.", "時計は動かない"]
)
def test_a_whole_deck_is_shown(summary: str) -> None:
    assert deck_of(article(summary)) == summary


@pytest.mark.parametrize("end", [" and in the whol", " …", "..."])
def test_one_that_was_cut_off_is_not(end: str) -> None:
    assert deck_of(article(f"{LONG}, {LONG.lower()}{end}")) == ""


def test_one_that_the_body_repeats_is_not() -> None:
    assert deck_of(article(f"{LONG}.", f"{LONG}. It is not known why.")) == ""
    assert deck_of(article("word " * 100)) == ""
