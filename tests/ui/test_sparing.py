"""What is written to the terminal draws the same picture as what Textual would write."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from rich.console import Console
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.strip import Strip

from tuinews.ui.app import NewsApp
from tuinews.ui.drawing.sparing import spared

_TOKEN = re.compile(r"\x1b\[([0-9;]*)([Hm])|\x1b\]8;[^\x1b]*\x1b\\|([\r\n])|(.)", re.S)

Cell = tuple[str, frozenset[str], str, str]  # a character, what is set, both colours


def drawn(data: str) -> tuple[dict[tuple[int, int], Cell], tuple[int, int], bool]:
    """Return the cells that `data` draws, where the cursor stands, and whether all is reset."""
    cells: dict[tuple[int, int], Cell] = {}
    x = y = 0
    flags, front, ground = frozenset[str](), "", ""
    for said, kind, line, char in _TOKEN.findall(data):
        if kind == "H":
            y, x = (int(part) - 1 for part in said.split(";"))
        elif kind == "m":
            codes = re.findall(r"[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+", said) or ["0"]
            for code in codes:
                first = int(code.partition(";")[0])
                if first == 0:
                    flags, front, ground = frozenset(), "", ""
                elif first // 10 in (3, 9):
                    front = code
                elif first // 10 in (4, 10):
                    ground = code
                else:
                    flags |= {code}
        elif line:
            x, y = (0, y) if line == "\r" else (x, y + 1)
        elif char:
            cells[x, y] = char, flags, front, ground
            x += 1
    return cells, (x, y), not (flags or front or ground)


STYLES = (
    *("bold #d8d5cf on #1b1e23", "#d8d5cf on #1b1e23", "dim #828281 on #1b1e23", "reverse red"),
    *("underline blue on default", "strike italic on #ffffff", "color(7) on color(200)", ""),
    *("bold underline2 overline", "bright_white on bright_black", "#828281 on #23272e"),
)


@pytest.mark.parametrize("seed", range(40))
def test_any_runs_of_cells_look_the_same(seed: int) -> None:
    chance, console = random.Random(seed), Console(color_system="truecolor", force_terminal=True)
    parts: list[str] = []
    for _ in range(60):
        style = Style.parse(chance.choice(STYLES))
        text = chance.choice(("", " ", "word", "a longer text", "雨"))
        rendered = Strip.render_style(style, text, console._color_system)  # type: ignore[arg-type]
        move = f"\x1b[{chance.randint(1, 9)};{chance.randint(1, 30)}H"
        parts += [chance.choice(("", move, f"{move}\r\n", f"\r\n{move}")), rendered]
    data = "".join(parts)
    assert drawn(spared(data)) == drawn(data)
    assert drawn(spared(data))[2], "nothing is left behind for what is written next"
    assert len(spared(data)) < len(data)


@pytest.mark.parametrize("data", ["", "plain", "\x1b[?25l", "\x1b[1;1H", "\x1b]22;default\x07"])
def test_what_has_no_style_is_written_as_it_is(data: str) -> None:
    assert spared(data) == data


@pytest.mark.parametrize("data", ["\x1b[1mbold", "\x1b[1mbold\x1b[31mred\x1b[0m"])
def test_styles_that_pile_up_are_left_alone(data: str) -> None:
    assert spared(data) == data


async def test_a_whole_screen_takes_fewer_bytes(make_app: Callable[..., NewsApp]) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        update = app.screen._compositor.render_update(full=True)
        assert isinstance(update, CompositorUpdate)
        data = update.render_segments(app.console)
    assert drawn(spared(data)) == drawn(data)
    assert len(spared(data)) < 0.8 * len(data)
