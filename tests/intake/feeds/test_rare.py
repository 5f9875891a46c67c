"""What a reader meets once a year: odd addresses, odd answers of the system, odd feeds."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuinews import ingest, limits
from tuinews.intake import dates
from tuinews.intake.discovery import links
from tuinews.intake.errors import FeedError, FetchError
from tuinews.intake.feeds import parser
from tuinews.intake.feeds.sanitize import sanitized
from tuinews.intake.fetching import access
from tuinews.intake.fetching.client import Client
from tuinews.intake.fetching.request import Request
from tuinews.intake.fetching.resolver import Resolver

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_headers_are_written_in_one_line_and_read_back() -> None:
    headers = (("X-Key", "a b"), ("Accept-Language", "de"))
    assert access.headers_of(access.headers_text(headers)) == headers


def test_a_file_of_headers_has_a_limit(tmp_path: Path) -> None:
    (tmp_path / "headers").write_bytes(b"x" * (limits.SECRET + 1))
    with pytest.raises(access.AccessError, match="too large for that"):
        access.headers_of([f"@{tmp_path / 'headers'}"])


def test_a_feed_beyond_the_limit_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_MOST_MIB", 0)
    with pytest.raises(FeedError, match="too large"):
        parser.parse(b"<rss/>", "https://news.example/", NOW)


def test_a_page_of_a_known_site_that_has_no_feed_has_none() -> None:
    assert links.of_site("https://www.youtube.com/about") == []


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (OSError("odd"), "its name cannot be looked up"),
        (UnicodeError("odd"), "its name cannot be looked up"),
        (socket.gaierror(socket.EAI_AGAIN, "later"), "cannot be looked up just now"),
    ],
)
async def test_a_name_that_cannot_be_looked_up_is_said(failure: Exception, said: str) -> None:
    async def look(host: str, port: int) -> list[str]:
        raise failure

    with pytest.raises(FetchError, match=f"^news.example: .*{said}"):
        await Resolver(look).addresses("news.example", 80, private=False)


async def test_what_a_name_server_says_that_is_no_address_is_refused() -> None:
    async def look(host: str, port: int) -> list[str]:
        await asyncio.sleep(0)
        return ["nonsense"]

    with pytest.raises(FetchError, match="refused: nonsense is an address of this machine"):
        await Resolver(look).addresses("news.example", 80, private=False)


async def test_a_client_fetches_while_it_is_open_alone() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        await Client().fetch(Request("http://news.example/"))


def test_a_declared_entity_that_xml_knows_keeps_its_meaning() -> None:
    content = '<!DOCTYPE rss [<!ENTITY amp "x"><!ENTITY a "y">]><rss>&amp;&a;&#128512;</rss>'
    assert "<rss>&amp;y&#128512;</rss>" in sanitized(content)[0]


def test_an_hour_alone_is_no_time() -> None:
    assert dates.parse("5 May 2024 10") is None


@pytest.mark.parametrize(("number", "said"), [(1, "1 copy of"), (2000, "2,000 copies of")])
def test_copies_are_counted_in_words(number: int, said: str) -> None:
    assert said in ingest.copies_read(number)
