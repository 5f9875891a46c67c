"""Stories in the list: one row for all accounts, and everything that can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial

import pytest
from tests.ui.conftest import FOLDING, article, put, screen_text, work_done
from textual.pilot import Pilot

from tuinews.model import Article, Block, BlockKind, Related, Span
from tuinews.store.library import Library
from tuinews.ui.app import NewsApp

Make = Callable[..., NewsApp]
WIDE = (130, 40)


@pytest.fixture
def app(make_app: Make, library: Library) -> NewsApp:
    """The app, its list folding the three accounts of a storm, and two of talks with Moscow."""
    storm = [
        article(7, "Storm shuts the port, ferries stay in", "Gazette"),
        article(8, "The port is shut as the storm grows", "Gazette"),
    ]
    put(library, storm)
    library.relations.put({}, dict.fromkeys(("article-2", "article-7", "article-8"), "storm"))
    return make_app(FOLDING)


def ending_with(article: Article, tail: Block) -> Article:
    """Return an article with one more paragraph."""
    return replace(article, blocks=(*article.blocks, tail))


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way."""
    await work_done(pilot.app)
    await pilot.pause()


def rows(app: NewsApp) -> list[str]:
    """Return the rows of the list: ids of what each stands for, indented where it is inner."""
    found = []
    for index in range(len(app.main.list.keys)):
        listed = app.main.list.at(index)
        assert listed is not None
        ids = "+".join(row.id.removeprefix("article-") for row in listed.here)
        found.append(f"  {ids}" if listed.inner else ids)
    return found


def line_of(app: NewsApp, text: str) -> str:
    """Return the three lines of the list's row with a text."""
    lines = [line[:46] for line in screen_text(app).split("\n")]
    place = next(place for place, line in enumerate(lines) if text in line)
    return " ".join("".join(lines[place : place + 3]).split())


async def test_a_story_is_one_row_where_its_newest_account_stands(app: NewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert rows(app) == ["1+6", "2+7+8", "3", "4", "5"]
        assert "8 unread" in screen_text(app)
        line = line_of(app, "Storm shuts the port")
        assert "▸+2" in line
        assert "2h" in line
        assert "Gazette" in line


async def test_a_row_says_how_many_of_its_accounts_are_unread(
    app: NewsApp, library: Library
) -> None:
    library.mark(["article-2"], read=True)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "2 unread ▸+2" in line_of(app, "torm")
        library.mark(["article-7", "article-8"], read=True)
        app.main.list.forget()
        await pilot.pause()
        line = line_of(app, "torm")
        assert "unread" not in line
        assert "●" not in line


async def test_i_unfolds_a_story_and_folds_it_again(app: NewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "i")
        opened = rows(app)
        assert opened[0] == "1+6"
        assert opened[4:] == ["3", "4", "5"]
        assert sorted(one.strip() for one in opened[1:4]) == ["2", "7", "8"]
        assert [one.startswith("  ") for one in opened[1:4]] == [False, True, True]
        assert "▾+2" in screen_text(app)
        await pilot.press("j", "j", "i")
        assert rows(app) == ["1+6", "2+7+8", "3", "4", "5"]
        assert app.main.list.cursor == 1


async def test_accounts_of_the_last_row_on_the_screen_come_into_sight(app: NewsApp) -> None:
    async with app.run_test(size=(130, 6)) as pilot:  # two rows of the list
        await pilot.press("j")
        await settle(pilot)
        assert app.main.list.scroll_offset.y == 0
        await pilot.press("i")
        await settle(pilot)
        assert app.main.list.scroll_offset.y == app.main.list.extent(1)[0]  # itself on top


async def test_i_in_the_reader_unfolds_the_row_of_the_open_article(app: NewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "i")
        await pilot.pause()
        assert app.main.panes.current == "reader"
        assert app.main.list.unfolded


async def test_i_on_an_article_of_its_own_says_that_there_is_nothing_to_unfold(
    app: NewsApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("G", "i")
        assert "no other account of this story" in app.main.status.text
        assert len(rows(app)) == 5


async def test_I_turns_folding_off_for_good_and_the_cursor_stays(
    app: NewsApp, make_app: Make
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j", "I")
        assert rows(app) == ["1", "2", "3", "4", "5", "6", "7", "8"]
        await pilot.press("i")
        assert "I folds stories" in app.main.status.text
        assert app.main.list.current is not None
        assert app.main.list.current.id == "article-3"
    again = make_app(FOLDING)
    async with again.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert len(rows(again)) == 8
        await pilot.press("G", "I")
        assert rows(again) == ["1+6", "2+7+8", "3", "4", "5"]
        assert again.main.list.cursor == 1


async def test_marking_a_folded_row_marks_all_of_its_accounts_and_u_brings_all_back(
    app: NewsApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "m")
        assert "marked 3 accounts read; u undoes" in app.main.status.text
        assert library.counts().unread == 5
        assert rows(app) == ["1+6", "2+7+8", "3", "4", "5"]
        await pilot.press("m")
        assert library.counts().unread == 8
        await pilot.press("u", "u")
        assert library.counts().unread == 8


async def test_marking_a_story_that_is_read_in_part_marks_the_rest(
    app: NewsApp, library: Library
) -> None:
    library.mark(["article-7"], read=True)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "m")
        assert library.counts().unread == 5
        await pilot.press("u")
        assert library.counts().unread == 7
        assert library.state("article-7").read is not None


async def test_an_account_of_an_unfolded_story_is_marked_alone(
    app: NewsApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "i", "j", "m")
        assert library.counts().unread == 7


async def test_stories_that_another_program_found_are_told_of_and_shown(
    app: NewsApp, library: Library
) -> None:
    with closing(Library(library.data, library.data.parent / "cache")) as other:
        async with app.run_test(size=WIDE) as pilot:
            await settle(pilot)
            before = rows(app)
            other.mark(["article-3"], read=True)
            app.main.watch_library()
            assert "stories" not in app.main.status.text
            other.relations.put({}, dict.fromkeys(("article-3", "article-4"), "new"))
            app.main.watch_library()
            assert "stories were found, press r" in app.main.status.text
            assert rows(app) == before
            await pilot.press("r")
            await settle(pilot)
            assert "3+4" in rows(app)
            assert "stories" not in app.main.status.text


async def test_stars_of_accounts_that_are_folded_away_stay(app: NewsApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("j")
        listed = app.main.list.chosen
        assert listed is not None and len(listed.here) > 1
        hidden = [row.id for row in listed.here if row.id != listed.row.id]
        library.mark(hidden, starred=True)
        app.main.listing.reload()
        await settle(pilot)
        for starred in (True, False):
            await pilot.press("s")
            assert (library.state(listed.row.id).starred is not None) is starred
            assert all(library.state(one).starred for one in hidden)
            assert f"{len(hidden)} other" in app.main.status.text


async def test_a_star_is_for_the_account_that_is_named(app: NewsApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "s")
        named = app.main.list.current
        assert named is not None
        assert library.counts().starred == 1
        assert named.starred
        assert "★" in line_of(app, "torm")
        await pilot.press("s")
        assert library.counts().starred == 0


async def test_all_is_marked_what_is_folded_too(app: NewsApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("A")
        assert library.counts().unread == 0
        await pilot.press("u")
        assert library.counts().unread == 8


async def test_the_next_unread_goes_through_the_accounts_of_a_folded_story(
    app: NewsApp, library: Library
) -> None:
    own = (
        "Bakers struck.",
        "Owls nest early.",
        "Snow fell in Lund.",
        "Tea got dearer.",
        "Ice is thin.",
    )
    for number, text in zip((1, 6, 2, 7, 8), own, strict=True):
        tail = Block(BlockKind.PARAGRAPH, (Span(f"{text} {number}00 people saw it."),))
        library.edit(f"article-{number}", partial(ending_with, tail=tail))
    opened = []
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for _ in range(8):
            await pilot.press("n")
            opened.append((app.main.list.cursor, app.main.opened.id))
        assert [place for place, _ in opened] == [0, 0, 1, 1, 1, 2, 3, 4]
        assert len({identity for _, identity in opened}) == 8
        assert library.counts().unread == 0
        await pilot.press("n")
        assert "nothing unread below" in app.main.status.text


async def test_the_next_unread_passes_over_accounts_that_tell_nothing_new(
    app: NewsApp, library: Library
) -> None:
    text = library.article("article-1").blocks
    library.edit("article-6", lambda known: replace(known, blocks=text))
    library.mark(["article-1"], read=True)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.main.opened.open("article-1")
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert app.main.list.cursor == 1
        assert "its other account tells nothing new to you" in app.main.status.text
        assert library.state("article-6").read is None, "it stays unread"


async def test_unread_ones_alone_fold_too_and_stay_until_the_view_is_left(
    app: NewsApp, library: Library
) -> None:
    library.mark(["article-7"], read=True)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2")
        assert rows(app) == ["1+6", "2+8", "3", "4", "5"]
        await pilot.press("j", "m")
        assert rows(app) == ["1+6", "2+8", "3", "4", "5"]
        await pilot.press("1", "2")
        assert rows(app) == ["1+6", "3", "4", "5"]


async def test_a_search_folds_what_it_finds_and_esc_returns_to_the_unfolded_story(
    app: NewsApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "i")
        before = rows(app)
        await pilot.press("slash", *"ferries", "enter")
        assert rows(app) == ["7"]
        await pilot.press("escape")
        assert rows(app) == before
        assert app.main.list.cursor == 1
        await pilot.press("slash", *"storm", "enter")
        assert rows(app) == ["2+7+8"]
        assert "3 found" in screen_text(app)


async def test_oldest_first_a_story_stands_where_its_oldest_account_stands(app: NewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("S", "j", "enter")
        assert rows(app) == ["8+7+2", "6+1", "5", "4", "3"]


async def test_rows_do_not_move_while_accounts_are_read(app: NewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = [line[6:33] for line in screen_text(app).split("\n")[1:11:2]]
        await pilot.press("n", "n", "n")
        after = [line[6:33] for line in screen_text(app).split("\n")[1:11:2]]
        assert [one.strip() for one in after] == [one.strip() for one in before]


async def test_copies_of_one_text_are_one_row_with_their_sources(
    app: NewsApp, library: Library
) -> None:
    copy = Related("article-8", 0.9, True, ("the same text",), copy=0.98)
    library.relations.put({"article-7": [copy, *library.related("article-7")]}, {})
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "i")
        opened = rows(app)
        assert len(opened) == 6
        assert "7+8" in [one.strip() for one in opened]
        await pilot.press("i", "I")
        assert rows(app) == ["1", "2", "3", "4", "5", "6", "7+8"]
        await pilot.press("G", "m")
        assert library.counts().unread == 6
        await pilot.press("i")
        assert sorted(one.strip() for one in rows(app)[-2:]) == ["7", "8"]


async def test_the_status_line_names_the_key_where_stories_are_folded(app: NewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "i accounts" in screen_text(app)
        await pilot.press("I")
        assert "i accounts" not in screen_text(app)
        await pilot.press("enter", "l")
        assert "_ not related" in screen_text(app)
