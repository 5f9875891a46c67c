"""The sidebar of related articles, as a column and as a strip."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from tuinews.paths import assets
from tuinews.store.views import Row
from tuinews.ui.lists.related import Entry, Group, RelatedList
from tuinews.ui.lists.relatedlines import EMPTY, UNOPENED

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)


def row(number: int, headline: str, publisher: str, hours: int, **fields: Any) -> Row:
    values: dict[str, Any] = {
        "key": number,
        "id": f"article-{number}",
        "published": None,
        "shown_date": NOW - timedelta(hours=hours),
        "dated": True,
        "read": False,
        "starred": False,
        "tags": (),
        "accounts": 0,
        "words": 300,
        "teaser": "",
    }
    return Row(headline=headline, publisher=publisher, **{**values, **fields})


CHIEF = row(1, "Alliance chief offers talks after eight go", "Bourse Journal", 2)
MISSION = row(2, "Moscow shuts its mission", "Ledger", 5, starred=True, read=True)
EIGHT = row(3, "Eight sent home", "Post", 14 * 24)
NUCLEAR = row(4, "Nuclear talks resume", "Ledger", 30, read=True)
GROUPS = (
    Group("Same story", (Entry(CHIEF, ("Moscow", "1 shared quote")), Entry(MISSION, ("hotline",)))),
    Group("Earlier in this story", (Entry(EIGHT),), brief=True, note="14 days"),
    Group("Same topic", (Entry(NUCLEAR, ("Vienna",)),)),
)


class RelatedApp(App[None]):
    CSS_PATH = str(assets("styles") / "related.tcss")

    def __init__(self, groups: tuple[Group, ...] = GROUPS) -> None:
        super().__init__()
        self.related = RelatedList()
        self.groups = groups
        self.opened: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.related

    def on_mount(self) -> None:
        self.related.show(self.groups, NOW, "article-0")

    def on_related_list_opened(self, message: RelatedList.Opened) -> None:
        self.opened.append(message.id)

    @property
    def rows(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]


async def test_each_entry_has_number_sign_publisher_age_headline_and_reasons() -> None:
    app = RelatedApp()
    async with app.run_test(size=(36, 24)) as pilot:
        await pilot.pause()
        assert app.rows[:17] == [
            " Same story",
            " 1 ● Bourse Journal              2h",
            "     Alliance chief offers talks",
            "     after eight go",
            "     1 shared quote, Moscow",
            "",
            " 2 ★ Ledger                      5h",
            "     Moscow shuts its mission",
            "     hotline",
            "",
            " Earlier in this story",
            " 3 ● 7 Oct  Eight sent home",
            " 14 days",
            "",
            " Same topic",
            " 4   Ledger                      1d",
            "     Nuclear talks resume",
        ]


async def test_without_a_publisher_the_headline_comes_first() -> None:
    group = Group("Same story", (Entry(replace(CHIEF, publisher=""), ("Moscow",)),))
    app = RelatedApp((group,))
    async with app.run_test(size=(36, 24)) as pilot:
        await pilot.pause()
        assert app.rows[1:4] == [
            " 1 ● Alliance chief offers talks 2h",
            "     after eight go",
            "     Moscow",
        ]


async def test_the_cursor_moves_by_entries_and_opens() -> None:
    app = RelatedApp()
    async with app.run_test(size=(36, 24)) as pilot:
        app.related.focus()
        app.related.move(1)
        assert app.related.current is not None and app.related.current.id == "article-2"
        app.related.move(9)
        assert app.related.open_current()
        assert app.related.open_number(3)
        assert not app.related.open_number(5)
        await pilot.pause()
        assert app.opened == ["article-4", "article-3"]


async def test_the_cursor_stays_in_sight() -> None:
    app = RelatedApp()
    async with app.run_test(size=(36, 6)) as pilot:
        app.related.focus()
        app.related.move_to(99)
        await pilot.pause()
        assert "     Nuclear talks resume" in app.rows
        app.related.move_to(0)
        await pilot.pause()
        assert app.rows[0] == " Same story"


async def test_the_brackets_walk_one_story_though_the_sidebar_changes() -> None:
    app = RelatedApp()
    async with app.run_test(size=(36, 24)) as pilot:
        walked = ["article-0"]
        while app.related.open_next(1):
            await pilot.pause()
            walked.append(app.opened[-1])
            back = Group("Same story", (Entry(row(0, "First", "Wire", 1)),))
            app.related.show((back,), NOW, walked[-1])
        assert walked == [f"article-{number}" for number in range(5)]
        assert app.related.open_next(-1)
        await pilot.pause()
        assert app.opened[-1] == "article-3"


async def test_what_came_since_is_walked_in_the_order_of_the_sidebar() -> None:
    app = RelatedApp((Group("Same story", (Entry(MISSION),)),))
    async with app.run_test(size=(30, 30)) as pilot:
        app.set_focus(None)
        await pilot.pause()
        app.related.show(GROUPS, NOW, "article-0")
        await pilot.pause()
        assert app.related.cursor == 0
        assert app.related.current is not None and app.related.current.id == CHIEF.id
        assert app.related.open_next(1)
        await pilot.pause()
        assert app.opened == [CHIEF.id]
        app.related.cursor = 1
        app.related.show((Group("Same story", (Entry(EIGHT),)), *GROUPS[:1]), NOW, "article-0")
        assert app.related.current.id == MISSION.id


async def test_another_article_begins_another_walk() -> None:
    app = RelatedApp()
    async with app.run_test(size=(36, 24)) as pilot:
        app.related.show((Group("Same story", (Entry(row(8, "x", "Wire", 1)),)),), NOW, "article-9")
        assert not app.related.open_next(-1)
        assert app.related.open_next(1)
        await pilot.pause()
        assert app.opened == ["article-8"]


async def test_marks_are_brought_up_to_date_without_moving() -> None:
    app = RelatedApp()
    async with app.run_test(size=(36, 24)) as pilot:
        app.related.move_to(1)
        rows = {entry.row.id: replace(entry.row, read=True) for entry in app.related.entries}
        app.related.refresh_rows(rows.get)
        await pilot.pause()
        assert app.rows[1].startswith(" 1   Bourse")
        assert app.related.cursor == 1


async def test_a_click_opens() -> None:
    app = RelatedApp()
    async with app.run_test(size=(36, 24)) as pilot:
        await pilot.click(RelatedList, offset=(10, 7))
        await pilot.click(RelatedList, offset=(10, 0))
        assert app.opened == ["article-2"]


async def test_a_strip_names_all_and_tells_of_the_one_under_the_cursor() -> None:
    app = RelatedApp()
    async with app.run_test(size=(100, 2)) as pilot:
        await pilot.pause()
        assert app.rows[0] == (
            " Same story  1 ● Bourse Journal  2 ★ Ledger  Earlier in this story  3 ● Post "
            " Same topic  4 Ledger"
        )
        assert (
            app.rows[1] == " 2h Alliance chief offers talks after eight go  Moscow, 1 shared quote"
        )
        app.related.focus()
        app.related.move(3)
        await pilot.pause()
        assert app.rows[1] == " 1d Nuclear talks resume  Vienna"
        await pilot.click(RelatedList, offset=(40, 0))
        assert app.opened == ["article-2"]


async def test_a_short_strip_says_how_many_more_and_follows_the_cursor() -> None:
    app = RelatedApp()
    async with app.run_test(size=(49, 2)) as pilot:
        await pilot.pause()
        assert app.rows[0] == " Same story  1 ● Bourse Journal  2 ★ Ledger +2"
        app.related.move_to(3)
        await pilot.pause()
        assert "4 Ledger" in app.rows[0]


@pytest.mark.parametrize("size", [(60, 2), (26, 20)])
async def test_an_empty_sidebar_speaks(size: tuple[int, int]) -> None:
    app = RelatedApp(())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert EMPTY in " ".join(" ".join(app.rows).split())
        app.related.show((), NOW)
        await pilot.pause()
        assert UNOPENED in " ".join(" ".join(app.rows).split())
        assert app.related.current is None
        assert not app.related.open_current() and not app.related.open_next(1)


NASTY = (
    "Deal [/b] done [ or [@click=app.quit]quit[/]",
    "\x1b[2J\x1b]52;c;eA==\x07after",
    "\u202eright to left",
    "❤\ufe0f 👍🏽 👩\u200d💻",
    "headline " * 125_000,
    "",
)


@pytest.mark.parametrize("size", [(36, 20), (80, 2), (3, 4)], ids=str)
@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
async def test_nothing_that_others_wrote_acts_on_the_screen(
    text: str, size: tuple[int, int]
) -> None:
    entries = (Entry(row(1, text, text, 1), (text, text)), Entry(row(2, text, text, 2, read=True)))
    groups = (Group(text, entries), Group(text, entries, brief=True, note=text))
    app = RelatedApp(groups)
    async with app.run_test(size=size) as pilot:
        app.related.focus()
        for _ in range(4):
            await pilot.pause()
            drawn = "".join(app.rows)
            assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in drawn)
            assert "\u202e" not in drawn
            app.related.move(1)
        if text.startswith("Deal") and size == (80, 2):
            assert "Deal [/b] done" in drawn


async def test_what_came_while_it_had_no_place_is_laid_out_once_it_has_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = RelatedApp()
    async with app.run_test(size=(36, 24)) as pilot:
        await pilot.pause()
        before = app.rows
        with monkeypatch.context() as patched:
            patched.setattr(RelatedList, "scrollable_content_region", Region())
            app.related.refresh_rows({row.id: row for row in (CHIEF, MISSION, EIGHT, NUCLEAR)}.get)
        await pilot.pause()
        await pilot.pause()
        assert app.rows == before
