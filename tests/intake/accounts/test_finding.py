"""Where a server has its API, from what a person knows of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from tests.accountserver import PASSWORD, Account, example, serving
from tests.conftest import NOW

from tuinews.intake.accounts import finding
from tuinews.intake.accounts.finding import candidates, find
from tuinews.intake.accounts.greader import Session
from tuinews.intake.errors import FetchError
from tuinews.intake.fetching.client import Client
from tuinews.model import FeedSettings

HERE = FeedSettings(user="ann", private=True)


@pytest.fixture(params=["freshrss", "miniflux"])
def server(request: pytest.FixtureRequest) -> Iterator[Account]:
    with serving(example(freshrss=request.param == "freshrss", articles=1)) as account:
        yield account


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with Client(now=lambda: NOW) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("news.example", "https://news.example"),
        ("https://news.example/", "https://news.example"),
        ("https://news.example/api/greader.php", "https://news.example/api/greader.php"),
        ("https://news.example/p/api/greader.php/", "https://news.example/p/api/greader.php"),
        ("https://news.example/i/?a=normal", "https://news.example"),
        ("https://news.example/rss/reader/api/0", "https://news.example/rss"),
        ("https://ann:secret@news.example/x", "https://news.example/x"),
        ("192.168.1.5:8080", "http://192.168.1.5:8080"),
    ],
)
def test_the_likeliest_address_comes_first(typed: str, first: str) -> None:
    found = candidates(typed)
    assert found[0] == first
    assert any(one.endswith("/api/greader.php") for one in found)
    assert not [one for one in found if "secret" in one]


@pytest.mark.parametrize("path", ["", "/", "/i/?a=normal", "/api/greader.php", "/reader/api/0"])
async def test_a_server_is_found_without_a_password(
    server: Account, client: Client, path: str
) -> None:
    assert await find(client, f"http://127.0.0.1:{server.port}{path}", HERE) == server.url
    assert not [line for line in server.log if "ClientLogin" in line or PASSWORD in line]


async def test_what_is_wrong_is_said(server: Account, client: Client) -> None:
    address = f"http://127.0.0.1:{server.port}"
    server.instead = lambda target: (404, {}, b"")
    with pytest.raises(FetchError, match="no Google Reader API was found there; give the address"):
        await find(client, address, HERE)
    server.instead = lambda target: (503, {}, b"Service Unavailable!")
    with pytest.raises(FetchError, match="Allow API access"):
        await find(client, address, HERE)
    with pytest.raises(FetchError, match="private network"):
        await find(client, address, FeedSettings(user="ann"))


async def test_a_server_that_says_no_otherwise_is_found_all_the_same(
    server: Account, client: Client
) -> None:
    server.instead = lambda target: (403, {}, b"") if target.startswith("/reader") else None
    assert await find(client, f"http://127.0.0.1:{server.port}", HERE) == server.url


@pytest.mark.parametrize(
    "answered",
    ["https://evil.example/reader/api/0/token", "http://news.example/reader/api/0/token"],
)
def test_nobody_is_led_to_another_host_or_out_of_https(answered: str) -> None:
    with pytest.raises(FetchError, match=r"leads on to .*; give that address"):
        finding._followed("https://news.example", answered)


async def test_a_form_is_never_sent_on(server: Account, client: Client) -> None:
    moved = {"Location": f"http://127.0.0.1:{server.port}/elsewhere"}
    server.instead = lambda target: (307, moved, b"") if "ClientLogin" in target else None
    session = Session(client, server.url, HERE, PASSWORD)
    with pytest.raises(FetchError, match=r"leads on to http://127.0.0.1:.*; give that address"):
        await session.open()
    assert not server.asked("elsewhere")
