"""Reading: the list, the reader and the sidebar, by key and by mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.ui.conftest import FOLDING, NOW, article, put, screen_text, until, work_done
from textual.pilot import Pilot

from tuinews.model import Feed, Source
from tuinews.store.library import Library
from tuinews.store.views import Order
from tuinews.ui import view
from tuinews.ui.app import NewsApp

Make = Callable[..., NewsApp]
WIDE = (130, 40)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way."""
    await work_done(pilot.app)
    await pilot.pause()


async def test_the_list_shows_every_article_newest_first(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        shown = screen_text(app)
        assert "6 unread" in shown
        listed = "".join(line[:40] for line in shown.split("\n"))
        places = [listed.index(text) for text in ("NATO keeps", "Storm shuts", "Alliance chief")]
        assert places == sorted(places)


async def test_enter_opens_the_article_and_marks_it_read(make_app: Make, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "enter")
        await settle(pilot)
        assert app.main.opened.id == "article-2"
        assert "The harbour stayed shut for a second day" in screen_text(app)
        assert library.state("article-2").read is not None
        assert app.main.panes.current == "reader"


async def test_moving_the_cursor_marks_nothing_read(make_app: Make, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j", "k", "G", "g")
        await settle(pilot)
        assert library.counts().unread == 6
        assert app.main.list.cursor == 0


async def test_keys_move_as_on_the_help_screen(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        for key, row in (
            ("j", 1), ("down", 2), ("k", 1), ("up", 0), ("G", 5), ("g", 0), ("end", 5),
            ("home", 0), ("pagedown", 5), ("pageup", 0), ("ctrl+d", 5), ("ctrl+u", 0),
        ):  # fmt: skip
            await pilot.press(key)
            assert app.main.list.cursor == row, key


async def test_panes_are_walked_with_h_l_and_tab(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        seen = []
        for key in ("l", "right", "l", "h", "h", "left", "left", "right"):
            await pilot.press(key)
            seen.append(app.main.panes.current)
        right, left = ["reader", "related", "related"], ["reader", "list", "sources", "sources"]
        assert seen == [*right, *left, "list"]


async def test_tab_goes_round_the_panes(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        seen = []
        for key in ("tab", "tab", "tab", "tab", "shift+tab", "shift+tab"):
            await pilot.press(key)
            seen.append(app.main.panes.current)
        assert seen == ["reader", "related", "sources", "list", "sources", "related"]


async def test_a_click_on_a_hint_is_its_key(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        at = app.main.status.render_line(0).text.index("s star")
        await pilot.click("#status", offset=(at + 3, 0))
        await settle(pilot)
        assert "starred" in app.main.status.text
        assert app.main.panes.current == "list"


async def test_hints_promise_only_what_works_now(make_app: Make) -> None:
    app = make_app(config=FOLDING)
    async with app.run_test(size=(180, 30)) as pilot:
        await pilot.press("j")
        hints = app.main.status.render_line(0).text
        assert "n next unread" in hints and "m mark read" in hints
        assert "u undo" not in hints and "i accounts" not in hints
        await pilot.press("s", "enter")
        hints = app.main.status.render_line(0).text
        assert "u undo" in hints and "c compare" not in hints
        await pilot.press("q", "k", "enter")
        assert "c compare" in app.main.status.render_line(0).text
        await pilot.press("q")
        assert "i accounts" in app.main.status.render_line(0).text


async def test_what_was_told_goes_with_the_next_key(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 40)) as pilot:
        await pilot.press("escape")
        assert "q quits" in app.main.status.text
        await pilot.press("j")
        assert "q quits" not in app.main.status.text
        await pilot.press("enter", "v")
        assert "has not changed this article" in app.main.status.text
        await pilot.press("J")
        assert "has not changed" not in app.main.status.text


async def test_the_order_of_the_list_is_remembered(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        app.main.listing.sort(Order.OLDEST)
        await pilot.pause()
    again = make_app()
    async with again.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert again.main.list.current is not None
        assert again.main.list.current.id == "article-6"


async def test_space_reads_on_and_opens_the_next_unread_at_the_end(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 14)) as pilot:
        await pilot.press("space")
        assert app.main.opened.id == "article-1"
        for _ in range(10):
            await pilot.press("space")
            if app.main.opened.id != "article-1":
                break
        assert app.main.opened.id == "article-2"
        await pilot.press("space", "b")
        assert app.main.reader.scroll_y == 0


async def test_capital_j_and_k_scroll_the_article_from_the_list(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 14)) as pilot:
        await pilot.press("enter", "q", "J", "J", "K")
        assert app.main.panes.current == "list"
        assert app.main.reader.scroll_y == 1


async def test_n_opens_the_next_unread_and_says_when_there_is_none(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "q", "n")
        assert app.main.opened.id == "article-2"
        await pilot.press("n", "n", "n", "n", "n")
        assert "nothing unread below" in app.main.status.text
        assert app.main.opened.id == "article-6"


async def test_n_goes_round_to_the_unread_above_when_asked_again(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("G", "enter", "n")
        assert "nothing unread below; n again: those above" in app.main.status.text
        assert app.main.opened.id == "article-6"
        await pilot.press("n")
        assert app.main.opened.id == "article-1"


async def test_at_the_end_of_a_feed_n_leads_to_the_next_that_has_unread_ones(
    make_app: Make, library: Library
) -> None:
    near, far = "https://near.example/feed", "https://far.example/feed"
    library.subscriptions.put_feeds([Feed(near, title="Near"), Feed(far, title="Far {0} [b]")])
    put(library, [article(7, "Told nearby", sources=(Source(near, NOW),))])
    put(library, [article(8, "Told far off", sources=(Source(far, NOW),))])
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        app.main.source_choice.show(view.Source("Near", frozenset({near})))
        await pilot.press("enter", "n")
        assert "n again: Far {0} [b], 1 unread" in app.main.status.text
        assert app.main.opened.id == "article-7"
        await pilot.press("n")
        await pilot.pause()
        assert app.main.opened.id == "article-8"
        await pilot.press("n")
        assert "n again: All, 6 unread" in app.main.status.text
        await pilot.press("n")
        assert app.main.opened.id == "article-1"
        assert app.main.desk.view.source is None


async def test_zen_says_what_n_does_and_goes_on_in_the_next_feed(
    make_app: Make, library: Library
) -> None:
    near, far = "https://near.example/feed", "https://far.example/feed"
    library.subscriptions.put_feeds([Feed(near, title="Near"), Feed(far, title="Far")])
    put(library, [article(7, "Told nearby", sources=(Source(near, NOW),))])
    put(library, [article(8, "Told far off", sources=(Source(far, NOW),))])
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        app.main.source_choice.show(view.Source("Near", frozenset({near})))
        await pilot.press("enter", "z")
        assert "row 1 of 1" not in screen_text(app)
        await pilot.press("n")
        assert "n again: Far, 1 unread" in screen_text(app).splitlines()[-1]
        await pilot.press("n")
        assert app.main.opened.id == "article-8"
        assert "row 1 of 1" not in screen_text(app)


async def test_capital_n_goes_to_the_unread_above(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("G", "enter", "N")
        assert app.main.opened.id == "article-5"


async def test_the_sidebar_shows_the_same_story_and_why(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        shown = screen_text(app)
        assert "Same story" in shown
        assert "1 shared quote" in shown


@pytest.mark.parametrize("keys", [("1",), ("right_square_bracket",), ("l", "enter"), ("l", "1")])
async def test_the_other_account_is_one_key_away_and_backspace_returns(
    make_app: Make, keys: tuple[str, ...]
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", *keys)
        await settle(pilot)
        assert app.main.opened.id == "article-6"
        await pilot.press("backspace")
        assert app.main.opened.id == "article-1"


async def test_the_scroll_position_is_remembered(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 14)) as pilot:
        await pilot.press("enter", "pagedown")
        place = app.main.reader.position
        assert place > 0
        await pilot.press("n")
        assert app.main.reader.position != place
        await pilot.press("q", "g", "enter")
        assert app.main.reader.position == place


@pytest.mark.parametrize(
    ("keys", "row"), [("down down", 2), ("end", 59), ("end up home", 0), ("pagedown pageup j", 1)]
)
async def test_arrows_move_the_cursor_of_a_list_longer_than_the_screen(
    make_app: Make, library: Library, keys: str, row: int
) -> None:
    put(library, [article(number, f"Headline {number}") for number in range(10, 64)])
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*keys.split())
        await until(pilot, lambda: app.main.list.cursor == row)


async def test_a_click_opens_and_a_click_on_a_pane_focuses_it(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.click("#list", offset=(5, 3))
        await settle(pilot)
        assert app.main.opened.id == "article-2"
        await pilot.click("#list", offset=(5, 30))
        assert app.main.panes.current == "list"


async def test_the_first_article_is_shown_at_the_start_but_not_marked(
    make_app: Make, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.main.peek()
        await pilot.pause()
        assert "Paragraph 3 tells what" in screen_text(app)
        assert library.counts().unread == 6


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_back_leads_to_the_list_and_q_out(make_app: Make, key: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "l", key, key)
        assert app.main.panes.current == "list"
        if key == "q":
            await pilot.press("q")
            assert app.is_running
            assert "q again quits" in app.main.status.text
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running


async def test_what_arrives_waits_until_it_is_asked_for(make_app: Make, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j")
        put(library, [article(0, "Fresh off the wire")])
        app.main.watch_library()
        await pilot.pause()
        assert "Fresh off the wire" not in screen_text(app)
        assert "1 new, press r" in app.main.status.text
        await pilot.press("r")
        assert "Fresh off the wire" in screen_text(app)
        assert app.main.list.current is not None
        assert app.main.list.current.id == "article-2"


async def test_the_title_says_how_far_the_article_was_scrolled(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 14)) as pilot:
        await pilot.press("enter")
        title = app.main.panes.titles["reader"]
        await pilot.pause()
        assert title.text.endswith("top")
        await pilot.press("j")
        await pilot.pause()
        assert 0 < int(title.text.split()[-2]) < 50 and title.text.endswith("%")
        await pilot.press("G")
        await pilot.pause()
        assert title.text.endswith("end")
        await pilot.resize_terminal(130, 60)
        await pilot.pause()
        assert title.text == "Article", "all of it is in sight"


async def test_an_undated_article_says_when_it_came(make_app: Make, library: Library) -> None:
    from tests.ui.conftest import article, put

    put(library, [article(7, "No day stands on this one", published=None)])
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        app.main.opened.open("article-7")
        await pilot.pause()
        assert "undated, came in" in screen_text(app).replace("\u00a0", " ")


async def test_link_hints_say_what_is_typed(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "semicolon")
        assert "1 follows the link" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "follows the link" not in screen_text(app)


@pytest.mark.parametrize(
    ("key", "done"),
    [
        ("X", lambda app: app.main.reader.xray),
        (
            "semicolon",
            lambda app: app.main.reader.hint_signs or "no links" in app.main.status.text,
        ),
        ("z", lambda app: app.main.panes.zen),
        ("v", lambda app: "has not changed" in app.main.status.text),
    ],
)
@pytest.mark.parametrize("size", [WIDE, (60, 20)])
async def test_keys_in_the_list_mean_the_row_under_the_cursor(
    make_app: Make, key: str, done: Callable[[NewsApp], bool], size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter", "q", "j", "j", key)
        await pilot.pause()
        assert app.main.opened.id == "article-3"
        assert done(app)


@pytest.mark.parametrize(
    "key", ["X", "v", "x", "y", "o", "semicolon", "c", "full_stop", "m", "s", "T", "M", "e", "z"]
)
async def test_no_key_acts_on_an_article_that_is_not_shown(
    make_app: Make, library: Library, key: str
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "q", "slash", *"zzz", "enter")
        before = library.state("article-1")
        await pilot.press(key)
        await pilot.pause()
        assert "no article here" in app.main.status.text
        assert app.screen is app.main and not app.main.reader.xray and not app.main.panes.zen
        assert library.state("article-1") == before
