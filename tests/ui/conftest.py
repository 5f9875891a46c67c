"""A shelf of a few articles, the app on it, and the screen as text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests import steady
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input
from textual.worker import WorkerCancelled

from tuinews.model import Article, Block, BlockKind, Cut, Related, Span
from tuinews.paths import places
from tuinews.settings import Config, Ui
from tuinews.store.library import Library
from tuinews.ui.app import NewsApp
from tuinews.ui.tasks import child, upkeep

FOLDING = Config()
PATIENCE = 60.0  # seconds to wait for what another process does
NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)


def article(number: int, headline: str, publisher: str = "Wire", **fields: object) -> Article:
    """An article of three paragraphs, published `number` hours before the tests' now."""
    paragraphs = [
        f"{headline}, officials said on Wednesday.",
        "The harbour stayed shut for a second day while crews cleared the quay.",
        *(f"Paragraph {n} tells what happened next in some detail." for n in range(3, 12)),
    ]
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, (Span(text),), line=2 * place + 3)
        for place, text in enumerate(paragraphs)
    )
    values: dict[str, object] = {
        "publisher": publisher,
        "authors": ("Ana Keller",),
        "dateline": "BRUSSELS",
        "published": NOW - timedelta(hours=number),
        "url": f"https://news.example/{number}",
        "blocks": blocks,
        "cut": (Cut(1, "ADVERTISEMENT", "advert"), Cut(40, "Read next", "read-next list")),
    }
    return Article(id=f"article-{number}", headline=headline, **{**values, **fields})  # type: ignore[arg-type]


ARTICLES = (
    article(1, "NATO keeps a line to Moscow open"),
    article(2, "Storm shuts the port for a second day", "Courier"),
    article(3, "A vaccine trial is put on hold", "Herald"),
    article(4, "Rates held for a third month", "Ledger"),
    article(5, "The tram that crosses two borders", "Post"),
    article(6, "Alliance chief offers talks with Moscow", "Bourse Journal"),
)


def put(library: Library, articles: Sequence[Article]) -> None:
    """Add articles that belong to no other, so that nothing is left to work out."""
    library.add(articles)
    library.relations.put({article.id: [] for article in articles}, {})


class Shelves:
    """The reader's own shelf, and no samples."""

    def __init__(self, own: Library) -> None:
        self.own = own
        self.samples_away = True

    def open_samples(self) -> Library:
        raise AssertionError("no samples in this test")

    def put_samples_away(self, away: bool) -> None:
        self.samples_away = away


@pytest.fixture
def library(tmp_path: Path, now: Callable[[], datetime]) -> Library:
    """A library with ARTICLES, the first and the last telling the same story."""
    library = Library(tmp_path / "data", tmp_path / "cache", now=now)
    library.add(ARTICLES)
    told = Related("article-6", 0.8, True, ("Moscow", "1 shared quote"))
    back = Related("article-1", 0.8, True, ("Moscow", "1 shared quote"))
    alone: dict[str, list[Related]] = {article.id: [] for article in ARTICLES}
    library.relations.put(
        alone | {"article-1": [told], "article-6": [back]},
        {"article-1": "story-1", "article-6": "story-1"},
    )
    return library


@pytest.fixture
def make_app(library: Library, now: Callable[[], datetime]) -> Callable[..., NewsApp]:
    """Return a maker of apps on the library; it takes another `config` or `library`.

    Their lists have a row for each article; `FOLDING` is the configuration as it comes.
    """

    def make(config: Config | None = None, library: Library = library) -> NewsApp:
        return NewsApp(Shelves(library), config or Config(ui=Ui(fold=False)), places(), now)

    return make


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], steady.SteadyLoop]]:
    """Every test of the screen runs in a loop that knows when nothing is left to be done."""
    return {"steady": steady.SteadyLoop}


@pytest.fixture(autouse=True)
def no_guess_at_idleness(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a pilot wait until nothing is left to be done.

    By itself it waits until the process is idle for 20 ms, which it is, too, while a machine
    has no time for it. There is no public way to have it wait for anything else.
    """
    for module in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{module}.wait_for_idle", steady.settled)
    monkeypatch.setattr("textual._time.get_time", steady.clock)


@pytest.fixture(autouse=True)
def no_cursor_blink(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cursor that blinks would make two pictures of one screen."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)


@pytest.fixture(autouse=True)
def no_rest_before_tidying(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's first key is to go before the index is looked after."""
    monkeypatch.setattr(upkeep, "REST", 0.0)


@pytest.fixture(autouse=True)
async def nobody_lags_behind(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Children take their turn as all others do; those told to leave have left by the end."""
    monkeypatch.setattr(child, "NICE", 0)
    yield
    await asyncio.gather(*child.LEAVING, return_exceptions=True)


async def work_done(app: App[None]) -> None:
    """Wait until nothing works aside any more; work that newer work took the place of is done."""
    while working := [worker for worker in app.workers if not worker.is_finished]:
        for worker in working:
            with suppress(WorkerCancelled):
                await worker.wait()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait until something holds that is on its way to the screen, from a process perhaps."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        await pilot.pause()
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(screen_text(pilot.app))


async def until_shown(pilot: Pilot[None], text: str) -> str:
    """Wait until a text stands on the screen; return all that stands there then."""
    await until(pilot, lambda: text in screen_text(pilot.app))
    return screen_text(pilot.app)


def screen_text(app: App[None]) -> str:
    """Return what stands on the screen, a line a row."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)
