"""Logging in at a server that gathers feeds, and leaving it, as one sees it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.accountserver import PASSWORD, example, serving
from tests.ui.conftest import Shelves, screen_text, until, until_shown, work_done
from textual.app import App

from tuinews.model import Feed, FeedSettings, TuinewsError
from tuinews.paths import assets, places
from tuinews.settings import Config
from tuinews.store.library import Library
from tuinews.ui.app import NewsApp
from tuinews.ui.dialogs.accountdialog import AccountDialog, Leaving, Login, TakenUp
from tuinews.ui.dialogs.candidates import Asking

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
KNOWN = Feed(
    "https://rss.example/api",
    title="Fresh [b]RSS",
    settings=FeedSettings(user="ann"),
    changed=NOW - timedelta(hours=3),
)


class Server:
    """Answers what a test gives it, and remembers who logged in."""

    def __init__(self, *told: Asking | TakenUp | Exception | asyncio.Event) -> None:
        self.told = told
        self.logins: list[Login] = []

    async def __call__(self, login: Login) -> AsyncIterator[Asking | TakenUp]:
        self.logins.append(login)
        for one in self.told:
            if isinstance(one, Exception):
                raise one
            if isinstance(one, asyncio.Event):
                await one.wait()
            else:
                yield one


class AccountApp(App[None]):
    CSS_PATH = [str(assets("styles") / f"{name}.tcss") for name in ("dialogs", "feeds")]  # noqa: RUF012

    def __init__(self, server: Server, known: Feed | None = None) -> None:
        super().__init__()
        self.animation_level = "none"
        self.dialog = AccountDialog(server, NOW, known, 12)
        self.given: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.given.append)


async def test_from_a_server_and_a_password_to_its_feeds() -> None:
    taken = TakenUp("FreshRSS", 12, 340)
    server = Server(Asking("logging in at rss.example"), taken)
    app = AccountApp(server)
    async with app.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "What you read and star goes both")
        await pilot.press(*"rss.example", "tab", *"ann", "tab", *"s3cret")
        assert "s3cret" not in screen_text(app) and "••••••" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.given == [taken])
    assert server.logins == [Login("rss.example", "ann", "s3cret")]
    assert "s3cret" not in repr(server.logins)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((), "Server: an address"),
        ((*"rss.example",), "User: the name"),
        ((*"rss.example", "tab", *"ann"), "Password: type it, or name a command"),
        ((*"rss.example", "tab", *"ann", "tab", *"pw", "tab", *"pass"), "not both"),
        ((*"rss.example", "tab", *"ann", "tab", "tab", *"pass 'x"), "!"),
    ],
    ids=["server", "user", "password", "both", "quote"],
)
async def test_what_is_missing_is_said_and_no_server_asked(
    typed: tuple[str, ...], said: str
) -> None:
    server = Server()
    app = AccountApp(server)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*typed, "enter")
        await until_shown(pilot, said)
    assert server.logins == [] and app.given == []


async def test_a_refusal_is_told_in_the_dialog_and_one_may_try_again() -> None:
    server = Server(TuinewsError("rss.example: refuses the [password]"))
    app = AccountApp(server)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"rss.example", "tab", *"ann", "tab", *"wrong", "enter")
        shown = await until_shown(pilot, "! rss.example: refuses the [password]")
        assert "Enter log in" in shown
        server.told = (TakenUp("FreshRSS", 1, 2),)
        await pilot.press("enter")
        await until(pilot, lambda: len(app.given) == 1)


async def test_esc_stops_the_asking_then_closes() -> None:
    server = Server(Asking("logging in"), asyncio.Event())
    app = AccountApp(server)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"rss.example", "tab", *"ann", "tab", *"pw", "enter")
        shown = await until_shown(pilot, "logging in …")
        assert "Esc stop" in shown and "Enter log in" not in shown
        await pilot.press("enter", "escape")
        shown = await until_shown(pilot, "Enter log in")
        assert "logging in …" not in shown and app.given == [] and len(server.logins) == 1
        await pilot.press("escape")
        await until(pilot, lambda: app.given == [None])


async def test_an_account_that_is_there_tells_how_it_fares() -> None:
    server = Server(TakenUp("FreshRSS", 12, 0))
    app = AccountApp(server, replace(KNOWN, error="refuses the password"))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await until_shown(pilot, "Your account: Fresh [b]RSS")
        assert "ann at https://rss.example/api" in shown and "Server " not in shown
        assert "12 feeds, refreshed 3h ago" in shown and "Fails: refuses the password" in shown
        await pilot.press(*"new", "enter")
        await until(pilot, lambda: len(app.given) == 1)
    assert server.logins == [Login(KNOWN.url, "ann", "new")]


async def test_it_can_be_left_or_left_alone() -> None:
    app = AccountApp(Server(), KNOWN)
    async with app.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Remove this account")
        await pilot.press("up", "enter")
        await until(pilot, lambda: app.given == [Leaving()])
    server = Server()
    app = AccountApp(server, KNOWN)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")  # nothing was typed: nothing changes
        await until(pilot, lambda: app.given == [None])
    assert server.logins == []


@pytest.fixture
def newcomer(now: Callable[[], Any]) -> Iterator[NewsApp]:
    """The app of somebody who has nothing yet."""
    library = Library(places().data, places().cache, now=now)
    yield NewsApp(Shelves(library), Config(), places(), now)
    library.close()


async def test_from_the_dialog_that_subscribes_to_the_articles_of_an_account(
    newcomer: NewsApp,
) -> None:
    with serving(example(freshrss=True, articles=9)) as server:
        async with newcomer.run_test(size=(80, 24)) as pilot:
            await until_shown(pilot, "a adds a site")
            await pilot.press("a", *"miniflux")
            await until_shown(pilot, "An account of yours")
            await pilot.press("down", "enter")
            await until_shown(pilot, "Account at a server")
            address = f"127.0.0.1:{server.port}"
            await pilot.press(*address, "tab", *"ann", "tab", *PASSWORD, "enter")
            await until_shown(pilot, "lies on this machine or in your network")
            await pilot.press("enter")
            await until_shown(pilot, "Storm 9")
            await work_done(newcomer)
            assert newcomer.main.desk.library.counts().unread == 8
            await pilot.press("at", "up", "enter")
            await until_shown(pilot, "3 feeds and their articles go from here")
            await pilot.press("enter")
            await until_shown(pilot, "account removed")
            await work_done(newcomer)
    assert not newcomer.main.desk.library.subscriptions.feeds()
