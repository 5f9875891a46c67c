"""Searching: as one types, through the hits, and back to where one was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.ui.conftest import screen_text, work_done
from textual.widgets import OptionList

from tuinews.store.errors import StoreError
from tuinews.store.library import Library
from tuinews.store.query.language import Query
from tuinews.ui.app import NewsApp

Make = Callable[..., NewsApp]
WIDE = (130, 40)


async def test_the_list_narrows_with_every_key(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"mosc")
        assert len(app.main.list.keys) == 2
        assert "2 found" in app.main.status.text
        await pilot.press(*"ow -nato")
        assert len(app.main.list.keys) == 1


async def test_a_search_that_fails_is_told_of_and_another_goes_on(
    make_app: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    folds = library.folds

    def fail(query: Query | None = None, *words: object, **options: object) -> object:
        if query is not None and "storm" in str(query):
            raise StoreError("Could not read the index.")
        return folds(query, *words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(library, "folds", fail)
    app = make_app()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press("slash", *"storm")
        assert "Could not read the index." in [toast.message for toast in app._notifications]
        await pilot.press("backspace", "backspace", "k")
        assert app.is_running
        assert "0 found" in app.main.status.text


async def test_escape_returns_to_the_very_row(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j", "j", "slash", *"storm")
        assert len(app.main.list.keys) == 1
        await pilot.press("escape")
        assert app.main.list.cursor == 3
        assert len(app.main.list.keys) == 6
        assert app.is_running


async def test_enter_goes_to_the_hits_and_back_ends_the_search(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "slash", *"moscow", "enter", "j", "enter")
        assert app.main.opened.id == "article-6"
        assert "/moscow" in screen_text(app)
        await pilot.press("q", "q")
        assert app.main.list.cursor == 1
        assert len(app.main.list.keys) == 6


async def test_n_walks_through_the_hits_of_all_articles(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"moscow", "enter", "enter", "n")
        assert "hit 1 of 2" in app.main.status.text
        await pilot.press("n", "n")
        assert app.main.opened.id == "article-6"
        await pilot.press("n", "n", "n")
        assert "no further hits" in app.main.status.text


async def test_a_half_typed_query_is_no_error(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        for text in ('"', "is:", "(storm OR", "after:2021-", "-", "source:", "tag:[/b]"):
            await pilot.press("slash")
            app.main.panes.search.value = text
            await pilot.pause()
            assert app.is_running
            await pilot.press("escape")
        assert len(app.main.list.keys) == 6


async def test_earlier_searches_come_back_with_the_arrows(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"storm", "enter", "q", "slash", *"tram", "enter", "q")
        await pilot.press("slash", "up")
        assert app.main.panes.search.value == "tram"
        await pilot.press("up")
        assert app.main.panes.search.value == "storm"
        await pilot.press("down", "down")
        assert app.main.panes.search.value == ""


async def test_ctrl_r_turns_between_newest_and_best(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"moscow", "ctrl+r")
        assert "best hits first" in app.main.status.text
        assert "Ctrl+R newest first" in screen_text(app)
        await pilot.press("ctrl+r")
        assert "newest first" in app.main.status.text
        assert "Ctrl+R best first" in screen_text(app)


async def test_the_filter_menu_shows_a_publisher_only(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f")
        await pilot.pause()
        assert "Courier" in screen_text(app)
        lines = app.screen.query_one(OptionList)
        while "Courier" not in str(lines.get_option_at_index(lines.highlighted or 0).prompt):
            await pilot.press("j")
        await pilot.press("enter")
        await pilot.pause()
        assert len(app.main.list.keys) == 1
        await pilot.press("escape")
        assert len(app.main.list.keys) == 6


async def test_numbers_in_the_filter_menu_and_beside_sources_are_of_unread_articles(
    make_app: Make, library: Library
) -> None:
    library.mark(["article-1", "article-2"], read=True, starred=True)
    app = make_app()
    async with app.run_test(size=(180, 40)) as pilot:
        await work_done(pilot.app)
        await pilot.pause()
        numbers = {line.key: line.unread for line in app.main.sources.list.lines}
        assert (numbers["all"], numbers["unread"], numbers["starred"]) == (4, 4, 0)
        await pilot.press("f")
        await pilot.pause()
        listed = app.screen.query_one(OptionList)
        said = [" ".join(str(one.prompt).split()) for one in listed.options]
        assert said[:3] == ["✓ All 4 unread", "Unread 4 unread", "Starred"]
        assert "Courier" in said and "Herald 1 unread" in said


async def test_the_list_can_be_sorted_another_way(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("S", "j", "enter")
        await pilot.pause()
        assert app.main.list.current is not None
        assert app.main.list.current.id == "article-6"
        assert "oldest first" in app.main.status.text


async def test_a_query_that_cannot_be_understood_is_told_while_it_is_typed(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash")
        for text, said in (
            ("after:yesterdayy", "after:yesterdayy is no day"),
            ("words:>x", "words:>x is no length"),
            ("is:bogus trump", "is:bogus is no state; there are read, unread"),
            ("after:2021-13", "is no day"),
            ("newer:3x", "is no span of time"),
            ("sorce:wire", "did you mean source:?"),
        ):
            app.main.panes.search.value = text
            await pilot.pause()
            assert said in app.main.status.text


async def test_what_is_typed_half_is_told_what_can_follow(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash")
        for text, said in (
            ("is:", "is: takes read, unread, starred"),
            ("is:un", "is: takes unread, unstarred"),
            ("after:", "after: takes 2021-10-20"),
            ("on:to", "of 20"),
            ("before:20", "before: takes 2021-10-20"),
            ("newer:3", "newer: takes 12h, 3d"),
            ("words:>", "words: takes >500"),
            ("source:", "as in source:"),
            ("storm after:2021-", "after: takes 2021-10-20"),
        ):
            app.main.panes.search.value = text
            await pilot.pause()
            assert said in app.main.status.text
            assert " is no " not in app.main.status.text


async def test_a_search_for_a_publisher_names_the_search_that_finds_it(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"courier storm")
        await pilot.pause()
        width = app.main.list.size.width
        listed = " ".join(line[:width].strip() for line in screen_text(app).split("\n"))
        assert "Nothing found in headlines and text. source:courier storm finds it." in listed


# --- in the open article ------------------------------------------------------------------


async def test_words_are_found_in_the_open_article_as_one_types(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 14)) as pilot:
        await pilot.press("enter", "slash", *"PARAGRAPH")
        assert len(app.main.list.keys) == 6, "the list is left alone"
        assert "1 of 9" in app.main.status.text
        assert "Enter to the hits" in screen_text(app)
        await pilot.press(*" 1")
        assert "1 of 2" in app.main.status.text
        assert "Paragraph 10" in screen_text(app), "the first hit is in sight"
        await pilot.press("x")
        assert "not in this article" in app.main.status.text


async def test_the_hits_in_an_article_are_walked_round_and_round(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 14)) as pilot:
        await pilot.press("enter", "slash", *"paragraph 1", "enter")
        assert app.main.panes.current == "reader"
        assert "1 of 2" in app.main.status.text
        assert "n next hit" in screen_text(app)
        await pilot.press("n")
        assert "2 of 2" in app.main.status.text
        await pilot.press("n")
        assert "1 of 2, from the top" in app.main.status.text
        await pilot.press("N")
        assert "2 of 2, from the end" in app.main.status.text
        assert app.main.opened.id == "article-1"
        await pilot.press("slash")
        assert app.main.panes.find is not None
        assert app.main.panes.find.value == "paragraph 1"


@pytest.mark.parametrize("keys", [("escape",), ("enter", "n", "escape")])
async def test_what_was_found_ends_at_the_place_it_began(
    make_app: Make, keys: tuple[str, ...]
) -> None:
    app = make_app()
    async with app.run_test(size=(130, 14)) as pilot:
        await pilot.press("enter", "j", "j", "slash", *"paragraph 1")
        assert app.main.reader.scroll_y > 2
        await pilot.press(*keys)
        assert app.main.reader.scroll_y == 2
        assert app.main.panes.current == "reader"
        assert app.main.reader.hits == 0
        await pilot.press("n")
        assert app.main.opened.id == "article-2", "n is the next unread again"


async def test_who_has_read_on_from_a_hit_stays_there(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 14)) as pilot:
        await pilot.press("enter", "slash", *"paragraph 4", "enter", "j")
        place = app.main.reader.scroll_y
        await pilot.press("q")
        assert app.main.reader.scroll_y == place > 0


async def test_all_articles_are_searched_from_anywhere(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "ctrl+f", *"tram")
        assert app.main.panes.search.value == "tram"
        assert len(app.main.list.keys) == 1
        await pilot.press("escape", "enter", "slash", *"moscow", "ctrl+f")
        assert app.main.panes.search.value == "moscow", "what was typed goes along"
        assert len(app.main.list.keys) == 2
        assert not app.main.panes.finding


async def test_another_article_knows_nothing_of_what_was_sought(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "slash", *"paragraph")
        await pilot.click("#list", offset=(5, 3), times=2)
        await pilot.pause()
        assert app.main.opened.id == "article-2"
        assert not app.main.panes.finding
        assert not app.main.find.on
