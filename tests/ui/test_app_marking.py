"""Marking: at once on the screen, durable, and undone as often as one likes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.ui.conftest import screen_text

from tuinews.config import load
from tuinews.settings import Rule, RuleAction
from tuinews.store.library import Library
from tuinews.ui.app import NewsApp

Make = Callable[..., NewsApp]
WIDE = (130, 40)


async def test_a_star_is_drawn_and_kept(make_app: Make, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("s")
        assert "●★" in screen_text(app)
        assert library.state("article-1").starred is not None
        await pilot.press("s")
        assert "★" not in screen_text(app)
        assert library.state("article-1").starred is None


async def test_what_was_done_long_ago_is_told_before_it_is_undone(
    make_app: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    clock = [0.0]
    monkeypatch.setattr(app.main.desk, "_clock", lambda: clock[0])
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("s")
        clock[0] += 25 * 60
        await pilot.press("u")
        await pilot.pause()
        assert "starred, 25 minutes ago" in screen_text(app)
        await pilot.press("escape")
        assert library.counts().starred == 1
        await pilot.press("u")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert library.counts().starred == 0


async def test_every_step_can_be_undone(make_app: Make, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("s", "j", "m", "A")
        assert library.counts().unread == 0
        await pilot.press("u")
        assert library.counts().unread == 5
        await pilot.press("ctrl+z")
        assert library.counts().unread == 6
        await pilot.press("u")
        assert library.counts().starred == 0
        await pilot.press("u")
        assert "nothing to undo" in app.main.status.text


async def test_a_read_row_stays_in_the_unread_list_until_one_leaves_it(
    make_app: Make, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "enter", "q")
        assert len(app.main.list.keys) == 6
        await pilot.press("1", "2")
        assert len(app.main.list.keys) == 5


async def test_the_views_are_on_1_2_and_3(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "s", "3")
        assert len(app.main.list.keys) == 1
        assert "Starred" in screen_text(app)
        await pilot.press("1")
        assert app.main.list.cursor == 1, "the cursor stays on its article"


async def test_tags_are_typed_with_the_known_ones_offered(make_app: Make, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("T", *"later", "enter")
        await pilot.pause()
        assert library.state("article-1").tags == ("later",)
        await pilot.press("u")
        assert library.state("article-1").tags == ()


async def test_a_note_is_written_shown_found_and_undone(make_app: Make, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "M", *"ask", "ctrl+j", *"[/b]", "enter")
        await pilot.pause()
        assert library.state("article-1").note == "ask\n[/b]"
        assert "Your note: ask" in screen_text(app)
        await pilot.press("M", "enter", "M", "x", "escape")
        assert library.state("article-1").note == "ask\n[/b]", "as it was"
        await pilot.press("M", *["backspace"] * 8, "enter")
        assert library.state("article-1").note == ""
        await pilot.press("u", "u")
        assert library.state("article-1").note == ""
        await pilot.press("M", *"b", "enter")
        assert library.state("article-1").note == "b"


async def test_the_star_goes_to_the_open_article_while_one_reads(
    make_app: Make, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "s")
        assert library.state("article-1").starred is not None
        await pilot.press("l", "s")
        assert library.state("article-6").starred is not None


async def test_a_full_disk_is_told_and_nothing_is_drawn(
    make_app: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tuinews.model import TuinewsError

    def full(*_: object, **__: object) -> None:
        raise TuinewsError("cannot write /there/states: no space left")

    app = make_app()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        monkeypatch.setattr(library, "mark", full)
        await pilot.press("s")
        await pilot.pause()
        shown = screen_text(app)
        assert "no space left" in shown
        assert "★" not in shown


async def test_an_undo_that_fails_can_be_tried_again(
    make_app: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tuinews.model import TuinewsError

    def full(*_: object) -> None:
        raise TuinewsError("cannot write: no space left")

    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("s")
        with monkeypatch.context() as broken:
            broken.setattr(library, "undo", full)
            await pilot.press("u")
        assert library.counts().starred == 1
        await pilot.press("u")
        assert library.counts().starred == 0


async def test_what_was_changed_elsewhere_is_not_said_to_be_undone(
    make_app: Make, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("s")
        library.mark(["article-1"], starred=False)
        await pilot.press("u")
        assert "changed elsewhere" in app.main.status.text


async def test_what_is_above_or_below_the_cursor_is_marked_read(
    make_app: Make, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j", "less_than_sign")
        assert "marked 2 read" in app.main.status.text
        await pilot.press("j", "greater_than_sign")
        assert library.counts().unread == 2
        assert [library.state(f"article-{n}").read is None for n in range(1, 7)] == [
            *(False, False),
            *(True, True),
            *(False, False),
        ]
        await pilot.press("u", "u")
        assert library.counts().unread == 6


async def test_m_s_and_t_act_on_the_rows_that_are_selected(
    make_app: Make, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("asterisk", "j", "asterisk")
        assert "2 selected" in app.main.status.text
        assert "✓" in screen_text(app)
        await pilot.press("m", "s")
        for chosen in ("article-1", "article-3"):
            state = library.state(chosen)
            assert state.read is not None and state.starred is not None
        assert library.counts().unread == 4 and library.counts().starred == 2
        await pilot.press("T")
        await pilot.pause()
        await pilot.press(*"later", "enter")
        await pilot.pause()
        assert library.tags() == [("later", 2)]
        await pilot.press("u", "u", "u")
        assert library.tags() == [] and library.counts().unread == 6
        assert library.counts().starred == 0
        await pilot.press("escape", "s")
        assert library.counts().starred == 1 and "selected" not in app.main.status.text


async def test_a_publisher_is_hidden_from_now_on_and_that_is_undone(make_app: Make) -> None:
    app = make_app()
    path = app.places.config_file
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "H")
        await pilot.pause()
        assert "1 article of those that are here" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert load(path).rules == (Rule('source:"Courier"', RuleAction.HIDE),)
        await pilot.press("u")
        assert load(path).rules == ()
