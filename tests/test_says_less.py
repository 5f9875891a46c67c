"""What a server says today takes nothing away, and makes nothing else be fetched."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import NOW
from tests.feedsite import Item, rss
from tests.intake.server import Site, running

from tuinews.model import Feed, FeedSettings
from tuinews.refresh.pipeline import Job, refresh
from tuinews.settings import Config, Fetch
from tuinews.store.library import Library

FULL = rss([1, 2, 3])
LESS: dict[str, tuple[str, bytes, dict[str, str]]] = {
    "no entries": ("200 OK", rss([]), {}),
    "nothing at all": ("200 OK", b"", {}),
    "cut off": ("200 OK", FULL[: len(FULL) // 2], {}),
    "one of three": ("200 OK", rss([2]), {}),
    "not changed": ("304 Not Modified", b"", {}),
    "gone": ("410 Gone", b"", {}),
    "not found": ("404 Not Found", b"<p>nothing</p>", {}),
    "a page to log in": ("200 OK", b"<!doctype html><form>login</form>", {}),
    "moved to an empty one": ("301 Moved Permanently", b"", {"Location": "/empty"}),
    "a fault": ("503 Service Unavailable", b"", {"Retry-After": "60"}),
    "a picture": ("200 OK", b"\x89PNG\r\n", {"Content-Type": "image/png"}),
}


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async for started in running(Site()):
        yield started


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data", tmp_path / "cache", now=lambda: NOW)


async def refreshed(library: Library) -> None:
    library.subscriptions.put_feeds(
        [replace(feed, due=None) for feed in library.subscriptions.feeds()]
    )
    config = Config(fetch=Fetch(total_s=5, connect_s=1))
    job = Job(library, config, now=lambda: NOW, asked=True)
    assert [event async for event in refresh(job)]


async def test_nothing_read_disappears_because_a_server_says_less(
    library: Library, site: Site, figure: Callable[[str, object], None]
) -> None:
    url = site.serve("/feed", FULL)
    site.serve("/empty", rss([]))
    library.subscriptions.put_feeds([Feed(url, settings=FeedSettings(private=True))])
    await refreshed(library)
    ids = [row.id for row in library.rows(library.keys())]
    assert len(ids) == 3
    library.mark(ids[:1], read=True)
    library.mark(ids[1:2], starred=True, note="to be kept")
    states = [library.state(identity) for identity in ids]
    texts = [library.article(identity).blocks for identity in ids]
    for said, (status, body, headers) in LESS.items():
        site.serve("/feed", body, status, headers)
        await refreshed(library)
        assert [row.id for row in library.rows(library.keys())] == ids, said
        assert [library.state(identity) for identity in ids] == states, said
        assert [library.article(identity).blocks for identity in ids] == texts, said
    figure("answers that say less", f"{len(LESS)}, 0 articles lost")


async def test_nothing_is_fetched_but_the_feed(
    library: Library, site: Site, figure: Callable[[str, object], None]
) -> None:
    other = site.url("/other")
    inside = (
        f"<img src='{other}'><script src='{other}'></script><iframe src='{other}'></iframe>"
        f"<link rel='stylesheet' href='{other}'><video poster='{other}' src='{other}'></video>"
        f"<meta http-equiv='refresh' content='0;url={other}'><object data='{other}'></object>"
        f"<p style='background:url({other})'>The harbour stayed shut for a second day.</p>"
    )
    text = inside.replace("&", "&amp;").replace("<", "&lt;")
    around = (
        f"<image><url>{other}</url></image><icon>{other}</icon><cloud domain='127.0.0.1'"
        f" port='{site.port}' path='/other'/><link rel='hub' href='{other}'/>"
        f"<link rel='self' href='{other}'/><docs>{other}</docs>"
    )
    item = Item(1, text=f"{text} The quay was cleared by noon.", link=other).rss()
    item = item.replace(
        "</item>",
        f"<enclosure url='{other}' type='audio/mpeg' length='9'/><comments>{other}</comments>"
        "</item>",
    )
    body = (
        f"<?xml-stylesheet href='{other}'?><rss version='2.0'><channel><title>Wire</title>"
        f"{around}{item}</channel></rss>"
    )
    url = site.serve("/feed", body.encode(), headers={"Set-Cookie": "who=you"})
    library.subscriptions.put_feeds([Feed(url, settings=FeedSettings(private=True))])
    await refreshed(library)
    assert library.counts().all == 1
    await refreshed(library)
    assert site.paths() == ["/feed", "/feed"]
    for question in site.asked:
        assert not {"referer", "cookie"} & question.headers.keys()
    figure("requests beside the feed", "0")
