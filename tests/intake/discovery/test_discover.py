"""From what a person types to feeds with a preview."""
# ruff: noqa: E501 (tables with a case a line)

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from tests.intake.server import Site

from tuinews.intake.discovery import links
from tuinews.intake.discovery.discover import Discovery, discover, typed
from tuinews.intake.discovery.links import FeedLink, named, of_site, well_known
from tuinews.intake.errors import FetchError
from tuinews.intake.feeds import parser
from tuinews.intake.feeds.parsed import ParsedFeed
from tuinews.intake.fetching.client import Client
from tuinews.intake.url import UrlError
from tuinews.model import CaptureKind, FeedSettings

FEED = (
    b"<rss version='2.0'><channel><title>Harbour</title><link>https://news.example/</link>"
    b"<item><title>Newest</title><pubDate>Wed, 03 Jan 2024 16:20:05 GMT</pubDate></item>"
    b"<item><title>Older</title></item></channel></rss>"
)
LOCAL = FeedSettings(private=True)


async def read(body: bytes, url: str, received: datetime, content_type: str) -> ParsedFeed:
    return parser.parse(body, url, received, content_type)


async def found(url: str, client: Client) -> Discovery:
    return await discover(url, client, read, settings=LOCAL)


async def test_a_feeds_own_address(site: Site, client: Client) -> None:
    discovery = await found(site.serve("/feed", FEED), client)
    (candidate,) = discovery.candidates
    assert (candidate.url, candidate.title, candidate.kind) == (
        site.url("/feed"),
        "Harbour",
        "rss20",
    )
    assert (candidate.entries, candidate.headlines) == (2, ("Newest", "Older"))
    assert candidate.newest is not None and candidate.newest.year == 2024
    feed = candidate.subscription(LOCAL)
    assert (feed.url, feed.name, feed.site) == (
        site.url("/feed"),
        "Harbour",
        "https://news.example/",
    )
    assert feed.settings.private


async def test_a_page_that_names_its_feeds(site: Site, client: Client) -> None:
    page = b"""<!doctype html><title>Home</title>
    <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
    <link rel="alternate" type="application/rss+xml" title="All" href="feed?a=1&amp;b=2">
    <link rel="alternate" type="application/json" href="/wp-json/x"><link rel=stylesheet href=a>
    <link rel="alternate" type="application/atom+xml" href="/broken"><p>Text"""
    site.serve("/feed?a=1&b=2", FEED)
    site.serve("/comments/feed", FEED)
    site.serve("/broken", b"<html>")
    discovery = await found(site.serve("/", page), client)
    assert [c.url for c in discovery.candidates] == [
        site.url("/feed?a=1&b=2"),
        site.url("/comments/feed"),
    ]
    assert discovery.problems == ("this is a web page, not a feed",)
    assert discovery.page is not None and discovery.page.kind is CaptureKind.PAGE


async def test_of_a_hundred_feeds_that_a_page_names_twelve_are_asked(
    site: Site, client: Client
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed/%d">'
    page = "<title>Home</title>" + "".join(link % number for number in range(100))
    await found(site.serve("/", page.encode()), client)
    assert sum(asked.path.startswith("/feed/") for asked in site.asked) == 12


async def test_a_page_that_names_none_but_has_one_where_they_are(
    site: Site, client: Client
) -> None:
    site.serve("/rss.xml", FEED)
    discovery = await found(site.serve("/", b"<html><p>Hello</html>"), client)
    assert [c.url for c in discovery.candidates] == [site.url("/rss.xml")]


async def test_an_article_without_a_feed_can_be_kept(site: Site, client: Client) -> None:
    url = site.serve("/story", b"<html><p>Hello <link rel=alternate href='/story'></html>")
    discovery = await found(url, client)
    assert discovery.candidates == ()
    assert discovery.page is not None and "Hello" in discovery.page.text
    assert site.paths().count("/story") == 1


async def test_a_feed_that_moved_for_good_is_subscribed_where_it_is(
    site: Site, client: Client
) -> None:
    site.redirect("/old", "/new", "301 Moved")
    site.serve("/new", FEED)
    assert (await found(site.url("/old"), client)).candidates[0].url == site.url("/new")


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/missing", "127.0.0.1: answers 404 Not Found"), ("/cut", "it has neither a title")],
)
async def test_what_is_there_but_broken_is_said(
    site: Site, client: Client, path: str, reason: str
) -> None:
    site.serve("/cut", b"<rss version='2.0'></rss>")
    with pytest.raises(FetchError, match=reason):
        await found(site.url(path), client)


async def test_a_private_address_needs_to_be_allowed(site: Site, client: Client) -> None:
    with pytest.raises(FetchError, match="refused: an address of this machine"):
        await discover(site.url("/feed"), client, read)


async def test_a_page_on_the_internet_cannot_lead_into_the_house(
    site: Site, client: Client
) -> None:
    page = b'<link rel="alternate" type="application/rss+xml" href="http://127.0.0.2:1/reboot">'
    discovery = await found(site.serve("/", page), client)
    assert discovery.candidates == ()
    assert "127.0.0.2: refused" in discovery.problems[0]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("news.example", "https://news.example"),
        (" news.example/feed?x ", "https://news.example/feed?x"),
        ("feed://news.example/f", "https://news.example/f"),
        ("feed:https://news.example/f", "https://news.example/f"),
        ("http://news.example", "http://news.example"),
        ("localhost:8000/x", "http://localhost:8000/x"),
        ("file:///etc/passwd", "file:///etc/passwd"),
    ],
)
def test_what_a_person_types(written: str, address: str) -> None:
    assert typed(written) == address


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("https://www.youtube.com/channel/UCabc/videos", "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc"),
        ("https://youtube.com/playlist?list=PL1", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"),
        ("https://www.youtube.com/user/x", "https://www.youtube.com/feeds/videos.xml?user=x"),
        ("https://github.com/a/b.git", "https://github.com/a/b/releases.atom"),
        ("https://github.com/a", "https://github.com/a.atom"),
        ("https://gitlab.com/a/b", "https://gitlab.com/a/b/-/releases.atom"),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/releases.rss"),
        ("https://old.reddit.com/r/news/top", "https://www.reddit.com/r/news/.rss"),
        ("https://medium.com/@a/post-1", "https://medium.com/feed/@a"),
        ("https://social.example/@ann", "https://social.example/@ann.rss"),
    ],
)  # fmt: skip
def test_sites_whose_feeds_are_known(page: str, feed: str) -> None:
    assert of_site(page)[0].url == feed


def test_other_sites_are_not_guessed_at() -> None:
    assert of_site("https://news.example/a/b") == []
    assert [link.url for link in well_known("https://news.example/blog/")][:4] == [
        "https://news.example/blog/feed",
        "https://news.example/blog/rss",
        "https://news.example/blog/index.xml",
        "https://news.example/feed",
    ]


def test_links_that_look_like_feeds_of_the_site_are_a_second_choice() -> None:
    page = """<base href="https://www.news.example/x/"><!-- <link rel=alternate
    type=application/rss+xml href=/no> --><script>'<a href="/feed">'</script>
    <a href="feed.xml">All <a href="https://other.example/feed">Theirs</a> <a href="/feedback">no</a>
    <a href='/rss'>RSS</a><a href=javascript:feed()>x</a>"""
    assert [link.url for link in named(page, "https://news.example/")] == [
        "https://www.news.example/x/feed.xml",
        "https://www.news.example/rss",
    ]


@pytest.mark.parametrize(
    "filler", ["<!--", "<script ", "<style>", "<template>", "<!--><script></style>"]
)
def test_what_never_ends_is_looked_for_once(filler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: Counter[str] = Counter()

    class Ends:
        def __init__(self, name: str) -> None:
            self.name = name

        def search(self, content: str, place: int) -> None:
            looked[self.name] += 1

    monkeypatch.setattr(links, "_NOISE_END", {name: Ends(name) for name in links._NOISE_END})
    feed = "<link rel=alternate type=application/rss+xml href=/f>"
    assert named(f"{feed}{filler * 100}", "https://a.example/") == [FeedLink("https://a.example/f")]
    assert set(looked.values()) == {1}


def test_a_name_of_an_attribute_is_read_from_its_start() -> None:
    assert named(f"<a {'a' * 300_000}><a href=/rss>x</a>", "https://a.example/") == [
        FeedLink("https://a.example/rss", "x")
    ]


async def test_what_is_no_address_is_refused_before_all(client: Client) -> None:
    with pytest.raises(UrlError, match="not an address"):
        await found("http://[::1/", client)


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("example.org", "https://example.org"),
        ("feed:example.org/rss", "https://example.org/rss"),
        ("feed://example.org/rss", "https://example.org/rss"),
        ("http://example.org", "http://example.org"),
        ("192.168.1.4:8080/feed", "http://192.168.1.4:8080/feed"),
        ("nas.local/feed", "http://nas.local/feed"),
        ("localhost:8000", "http://localhost:8000"),
        ("no address", "no address"),
    ],
)
def test_an_address_may_be_typed_without_its_scheme(address: str, meant: str) -> None:
    assert typed(address) == meant


async def test_where_tls_fails_and_none_was_typed_plain_http_is_tried(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.serve("/feed", FEED)
    monkeypatch.setattr("tuinews.intake.discovery.discover.is_private_host", lambda host: False)
    settings = FeedSettings(private=True)
    found = await discover(f"127.0.0.1:{site.port}/feed", client, read, settings=settings)
    assert [one.url for one in found.candidates] == [site.url("/feed")]
    with pytest.raises(FetchError, match=r"no connection|no secure"):
        await discover(f"https://127.0.0.1:{site.port}/feed", client, read, settings=settings)


async def test_a_site_whose_feeds_are_known_is_not_asked_for_its_page(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = site.serve("/feed", FEED)
    monkeypatch.setattr("tuinews.intake.discovery.links.of_site", lambda url: [FeedLink(feed)])
    assert [one.url for one in (await found(site.url("/user"), client)).candidates] == [feed]
    assert site.paths() == ["/feed"]


async def test_the_first_failure_is_told_where_plain_http_fails_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuinews.intake.discovery.discover.is_private_host", lambda host: False)
    with pytest.raises(FetchError, match="the connection was refused"):
        await discover("127.0.0.1:1/feed", client, read, settings=FeedSettings(private=True))


async def test_what_is_neither_feed_nor_page_is_not_kept(site: Site, client: Client) -> None:
    site.serve("/rss.xml", FEED)
    discovery = await found(site.serve("/photo", b"\x89PNG\r\n\x1a\n" + bytes(40)), client)
    assert len(discovery.candidates) == 1 and discovery.page is None


async def test_a_feed_under_two_addresses_is_one(site: Site, client: Client) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="%s">'
    site.serve("/feed", FEED)
    site.redirect("/old", "/feed")
    page = (link % "/feed" + link % "/old").encode()
    assert len((await found(site.serve("/", page), client)).candidates) == 1
