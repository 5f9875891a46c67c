"""When feeds are asked again, and what answers change about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.intake.feeds.parsed import ParsedFeed
from tuinews.intake.fetching.freshness import fresh_for, retry_after
from tuinews.intake.fetching.reply import Reply
from tuinews.model import Feed, FeedSettings
from tuinews.refresh import schedule

NOW = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)  # a Monday
URL = "https://news.example/feed"
FEED = Feed(URL)
PARSED = ParsedFeed((), "rss20", title="News", site="https://news.example/")


def reply(status: int = 200, *, body: bytes = b"<rss/>", moved: str = "", **headers: str) -> Reply:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(fields, status, body, moved)


def answer(
    fields: dict[str, str], status: int = 200, body: bytes = b"<rss/>", moved: str = ""
) -> Reply:
    return Reply(moved or URL, status, fields, body, NOW, moved_to=moved)


def minutes(feed: Feed) -> float:
    assert feed.due is not None
    return (feed.due - NOW).total_seconds() / 60


def test_a_read_answer_is_remembered() -> None:
    parsed = replace(
        PARSED, ttl=15, skip_hours=frozenset({3}), skip_days=frozenset({6}), description="D"
    )
    feed = schedule.changed(FEED, reply(etag='W/"x"', last_modified="yesterday"), parsed)
    assert (feed.etag, feed.modified, feed.digest) == (
        'W/"x"',
        "yesterday",
        schedule.digest(b"<rss/>"),
    )
    assert (feed.stated_title, feed.name, feed.site) == ("News", "News", "https://news.example/")
    assert (feed.ttl, feed.skip_hours, feed.skip_days) == (15, (3,), (6,))
    assert (feed.checked, feed.changed, feed.error) == (NOW, NOW, "")
    assert minutes(feed) == 60


def test_what_an_answer_says_beside_its_entries_stays_until_the_next() -> None:
    said = replace(PARSED, notices=("cut",))
    feed = schedule.changed(FEED, replace(reply(), notices=("plain http",)), said)
    assert feed.notice == "plain http; cut"
    assert schedule.unchanged(feed, reply(304, body=b"")).notice == "plain http; cut"
    assert schedule.changed(feed, reply(), PARSED).notice == ""


@pytest.mark.parametrize(
    ("settings", "ttl", "headers", "due"),
    [
        (FeedSettings(), None, {}, 60),
        (FeedSettings(interval=30), None, {}, 30),
        (FeedSettings(interval=1), None, {}, 5),
        (FeedSettings(interval=100_000), None, {}, 24 * 60),
        (FeedSettings(), 180, {}, 180),
        (FeedSettings(), 30, {}, 60),
        (FeedSettings(), 10_000_000, {}, 24 * 60),
        (FeedSettings(), None, {"cache-control": "public, max-age=7200"}, 120),
        (FeedSettings(), None, {"cache-control": "max-age=7200", "age": "3600"}, 60),
        (FeedSettings(), None, {"cache-control": "no-cache, max-age=7200"}, 60),
        (FeedSettings(), None, {"expires": "Mon, 02 Mar 2026 15:30:00 GMT"}, 180),
        (
            FeedSettings(),
            None,
            {"expires": "Mon, 02 Mar 2026 03:00:00 GMT", "date": "Mon, 02 Mar 2026 01:00:00 GMT"},
            120,
        ),
        (FeedSettings(), None, {"expires": "0"}, 60),
        (FeedSettings(), None, {"cache-control": "max-age=99999999999"}, 24 * 60),
    ],
)
def test_the_publisher_may_ask_for_longer_pauses(
    settings: FeedSettings, ttl: int | None, headers: dict[str, str], due: float
) -> None:
    feed = schedule.changed(
        replace(FEED, settings=settings), answer(headers), replace(PARSED, ttl=ttl)
    )
    assert minutes(feed) == due


def test_hours_and_days_to_skip_are_kept() -> None:
    feed = schedule.changed(FEED, reply(), replace(PARSED, skip_hours=frozenset({13, 14})))
    assert feed.due == datetime(2026, 3, 2, 15, tzinfo=UTC)
    feed = schedule.changed(FEED, reply(), replace(PARSED, skip_days=frozenset({0, 1})))
    assert feed.due == datetime(2026, 3, 4, tzinfo=UTC)
    always = replace(PARSED, skip_hours=frozenset(range(24)))
    assert minutes(schedule.changed(FEED, reply(), always)) == 60


def test_not_changed_keeps_what_is_known() -> None:
    known = replace(
        FEED, etag='"a"', modified="m", digest="d", ttl=90, error="x", failures=3, changed=NOW
    )
    feed = schedule.unchanged(known, reply(304, body=b"", last_modified="n"))
    assert (feed.etag, feed.modified, feed.digest, feed.error, feed.failures) == (
        '"a"',
        "n",
        "d",
        "",
        0,
    )
    assert minutes(feed) == 90


def test_the_same_bytes_are_not_read_again() -> None:
    feed = schedule.changed(FEED, reply(), PARSED)
    assert schedule.is_unchanged(feed, reply())
    assert schedule.is_unchanged(feed, reply(304, body=b""))
    assert schedule.is_unchanged(feed, reply(204, body=b""))
    assert not schedule.is_unchanged(feed, reply(body=b"<rss>new</rss>"))
    assert not schedule.is_unchanged(FEED, reply())


def test_validators_are_trusted_for_eight_days() -> None:
    feed = schedule.changed(FEED, reply(etag='"a"'), PARSED)
    assert schedule.request(feed, NOW + timedelta(days=7)).etag == '"a"'
    assert schedule.request(feed, NOW + timedelta(days=9)).etag == ""
    never_read = replace(FEED, etag='"a"')
    assert not schedule.request(never_read, NOW).conditional


def test_what_the_reader_set_is_asked_with() -> None:
    settings = FeedSettings(
        user="ann",
        cookie="c",
        headers=(("X", "1"),),
        user_agent="me",
        proxy="none",
        private=True,
        verify=False,
    )
    request = schedule.request(replace(FEED, settings=settings), NOW, "secret")
    assert (request.user, request.password, request.cookie) == ("ann", "secret", "c")
    assert request.headers == (("X", "1"), ("User-Agent", "me"))
    assert (request.proxy, request.private, request.verify) == ("none", True, False)


def test_asking_by_hand_makes_a_failing_feed_no_later() -> None:
    feed = schedule.failed(FEED, "answered 500", NOW)
    for minutes in range(1, 9):
        again = schedule.failed(feed, "answered 502", NOW + timedelta(minutes=minutes))
        assert (again.failures, again.due) == (1, feed.due)
        assert again.error == "answered 502"
    assert feed.due is not None
    assert schedule.failed(feed, "answered 500", feed.due).failures == 2


def test_failing_feeds_are_asked_less_and_less() -> None:
    feed, pauses, now = FEED, [], NOW
    for _ in range(8):
        feed = schedule.failed(feed, "news.example: answers 500", now)
        assert feed.due is not None
        pauses.append((feed.due - now) / timedelta(minutes=1))
        now = feed.due
    assert pauses == [60, 120, 240, 480, 960, 1440, 1440, 1440]
    assert (feed.failures, feed.error, feed.failing_since) == (8, "news.example: answers 500", NOW)
    healthy = schedule.changed(feed, reply(), PARSED)
    assert (healthy.failures, healthy.error, healthy.failing_since) == (0, "", None)


def test_a_gone_feed_is_said_to_be_and_asked_once_a_week() -> None:
    feed = schedule.failed(FEED, "gone", NOW, reply=reply(410, body=b""))
    assert feed.gone
    assert feed.due == NOW + timedelta(days=7)
    assert not schedule.changed(feed, reply(), PARSED).gone


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Mon, 02 Mar 2026 13:30:00 GMT", 3600),
        ("1" * 21, 86_400),
        ("-5", 600),
        ("Thu, 01 Jan 1998 00:00:00 GMT", 600),
        ("soon", 600),
        ("", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds


def test_a_host_that_asks_for_time_is_left_alone_even_by_hand() -> None:
    feed = schedule.failed(FEED, "429", NOW, reply=reply(429, body=b"", retry_after="7200"))
    assert feed.wait_until == feed.due == NOW + timedelta(hours=2)
    assert not schedule.is_due(feed, NOW + timedelta(hours=1), asked=True)
    assert schedule.is_due(feed, NOW + timedelta(hours=3))
    without = schedule.failed(FEED, "429", NOW, reply=reply(429, body=b""))
    assert without.wait_until == NOW + timedelta(minutes=10)
    other = schedule.failed(FEED, "wait", NOW, wait_until=NOW + timedelta(hours=5))
    assert other.due == NOW + timedelta(hours=5)


def test_who_is_due() -> None:
    assert schedule.is_due(FEED, NOW)
    later = replace(FEED, due=NOW + timedelta(minutes=1))
    assert not schedule.is_due(later, NOW)
    assert schedule.is_due(later, NOW, asked=True)
    assert not schedule.is_due(replace(FEED, disabled="a private address"), NOW, asked=True)


def test_a_clock_that_was_ahead_keeps_nothing_waiting() -> None:
    ahead = NOW + timedelta(days=365)
    feed = schedule.failed(FEED, "429", ahead, reply=reply(429, body=b"", retry_after="7200"))
    assert schedule.is_due(feed, NOW)
    assert not schedule.is_due(replace(feed, disabled="a private address"), NOW)
    before_1970 = datetime(1969, 12, 31, tzinfo=UTC)
    assert schedule.is_due(schedule.unchanged(FEED, reply(304)), before_1970)
    asked = replace(FEED, etag='"1"', digest="d", changed=ahead, checked=ahead)
    assert schedule.request(asked, NOW).etag == ""
    hour = NOW + timedelta(hours=1)
    assert not schedule.is_due(replace(FEED, checked=hour, due=hour), NOW)


@pytest.mark.parametrize(
    ("feed", "target", "taken", "url"),
    [
        (FEED, "https://news.example/new", (), "https://news.example/new"),
        (FEED, "https://other.example/new", (), "https://other.example/new"),
        (FEED, "", (), URL),
        (FEED, "https://news.example/new", ("https://news.example/new",), URL),
        (FEED, "http://news.example/new", (), URL),
        (FEED, "https://192.168.0.1/", (), URL),
        (replace(FEED, settings=FeedSettings(user="a")), "https://other.example/", (), URL),
        (replace(FEED, url="http://nas/a"), "http://nas/b", (), "http://nas/b"),
    ],
)
def test_where_a_feed_moves(feed: Feed, target: str, taken: tuple[str, ...], url: str) -> None:
    assert schedule.changed(feed, reply(moved=target), PARSED, taken=taken).url == url


@given(st.floats(-1, 1), st.integers(0, 10**9), st.integers(0, 30))
def test_the_pause_is_between_five_minutes_and_a_day(
    jitter: float, ttl: int, failures: int
) -> None:
    feed = replace(FEED, failures=failures)
    after = schedule.changed(feed, reply(), replace(PARSED, ttl=ttl), jitter=jitter)
    assert 5 <= minutes(after) <= 24 * 60
    assert minutes(after) >= min(ttl, 24 * 60)
    failed = schedule.failed(feed, "x", NOW, jitter=jitter)
    assert 5 <= minutes(failed) <= 24 * 60 * 1.1


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_header_is_understood_or_not_heeded(control: str, expires: str) -> None:
    headers = {"cache-control": control, "expires": expires, "age": control, "date": expires}
    assert fresh_for(headers, NOW) >= 0
    assert 0 <= (retry_after({"retry-after": expires}, NOW) or 0) <= 86_400
