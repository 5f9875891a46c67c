"""What a reader types to subscribe, and what they are told of what was found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tuinews.ui.dialogs.candidates import (
    Headline,
    ListedCandidate,
    facts,
    folder_of,
    headline_rows,
    is_address,
    is_path,
    kind_name,
    path_of,
    rhythm,
    tags_of,
)
from tuinews.ui.dialogs.suggestions import fitting, suggestions

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "example.org", "https://example.org/feed", "http://localhost:8080/x", "localhost:8080",
        "news.example.co.uk/rss?x=1#y", "feed://example.org/rss", "feed:https://example.org/rss",
        "münchen.example", "192.0.2.1/rss", "[2001:db8::1]:80/rss", "HTTPS://EXAMPLE.ORG",
    ],
)  # fmt: skip
def test_an_address(typed: str) -> None:
    assert is_address(typed) and not is_path(typed)


@pytest.mark.parametrize("typed", ["news", "two words", "a b.example", "javascript:alert(1)", "?"])
def test_no_address(typed: str) -> None:
    assert not is_address(typed) and not is_path(typed)


def test_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "feeds.opml").touch()
    for typed in ("feeds.opml", "./x", "../x", "~/feeds.opml", "/tmp", "file:///tmp/x", "."):
        assert is_path(typed)
    assert not is_path("other.opml") and not is_path("x" * 5000) and not is_path("a\0b")
    assert path_of("~/feeds.opml") == str(Path.home() / "feeds.opml")
    assert path_of("file:///tmp/x") == "/tmp/x" and path_of("~nobody-here/x") == "~nobody-here/x"


@pytest.mark.parametrize(
    ("typed", "folder"),
    [
        ("", ()),
        ("World", ("World",)),
        (" World / Europe ", ("World", "Europe")),
        ("/a//b/", ("a", "b")),
        ("a\x1b[2J\u202eb", ("ab",)),
        ("x/" * 99, ("x",) * 8),
    ],
)
def test_a_folder_as_it_is_typed(typed: str, folder: tuple[str, ...]) -> None:
    assert folder_of(typed) == folder


def test_tags_as_they_are_typed() -> None:
    assert tags_of(" news, #tech,, news , long read ") == ("news", "tech", "long read")


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ((), ""),
        ((1,), ""),
        ((1, 3), ""),
        ((2, 2, 2), ""),
        ((1, 3, 5, 7), "about 12 a day"),
        ((1, 25, 49), "about one a day"),
        ((1, 48, 96, 144), "about 4 a week"),
        ((1, 169, 337), "about one a week"),
        ((1, 400, 800), "about 2 a month"),
        ((1, 720, 1440), "about one a month"),
        ((1, 2400, 7200), "a few a year"),
        ((9000, 9001, 9002), "silent since October 2020"),
    ],
)
def test_how_often_a_feed_posts(hours: tuple[int, ...], said: str) -> None:
    assert rhythm([NOW - timedelta(hours=number) for number in hours], NOW) == said


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("rss20", "RSS 2.0"), ("rss091", "RSS 0.91"), ("atom10", "Atom 1.0"), ("rdf", "RDF"),
        ("json11", "JSON Feed 1.1"), ("json1", "JSON Feed 1"), ("", ""), ("else", "else"),
        ("\x1b[2J", ""),
    ],
)  # fmt: skip
def test_what_a_kind_of_feed_is_called(kind: str, name: str) -> None:
    assert kind_name(kind) == name


def test_what_is_told_of_a_candidate() -> None:
    headlines = tuple(Headline(f"News {n}", NOW - timedelta(hours=2 * n)) for n in range(1, 9))
    wire = ListedCandidate("https://wire.example/rss", "Wire", "rss20", 8, headlines)
    assert facts(wire, NOW) == "RSS 2.0, 8 entries, about 12 a day"
    assert headline_rows(wire, NOW)[0] == ("2h     ", "News 1")
    assert len(headline_rows(wire, NOW)) == 5
    bare = ListedCandidate("https://x.example", "X", "atom10", 1, (Headline("\x1b[2J"),))
    assert facts(bare, NOW) == "Atom 1.0, 1 entry"
    assert headline_rows(bare, NOW) == [("       ", "(no headline)")]
    assert "as one article" in facts(ListedCandidate("https://x.example", "X", "page"), NOW)


def test_suggestions_are_feeds_with_names_topics_and_addresses() -> None:
    offered = suggestions()
    assert 20 <= len(offered) <= 40
    assert len({one.url for one in offered}) == len(offered)
    assert len({one.topic for one in offered}) >= 6
    assert len({one.country for one in offered if one.country}) >= 8
    for one in offered:
        assert one.name and one.topic
        for address in (one.url, one.site):
            parts = urlsplit(address)
            assert parts.scheme == "https" and parts.hostname and not parts.username
    topics = [one.topic for one in offered]
    assert topics == sorted(topics, key=topics.index), "a topic's feeds stand together"


def test_suggestions_that_fit() -> None:
    offered = suggestions()
    found = fitting(offered, "qatar", ())
    assert [one.country for one in found] == ["Qatar"]
    assert fitting(offered, "qatar", {found[0].url}) == []
    assert len(fitting(offered, "", ())) == len(offered)


@pytest.mark.parametrize("text", ["", "feed = 1", "[[feed]]\nname = 1", "not toml", "\xff"])
def test_a_damaged_list_of_suggestions_suggests_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("tuinews.ui.dialogs.suggestions.assets", lambda name: tmp_path)
    assert suggestions() == ()
    (tmp_path / "suggestions.toml").write_bytes(text.encode("latin-1"))
    assert suggestions() == ()


def test_what_a_list_may_name_a_folder_stays_as_it_is() -> None:
    name = "Regional " * 12 + "news"
    assert folder_of(f"World / {name}") == ("World", name)
