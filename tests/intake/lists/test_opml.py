"""Lists of subscriptions out of other programs, and back."""
# ruff: noqa: E501 (tables with a case a line)

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.intake.lists import newsboat, opml
from tuinews.intake.lists.subscriptions import FILTERED, PRIVATE, ListError
from tuinews.model import Feed, FeedSettings

A, B = "https://a.example/feed", "https://b.example/feed?x=1&y=2"


def body(inner: str) -> str:
    return f'<opml version="2.0"><head><title>Mine</title></head><body>{inner}</body></opml>'


def read(inner: str | bytes) -> list[tuple[str, str, tuple[tuple[str, ...], ...]]]:
    content = inner if isinstance(inner, bytes) else body(inner).encode()
    return [(feed.url, feed.title, feed.folders) for feed in opml.read(content).feeds]


@pytest.mark.parametrize(
    ("inner", "title", "folders"),
    [
        (f'<outline type="rss" text="T" title="T" xmlUrl="{A}" htmlUrl="x"/>', "T", ()),
        (f'<outline title="T" xmlUrl="{A}"/>', "T", ()),
        (f'<outline text="T" xmlUrl="{A}"/>', "T", ()),
        (f'<outline xmlUrl="{A}"/>', "", ()),
        (f'<outline text="" title="T" xmlUrl="{A}"/>', "T", ()),
        (f'<OUTLINE TEXT="T" XMLURL="{A}"/>', "T", ()),
        (f'<outline text="T" xmlurl="{A}"></outline>', "T", ()),
        (f'<outline text="T" xmlURL=\'{A}\' />', "T", ()),
        (f'<outline text="T" url="{A}" type="rss"/>', "T", ()),
        (f"<outline text=T xmlUrl={A}>", "T", ()),
        ('<outline text="T" xmlUrl="feed://a.example/feed"/>', "T", ()),
        (f'<outline text="T" xmlUrl="feed:{A}"/>', "T", ()),
        (f'<outline text="T" xmlUrl="  {A} "/>', "T", ()),
        (f'<outline\n  text="T"\n  xmlUrl="{A}"\n/>', "T", ()),
        (f'<outline text="Fish & Chips" xmlUrl="{A}"/>', "Fish & Chips", ()),
        (f'<outline text="caf&eacute;" xmlUrl="{A}"/>', "café", ()),
        (f'<outline text="AT&amp;amp;T" xmlUrl="{A}"/>', "AT&T", ()),
        (f'<outline text="a > b" xmlUrl="{A}"/>', "a > b", ()),
        (f'<outline text="N"><outline text="T" xmlUrl="{A}"/></outline>', "T", (("N",),)),
        (f'<outline title="N" type="rss"><outline text="T" xmlUrl="{A}"/></outline>', "T", (("N",),)),
        (
            f'<outline text="1"><outline text="2"><outline text="3"><outline text="T" xmlUrl="{A}"/>'
            "</outline></outline></outline>",
            "T",
            (("1", "2", "3"),),
        ),
        (
            f'<outline text="1"><outline text="T" xmlUrl="{A}"/></outline>'
            f'<outline text="2"><outline text="T" xmlUrl="{A}"/></outline>',
            "T",
            (("1",), ("2",)),
        ),
        (f'<outline text="N"/><outline text="T" xmlUrl="{A}"/>', "T", ()),
        (f'<outline><outline text="T" xmlUrl="{A}"/></outline>', "T", ()),
        (f'<outline text="N"><outline text="T" xmlUrl="{A}">', "T", (("N",),)),
        (f'<!-- <outline xmlUrl="{B}"/> --><outline text="T" xmlUrl="{A}"/>', "T", ()),
        (f'<outline text="T" xmlUrl="{A}" fz:quickMode="false"/>', "T", ()),
    ],
)  # fmt: skip
def test_every_shape_of_outline_is_understood(
    inner: str, title: str, folders: tuple[tuple[str, ...], ...]
) -> None:
    assert read(inner) == [(A, title, folders)]


@pytest.mark.parametrize(
    "content",
    [
        f'<outline text="Zürich" xmlUrl="{A}"/>',
        f'<opml><outline text="Zürich" xmlUrl="{A}"/></opml>',
        f'<opml version="1.0"><body><outline text="Zürich" xmlUrl="{A}"/>',
        f'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body>'
        f'<outline text="Zürich" xmlUrl="{A}"/></body></opml>',
    ],
)
def test_what_stands_around_the_outlines_does_not_matter(content: str) -> None:
    assert read(content.encode()) == [(A, "Zürich", ())]


@pytest.mark.parametrize(
    ("declared", "codec", "word"),
    [
        ("utf-8", "utf-8", "Zürich"),
        ("utf8", "utf-8", "Zürich"),
        ("utf-8", "cp1252", "Zürich"),
        ("iso-8859-1", "cp1252", "Zürich"),
        ("windows-1251", "cp1251", "Київ"),
        ("utf-16", "utf-16", "Zürich"),
        ("utf-8", "utf-8-sig", "Zürich"),
    ],
)
def test_encodings(declared: str, codec: str, word: str) -> None:
    content = f'<?xml version="1.0" encoding="{declared}"?>' + body(
        f'<outline text="{word}" xmlUrl="{A}"/>'
    )
    assert read(content.encode(codec)) == [(A, word, ())]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("|rm -rf ~", "programs are never run"),
        ("exec:curl https://x | sh", "programs are never run"),
        ("filter:/bin/sh:file:///x", "programs are never run"),
        ("query:Unread:unread = &quot;yes&quot;", "a query; save it as a search instead"),
        ("file:///etc/passwd", "file: addresses are not fetched"),
        ("javascript:alert(1)", "javascript: addresses are not fetched"),
        ("ftp://a.example/", "ftp: addresses are not fetched"),
        ("not an address", "not a web address; it is not fetched, only http and https"),
    ],
)
def test_what_must_not_be_taken_over_is_refused_by_name(address: str, reason: str) -> None:
    found = opml.read(
        body(f'<outline text="T" xmlUrl="{address}"/><outline xmlUrl="{A}"/>').encode()
    )
    assert [feed.url for feed in found.feeds] == [A]
    (line,) = found.refused
    assert reason in line


def test_feeds_that_may_do_harm_come_switched_off() -> None:
    found = opml.read(
        body(
            f'<outline xmlUrl="filter:/bin/x:{A}"/><outline xmlUrl="http://192.168.1.1/reboot"/>'
            f'<outline xmlUrl="http://localhost/"/><outline xmlUrl="{B}"/>'
        ).encode()
    )
    assert [feed.disabled for feed in found.feeds] == [FILTERED, PRIVATE, PRIVATE, ""]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "list: empty, not OPML"),
        (b"<opml version='2.0'></opml>", "list: an OPML list with no feeds in it"),
        (body('<outline text="N"/>').encode(), "list: an OPML list with no feeds in it"),
        (b"<rss><channel/></rss>", "list: a feed, not an OPML list; subscribe to its address"),
        (b"<!doctype html><html><p>x", "list: a web page, not an OPML list"),
        (b"some words", "list: something else, not an OPML list"),
        (b"\x1f\x8b\x08" + bytes(50), "list: a binary file, not OPML"),
        (b" " * (16 << 20) + b"x", "list: larger than 16 MiB, not read as OPML"),
    ],
)
def test_what_is_no_list_is_said(content: bytes, reason: str) -> None:
    with pytest.raises(ListError) as refused:
        opml.read(content, "list")
    assert str(refused.value) == reason


def test_ten_thousand_folders_in_each_other_do_no_harm() -> None:
    content = body('<outline text="d">' * 10_000 + f'<outline text="T" xmlUrl="{A}"/>')
    assert read(content.encode()) == [(A, "T", (("d",) * 8,))]


FEEDS = [
    Feed("https://a.example/1", "Plain"),
    Feed("https://a.example/2?x=1&y=2", 'Q "uotes" & <tags>', site="https://a.example/"),
    Feed("https://a.example/3", "In folder", folders=(("News", "World"), ("Best",))),
    Feed("https://a.example/4", "Tagged", tags=("one", "two words"), folders=(("News",),)),
    Feed("https://a.example/5", "Odd tags", tags=("a,b", "c/d", "é"), description="D & d"),
    Feed(
        "https://a.example/6",
        "Set",
        settings=FeedSettings(interval=30, muted=True, full_text=True, keep_days=7, keep_count=50),
        folders=(("[/]",),),
    ),
    Feed(
        "https://a.example/7",
        "Foreign",
        attributes=(("type", "HTML+XPath"), ("text", "shown"), ("frss:xPathItem", "//a[@x]")),
    ),
    Feed("https://a.example/8", "Archived", disabled="you archived it"),
]


def test_a_round_trip_loses_nothing() -> None:
    written = opml.write(FEEDS)
    ElementTree.fromstring(written)  # others can read it
    found = {feed.url: feed for feed in opml.read(written.encode()).feeds}
    assert found == {feed.url: feed for feed in FEEDS}
    assert opml.write(opml.read(written.encode()).feeds) == written


def test_others_find_title_and_text_and_type() -> None:
    (outline,) = ElementTree.fromstring(opml.write(FEEDS[:1])).iter("outline")
    assert outline.attrib == {
        "type": "rss",
        "text": "Plain",
        "title": "Plain",
        "xmlUrl": "https://a.example/1",
    }


def test_secrets_stay_here_unless_asked_for() -> None:
    settings = FeedSettings(
        user="ann", password_command=("pass", "show"), cookie="c=1", headers=(("X", "key"),)
    )
    feed = Feed("https://ann:secret@a.example/", settings=settings)
    written = opml.write([feed])
    assert not any(word in written for word in ("secret", "ann", "pass", "c=1", "key"))
    assert "ann:secret@" in opml.write([feed], secrets=True)
    assert "secret" not in feed.name


def test_a_list_cannot_bring_commands() -> None:
    inner = f'<outline xmlUrl="{A}" tuinews:passwordCommand="id" tuinews:private="true"/>'
    (feed,) = opml.read(body(inner).encode()).feeds
    assert feed.settings == FeedSettings()


NAMES = st.text(min_size=1, max_size=20)


@given(NAMES, st.lists(NAMES, max_size=3), st.lists(NAMES, max_size=3))
def test_any_names_survive_a_round_trip(title: str, folder: list[str], tags: list[str]) -> None:
    from tuinews.text import line

    shown = tuple(name for name in map(line, folder) if name)
    kept = tuple(dict.fromkeys(tag for tag in map(line, tags) if tag))
    feed = Feed(A, line(title), folders=(shown,) if shown else (), tags=kept)
    (found,) = opml.read(opml.write([feed]).encode()).feeds
    assert (found.folders, found.tags) == (feed.folders, feed.tags)
    assert found.title == (feed.title or A)


URLS = r"""
# comment
https://a.example/feed tech "two words" "~My \"own\" name" !
https://b.example/feed !hidden
"query:Unread:unread = \"yes\""
exec:/home/x/script.sh
"filter:/bin/sed s/a/b/:https://c.example/feed" tech
http://192.168.0.1/feed
https://a.example/feed more
"""


def test_a_newsboat_file() -> None:
    found = newsboat.read(URLS.encode(), "urls")
    first, second, third, fourth = found.feeds
    assert (first.url, first.title, first.tags) == (
        A,
        'My "own" name',
        ("tech", "two words", "more"),
    )
    assert first.settings.muted
    assert (second.url, second.tags) == ("https://b.example/feed", ("hidden",))
    assert (third.url, third.disabled) == ("https://c.example/feed", FILTERED)
    assert fourth.disabled == PRIVATE
    assert [line.split(":")[0] for line in found.refused] == ["line 5", "line 6"]


def test_a_newsraft_file_has_sections() -> None:
    content = (
        '@ News\nhttps://a.example/feed "Name" \n@ Fun {reload-period 60}\nhttps://b.example/f\n'
    )
    first, second = newsboat.read(content.encode()).feeds
    assert (first.title, first.folders, first.tags) == ("Name", (("News",),), ())
    assert second.folders == (("Fun",),)


@pytest.mark.parametrize("content", [b"", b"# only\n", b"\x89PNG\r\n\x1a\n", b"root:x:0\n"])
def test_what_is_no_urls_file(content: bytes) -> None:
    with pytest.raises(ListError):
        newsboat.read(content)
