"""Subscribing: from an address to a feed, with a look at it before it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Input, OptionList

from tuinews.model import FeedSettings, TuinewsError
from tuinews.paths import assets
from tuinews.ui.dialogs.candidates import (
    Asking,
    Headline,
    ListedCandidate,
    LoginError,
    Wanted,
    Wish,
)
from tuinews.ui.dialogs.subscribing import SubscribeDialog
from tuinews.ui.dialogs.suggestions import Suggestion

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
OFFERED = (
    Suggestion("Daily World", "https://world.example/rss", "World", country="Norway"),
    Suggestion("The Gazette", "https://gazette.example/rss", "World"),
    Suggestion("Kernel Notes", "https://kernel.example/rss", "Technology"),
)


def found(number: int, title: str = "Wire", **fields: Any) -> ListedCandidate:
    headlines = tuple(
        Headline(f"{title} tells story {n}", NOW - timedelta(hours=2 * n)) for n in range(1, 8)
    )
    values: dict[str, Any] = {"kind": "rss20", "entries": 40, "headlines": headlines, **fields}
    return ListedCandidate(f"https://wire.example/{number}", title, **values)


def offer(monkeypatch: pytest.MonkeyPatch, *offered: Suggestion) -> None:
    """Have these suggested."""
    monkeypatch.setattr("tuinews.ui.dialogs.subscribing.suggestions", lambda: offered)


@pytest.fixture(autouse=True)
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, *OFFERED)


class Looker:
    """Answers what a test gives it; remembers what was asked, and whether it was stopped."""

    def __init__(self, *told: Asking | ListedCandidate | Exception | float) -> None:
        self.told = told
        self.asked: list[str] = []
        self.logins: list[FeedSettings] = []
        self.stopped = False

    async def __call__(
        self, address: str, login: FeedSettings
    ) -> AsyncIterator[Asking | ListedCandidate]:
        self.asked.append(address)
        self.logins.append(login)
        try:
            for one in self.told:
                if isinstance(one, Exception):
                    raise one
                if isinstance(one, float):
                    await asyncio.sleep(one)
                else:
                    yield one
        except asyncio.CancelledError:
            self.stopped = True
            raise


class SubscribeApp(App[None]):
    CSS_PATH = [str(assets("styles") / f"{name}.tcss") for name in ("dialogs", "feeds")]  # noqa: RUF012

    def __init__(self, look: Looker, **fields: Any) -> None:
        super().__init__()
        self.animation_level = "none"
        values: dict[str, Any] = {"folders": ("World", "Tech"), **fields}
        self.dialog = SubscribeDialog(look, lambda: NOW, **values)
        self.given: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.given.append)

    def type(self, text: str) -> None:
        self.screen.query_one("#address", Input).value = text

    @property
    def text(self) -> str:
        strips = self.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)


async def test_from_an_address_to_a_feed() -> None:
    look = Looker(Asking("asking wire.example"), found(1))
    app = SubscribeApp(look)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Daily World  Norway" in app.text and "Technology" in app.text
        app.type("wire.example")
        await pilot.press("enter")
        await pilot.pause()
        assert look.asked == ["wire.example"]
        for told in (
            *("Wire", "RSS 2.0, 40 entries, about 12 a day", "2h     Wire tells story 1"),
            *("10h    Wire tells story 5", "Folder", "Tags", "Enter subscribe", "Esc back"),
        ):
            assert told in app.text
        assert "story 6" not in app.text
        await pilot.press(*"World/Ports", "tab", *"sea, port", "enter")
        await pilot.pause()
    wish = Wish(Wanted.FEED, "https://wire.example/1", "Wire", ("World", "Ports"), ("sea", "port"))
    assert app.given == [wish]


async def test_one_of_several_is_chosen_with_the_cursor() -> None:
    bad = found(3, "Old", error="answered 404: not there")
    app = SubscribeApp(Looker(bad, found(1), found(2, "Comments"), found(4, "Known")),
                       have={"https://wire.example/4"})  # fmt: skip
    async with app.run_test(size=(80, 24)) as pilot:
        app.type("wire.example")
        await pilot.press("enter")
        await pilot.pause()
        assert "! Old  answered 404: not there" in app.text
        assert "Wire tells story 1" in app.text
        await pilot.press("down")
        await pilot.pause()
        assert "Comments tells story 1" in app.text
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "! subscribed to already" in app.text and not app.given
        await pilot.press("up", "up", "up", "enter")
        await pilot.pause()
        assert "! answered 404: not there" in app.text and not app.given
        await pilot.press("down", "enter")
        await pilot.pause()
    assert [wish.where for wish in app.given] == ["https://wire.example/1"]


async def test_a_suggestion_is_looked_at_before_it_is_kept() -> None:
    look = Looker(found(1))
    app = SubscribeApp(look, have={"https://gazette.example/rss"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "The Gazette" not in app.text
        await pilot.press("down", "up", "enter")
        await pilot.pause()
        assert "! Type an address, or choose one" in app.text
        await pilot.press(*"kern", "down", "enter")
        await pilot.pause()
        assert look.asked == ["https://kernel.example/rss"]
        assert "Wire tells story 1" in app.text


async def test_a_page_without_a_feed_can_be_kept_as_an_article() -> None:
    page = ListedCandidate("https://wire.example/a", "Trams return", "page")
    app = SubscribeApp(Looker(page))
    async with app.run_test(size=(80, 24)) as pilot:
        app.type("https://wire.example/a")
        await pilot.press("enter")
        await pilot.pause()
        assert "this page alone, as one article" in app.text
        await pilot.press("enter")
        await pilot.pause()
    assert app.given == [Wish(Wanted.PAGE, "https://wire.example/a", "Trams return")]


async def test_enter_keeps_no_page_of_a_site_whose_feeds_one_has() -> None:
    page = ListedCandidate("https://wire.example/", "A site", "page")
    app = SubscribeApp(Looker(found(1), page), have={"https://wire.example/1"})
    async with app.run_test(size=(80, 24)) as pilot:
        app.type("https://wire.example/")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "! subscribed to already" in app.text and not app.given
        await pilot.press("down", "enter")
        await pilot.pause()
    assert app.given == [Wish(Wanted.PAGE, "https://wire.example/", "A site")]


async def test_a_file_is_imported(tmp_path: Path) -> None:
    look = Looker()
    app = SubscribeApp(look)
    async with app.run_test(size=(80, 24)) as pilot:
        app.type(f" {tmp_path} ")
        await pilot.press("enter")
        await pilot.pause()
    assert app.given == [Wish(Wanted.IMPORT, str(tmp_path))] and not look.asked


@pytest.mark.parametrize(
    ("typed", "told", "says"),
    [
        ("not here", (), "neither an address nor a file"),
        ("a.example", (), "Nothing to subscribe to at a.example"),
        ("a.example", (TuinewsError("no such host; check it"),), "no such host; check it"),
        ("a.example", (found(1, error="broken XML"),), "broken XML"),
        ("a.example", (OSError("[/b] \x1b[2J[x] odd"),), "[/b] [x] odd"),
    ],
)
async def test_what_goes_wrong_is_told_in_a_line(
    typed: str, told: tuple[Any, ...], says: str
) -> None:
    app = SubscribeApp(Looker(*told))
    async with app.run_test(size=(80, 24)) as pilot:
        app.type(typed)
        await pilot.press("enter")
        await pilot.pause()
        assert says in app.text and "Enter look" in app.text
        app.type("b.example")
        await pilot.pause()
        assert says not in app.text
        await pilot.press("escape")
        await pilot.pause()
    assert app.given == [None]


async def test_esc_stops_looking_then_leaves() -> None:
    look = Looker(Asking("asking slow.example"), 60.0, found(1))
    app = SubscribeApp(look)
    async with app.run_test(size=(80, 24)) as pilot:
        app.type("slow.example")
        await pilot.press("enter")
        await pilot.pause()
        assert "asking slow.example …" in app.text and "Esc stop" in app.text
        await pilot.press("escape")
        await pilot.pause()
        assert look.stopped and not app.given
        assert app.screen.query_one("#address", Input).value == "slow.example"
        await pilot.press("enter", "x")
        await pilot.pause()
        assert app.dialog.stage == "-asking", "typing on stops it too"
        await pilot.press("escape")
        await pilot.pause()
    assert app.given == [None]


NASTY = (
    "Deal [/b] done [ or [@click=app.quit]quit[/]",
    "\x1b[2J\x1b]52;c;eA==\x07after",
    "\u202eright",
    "headline " * 9000,
    "",
)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (200, 60)], ids=str)
async def test_nothing_that_others_wrote_acts_on_the_screen(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [
        ListedCandidate(
            f"https://x.example/{at}", text, text[:9], 3, (Headline(text, NOW),), error=error
        )
        for at, text in enumerate(NASTY)
        for error in ("", text)
    ]
    offer(monkeypatch, *(Suggestion(text, text, text, country=text) for text in NASTY))
    app = SubscribeApp(Looker(Asking(NASTY[0]), *many), folders=NASTY)
    async with app.run_test(size=size) as pilot:
        app.type("x.example")
        await pilot.press("enter")
        await pilot.pause()
        for _ in range(len(many)):
            app.screen.query_one("#candidates", OptionList).action_cursor_down()
            await pilot.pause()
            drawn = app.text.replace("\n", "")
            assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in drawn)
            assert "\u202e" not in drawn
        assert "Enter subscribe" in drawn


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("~/feeds.ompl", "There is no ~/feeds.ompl; did you mean feeds.opml?"),
        ("~/nowhere/x.opml", "There is no ~/nowhere/x.opml."),
        ("~/bare", "The folder ~/bare is empty."),
        ("~/nothing.opml", "The file ~/nothing.opml is empty."),
        ("/dev/null", "/dev/null is neither a file nor a folder."),
        ("htp//example.org", "neither an address nor a file here"),
        ("example", "neither an address nor a file here"),
    ],
)
async def test_what_is_mistyped_is_told_and_stays_to_be_mended(
    typed: str, why: str, places_of_its_own: Path
) -> None:
    (places_of_its_own / "feeds.opml").write_text("<opml/>")
    (places_of_its_own / "nothing.opml").touch()
    (places_of_its_own / "bare").mkdir()
    look = Looker(found(1))
    app = SubscribeApp(look)
    async with app.run_test(size=(80, 24)) as pilot:
        app.type(typed)
        await pilot.press("enter")
        await pilot.pause()
        said = " ".join(app.text.replace("|", " ").split())
        home = str(places_of_its_own)
        assert why.replace("~", home)[:60] in said.replace("│ ", "").replace("│", "")
        assert app.screen.query_one("#address", Input).value == typed
        assert app.screen.query_one("#address", Input).has_focus
        assert not app.given and not look.asked
        app.type("~/feeds.opml")
        await pilot.press("enter")
        await pilot.pause()
    assert app.given == [Wish(Wanted.IMPORT, f"{places_of_its_own}/feeds.opml")]


async def test_an_address_that_cannot_be_had_stays_to_be_mended() -> None:
    app = SubscribeApp(Looker(TuinewsError("wire.exmaple: no such host")))
    async with app.run_test(size=(80, 24)) as pilot:
        app.type("wire.exmaple")
        await pilot.press("enter")
        await pilot.pause()
        assert "! wire.exmaple: no such host" in app.text
        assert app.screen.query_one("#address", Input).value == "wire.exmaple"
        assert app.screen.query_one("#address", Input).has_focus
    assert not app.given


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_login_is_asked_for_where_the_address_asks_for_one(size: tuple[int, int]) -> None:
    look = Looker(LoginError("wire.example: asks for a user name and password"))
    app = SubscribeApp(look)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "Password from" not in app.text
        app.type("https://wire.example/feed")
        await pilot.press("enter")
        await pilot.pause()
        assert "! wire.example: asks for a user name and password" in app.text
        assert "Password from" in app.text and "Daily World" not in app.text
        look.told = (found(1),)
        await pilot.press(*"ann", "tab", *"pass 'x", "enter")
        await pilot.pause()
        assert "a quotation mark is left open" in app.text and len(look.asked) == 1
        await pilot.press("backspace", "backspace", *"show", "enter")
        await pilot.pause()
        assert "RSS 2.0, 40 entries" in app.text
        await pilot.press("enter")
        await pilot.pause()
    login = FeedSettings(user="ann", password_command=("pass", "show"))
    assert look.logins == [FeedSettings(), login]
    assert app.given == [Wish(Wanted.FEED, "https://wire.example/1", "Wire", settings=login)]


@pytest.mark.parametrize(("keys", "there"), [([], True), (["space"], False)])
async def test_an_account_is_subscribed_at_unless_the_reader_does_not_want_it(
    keys: list[str], there: bool
) -> None:
    app = SubscribeApp(Looker(found(1)), account="FreshRSS")
    async with app.run_test(size=(80, 24)) as pilot:
        app.type("wire.example")
        await pilot.press("enter")
        await pilot.pause()
        assert "[x] at FreshRSS" in app.text
        await pilot.press("tab", "tab", *keys, "enter")
        await pilot.pause()
    assert [wish.at_account for wish in app.given] == [there]
