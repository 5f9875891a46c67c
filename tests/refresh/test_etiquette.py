"""Manners, read off the server's log of many refreshes: what is asked, when, and how often.

The clock of the test moves on by hand; feeds are refreshed as they fall due, as cron would.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from tests.conftest import NOW
from tests.feedsite import rss
from tests.intake.server import Piece, Question, Site, running

from tuinews.model import Feed, FeedSettings
from tuinews.refresh.events import FeedDone
from tuinews.refresh.pipeline import Job, refresh
from tuinews.settings import Config, Fetch
from tuinews.store.library import Library

HERE = FeedSettings(private=True)
HOUR = timedelta(hours=1)
DAY = "Thu, 21 Oct 2021"
TWELVE_A_DAY = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>12</sy:updateFrequency>"


@dataclass
class Clock:
    """The time, as the test wants it."""

    now: datetime = NOW


@dataclass
class Publisher:
    """A server with feeds that notes when it was asked for each, and how."""

    site: Site
    clock: Clock
    log: list[tuple[datetime, str, bool]] = field(default_factory=list)  # when, path, conditional
    at_once: int = 0
    most_at_once: int = 0

    def publish(
        self, path: str, *headers: str, channel: str = "", status: str = "", slow: float = 0.0
    ) -> str:
        """Serve a feed with validators and these headers; returns its address."""
        body = rss([1, 2]).replace(b"<link>", f"{channel}<link>".encode(), 1)
        tag = f'W/"{path} \\"odd"'

        def answer(question: Question) -> list[Piece]:
            known = question.headers.get("if-none-match")
            self.log.append((self.clock.now, path, known is not None))
            assert known in (None, tag)
            more = "".join(f"{line}\r\n" for line in (f"ETag: {tag}", *headers))
            first = status or ("304 Not Modified" if known else "200 OK")
            content = b"" if first[0] != "2" else body
            length = "" if first[:3] == "304" else f"Content-Length: {len(content)}\r\n"
            head = f"HTTP/1.1 {first}\r\n{more}{length}\r\n".encode()
            return [self._begin(slow), head + content, self._end()]

        self.site.answers[path] = answer
        self.site.kept.add(path)
        return self.site.url(path)

    def _begin(self, slow: float) -> float:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        return slow

    def _end(self) -> bytes:
        asyncio.get_running_loop().call_soon(self._ended)
        return b""

    def _ended(self) -> None:
        self.at_once -= 1

    def times(self, path: str) -> list[timedelta]:
        """How long after the start a feed was asked for."""
        return [when - NOW for when, asked, _ in self.log if asked == path]


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    async for site in running(Site()):
        yield Publisher(site, Clock())


@pytest.fixture
def library(tmp_path: Path, publisher: Publisher) -> Library:
    return Library(tmp_path / "data", tmp_path / "cache", now=lambda: publisher.clock.now)


async def pass_time(
    library: Library, publisher: Publisher, hours: int, fetch: Fetch, *, asked: bool = False
) -> list[FeedDone]:
    """Refresh every ten minutes for so long; returns what became of the feeds."""
    done: list[FeedDone] = []
    for _ in range(hours * 6):
        job = Job(library, Config(fetch=fetch), lambda: publisher.clock.now, asked=asked)
        done += [event async for event in refresh(job) if isinstance(event, FeedDone)]
        publisher.clock.now += timedelta(minutes=10)
    return done


async def test_after_the_first_time_nothing_is_asked_unconditionally(
    library: Library, publisher: Publisher
) -> None:
    urls = [publisher.publish(f"/{number}") for number in range(6)]
    library.subscriptions.put_feeds([Feed(url, settings=HERE) for url in urls])
    done = await pass_time(library, publisher, 3, Fetch(feed_minutes=30))
    first = [conditional for _, _, conditional in publisher.log[:6]]
    assert first == [False] * 6
    assert all(conditional for _, _, conditional in publisher.log[6:])
    assert len(publisher.log) > 12
    assert [one.outcome for one in done[6:]] == ["unchanged"] * len(done[6:])
    assert library.counts().all == 2


async def test_at_most_so_many_connections_to_one_host(
    library: Library, publisher: Publisher
) -> None:
    urls = [publisher.publish(f"/{number}", slow=0.02) for number in range(12)]
    library.subscriptions.put_feeds([Feed(url, settings=HERE) for url in urls])
    for per_host in (1, 3):
        publisher.most_at_once = 0
        fetch = Fetch(per_host=per_host, feed_minutes=5)
        await pass_time(library, publisher, 1, fetch, asked=True)
        assert publisher.most_at_once == per_host
    assert publisher.site.connections <= 6 * 1 + 6 * 3  # they are kept and used again


@pytest.mark.parametrize("asked", [False, True], ids=["due", "by key"])
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
async def test_a_host_that_asks_to_be_left_alone_is(
    library: Library, publisher: Publisher, status: str, asked: bool
) -> None:
    busy = publisher.publish("/busy", "Retry-After: 7200", status=status)
    library.subscriptions.put_feeds([Feed(busy, settings=HERE)])
    done = await pass_time(library, publisher, 4, Fetch(feed_minutes=5), asked=asked)
    times = publisher.times("/busy")
    assert times[0] == timedelta(0)
    assert all(later - earlier >= 2 * HOUR for earlier, later in pairwise(times))
    assert 2 <= len(times) <= 3
    assert status[4:] in done[0].error


@pytest.mark.parametrize(
    ("headers", "channel", "least"),
    [
        (("Cache-Control: max-age=7200",), "", 2 * HOUR),
        ((f"Expires: {DAY} 12:30:00 GMT", f"Date: {DAY} 09:30:00 GMT"), "", 3 * HOUR),
        ((), "<ttl>150</ttl>", 2.5 * HOUR),
        ((), TWELVE_A_DAY, 2 * HOUR),
    ],
)  # fmt: skip
async def test_as_long_as_an_answer_holds_it_is_not_asked_for_again(
    library: Library,
    publisher: Publisher,
    headers: tuple[str, ...],
    channel: str,
    least: timedelta,
) -> None:
    url = publisher.publish("/a", *headers, channel=channel)
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    await pass_time(library, publisher, 8, Fetch(feed_minutes=5))
    times = publisher.times("/a")
    assert len(times) >= 2
    assert times[1] - times[0] >= least


async def test_hours_and_days_that_are_to_be_skipped_are(
    library: Library, publisher: Publisher
) -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(10, 15))
    channel = f"<skipHours>{hours}</skipHours><skipDays><day>Friday</day></skipDays>"
    url = publisher.publish("/a", channel=channel)
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    await pass_time(library, publisher, 42, Fetch(feed_minutes=60))
    moments = [NOW + after for after in publisher.times("/a")]
    assert len(moments) > 10
    assert not [moment for moment in moments[1:] if 10 <= moment.hour < 15]
    assert not [moment for moment in moments[1:] if moment.strftime("%A") == "Friday"]


async def test_what_fails_is_asked_ever_more_rarely_and_recovers(
    library: Library, publisher: Publisher
) -> None:
    url = publisher.publish("/a", status="500 Internal Server Error")
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    await pass_time(library, publisher, 48, Fetch(feed_minutes=60))
    times = publisher.times("/a")
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert gaps == sorted(gaps)
    assert gaps[-1] > 10 * HOUR
    assert len(times) < 9
    feed = library.subscriptions.feeds()[0]
    assert feed.failures == len(times) and feed.failing_since == NOW
    publisher.publish("/a")
    await pass_time(library, publisher, 1, Fetch(), asked=True)
    feed = library.subscriptions.feeds()[0]
    assert (feed.error, feed.failures, feed.failing_since) == ("", 0, None)


async def test_who_asks_tells_who_it_is_and_nothing_else(
    library: Library, publisher: Publisher
) -> None:
    library.subscriptions.put_feeds([Feed(publisher.publish("/a"), settings=HERE)])
    await pass_time(library, publisher, 1, Fetch(), asked=True)
    for question in publisher.site.asked:
        assert question.headers["user-agent"].startswith("tuinews/")
        assert not {"cookie", "referer", "authorization", "from"} & question.headers.keys()
