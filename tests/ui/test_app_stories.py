"""The reader's word on stories, following them, and what is new in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from tests.ui.conftest import FOLDING, article, put, screen_text, until_shown, work_done
from textual.pilot import Pilot
from textual.widgets import Input

from tuinews.model import Related
from tuinews.store.library import Library
from tuinews.ui.app import NewsApp
from tuinews.ui.screens.newsscreen import NewsScreen

Make = Callable[..., NewsApp]
WIDE = (130, 40)


@pytest.fixture
def app(make_app: Make, library: Library) -> NewsApp:
    """The app on a story of three accounts, one that belongs to its topic, and others."""
    put(library, [article(7, "Talks with Moscow are put off", "Gazette")])
    told = {one: Related(one, 0.7, True, ("Moscow",)) for one in ("article-1", "article-6")}
    topic = Related("article-2", 0.2, False, ("port",))
    library.relations.put(
        {
            "article-7": [*told.values(), topic],
            "article-1": [told["article-6"], Related("article-7", 0.7, True, ("Moscow",)), topic],
        },
        dict.fromkeys(("article-1", "article-6", "article-7"), "story-1"),
    )
    return make_app(FOLDING)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way."""
    await work_done(pilot.app)
    await pilot.pause()


def heads(app: NewsApp) -> list[str]:
    """Return the rows of the list, each with how many accounts it folds."""
    rows = [app.main.list.at(index) for index in range(len(app.main.list.keys))]
    return sorted(
        "+".join(sorted(row.id.removeprefix("article-") for row in one.here)) for one in rows if one
    )


def told(app: NewsApp) -> str:
    """Return what the status line says; no toast says it as well."""
    assert not app._notifications
    return app.main.status.text


async def test_an_account_is_taken_out_of_its_story_and_u_puts_it_back(app: NewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert heads(app) == ["1+6+7", "2", "3", "4", "5"]
        await pilot.press("i", "j")
        taken = app.main.list.current
        assert taken is not None
        await pilot.press("minus")
        await settle(pilot)
        assert len(heads(app)) == 7  # the rest of the story is still unfolded
        assert "not this story" in told(app)
        assert "u undoes" in told(app)
        assert app.main.list.current is not None
        assert app.main.list.current.id == taken.id
        now = app.main.desk.library.row(taken.id)
        assert now is not None
        assert not now.story
        await pilot.press("u")
        await settle(pilot)
        story = app.main.desk.library.story_of("article-1")
        assert story is not None
        assert len(story.articles) == 3


async def test_of_a_folded_story_the_account_to_take_out_is_picked(
    app: NewsApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("minus")
        assert "Pick the account to take out" in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert heads(app) == ["1+6+7", "2", "3", "4", "5"]
        await pilot.press("minus", *"moscow gazette", "enter")
        await settle(pilot)
        assert heads(app) == ["1+6", "2", "3", "4", "5", "7"]
        await pilot.press("u", "G", "minus")
        assert "in no story" in app.main.status.text
        assert heads(app) == ["1+6+7", "2", "3", "4", "5"]


@pytest.mark.parametrize(("keys", "dialog"), [("plus", "#pick"), ("enter X ?", "#screen-keys")])
async def test_a_dialog_stands_in_the_middle(app: NewsApp, keys: str, dialog: str) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*keys.split())
        await settle(pilot)
        region = app.screen.query_one(dialog).region
        assert abs(region.x - (WIDE[0] - region.right)) <= 1


async def test_of_two_accounts_none_need_be_picked(app: NewsApp, library: Library) -> None:
    library.corrections.split_off("article-7")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "1+6" in heads(app)
        app.main.opened.open("article-1")
        await pilot.press("h", "minus")
        await settle(pilot)
        assert heads(app) == ["1", "2", "3", "4", "5", "6", "7"]


async def test_copies_that_came_in_read_are_told_of_and_u_has_them_unread(
    app: NewsApp, library: Library
) -> None:
    library.mark(["article-7"], read=True, opened=True)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.main.refresher.take_event({"event": "copies", "ids": ["article-7"]}, Counter())
        assert "marked a copy of what you have read as read; u undoes" in app.main.status.text
        await pilot.press("u")
        assert library.state("article-7").read is None


async def test_an_account_is_taken_out_from_the_sidebar(app: NewsApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "l", "minus")
        await settle(pilot)
        story = library.story_of(app.main.opened.id)
        assert story is None or len(story.articles) == 2


async def test_what_is_not_related_leaves_the_sidebar_and_u_brings_it_back(app: NewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        app.main.opened.open("article-1")
        await pilot.press("l", "G")
        assert "Same topic" in screen_text(app)
        await pilot.press("underscore")
        await settle(pilot)
        assert "Same topic" not in screen_text(app)
        assert "not related" in told(app)
        await pilot.press("u")
        await settle(pilot)
        assert "Same topic" in screen_text(app)


async def test_what_is_not_in_the_sidebar_cannot_be_taken_out_of_it(app: NewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("underscore")
        assert "first l to the sidebar" in app.main.status.text


async def test_a_topic_of_the_sidebar_joins_the_story(app: NewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        app.main.opened.open("article-1")
        await pilot.press("l", "G", "plus")
        await settle(pilot)
        assert heads(app) == ["1+2+6+7", "3", "4", "5"]
        assert "one story now" in told(app)
        await pilot.press("u")
        await settle(pilot)
        assert heads(app) == ["1+6+7", "2", "3", "4", "5"]


async def test_another_account_is_found_by_its_words_and_joined(app: NewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("G", "plus")
        assert "Same story as" in screen_text(app)
        assert app.screen.query_one(Input).has_focus
        assert app.screen.query_one(Input).outer_size.height == 1  # no frame, as in other dialogs
        await pilot.press(*"vaccine")
        assert "A vaccine trial is put on hold" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert heads(app) == ["1+6+7", "2", "3+5", "4"]


async def test_nothing_is_joined_where_nothing_is_picked(app: NewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("G", "plus", *"nowhere to be found", "enter", "escape")
        await settle(pilot)
        assert heads(app) == ["1+6+7", "2", "3", "4", "5"]
        assert app.screen is app.main


async def test_a_followed_story_has_a_sign_and_a_view_of_its_own(
    app: NewsApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("F")
        await settle(pilot)
        assert "following this story; u undoes" in app.main.status.text
        assert "◆▸+2" in screen_text(app)
        app.main.panes.go_to("sources")
        await settle(pilot)
        assert "Followed" in screen_text(app)
        await pilot.press("g", "j", "j", "j", "enter")
        await settle(pilot)
        assert heads(app) == ["1+6+7"]
        assert "Followed · All" in screen_text(app)
        await pilot.press("q")
        assert len(heads(app)) == 5
        await pilot.press("u")
        await settle(pilot)
        assert "◆" not in screen_text(app)
        assert not library.corrections.followed()


async def test_an_account_that_came_since_is_marked_in_list_and_sidebar(
    app: NewsApp, library: Library
) -> None:
    library.corrections.follow("article-1", True)
    library.corrections.looked("article-1")
    put(library, [article(8, "Moscow answers the offer of talks", "Anzeiger")])
    back = Related("article-8", 0.9, True, ("talks",))
    library.relations.put(
        {"article-1": [back, *library.related("article-1")]}, {"article-8": "story-1"}
    )
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "1 new ◆▸+3" in screen_text(app)
        app.main.opened.open("article-1")
        await settle(pilot)
        shown = screen_text(app)
        assert "Same story, followed" in shown
        assert "new 8h" in shown


async def test_the_news_of_a_story_are_one_screen_and_seen_when_left_by_q(
    app: NewsApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("V")
        await settle(pilot)
        assert isinstance(app.screen, NewsScreen)
        shown = screen_text(app)
        assert "New in this story" in shown
        assert "3 accounts by" in shown
        assert "• " in shown
        await pilot.press("question_mark")
        await settle(pilot)
        assert "all of it counts as seen" in screen_text(app)
        await pilot.press("q")
        await settle(pilot)
        assert isinstance(app.screen, NewsScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert "New in this story" not in screen_text(app)
        assert library.corrections.last_look("article-1") is None
        await pilot.press("V")
        await settle(pilot)
        await pilot.press("q")
        await settle(pilot)
        assert "New in this story" not in screen_text(app)
        assert "news of the story seen; u undoes" in app.main.status.text
        await pilot.press("u")
        await settle(pilot)
        assert library.corrections.last_look("article-1") is None
        await pilot.press("V")
        await settle(pilot)
        await pilot.press("q")
        await settle(pilot)
        look = library.corrections.last_look("article-1")
        assert look is not None
        assert look.looked is not None
        await pilot.press("V")
        await settle(pilot)
        assert "Nothing in this story is new to you." in screen_text(app)
        assert "Known to you" not in screen_text(app)  # nothing of it was read
        await pilot.press("escape", "m", "V")
        await until_shown(pilot, "Known to you is what you have scrolled past")


async def test_enter_reads_on_where_a_new_sentence_stands_and_backspace_returns(
    app: NewsApp, library: Library
) -> None:
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.press("n")
        await settle(pilot)
        before = app.main.opened.id
        await pilot.press("V")
        await settle(pilot)
        await pilot.press("g", "enter")
        await settle(pilot)
        assert app.screen is app.main
        assert app.main.opened.id != before
        assert app.main.panes.current == "reader"
        look = library.corrections.last_look("article-1")
        assert look is None or look.looked is None
        await pilot.press("backspace")
        await settle(pilot)
        assert app.main.opened.id == before


async def test_digits_and_brackets_go_through_the_story_and_backspace_back_to_the_line(
    app: NewsApp,
) -> None:
    async with app.run_test(size=(130, 20)) as pilot:
        await pilot.press("enter", "j", "j", "j")
        first, line = app.main.opened.id, app.main.reader.scroll_offset.y
        assert line == 3
        await pilot.press("1")
        await settle(pilot)
        assert app.main.opened.id != first
        await pilot.press("backspace")
        await settle(pilot)
        assert (app.main.opened.id, app.main.reader.scroll_offset.y) == (first, line)
        await pilot.press("right_square_bracket", "right_square_bracket")
        await settle(pilot)
        assert len({first, app.main.opened.id}) == 2
        await pilot.press("backspace", "backspace")
        await settle(pilot)
        assert (app.main.opened.id, app.main.reader.scroll_offset.y) == (first, line)


async def test_an_account_that_comes_while_one_reads_is_in_the_sidebar_and_can_be_gone_to(
    app: NewsApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        app.main.opened.open("article-1")
        await settle(pilot)
        await pilot.press("l", "j")
        beside = app.main.related.current
        assert beside is not None
        library.add([article(9, "Moscow answers the alliance", "Evening Mail")])
        found = Related("article-9", 0.95, True, ("Moscow",))
        library.relations.put(
            {"article-1": [found, *library.related("article-1")], "article-9": []},
            {"article-9": "story-1"},
        )
        app.main.watch_library()
        await settle(pilot)
        assert "Evening Mail" in screen_text(app)
        assert app.main.related.current is not None
        assert app.main.related.current.id == beside.id
        passed = []
        for _ in app.main.related.entries:
            await pilot.press("right_square_bracket")
            await settle(pilot)
            passed.append(app.main.opened.id)
        assert "article-9" in passed


async def test_an_article_that_nobody_else_tells_has_no_news_of_a_story(
    app: NewsApp,
) -> None:
    async with app.run_test(size=(130, 30)) as pilot:
        await settle(pilot)
        app.main.opened.open("article-3")
        await pilot.press("V")
        assert "no other account of this so far" in app.main.status.text
        assert app.screen is app.main
