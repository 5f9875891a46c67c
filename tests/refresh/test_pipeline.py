"""A refresh, against a server on loopback: what a reader finds in the library after it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import NOW
from tests.feedsite import Item, serve
from tests.intake.server import HANG, Site, running

from tuinews.intake.workers.pool import Workers
from tuinews.model import Article, Block, BlockKind, Capture, CaptureKind, Feed, FeedSettings, Span
from tuinews.refresh import fetching, fulltext, pipeline, reading, retention
from tuinews.refresh.arrival import Arrivals, RuleError
from tuinews.refresh.events import Event, FeedDone, Notified, PageDone, Started, Stored
from tuinews.refresh.fetching import Fetched
from tuinews.refresh.pipeline import Job, refresh
from tuinews.settings import Config, Fetch, Keep, Rule, RuleAction
from tuinews.store.errors import BusyError, LibraryError
from tuinews.store.library import Library

HERE = FeedSettings(private=True)
DEFAULT = Config()


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async for started in running(Site()):
        yield started


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data", tmp_path / "cache", now=lambda: NOW)


async def run(library: Library, config: Config = DEFAULT, **job: Any) -> list[Event]:
    job.setdefault("now", lambda: NOW)
    return [event async for event in refresh(Job(library, config, **job))]


def feeds(events: list[Event]) -> list[FeedDone]:
    return [event for event in events if isinstance(event, FeedDone)]


def headlines(library: Library, *urls: str) -> list[str]:
    return [row.headline for row in library.rows(library.keys(feeds=urls or None))]


async def test_the_first_refresh_brings_articles_the_second_asks_whether_there_are_more(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = serve(site, "/a", 1, 2)
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    events = await run(library)
    assert events[0] == Started(1)
    assert [(one.title, one.outcome, one.new) for one in feeds(events)] == [
        ("The Wire", "changed", 2)
    ]
    assert isinstance(events[-1], Stored)
    assert headlines(library, url) == ["Storm number 2", "Storm number 1"]
    assert await run(library) == [Started(0), Stored(0, 0, 0, 0, 0, 0, cancelled=False)]

    async def never(*_: object) -> None:
        raise AssertionError("something was parsed")

    monkeypatch.setattr(Workers, "run", never)
    again = await run(library, asked=True)
    assert [(one.outcome, one.new) for one in feeds(again)] == [("unchanged", 0)]
    assert "if-none-match" in site.asked[-1].headers


async def test_what_was_there_is_not_cleaned_again_and_never_doubled(
    library: Library, site: Site
) -> None:
    url = serve(site, "/a", 1, 2)
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    await run(library)
    assert len(library.subscriptions.seen_entries(url)) == 2
    serve(site, "/a", 3, 2, 1)
    assert feeds(await run(library, asked=True))[0].new == 1
    library.upkeep.rebuild()
    assert library.subscriptions.seen_entries(url) == frozenset()
    serve(site, "/a", 4, 3, 2, 1)
    assert feeds(await run(library, asked=True))[0].new == 1
    assert library.counts().all == 4


async def test_no_more_is_read_than_can_be_stored(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = [serve(site, f"/{number}", number) for number in range(1, 10)]
    library.subscriptions.put_feeds([Feed(url, settings=HERE) for url in urls])
    monkeypatch.setattr(pipeline, "ROOM", 1)
    monkeypatch.setattr(pipeline, "BODIES", 1)
    monkeypatch.setattr(pipeline, "READING", 2)
    stored: list[int] = []
    store = Arrivals.store

    def storing(self: Arrivals, batch: Sequence[Fetched]) -> Any:
        stored.append(len(batch))
        return store(self, batch)

    monkeypatch.setattr(Arrivals, "store", storing)
    await run(library)
    assert library.counts().all == sum(stored) == len(urls)
    assert max(stored) <= 2


async def test_one_item_of_two_feeds_is_one_article(library: Library, site: Site) -> None:
    urls = [serve(site, "/a", 1, 2), serve(site, "/b", 2, 3, title="The Herald")]
    library.subscriptions.put_feeds([Feed(url, settings=HERE) for url in urls])
    await run(library)
    assert library.counts().all == 3
    assert [counts.all for counts in library.subscriptions.feed_counts().values()] == [2, 2]
    (both,) = set(library.keys(feeds=urls[:1])) & set(library.keys(feeds=urls[1:]))
    article = library.article(library.rows([both])[0].id)
    assert {source.origin for source in article.sources} == set(urls)


async def test_an_entry_that_changed_keeps_its_earlier_text(library: Library, site: Site) -> None:
    url = serve(site, "/a", 1)
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    await run(library)
    serve(site, "/a", Item(1, text="Two ships have sunk after all, the harbour master now says."))
    (done,) = feeds(await run(library, asked=True))
    assert (done.new, done.updated) == (0, 1)
    article = library.article(library.rows(library.keys())[0].id)
    assert "Two ships" in article.body
    assert "Report 1" in article.earlier[0].blocks[0].text


async def test_entries_without_text_are_kept_by_their_headline(
    library: Library, site: Site
) -> None:
    url = serve(site, "/a", Item(1, text=" "), Item(2, text=" ", link="none"))
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    assert feeds(await run(library))[0].new == 2
    assert headlines(library) == ["Storm number 2", "Storm number 1"]


async def test_every_feed_ends_with_its_own_line_and_none_holds_up_the_others(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Fragile(Workers):
        """A worker dies of one of the feeds."""

        async def run(self, function: Callable[..., Any], *args: Any, **_: Any) -> Any:
            if args and isinstance(args[0], bytes) and b"poison" in args[0]:
                return await super().run(os._exit, 1)
            return await super().run(function, *args)

    monkeypatch.setattr(fetching, "Workers", Fragile)
    urls = {
        "good": serve(site, "/good", 1),
        "hangs": site.raw("/hangs", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<rss", HANG),
        "poison": serve(site, "/poison", 2, title="poison"),
        "page": site.serve("/page", b"<!doctype html><html><body>Hello</body></html>"),
        "error": site.serve("/error", status="500 Internal Server Error"),
        "gone": site.serve("/gone", status="410 Gone"),
        "missing": site.url("/missing"),
    }
    library.subscriptions.put_feeds(
        [Feed(url, title=name, settings=HERE) for name, url in urls.items()]
    )
    events = await run(library, Config(fetch=Fetch(total_s=2)))
    said = {one.title: one.error for one in feeds(events)}
    assert said == {
        "good": "",
        "hangs": "127.0.0.1: not done after 2 s",
        "poison": "not read: its parser gave up",
        "page": "this is a web page, not a feed",
        "error": "127.0.0.1: answers 500 Internal Server Error",
        "gone": "127.0.0.1: says the feed is gone for good",
        "missing": "127.0.0.1: answers 404 Not Found",
    }
    assert isinstance(events[-1], Stored)
    assert (events[-1].done, events[-1].failed, events[-1].new) == (7, 6, 1)
    kept = {feed.title: feed for feed in library.subscriptions.feeds()}
    assert kept["gone"].gone
    assert kept["error"].error == said["error"]
    assert kept["error"].failures == 1
    assert headlines(library) == ["Storm number 1"]


async def test_a_host_that_wants_to_be_left_alone_is(library: Library, site: Site) -> None:
    url = site.serve("/a", status="429 Too Many Requests", headers={"Retry-After": "3600"})
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    await run(library)
    assert library.subscriptions.feeds()[0].wait_until == NOW + timedelta(hours=1)
    asked = len(site.asked)
    assert feeds(await run(library, asked=True)) == []
    assert len(site.asked) == asked


async def test_a_feed_that_moved_for_good_is_followed(library: Library, site: Site) -> None:
    old = serve(site, "/old", Item(1, link="none"), 2)
    library.subscriptions.put_feeds([Feed(old, settings=HERE)])
    await run(library)
    new = serve(site, "/new", Item(1, link="none"), 2, 3)
    site.redirect("/old", "/new", "301 Moved Permanently")
    (done,) = feeds(await run(library, asked=True))
    assert (done.url, done.moved_from, done.new) == (new, old, 1)
    assert [(feed.url, feed.former) for feed in library.subscriptions.feeds()] == [(new, (old,))]
    serve(site, "/new", Item(1, link="none"), 2, 3, 4)
    assert feeds(await run(library, asked=True))[0].new == 1
    assert library.subscriptions.feed_counts()[new].all == 4


async def test_what_came_is_kept_when_the_reader_has_enough(library: Library, site: Site) -> None:
    good = serve(site, "/good", 1)
    slow = site.raw("/slow", b"HTTP/1.1 200 OK\r\n", HANG)
    library.subscriptions.put_feeds([Feed(good, settings=HERE), Feed(slow, settings=HERE)])
    job = Job(library, Config(), lambda: NOW)
    events = []
    async for event in refresh(job):
        events.append(event)
        if isinstance(event, FeedDone):
            job.stop.set()
    assert isinstance(events[-1], Stored)
    assert events[-1].cancelled
    assert headlines(library) == ["Storm number 1"]
    feed = library.subscriptions.feed(slow)
    assert feed is not None
    assert (feed.error, feed.checked) == ("", None)


async def test_one_refresh_at_a_time(library: Library, site: Site, tmp_path: Path) -> None:
    other = Library(library.data, tmp_path / "cache", now=lambda: NOW)
    url = serve(site, "/a", 1)
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    with other.subscriptions.refreshing():
        with pytest.raises(BusyError, match="Another tuinews is refreshing"):
            await run(library)
        waiting = asyncio.create_task(run(library, patience=30.0))
        await asyncio.sleep(0)
        assert not waiting.done()
    assert feeds(await waiting)[0].new == 1
    other.close()


async def test_two_refreshes_one_after_the_other_double_nothing(
    library: Library, site: Site, tmp_path: Path
) -> None:
    other = Library(library.data, tmp_path / "cache", now=lambda: NOW)
    library.subscriptions.put_feeds([Feed(serve(site, "/a", 1, 2), settings=HERE)])
    await asyncio.gather(run(library, patience=30.0), run(other, patience=30.0))
    assert [question.path for question in site.asked] == ["/a"]
    assert library.counts().all == 2
    other.close()


async def test_rules_are_applied_as_articles_arrive(library: Library, site: Site) -> None:
    url = serve(
        site,
        "/a",
        *(Item(n, headline=name) for n, name in enumerate(["Lottery", "Port", "Alps", "Moon"], 1)),
    )
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    config = replace(
        DEFAULT,
        rules=(
            Rule("headline:lottery", RuleAction.HIDE),
            Rule("headline:port", RuleAction.STAR),
            Rule("headline:port OR headline:alps", RuleAction.TAG, tag="later"),
            Rule("headline:alps", RuleAction.READ),
            Rule("headline:moon", RuleAction.NOTIFY),
            Rule("headline:moon", RuleAction.STAR, feed="https://other.example"),
        ),
    )
    events = await run(library, config)
    (done,) = feeds(events)
    assert (done.new, done.hidden) == (3, 1)
    rows = {row.headline: row for row in library.rows(library.keys())}
    assert {name: (row.read, row.starred, row.tags) for name, row in rows.items()} == {
        "Port": (False, True, ("later",)),
        "Alps": (True, False, ("later",)),
        "Moon": (False, False, ()),
    }
    told = [event for event in events if isinstance(event, Notified)]
    assert [one.headline for one in told] == ["Moon"]
    library.subscriptions.put_feeds([replace(library.subscriptions.feeds()[0], title="Ouse")])
    serve(site, "/a", Item(6, headline="Moon again"))
    events = await run(library, config, asked=True)
    assert [one.publisher for one in events if isinstance(one, Notified)] == ["Ouse"]
    serve(site, "/a", Item(1, headline="Lottery"), Item(5, headline="Sea"))
    assert feeds(await run(library, DEFAULT, asked=True))[0].new == 2  # the rule is gone
    with pytest.raises(RuleError, match="the rule `is:nothing`"):
        await run(library, replace(DEFAULT, rules=(Rule("is:nothing", RuleAction.STAR),)))


def test_a_list_may_ask_to_keep_for_longer_than_there_are_dates(library: Library) -> None:
    library.subscriptions.put_feeds(
        [Feed("https://wire.example/f", settings=FeedSettings(keep_days=9_999_999))]
    )
    assert retention.too_old(library, Keep(), NOW) == []


async def test_what_expired_does_not_come_again(library: Library, site: Site) -> None:
    url = serve(site, "/a", Item(1, day=1), 2, 3)
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    config = replace(DEFAULT, keep=Keep(days=10))
    events = await run(library, config)
    assert library.counts().all == 3  # unread ones stay
    old = next(row for row in library.rows(library.keys()) if row.shown_date.day == 1)
    library.mark([old.id], read=True)
    assert [row.id for row in retention.too_old(library, config.keep, NOW)] == [old.id]
    serve(site, "/a", Item(1, day=1), 2, 3, 4)
    events = await run(library, config, asked=True)
    assert isinstance(events[-1], Stored)
    assert (events[-1].new, events[-1].expired) == (1, 1)
    serve(site, "/a", Item(1, day=1), 2, 3, 4, 5)
    library.upkeep.rebuild()
    await run(library, config, asked=True)
    assert headlines(library) == [f"Storm number {n}" for n in (5, 4, 3, 2)]


async def test_a_password_is_sent_and_never_told(
    library: Library, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("hunter2\n")
    url = serve(site, "/a", 1)
    settings = replace(HERE, user="me", password_file=str(tmp_path / "secret"))
    wrong = replace(HERE, user="me", password_file=str(tmp_path / "nowhere"))
    library.subscriptions.put_feeds(
        [
            Feed(url, settings=settings),
            Feed(serve(site, "/b", 2), title="Locked", settings=wrong),
        ]
    )
    events = await run(library)
    sent = [question.headers.get("authorization") for question in site.asked]
    assert sent == ["Basic bWU6aHVudGVyMg=="]
    assert "hunter2" not in repr(events)
    (failed,) = [one for one in feeds(events) if one.error]
    assert failed.error.startswith("Locked: no password: ")


async def test_what_was_unsubscribed_from_meanwhile_brings_nothing(
    library: Library, site: Site
) -> None:
    url = serve(site, "/a", 1)
    library.subscriptions.put_feeds([Feed(url, settings=HERE)])
    job = Job(library, DEFAULT, lambda: NOW)
    async for event in refresh(job):
        if isinstance(event, Started):
            library.remove_feed(url)
    assert library.subscriptions.feeds() == []
    assert library.counts().all == 0


async def test_the_page_behind_a_teaser_is_fetched_where_the_feed_is_set_so(
    library: Library, site: Site
) -> None:
    teaser = "The harbour stays shut, the master said."
    more = "".join(
        f"<p>Paragraph {n} tells at some length what happened at the quay that day.</p>"
        for n in range(9)
    )
    page = f"<html><body><article><h1>Storm</h1><p>{teaser}</p>{more}</article></body></html>"
    full = site.serve("/full", page.encode(), headers={"Content-Type": "text/html"})
    wall = site.serve("/wall", b"<html><body><p>We value your privacy.</p></body></html>")
    url = serve(
        site, "/a", Item(1, text=teaser, link=full), Item(2, text=teaser + " So.", link=wall)
    )
    library.subscriptions.put_feeds([Feed(url, settings=replace(HERE, full_text=True))])
    events = await run(library)
    assert sorted(one.taken for one in events if isinstance(one, PageDone)) == [False, True]
    bodies = {row.headline: library.article(row.id).body for row in library.rows(library.keys())}
    assert "Paragraph 8" in bodies["Storm number 1"]
    assert bodies["Storm number 2"] == teaser + " So."
    serve(site, "/a", Item(1, text=teaser, link=full), 3)
    await run(library, asked=True)
    article = next(
        library.article(row.id)
        for row in library.rows(library.keys())
        if row.headline == "Storm number 1"
    )
    assert "Paragraph 8" in article.body
    assert article.earlier == ()


async def test_a_feed_that_is_not_there_is_said(library: Library) -> None:
    with pytest.raises(LibraryError, match=r"no feed https://wire\.example/x"):
        await run(library, urls=["https://wire.example/x"])


def test_what_a_worker_makes_of_a_feed() -> None:
    rss = (
        b"<rss><channel><title>T</title>"
        b"<item><title>One</title><description>The harbour stays shut.</description></item>"
        b"<item><title>Two</title></item><item><link>https://x.example/3</link></item>"
        b"</channel></rss>"
    )
    names = ("https://x.example/old", "https://x.example/new")
    asked = (rss, "https://x.example/", NOW, "", names)
    found = reading.read_feed(*asked, frozenset())
    made = [one.prepared.article() for one in found.entries if one.prepared]
    assert [article.headline for article in made[:2]] == ["One", "Two"]
    assert made[1].blocks == () and made[1].sources[0].origin == names[1]
    again = reading.read_feed(*asked, frozenset(one.digest for one in found.entries))
    assert all(one.prepared is None for one in again.entries)


def test_an_entry_that_is_nothing_gives_nothing() -> None:
    assert reading.article_of(Capture(CaptureKind.ENTRY, "", "origin", NOW)) is None


@pytest.mark.parametrize("text", ["Shut.", "We value your privacy and ask you for consent. " * 9])
def test_a_page_of_little_or_other_text_is_not_better(text: str) -> None:
    def told(words: str) -> Article:
        block = Block(BlockKind.PARAGRAPH, (Span(words),))
        return Article(id="a1", headline="Storm", blocks=(block,))

    teaser = told("The harbour stays shut, the master said.")
    assert fulltext.better(teaser, told(text)) is None
    assert fulltext.better(teaser, told(teaser.body + " And so on it went." * 9)) is not None


async def test_room_for_one_is_given_to_one_of_those_who_wait() -> None:
    room = pipeline._Room(10)
    room.take(10)
    entered: list[int] = []

    async def enter(number: int) -> None:
        await room.wait()
        room.take(10)
        entered.append(number)

    waiting = [asyncio.create_task(enter(number)) for number in range(3)]
    await asyncio.sleep(0)
    room.take(-10)
    await waiting[0]
    assert entered == [0]
    for task in waiting[1:]:
        room.take(-10)
        await task
    assert entered == [0, 1, 2]
