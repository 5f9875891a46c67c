"""The quick way reads what feedparser reads, field by field, or leaves it to it."""
# ruff: noqa: E501 (tables with a case a line)

from __future__ import annotations

from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.feeds.test_feeds import FULL_ATOM, FULL_RSS, OLD, atom, rss

from tuinews.intake.feeds import fastpath, xmlfeed
from tuinews.intake.feeds.sanitize import sanitized

URL = "https://news.example/feeds/main.xml"
SEEN = datetime(2026, 3, 1, 12, tzinfo=UTC)

SNIPPETS = [
    *("Pier reopens", "", " ", "5 < 6 & 7", "AT&amp;T", "<b>Bold</b> move", "caf&eacute;", "x]]>y"),
    *(
        "<p>One</p><p>Two</p>",
        '<a href="/x?a=1&amp;b=2">y</a>',
        "One\n\nTwo",
        "two\nlines",
        "&lt;b>",
    ),
    *(
        "https://x.example/a?b=1&c=2",
        "/relative",
        "javascript:1",
        "g1",
        "tag:x,2024:1",
        "#",
        "北京",
    ),
    *("Wed, 03 Jan 2024 16:20:05 GMT", "2024-01-03T16:20:05Z", "yesterday", "1704298805"),
    *("Ann Example", "ann@news.example (Ann)", "Ann <ann@news.example>", "a@b.co", "\u202eevil"),
    *("audio/mpeg", "1234", "true", "false", "html", "text", "xhtml", "en-GB", "alternate"),
    *("\x1b[31mred", "tab\there", "nbsp\xa0here", "aGVsbG8gd29ybGQ=", "&#8211;", "&nbsp;", "😀"),
]
VALUES = st.sampled_from(SNIPPETS) | st.text(max_size=12)
RSS_TAGS = [
    *(
        "title",
        "link",
        "description",
        "guid",
        "pubDate",
        "author",
        "category",
        "comments",
        "source",
    ),
    *("enclosure", "content:encoded", "dc:creator", "dc:date", "media:content", "media:thumbnail"),
    *("feedburner:origLink", "slash:comments", "foo:bar", "itunes:duration", "dc:subject"),
]
ATOM_TAGS = [
    *("title", "link", "id", "published", "updated", "author", "category", "summary", "content"),
    *("rights", "contributor", "foo:bar", "media:content"),
]
NAMES = [
    *("url", "href", "rel", "type", "length", "isPermaLink", "domain", "term", "label", "fileSize"),
    "duration",
]


@st.composite
def element(draw: st.DrawFn, tags: list[str]) -> str:
    tag = draw(st.sampled_from(tags))
    names = draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))
    attributes = "".join(f" {name}={quoteattr(draw(VALUES))}" for name in names)
    value = draw(VALUES)
    if tag == "author" and tags is ATOM_TAGS:
        return f"<author><name>{escape(value)}</name></author>"
    kept = f"<![CDATA[{value}]]>" if draw(st.booleans()) and "]]>" not in value else escape(value)
    return f"<{tag}{attributes}>{kept}</{tag}>"


@st.composite
def documents(draw: st.DrawFn) -> str:
    is_rss = draw(st.booleans())
    tags, kind = (RSS_TAGS, "item") if is_rss else (ATOM_TAGS, "entry")
    entries = "".join(
        f"<{kind}>{''.join(draw(st.lists(element(tags), max_size=6)))}</{kind}>"
        for _ in range(draw(st.integers(1, 3)))
    )
    title = f"<title>{escape(draw(VALUES))}</title>"
    language = draw(st.sampled_from(["", "<language>de</language>" if is_rss else ""]))
    if is_rss:
        return rss("", title + language + entries).replace("<rss", '<rss xmlns:foo="urn:foo"')
    spaces = 'xmlns:foo="urn:foo" xmlns:media="http://search.yahoo.com/mrss/"'
    return atom("", title + entries, spaces)


def both(content: str) -> None:
    slowly = xmlfeed.parse(content, URL, SEEN, quickly=False)
    assert xmlfeed.parse(content, URL, SEEN) == slowly


@pytest.mark.parametrize("content", [FULL_RSS, FULL_ATOM, *OLD.values()])
def test_known_feeds_are_read_alike(content: str) -> None:
    both(content)


@settings(
    max_examples=300, derandomize=True, suppress_health_check=[HealthCheck.too_slow], deadline=None
)  # every run reads the same feeds
@given(documents())
def test_any_plain_feed_is_read_alike(content: str) -> None:
    both(content)


SLASH = 'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
PLAIN = "<title>T</title><link>https://x.example/1</link><guid>g</guid><description>D</description>"


@pytest.mark.parametrize(
    "content",
    [
        rss(PLAIN),
        rss("<title>T</title><link/><guid>g</guid>"),
        rss(PLAIN + "<content:encoded><![CDATA[<p>x</p>]]></content:encoded><dc:creator>A</dc:creator>"),
        rss(PLAIN + "<slash:comments>3</slash:comments>").replace("<rss", f"<rss {SLASH}"),
        atom("<id>1</id><title>T</title><link href='/x'/><updated>2024-01-03T00:00:00Z</updated>"),
        atom("<id>1</id><title>T</title><content type='html'>&lt;p&gt;x</content>"),
    ],
)  # fmt: skip
def test_plain_feeds_go_the_quick_way(content: str) -> None:
    assert fastpath.entries(sanitized(content)[0]) is not None


@pytest.mark.parametrize(
    "content",
    [
        rss(PLAIN + "<title>Again</title>"),
        rss(PLAIN + "<description><b>naked</b></description>".replace("description", "source")),
        rss(PLAIN + "<itunes:summary>S</itunes:summary>"),
        rss(PLAIN + "<media:description>S</media:description>"),
        rss(PLAIN + "<odd>S</odd>"),
        rss(PLAIN).replace("</channel>", "<item><title>U</title></item><ttl>5</ttl><item/></channel>"),
        rss(PLAIN)[:-9],
        rss(PLAIN).replace(' xmlns:dc="http://purl.org/dc/elements/1.1/"', ' xmlns:dc="urn:dc"'),
        atom("<id>1</id><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x</div></content>"),
        atom("<id>1</id><title>T</title>", extra='xml:base="https://b.example/"'),
        rss(PLAIN + "<author>ann@news.example (Ann)</author><dc:creator>Bo</dc:creator>"),
        rss("<title>T</title><guid isPermaLink='perhaps'>g</guid>"),
        rss(PLAIN + "<enclosure href='https://x.example/a.mp3'/>"),
        atom("<id>1</id><title type='odd'>T</title>"),
        *list(OLD.values())[2:5],
    ],
)  # fmt: skip
def test_unusual_feeds_are_left_to_feedparser(content: str) -> None:
    assert fastpath.entries(sanitized(content)[0]) is None
    both(content)
