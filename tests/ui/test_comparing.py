"""Two accounts against each other: beside and below each other, and the keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot

from tuinews.model import Article, Block, BlockKind, Span
from tuinews.stories.align import align
from tuinews.stories.compare import compare
from tuinews.ui.drawing import signs
from tuinews.ui.drawing.asciisigns import AsciiSigns
from tuinews.ui.screens.comparelines import Columns, lay_out
from tuinews.ui.screens.comparescreen import CompareScreen, CompareView
from tuinews.ui.screens.comparetext import Title, summary, titles
from tuinews.ui.styles import MAIN, sheets
from tuinews.ui.themes import OWN

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)


def account(publisher: str, headline: str, *paragraphs: str, hour: int = 7) -> Article:
    blocks = tuple(Block(BlockKind.PARAGRAPH, (Span(text),)) for text in paragraphs)
    published = datetime(2021, 10, 21, hour, 30, tzinfo=UTC)
    return Article(publisher, headline, publisher, published=published, blocks=blocks)


WIRE = account(
    "Wire",
    "Bridge closed after barge hits it",
    "The railway bridge at Ostermund was closed after a barge laden with gravel rammed its pier. "
    "Eight passengers of a night train were treated for cuts.",
    '"We will not let a train cross before divers have seen the foot of that pier," said Karin '
    "Holt of the harbour office.",
    "The skipper had lost his way in fog. He had been at the wheel since midnight.",
)
POST = account(
    "Bourse Journal",
    "Freight waits for divers",
    "Grain prices rose in the towns beyond the river.",
    "A barge laden with gravel rammed a pier of the railway bridge at Ostermund. "
    "Ten passengers of a night train were treated for cuts.",
    "Karin Holt of the harbour office said \u201cwe will not let a train cross before divers have "
    "seen the foot of that pier\u201d.",
    hour=5,
)
LONG = tuple(f"Village number {n} has a story of its own, told by its mayor." for n in range(3, 40))
LONG_WIRE = account("Wire", "One", *(block.text for block in WIRE.blocks), *LONG)
LONG_POST = account("Post", "Two", *LONG[::-1], *(block.text for block in POST.blocks))


class CompareApp(App[None]):
    CSS_PATH = sheets(*MAIN)

    def __init__(self, a: Article = WIRE, b: Article = POST) -> None:
        super().__init__()
        self.animation_level = "none"
        for theme in OWN:
            self.register_theme(theme)
        self.theme = "tuinews-dark"
        comparison = compare(a, b)
        self.compared = CompareScreen(a, b, comparison, NOW)

    def on_mount(self) -> None:
        self.push_screen(self.compared)

    @property
    def rows(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    @property
    def top(self) -> int:
        return self.compared.query_one(CompareView).scroll_offset.y


BESIDE = """\
 Wire, 2h                                        │ Bourse Journal, 4h
   Bridge closed after barge hits it             │   Freight waits for divers
                                                 │
                                                 │ + Grain prices rose in the towns beyond the
                                                 │   river.
                                                 │
   The railway bridge at Ostermund was closed    =   A barge laden with gravel rammed a pier of
   after a barge laden with gravel rammed its    │   the railway bridge at Ostermund.
   pier.                                         │
                                                 │
   Eight passengers of a night train were        ≠   Ten passengers of a night train were treated
   treated for cuts.                             │   for cuts.
                                                 │
 ── both quote ───────────────────────────────────────────────────────────────────────────────────
   "We will not let a train cross before divers  =   Karin Holt of the harbour office said “we
   have seen the foot of that pier," said Karin  │   will not let a train cross before divers have
   Holt of the harbour office.                   │   seen the foot of that pier”.
                                                 │
 + The skipper had lost his way in fog.          │
 + He had been at the wheel since midnight.      │"""


async def test_beside_each_other_with_what_is_shared_face_to_face() -> None:
    app = CompareApp()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "\n".join(app.rows[:20]) == BESIDE
        assert app.rows[-2:] == [
            " 1 shared quote, 2 shared statements, 2 only in Wire, 1 only in Bourse Journal, "
            "1 figure differs",
            " 4 differences · 100%".ljust(55) + ". next difference  x swap  Esc back  ? help",
        ]


def test_what_each_tells_alone_stands_at_one_height_by_paragraphs() -> None:
    a = account("Wire", "Fog", "Ferries stayed in port. Two were late.", "Nobody was hurt.")
    b = account("Post", "Prices", "Grain rose by a tenth.")
    alignment = align(a, b, compare(a, b))
    sheet = lay_out(alignment, Columns.of(100), ("", ""))
    assert ["".join(run.text for run in line.runs).rstrip() for line in sheet.lines[2:]] == [
        " + Ferries stayed in port.                       │ + Grain rose by a tenth.",
        " + Two were late.                                │",
        "                                                 │",
        " + Nobody was hurt.                              │",
    ]
    assert sheet.differences == [(0, 2, 3), (1, 3, 4), (3, 2, 3), (2, 5, 6)]
    assert {pair: sheet.lines[line].pair for pair, line in sheet.first.items()} == {
        -1: -1,
        0: 0,
        1: 1,
        2: 2,
        3: 0,
    }


async def test_below_each_other_where_it_is_narrow() -> None:
    app = CompareApp()
    async with app.run_test(size=(60, 40)) as pilot:
        await pilot.pause()
        assert app.rows[:20] == [
            " A Wire, 2h │ B Bourse Journal, 4h",
            " A    Bridge closed after barge hits it",
            " B    Freight waits for divers",
            "",
            " B +  Grain prices rose in the towns beyond the river.",
            "",
            " A    The railway bridge at Ostermund was closed after a",
            "      barge laden with gravel rammed its pier.",
            " B =  A barge laden with gravel rammed a pier of the",
            "      railway bridge at Ostermund.",
            "",
            " A    Eight passengers of a night train were treated for",
            "      cuts.",
            " B ≠  Ten passengers of a night train were treated for",
            "      cuts.",
            "",
            "   ── both quote ──────────────────────────────────────────",
            ' A    "We will not let a train cross before divers have',
            '      seen the foot of that pier," said Karin Holt of the',
            "      harbour office.",
        ]


async def test_differing_figures_are_marked_in_both() -> None:
    app = CompareApp()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        strip = app.screen._compositor.render_strips()[10]
        shaded = {
            segment.text.strip()
            for segment in strip
            if segment.style and segment.style.bold and segment.style.bgcolor
        }
        assert {"Eight passengers", "Ten passengers"} <= shaded


async def test_the_next_difference_is_marked_and_brought_into_sight() -> None:
    app = CompareApp(LONG_WIRE, LONG_POST)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("full_stop")
        assert app.top == 0
        assert "difference 1 of" in app.rows[-1]
        assert sum("▌" in row for row in app.rows) >= 1
        seen = {app.rows[-1].split("  ")[0].strip()}
        for _ in range(60):
            await pilot.press("n")
            assert "▌" in "".join(app.rows)
            said = app.rows[-1]
            if "none further down" in said:
                break
            seen.add(said.split("  ")[0].strip())
        assert "none further down" in app.rows[-1]
        assert len(seen) == app.compared.query_one(CompareView).differences
        await pilot.press("N")
        assert f"difference {len(seen) - 1} of" in app.rows[-1]


def test_as_many_differences_in_any_width_as_the_sum_names() -> None:
    for a, b in ((WIRE, POST), (LONG_WIRE, POST), (POST, LONG_WIRE)):
        alignment = align(a, b, compare(a, b))
        named = alignment.only_left + alignment.only_right + alignment.differing_figures
        for width in (40, 80, 120):
            sheet = lay_out(alignment, Columns.of(width), ["Wire", "Post"])
            assert len(sheet.differences) == named, width


async def test_of_two_differences_at_one_height_the_mark_stands_at_one() -> None:
    a = account("Wire", "Fog", "Ferries stayed in port. Two were late.")
    b = account("Post", "Prices", "Grain rose by a tenth.")
    app = CompareApp(a, b)
    async with app.run_test(size=(120, 20)) as pilot:
        for told in ("▌+ Ferries", "▌+ Two", "▌ + Grain"):
            await pilot.press("n")
            assert [told in row for row in app.rows].count(True) == 1
            assert "".join(app.rows).count("▌") == 1


async def test_keys_scroll_both() -> None:
    app = CompareApp(LONG_WIRE, LONG_POST)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("j", "j", "k")
        assert app.top == 1
        await pilot.press("g", "space")
        assert app.top == app.compared.query_one(CompareView).size.height - 2
        await pilot.press("b")
        assert app.top == 0
        await pilot.press("G")
        assert "100%" in app.rows[-1]
        await pilot.press("pageup", "pagedown", "home")
        assert app.top == 0


async def test_swapping_exchanges_the_sides_and_keeps_the_place() -> None:
    app = CompareApp(LONG_WIRE, LONG_POST)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("x")
        assert app.rows[0].split() == ["Post,", "2h", "│", "Wire,", "2h"]
        await pilot.press("x")
        await pilot.press("space", "space")
        first = _told_at_the_top(app)
        await pilot.press("x")
        assert first in " ".join(app.rows[1:5])


async def test_another_size_keeps_the_place() -> None:
    app = CompareApp(LONG_WIRE, LONG_POST)
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("space", "space")
        first = _told_at_the_top(app)
        for width, height in ((70, 20), (70, 40), (140, 12), (40, 12), (120, 20)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert first in " ".join(" ".join(app.rows[1:7]).split()), (width, height)


def _told_at_the_top(app: CompareApp) -> str:
    """Return the first words of a village's story that stand near the top."""
    words = " ".join(app.rows[1:6]).split("Village number ")[1]
    return f"Village number {words.split()[0]}"


async def test_leaving_goes_back() -> None:
    for key in ("escape", "q"):
        app = CompareApp()
        async with app.run_test(size=(80, 20)) as pilot:
            await pilot.press(key)
            assert app.screen is not app.compared


async def test_signs_of_ascii() -> None:
    app = CompareApp()
    app._filters.append(AsciiSigns())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("n")
        text = "\n".join(app.rows)
        assert text.isascii()
        assert "> + Grain" in text


NASTY = (
    "Deal [/b] done by the [link=https://x.example]council on Monday",
    "\x1b]52;c;aGk=\x07Clipboards were written on Tuesday \x9b2J",
    "The \u202eoverride\u202c and the tab\tstand in one sentence",
    "A flag \U0001f3f3\ufe0f\u200d\U0001f308 was raised over the town hall",
)


@pytest.mark.parametrize("theme", ["tuinews-light", "ansi-dark"])
@pytest.mark.parametrize("width", [20, 79, 120])
async def test_text_from_outside_is_only_text(theme: str, width: int) -> None:
    one = account(NASTY[0], NASTY[1], *NASTY, *WIRE.body.split("\n"))
    app = CompareApp(one, replace(one, publisher=NASTY[1], headline=NASTY[2]))
    app.theme = theme
    async with app.run_test(size=(width, 50)) as pilot:
        await _through(pilot)
        text = "".join(app.rows)
        assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in text)
        assert not set("\u202e\u202c\ufe0f\u200d") & set(text)
        if width > 100:
            assert "Deal [/b] done by the [link=" in text


async def _through(pilot: Pilot[None]) -> None:
    await pilot.press("n", "n", "x", "G", "g")
    await pilot.pause()


# --- the layout by itself ---------------------------------------------------------------

JAPANESE = account(
    "朝凪新聞",
    "「浮かぶ図書館」が港に戻る",
    "浮かぶ図書館は二十日に港へ戻った。館長は「本は海の上でも読まれるべきだと思っている」と話した。",
    "船には八千冊の本が積まれている。",
)


@pytest.mark.parametrize("width", [30, 64, 99, 100, 121, 200, 300])
def test_every_line_fits_and_the_columns_stand_below_each_other(width: int) -> None:
    for a, b in ((WIRE, POST), (JAPANESE, replace(JAPANESE, publisher="Wire")), (POST, JAPANESE)):
        alignment = align(a, b, compare(a, b))
        named = titles(a, b, NOW)
        columns = Columns.of(width)
        sheet = lay_out(alignment, columns, [title.name for title in named])
        for line in sheet.lines:
            text = "".join(run.text for run in line.runs)
            assert cell_len(text) <= width
            bars = [run for run in line.runs if run.style == "bar"]
            if bars:
                before = text[: text.index(signs.BAR)]
                assert cell_len(before) == columns.before + columns.text + 4


def test_every_sentence_is_drawn_once() -> None:
    alignment = align(LONG_WIRE, LONG_POST, compare(LONG_WIRE, LONG_POST))
    for width in (60, 160):
        columns = Columns.of(width)
        sheet = lay_out(alignment, columns, ["Wire", "Post"])
        text = "\n".join("".join(run.text for run in line.runs) for line in sheet.lines)
        for n in range(3, 40):
            assert text.count(f"Village number {n} has") == 2


def test_accounts_of_one_publisher_are_told_apart() -> None:
    later = replace(WIRE, published=datetime(2021, 10, 21, 9, 0, tzinfo=UTC))
    assert titles(WIRE, later, NOW) == (Title("Wire (2h)", ""), Title("Wire (30m)", ""))
    assert titles(WIRE, WIRE, NOW) == (Title("Wire (1)", "2h"), Title("Wire (2)", "2h"))
    nameless = Article("x", "No one says where this is from")
    assert titles(nameless, WIRE, NOW)[0] == Title("source unknown", "")


def test_an_account_without_text_is_said_to_have_none() -> None:
    empty = Article("x", "Only a headline", "Post")
    alignment = align(WIRE, empty, compare(WIRE, empty))
    columns = Columns.of(120)
    last = lay_out(alignment, columns, ["Wire", "Post"]).lines[-1]
    assert "Post has no text to compare." in "".join(run.text for run in last.runs)
    said = summary(alignment, "Wire", "Post")
    assert said.replace("\u00a0", " ") == (
        "no shared quotes, no shared statements, 5 only in Wire, none only in Post"
    )


@pytest.mark.parametrize("width", [44, 80, 120])
async def test_the_sum_is_broken_between_its_parts_and_names_stand_whole(width: int) -> None:
    wire = replace(
        WIRE, publisher="The Beta Evening Chronicle and Advertiser of the Northern Shore"
    )
    app = CompareApp(wire, POST)
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        foot = [row.strip() for row in app.rows[-4:-1]]
        assert any("1 figure differs" in row for row in foot)
        assert any("1 shared quote" in row for row in foot)
        if width == 120:
            assert "Advertiser of the Nor" in app.rows[0]


async def test_the_signs_of_a_comparison_are_told_on_asking() -> None:
    app = CompareApp()
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        for sign, means in (("+", "only this"), ("=", "both tell"), ("≠", "figures or names")):
            assert f"{sign:<14}{means}" in shown
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
