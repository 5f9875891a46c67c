"""The dialog for one feed: what it tells, what it changes, and what it asks before deleting."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Input

from tuinews.model import Feed, FeedSettings
from tuinews.paths import assets
from tuinews.store.views import Counts
from tuinews.ui.dialogs.feedsettings import (
    Deletion,
    FeedDialog,
    FormError,
    minutes_of,
    minutes_text,
)

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
FEED = Feed(
    "https://me:secret@wire.example/rss",
    stated_title="Wire of the World",
    folders=(("World", "Europe"), ("Morning",)),
    tags=("first",),
    error="answered 500",
    due=NOW + timedelta(minutes=12),
    checked=NOW - timedelta(hours=3),
    settings=FeedSettings(interval=120, password_command=("pass", "show", "my news"), keep_days=9),
)


class FeedApp(App[None]):
    CSS_PATH = [str(assets("styles") / f"{name}.tcss") for name in ("dialogs", "feeds")]  # noqa: RUF012

    def __init__(self, feed: Feed = FEED, counts: Counts = Counts(412, 30, 3)) -> None:  # noqa: B008
        super().__init__()
        self.animation_level = "none"
        self.dialog = FeedDialog(
            feed, counts, NOW, going=counts.all - counts.starred, folders=("World",)
        )
        self.given: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.given.append)

    def type(self, **fields: str) -> None:
        for name, value in fields.items():
            self.screen.query_one(f"#{name.replace('_', '-')}", Input).value = value

    @property
    def text(self) -> str:
        strips = self.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("", 0), ("0", 0), ("30", 30), ("90 m", 90), ("2h", 120), ("1 day", 1440), ("7D", 10080)],
)
def test_minutes_as_they_are_typed(typed: str, minutes: int) -> None:
    assert minutes_of(typed) == minutes
    assert minutes_of(minutes_text(minutes)) == minutes


@pytest.mark.parametrize("typed", ["soon", "-5", "1", "8d", "9" * 30, "1.5h", "2h 3m"])
def test_minutes_that_cannot_be(typed: str) -> None:
    with pytest.raises(FormError, match=r"^Every: "):
        minutes_of(typed)


async def test_it_tells_how_the_feed_fares_and_keeps_it_as_it_was() -> None:
    app = FeedApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for told in (
            *("Wire of the World", "https://wire.example/rss", "412 articles, 30 unread"),
            *("fetched 3h ago", "Fails: answered 500. Tried again in 12 min.", "World / Europe"),
            *("2h", "[ ] muted", "[ ] full text", "Enter save"),
        ):
            assert told in app.text
        assert "secret" not in app.text
        await pilot.press("enter")
        await pilot.pause()
    assert app.given == [FEED]


async def test_a_folder_with_a_stroke_in_its_name_stays_one_folder() -> None:
    feed = replace(FEED, folders=(("News/Europe",),))
    app = FeedApp(feed)
    async with app.run_test(size=(80, 24)) as pilot:
        app.type(name="My wire")
        await pilot.press("enter")
        await pilot.pause()
    assert app.given == [replace(feed, title="My wire")]


async def test_everything_can_be_changed() -> None:
    app = FeedApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.type(name="My wire", folder="Sea/Ports", feed_tags="a, b", every="45", user="me",
                 password_command="cat 'a b'")  # fmt: skip
        app.screen.query_one("#muted").focus()
        await pilot.press("space", "tab", "space", "enter")
        await pilot.pause()
    settings = replace(
        FEED.settings, interval=45, user="me", password_command=("cat", "a b"), muted=True,
        full_text=True,
    )  # fmt: skip
    changed = replace(
        FEED, title="My wire", folders=(("Sea", "Ports"), ("Morning",)), tags=("a", "b"),
        settings=settings,
    )  # fmt: skip
    assert app.given == [changed]


async def test_a_field_that_cannot_be_read_is_named() -> None:
    app = FeedApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.type(every="soon", folder="")
        await pilot.press("enter")
        await pilot.pause()
        assert "! Every: write minutes, hours or days" in app.text and not app.given
        app.type(every="1h")
        await pilot.press("enter")
        await pilot.pause()
    assert app.given[0].settings.interval == 60 and app.given[0].folders == (("Morning",),)


async def test_how_a_feed_is_reached_and_kept_can_be_changed() -> None:
    app = FeedApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for told in ("pass show 'my news'", "Keep days", "9", "[ ] any certificate", "Delete"):
            assert told in app.text
        app.type(password_command="", password_file="~/pw", cookie="a=b", headers="X-A: 1 | X-B: 2",
                 proxy="socks5://tor:9050", keep_days="", keep_count="1,000")  # fmt: skip
        app.screen.query_one("#insecure").focus()
        await pilot.press("space", "enter")
        await pilot.pause()
    (changed,) = app.given
    assert changed.settings == FeedSettings(
        interval=120, password_file="~/pw", cookie="a=b", headers=(("X-A", "1"), ("X-B", "2")),
        proxy="socks5://tor:9050", keep_count=1000, verify=False,
    )  # fmt: skip


@pytest.mark.parametrize("disabled", ["", "exec: is not run"])
async def test_a_feed_that_is_gone_is_archived_and_taken_out_of_the_archive(disabled: str) -> None:
    gone = replace(FEED, gone=True, disabled=disabled)
    app = FeedApp(gone)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        why = (
            f"Never fetched: {disabled}." if disabled else "says its server: archive or delete it."
        )
        assert why in app.text
        assert ("[x] archived" if disabled else "[ ] archived") in app.text
        app.screen.query_one("#off").focus()
        await pilot.press("space", "enter")
        await pilot.pause()
    assert app.given == [replace(gone, disabled="" if disabled else "you archived it")]


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("headers", "nonsense", "Headers: each is written as `Name: value`."),
        ("cookie", "crumbs", "Cookie: it is written as `name=value`"),
        ("proxy", "socks4://p", "only http and socks5 proxies are spoken to"),
        ("password_command", "pass 'x", "Password from: a quotation mark is left open."),
        ("keep_days", "many", "Keep days: a whole number"),
        ("keep_count", "99999999999", "Keep articles: a whole number"),
    ],
)
async def test_what_cannot_be_is_named_and_nothing_is_lost(
    field: str, typed: str, why: str
) -> None:
    app = FeedApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.type(**{field: typed})
        await pilot.press("enter")
        await pilot.pause()
        assert why in " ".join(app.text.split())
        assert typed in app.text
        assert not app.given


async def test_deleting_asks_and_names_what_goes_and_what_stays() -> None:
    app = FeedApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("up", "enter")
        await pilot.pause()
        assert "Delete Wire of the World?" in app.text
        assert "409 articles go. 3 stay: marked by you" in " ".join(app.text.split())
        await pilot.press("escape")
        await pilot.pause()
        assert not app.given
        await pilot.click("#feed-delete")
        await pilot.press("enter")
        await pilot.pause()
    assert app.given == [Deletion(FEED.url)]


NASTY = ("Deal [/b] done [@click=app.quit]x[/]", "\x1b[2J\x1b]52;c;eA==\x07", "\u202er", "x" * 9000)


@pytest.mark.parametrize("size", [(80, 24), (30, 8)], ids=str)
@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
async def test_nothing_that_others_wrote_acts_on_the_screen(
    text: str, size: tuple[int, int]
) -> None:
    feed = replace(FEED, title=text, stated_title=text, folders=((text,),), tags=(text,),
                   error=text, url=f"https://x.example/{text}")  # fmt: skip
    app = FeedApp(feed, Counts(0, 0, 0))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = app.text
        await pilot.press("up", "enter")
        await pilot.pause()
        shown += app.text
        shown = shown.replace("\n", " ")
        assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown)
        assert "\u202e" not in shown and "Delete" in shown
        assert size[0] < 80 or "No article goes with it" in shown
        await pilot.press("escape", "escape")
        await pilot.pause()
    assert app.given == [None]


async def test_of_a_feed_of_an_account_only_what_is_the_readers_is_changed() -> None:
    settings = FeedSettings(interval=120, user="ann", proxy="none", verify=False)
    feed = replace(FEED, stream="feed/9", error="", settings=settings)
    app = FeedApp(feed)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        assert "Of your account: name, folder and deletion go there, too." in app.text
        assert "Keep articles" in app.text
        for fetching in ("Every", "archived", "User", "Password", "Cookie", "Proxy", "certificate"):
            assert fetching not in app.text
        app.type(name="Mine")
        await pilot.press("enter")
        await pilot.pause()
    assert app.given == [replace(feed, title="Mine")]


async def test_a_feed_that_its_account_has_no_longer_says_so() -> None:
    app = FeedApp(replace(FEED, stream="feed/9", error="", gone=True))
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        assert "Your account has it no longer; its articles stay with it here." in app.text
