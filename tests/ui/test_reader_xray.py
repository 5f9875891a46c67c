"""The x-ray: what cleaning cut, why, and taking a line back."""

from __future__ import annotations

from textual.app import App, ComposeResult

from tuinews.model import Article, Block, BlockKind, Cut, Span
from tuinews.overrides import xray
from tuinews.paths import assets
from tuinews.ui.reading.page import Page
from tuinews.ui.reading.reader import Reader
from tuinews.ui.reading.xray import LineMover, numbered


def block(line: int, text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    return Block(kind, (Span(text),), line=line)


ARTICLE = Article(
    id="one",
    headline="Envoys meet again",
    blocks=(
        block(3, "The envoys met."),
        block(5, "They talked.", BlockKind.QUOTE),
        *(block(20 + n, f"Number {n} of what was said. " * 8) for n in range(30)),
    ),
    cut=(
        Cut(1, "ADVERTISEMENT", "advert"),
        Cut(2, "Envoys meet again", "repeats headline"),
        Cut(4, "Article type: metered", "reader metadata"),
        *(Cut(60 + n, f"Headline {n}", "read-next list") for n in range(10)),
    ),
)


class XrayApp(App[None]):
    CSS_PATH = str(assets("styles") / "reader.tcss")

    def __init__(self) -> None:
        super().__init__()
        self.animation_level = "none"
        self.reader = Reader()
        self.corrected: list[Article] = []

    def compose(self) -> ComposeResult:
        yield self.reader

    def on_mount(self) -> None:
        self.reader.focus()
        self.reader.show(Page(ARTICLE))

    def on_xray_view_cut_moved(self, message: Reader.CutMoved) -> None:
        self.corrected.append(message.after)

    @property
    def rows(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    def row(self, text: str) -> str:
        """Return the row of the screen that has `text`, its blanks drawn together."""
        return next((" ".join(row.split()) for row in self.rows if text in row), "")


async def test_the_whole_capture_is_shown_in_order_with_reasons() -> None:
    app = XrayApp()
    async with app.run_test(size=(100, 30)) as pilot:
        assert app.reader.toggle_xray()
        await pilot.pause()
        shown = [" ".join(row.split()) for row in app.rows if row.strip()][2:8]
        assert shown[0].startswith("X-ray: 32 kept, 13 cut")
        assert shown[2:] == [
            "▌advert ADVERTISEMENT",
            "repeats headline Envoys meet again",
            "The envoys met.",
            "reader metadata Article type: metered",
        ]
        app.reader.bottom()
        await pilot.pause()
        assert app.row("Enter unfolds") == "▌read-next list 10 headlines (Enter unfolds)"


async def test_enter_unfolds_and_folds_a_run() -> None:
    app = XrayApp()
    async with app.run_test(size=(100, 30)) as pilot:
        app.reader.toggle_xray()
        app.reader.bottom()
        await pilot.press("enter")
        await pilot.pause()
        assert app.row("Headline 0") == "▌read-next list Headline 0"
        app.reader.bottom()
        await pilot.press("enter")
        await pilot.pause()
        assert app.row("Headline 9") == ""
        assert app.row("Enter unfolds").startswith("▌")


async def test_what_was_read_elsewhere_is_not_dimmed_as_what_was_cut_is() -> None:
    app = XrayApp()
    async with app.run_test(size=(100, 30)) as pilot:
        plain = app.reader.get_component_rich_style("reader--told").color
        app.reader.show(Page(ARTICLE, told=((0, 15),), fresh=((15, 28),)))
        await pilot.pause()

        def colours(text: str) -> set[object]:
            strips = app.screen._compositor.render_strips()
            (line,) = [strip for strip in strips if text in strip.text]
            return {part.style.color for part in line if part.style and part.text.strip()}

        assert plain in colours("The envoys met")
        app.reader.toggle_xray()
        await pilot.pause()
        assert plain not in colours("The envoys met")


async def test_space_keeps_a_cut_line_and_cuts_it_again() -> None:
    app = XrayApp()
    async with app.run_test(size=(100, 30)) as pilot:
        app.reader.toggle_xray()
        app.reader.scroll_lines(3)
        await pilot.press("space")
        await pilot.pause()
        kept = app.corrected[-1]
        assert [block.text for block in kept.blocks[:3]] == [
            "The envoys met.",
            "Article type: metered",
            "They talked.",
        ]
        assert len(kept.cut) == 12
        assert app.row("Article type") == "▌kept by you Article type: metered"
        await pilot.press("space")
        assert app.corrected[-1] == ARTICLE


async def test_space_cuts_a_kept_block_and_gives_it_back_as_it_was() -> None:
    app = XrayApp()
    async with app.run_test(size=(100, 30)) as pilot:
        app.reader.toggle_xray()
        app.reader.scroll_lines(4)
        await pilot.press("space")
        await pilot.pause()
        cut = app.corrected[-1]
        assert cut.cut[3] == Cut(5, "They talked.", "cut by you", was="quote")
        assert app.row("They talked") == "▌cut by you They talked."
        await pilot.press("space")
        assert app.corrected[-1] == ARTICLE


async def test_space_on_a_fold_unfolds_it_first() -> None:
    app = XrayApp()
    async with app.run_test(size=(100, 30)) as pilot:
        app.reader.toggle_xray()
        app.reader.bottom()
        await pilot.press("space")
        assert not app.corrected
        await pilot.press("space")
        assert app.corrected[-1].blocks[-1].text == "Headline 0"
        await pilot.pause()
        assert app.row("Headline 1") == "read-next list Headline 1"


async def test_the_same_text_stays_in_sight_there_and_back() -> None:
    app = XrayApp()
    async with app.run_test(size=(100, 24)) as pilot:
        app.reader.go_to(ARTICLE.body.index("Number 15"))
        await pilot.pause()
        for _ in range(2):
            app.reader.toggle_xray()
            await pilot.pause()
            assert "Number 15" in app.rows[0]
        assert app.reader.position == ARTICLE.body.index("Number 15")


async def test_the_cursor_goes_with_a_page_and_back_to_the_top() -> None:
    app = XrayApp()
    async with app.run_test(size=(100, 24)) as pilot:
        app.reader.toggle_xray()
        for _ in range(3):
            app.reader.page_down()
            await pilot.pause()
            assert any("▌" in row for row in app.rows)
        app.reader.top()
        await pilot.pause()
        assert app.row("ADVERTISEMENT").startswith("▌")


async def test_it_is_usable_in_a_narrow_pane() -> None:
    app = XrayApp()
    async with app.run_test(size=(34, 20)) as pilot:
        app.reader.toggle_xray()
        await pilot.pause()
        assert app.row("advert").startswith("▌advert ADVERT")
        assert app.row("repeats") == "repeats Envoys meet again"


def test_equal_lines_are_not_mixed_up() -> None:
    twice = Article(
        id="two",
        headline="h",
        blocks=(block(1, "a"), block(1, "a")),
        cut=(Cut(1, "a", "r"), Cut(1, "a", "r")),
    )
    lines = numbered(twice, xray(twice))
    assert sorted(line.key for line in lines) == [
        ("block", 0),
        ("block", 1),
        ("cut", 0),
        ("cut", 1),
    ]
    moved, _ = LineMover().move(twice, lines, 1)
    assert len(moved.blocks) == 1 and len(moved.cut) == 3


async def test_on_a_narrow_pane_reasons_go_on_in_the_next_row() -> None:
    app = XrayApp()
    async with app.run_test(size=(44, 40)) as pilot:
        app.reader.toggle_xray()
        await pilot.pause()
        rows = [" ".join(row.split()) for row in app.rows]
        at = rows.index("repeats Envoys meet again")
        assert rows[at + 1] == "headline"
        assert not any("…" in row for row in rows)
