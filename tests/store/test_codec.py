"""Articles and states as JSON documents, and back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuinews.model import (
    Article,
    Block,
    BlockKind,
    Cut,
    Emphasis,
    Enclosure,
    Source,
    Span,
    State,
    Version,
)
from tuinews.store.disk.codec import from_article, from_state, to_article, to_state, written
from tuinews.store.disk.jsonfile import encoded
from tuinews.text import line, safe

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
TIMES = st.datetimes(
    min_value=datetime(2, 1, 1), max_value=datetime(9998, 12, 31), timezones=st.just(UTC)
)
LINES = st.text(max_size=30).map(line)
TEXTS = st.text(max_size=60).map(safe)
SPANS = st.builds(Span, TEXTS, st.frozensets(st.sampled_from(Emphasis)), LINES)
BLOCKS = st.builds(
    Block,
    st.sampled_from(BlockKind),
    st.lists(SPANS, max_size=3).map(tuple),
    st.integers(0, 9),
    st.text(max_size=5).map(line),
    st.integers(0, 99_999),
)
SOME = {"max_size": 2}
ARTICLES = st.builds(
    Article,
    id=LINES.filter(bool),
    headline=LINES.filter(bool),
    publisher=LINES,
    authors=st.lists(LINES.filter(bool), max_size=2).map(tuple),
    editors=st.lists(LINES.filter(bool), max_size=2).map(tuple),
    dateline=LINES,
    agency=LINES,
    published=st.none() | TIMES,
    published_inferred=st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
    updated=st.none() | TIMES,
    url=LINES,
    language=LINES,
    summary=TEXTS,
    blocks=st.lists(BLOCKS, max_size=4).map(tuple),
    cut=st.lists(st.builds(Cut, st.integers(0, 999), TEXTS, LINES), max_size=2).map(tuple),
    see_also=st.lists(LINES.filter(bool), max_size=2).map(tuple),
    enclosures=st.lists(
        st.builds(
            Enclosure,
            LINES.filter(bool),
            LINES,
            st.none() | st.integers(0, 2**40),
            st.none() | st.integers(0, 9999),
        ),
        max_size=2,
    ).map(tuple),
    categories=st.lists(LINES.filter(bool), max_size=2).map(tuple),
    sources=st.lists(st.builds(Source, LINES, TIMES), max_size=2).map(tuple),
    earlier=st.lists(
        st.builds(Version, LINES, st.lists(BLOCKS, max_size=2).map(tuple), TIMES), max_size=2
    ).map(tuple),
)
STATES = st.builds(
    State,
    st.none() | TIMES,
    st.none() | TIMES,
    st.lists(LINES.filter(bool), max_size=3, unique=True).map(tuple),
    TEXTS,
    st.integers(0, 10**6),
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = [
    *Article.__dataclass_fields__,
    "title",
    "text",
    "body",
    "read",
    "tags",
    "note",
    "position",
]


@given(ARTICLES)
@settings(deadline=None)
def test_an_article_comes_back_as_it_was(article: Article) -> None:
    assert to_article(json.loads(written(article))) == article
    assert written(article) == encoded(from_article(article))


@pytest.mark.parametrize("text", ["half a \ud800 character", "“quoted”", 'a "\n"'])
def test_a_block_is_written_as_any_text_is(text: str) -> None:
    blocks = tuple(Block(BlockKind.QUOTE, (Span(text),), line=number) for number in (1, 2))
    article = Article("a1", "Storm", blocks=blocks)
    assert written(article) == encoded(from_article(article))


@given(STATES)
def test_a_state_comes_back_as_it_was(state: State) -> None:
    assert to_state(json.loads(json.dumps(from_state(state)))) == state


def test_the_default_state_is_not_written() -> None:
    assert from_state(State()) == {}


@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=12))
@settings(deadline=None)
def test_whatever_a_document_holds_it_can_be_read(document: dict[str, object]) -> None:
    article, state = to_article(document), to_state(document)
    assert isinstance(state.position, int)  # below 0 above the text
    if article is not None:
        assert article.headline and article.id
        json.dumps(from_article(article), ensure_ascii=False).encode("utf-8")
        assert to_article(from_article(article)) == article


def test_text_edited_by_others_cannot_act_on_the_terminal() -> None:
    article = to_article(
        {
            "id": "a1",
            "headline": "x\x1b]52;c;eA==\x07[@click=app.quit]y[/] [/]\u202e",
            "url": "javascript:1",
            "blocks": [
                {"kind": "paragraph", "text": "\x9b2J\x1b[2Jtext"},
                {
                    "kind": "paragraph",
                    "text": [{"text": "a\x07b", "href": "https://x.example/\r\n"}],
                },
            ],
            "cut": [{"line": 1, "text": "\x1b[31mred", "reason": "ad\x08vert"}],
        }
    )
    assert article is not None
    assert article.headline == "x[@click=app.quit]y[/] [/]"
    assert article.body == "text\nab"
    assert article.blocks[1].spans[0].href == "https://x.example/"
    assert article.cut == (Cut(1, "red", "advert"),)


def test_a_document_written_by_hand_needs_no_blocks() -> None:
    article = to_article({"title": "By hand", "text": "One.\n\nTwo.", "published": "2021-10-20"})
    assert article is not None
    assert (article.headline, article.body) == ("By hand", "One.\nTwo.")
    assert article.published == datetime(2021, 10, 20, tzinfo=UTC)
    assert article.id


@pytest.mark.parametrize(
    "document",
    [{}, {"headline": None}, {"headline": 5, "blocks": {}}, {"headline": "", "blocks": [5, None]}],
)
def test_a_document_without_headline_and_text_is_no_article(document: dict[str, object]) -> None:
    assert to_article(document) is None


def test_a_mark_without_a_time_counts() -> None:
    state = to_state({"read": True, "starred": "yes", "tags": "later", "position": "12"})
    assert state.read is not None
    assert state.starred is None
    assert state.tags == ("later",)
    assert state.position == 0


def test_no_password_of_an_address_is_written_down_with_an_article() -> None:
    login = "https://ann:sec%20ret@wire.example"
    article = Article(
        id="a",
        headline="h",
        url=f"{login}/a@b",
        sources=(Source(f"{login}/feed", NOW), Source("/tmp/ann@home.txt", NOW)),
    )
    document = from_article(article)
    assert document["url"] == "https://wire.example/a@b"
    origins = [source["origin"] for source in document["sources"]]
    assert origins == ["https://wire.example/feed", "/tmp/ann@home.txt"]
