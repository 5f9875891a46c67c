"""A start comes back to where the reader left off: view, row, and the place of the row."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.ui.conftest import NOW, article, put, screen_text, until, work_done

from tuinews.model import Article, Feed, Source
from tuinews.paths import places
from tuinews.store.library import Library
from tuinews.store.views import Show
from tuinews.ui.app import NewsApp
from tuinews.ui.memory import MAX_LIBRARIES, Left, Memory, keep, recall
from tuinews.ui.start import reopening
from tuinews.ui.tasks.child import Child

Make = Callable[..., NewsApp]
SIZE = (120, 30)


def fresh(number: int, **fields: Any) -> Article:
    """An article that is newer than all others."""
    return replace(article(0, f"News of the hour, part {number}", **fields), id=f"fresh-{number}")


MANY = [article(n, f"Harbour news of the day, part {n}") for n in range(7, 90)]


def screen_row(app: NewsApp) -> int:
    """Return at which line of the list's pane the cursor's row begins."""
    rows = app.main.list
    return rows.extent(rows.cursor)[0] - round(rows.scroll_y)


async def leave(app: NewsApp, *keys: str) -> tuple[str, int]:
    """Press keys and quit; returns the article under the cursor and where it stood."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        await work_done(app)
        current = app.main.list.current
        assert current is not None
        stood = current.id, screen_row(app)
        await pilot.press("ctrl+q")
    return stood


async def begin(app: NewsApp) -> tuple[str, int]:
    """Start; returns the article under the cursor and where it stands."""
    async with app.run_test(size=SIZE) as pilot:
        await work_done(app)
        await until(pilot, lambda: app.main.list.current is not None)
        current = app.main.list.current
        assert current is not None
        return current.id, screen_row(app)


@pytest.fixture
def many(library: Library) -> Library:
    """The shelf with more than fits the screen."""
    put(library, MANY)
    return library


@pytest.mark.parametrize("keys", [["j", "j"], ["G"], ["pagedown", "pagedown", "k", "k"]])
async def test_the_cursor_comes_back_to_its_article(
    make_app: Make, many: Library, keys: list[str]
) -> None:
    stood = await leave(make_app(), *keys)
    assert await begin(make_app()) == stood


async def test_what_came_since_is_above_and_out_of_sight(make_app: Make, many: Library) -> None:
    identity, line = await leave(make_app(), "j", "j", "j")
    put(many, [fresh(n) for n in range(3)])
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await work_done(app)
        assert (app.main.list.current or article(0, "")).id == identity
        assert screen_row(app) == line
        assert "3 new above: g" in screen_text(app)
        await pilot.press("g")
        assert "new above" not in screen_text(app)
        assert (app.main.list.current or article(0, "")).id.startswith("fresh-")


async def test_who_left_from_the_first_row_finds_the_newest(make_app: Make, many: Library) -> None:
    await leave(make_app(), "j", "k")
    put(many, [fresh(0)])
    assert await begin(make_app()) == ("fresh-0", 0)


async def test_the_nearest_stands_in_for_what_is_gone(make_app: Make, many: Library) -> None:
    await leave(make_app(), "j", "j", "j")
    many.remove(["article-4", "article-5"])
    assert (await begin(make_app()))[0] == "article-6"


async def test_what_was_read_gives_way_where_only_the_unread_is_shown(
    make_app: Make, many: Library
) -> None:
    app = make_app()
    identity, _ = await leave(app, "2", "j", "j", "enter", "q")
    assert identity == "article-3"
    again = make_app()
    assert (await begin(again))[0] == "article-4"
    assert again.main.desk.view.show is Show.UNREAD


async def test_a_search_is_not_come_back_to(make_app: Make, many: Library) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "j", "slash", *"port", "enter")
        await work_done(app)
        await pilot.press("ctrl+q")
    assert (await begin(make_app()))[0] == "article-3"


async def test_a_row_further_down_is_found(
    make_app: Make, many: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reopening, "FIRST", 10)
    stood = await leave(make_app(), *["pagedown"] * 4)
    assert await begin(make_app()) == stood


async def test_from_too_far_down_a_start_is_at_the_top(
    make_app: Make, many: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reopening, "FIRST", 10)
    monkeypatch.setattr(reopening, "FAR", 20)
    await leave(make_app(), *["pagedown"] * 4)
    assert await begin(make_app()) == ("article-1", 0)


async def test_a_source_is_come_back_to_with_the_feeds_it_has_now(
    make_app: Make, many: Library
) -> None:
    wire = Feed("https://wire.example/", folders=(("World",),))
    river = Feed("https://river.example/", folders=(("World", "Near"),))
    many.subscriptions.put_feeds([wire])
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("b")
        line = next(one for one in app.main.sources.list.lines if one.name == "World")
        app.main.source_choice.choose(line)
        await pilot.press("ctrl+q")
    many.subscriptions.put_feeds([river])
    put(many, [fresh(0, sources=(Source(river.url, NOW),))])
    again = make_app()
    assert (await begin(again))[0] == "fresh-0"
    assert again.main.desk.view.feeds == frozenset({wire.url, river.url})


async def test_a_source_that_is_gone_gives_way_to_all(make_app: Make, many: Library) -> None:
    left = Left(source="Wire", feeds=("https://gone.example/",), near=("article-5",), above=2)
    keep(places().state / "screen.json", Memory().leaving(many.data, left))
    again = make_app()
    assert await begin(again) == ("article-5", 4)
    assert again.main.desk.view.source is None


async def test_the_row_is_found_once_the_index_is_mended(make_app: Make, many: Library) -> None:
    stood = await leave(make_app(), *["j"] * 20)
    many._index.throw_away()
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.main.list.cursor > 0)
        assert ((app.main.list.current or article(0, "")).id, screen_row(app)) == stood


async def test_an_index_that_could_not_be_tended_is_told_of(
    make_app: Make, many: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def doctor(self: Child, *words: str, told: object) -> tuple[int, str]:
        return 70, "tuinews: a fault [b]"

    monkeypatch.setattr(Child, "run", doctor)
    monkeypatch.setattr(many.relations, "waiting", lambda _: ["article-1"])
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: bool(app._notifications))
        assert [told.message for told in app._notifications] == ["tuinews: a fault [b]"]
        assert "up to date" not in app.main.status.text
        await work_done(app)


async def test_what_is_looked_at_stays_while_the_index_is_made_anew(
    make_app: Make, many: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many.upkeep.settle(whole=True)
    many._index.throw_away()
    go_on, relating = asyncio.Event(), asyncio.Event()

    async def doctor(self: Child, *words: str, told: object) -> tuple[int, str]:
        """Mend the older days first, and wait to be told to go on."""
        other = Library(tmp_path / "data", tmp_path / "cache")
        days = [name for name in other.upkeep.mender.differing() if name.startswith("articles/")]
        other.upkeep.mender.mend(sorted(days)[:2], lambda done, total: None)
        await go_on.wait()
        other.upkeep.mend()
        await relating.wait()
        other.close()
        return 0, ""

    monkeypatch.setattr(Child, "run", doctor)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: many.counts().all > 20)
        app.main.watch_library()
        await pilot.press("j", "j")
        before = app.main.list.current
        assert before is not None
        stood, rows = screen_row(app), len(app.main.list.keys)
        go_on.set()
        await until(pilot, lambda: not many.upkeep.behind())
        app.main.watch_library()
        await until(pilot, lambda: len(app.main.list.keys) > rows)
        assert app.main.list.cursor > 2
        assert (app.main.list.current, screen_row(app)) == (before, stood)
        assert " new" not in screen_text(app).splitlines()[-1]
        relating.set()
        await work_done(app)


async def test_what_a_damaged_file_lost_is_told_at_the_start(
    make_app: Make, many: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    many._index.throw_away()

    async def doctor(
        self: Child, *words: str, told: Callable[[dict[str, object]], None]
    ) -> tuple[int, str]:
        told({"lost": ['a.json: 1 article lost: "Pier [b]reopens"']})
        return 1, ""

    monkeypatch.setattr(Child, "run", doctor)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: bool(app._notifications))
        (toast,) = app._notifications
        assert toast.message == 'a.json: 1 article lost: "Pier [b]reopens"'


async def test_another_library_begins_at_its_own_place(
    make_app: Make, many: Library, tmp_path: Path
) -> None:
    stood = await leave(make_app(), *["j"] * 10)
    other = Library(tmp_path / "other", tmp_path / "other-cache")
    put(other, MANY)
    assert await begin(make_app(library=other)) == ("article-7", 0)
    there = await leave(make_app(library=other), "j")
    assert await begin(make_app()) == stood
    assert await begin(make_app(library=other)) == there
    other.close()


def test_the_places_in_so_many_libraries_are_remembered_and_no_more() -> None:
    memory = Memory()
    for number in [*range(MAX_LIBRARIES), 0, MAX_LIBRARIES]:
        memory = memory.leaving(Path(str(number)), Left(row=number))
    assert len(memory.lefts) == MAX_LIBRARIES
    assert memory.left(Path("1")) == Left()
    assert memory.left(Path(str(MAX_LIBRARIES))).row == MAX_LIBRARIES


@pytest.mark.parametrize(
    "left",
    [None, [], "x", {"near": 5}, {"feeds": {"a": 1}, "above": "x", "show": 7}, {"near": [None]}],
)
def test_a_damaged_memory_is_none(left: object) -> None:
    path = places().state / "screen.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"lefts": {"/news": left}}))
    assert recall(path).left(Path("/news")).shown is Show.ALL
