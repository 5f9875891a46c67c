"""An account kept in step, against servers of our own in the manner of FreshRSS and Miniflux."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.accountserver import API, PASSWORD, USER, Account, Answer, example, serving
from tests.conftest import NOW
from tests.feedsite import Item, in_a_thread, serve

from tuinews import limits
from tuinews.intake.errors import FeedError
from tuinews.intake.workers.pool import Workers
from tuinews.model import Feed, FeedSettings
from tuinews.refresh.accounts.items import read_items
from tuinews.refresh.events import Event, FeedDone, Syncing
from tuinews.refresh.pipeline import Job, due_account, refresh
from tuinews.settings import Config, Fetch, Rule, RuleAction
from tuinews.store.library import Library

CONFIG = Config()
one_server = pytest.mark.parametrize("server", ["freshrss"], indirect=True)


@pytest.fixture(autouse=True)
def cleaned_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clean in this process: to start others takes longer than all else; one test does."""

    async def run(self: Workers, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    if "in_workers" not in request.node.name:
        monkeypatch.setattr(Workers, "run", run)


@pytest.fixture(params=["freshrss", "miniflux"])
def server(request: pytest.FixtureRequest) -> Iterator[Account]:
    with serving(example(freshrss=request.param == "freshrss")) as account:
        yield account


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data", tmp_path / "cache", now=lambda: NOW)


@pytest.fixture
def mine(library: Library, server: Account, tmp_path: Path) -> Library:
    """A library with the account of the server."""
    secret = tmp_path / "password"
    secret.write_text(PASSWORD)
    settings = FeedSettings(user=USER, password_file=str(secret), private=True)
    library.subscriptions.put_account(Feed(server.url, title="Reader", settings=settings))
    return library


async def sync(library: Library, config: Config = CONFIG) -> FeedDone:
    job = Job(library, config, lambda: NOW, asked=True)
    events: list[Event] = [event async for event in refresh(job)]
    return next(event for event in events if isinstance(event, FeedDone))


def marks(library: Library) -> dict[int, tuple[bool, bool]]:
    """Whether each article is read, and starred, by its number."""
    rows = library.rows(library.keys())
    return {int(row.headline.split()[-1]): (row.read, row.starred) for row in rows}


def identity(library: Library, number: int) -> str:
    rows = library.rows(library.keys())
    return next(row.id for row in rows if row.headline == f"Storm {number}")


@one_server
async def test_changes_that_wait_are_sent_before_the_account_is_due(
    mine: Library, server: Account
) -> None:
    await sync(mine)
    assert due_account(mine, NOW) is None
    number = next(one for one, (_, starred) in server.marks().items() if not starred)
    mine.mark([identity(mine, number)], starred=True)
    assert due_account(mine, NOW) == mine.subscriptions.account()
    events = [event async for event in refresh(Job(mine, CONFIG, lambda: NOW))]
    assert any(isinstance(event, FeedDone) for event in events)
    assert server.marks()[number][1]
    assert due_account(mine, NOW) is None
    server.instead = lambda _: (500, {}, b"")
    await sync(mine)
    mine.mark([identity(mine, number)], starred=False)
    assert due_account(mine, NOW) is None  # one that fails is asked when it is time


async def test_the_first_sync_brings_feeds_articles_and_marks_in_workers(
    mine: Library, server: Account
) -> None:
    done = await sync(mine)
    assert (done.error, done.new) == ("", 40)
    assert marks(mine) == server.marks()
    assert [(feed.name, feed.folder) for feed in mine.subscriptions.feeds()] == [
        ("Harbour & Sea", ("News",)),
        ("Wire 2", ("News",)),
        ("Kitchen", ()),
    ]
    article = mine.article(identity(mine, 7))
    assert article.publisher == "Wire 2"
    assert article.authors == ("Ann Keller",)
    assert article.categories == ("shipping",)
    assert article.enclosures[0].url == "https://wire.example/a.mp3"
    assert article.url == "https://wire.example/7"


async def test_nothing_changed_costs_five_questions(mine: Library, server: Account) -> None:
    await sync(mine)
    server.log.clear()
    done = await sync(mine)
    assert (done.error, done.new) == ("", 0)
    assert len(server.log) == 5
    assert marks(mine) == server.marks()


async def test_marks_go_both_ways(mine: Library, server: Account) -> None:
    await sync(mine)
    mine.mark([identity(mine, 1), identity(mine, 2)], read=True)
    mine.mark([identity(mine, 5)], read=False, starred=True)
    mine.mark([identity(mine, 7)], starred=False)
    server.entry(3).read = server.entry(4).starred = True
    server.entry(10).read = server.entry(14).starred = False
    await sync(mine)
    now = marks(mine)
    assert now == server.marks()
    assert [now[number] for number in (1, 2, 3, 4, 5, 7, 10, 14)] == [
        (True, False), (True, False), (True, False), (False, True),
        (False, True), (False, False), (False, False), (False, False),
    ]  # fmt: skip


# --- feeds --------------------------------------------------------------------------------


def feed(library: Library, stream: str) -> Feed:
    return next(one for one in library.subscriptions.feeds() if one.stream == stream)


async def test_what_is_renamed_and_moved_here_is_so_there(mine: Library, server: Account) -> None:
    await sync(mine)
    mine.subscriptions.put_feeds(
        [replace(feed(mine, "feed/3"), title="Küche & Co", folders=(("Home", "Food"),))]
    )
    mine.subscriptions.put_feeds([replace(feed(mine, "feed/1"), folders=())])
    await sync(mine)
    assert (server.feeds["feed/3"].title, server.feeds["feed/3"].label) == (
        "Küche & Co",
        "Home/Food",
    )
    if server.freshrss:
        assert server.feeds["feed/1"].label == ""
    else:  # each feed has a label there
        assert feed(mine, "feed/1").folder == ("News",)
        assert "not moved at its account" in feed(mine, "feed/1").notice
    kept = feed(mine, "feed/3")
    assert (kept.name, kept.title, kept.folder) == ("Küche & Co", "", ("Home", "Food"))
    sent = len(server.edited)
    await sync(mine)
    assert len(server.edited) == sent


async def test_what_is_renamed_and_moved_there_is_so_here(mine: Library, server: Account) -> None:
    await sync(mine)
    mine.subscriptions.put_feeds([replace(feed(mine, "feed/2"), tags=("mine",), title="Mine")])
    await sync(mine)
    server.feeds["feed/2"].title, server.feeds["feed/2"].label = "Theirs", "World"
    server.feeds["feed/1"].url = "https://moved.example/feed"
    await sync(mine)
    kept = feed(mine, "feed/2")
    assert (kept.name, kept.folder, kept.tags) == ("Theirs", ("World",), ("mine",))
    moved = feed(mine, "feed/1")
    assert (moved.url, moved.former) == (
        *("https://moved.example/feed", ("https://wire1.example/feed",)),
    )
    assert mine.subscriptions.feed_counts()[moved.url].all == 13


async def test_what_is_deleted_here_is_unsubscribed_from_there(
    mine: Library, server: Account
) -> None:
    await sync(mine)
    url = feed(mine, "feed/3").url
    change = mine.remove_feed(url)
    mine.undo(change)
    await sync(mine)
    assert "feed/3" in server.feeds  # it was undone before anybody heard of it
    mine.remove_feed(url)
    await sync(mine)
    assert "feed/3" not in server.feeds and mine.subscriptions.feed(url) is None
    assert [number for number, (_, starred) in marks(mine).items() if number % 3 == 2 and starred]
    assert not [n for n, (_, starred) in marks(mine).items() if n % 3 == 2 and not starred]


async def test_a_feed_that_comes_again_brings_its_articles_again(
    mine: Library, server: Account
) -> None:
    await sync(mine)
    gone, entries = server.feeds.pop("feed/3"), dict(server.entries)
    server.entries = {k: one for k, one in entries.items() if one.stream != "feed/3"}
    await sync(mine)
    left = feed(mine, "feed/3")
    assert (
        left.gone and mine.subscriptions.feed_counts()[left.url].all == 13
    )  # nothing is lost for that
    mine.remove_feed(left.url)
    await sync(mine)
    assert mine.subscriptions.feed(left.url) is None
    server.feeds["feed/3"], server.entries = gone, entries
    await sync(mine)
    assert not feed(mine, "feed/3").gone
    assert marks(mine) == server.marks()


async def test_a_change_that_the_server_refuses_is_taken_back_and_said(
    mine: Library, server: Account
) -> None:
    await sync(mine)
    mine.subscriptions.put_feeds([replace(feed(mine, "feed/1"), title="Mine")])
    mine.remove_feed(feed(mine, "feed/3").url)
    server.instead = lambda target: (400, {}, b"") if "subscription/edit" in target else None
    done = await sync(mine)
    assert not done.error
    assert feed(mine, "feed/1").name == "Harbour & Sea"
    assert "not renamed at its account: 127.0.0.1: answers 400" in feed(mine, "feed/1").notice
    assert "not unsubscribed from at its account" in feed(mine, "feed/3").notice
    assert marks(mine) == server.marks()


async def test_a_feed_of_ones_own_stays_so_and_its_articles_are_there_once(
    mine: Library, server: Account, tmp_path: Path
) -> None:
    url = server.feeds["feed/1"].url
    mine.subscriptions.put_feeds([Feed(url, title="My own", folders=(("Mine",),))])
    await sync(mine)
    own = mine.subscriptions.feed(url)
    assert own is not None and (own.name, own.folder, own.stream) == ("My own", ("Mine",), "")
    assert mine.subscriptions.feed_counts()[url].all == 13
    mine.subscriptions.put_feeds([replace(own, title="Other")])
    mine.mark([identity(mine, 3)], read=True)
    await sync(mine)
    assert server.feeds["feed/1"].title == "Harbour & Sea"
    assert server.entry(3).read


@one_server
async def test_an_article_that_a_feed_brought_too_has_both_sources(
    mine: Library, server: Account
) -> None:
    with in_a_thread() as site:
        own = serve(site, "/feed", Item(7, "Storm 7", link="https://wire.example/7"))
        mine.subscriptions.put_feeds([Feed(own, settings=FeedSettings(private=True))])
        events = [one async for one in refresh(Job(mine, CONFIG, lambda: NOW, [own], asked=True))]
        assert [one.new for one in events if isinstance(one, FeedDone)] == [1]
    mine.mark([identity(mine, 7)], read=True)
    await sync(mine)
    origins = {one.origin for one in mine.article(identity(mine, 7)).sources}
    assert origins == {own, server.feeds["feed/2"].url}
    assert len(mine.keys()) == 40
    assert server.marks()[7] == (True, True)  # read here, starred there


async def test_rules_hold_for_what_an_account_brings(mine: Library, server: Account) -> None:
    rules = (
        Rule('headline:"storm 8"', RuleAction.STAR),
        Rule('headline:"storm 11"', RuleAction.READ),
        Rule('headline:"storm 13"', RuleAction.HIDE),
    )
    done = await sync(mine, Config(rules=rules))
    assert (done.new, done.hidden) == (39, 1)
    assert server.entry(8).starred and server.entry(11).read
    assert not server.entry(13).read and 13 not in marks(mine)
    server.log.clear()
    assert (await sync(mine, Config(rules=rules))).new == 0
    assert len(server.log) == 5


@one_server
async def test_removed_articles_do_not_come_again(mine: Library, server: Account) -> None:
    await sync(mine)
    mine.remove([identity(mine, 9)])
    await sync(mine)
    assert 9 not in marks(mine) and not server.entry(9).read


# --- what goes wrong ----------------------------------------------------------------------


@one_server
@pytest.mark.parametrize(
    ("part", "answer", "said"),
    [
        ("ClientLogin", (401, {}, b""), "refuses the user name or the password"),
        ("ClientLogin", (200, {}, b"<html>portal</html>"), "holds no login"),
        ("subscription/list", (200, {}, b"<html>portal</html>"), "not what such a server answers"),
        ("subscription/list", (401, {}, b""), "ended the session"),
        ("xt=", (500, {}, b""), "answers 500"),
        ("starred", (200, {}, b"[]"), "not what such a server answers"),
        ("starred", (200, {}, b'{"error": 1}'), "no list of articles"),
        ("contents", (200, {}, b'{"items": []}'), "gives none of the articles"),
        ("contents", (502, {}, b""), "answers 502"),
    ],
)
async def test_a_server_that_fails_is_said_at_its_feeds_and_marks_nothing(
    mine: Library, server: Account, part: str, answer: Answer, said: str
) -> None:
    await sync(mine)
    server.publish("feed/1", 50, 51)
    before = marks(mine)
    server.instead = lambda target: answer if part in target else None
    done = await sync(mine)
    assert said in done.error
    account = mine.subscriptions.account()
    assert account is not None and account.error == done.error and account.failures == 1
    assert {one.error for one in mine.subscriptions.feeds()} == {done.error}
    assert marks(mine) == before
    server.instead = lambda _: None
    assert (await sync(mine)).error == ""
    assert {one.error for one in mine.subscriptions.feeds()} == {""}
    assert marks(mine) == server.marks()


LOGIN_PAGE: Answer = (200, {"Content-Type": "text/html"}, b"<html>log in</html>")


@one_server
async def test_a_page_to_log_in_at_is_not_taken_for_a_change_that_was_made(
    mine: Library, server: Account
) -> None:
    await sync(mine)
    mine.mark([identity(mine, 1)], read=True, starred=True)
    mine.subscriptions.put_feeds([replace(feed(mine, "feed/2"), title="Mine")])
    for part in ("subscription/edit", "edit-tag"):

        def portal(target: str, part: str = part) -> Answer | None:
            return LOGIN_PAGE if part in target else None

        server.instead = portal
        assert "does not say that a change was made" in (await sync(mine)).error
        assert marks(mine)[1] == (True, True)
    server.instead = lambda _: None
    assert (await sync(mine)).error == ""
    assert server.marks()[1] == marks(mine)[1] == (True, True)
    assert server.feeds["feed/2"].title == feed(mine, "feed/2").name == "Mine"


@one_server
async def test_a_server_that_is_gone_is_tried_again_within_the_hour(
    mine: Library, server: Account
) -> None:
    for _ in range(4):
        server.instead = lambda _: (500, {}, b"")
        await sync(mine)
        account = mine.subscriptions.account()
        assert account is not None and account.failures
        assert account.due is not None and account.due - NOW <= timedelta(minutes=66)


@one_server
@pytest.mark.parametrize(
    ("answer", "minutes"),
    [
        ((429, {"Retry-After": "1800"}, b""), 30),
        ((429, {}, b""), 10),
        ((403, {"X-Reader-Limits-Reset-After": "7200"}, b""), 120),
    ],
)
async def test_a_server_that_wants_to_be_left_alone_is(
    mine: Library, server: Account, answer: Answer, minutes: int
) -> None:
    server.instead = lambda target: answer if "subscription" in target else None
    await sync(mine)
    account = mine.subscriptions.account()
    assert account is not None and account.wait_until == NOW + timedelta(minutes=minutes)
    assert due_account(mine, NOW, asked=True) is None  # also where the reader presses the key


@one_server
async def test_a_list_without_an_end_ends(
    mine: Library, server: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ACCOUNT_PAGES", 5)
    monkeypatch.setattr(limits, "ACCOUNT_IDS", 30)
    count = itertools.count()

    def more(target: str) -> Answer | None:
        if "xt=" not in target:
            return None
        refs = [{"id": str(next(count))}]
        return 200, {}, json.dumps({"itemRefs": refs, "continuation": str(next(count))}).encode()

    server.instead = more
    assert "does not come to an end" in (await sync(mine)).error

    def same(target: str) -> Answer | None:
        body = json.dumps({"itemRefs": [{"id": "1"}], "continuation": "again"}).encode()
        return (200, {}, body) if "xt=" in target else None

    server.instead = same
    assert "does not come to an end" in (await sync(mine)).error

    def many(target: str) -> Answer | None:
        refs = [{"id": str(number)} for number in range(31)]
        return (200, {}, json.dumps({"itemRefs": refs}).encode()) if "xt=" in target else None

    server.instead = many
    assert "more than 30 unread articles" in (await sync(mine)).error
    assert marks(mine) == {}


@one_server
async def test_no_answer_may_be_larger_than_any_other(mine: Library, server: Account) -> None:
    server.instead = lambda target: (200, {}, b" " * (2 << 20)) if "xt=" in target else None
    small = Config(fetch=Fetch(body_mib=1))
    assert "too large: more than 1 MiB" in (await sync(mine, small)).error


@one_server
async def test_what_is_listed_and_not_given_is_asked_for_once(
    mine: Library, server: Account
) -> None:
    server.entries["77"] = replace(server.entry(1), id=77, stream="feed/gone", starred=True)
    assert (await sync(mine)).new == 40
    server.log.clear()
    await sync(mine)
    assert not server.asked("contents")


@one_server
async def test_an_article_that_is_too_large_holds_up_no_other(
    mine: Library, server: Account
) -> None:
    server.entry(9).text = "<p>" + "ships " * 400_000
    done = await sync(mine, Config(fetch=Fetch(body_mib=1)))
    assert (done.error, done.new) == ("", 39)
    assert 9 not in marks(mine)
    server.log.clear()
    await sync(mine)
    assert not server.asked("contents")


@one_server
async def test_an_article_that_cannot_be_read_holds_up_no_other(
    mine: Library, server: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(body: bytes, *args: Any, **kwargs: Any) -> Any:
        if b'"Storm 9"' in body:
            raise FeedError("not read: it takes more than 10 s of processor time")
        return read_items(body, *args, **kwargs)

    monkeypatch.setattr("tuinews.refresh.accounts.sync.read_items", read)
    done = await sync(mine)
    assert (done.error, done.new) == ("", 39)


async def test_what_is_published_in_the_middle_is_not_read_for_that(
    mine: Library, server: Account
) -> None:
    await sync(mine)

    def publish(target: str) -> None:
        if "starred" in target:  # what is unread was asked for before
            server.publish("feed/1", 60, starred=True)

    server.instead = publish
    await sync(mine)
    assert marks(mine)[60] == server.marks()[60] == (False, True)


@one_server
async def test_a_stopped_sync_goes_on_where_it_was(
    mine: Library, server: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuinews.refresh.accounts.sync.AT_ONCE", 15)
    job = Job(mine, CONFIG, lambda: NOW, asked=True)
    seen: list[tuple[int, int]] = []
    async for event in refresh(job):
        if isinstance(event, Syncing):
            seen.append((event.done, event.total))
            job.stop.set()
    account = mine.subscriptions.account()
    assert account is not None and account.changed is None  # it is due at once
    assert due_account(mine, NOW) == account
    assert seen == [(15, 40)]
    assert len(marks(mine)) == 15
    assert (await sync(mine)).new == 25
    assert due_account(mine, NOW) is None
    assert marks(mine) == server.marks()


async def test_only_what_all_servers_do_alike_is_asked(mine: Library, server: Account) -> None:
    await sync(mine)
    mine.mark([identity(mine, 1)], read=True, starred=True)
    await sync(mine)
    for line in server.log:
        if API in line and "/token" not in line and line.startswith("GET"):
            assert "output=json" in line
    shunned = ("stream/contents", "unread-count", "mark-all", "ot=", "nt=", "it=", "edit-tag?")
    assert server.asked(*shunned) == []


async def test_neither_password_nor_session_stands_in_any_file(
    mine: Library, server: Account, tmp_path: Path
) -> None:
    await sync(mine)
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "password"]
    for secret in (PASSWORD, server._auth, "t" * 57):
        assert not [path for path in files if secret.encode() in path.read_bytes()]


# --- what is too odd to be believed ----------------------------------------------------------

EMPTY: Answer = (200, {}, b'{"itemRefs": []}')


@pytest.fixture
def many(mine: Library, server: Account) -> Library:
    """A library whose account has many unread and many starred articles."""
    server.publish("feed/1", *range(100, 160), starred=True)
    return mine


@one_server
@pytest.mark.parametrize(
    ("part", "cut", "said"),
    [
        ("xt=", 0, " articles as read, which it does not confirm"),
        ("xt=", 20, " articles as read, which it does not confirm"),
        ("starred", 0, "as starred no more, which it does not confirm"),
    ],
)
async def test_a_list_that_is_empty_or_cut_for_no_reason_is_not_believed(
    many: Library, server: Account, part: str, cut: int, said: str
) -> None:
    await sync(many)
    before = marks(many)
    some = [{"id": key} for key, one in list(server.entries.items())[-cut:] if cut]
    body = json.dumps({"itemRefs": some}).encode()
    server.instead = lambda target: (200, {}, body) if part in target else None
    server.publish("feed/1", 200)
    many.mark([identity(many, 101)], read=True)
    for _ in range(2):
        done = await sync(many)
        assert said in done.error
    assert marks(many) == {**before, 101: (True, True), 200: (False, False)}
    assert server.marks() == marks(many)  # what was done here is sent all the same
    server.instead = lambda _: None
    assert (await sync(many)).error == ""
    assert marks(many) == server.marks() == {**before, 101: (True, True), 200: (False, False)}


@one_server
@pytest.mark.parametrize("part", ["xt=", "starred"])
async def test_a_list_of_few_that_is_empty_is_not_believed_either(
    mine: Library, server: Account, part: str
) -> None:
    await sync(mine)
    before = marks(mine)
    server.instead = lambda target: EMPTY if part in target else None
    assert "which it does not confirm; nothing was changed here" in (await sync(mine)).error
    assert marks(mine) == server.marks() == before


@one_server
@pytest.mark.parametrize(("name", "on"), [("read", True), ("starred", False)])
async def test_what_was_really_done_to_many_elsewhere_is_taken_at_once(
    many: Library, server: Account, name: str, on: bool
) -> None:
    await sync(many)
    for entry in server.entries.values():
        setattr(entry, name, on)
    server.log.clear()
    assert (await sync(many)).error == ""
    assert marks(many) == server.marks()
    assert len(server.asked("contents")) == 1


@one_server
async def test_a_list_of_unread_that_has_everything_marks_nothing_unread(
    many: Library, server: Account
) -> None:
    for entry in server.entries.values():
        entry.read = True
    await sync(many)
    body = json.dumps({"itemRefs": [{"id": key} for key in server.entries]}).encode()
    server.instead = lambda target: (200, {}, body) if "xt=" in target else None
    assert "as unread again, which it does not confirm" in (await sync(many)).error
    assert all(read for read, _ in marks(many).values())


@one_server
async def test_what_is_not_believed_can_be_done_here(many: Library, server: Account) -> None:
    await sync(many)
    server.instead = lambda target: EMPTY if "xt=" in target else None
    await sync(many)
    many.mark([row.id for row in many.rows(many.keys())], read=True)
    await sync(many)
    assert all(read for read, _ in server.marks().values())
    assert (await sync(many)).error == ""


@one_server
async def test_an_account_that_lists_nothing_at_all_forgets_nothing(
    many: Library, server: Account
) -> None:
    await sync(many)
    before = marks(many)
    server.instead = lambda target: EMPTY if "items/ids" in target else None
    assert "its lists lack 100 articles that it still has" in (await sync(many)).error
    assert (marks(many), len(many.subscriptions.memory.read().items)) == (before, 100)
    server.instead = lambda _: None
    server.log.clear()
    assert (await sync(many)).error == ""
    assert not server.asked("contents")
    server.entries.clear()  # now it is so
    assert (await sync(many)).error == ""
    assert (marks(many), len(many.subscriptions.memory.read().items)) == (before, 0)


async def test_an_account_without_feeds_is_not_believed_until_they_are_deleted_here(
    mine: Library, server: Account
) -> None:
    await sync(mine)
    body = b'{"subscriptions": []}'
    server.instead = lambda target: (200, {}, body) if "subscription/list" in target else None
    assert "says that it has no feeds any more" in (await sync(mine)).error
    assert not any(one.gone for one in mine.subscriptions.feeds())
    for one in mine.subscriptions.feeds():
        mine.remove_feed(one.url)
    assert (await sync(mine)).error == ""


@one_server
async def test_what_came_while_a_feed_was_missing_is_brought_in_afterwards(
    mine: Library, server: Account
) -> None:
    await sync(mine)
    feed1 = server.feeds.pop("feed/1")
    server.publish("feed/1", 70)
    await sync(mine)
    assert feed(mine, "feed/1").gone and 70 not in marks(mine)
    server.feeds["feed/1"] = feed1
    assert (await sync(mine)).new == 1
    assert marks(mine) == server.marks()


@one_server
@pytest.mark.parametrize("part", ["subscription/list", "xt=", "items/contents"])
async def test_a_login_that_ends_in_the_middle_is_made_again(
    mine: Library, server: Account, part: str
) -> None:
    ended: Iterator[Answer] = iter([(401, {}, b"")])

    def end(target: str) -> Answer | None:
        return next(ended, None) if part in target else None

    server.instead = end
    done = await sync(mine)
    assert (done.error, done.new) == ("", 40)
