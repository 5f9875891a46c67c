"""Subscribing to feeds with a login, headers, a cookie or behind a proxy."""

from __future__ import annotations

import base64
import json
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run
from tests.feedsite import in_a_thread, rss, serve
from tests.intake.server import Piece, Question, Site

SECRET = "op3n-sesame"
LOGIN = "Basic " + base64.b64encode(f"ann:{SECRET}".encode()).decode()


@pytest.fixture
def site() -> Iterator[Site]:
    with in_a_thread() as site:
        yield site


def guarded(site: Site, **wanted: str) -> str:
    """Serve a feed to whoever sends these headers, "_" for "-"."""
    serve(site, "/feed", 1, 2)
    answer = site.answers["/feed"]

    def check(question: Question) -> list[Piece]:
        for name, value in wanted.items():
            if question.headers.get(name.replace("_", "-")) != value:
                return [b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"]
        return answer(question)

    site.answers["/feed"] = check
    return site.url("/feed")


def stored(home: Path) -> dict[str, Any]:
    held = json.loads((home / "data" / "feeds.json").read_text())
    (feed,) = (one for name, table in held.items() if name == "feeds" for one in table.values())
    settings: dict[str, Any] = feed.get("settings", {})
    return settings


def everything(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def prints(secret: str) -> str:
    return shlex.join([sys.executable, "-c", f"print({secret[::-1]!r}[::-1])"])


def test_a_password_comes_from_a_command_and_is_kept_nowhere(
    run: Run, site: Site, places_of_its_own: Path
) -> None:
    url = guarded(site, authorization=LOGIN)
    assert "asks for a user name and password" in run("add", "--private", url).err
    login = ("--user", "ann", "--password-command", prints(SECRET))
    ran = run("add", "--private", url, *login, "--interval", "90", "--full-text")
    assert ran.out == "subscribed\tThe Wire (2 articles)\n"
    settings = stored(places_of_its_own)
    assert (settings["user"], settings["interval"], settings["full_text"]) == ("ann", 90, True)
    ran = run("refresh", "--all", "--json")
    assert ran.records[1]["outcome"] == "unchanged"
    said = "".join(
        one.out + one.err for one in (ran, run("feeds", "--json"), run("opml", "export"))
    )
    assert SECRET not in said
    assert SECRET.encode() not in everything(places_of_its_own)
    assert base64.b64encode(SECRET.encode()) not in everything(places_of_its_own)


def test_a_password_comes_from_the_first_line_of_a_file(
    run: Run, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = guarded(site, authorization=LOGIN)
    (tmp_path / "pw").write_text(f"{SECRET}\nnot this\n")
    monkeypatch.chdir(tmp_path)
    assert run("add", "--private", url, "--user", "ann", "--password-file", "pw").code == 0
    monkeypatch.chdir("/")
    assert run("refresh", "--all").code == 0


def test_a_password_that_cannot_be_had_is_told_without_what_was_printed(
    run: Run, site: Site
) -> None:
    url = guarded(site, authorization=LOGIN)
    command = shlex.join([sys.executable, "-c", f"print({SECRET!r}); raise SystemExit(3)"])
    ran = run("add", "--private", url, "--user", "ann", "--password-command", command)
    assert ran.code == 1
    assert "no password: the command" in ran.err and "ends with 3" in ran.err
    assert SECRET not in ran.out + ran.err.replace(command, "")
    missing = run("add", "--private", url, "--user", "ann", "--password-file", "/no/such/file")
    assert "/no/such/file: no such file or directory" in missing.err


def test_headers_and_a_cookie_may_come_from_files(run: Run, site: Site, tmp_path: Path) -> None:
    url = guarded(site, x_key="k1", accept_language="fr", cookie="id=7; seen=1", user_agent="me/1")
    (tmp_path / "headers").write_text("X-Key: k1\n\nAccept-Language: fr\n")
    (tmp_path / "cookie").write_text("id=7; seen=1\n")
    given = ("--header", f"@{tmp_path}/headers", "--cookie", f"@{tmp_path}/cookie")
    assert run("add", "--private", url, *given, "--user-agent", "me/1").code == 0
    assert run("refresh", "--all").code == 0
    del site.answers["/feed"]
    url = guarded(site, x_key="k2")
    assert run("add", "--private", url, "--header", "X-Key: k2").out == "changed\tThe Wire\n"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (("--header", "no colon"), "each is written as `Name: value`"),
        (("--header", "Bad Name: x"), "each is written as `Name: value`"),
        (("--header", "X: a\r\nHost: b"), "each is written as `Name: value`"),
        (("--header", "Host: x"), "Host is not for you to set"),
        (("--header", "@/no/such"), "/no/such: no such file or directory"),
        (("--cookie", "crumbs"), "written as `name=value`"),
        (("--proxy", "socks4://p"), "only http and socks5 proxies"),
        (("--password-command", "pass 'x"), "a quotation mark is left open"),
        (("--password-command", "a", "--password-file", "b"), "not allowed with"),
        (("--interval", "2"), "from 5 to 10,080"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_asked(
    run: Run, site: Site, given: tuple[str, ...], why: str
) -> None:
    ran = run("add", site.url("/feed"), *given)
    assert ran.code == 2
    assert why in ran.err
    assert site.asked == []


def test_changing_one_thing_leaves_the_others(
    run: Run, site: Site, places_of_its_own: Path, tmp_path: Path
) -> None:
    url = serve(site, "/feed", 1)
    (tmp_path / "pw").write_text("x")
    run("add", "--private", url, "--password-file", str(tmp_path / "pw"), "--interval", "60")
    assert run("add", url, "--interval", "90", "--tag", "sea").out == "changed\tThe Wire\n"
    settings = stored(places_of_its_own)
    assert (settings["interval"], settings["private"]) == (90, True)
    assert settings["password_file"] == str(tmp_path / "pw")
    assert run("add", url, "--interval", "90").out == "there already\tThe Wire\n"
    assert run("add", url, "--password-command", prints("y")).code == 0
    assert "password_file" not in stored(places_of_its_own)


def test_what_is_secret_goes_to_no_other_host_of_the_site(run: Run, site: Site) -> None:
    serve(site, "/other", 1)
    page = f"<link rel=alternate type=application/rss+xml href=http://localhost:{site.port}/other>"
    url = site.serve("/page", page.encode(), headers={"Content-Type": "text/html"})
    run("add", "--private", url, "--header", "X-Key: k", "--cookie", "a=b", "--yes")
    asked = {question.path: question.headers for question in site.asked}
    assert asked["/page"]["x-key"] == "k"
    assert "/other" not in asked


def test_through_a_proxy(run: Run, site: Site) -> None:
    site.serve("http://news.example/feed", rss([1]))
    ran = run("add", "http://news.example/feed", "--proxy", f"127.0.0.1:{site.port}")
    assert ran.out == "subscribed\tThe Wire (1 article)\n"
