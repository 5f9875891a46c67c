"""The reader as a person sees it: the page, its place, hits, links and what is selected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.message import Message

from tuinews.model import (
    Article,
    Block,
    BlockKind,
    Emphasis,
    Enclosure,
    Span,
    State,
)
from tuinews.paths import assets
from tuinews.ui.drawing.asciisigns import AsciiSigns
from tuinews.ui.reading.items import when
from tuinews.ui.reading.page import Page
from tuinews.ui.reading.reader import Reader


def paragraph(*spans: Span | str) -> Block:
    return Block(
        BlockKind.PARAGRAPH,
        tuple(span if isinstance(span, Span) else Span(span) for span in spans),
    )


def long(count: int = 40) -> tuple[Block, ...]:
    """Paragraphs of several lines, each beginning with its number."""
    filling = "the council let both sides air what troubled them and so kept the peace. " * 4
    return tuple(paragraph(f"Number {number}: {filling}") for number in range(count))


def article(*blocks: Block, **fields: Any) -> Article:
    values: dict[str, Any] = {"id": "one", "headline": "Envoys meet again", **fields}
    return Article(blocks=blocks, **values)


class ReaderApp(App[None]):
    """Just a reader, with what it says."""

    CSS_PATH = str(assets("styles") / "reader.tcss")

    def __init__(self, **settings: Any) -> None:
        super().__init__()
        self.animation_level = "none"
        self.reader = Reader(**settings)
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.reader

    def on_mount(self) -> None:
        self.reader.focus()

    def on_reader_link_chosen(self, message: Reader.LinkChosen) -> None:
        self.said.append(message)

    def on_page_view_scrolled(self, message: Reader.Scrolled) -> None:
        self.said.append(message)

    @property
    def rows(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.rows)


def hit(app: ReaderApp, step: int) -> tuple[int, int]:
    """Go to another hit; return which it is, and of how many."""
    app.reader.go_to_hit(step)
    return app.reader.hit, app.reader.hits


@pytest.fixture
def app() -> Iterator[ReaderApp]:
    yield ReaderApp()


def first_text(app: ReaderApp) -> str:
    return next(row.strip() for row in app.rows if row.strip())


# --- the page -----------------------------------------------------------------------------


async def test_head_tells_headline_publisher_byline_place_date_and_reading_time(
    app: ReaderApp,
) -> None:
    shown = article(
        *long(10),
        publisher="Harbour Wire",
        authors=("Ana Keller", "Jonas Brandt"),
        dateline="Brussels",
        published=datetime(2021, 10, 20, tzinfo=UTC),
    )
    async with app.run_test(size=(100, 30)) as pilot:
        app.reader.show(Page(shown, State(starred=datetime.now(UTC), tags=("nato",)), note="new"))
        await pilot.pause()
        head = [row.strip().replace("\u00a0", " ") for row in app.rows[1:7]]
    assert head[0] == "Envoys meet again"
    assert head[1] == "★ Harbour Wire · Ana Keller and Jonas Brandt · BRUSSELS · 20 Oct 2021"
    assert head[2] == "3 min · #nato"
    assert head[3] == "new"
    assert head[4] == "─" * 72
    assert head[5] == ""


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"published": datetime(2021, 10, 20, tzinfo=UTC)}, "20 Oct 2021"),
        ({"published_inferred": date(2021, 10, 20)}, "probably 20 Oct 2021"),
        ({"updated": datetime(2021, 10, 22, tzinfo=UTC)}, "updated 22 Oct 2021"),
        (
            {
                "published": datetime(2021, 10, 20, tzinfo=UTC),
                "updated": datetime(2021, 10, 22, tzinfo=UTC),
            },
            "20 Oct 2021, updated 22 Oct 2021",
        ),
    ],
)
def test_a_date_that_nobody_stated_is_not_made_up(fields: dict[str, Any], said: str) -> None:
    assert when(article(**fields)) == said


def test_an_undated_article_says_when_it_came_in() -> None:
    now = datetime(2021, 10, 21, 12, 0).astimezone()
    came = datetime(2021, 10, 21, 1, 2).astimezone()
    assert when(article(), now, came) == "undated, came in today, 01:02"
    assert when(article(published_inferred=date(2021, 10, 20)), now, came).startswith("probably")


async def test_a_long_headline_is_shown_whole(app: ReaderApp) -> None:
    headline = "Envoys meet again to speak of what divides them, " * 8 + "and part as friends"
    async with app.run_test(size=(60, 24)) as pilot:
        app.reader.show(Page(article(headline=headline)))
        await pilot.pause()
        shown = " ".join(row.strip() for row in app.rows if row.strip())
        assert headline in shown


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (datetime(2021, 10, 21, 8, 5).astimezone(), "today, 08:05"),
        (datetime(2021, 10, 20, 23, 59).astimezone(), "yesterday, 23:59"),
        (datetime(2021, 10, 19, 12, 0).astimezone(), "19 Oct 2021, 12:00"),
        (datetime(2021, 10, 20, tzinfo=UTC), "yesterday"),
        (datetime(2021, 10, 22, 12, 0).astimezone(), "22 Oct 2021, 12:00"),
    ],
)
def test_the_last_two_days_have_names(published: datetime, said: str) -> None:
    now = datetime(2021, 10, 21, 12, 0).astimezone()
    assert when(article(published=published), now) == said


async def test_blocks_are_told_apart(app: ReaderApp) -> None:
    kind = BlockKind
    blocks = (
        paragraph("First."),
        paragraph("Second."),
        Block(kind.HEADING, (Span("What stays"),), level=2),
        Block(kind.QUOTE, (Span("We must talk above all when it is hard, he said. " * 3),)),
        Block(kind.LIST, (Span("a hotline"),)),
        Block(kind.LIST, (Span("an embassy"),), level=1),
        Block(kind.LIST, (Span("third"),), marker="3."),
        Block(kind.CODE, (Span("if shut:\n    call()"),)),
        Block(kind.CAPTION, (Span("The harbour."),)),
        Block(kind.CREDIT, (Span("(Reporting by Ana Keller)"),)),
    )
    async with app.run_test(size=(60, 40)) as pilot:
        app.reader.show(Page(article(*blocks)))
        await pilot.pause()
        rows = [row[2:] for row in app.rows[5:25]]
    assert rows == [
        "First.",
        "",
        "Second.",
        "",
        "What stays",
        "",
        "│ We must talk above all when it is hard, he said. We",
        "│ must talk above all when it is hard, he said. We must",
        "│ talk above all when it is hard, he said.",
        "",
        "  • a hotline",
        "    • an embassy",
        "  3. third",
        "",
        " if shut:",
        "     call()",
        "",
        "The harbour.",
        "(Reporting by Ana Keller)",
        "",
    ]


async def test_a_table_is_aligned_and_wide_cells_are_broken_in_their_column(
    app: ReaderApp,
) -> None:
    table = Block(
        BlockKind.TABLE,
        (Span("Country\tEnvoys\nThe United Kingdom of Great Britain\t23\n德国\t4"),),
    )
    async with app.run_test(size=(40, 20)) as pilot:
        app.reader.show(Page(article(table)))
        await pilot.pause()
        rows = [row[2:] for row in app.rows[5:9]]
    assert rows == [
        "Country                       Envoys",
        "The United Kingdom of Great       23",
        "Britain",
        "德国                               4",
    ]


async def test_the_bar_of_a_quote_goes_on_and_lists_of_two_kinds_stand_apart(
    app: ReaderApp,
) -> None:
    def block(kind: BlockKind, text: str, marker: str = "", level: int = 0) -> Block:
        return Block(kind, (Span(text),), marker=marker, level=level)

    blocks = (
        block(BlockKind.QUOTE, "Never for a pound."),
        block(BlockKind.QUOTE, "And never twice."),
        block(BlockKind.LIST, "a roof"),
        block(BlockKind.LIST, "over the tea room", level=1),
        block(BlockKind.LIST, "Mind the plank.", "1."),
    )
    async with app.run_test(size=(40, 20)) as pilot:
        app.reader.show(Page(article(*blocks)))
        await pilot.pause()
        rows = [row[2:] for row in app.rows[5:13]]
    assert rows == [
        "│ Never for a pound.",
        "│",
        "│ And never twice.",
        "",
        "  • a roof",
        "    • over the tea room",
        "  1. Mind the plank.",
        "",
    ]


async def test_the_time_of_an_entry_stands_with_its_heading(app: ReaderApp) -> None:
    heading = Block(BlockKind.HEADING, (Span("Last boat back"),), level=2)
    async with app.run_test(size=(40, 20)) as pilot:
        app.reader.show(Page(article(paragraph("It blows."), paragraph("20:41"), heading)))
        await pilot.pause()
        assert [row[2:] for row in app.rows[5:9]] == ["It blows.", "", "20:41", "Last boat back"]


async def test_text_is_72_columns_and_centred_with_a_margin(app: ReaderApp) -> None:
    async with app.run_test(size=(120, 20)) as pilot:
        app.reader.show(Page(article(*long())))
        await pilot.pause()
        assert app.reader.column == 72
        assert app.rows[6].startswith(" " * 24 + "the council") or app.rows[6].startswith(" " * 24)
        await pilot.resize_terminal(50, 20)
        while app.reader.size.width == 120:  # the new size is on its way
            await pilot.pause()
        assert app.reader.column == 46
        assert all(len(row) <= 48 for row in app.rows)


async def test_ascii_signs() -> None:
    app = ReaderApp()
    app._filters.append(AsciiSigns())
    blocks = (Block(BlockKind.QUOTE, (Span("q"),)), Block(BlockKind.LIST, (Span("l"),)))
    async with app.run_test(size=(60, 20)) as pilot:
        app.reader.show(Page(article(*blocks, publisher="Wire"), State(starred=datetime.now(UTC))))
        await pilot.pause()
        assert app.text.isascii() or app.text.replace("\u00a0", " ").isascii()
        assert (
            "| q" in app.text and "- l" in app.text and "# Wire" in app.text.replace("\u00a0", " ")
        )


async def test_an_empty_reader_says_how_to_fill_it(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 10)) as pilot:
        app.reader.show(None)
        await pilot.pause()
        assert "Enter opens the article" in app.text
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        assert "Nothing open yet. Enter opens the article under the cursor." in " ".join(
            app.text.split()
        )
        assert app.reader.position == 0 and app.reader.fraction == 0
        assert not app.reader.page_down() and hit(app, 1) == (0, 0)
        assert not app.reader.toggle_xray() and not app.reader.show_hints()


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (20, 5), (300, 80)], ids=str)
async def test_no_size_is_too_small_or_too_large(app: ReaderApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        app.reader.show(Page(article(*LINKED, *long(5)), terms=("peace",)))
        await pilot.pause()
        app.reader.page_down()
        app.reader.go_to_hit(1)
        app.reader.show_hints()
        app.reader.toggle_xray()
        app.reader.scroll_lines(2)
        app.reader.bottom()
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert "Envoys" in app.text or app.reader.scroll_offset.y > 0


# --- the place ----------------------------------------------------------------------------


async def test_page_down_goes_on_to_the_end_and_then_says_no(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 20)) as pilot:
        app.reader.show(Page(article(*long(10))))
        await pilot.pause()
        pages = 0
        while app.reader.page_down():
            pages += 1
        await pilot.pause()
        assert pages > 2
        assert app.reader.at_end and app.reader.fraction == 1.0
        scrolls = [message for message in app.said if isinstance(message, Reader.Scrolled)]
        assert scrolls[-1].at_end
        app.reader.top()
        assert app.reader.position == 0 and not app.reader.page_up()


async def test_two_lines_of_a_page_stay_in_sight_on_the_next(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 20)) as pilot:
        app.reader.show(Page(article(*long())))
        app.reader.page_down()
        await pilot.pause()
        before = app.rows
        app.reader.page_down()
        await pilot.pause()
        assert app.rows[:2] == before[-2:]


async def test_the_place_is_kept_over_any_width(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        app.reader.show(Page(article(*long())))
        await pilot.pause()
        app.reader.scroll_lines(60)
        await pilot.pause()
        place = app.reader.position
        for width in (60, 40, 130, 30, 100):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert place - 140 < app.reader.position <= place
        body = article(*long()).body
        assert body[app.reader.position :].startswith(first_text(app))


async def test_an_article_opens_where_it_was_left(app: ReaderApp) -> None:
    shown = article(*long())
    place = shown.body.index("Number 20:")
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(shown, State(position=place)))
        await pilot.pause()
        assert app.reader.position == place
        assert first_text(app).startswith("Number 20:")


@pytest.mark.parametrize("lines", [1, 3, 5, 8, 11, 12])
async def test_a_place_above_the_text_is_kept_too(app: ReaderApp, lines: int) -> None:
    caption = Block(BlockKind.CAPTION, (Span("The quay at dawn, before the crews came. " * 5),))
    shown = article(caption, *long(), publisher="Wire")
    async with app.run_test(size=(60, 20)) as pilot:
        app.reader.show(Page(shown))
        await pilot.pause()
        app.reader.scroll_lines(lines)
        await pilot.pause()
        place, first = app.reader.position, first_text(app)
        app.reader.show(None)
        app.reader.show(Page(shown, State(position=place)))
        await pilot.pause()
        assert first_text(app) == first
        assert app.reader.passed >= 0


async def test_only_what_was_scrolled_past_counts_as_passed(app: ReaderApp) -> None:
    shown = article(*long())
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(shown))
        await pilot.pause()
        assert app.reader.passed == 0
        for _ in range(3):
            app.reader.page_down()
        await pilot.pause()
        furthest = app.reader.position
        app.reader.scroll_lines(-50)
        await pilot.pause()
        assert app.reader.passed == furthest > 0
        while app.reader.page_down():
            pass
        await pilot.pause()
        assert app.reader.passed == len(shown.body)
        app.reader.show(Page(article(*long(30), id="two")))
        await pilot.pause()
        assert app.reader.passed == 0


async def test_what_was_jumped_over_does_not_count_as_passed(app: ReaderApp) -> None:
    shown = article(*long())
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(shown))
        await pilot.pause()
        app.reader.page_down()
        await pilot.pause()
        read = app.reader.passed
        app.reader.bottom()
        await pilot.pause()
        assert app.reader.passed == read > 0
        app.reader.go_to(read)
        app.reader.page_down()
        await pilot.pause()
        assert read < app.reader.passed < len(shown.body)


async def test_what_was_left_at_the_end_of_a_jump_still_does_not_count(app: ReaderApp) -> None:
    shown = article(*long())
    place = shown.body.index("Number 20:")
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(shown, State(position=place, opened=True, reached=300)))
        await pilot.pause()
        assert app.reader.passed == 0
        app.reader.show(None)
        app.reader.show(Page(shown, State(position=place, opened=True, reached=place)))
        await pilot.pause()
        assert app.reader.passed == place


async def test_told_sentences_that_were_jumped_over_are_no_gap(app: ReaderApp) -> None:
    shown = article(*long())
    place = shown.body.index("Number 20:")
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(shown, fresh=((place, place + 9),)))
        await pilot.pause()
        assert app.reader.next_fresh()
        await pilot.pause()
        assert app.reader.passed > place - 200


async def test_an_article_that_fits_the_screen_is_passed_when_it_is_shown(app: ReaderApp) -> None:
    shown = article(*long(1))
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(shown))
        await pilot.pause()
        assert app.reader.passed == len(shown.body)


async def test_a_change_of_state_does_not_move_the_text(app: ReaderApp) -> None:
    shown = article(*long())
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(shown))
        app.reader.scroll_lines(50)
        await pilot.pause()
        before = app.rows
        app.reader.show(Page(shown, State(starred=datetime.now(UTC), tags=("a", "b"), note="x")))
        await pilot.pause()
        assert app.rows == before


async def test_places_count_the_body_even_where_the_screen_shows_less(app: ReaderApp) -> None:
    blocks = [
        Block(BlockKind.CAPTION, (Span("A caption before."),)),
        paragraph("☎\ufe0f" * 30 + "\tend of the first"),
        *long(30),
    ]
    shown = article(*blocks)
    place = shown.body.index("Number 7:")
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(shown, State(position=place)))
        await pilot.pause()
        assert app.reader.position == place
        assert first_text(app).startswith("Number 7:")


async def test_next_fresh_goes_to_what_is_new(app: ReaderApp) -> None:
    shown = article(*long())
    starts = [shown.body.index(f"Number {number}:") for number in (0, 15, 30)]
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(shown, fresh=tuple((start, start + 20) for start in starts)))
        await pilot.pause()
        assert app.reader.next_fresh()
        assert app.reader.fresh == 1 and app.reader.scroll_offset.y == 0
        for number in (15, 30):
            assert app.reader.next_fresh()
            await pilot.pause()
            assert any(row.strip().startswith(f"Number {number}:") for row in app.rows[:2])
        assert not app.reader.next_fresh()


# --- hits ---------------------------------------------------------------------------------


async def test_hits_are_gone_through_and_round_again(app: ReaderApp) -> None:
    blocks = (*long(5), paragraph("The Hotline rang."), *long(20), paragraph("A hótline again."))
    async with app.run_test(size=(80, 20)) as pilot:
        app.reader.show(Page(article(*blocks), terms=("hotline",)))
        await pilot.pause()
        assert hit(app, 1) == (1, 2)
        await pilot.pause()
        assert "The Hotline rang." in app.text
        assert hit(app, 1) == (2, 2)
        await pilot.pause()
        assert "A hótline again." in app.text
        assert hit(app, 1) == (1, 2)
        assert hit(app, -1) == (2, 2)
        app.reader.set_terms(())
        assert hit(app, 1) == (0, 0)


def styles_of(app: ReaderApp, word: str) -> list[Any]:
    """Return the style of each run of text on the screen that is just `word`."""
    strips = app.screen._compositor.render_strips()
    return [segment.style for strip in strips for segment in strip if segment.text.strip() == word]


async def test_the_current_hit_stands_out(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 20)) as pilot:
        app.reader.show(Page(article(paragraph("hotline and hotline")), terms=("hotline",)))
        app.reader.go_to_hit(1)
        await pilot.pause()
        first, second = styles_of(app, "hotline")
        assert first.bgcolor != second.bgcolor


async def test_told_ranges_are_dimmed(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 20)) as pilot:
        app.reader.show(Page(article(paragraph("Old words. New words.")), told=((0, 10),)))
        await pilot.pause()
        (old,), (new,) = styles_of(app, "Old words."), styles_of(app, "New words.")
        assert old.color != new.color


def lightness(style: Style) -> int:
    assert style.color is not None
    return sum(style.color.get_truecolor())


async def test_what_is_told_by_half_is_dimmed_by_half(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 20)) as pilot:
        text = article(paragraph("Old words. Half words. New words."))
        app.reader.show(Page(text, told=((0, 10),), partly=((11, 22),)))
        await pilot.pause()
        found = [styles_of(app, f"{name} words.")[0] for name in ("Old", "Half", "New")]
        old, half, new = map(lightness, found)
        assert old < half < new or old > half > new


# --- links --------------------------------------------------------------------------------

LINKED = (
    paragraph("See ", Span("the list", href="https://a.example/1"), " and more."),
    paragraph(
        Span("the tram", frozenset({Emphasis.STRONG}), "http://b.example/?q=1"),
        " or ",
        Span("this", href="javascript:alert(1)"),
    ),
)


async def test_only_web_links_are_links(app: ReaderApp) -> None:
    attached = Enclosure("https://c.example/a.mp3", "audio/mpeg", 12_000_000, 1830)
    async with app.run_test(size=(80, 24)) as pilot:
        paper = Enclosure("https://c.example/b.pdf", "application/pdf", 123)
        shown = article(*LINKED, url="https://a.example/", enclosures=(attached, paper))
        app.reader.show(Page(shown))
        await pilot.pause()
        assert app.reader.links == (
            "https://a.example/1",
            "http://b.example/?q=1",
            "https://a.example/",
            "https://c.example/a.mp3",
            "https://c.example/b.pdf",
        )
        assert "Audio (30 min, 12.0 MB): c.example/a.mp3" in app.text
        assert "PDF (123 bytes): c.example/b.pdf" in app.text
        assert [style.link for style in styles_of(app, "the list")] == ["https://a.example/1"]
        assert not any(style.link for style in styles_of(app, "or this"))


async def test_a_hint_is_typed_and_the_link_opens(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(article(*LINKED)))
        await pilot.pause()
        assert app.reader.show_hints()
        await pilot.pause()
        assert "See1the list" in app.text and "2the tram" in app.text
        await pilot.press("2")
        assert [message.url for message in app.said if isinstance(message, Reader.LinkChosen)] == [
            "http://b.example/?q=1"
        ]
        assert not app.reader.hint_signs
        assert "See the list" in app.text


async def test_escape_leaves_the_hints(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(article(*LINKED)))
        app.reader.show_hints()
        await pilot.press("escape")
        assert not app.reader.hint_signs
        assert not any(isinstance(message, Reader.LinkChosen) for message in app.said)


async def test_many_links_have_letters_none_the_beginning_of_another(app: ReaderApp) -> None:
    links = [Span(f"link{n} ", href=f"https://a.example/{n}") for n in range(30)]
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(article(paragraph(*links))))
        app.reader.show_hints()
        await pilot.press("a")
        assert app.reader.hint_signs
        await pilot.press("d")
        chosen = [message.url for message in app.said if isinstance(message, Reader.LinkChosen)]
        assert chosen == ["https://a.example/2"]


async def test_a_click_follows_a_link(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(article(*LINKED)))
        await pilot.pause()
        row = next(at for at, text in enumerate(app.rows) if "the list" in text)
        await pilot.click(Reader, offset=(app.rows[row].index("the list") + 2, row))
        await pilot.click(Reader, offset=(5, row))
        chosen = [message.url for message in app.said if isinstance(message, Reader.LinkChosen)]
        assert chosen == ["https://a.example/1"]


async def test_selected_text_is_copied_in_whole_paragraphs(app: ReaderApp) -> None:
    words = "one two three four five six seven eight nine ten eleven twelve"
    async with app.run_test(size=(40, 24)) as pilot:
        app.reader.show(Page(article(paragraph(words), paragraph("The end of it."))))
        await pilot.pause()
        rows = app.rows
        first = next(at for at, row in enumerate(rows) if "one two" in row)
        last = next(at for at, row in enumerate(rows) if "The end" in row)
        start, end = rows[first].index("two"), rows[last].index("d of it")
        await pilot.mouse_down(Reader, offset=(start, first))
        await pilot.hover(Reader, offset=(end, last))
        await pilot.mouse_up(Reader, offset=(end, last))
        await pilot.pause()
        assert app.screen.get_selected_text() == f"{words[4:]}\n\nThe end"


# --- what others wrote --------------------------------------------------------------------

NASTY = (
    "Deal [/b] done",
    "[@click=app.quit]quit[/]",
    "[red]red[/red] and [link=https://evil.example]here[/link]",
    "text [/ more [b ",
    "\x1b[2J\x1b]0;title\x07\x1b]52;c;eA==\x07after",
    "\x9b31mC1\x9c",
    "\u202eright to left\u202c \u2066x\u2069",
    "👩\u200d💻 ❤\ufe0f 👍🏽 family",
    "שלום עולם مرحبا",
    "nul\x00 bell\x07 del\x7f",
    "$primary {0} %s %n",
    "Z" + "\u0301" * 200,
    "headline " * 125_000,
)


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
async def test_nothing_that_others_wrote_acts_on_the_screen(app: ReaderApp, text: str) -> None:
    blocks = [Block(kind, (Span(text, href="https://a.example/" + text),)) for kind in BlockKind]
    shown = article(
        *blocks, headline=text, publisher=text, authors=(text,), dateline=text, url=text
    )
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(Page(shown, State(tags=(text,), note=text), note=text))
        await pilot.pause()
        for _ in range(8):
            app.reader.page_down()
            await pilot.pause()
            drawn = app.text
            assert not any(
                (ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160 for char in drawn
            )
            assert not set("\u202e\u2066\u2069\ufeff") & set(drawn)
        app.reader.top()
        await pilot.pause()
        if text.startswith(("Deal", "[@", "[red", "text", "$")):
            assert text.strip()[:20] in app.text
        assert app.is_running
