"""Whatever comes in: captures, or one error of ours with one line."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tuinews.intake import files
from tuinews.intake.decoding.decode import decode
from tuinews.intake.errors import FeedError, IntakeError
from tuinews.intake.feeds import parser
from tuinews.intake.lists import newsboat, opml
from tuinews.intake.lists.subscriptions import ListError
from tuinews.model import Capture

SEEN = datetime(2026, 3, 1, tzinfo=UTC)
PIECES = [
    *("&#xD800;", "&#0;", "&#27;", "&amp;#27;", "&#99999999999;", "&x;", "&", "<", "]]>", "-->"),
    *("<![CDATA[", "<!--", "\x00", "\x1b]52;c;eA==\x07", "\x9b2J", "\u202e", "[/]", "'", '"'),
    *("[@click=app.quit]x[/]", "javascript:1", "file:///etc/passwd", "../../x", "9" * 400),
    *("\u0301" * 50, "北京", "a@" + "a." * 200 + "!", "\r\n", "\u2028", "/a?b=1&c", "2024-01-03"),
    *("Wed, 03 Jan 2024 16:20:05 GMT", "31 Feb 2024", "-1", "https://x.example/?a=1&b=2"),
]
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=5).map("".join)
TAGS = st.sampled_from(
    [
        *("title", "link", "guid", "description", "author", "pubDate", "category", "dc:creator"),
        *("content:encoded", "enclosure", "itunes:duration", "media:content", "gml:pos", "source"),
        *("georss:point", "id", "updated", "summary", "content", "x:y", "image", "item", "entry"),
    ]
)
ATTRIBUTES = ["url", "href", "rel", "type", "xml:base", "isPermaLink", "mode", "length"]
OPENINGS = [
    '<rss version="2.0"><channel>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    "<rdf:RDF xmlns:rdf='x'>",
    '<?xml version="1.0" encoding="utf-16"?><rss><channel>',
    '<!DOCTYPE rss [<!ENTITY x "y">]><rss><channel>',
    "<opml><body>",
    "<html><head>",
    "",
]


@st.composite
def elements(draw: st.DrawFn) -> str:
    tag = draw(TAGS)
    names = draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=2, unique=True))
    attributes = "".join(f' {name}="{draw(TEXT)}"' for name in names)
    end = draw(st.sampled_from([f"</{tag}>", f"</{tag}>", "", "</y>", "</item>"]))
    return f"<{tag}{attributes}>{draw(TEXT)}{end}"


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    inner = "".join(
        f"<{kind}>{''.join(draw(st.lists(elements(), max_size=4)))}</{kind}>"
        for kind in draw(st.lists(st.sampled_from(["item", "entry", "outline"]), max_size=3))
    )
    content = draw(st.sampled_from(OPENINGS)) + draw(elements()) + inner
    body = bytearray(
        content.encode(draw(st.sampled_from(["utf-8", "utf-16", "cp1252"])), "replace")
    )
    for place in draw(st.lists(st.integers(0, len(body) - 1), max_size=3)) if body else []:
        body[place] = draw(st.integers(0, 255))
    return bytes(body)


BYTES = documents() | st.binary(max_size=200)
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
many = settings(
    max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.too_slow], deadline=None
)


def check_line(error: IntakeError) -> None:
    line = str(error)
    assert line and "\n" not in line and not FORBIDDEN.search(line)


def check_entry(capture: Capture) -> None:
    stated = capture.stated
    lines = (stated.guid, stated.headline, stated.publisher, stated.language, capture.url)
    for text in (*lines, *stated.authors, *stated.categories):
        assert not FORBIDDEN.search(text) and "\n" not in text
    for text in (capture.text, stated.summary):
        assert not FORBIDDEN.search(text)
    assert stated.guid
    assert stated.published is None or stated.published <= SEEN
    assert capture.url == "" or capture.url.lower().startswith(("http:", "https:"))


@many
@given(BYTES)
def test_any_bytes_are_a_feed_or_one_error(body: bytes) -> None:
    try:
        parsed = parser.parse(body, "https://x.example/f", SEEN)
    except FeedError as error:
        check_line(error)
        assert error.__cause__ is None, "a parser failed in a way that is not foreseen"
        return
    for capture in parsed.captures:
        check_entry(capture)
    assert all(not FORBIDDEN.search(text) for text in (parsed.title, parsed.site, *parsed.notices))


@many
@given(BYTES)
def test_any_bytes_are_captures_or_one_error(body: bytes) -> None:
    try:
        captures = files.captures(body, "file", now=lambda: SEEN)
    except IntakeError as error:
        check_line(error)
        return
    for capture in captures:
        capture.text.encode()


@many
@given(BYTES)
def test_any_bytes_are_a_list_or_one_error(body: bytes) -> None:
    for read in (opml.read, newsboat.read):
        try:
            found = read(body, "list")
        except ListError as error:
            check_line(error)
            continue
        for feed in found.feeds:
            assert feed.url.lower().startswith(("http:", "https:"))
            assert not FORBIDDEN.search(feed.title + "".join(feed.tags))
        assert all(not FORBIDDEN.search(line) for line in found.refused)
        if found.feeds:
            opml.read(opml.write(found.feeds).encode())


@many
@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "utf-16", "shift_jis", "utf-7", "x"]))
def test_any_bytes_are_decoded(body: bytes, charset: str) -> None:
    decode(body, charset).encode()
