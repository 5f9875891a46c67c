"""Pictures of the main screens: a change of how anything looks shows here.

`python3 dev.py test tests/ui/test_pictures.py --snapshot-update` takes them anew; look at each.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from tests import steady
from tests.ui.conftest import FOLDING, NOW, article, put, work_done
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

from tuinews.model import Block, BlockKind, Feed, FeedSettings, Related, Span
from tuinews.paths import assets
from tuinews.store.library import Library
from tuinews.store.views import Counts
from tuinews.ui import main
from tuinews.ui.app import NewsApp
from tuinews.ui.dialogs.candidates import Asking, Headline, ListedCandidate
from tuinews.ui.dialogs.subscribing import SubscribeDialog
from tuinews.ui.lists.sourcelines import Search, source_lines
from tuinews.ui.lists.sources import SourcesPane
from tuinews.ui.tasks import searching
from tuinews.ui.themes import OWN

SVGImageExtension.file_extension = "svg"  # or they are called ".raw"

Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def everything_stands_still(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One time zone, and a search that takes no time; the clock is the tests' own."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.setattr(searching, "time", SimpleNamespace(perf_counter=lambda: 0.0))
    monkeypatch.setattr(main, "PEEK_AFTER", 3600.0)  # no article opens by itself
    monkeypatch.setattr(asyncio, "run", steady.run)
    yield
    monkeypatch.undo()
    time.tzset()


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen, and how one comes there."""

    size: tuple[int, int]
    keys: str
    theme: str = "tuinews-dark"


SCREENS = {
    "wide-dark": Screen((130, 32), "s enter"),
    "wide-light": Screen((130, 32), "s enter", "tuinews-light"),
    "medium": Screen((90, 28), "enter"),
    "list-above": Screen((130, 32), "s L enter"),
    "narrow": Screen((48, 20), "s j"),
    "search": Screen((130, 32), "slash m o s c o w"),
    "x-ray": Screen((100, 24), "enter X"),
    "help": Screen((100, 30), "question_mark"),
    "themes": Screen((100, 30), "t down down"),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_looks_as_it_did(
    name: str, make_app: Callable[..., NewsApp], library: Library, snap_compare: Compare
) -> None:
    screen = SCREENS[name]
    library.mark(["article-3", "article-4"], read=True)
    app = make_app()
    app.theme = screen.theme

    async def settle(pilot: Pilot[Any]) -> None:
        app.main.peek()  # as the timer does after a while
        await pilot.press(*screen.keys.split())
        app.main.say("")
        if app.main.panes.typing:
            app.main.peek()
        await pilot.pause()

    assert snap_compare(app, terminal_size=screen.size, run_before=settle)


STORIES = {
    "folded": Screen((90, 28), "j"),
    "unfolded-dark": Screen((130, 34), "j i enter"),
    "unfolded-light": Screen((130, 34), "j i enter", "tuinews-light"),
    "timeline": Screen((130, 34), "j enter l j"),
    "news": Screen((100, 32), "j V j j"),
}


#: What each account of the storm tells that no other tells.
NEWS = {
    "Gazette": "Eleven ships wait in the roads, among them a tanker with a broken rudder.",
    "Herald": "The line to the islands sails again on Saturday at the earliest, its owners said.",
    "Wire": "Forecasters expect gusts of a hundred and forty kilometres an hour.",
    "Post": "Schools along the whole coast stay closed until the warning is lifted.",
}


def paragraphs(*texts: str) -> tuple[Block, ...]:
    """Return texts as the blocks of an article."""
    return tuple(Block(BlockKind.PARAGRAPH, (Span(text),)) for text in texts)


@pytest.fixture
def storm(library: Library) -> Library:
    """A shelf on which five accounts tell of a storm, over a week; one of them is read."""
    told = {
        8: ("Port stays shut as the storm goes on", "Gazette"),
        30: ("Ferries are held back by the storm", "Herald"),
        75: ("A storm gathers in the west", "Wire"),
        170: ("Storm warning for the whole coast", "Post"),
    }
    put(
        library,
        [
            article(hours, headline, publisher, blocks=paragraphs(headline, NEWS[publisher]))
            for hours, (headline, publisher) in told.items()
        ],
    )
    ids = ["article-2", *(f"article-{hours}" for hours in told)]
    near = [Related(one, 0.8, True, ("storm", "1 shared quote")) for one in ids[1:3]]
    library.relations.put({"article-2": near}, dict.fromkeys(ids, "storm"))
    library.mark(["article-30"], read=True)
    library.corrections.follow("article-2", True)
    return library


@pytest.mark.parametrize("name", STORIES)
def test_stories_look_as_they_did(
    name: str, make_app: Callable[..., NewsApp], storm: Library, snap_compare: Compare
) -> None:
    screen = STORIES[name]
    app = make_app(FOLDING, storm)
    app.theme = screen.theme

    async def settle(pilot: Pilot[Any]) -> None:
        app.main.peek()
        for key in screen.keys.split():
            await pilot.press(key)
            await work_done(app)
            await pilot.pause()
        app.main.peek()  # where the list was not there before
        app.main.say("")
        await pilot.pause()

    assert snap_compare(app, terminal_size=screen.size, run_before=settle)


FEEDS = (
    Feed("https://wire.example/rss", title="Wire"),
    Feed("https://herald.example/rss", title="Herald", folders=(("World",),)),
    Feed("https://anzeiger.example/rss", title="Anzeiger", folders=(("World", "Europe"),)),
    Feed(
        "https://courier.example/rss", title="Courier", folders=(("World", "Europe"),),
        error="courier.example answered 500", due=NOW + timedelta(minutes=12),
    ),
    Feed(
        "https://noise.example/rss", title="Noise", folders=(("Technology",),),
        settings=FeedSettings(muted=True),
    ),
    Feed("https://gone.example/rss", title="Old gazette", folders=(("Technology",),), gone=True),
)  # fmt: skip
COUNTS = {feed.url: Counts(40, number * 7, 0) for number, feed in enumerate(FEEDS)}


class FeedsApp(App[None]):
    """The sources pane by itself, and the dialogs for feeds."""

    TITLE = "tuinews"
    CSS_PATH = sorted(assets("styles").glob("*.tcss"))
    CSS = "#sources-pane { width: 36; }"

    def __init__(self) -> None:
        super().__init__()
        self.animation_level = "none"
        for theme in OWN:
            self.register_theme(theme)
        self.theme = "tuinews-dark"
        searches = (Search("Trams", "tram OR tramway", 2),)
        views = {"all": 240, "unread": 105, "starred": 4, "today": 31}
        self.pane = SourcesPane(
            lambda folded: source_lines(FEEDS, COUNTS, searches, folded, NOW, views), lambda: NOW
        )

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.pane_title.say("Sources")
        self.pane.load()
        self.pane.list.focus()
        self.pane.list.move_to(12)


def test_the_sources_look_as_they_did(snap_compare: Compare) -> None:
    assert snap_compare(FeedsApp(), terminal_size=(40, 22))


async def look(address: str, settings: FeedSettings) -> AsyncIterator[Asking | ListedCandidate]:
    for name, kind, hours in (("Wire: everything", "rss20", 2), ("Wire: sport", "atom10", 30)):
        headlines = tuple(
            Headline(f"{name}, the story of hour {n}", NOW - timedelta(hours=hours * n))
            for n in range(1, 6)
        )
        yield ListedCandidate(f"https://wire.example/{kind}", name, kind, 40, headlines)


def test_subscribing_looks_as_it_did(snap_compare: Compare) -> None:
    dialog = SubscribeDialog(look, lambda: NOW)

    async def settle(pilot: Pilot[Any]) -> None:
        await pilot.app.push_screen(dialog)
        dialog.query_one("#address", Input).value = "wire.example"
        await pilot.press("enter")
        await work_done(pilot.app)
        await pilot.pause()

    assert snap_compare(FeedsApp(), terminal_size=(90, 28), run_before=settle)
