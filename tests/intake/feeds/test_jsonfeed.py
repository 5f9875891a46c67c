"""JSON Feed, sound and with every type wrong."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.intake.errors import FeedError
from tuinews.intake.feeds.parsed import ParsedFeed
from tuinews.intake.feeds.parser import parse
from tuinews.model import Enclosure

SEEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://news.example/feeds/main.json"
VERSION = "https://jsonfeed.org/version/1.1"


def read(feed: object) -> ParsedFeed:
    body = feed if isinstance(feed, bytes) else json.dumps(feed).encode()
    return parse(body, URL, SEEN)


def feed(*items: object, **fields: object) -> dict[str, object]:
    return {"version": VERSION, "title": "News", "items": list(items), **fields}


def test_an_item_in_full() -> None:
    item = {
        "id": "1",
        "url": "/pier",
        "title": "Pier reopens",
        "content_html": '<p>The <a href="more">text</a></p>',
        "summary": "A teaser",
        "date_published": "2024-01-03T17:20:05+01:00",
        "date_modified": "2024-01-04T00:00:00Z",
        "authors": [{"name": "Ann Example"}, {"name": "Bo"}],
        "tags": ["Harbour", "Harbour", 7],
        "language": "de",
        "attachments": [
            {
                "url": "a.mp3",
                "mime_type": "audio/mpeg",
                "size_in_bytes": 9,
                "duration_in_seconds": 61.5,
            },
            {"url": "javascript:1"},
        ],
    }
    hubs = [{"type": "WebSub", "url": "https://hub.example/"}]
    parsed = read(
        feed(
            item,
            home_page_url="https://news.example/",
            hubs=hubs,
            description="D",
            feed_url=URL,
            next_url="http://127.0.0.1/canary",
            icon="http://127.0.0.1/canary",
        )
    )
    (capture,) = parsed.captures
    stated = capture.stated
    assert (parsed.kind, parsed.title, parsed.site) == ("json11", "News", "https://news.example/")
    assert (parsed.description, parsed.self_url) == ("D", URL)
    assert (capture.url, capture.feed, stated.guid) == ("https://news.example/pier", URL, "1")
    assert capture.text == '<p>The <a href="https://news.example/more">text</a></p>'
    assert (stated.headline, stated.summary) == ("Pier reopens", "<p>A teaser</p>")
    assert stated.authors == ("Ann Example", "Bo")
    assert stated.published == datetime(2024, 1, 3, 16, 20, 5, tzinfo=UTC)
    assert stated.updated == datetime(2024, 1, 4, tzinfo=UTC)
    assert (stated.categories, stated.language) == (("Harbour",), "de")
    assert stated.enclosures == (Enclosure("https://news.example/a.mp3", "audio/mpeg", 9, 61),)


def test_plain_text_and_what_the_feed_says_for_all() -> None:
    parsed = read(
        feed({"content_text": "A < B\n\nC", "id": 7}, author={"name": "Desk"}, language="en")
    )
    (capture,) = parsed.captures
    assert capture.text == "<p>A &lt; B</p><p>C</p>"
    assert (capture.stated.guid, capture.stated.headline) == ("7", "A < B")
    assert (capture.stated.authors, capture.stated.language) == (("Desk",), "en")
    assert capture.stated.publisher == "News"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"[]", "not a JSON feed: no object"),
        (b"{}", "not a JSON feed: it has no list of items"),
        (b"null", "not a JSON feed: no object"),
        (b'{"items": null}', "not a JSON feed: it has no list of items"),
        (b'{"items": {}}', "not a JSON feed: it has no list of items"),
        (b'{"items": [{"id": "1"', "not a JSON feed that can be read: the JSON is cut"),
        (b'{"items": [{"id": "1', "not a JSON feed that can be read: the JSON is cut"),
        (b'{"items": [,]}', "not a JSON feed that can be read: invalid JSON in line 1"),
        (b'{"items":' * 100_000, "not read: nested too deep"),
        (b"[" * 100_000, "not read: nested too deep"),
    ],
)
def test_what_is_no_json_feed_is_said(body: bytes, reason: str) -> None:
    with pytest.raises(FeedError) as refused:
        read(body)
    assert str(refused.value) == reason


def test_bad_items_are_left_out_and_counted() -> None:
    parsed = read(feed(1, None, [], {}, {"id": "x"}, {"title": "Good"}))
    assert [capture.stated.headline for capture in parsed.captures] == ["Good"]
    assert parsed.notices == ("5 items left out: they are not what an item has to be",)


def test_odd_numbers_and_characters_do_no_harm() -> None:
    body = b'{"version": "1", "items": [{"id": ' + b"9" * 5000
    body += b', "title": "a\\ud800b\\u001b[31m", "x": NaN, "y": -Infinity}]}'
    (capture,) = read(body).captures
    assert capture.stated.headline == "ab"
    assert len(capture.stated.guid) == 1024
    json.dumps(capture.stated.guid).encode()


def test_utf_16_is_read() -> None:
    (capture,) = read(json.dumps(feed({"title": "Zürich"})).encode("utf-16")).captures
    assert capture.stated.headline == "Zürich"


def test_of_too_many_items_some_are_left_out() -> None:
    parsed = read(feed(*({"title": str(number)} for number in range(5003))))
    assert len(parsed.captures) == 5000
    assert parsed.notices == ("3 entries left out: a feed may bring 5,000",)


KEYS = [
    *("id", "url", "external_url", "title", "content_html", "content_text", "summary", "image"),
    *("date_published", "authors", "author", "tags", "attachments", "language", "mime_type"),
    *("size_in_bytes", "name"),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=5,
)


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), JSON), max_size=3), JSON)
def test_any_types_give_captures_that_can_be_kept(
    items: list[dict[str, object]], other: object
) -> None:
    parsed = read(feed(*items, hubs=other, authors=other, language=other, home_page_url=other))
    for capture in parsed.captures:
        repr(capture).encode()
        assert capture.stated.guid
        assert capture.url == "" or capture.url.startswith(("http:", "https:"))
