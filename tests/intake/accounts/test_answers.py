"""What servers answer, odd and hostile, to plain values."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW

from tuinews import limits
from tuinews.intake.accounts import answers
from tuinews.intake.accounts.answers import Origin, Page, Subscription
from tuinews.intake.errors import FeedError
from tuinews.model import Capture

ORIGINS = {"feed/1": Origin("https://wire.example/feed", "https://wire.example/feed", "The Wire")}


def said(value: object) -> bytes:
    return json.dumps(value).encode()


def capture(**item: Any) -> Capture:
    """The capture of an item."""
    fields = {"id": "1", "origin": {"streamId": "feed/1"}, "title": "Storm", **item}
    (found,) = answers.items(said({"items": [fields]}), NOW, ORIGINS)
    assert found.capture is not None
    return found.capture


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("1634800000000040", "1634800000000040"),
        (42, "42"),
        ("tag:google.com,2005:reader/item/000000000000002a", "42"),
        ("tag:google.com,2005:reader/item/0005ce8f3a2b4c01", str(0x0005CE8F3A2B4C01)),
        # of 64 bits with a sign, as Google had them
        ("tag:google.com,2005:reader/item/fb115bd6d34a8e9f", "-355401917359550817"),
        ("-355401917359550817", "-355401917359550817"),
        ("18091342156350000799", "-355401917359550817"),
        ("9223372036854775807", "9223372036854775807"),
        # of The Old Reader: no number at all
        ("tag:google.com,2005:reader/item/51abcdef0123456789abcdef", "51abcdef0123456789abcdef"),
        ("51abcdef0123456789abcdef", "51abcdef0123456789abcdef"),
        ("0000000000000042", "0000000000000042"),  # decimal, however it looks
        ("a\x1b]0;b", ""),
        ("x" * 2000, ""),
        (True, ""),
        (None, ""),
        ([], ""),
    ],
)
def test_an_id_is_the_same_in_lists_and_contents(given: object, wanted: str) -> None:
    assert answers.identity(given) == wanted


@pytest.mark.parametrize(
    "body",
    [b"SID=x\nLSID=null\nAuth=ann/8e6\n", b"Auth=ann/8e6", b'{"SID":"x","Auth":"ann/8e6"}'],
)
def test_a_login_is_answered_in_lines_or_in_json(body: bytes) -> None:
    assert answers.session(body) == "ann/8e6"


@pytest.mark.parametrize(
    "body", [b"", b"<html>log in</html>", b"Auth=", b"Auth=a\x00b", b'{"Auth": 7}', b"{", b"\xff"]
)
def test_a_login_without_a_session_is_none(body: bytes) -> None:
    with pytest.raises(FeedError):
        answers.session(body)


def test_tokens_of_both_lengths() -> None:
    assert len(answers.token(b"t" * 57 + b"\n")) == 57
    assert len(answers.token(b"t" * 70)) == 70
    with pytest.raises(FeedError):
        answers.token(b"a\r\nX: y")


def test_feeds_with_folders_in_each_other_and_without() -> None:
    found = answers.subscriptions(
        said(
            {
                "subscriptions": [
                    {
                        "id": "feed/1",
                        "title": "Harbour \uff06 Sea",
                        "url": "https://wire.example/feed",
                        "htmlUrl": "https://wire.example/",
                        "categories": [{"label": "News/Europe"}, {"label": " / "}, 7],
                    },
                    {"id": "feed/https://b.example/rss", "title": "B"},  # of Inoreader
                    {"id": "feed/3", "title": "C", "url": "javascript:alert(1)"},
                    {"title": "no id"},
                    "no feed",
                ]
            }
        ),
        folded=True,
    )
    assert found == (
        Subscription(
            *("feed/1", "https://wire.example/feed", "Harbour & Sea", "https://wire.example/"),
            (("News", "Europe"),),
        ),
        Subscription("feed/https://b.example/rss", "https://b.example/rss", "B"),
        Subscription("feed/3", "", "C"),
    )


def test_signs_of_full_width_stay_where_they_are_meant() -> None:
    (found,) = answers.subscriptions(said({"subscriptions": [{"id": "1", "title": "Ａ＆Ｂ"}]}))
    assert found.title == "Ａ＆Ｂ"


def test_a_page_of_ids() -> None:
    refs = [{"id": "7"}, {"id": "7"}, {"id": None}, "x", {"id": 8}]
    assert answers.page(said({"itemRefs": refs, "continuation": 3})) == Page(("7", "8"), "3")
    assert answers.page(said({"itemRefs": []})) == Page(())


@pytest.mark.parametrize("body", [b"[]", b"null", b"{}", b"<html>", b"[" * 100_000, b"\xff\xfe"])
def test_what_is_no_list_is_never_taken_for_an_empty_one(body: bytes) -> None:
    with pytest.raises(FeedError):
        answers.page(body)
    with pytest.raises(FeedError):
        answers.subscriptions(body)


@pytest.mark.parametrize(
    "value",
    [
        {"itemRefs": [7, "8"]},
        {"itemRefs": [{"id": None}, {"id": 1.5}]},
        {"itemRefs": [{"id": 7}], "continuation": ["next"]},
        {"itemRefs": [{"id": 7}], "continuation": "x" * 100_000},
    ],
)
def test_a_list_that_cannot_be_read_is_none_that_ends(value: object) -> None:
    with pytest.raises(FeedError, match="can be read"):
        answers.page(said(value))


def test_an_item_as_an_entry_of_its_feed() -> None:
    found = capture(
        title="Rats &amp; mice <b>leave</b>",
        author="Ann\x1b[2J Keller",
        published=1_634_800_000,
        updated="1634800060",
        canonical=[{"href": "javascript:x"}, {"href": "https://wire.example/1"}],
        alternate=[{"href": "https://wire.example/other"}],
        summary={"content": '<p>They <a href="/more">left</a>.</p>'},
        categories=["user/-/state/com.google/read", "user/1/label/News", "ships", 7],
        enclosure=[{"url": "https://wire.example/a.mp3", "type": "audio/mpeg", "length": 9}, 3],
    )
    stated = found.stated
    assert (found.url, found.origin, found.feed) == (
        *("https://wire.example/1", "https://wire.example/feed", "https://wire.example/feed"),
    )
    assert found.text == '<p>They <a href="https://wire.example/more">left</a>.</p>'
    assert stated.headline == "Rats & mice leave"
    assert stated.authors == ("Ann Keller",)
    assert stated.publisher == "The Wire"
    assert stated.published is not None and stated.updated is not None
    assert (stated.updated - stated.published).total_seconds() == 60
    assert stated.categories == ("ships",)
    assert [(one.url, one.size) for one in stated.enclosures] == [("https://wire.example/a.mp3", 9)]


@pytest.mark.parametrize(
    ("tags", "marks"),
    [
        (["user/-/state/com.google/read"], (True, False)),
        (["user/1/state/com.google/kept-unread", "user/1/state/com.google/starred"], (False, True)),
        (["user/1/label/read", "read", "user/-/state/com.google/reading-list"], (False, False)),
        (None, (False, False)),
    ],
)
def test_how_an_item_is_marked(tags: object, marks: tuple[bool, bool]) -> None:
    (found,) = answers.items(said({"items": [{"id": "1", "categories": tags}]}), NOW, ORIGINS)
    assert (found.read, found.starred) == marks


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("42", "42"),
        ("0000000000000042", "0000000000000042"),
        ("-355401917359550817", "tag:google.com,2005:reader/item/fb115bd6d34a8e9f"),
        ("507191234567891234567890", "tag:google.com,2005:reader/item/507191234567891234567890"),
        ("51abcdef", "tag:google.com,2005:reader/item/51abcdef"),
    ],
)
def test_an_id_that_is_no_plain_number_is_asked_for_whole(name: str, asked: str) -> None:
    assert answers.asked(name) == asked
    assert answers.identity(asked) == name


def test_a_time_that_is_none_or_still_to_come_is_not_believed() -> None:
    values: list[object] = [None, "soon", -5, 10**30, 1e99, [], True]
    for value in values:
        assert capture(published=value).stated.published is None
    later = capture(published=int(NOW.timestamp()) + 10**6).stated.published
    assert later is not None and later <= NOW


def test_an_item_of_a_feed_that_is_none_of_the_accounts_is_told_without_its_text() -> None:
    (found,) = answers.items(said({"items": [{"id": "9", "origin": {}}]}), NOW, ORIGINS)
    assert (found.id, found.stream, found.capture) == ("9", "", None)


def test_more_feeds_than_anybody_has_are_left_out() -> None:
    many = [{"id": f"feed/{number}"} for number in range(limits.FEEDS + 5)]
    assert len(answers.subscriptions(said({"subscriptions": many}))) == limits.FEEDS


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                (
                    *("id", "items", "itemRefs", "subscriptions", "origin", "streamId", "title"),
                    *("categories", "alternate", "href", "content", "published", "label", "url"),
                )
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(value=JSON)
def test_no_answer_does_anything_but_be_read_or_refused(value: object) -> None:
    body = said(value)
    readers: list[Callable[[bytes], object]] = [
        answers.subscriptions,
        answers.page,
        answers.subscribed,
        lambda one: answers.items(one, NOW, ORIGINS),
    ]
    for read in readers:
        try:
            read(body)
        except FeedError as error:
            assert str(error).startswith("its answer")
