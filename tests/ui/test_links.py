"""Following links: what is opened, by which program, and what is refused."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.app import App

from tuinews.settings import Browser
from tuinews.ui.reading import links
from tuinews.ui.reading.links import LinkError, Opener, normalised, opener, pretty


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/a", "https://news.example/a"),
        ("HTTP://News.Example", "http://news.example/"),
        (" https://news.example/\ta\n ", "https://news.example/a"),
        ("https://news.example/;touch$IFSx", "https://news.example/;touch%24IFSx"),
        ("https://news.example/`touch x`", "https://news.example/%60touch%20x%60"),
        ("https://news.example/$(touch x)", "https://news.example/%24%28touch%20x%29"),
        ("https://news.example/' ; x ; '", "https://news.example/%27%20;%20x%20;%20%27"),
        ("https://news.example/%u", "https://news.example/%25u"),
        ("https://news.example/%s%20{0}", "https://news.example/%25s%20%7B0%7D"),
        ("https://news.example/?a=1&b=ü#x", "https://news.example/?a=1&b=%C3%BC#x"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("https://news.example/\x1b]52;c;eA==\x07a", "https://news.example/a"),
    ],
)
def test_a_link_is_plain_ascii_that_no_shell_reads(url: str, expected: str) -> None:
    assert normalised(url) == expected
    assert normalised(expected) == expected


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("javascript:alert(1)", "`javascript:`"),
        ("file:///etc/passwd", "`file:`"),
        ("data:text/html,x", "`data:`"),
        ("-oProxyCommand=touch x", "no web address"),
        ("--new-window=https://evil.example", "no web address"),
        ("//news.example/", "no web address"),
        ("", "no web address"),
        ("http://", "no possible host"),
        ("http:///x", "no possible host"),
        ("http://-x/", "no possible host"),
        ("http://a b/", "no possible host"),
        ("http://x:99999/", "broken"),
        ("http://[::1", "broken"),
        ("http://" + "a" * 64 + "é.example/", "no possible host"),
        ("http://user:pw@news.example/", "user name"),
        ("http://news.example\\@evil.example/", "user name"),
        ("http://news.example/" + "a" * 9000, "longer than"),
    ],
)
def test_other_links_are_refused_with_the_reason(url: str, said: str) -> None:
    with pytest.raises(LinkError, match=said):
        normalised(url)


def find(*names: str) -> Mapping[str, str]:
    return {name: f"/usr/bin/{name}" for name in names}


HERE = {"DISPLAY": ":0"}


def test_the_readers_own_browser_comes_first() -> None:
    found = opener(
        ("firefox", "--new-tab"), {"BROWSER": "w3m"}, find("firefox", "w3m").get, "linux"
    )
    assert found == Opener(("firefox", "--new-tab"), in_terminal=False)
    assert found.with_url("https://a.example/") == ["firefox", "--new-tab", "https://a.example/"]


@pytest.mark.parametrize("sign", ["%u", "%s"])
def test_a_place_for_the_address_is_filled_once(sign: str) -> None:
    found = opener(("firefox", sign, "--new-tab"), {}, find("firefox").get, "linux")
    assert found is not None
    assert found.with_url("https://a.example/%25u") == [
        "firefox",
        "https://a.example/%25u",
        "--new-tab",
    ]


def test_a_missing_browser_is_named() -> None:
    with pytest.raises(LinkError, match="`nosuch` is not installed"):
        opener(("nosuch",), HERE, find().get, "linux")


def test_browser_variable_tries_its_choices_in_turn() -> None:
    environ = {"BROWSER": "nosuch:w3m -s", "SSH_CONNECTION": "1"}
    assert opener((), environ, find("w3m").get, "linux") == Opener(("w3m", "-s"), in_terminal=True)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("sh -c 'firefox %s'", "inside another word"),
        ("firefox --url=%u", "inside another word"),
        ("sh -c 'x", "never closed"),
        ("  ", "names no program"),
    ],
)
def test_a_browser_variable_that_needs_a_shell_is_refused(value: str, said: str) -> None:
    with pytest.raises(LinkError, match=said):
        opener((), {"BROWSER": value}, find("sh", "firefox").get, "linux")


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        (HERE, "linux", ("xdg-open",)),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", ("xdg-open",)),
        ({}, "linux", None),
        ({**HERE, "SSH_CONNECTION": "1"}, "linux", None),
        ({**HERE, "SSH_TTY": "/dev/pts/1"}, "linux", None),
        ({}, "darwin", ("open",)),
        ({"SSH_CONNECTION": "1"}, "darwin", None),
    ],
)
def test_over_ssh_or_without_a_display_nothing_is_started(
    environ: Mapping[str, str], platform: str, expected: tuple[str, ...] | None
) -> None:
    found = opener((), environ, find("xdg-open").get, platform)
    assert (found.argv if found else None) == expected


async def test_without_a_browser_the_address_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "1")
    app: App[None] = App()
    async with app.run_test():
        said = links.open_url(app, "https://news.example/a b", Browser())
        assert said == "no browser here; copied news.example/a%20b"
        assert app.clipboard == "https://news.example/a%20b"


async def test_a_refused_link_is_neither_opened_nor_copied() -> None:
    app: App[None] = App()
    async with app.run_test():
        assert "`javascript:`" in links.open_url(app, "javascript:alert(1)", Browser())
        assert app.clipboard == ""


async def test_the_browser_gets_the_link_as_one_word(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    script = f"import sys; open({str(seen)!r}, 'w').write(repr(sys.argv[1:]))"
    app: App[None] = App()
    async with app.run_test() as pilot:
        browser = Browser(command=(sys.executable, "-c", script, "%u"))
        said = links.open_url(app, "https://news.example/$(touch pwned) x", browser)
        assert said == "opening news.example/%24%28touch%20pwned%29%20x"
        while not seen.exists() or not seen.read_text():
            await pilot.pause()
    assert seen.read_text() == "['https://news.example/%24%28touch%20pwned%29%20x']"


async def test_a_browser_that_fails_is_told_and_the_link_copied() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        browser = Browser(command=(sys.executable, "-c", "raise SystemExit(3)"))
        links.open_url(app, "https://news.example/", browser)
        while not app.clipboard:
            await pilot.pause()
        assert app.clipboard == "https://news.example/"


async def test_what_no_terminal_would_copy_is_not_sent() -> None:
    app: App[None] = App()
    async with app.run_test():
        assert links.copy(app, "x" * 80_000).startswith("not copied: terminals take 74,000 bytes")
        assert app.clipboard == ""
        assert links.copy(app, "a\x1b]52;c;eA==\x07b") == "copied ab"
        assert app.clipboard == "ab"


def test_an_address_is_shown_short() -> None:
    assert pretty("https://www.news.example/") == "news.example"
    assert len(pretty("https://news.example/" + "a" * 300)) == 60
