"""`tuinews account`, and what other commands make of one."""

from __future__ import annotations

import getpass
import io
import shlex
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.accountserver import PASSWORD, Account, example, serving
from tests.cli.conftest import Run

from tuinews.store.library import Library


@pytest.fixture
def server() -> Iterator[Account]:
    with serving(example(freshrss=True, articles=9)) as account:
        yield account


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(PASSWORD)
    return path


def added(run: Run, server: Account, secret: Path) -> Run:
    """Take the account up."""
    address = f"http://127.0.0.1:{server.port}"
    words = "--user", "ann", "--password-file", secret, "--private"
    ran = run("account", "add", address, *words)
    assert (ran.code, ran.err) == (0, "")
    assert f"FreshRSS, ann at {server.url}: 3 feeds, 8 unread; `tuinews refresh`" in ran.out
    return run


def library(home: Path) -> Library:
    return Library(home / "data", home / "cache")


def test_an_account_from_its_beginning_to_its_end(
    run: Run, server: Account, secret: Path, places_of_its_own: Path
) -> None:
    assert run("account").code == 0
    assert run("account", "remove").code == 1
    added(run, server, secret)
    (record,) = run("account", "--json").records
    assert (record["feeds"], record["waiting"], record["synced"]) == (3, 0, None)
    assert "not refreshed yet" in run("account").out
    assert [line.split("\t")[2] for line in run("feeds").out.splitlines()] == [
        *("News/Harbour & Sea", "News/Wire 2", "Kitchen"),
    ]
    ran = run("refresh")
    assert (ran.code, ran.out.splitlines()) == (0, ["9 new\tFreshRSS", "9 new"])
    assert run("list", "--unread", "--count").out == "8\n"
    assert run("list", "--starred", "--count").out == "1\n"

    ids = [line.split("\t")[0] for line in run("list", "--unread").out.splitlines()]
    run("read", ids[0])
    run("star", ids[1])
    assert "2 of your changes wait to be sent" in run("account").out
    refused = run("account", "remove")
    assert refused.code == 1 and "2 of your changes wait to be sent" in refused.err
    ran = run("refresh", "https://wire1.example/feed", "--json")
    assert [one["account"] for one in ran.records if one["event"] == "feed"] == [True]
    assert sum(read for read, _ in server.marks().values()) == 2
    assert sum(starred for _, starred in server.marks().values()) == 2

    ran = run("account", "remove")
    assert ran.code == 0 and "3 feeds and 7 articles with it" in ran.out
    assert run("list", "--count").out == "2\n"  # the starred ones
    assert run("feeds").out == ""
    assert len(server.feeds) == 3 and not [form for form in server.edited if ("ac", "") in form]
    assert not list((places_of_its_own / "data").glob("account.jsonl"))


def test_a_refresh_with_an_account_that_fails_says_so(
    run: Run, server: Account, secret: Path
) -> None:
    added(run, server, secret)
    server.instead = lambda _: (500, {}, b"")
    ran = run("refresh", "--all")
    assert ran.code == 1
    assert "FreshRSS: 127.0.0.1: answers 500 Internal Server Error" in ran.err
    assert "fails: 127.0.0.1: answers 500" in run("account").out
    assert "answers 500" in run("feeds", "--failing").out


def test_a_password_that_is_typed_is_kept_where_only_its_owner_reads_it(
    run: Run, server: Account, places_of_its_own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "account", "add", server.url, "--user", "ann", "--private"
    ran = run(*words)
    assert ran.code == 2 and "--password-command COMMAND, or --password-file FILE" in ran.err
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: "wrong")
    assert "refuses the user name or the password" in run(*words).err
    kept = places_of_its_own / "state" / "account-password"
    assert not kept.exists()
    monkeypatch.setattr(getpass, "getpass", lambda prompt: PASSWORD)
    ran = run(*words)
    assert ran.code == 0 and str(kept) in ran.out
    assert PASSWORD not in ran.out + ran.err
    assert kept.stat().st_mode & 0o777 == 0o600
    assert run("refresh", "--quiet").code == 0
    kept.write_text("old")  # the password is another one now
    assert run("refresh", "--all", "--quiet").code == 1
    assert run(*words).code == 0
    assert run("refresh", "--quiet").code == 0
    assert run("account", "remove").code == 0
    assert not kept.exists()


def test_a_password_from_a_command(run: Run, server: Account, secret: Path) -> None:
    command = f"cat {shlex.quote(str(secret))}"
    words = "--user", "ann", "--private", "--password-command", command
    ran = run("account", "add", server.url, "--json", *words)
    assert (ran.code, ran.records[-1]["unread"]) == (0, 8)
    ran = run("account", "add", server.url, *words[:-1], "false")
    assert ran.code == 1 and "no password: the command false ends with 1" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("account", "add"), "required: URL"),
        (("account", "add", "--user", "a", "http://127.0.0.1:1"), "--private allows it"),
        (("account", "add", "http://127.0.0.1:1"), "whose account? --user NAME"),
        (("account", "add", "ftp://x", "--user", "a"), "only http and https"),
        (("account", "add", "http://127.0.0.1:1", "--user", "a"), "--private allows it"),
        (("add", "--account", "https://wire.example"), "There is no account"),
        (("add", "--account", "--article", "https://wire.example"), "goes with neither"),
    ],
)
def test_what_is_missing_is_said(run: Run, words: tuple[str, ...], said: str) -> None:
    ran = run(*words)
    assert ran.code in (1, 2) and said in ran.err


def test_that_there_is_no_account_is_said_also_on_a_pipe(run: Run) -> None:
    assert "No account." in run("account").out
    assert run("account", "--json").records == [{"url": None}]


def test_giving_up_an_account_that_was_interrupted_goes_on(
    run: Run, server: Account, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(run, server, secret)
    run("refresh", "--quiet")
    with monkeypatch.context() as patch:
        patch.setattr(Library, "remove_feed", lambda self, url: signal.raise_signal(signal.SIGINT))
        assert run("account", "remove").code == 130
    assert len(run("feeds", "--json").records) == 3
    ran = run("account", "remove")
    assert ran.code == 0 and "removed 3 feeds of it and 8 articles" in ran.out
    ran = run("account", "remove")
    assert ran.code == 1 and "No account." in ran.err


def test_what_another_account_left_behind_is_not_taken_for_feeds_of_this_one(
    run: Run, server: Account, secret: Path, places_of_its_own: Path
) -> None:
    added(run, server, secret)
    run("refresh", "--quiet")
    (places_of_its_own / "data" / "account.json").unlink()
    (places_of_its_own / "data" / "account.json.bak").unlink(missing_ok=True)
    other = example(freshrss=True, articles=9)
    for number, stream in ((1, "feed/2"), (3, "feed/1"), (4, "feed/3")):
        other.feeds[stream].url = f"https://wire{number}.example/feed"
    with serving(other):
        words = "--user", "ann", "--private", "--password-file", secret
        ran = run("account", "add", other.url, *words)
        assert ran.code == 0
        assert f"account.jsonl was of ann at {server.url}; as it was it is kept" in ran.err
        feeds = {feed.url: feed.stream for feed in library(places_of_its_own).subscriptions.feeds()}
        assert feeds == {
            "https://wire1.example/feed": "feed/2",
            "https://wire2.example/feed": "",
            "https://wire3.example/feed": "feed/1",
            "https://wire4.example/feed": "feed/3",
        }
        assert run("refresh", "https://wire1.example/feed", "--json").code == 0
    rows = library(places_of_its_own)
    assert {row.headline for row in rows.rows(rows.keys())} == {f"Storm {n}" for n in range(1, 10)}


def test_one_account_at_a_time(run: Run, server: Account, secret: Path) -> None:
    added(run, server, secret)
    words = "--private", "--password-file", secret
    ran = run("account", "add", server.url, "--user", "bob", *words)
    assert ran.code == 1 and "There is one already: FreshRSS, ann at" in ran.err
    assert run("account", "add", server.url, "--user", "ann", *words).code == 0


def test_subscribing_at_the_account(run: Run, server: Account, secret: Path) -> None:
    added(run, server, secret)
    words = "--folder", "New/Deep", "--tag", "mine"
    ran = run("add", "--account", "--json", *words, "https://new.example/feed")
    assert ran.code == 0
    assert ran.records[-1]["outcome"] == "subscribed"
    assert server.feeds["feed/4"].url == "https://new.example/feed"
    assert server.feeds["feed/4"].label == "New/Deep"
    (record,) = [one for one in run("feeds", "--json").records if one["folders"] == ["New/Deep"]]
    assert record["tags"] == ["mine"]
    assert run("list", "--count").out == "9\n"  # all of the account came with it
    assert "there already" in run("add", "--account", "https://new.example/feed").out
    ran = run("add", "--account", "https://nofeed.example", "https://other.example/feed")
    assert ran.code == 3 and "finds no feed there" in ran.err


def test_a_password_may_come_on_standard_input(
    run: Run, server: Account, monkeypatch: pytest.MonkeyPatch, places_of_its_own: Path
) -> None:
    words = ("account", "add", f"http://127.0.0.1:{server.port}", "--user", "ann", "--json")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
    ran = run(*words, "--password-stdin")
    assert ran.code == 1 and ran.records[-1]["needs"] == "private"
    ran = run(*words, "--password-stdin", "--private")
    assert [record["event"] for record in ran.records] == ["asking", "asking", "account"]
    assert (places_of_its_own / "state" / "account-password").read_text() == f"{PASSWORD}\n"
    ran = run(*words, "--password-stdin", "--private")  # nothing is left to read there
    assert ran.code == 2 and "no password came on standard input" in ran.err
