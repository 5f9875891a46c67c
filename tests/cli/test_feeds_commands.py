"""Subscribing, refreshing and lists of feeds from the command line."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run
from tests.feedsite import Item, in_a_thread, rss, serve
from tests.intake.server import HANG, Site

from tuinews.paths import places
from tuinews.store.library import Library

PAGE = (
    b"<html><head><title>The Wire</title>%s</head><body><article><h1>Night trains return</h1>"
    b"<p>The night trains to the coast run again from Friday, the railway said, after a year"
    b" in which nobody could say whether they ever would.</p></article></body></html>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with in_a_thread() as site:
        yield site


def subscribed(run: Run, *urls: str) -> None:
    assert run("add", "--private", *urls).code == 0


def page(site: Site, *feeds: str) -> str:
    links = "".join(f"<link rel=alternate type=application/rss+xml href={url}>" for url in feeds)
    return site.serve("/page", PAGE % links.encode(), headers={"Content-Type": "text/html"})


def test_adding_a_feed_brings_its_articles(run: Run, site: Site) -> None:
    url = serve(site, "/feed", 1, 2)
    ran = run("add", url, "--private", "--folder", "News/Ports", "--tag", "sea")
    assert (ran.code, ran.out) == (0, "subscribed\tThe Wire (2 articles)\n")
    assert "Storm number 2" in run("list").out
    (feed,) = run("feeds", "--json").records
    assert (feed["url"], feed["folders"], feed["tags"]) == (url, ["News/Ports"], ["sea"])
    assert (feed["articles"], feed["unread"], feed["error"]) == (2, 2, None)
    assert run("add", url, "--private").out == "there already\tThe Wire\n"


def test_a_private_feed_of_a_list_is_switched_on_though_it_fails_now(
    run: Run, site: Site, tmp_path: Path
) -> None:
    url = site.serve("/broken", b"", status="500 Oh No")
    opml = tmp_path / "feeds.opml"
    opml.write_text(f"<opml><body><outline text='Broken' xmlUrl='{url}'/></body></opml>")
    run("opml", "import", str(opml))
    assert run("feeds", "--json").records[0]["disabled"]
    ran = run("add", url, "--private")
    assert (ran.code, ran.out) == (0, "switched on\tBroken\n")
    assert "500" in ran.err and "the next refresh tries again" in ran.err
    assert run("feeds", "--json").records[0]["disabled"] is None


def test_a_page_is_asked_for_its_feed(run: Run, site: Site) -> None:
    serve(site, "/feed", 1)
    assert run("add", page(site, "/feed"), "--private").out == "subscribed\tThe Wire (1 article)\n"


def test_of_several_feeds_none_is_taken_unasked(run: Run, site: Site) -> None:
    serve(site, "/one", 1, title="All news")
    serve(site, "/two", 2, title="Sport")
    address = page(site, "/one", "/two")
    ran = run("add", address, "--private")
    assert ran.code == 1
    assert "1. All news" in ran.out
    assert "2. Sport" in ran.out
    assert "2 feeds found there; add one of their addresses" in ran.err
    assert run("feeds", "--json").records == []
    assert run("add", address, "--private", "--yes").code == 0
    assert [feed["title"] for feed in run("feeds", "--json").records] == ["All news"]


def test_what_a_damaged_file_lost_comes_again_but_not_what_was_removed(
    run: Run, site: Site
) -> None:
    url = serve(site, "/feed", 1, 2, 3)
    subscribed(run, url)
    ids = {one["headline"]: one["id"] for one in run("list", "--json").records}
    own = places()
    with closing(Library(own.data, own.cache)) as library:
        library.remove([ids["Storm number 2"]])
    (file,) = (own.data / "articles").rglob("2*.json")
    file.with_name(file.name + ".bak").unlink(missing_ok=True)
    left = {one["headline"] for one in run("list", "--json").records}
    file.write_bytes(file.read_bytes()[:-40])
    ran = run("doctor")
    assert ran.code == 1
    assert "all is well" not in ran.out
    (lost,) = left - {one["headline"] for one in run("list", "--json").records}
    assert f'1 article lost: "{lost}"; a refresh brings back what its feed still has' in ran.err
    assert run("doctor").out.endswith("all is well\n")
    assert run("refresh", "--all").code == 0
    assert {one["headline"] for one in run("list", "--json").records} == left


def test_what_a_damaged_file_lost_comes_again_though_there_was_no_index(
    run: Run, site: Site
) -> None:
    subscribed(run, serve(site, "/feed", 1, 2, 3))
    own = places()
    (file,) = (own.data / "articles").rglob("2*.json")
    file.with_name(file.name + ".bak").unlink(missing_ok=True)
    file.write_bytes(file.read_bytes()[:-40])
    shutil.rmtree(own.cache)
    assert run("list", "--count").out == "2\n"
    assert run("refresh", "--all").code == 0
    assert run("list", "--count").out == "3\n"


def test_a_preview_keeps_nothing(run: Run, site: Site) -> None:
    url = serve(site, "/feed", 1, 2)
    (found,) = run("add", "--preview", "--json", "--private", url).records
    assert (found["event"], found["url"], found["kind"]) == ("candidate", url, "rss20")
    assert [one["text"] for one in found["headlines"]] == ["Storm number 1", "Storm number 2"]
    assert found["dates"][0] == "2021-10-20T08:01:00Z"
    assert run("feeds", "--json").records == []
    assert run("list").out == ""


def test_a_page_without_a_feed_can_be_kept_as_an_article(run: Run, site: Site) -> None:
    address = page(site)
    ran = run("add", address, "--private")
    assert ran.code == 1
    assert "no feed found there" in ran.err
    assert "--article" in ran.err
    (found,) = run("add", "--preview", "--json", "--private", address).records
    assert (found["kind"], found["title"]) == ("page", "Night trains return")
    assert run("add", "--article", "--private", address).code == 0
    assert "Night trains return" in run("list").out


def test_a_page_that_names_no_publisher_is_of_its_host(run: Run, site: Site) -> None:
    body = PAGE.replace(b"<title>The Wire</title>%s", b"")
    address = site.serve("/alone", body, headers={"Content-Type": "text/html"})
    assert run("add", "--article", "--private", address).code == 0
    assert run("list", "--json").records[0]["publisher"] == "127.0.0.1"


def test_what_cannot_be_added_is_said_in_one_line(run: Run, site: Site) -> None:
    good = serve(site, "/feed", 1)
    ran = run("add", good)
    assert ran.code == 1
    assert "private network" in ran.err
    assert "--private allows it" in ran.err
    assert run("add", "--json", "--preview", good).records[0]["needs"] == "private"
    ran = run("add", "--private", good, site.url("/missing"), "nonsense://x")
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 2
    assert "404 Not Found" in ran.err


def test_importing_an_address_leads_to_add(run: Run) -> None:
    ran = run("import", "https://wire.example/feed")
    assert ran.code == 2
    assert "`tuinews add URL` subscribes to it" in ran.err


def test_a_refresh_tells_what_came_and_what_failed(run: Run, site: Site) -> None:
    good, bad = serve(site, "/good", 1), serve(site, "/bad", 2, title="The Herald")
    subscribed(run, good, bad)
    assert run("refresh").out == "0 new\n"  # nothing is due
    serve(site, "/good", 1, 3)
    site.serve("/bad", status="500 Oh No")
    listed = run("refresh", "--all", "--dry-run").out.splitlines()
    assert sorted(listed) == ["The Herald", "The Wire"]
    ran = run("refresh", "--all")
    assert ran.code == 3
    assert ran.out == "1 new\tThe Wire\n1 new, 1 feed failed\n"
    assert ran.err == "tuinews: The Herald: 127.0.0.1: answers 500 Internal Server Error\n"
    assert "500" in run("feeds", "--failing").out
    assert run("refresh", bad).code == 1
    assert run("refresh", "https://nobody.example/").code == 1


@pytest.mark.parametrize(
    "rest", ["<item><title>Half a head", "<item <title>x</item></channel></rss>"]
)
def test_a_broken_feed_that_gives_no_entry_has_failed(run: Run, site: Site, rest: str) -> None:
    head = "<rss version='2.0'><channel><title>The Wire</title>"
    url = site.serve("/feed", (head + rest).encode())
    ran = run("add", "--private", url)
    assert (ran.code, ran.out) == (0, "subscribed\tThe Wire (0 articles)\n")
    assert "no entry in it can be read; the next refresh tries again" in ran.err
    (feed,) = run("feeds", "--json").records
    assert "no entry in it can be read" in feed["error"]
    assert (feed["failures"], feed["articles"]) == (1, 0)
    ran = run("refresh", "--all")
    assert (ran.code, ran.out) == (1, "0 new, 1 feed failed\n")
    serve(site, "/feed", 1)
    assert run("refresh", "--all").out.endswith("1 new\n")
    assert run("feeds", "--json").records[0]["error"] is None


def test_a_broken_feed_is_read_as_far_as_it_goes(run: Run, site: Site) -> None:
    whole = rss([1, 2])
    url = site.serve("/feed", whole[: whole.rindex(b"<item>") + 10])
    ran = run("add", "--private", url)
    assert (ran.code, ran.out, ran.err) == (0, "subscribed\tThe Wire (1 article)\n", "")
    (feed,) = run("feeds", "--json").records
    assert (feed["error"], feed["notice"]) == (None, "the feed is cut: its end is missing")


def test_a_refresh_tells_its_events_as_json_lines(run: Run, site: Site) -> None:
    url = serve(site, "/feed", 1)
    subscribed(run, url)
    serve(site, "/feed", 1, 2)
    records = run("refresh", "--all", "--json").records
    names = [record["event"] for record in records]
    assert names == ["started", "feed", "stored", "stories", "finished"]
    assert records[0]["feeds"] == 1
    told = {name: records[1][name] for name in ("url", "title", "outcome", "new", "done", "total")}
    assert told == {
        "url": url,
        "title": "The Wire",
        "outcome": "changed",
        "new": 1,
        "done": 1,
        "total": 1,
    }
    assert records[1]["due"].endswith("Z")
    assert records[-1]["new"] == 1


def test_the_password_in_an_address_is_never_printed(run: Run, site: Site) -> None:
    url = serve(site, "/feed", 1).replace("//", "//me:hunter2@")
    ran = run("add", "--private", url)
    site.serve("/feed", status="500 Oh No")
    printed = [ran, run("refresh", "--all", "--json"), run("refresh", "--all"), run("feeds")]
    printed += [run("feeds", "--json"), run("opml", "export"), run("show", "--json", _any(run))]
    assert "hunter2" not in "".join(one.out + one.err for one in printed)
    assert run("unsubscribe", run("feeds", "--json").records[0]["url"]).code == 0


def _any(run: Run) -> Any:
    return run("list", "--json").records[0]["id"]


@pytest.mark.parametrize(
    "typed", ["http://us:se/sesame@h/f", "feed://us:sesame@h/f", "us:sesame@h/f", "http:u:sesame@h"]
)
def test_a_password_in_what_is_no_address_is_not_repeated(run: Run, typed: str) -> None:
    said = [run("add", typed), run("add", "--json", typed), run("unsubscribe", typed)]
    assert [ran.code for ran in said] == [1, 1, 1]
    assert all("***" in ran.out + ran.err for ran in said)
    assert not [ran for ran in said if "sesame" in ran.out + ran.err]


def test_half_an_address_is_refused(run: Run) -> None:
    for option in ((), ("--preview",), ("--article",)):
        ran = run("add", *option, "http://[::1/")
        assert (ran.code, "not an address" in ran.err) == (1, True)
        assert ran.err.count("http://[::1/") == 1


def test_unsubscribing_leaves_what_is_starred(run: Run, site: Site) -> None:
    url = serve(site, "/feed", 1, 2)
    subscribed(run, url)
    run("star", "--query", "headline:1")
    ran = run("unsubscribe", url)
    assert (ran.code, ran.out) == (0, "unsubscribed from The Wire; 1 article went with it\n")
    assert [row["headline"] for row in run("list", "--json").records] == ["Storm number 1"]
    ran = run("unsubscribe", url)
    assert (ran.code, "there is no feed" in ran.err) == (1, True)


def test_lists_of_feeds_go_both_ways(run: Run, tmp_path: Path) -> None:
    urls = tmp_path / "urls"
    urls.write_text('https://a.example/feed sea "~The A"\nhttps://b.example/\n"exec:rm -rf /"\n')
    ran = run("opml", "import", urls)
    assert ran.code == 3
    assert "2 new, 0 there already" in ran.out
    assert "programs are never run" in ran.err
    out = tmp_path / "feeds.opml"
    assert run("opml", "export", out).code == 0
    assert "https://a.example/feed" in out.read_text()
    ran = run("opml", "export", out)
    assert (ran.code, "--force replaces it" in ran.err) == (1, True)
    before = run("feeds", "--json").records
    assert "0 new, 2 there already" in run("opml", "import", out).out
    assert run("feeds", "--json").records == before
    more = tmp_path / "more"
    more.write_text('https://a.example/feed "~Other A"\nhttps://b.example/ sea "~The B"\n')
    assert "1 of them with other folders, tags or names" in run("opml", "import", more).out
    titles = {feed["url"]: feed["title"] for feed in run("feeds", "--json").records}
    assert titles == {"https://a.example/feed": "The A", "https://b.example/": "The B"}
    ran = run("opml", "import", tmp_path)
    assert (ran.code, "is no file" in ran.err) == (1, True)
    assert run("opml", "import").code == 2


def test_a_list_of_feeds_is_replaced_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text("".join(f"https://a.example/{n}\n" for n in range(99)))
    run("opml", "import", tmp_path / "urls")
    (out := tmp_path / "feeds.opml").write_text("old")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, usual[1]))
    try:
        ran = run("opml", "export", out, "--force")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert (ran.code, "cannot write" in ran.err) == (1, True)
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.glob("*feeds.opml*")) == ["feeds.opml"]


def test_options_may_stand_before_a_list_of_feeds(run: Run, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text("https://a.example/feed\n")
    assert run("opml", "import", "--yes", "--json", tmp_path / "urls").records[0]["new"] == 1
    (out := tmp_path / "feeds.opml").write_text("old")
    assert run("opml", "export", "--force", out).code == 0
    assert "https://a.example/feed" in out.read_text()


def test_a_text_is_no_list_of_feeds(run: Run, tmp_path: Path) -> None:
    words = "# Program\n\n| a | table |\n\nhttps://program.example/\n"
    (tmp_path / "README.md").write_text(words + "| one | more |\n" * 30)
    ran = run("opml", "import", tmp_path / "README.md")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "no list of feeds (OPML, or newsboat's urls: a feed a line)" in ran.err


def test_of_many_lines_that_are_no_feeds_the_first_are_told(run: Run, tmp_path: Path) -> None:
    urls = tmp_path / "urls"
    urls.write_text("https://a.example/\n" + "exec:script\n" * 12 + "http://10.0.0.1/\n" * 2)
    ran = run("opml", "import", urls)
    assert (ran.code, ran.out[:6]) == (3, "2 new,")
    told = ran.err.splitlines()
    assert [line.count("programs are never run") for line in told] == [1] * 10 + [0, 0]
    assert "2 more are not taken over" in told[10]
    assert len(run("opml", "import", urls, "--json").records[0]["refused"]) == 12


def test_what_was_imported_switched_off_is_switched_on_by_adding_it(
    run: Run, site: Site, tmp_path: Path
) -> None:
    url = serve(site, "/feed", 1)
    (tmp_path / "urls").write_text(url)
    ran = run("opml", "import", tmp_path / "urls")
    assert "if it is yours, untick archived under E, or `tuinews add` it" in ran.err
    assert run("refresh").out == "0 new\n"
    assert run("add", "--private", url).out == f"switched on\t{url}\n"
    assert run("refresh").out == "1 new\tThe Wire\n1 new\n"


def test_an_imported_list_adds_folders_to_what_is_known(run: Run, tmp_path: Path) -> None:
    def outline(folder: str) -> str:
        inner = "<outline type='rss' text='A' xmlUrl='https://a.example/'/>"
        return f"<opml><body><outline text='{folder}'>{inner}</outline></body></opml>"

    for folder in ("News", "Daily"):
        (tmp_path / "list").write_text(outline(folder))
        assert run("opml", "import", tmp_path / "list").code == 0
    (feed,) = run("feeds", "--json").records
    assert feed["folders"] == ["News", "Daily"]


def test_what_is_too_old_is_said_before_it_goes(run: Run, site: Site, tmp_path: Path) -> None:
    other = Item(2, text="Plum dumplings want a kilo of plums, and as much patience as there is.")
    subscribed(run, serve(site, "/feed", 1, other))
    file = tmp_path / "config.toml"
    file.write_text("[keep]\ndays = 30\n")
    run("read", "--query", "headline:1")
    (row,) = run("--config", file, "expire", "--dry-run", "--json").records
    assert row["headline"] == "Storm number 1"
    assert len(run("list", "--json").records) == 2
    assert run("--config", file, "expire").out == "1 article removed\n"
    assert [row["headline"] for row in run("list", "--json").records] == ["Storm number 2"]


def test_the_full_text_takes_the_place_of_a_teaser(run: Run, site: Site) -> None:
    address = page(site)
    teaser = Item(1, text="The night trains to the coast run again.", link=address)
    subscribed(run, serve(site, "/feed", teaser, Item(2, link="none")))
    ids = {row["headline"]: row["id"] for row in run("list", "--json").records}
    ran = run("fulltext", ids["Storm number 1"])
    assert (ran.code, "full text" in ran.out) == (0, True)
    assert "whether they ever would" in run("show", ids["Storm number 1"]).out
    ran = run("fulltext", ids["Storm number 2"])
    assert (ran.code, "no address" in ran.err) == (1, True)


def test_a_page_on_ones_own_network_is_fetched_where_that_is_allowed(run: Run, site: Site) -> None:
    teaser = Item(1, text="The night trains to the coast run again.", link=page(site))
    url = serve(site, "/feed", teaser)
    subscribed(run, url)
    run("star", "--query", "headline:1")
    run("unsubscribe", url)  # no feed vouches for the host any more
    ran = run("fulltext", "--query", "headline:1")
    assert (ran.code, "private network; --private allows it" in ran.err) == (1, True)
    ran = run("fulltext", "--private", "--query", "headline:1")
    assert (ran.code, "full text" in ran.out) == (0, True)


def test_a_full_text_may_be_a_copy_of_what_was_read(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed(run, serve(site, "/feed", Item(1, text="The trains run again.", link=page(site))))
    (row,) = run("list", "--json").records
    monkeypatch.setattr("tuinews.ingest.read_copies", lambda library: [row["id"]])
    ran = run("fulltext", row["id"])
    assert (ran.code, "full text" in ran.out) == (0, True)


def test_a_feed_to_be_read_in_full_is_so_from_the_beginning(run: Run, site: Site) -> None:
    teaser = Item(1, text="The night trains to the coast run again.", link=page(site))
    ran = run("add", "--private", "--full-text", serve(site, "/feed", teaser, Item(2, link="none")))
    assert (ran.code, "no address" in ran.err) == (0, True)
    ids = {row["headline"]: row["id"] for row in run("list", "--json").records}
    assert "whether they ever would" in run("show", ids["Storm number 1"]).out


def refreshing(*words: str) -> subprocess.Popen[str]:
    """Another process that refreshes, as cron or the app starts it."""
    argv = [sys.executable, "-m", "tuinews", "refresh", "--all", "--json", *words]
    return subprocess.Popen(
        argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )


def test_cron_beside_the_app_doubles_nothing(run: Run, site: Site) -> None:
    url = serve(site, "/feed", 1)
    subscribed(run, url)
    serve(site, "/feed", 1, 2, 3)
    asked = len(site.asked)
    both = [refreshing(), refreshing()]
    ended = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    events = [json.loads(line) for out, _ in ended for line in out.splitlines()]
    assert sum(event["new"] for event in events if event["event"] == "finished") == 2
    assert len(run("list", "--json").records) == 3
    assert len(site.asked) == asked + 2  # both asked, and the second was told that all is there


def test_while_another_refreshes_a_timer_has_nothing_to_do(run: Run, site: Site) -> None:
    slow = serve(site, "/slow", 1)
    subscribed(run, slow)
    begun = threading.Event()

    def hang(_: object) -> list[Any]:
        begun.set()
        return [b"HTTP/1.1 200 OK\r\n", HANG]

    site.answers["/slow"] = hang
    process = refreshing()
    assert begun.wait(30)
    ran = run("refresh", "--json")
    assert (ran.code, ran.records) == (0, [{"event": "busy"}])
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert json.loads(out.splitlines()[-1])["cancelled"]
    assert err == ""


@pytest.mark.parametrize(
    "url", ["http://u:s3cretpw@a.example/\x1b[2J", "http://a.example/" + "x" * 9000]
)
def test_an_address_that_is_none_is_passed_over(
    run: Run, places_of_its_own: Path, url: str
) -> None:
    path = places_of_its_own / "data" / "feeds.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = {"id": "https://b.example/feed"}
    meta = {"1": {"app": "tuinews", "schema": 1}}
    path.write_text(json.dumps({"meta": meta, "feeds": {"1": {"id": url}, "2": whole}}))
    ran = run("feeds", "--json")
    assert ran.code == 0
    assert [record["url"] for record in ran.records] == ["https://b.example/feed"]
    assert "1 entries cannot be read and are passed over" in ran.err
    assert "s3cretpw" not in ran.out + ran.err
