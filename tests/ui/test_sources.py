"""The sources pane: what it lists, what it tells, and what moving in it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tuinews.model import Feed, FeedSettings
from tuinews.paths import assets
from tuinews.store.views import Counts
from tuinews.ui.lists.sourcelines import (
    Search,
    SourceLine,
    about,
    lay_out,
    source_lines,
    until,
)
from tuinews.ui.lists.sources import SourcesList, SourcesPane
from tuinews.ui.view import folder_key

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)


def feed(name: str, *folder: str, **fields: Any) -> Feed:
    url = f"https://{name.casefold()}.example/rss"
    return Feed(url=url, title=name, folders=(folder,) if folder else (), **fields)


FEEDS = (
    feed("Wire"),
    feed("Herald", "World"),
    feed("Anzeiger", "World", "Europe"),
    feed("Courier", "World", "Europe", error="answered 500", due=NOW + timedelta(minutes=12)),
    feed("Noise", "Technology", settings=FeedSettings(muted=True)),
    feed("Gone", "Technology", gone=True),
    feed("Secret", "Technology", disabled="a private address"),
)
COUNTS = {
    "https://wire.example/rss": Counts(40, 12, 1),
    "https://herald.example/rss": Counts(9, 3, 0),
    "https://anzeiger.example/rss": Counts(2000, 1400, 0),
    "https://noise.example/rss": Counts(500, 500, 0),
}
SEARCHES = (Search("Trams", "tram OR tramway", 2),)
VIEWS = {"all": 2549, "unread": 1915, "starred": 1, "today": 31}


def lines(*folded: str, feeds: Sequence[Feed] = FEEDS) -> list[SourceLine]:
    return source_lines(feeds, COUNTS, SEARCHES, folded, NOW, VIEWS)


def names(listed: Sequence[SourceLine]) -> list[str]:
    return ["  " * line.depth + line.name for line in listed]


def text(line: SourceLine, width: int = 30) -> str:
    return "".join(run for run, _ in lay_out(line, width))


def test_views_and_searches_stand_before_folders_before_feeds() -> None:
    assert names(lines()) == [
        "All", "Unread", "Starred", "Followed", "Today", "Trams",
        "Technology", "  Gone", "  Noise", "  Secret",
        "World", "  Europe", "    Anzeiger", "    Courier", "  Herald",
        "Wire",
    ]  # fmt: skip


def test_a_folded_folder_lists_no_feeds_and_counts_them_all_the_same() -> None:
    listed = lines("World", "Technology")
    assert names(listed)[6:] == ["Technology", "World", "Wire"]
    technology, world, _ = listed[6:]
    assert world.unread == 1403 and technology.unread == 0
    assert len(world.feeds) == 3 and world.failing == "1 of 3 feeds fail"
    assert text(world) == " ! World                1,403 "


def test_a_folder_within_a_folder_folds_alone() -> None:
    assert names(lines(folder_key(("World", "Europe"))))[10:] == [
        "World",
        "  Europe",
        "  Herald",
        "Wire",
    ]


def test_a_slash_in_a_name_is_not_a_folder() -> None:
    feeds = (feed("One", "A", "B"), feed("Two", "A/B"))
    folded = source_lines(feeds, {}, (), [folder_key(("A/B",))], NOW)
    assert names(folded)[5:] == ["A", "  B", "    One", "A/B"]


@pytest.mark.parametrize(
    ("name", "shown", "told"),
    [
        ("Wire", "   Wire                    12 ", "Wire: fetched again at the next"),
        ("Courier", "     ! Courier                ", "Fails: answered 500. Tried again in 12 m"),
        ("Noise", "     Noise              muted ", "Noise: muted, fetched again at"),
        ("Gone", "   x Gone                gone ", "Gone for good, says its server."),
        ("Secret", "     Secret               off ", "Never fetched: a private address."),
        ("World", " ▾ World                1,403 ", "1 of 3 feeds fail."),
        ("Trams", " / Trams                    2 ", "tram OR tramway"),
        ("Unread", " ● Unread               1,915 ", ""),
    ],
)  # fmt: skip
def test_what_a_line_shows_and_the_foot_tells(name: str, shown: str, told: str) -> None:
    line = next(line for line in lines() if line.name == name)
    assert text(line) == shown
    assert about(line, NOW).startswith(told) and bool(about(line, NOW)) == bool(told)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (None, "at the next refresh"),
        (timedelta(0), "at the next refresh"),
        (timedelta(seconds=10), "in 1 min"),
        (timedelta(minutes=50), "in 50 min"),
        (timedelta(days=4), "on 25 Oct"),
    ],
)
def test_when_something_will_be(ahead: timedelta | None, said: str) -> None:
    assert until(None if ahead is None else NOW + ahead, NOW) == said
    today = until(NOW + timedelta(hours=2), NOW)
    assert today.startswith(("at ", "tomorrow at "))


def test_an_address_tells_no_password() -> None:
    (line,) = source_lines((Feed("https://me:secret@news.example/rss"),), {}, (), (), NOW)[5:]
    assert "secret" not in text(line, 60) + about(line, NOW)
    (line,) = source_lines((Feed("https://[::1"),), {}, (), (), NOW)[5:]
    assert "fetched again" in about(line, NOW)


def test_the_foot_tells_what_the_last_answer_of_a_feed_lacked() -> None:
    cut = Feed("https://wire.example/rss", title="Wire", notice="its end is missing")
    (line,) = source_lines((cut,), {}, (), (), NOW)[5:]
    assert about(line, NOW) == "Wire: its end is missing; fetched again at the next refresh"
    (line,) = source_lines((replace(cut, title="Wire " * 20),), {}, (), (), NOW)[5:]
    assert about(line, NOW).index("its end is missing") <= 26


def test_a_feed_that_its_account_has_no_longer_says_so() -> None:
    (line,) = source_lines([feed("Left", gone=True, stream="feed/9")], {}, (), (), NOW)[5:]
    assert about(line, NOW) == "Your account has it no longer. E deletes it."


NASTY = (
    "Deal [/b] done", "[@click=app.quit]x[/]", "\x1b]52;c;YWJj\x07copied", "\x1b[2Jgone",
    "a\u202eb", "💥" * 40, "名" * 90, "e" + "\u0301" * 900, "\u200b", "x" * 5000, "one\ntwo", "",
)  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("width", [4, 16, 30, 44])
def test_a_line_is_just_as_wide_as_the_pane_whatever_it_is_called(name: str, width: int) -> None:
    for depth in (0, 3, 40):
        listed = source_lines(
            (feed("One", *([name] * depth), error=name), replace(feed("Two"), title=name)),
            {"https://one.example/rss": Counts(10**7, 10**7, 0)},
            (Search(name, name),),
            (),
            NOW,
        )
        for line in listed:
            shown = text(line, width)
            assert cell_len(shown) == width or width < 16
            assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown)
            assert "\u202e" not in shown + about(line, NOW)


class PaneApp(App[None]):
    """Just the pane, with what it says."""

    CSS_PATH = [str(assets("styles") / f"{name}.tcss") for name in ("tuinews", "sources")]  # noqa: RUF012

    def __init__(self, feeds: Sequence[Feed] = FEEDS) -> None:
        super().__init__()
        self.animation_level = "none"
        self.pane = SourcesPane(
            lambda folded: source_lines(feeds, COUNTS, SEARCHES, folded, NOW, VIEWS), lambda: NOW
        )
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.pane_title.say("Sources")
        self.pane.load()
        self.pane.list.focus()

    def on_sources_list_chosen(self, message: SourcesList.Chosen) -> None:
        self.said.append(message)

    def on_sources_list_fold_toggled(self, message: SourcesList.FoldToggled) -> None:
        self.said.append(message)

    @property
    def rows(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


async def test_moving_choosing_and_folding() -> None:
    app = PaneApp()
    async with app.run_test(size=(34, 20)) as pilot:
        sources = app.pane.list
        sources.move_to(13)
        await pilot.pause()
        assert app.rows[-2:] == [" Fails: answered 500. Tried again", " in 12 min."]
        assert sources.fold() and sources.current is not None and sources.current.name == "Europe"
        assert sources.fold()
        await pilot.pause()
        assert "     ▸ Europe                1,400" not in app.rows
        assert "   ! Europe                 1,400" in app.rows
        assert not any("Anzeiger" in row for row in app.rows)
        assert sources.fold() and sources.current.name == "World"
        sources.move(1)
        assert sources.unfold()
        await pilot.pause()
        sources.move_to(99)
        assert sources.open_current() and sources.current.name == "Wire"
        await pilot.pause()
        assert "▎  Wire                        12" in app.rows
        assert not sources.fold() and not sources.toggle_fold() and not sources.unfold()
        chosen = [said.line.name for said in app.said if isinstance(said, SourcesList.Chosen)]
        assert chosen == ["Wire"]


async def test_enter_unfolds_a_folder_and_folds_the_one_that_is_chosen() -> None:
    app = PaneApp()
    async with app.run_test(size=(34, 20)) as pilot:
        sources = app.pane.list
        sources.move_to(10)
        for folded in (None, True, False):
            sources.open_current()
            await pilot.pause()
            toggled = [m.folded for m in app.said if isinstance(m, SourcesList.FoldToggled)]
            assert toggled[-1:] == ([] if folded is None else [folded])
            assert sources.current is not None and sources.current.name == "World"
        assert app.pane.folded == frozenset()
        await pilot.click(SourcesList, offset=(1, 11))
        await pilot.pause()
        assert app.pane.folded == {"World"}
        await pilot.click(SourcesList, offset=(8, 12))
        await pilot.pause()
        assert isinstance(app.said[-1], SourcesList.Chosen) and app.said[-1].line.name == "Wire"


async def test_without_feeds_it_says_how_to_get_one() -> None:
    app = PaneApp(())
    async with app.run_test(size=(24, 20)) as pilot:
        await pilot.pause()
        assert "No feeds yet. a subscribes to one." in " ".join(" ".join(app.rows).split())
        app.pane.list.show(())
        assert app.pane.list.current is None and not app.pane.list.open_current()


async def test_a_move_draws_two_rows_among_thousands(monkeypatch: pytest.MonkeyPatch) -> None:
    many = tuple(feed(f"Feed{number}", f"Folder {number % 50}") for number in range(5000))
    app = PaneApp(many)
    async with app.run_test(size=(34, 20)) as pilot:
        await pilot.pause()
        drawn: list[int] = []
        refreshed: list[Region] = []
        draw, refresh = SourcesList.render_line, SourcesList.refresh

        def drawing(self: SourcesList, y: int) -> Strip:
            drawn.append(y)
            return draw(self, y)

        def watched(self: SourcesList, *regions: Region, **how: Any) -> SourcesList:
            refreshed.extend(regions or (self.size.region,))
            return refresh(self, *regions, **how)

        monkeypatch.setattr(SourcesList, "render_line", drawing)
        monkeypatch.setattr(SourcesList, "refresh", watched)
        app.pane.list.move(1)
        await pilot.pause()
        assert sum(region.area for region in refreshed) <= 2 * 34
        assert len(drawn) <= 4
        app.pane.list.move_to(5049)
        await pilot.pause()
        assert len(drawn) <= 60
        kept = app.pane.list.current
        app.pane.list.show([*app.pane.list.lines[:3], *app.pane.list.lines[9:]])
        assert app.pane.list.current == kept
