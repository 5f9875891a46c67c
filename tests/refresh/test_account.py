"""An account kept in step, against servers of our own in the manner of FreshRSS and Miniflux."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.accountserver import PASSWORD, USER, Account, example, serving
from tests.conftest import NOW

from tuinews.config import Config
from tuinews.model import Feed, FeedSettings
from tuinews.refresh.events import Event, FeedDone
from tuinews.refresh.pipeline import Job, refresh
from tuinews.store.library import Library

CONFIG = Config()


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
    library.put_account(Feed(server.url, title="Reader", settings=settings))
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


async def test_the_first_sync_brings_feeds_articles_and_marks(
    mine: Library, server: Account
) -> None:
    done = await sync(mine)
    assert (done.error, done.new) == ("", 40)
    assert marks(mine) == server.marks()
    assert [(feed.name, feed.folder) for feed in mine.feeds()] == [
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
