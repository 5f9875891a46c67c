"""What is not read again would have come back just as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.test_codec import ARTICLES, NOW

from tuinews.model import Article, Block, BlockKind, Cut, Emphasis, Source, Span
from tuinews.store.disk.codec import from_article, to_article
from tuinews.store.disk.gated import is_gated
from tuinews.store.disk.jsonfile import encoded

USUAL = Article(
    id="a1",
    headline='Mayor says "no"',
    publisher="Wire",
    authors=("Ann Example",),
    published=NOW,
    url="https://wire.example/1",
    language="en",
    blocks=(
        Block(BlockKind.PARAGRAPH, (Span("It was “late”.\n«Nobody» left."),), line=1),
        Block(BlockKind.LIST, (Span("See "), Span("this", href="https://x.example/")), 1, "2.", 2),
    ),
    cut=(Cut(3, "Share", "share buttons"),),
    sources=(Source("https://wire.example/feed", NOW),),
)
#: What the gate, or reading a document, may change.
ODD = [
    *("", " ", "  ", "a  b", " a", "a\tb", "\\", "\\u0041", '\\"', "\\n", "x" * 600),
    *("a\u00adb", "\x1b[2J", "\r", "\u2028", "\ud800", "e" + "\u0301" * 12, "\u3164"),
    *("https://me:pw@x.example/", "❤\ufe0f\ufe0f"),
]
WORDS = st.sampled_from(ODD) | st.text(max_size=8)
SPANS = st.builds(Span, WORDS, st.frozensets(st.sampled_from(Emphasis)), WORDS)
BLOCKS = st.builds(
    Block,
    st.sampled_from(BlockKind),
    st.lists(SPANS, max_size=2).map(tuple),
    st.integers(-1, 100),
    WORDS,
    st.integers(0, 9) | st.just(2**60),
    st.just("") | WORDS,
)
CHANGES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(["id", "headline", "publisher", "dateline", "agency", "language"], WORDS),
    **dict.fromkeys(["url", "summary"], WORDS),
    **dict.fromkeys(["authors", "editors", "see_also", "categories"], st.tuples(WORDS, WORDS)),
    **dict.fromkeys(["published", "updated"], st.just(datetime(2021, 1, 1))),
    "published_inferred": st.just(date(2021, 1, 1)) | st.just(NOW),
    "blocks": st.tuples(BLOCKS),
    "cut": st.tuples(st.builds(Cut, st.integers(0, 9) | st.just(2**60), WORDS, WORDS, WORDS)),
    "sources": st.tuples(st.builds(Source, WORDS, st.just(NOW))),
}


def comes_back(article: Article) -> bool:
    return to_article(json.loads(encoded(from_article(article)))) == article


def seen_at_a_glance(article: Article) -> bool:
    return is_gated(article, encoded(from_article(article)).decode())


def test_a_usual_article_is_known_at_a_glance() -> None:
    assert seen_at_a_glance(USUAL)
    assert comes_back(USUAL)


@given(st.data())
@settings(deadline=None)
def test_what_is_told_at_a_glance_is_true(data: st.DataObject) -> None:
    names = data.draw(st.sets(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=2))
    changes: dict[str, Any] = {name: data.draw(CHANGES[name], name) for name in sorted(names)}
    article = replace(USUAL, **changes)
    assert comes_back(article) or not seen_at_a_glance(article)


@given(ARTICLES)
@settings(deadline=None)
def test_of_any_article_too(article: Article) -> None:
    assert comes_back(article) or not seen_at_a_glance(article)


@pytest.mark.parametrize("odd", ODD)
def test_each_oddity_in_a_line_is_read_again(odd: str) -> None:
    article = replace(USUAL, headline=odd)
    assert comes_back(article) or not seen_at_a_glance(article)


@pytest.mark.parametrize(
    "block",
    [
        Block(BlockKind.LIST, (Span("x"),), level=100),
        Block(BlockKind.LIST, (Span("x"),), marker=" 1."),
    ],
)
def test_each_oddity_in_a_block_is_read_again(block: Block) -> None:
    assert not seen_at_a_glance(replace(USUAL, blocks=(block,)))
