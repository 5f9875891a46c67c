"""Looking: x-ray, zen, themes, help, palette, links, and every size of terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.ui.conftest import FOLDING, NOW, article, put, screen_text, until, until_shown, work_done
from textual.command import CommandList

from tuinews.model import Block, BlockKind, Enclosure, Span, Version
from tuinews.settings import Browser, Config, Media, Ui
from tuinews.store.errors import StoreError
from tuinews.store.library import Library
from tuinews.ui.actions import ACTIONS
from tuinews.ui.app import NewsApp
from tuinews.ui.keys import key_name, keys_in_force, sign
from tuinews.ui.themes import OFFERED

Make = Callable[..., NewsApp]
WIDE = (130, 40)


async def test_xray_shows_what_was_cut_and_why(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        assert "ADVERTISEMENT" not in screen_text(app)
        await pilot.press("X")
        shown = screen_text(app)
        assert "ADVERTISEMENT" in shown
        assert "advert" in shown
        await pilot.press("q")
        assert "ADVERTISEMENT" not in screen_text(app)
        assert app.main.panes.current == "reader"


async def test_a_cut_line_can_be_kept_and_that_be_undone(make_app: Make, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "X")
        await pilot.pause()
        await pilot.press("g", "space")
        await pilot.pause()
        assert "ADVERTISEMENT" in library.article("article-1").body
        await pilot.press("u")
        assert "ADVERTISEMENT" not in library.article("article-1").body


async def test_zen_leaves_only_the_text(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "z")
        await pilot.pause()
        shown = screen_text(app)
        assert "NATO keeps a line" in shown
        assert "Storm shuts" not in shown
        await pilot.press("q")
        await pilot.pause()
        assert "Storm shuts" in screen_text(app)


@pytest.mark.parametrize("keys", [("h",), ("f4",), ("ctrl+f",)], ids=str)
async def test_only_the_text_is_shown_no_longer_once_another_pane_has_the_focus(
    make_app: Make, keys: tuple[str, ...]
) -> None:
    app = make_app(config=FOLDING)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "z", *keys)
        await pilot.pause()
        assert app.main.panes.current == "list"
        assert "Storm shuts" in screen_text(app)
        assert app.main.status.display


async def test_zen_tells_how_often_words_are_found(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "z", "slash", *"nato", "enter")
        await until(pilot, lambda: "1 of " in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: not app.main.status.display)


async def test_a_theme_in_the_settings_holds_once_it_is_changed_there(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("t", "down", "enter", "I", "L")
        chosen, folded = app.theme, app.main.desk.view.fold
        assert chosen != "tuinews-dark" and folded
    for theme, now in (("tuinews-dark", chosen), ("nord", "nord")):
        app = make_app(config=Config(ui=Ui(fold=False, theme=theme)))
        async with app.run_test(size=WIDE):
            assert app.theme == now
            assert app.main.desk.view.fold and app.main.panes.above
    app = make_app(config=Config(ui=Ui(fold=True, list="above")))
    async with app.run_test(size=WIDE):
        assert app.main.desk.view.fold and app.main.panes.above


async def test_the_list_can_stand_above_the_article(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j", "enter")
        rows, page = app.main.list, app.main.reader
        assert rows.region.right <= page.region.x
        await pilot.press("L")
        await until(pilot, lambda: rows.region.bottom <= page.region.y)
        assert rows.region.width == app.size.width
        assert rows.cursor == 2
        assert app.main.panes.current == "reader"
        assert "above the article" in screen_text(app).splitlines()[-1]
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        assert app.main.list.region.bottom <= app.main.reader.region.y
        await pilot.press("L")
        await until(pilot, lambda: app.main.list.region.right <= app.main.reader.region.x)


async def test_a_small_screen_says_that_it_has_no_choice(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("L")
        assert "once there is room" in screen_text(app)
        assert app.main.panes.one_at_a_time
        await pilot.resize_terminal(130, 40)
        await until(pilot, lambda: app.main.list.region.bottom <= app.main.reader.region.y)


async def test_where_the_list_stands_can_be_set(make_app: Make) -> None:
    app = make_app(config=Config(ui=Ui(list="above")))
    async with app.run_test(size=WIDE):
        assert app.main.list.region.bottom <= app.main.reader.region.y


async def test_a_theme_is_kept_for_the_next_start(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("t")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        chosen = app.theme
        assert chosen != "tuinews-dark"
    assert make_app().theme == chosen


async def test_help_finds_a_key_by_what_it_does(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 60)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        shown = screen_text(app)
        assert "Star, or take the star off" in shown
        await pilot.press(*"undo")
        await pilot.pause()
        shown = screen_text(app)
        assert "Undo, as often as you like" in shown
        assert "Star, or take" not in shown
        await pilot.press("escape")
        assert app.screen is app.main


async def test_the_palette_runs_every_action(make_app: Make, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("colon")
        await pilot.pause()
        await pilot.press(*"take the star")
        await work_done(app)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert library.state("article-1").starred is not None


async def test_the_palette_begins_with_what_nobody_knows_by_heart(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("colon")
        shown = await until_shown(pilot, "Subscribe to a site or feed")
        assert "Your account at FreshRSS" in shown and "Next line" not in shown
        assert shown.index("Subscribe to") < shown.index("Refresh every feed")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("exit", "Back; at the list, quit"),
        ("bookm", "Star, or take the star off"),
        ("dark", "Choose a theme"),
        ("star", "Star, or take the star off"),
    ],
)
async def test_the_palette_knows_what_else_things_are_called(
    make_app: Make, typed: str, found: str
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("colon")
        await pilot.pause()
        await pilot.press(*typed)
        await work_done(app)
        await pilot.pause()
        best = app.screen.query_one(CommandList).get_option_at_index(0)
        assert str(best.prompt).startswith(found)


async def test_the_palette_offers_nothing_but_what_the_help_tells(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("colon")
        await work_done(app)
        await pilot.pause()
        options = app.screen.query_one(CommandList).options
        offered = {str(option.prompt).splitlines()[0] for option in options}
        assert offered <= {action.says for action in ACTIONS}


async def test_the_palette_shows_the_readers_own_keys(make_app: Make) -> None:
    app = make_app(config=replace(Config(), keys={"star": "v,*"}))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("colon")
        await pilot.pause()
        await pilot.press(*"take the star")
        await work_done(app)
        await pilot.pause()
        assert "v *" in screen_text(app)


async def test_the_palette_is_no_wider_than_it_needs(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("colon")
        await work_done(app)
        await pilot.pause()
        for part in ("CommandInput", "CommandList"):
            where = app.screen.query_one(part).region
            assert 40 <= where.width <= 80
            assert abs(where.x - (WIDE[0] - where.right)) <= 6  # centred


async def test_the_address_is_copied(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("y")
        assert app.clipboard == "https://news.example/1"


async def test_without_a_browser_the_address_is_copied_instead(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("o")
        await pilot.pause()
        assert app.clipboard == "https://news.example/1"


async def test_an_article_without_an_address_says_so(make_app: Make, library: Library) -> None:
    put(library, [article(0, "No address", url="")])
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("o")
        assert "the address of this article is not known" in app.main.status.text


@pytest.mark.parametrize("key", ["y", "o", "e", "v", "x"])
async def test_keys_on_an_article_that_another_program_removed_say_so(
    make_app: Make, library: Library, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuinews.ui.main.WATCH_EVERY", 3600)  # the key is there before a look
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        app.main.peek()
        removed = app.main.list.current
        assert removed is not None and app.main.opened.id == removed.id
        library.remove([removed.id])
        await pilot.press(key)
        assert "There is no article" in " ".join(told.message for told in app._notifications)
        app.main.watch_library()
        await pilot.press(key)
        assert "no article here" in app.main.status.text


async def test_a_line_that_cannot_be_moved_says_why(
    make_app: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "X")
        await pilot.pause()
        monkeypatch.setattr(library, "edit", full)
        await pilot.press("g", "space")
        await pilot.pause()
        assert "The disk is full." in " ".join(told.message for told in app._notifications)


async def test_keys_can_be_given_to_other_actions(make_app: Make, library: Library) -> None:
    app = make_app(config=replace(Config(), keys={"star": "v,*"}))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("s")
        assert library.counts().starred == 0
        await pilot.press("v")
        assert library.counts().starred == 1


@pytest.mark.parametrize("key", ["Ctrl+T", "ctrl+t", "PgDn", "pagedown", "?", "Shift+Space"])
async def test_own_keys_may_be_written_as_the_help_shows_them(
    make_app: Make, library: Library, key: str
) -> None:
    app = make_app(config=replace(Config(), keys={"star": key}))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(key_name(key))
        assert library.counts().starred == 1


async def test_the_status_line_names_own_keys(make_app: Make) -> None:
    app = make_app(config=replace(Config(), keys={"search": "ctrl+f"}))
    async with app.run_test(size=WIDE):
        assert "Ctrl+F search" in screen_text(app)
        assert "/ search" not in screen_text(app)


def test_an_own_key_is_taken_from_the_action_that_had_it() -> None:
    assert keys_in_force({})["undo"] == "u,ctrl+z"
    own = keys_in_force({"star": "u,m"})
    assert (own["star"], own["undo"], own["toggle-read"]) == ("u,m", "ctrl+z", "")


def test_no_two_actions_have_one_key() -> None:
    keys = [key for action in ACTIONS for key in action.keys.split(",")]
    assert len(keys) == len(set(keys))
    assert all(sign(key) for key in keys)


SIZES = (
    (1, 1), (2, 2), (10, 3), (20, 5), (24, 6), (40, 15), (80, 24), (200, 50), (500, 200),
)  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
async def test_any_size_can_be_used(make_app: Make, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("j", "enter", "space", "l", "h", "q", "slash", *"storm", "enter", "q")
        await pilot.press("question_mark", "escape", "t", "escape", "T", "escape", "z", "z")
        assert app.is_running
        lines = screen_text(app).split("\n")
        assert len(lines) == size[1]
        if size >= (24, 6):
            assert any(line.strip() for line in lines)


async def test_resizing_keeps_article_and_place(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 16)) as pilot:
        await pilot.press("j", "enter", "pagedown")
        place = app.main.reader.position
        for size in ((80, 24), (50, 12), (20, 5), (3, 3), (200, 30), (130, 16)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert app.main.opened.id == "article-2"
        assert app.main.list.cursor == 1
        assert abs(app.main.reader.position - place) < 80


@pytest.mark.parametrize("pane", ["list", "reader", "related"])
async def test_a_narrow_screen_shows_one_pane_and_loses_none(make_app: Make, pane: str) -> None:
    app = make_app()
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.press("enter", "h")
        app.main.panes.go_to(pane)
        signs = {"list": "Storm shuts", "reader": "Paragraph 3", "related": "1 shared quote"}
        await until(pilot, lambda: signs[pane] in screen_text(app))
        assert [name for name in signs if signs[name] in screen_text(app)] == [pane]


async def test_plain_ascii_signs(make_app: Make) -> None:
    app = make_app(config=replace(Config(), ui=Ui(ascii=True)))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("s", "enter")
        await pilot.pause()
        assert not set(screen_text(app)) & set("●★▸▾│▎")
        for key in ("t", "f", "T", "question_mark"):
            await pilot.press(key)
            await pilot.pause()
            assert screen_text(app).replace("\u00a0", " ").isascii(), key
            await pilot.press("escape")


NASTY = (
    "Deal [/b] done", "Foo [/] bar", "text [/ more", "[@click=app.quit]x[/]", "$primary on $error",
    "[link=https://x.example]y", "\x1b]52;c;YWJj\x07copied", "\x1b[2Jgone", "\x9b2J", "a\u202eb",
    "💥" * 40, "名" * 200, "e" + "\u0301" * 900, "\u200b\u200b", "<b>bold</b> & **not**",
    "x" * 5000,
)  # fmt: skip


async def test_nothing_from_outside_is_markup_or_reaches_the_terminal(
    make_app: Make, library: Library
) -> None:
    for n, headline in enumerate(NASTY):
        text = (Block(BlockKind.PARAGRAPH, (Span(f"Account {n} of what {headline} did."),)),)
        told = article(-n, headline, publisher=headline, authors=(headline,), blocks=text)
        put(library, [told])
        library.mark([told.id], tag=f"tag {headline}")
    app = make_app()

    async def harmless(headline: str) -> None:
        await pilot.pause()
        shown = screen_text(app)
        assert not any(ord(char) < 32 and char != "\n" for char in shown), headline
        assert not set(shown) & set("\x7f\x9b\u202e\u200b"), headline

    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press("f")
        await harmless("all of them")
        await pilot.press("escape")
        for headline in reversed(NASTY):
            await pilot.press("enter")
            await harmless(headline)
            await pilot.press("T")
            await harmless(headline)
            await pilot.press("escape", "e")
            await harmless(headline)
            app.main.search.find(headline)
            await harmless(headline)
            app.main.search.find("")
            app.main.complain(Exception(headline))
            await pilot.press("escape", "j")
            await harmless(headline)
        assert app.is_running


async def test_a_podcast_is_opened_by_its_own_program(
    make_app: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, tuple[str, ...]]] = []

    def open_url(_: object, url: str, browser: Browser) -> str:
        opened.append((url, browser.command))
        return "opened"

    monkeypatch.setattr("tuinews.ui.reading.links.open_url", open_url)
    sound = Enclosure("https://news.example/a.mp3", "audio/mpeg")
    put(library, [article(0, "A podcast", enclosures=(sound,))])
    config = replace(Config(), media=Media(audio=("mpv", "%u")))
    app = make_app(config=config)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "G", "semicolon", "2")
        await pilot.pause()
        assert opened == [("https://news.example/a.mp3", ("mpv", "%u"))]


async def test_two_accounts_are_compared_side_by_side(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "enter", "c")
        assert "no other account" in app.main.status.text
        await pilot.press("q", "g", "enter", "c")
        await work_done(app)
        await pilot.pause()
        shown = screen_text(app)
        assert "Bourse Journal" in shown
        assert "only in Wire" in shown
        await pilot.press("escape")
        assert app.screen is app.main


async def test_g_and_G_lead_to_the_first_and_the_last_theme(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("t", "G")
        assert app.theme == OFFERED[-1]
        await pilot.press("g")
        assert app.theme == OFFERED[0]
        await pilot.press("escape", "f", "G", "g")
        assert screen_text(app).count("Show") == 1


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_signs_of_the_cursors_row_are_no_blocks_in_the_terminals_own_palette(
    make_app: Make, library: Library, theme: str
) -> None:
    library.mark(["article-1"], starred=True)
    app = make_app()
    app.theme = theme
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        row = app.main.list.render_line(0)
        styles = {segment.style.color for segment in row if segment.style}
        assert len(styles) == 1


async def test_styles_of_the_terminals_own_palette_come_with_its_theme(make_app: Make) -> None:
    def read(app: NewsApp) -> bool:
        return any(path.endswith("ansi.tcss") for path, _ in app.stylesheet.source)

    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert not read(app), "a start does not pay for them"
        for _ in range(2):
            app.theme = "ansi-dark"
            await pilot.pause()
            assert read(app)
            row = app.main.list.render_line(0)
            assert all(segment.style and segment.style.reverse for segment in row)
            app.theme = "tuinews-dark"
            await pilot.pause()
            row = app.main.list.render_line(0)
            assert not any(segment.style and segment.style.reverse for segment in row)


async def test_back_ends_the_view_of_what_changed_before_the_reader_is_left(
    make_app: Make, library: Library
) -> None:
    before = library.article("article-1")
    earlier = (Version(before.headline, before.blocks[2:], NOW),)
    library.edit("article-1", lambda known: replace(known, earlier=earlier))
    app = make_app(library=library)
    async with app.run_test(size=(130, 40)) as pilot:
        app.main.opened.open("article-1")
        await pilot.press("v")
        assert app.main.opened.showing_changes
        await pilot.press("q")
        assert (app.main.opened.showing_changes, app.main.panes.current) == (False, "reader")
        await pilot.press("q", "q")
        assert app.main.panes.current == "list"
        assert app.is_running
        assert "q again quits" in app.main.status.text
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


@pytest.mark.parametrize(
    ("width", "text"), [(120, 58), (134, 72), (160, 72), (200, 72), (240, 72)], ids=str
)
async def test_the_text_has_its_width_before_the_panes_beside_it(
    make_app: Make, width: int, text: int
) -> None:
    app = make_app()
    async with app.run_test(size=(width, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        main = app.main
        assert main.reader.column == text
        assert main.list.size.width >= 33 and main.related.size.width >= 24
        assert sum(pane.size.width for pane in main.panes.children if pane.display) == width


async def test_sources_are_a_drawer_as_high_as_the_screen(
    make_app: Callable[..., NewsApp],
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("h")
        await pilot.pause()
        main = app.main
        assert main.sources.size.height == main.panes.size.height
        assert main.list.display and main.reader.display
        await pilot.press("q")
        await pilot.pause()
        assert main.list.size.width >= 79 and not main.panes.showing_sources


async def test_a_tour_waits_for_each_key_and_ends_with_the_last(make_app: Make) -> None:
    app = make_app(config=FOLDING)
    async with app.run_test(size=(130, 40)) as pilot:
        await pilot.press("j", "f4")
        assert app.main.list.cursor == 0
        assert "1/5: Enter opens the article" in app.main.status.text
        await pilot.press("j", "k", "enter")
        assert "2/5: ] opens another account" in app.main.status.text
        await pilot.press("right_square_bracket")
        assert app.main.opened.id == "article-6"
        await pilot.press("c")
        await work_done(pilot.app)
        await pilot.pause()
        assert app.screen is not app.main
        await pilot.press("q")
        assert "4/5: X shows what was cut" in app.main.status.text
        await pilot.press("X")
        assert "5/5: Ctrl+F finds any word of any article" in app.main.status.text
        await pilot.press("ctrl+f")
        assert app.main.panes.typing
        assert "that was the tour; ? lists every key" in app.main.status.text


async def test_the_tour_goes_on_however_the_article_was_opened(make_app: Make) -> None:
    app = make_app(config=FOLDING)
    async with app.run_test(size=(130, 40)) as pilot:
        await pilot.press("f4", "j")
        assert "1/5: Enter opens the article" in app.main.status.text
        await pilot.press("k", "space")
        assert app.main.panes.current == "reader"
        assert "2/5: ] opens another account" in app.main.status.text


async def test_a_tour_that_ends_at_once_leads_back_to_the_article(
    make_app: Make, library: Library
) -> None:
    app = make_app(config=FOLDING)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "enter", "z", "f4", "escape", "s")
        assert app.main.opened.id == "article-2"
        assert library.state("article-2").starred and not library.state("article-1").starred


async def test_esc_ends_the_tour_and_does_nothing_else(make_app: Make) -> None:
    app = make_app(config=FOLDING)
    async with app.run_test(size=(130, 40)) as pilot:
        await pilot.press("f4", "enter", "escape")
        assert "the tour has ended" in app.main.status.text
        assert app.main.panes.current == "reader"
        await pilot.press("escape")
        assert app.main.panes.current == "list"


@pytest.mark.parametrize(("width", "indent"), [(60, 20), (40, 4)])
async def test_help_hangs_what_a_key_does_below_its_beginning(
    make_app: Make, width: int, indent: int
) -> None:
    app = make_app()
    async with app.run_test(size=(width, 30)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        lines = screen_text(app).split("\n")
        place = next(place for place, line in enumerate(lines) if "Previous line of" in line)
        start = min(len(line) - len(line.lstrip()) for line in lines if "j ↓" in line) - 2
        assert lines[place + 1].startswith(" " * (start + indent) + "pane")


async def test_the_palette_answers_a_word_with_what_has_it(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("colon")
        await pilot.pause()
        await pilot.press(*"find")
        await work_done(pilot.app)
        await pilot.pause()
        shown = screen_text(app)
        assert "Search as you type" in shown and "Fold stories" not in shown
