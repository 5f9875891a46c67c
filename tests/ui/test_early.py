"""The headlines painted before Textual is loaded: the same, in the same place and colours."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from rich.ansi import AnsiDecoder
from rich.console import Console
from rich.style import Style
from tests.ui.conftest import FOLDING, Shelves, article, put, work_done

from tuinews.model import TuinewsError
from tuinews.paths import places
from tuinews.settings import Config, Ui
from tuinews.store.library import Library
from tuinews.store.views import Order
from tuinews.ui import main
from tuinews.ui.app import NewsApp
from tuinews.ui.desk import Desk
from tuinews.ui.memory import Left, Memory, keep
from tuinews.ui.start import early, look, portrait
from tuinews.ui.start.reopening import Opening, opening, restore_view

Make = Callable[..., NewsApp]
Cell = tuple[str, Style]
CONSOLE = Console(color_system="truecolor", force_terminal=True)


@pytest.fixture(autouse=True)
def no_article_opens_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list is looked at before the reader follows its cursor."""
    monkeypatch.setattr(main, "PEEK_AFTER", 3600.0)


def cells(ansi: str) -> list[Cell]:
    """Return what stands in each cell of a line that is written so; wide ones are not known."""
    text = AnsiDecoder().decode_line(ansi)
    return [(char, text.get_style_at_offset(CONSOLE, at)) for at, char in enumerate(text.plain)]


def seen(cell: Cell) -> object:
    """Return what a person sees of a cell: a blank has no colour of its own."""
    char, style = cell
    return (char, style.bgcolor) if char == " " else (char, style.color, style.bgcolor, style.bold)


def drawn(picture: str, size: tuple[int, int]) -> list[list[Cell]]:
    """Return the cells of a screen after `picture`, which places each piece that it writes."""
    columns, rows = size
    screen = [[(" ", Style())] * columns for _ in range(rows)]
    for piece in picture.split("\x1b[")[1:]:
        place, final, text = piece.partition("H")
        if final and place.replace(";", "").isdigit():
            y, x = (int(number) - 1 for number in place.split(";"))
            line = ""
        else:
            line += f"\x1b[{piece}"
        found = cells(line + text) if final and text else (cells(line) if line else [])
        screen[y][x : x + len(found)] = found
    return screen


async def both(app: NewsApp, size: tuple[int, int]) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """Return the list as the app draws it and as it is painted early."""
    async with app.run_test(size=size) as pilot:
        await work_done(app)
        await pilot.pause()
        await pilot.pause()  # what the workers brought is drawn
        known = portrait.look_of(app.main)
        region = app.main.list.region
        strips = app.main._compositor.render_strips()[region.y : region.bottom]
        inside = slice(region.x, region.right - app.main.list.show_vertical_scrollbar)
        by_app = [cells(strip.render(app.console))[inside] for strip in strips]
        desk = Desk(app.main.desk.shelves)
        remembered = app.main.remembered.memory
        restore_view(desk, remembered, fold=app.main.config.ui.fold)
        begun = opening(desk, remembered.left(desk.library.data))
        picture = early.picture(known, desk, begun, app.main.config, app.main.now(), size)
        painted = [row[inside] for row in drawn(picture, size)[region.y : region.bottom]]
    return by_app, painted


@pytest.mark.parametrize("size", [(120, 40), (100, 30), (60, 20), (200, 50), (130, 12)])
async def test_the_list_is_painted_as_the_app_draws_it(
    make_app: Make, size: tuple[int, int], library: Library
) -> None:
    library.mark(["article-2"], read=True)
    library.mark(["article-3", "article-4"], starred=True)
    by_app, painted = await both(make_app(), size)
    assert "".join(char for char, _ in painted[0]).strip()
    for app_line, line in zip(by_app, painted, strict=True):
        assert [seen(cell) for cell in line] == [seen(cell) for cell in app_line]


async def test_a_list_above_the_article_is_painted_there(make_app: Make, library: Library) -> None:
    library.mark(["article-2"], read=True)
    keep(places().state / "screen.json", Memory(list="above"))
    app = make_app()
    by_app, painted = await both(app, (130, 40))
    assert len(by_app[0]) > 100
    for app_line, line in zip(by_app, painted, strict=True):
        assert [seen(cell) for cell in line] == [seen(cell) for cell in app_line]


@pytest.mark.parametrize("order", [Order.OLDEST, Order.PUBLISHER])
async def test_the_order_that_was_chosen_is_painted(make_app: Make, order: Order) -> None:
    keep(places().state / "screen.json", Memory(order=order.value))
    by_app, painted = await both(make_app(FOLDING), (120, 30))
    for app_line, line in zip(by_app, painted, strict=True):
        assert [seen(cell) for cell in line] == [seen(cell) for cell in app_line]


@pytest.mark.parametrize(
    ("size", "row", "above"),
    [((120, 30), 40, 3), ((100, 31), 40, 40), ((60, 9), 2, 60), ((130, 12), 89, 0)],
)
async def test_where_the_reader_left_off_is_painted(
    make_app: Make, library: Library, size: tuple[int, int], row: int, above: int
) -> None:
    put(library, [article(n, f"Harbour news of the day, part {n}") for n in range(7, 90)])
    left = Left(near=(f"article-{row}",), above=above)
    keep(places().state / "screen.json", Memory().leaving(library.data, left))
    by_app, painted = await both(make_app(), size)
    assert any(style.bgcolor != by_app[0][0][1].bgcolor for line in by_app for _, style in line)
    for app_line, line in zip(by_app, painted, strict=True):
        assert [seen(cell) for cell in line] == [seen(cell) for cell in app_line]


async def test_beside_a_scrollbar_there_is_less_room(make_app: Make, library: Library) -> None:
    put(library, [article(n, f"Harbour news of the day, part {n}") for n in range(10, 90)])
    by_app, painted = await both(make_app(), (120, 30))
    for app_line, line in zip(by_app, painted, strict=True):
        assert [seen(cell) for cell in line] == [seen(cell) for cell in app_line]


@pytest.mark.parametrize("theme", ["tuinews-light", "nord"])
async def test_every_theme_has_its_colours(make_app: Make, theme: str) -> None:
    config = replace(Config(), ui=replace(Ui(), theme=theme))
    by_app, painted = await both(make_app(config=config), (120, 20))
    for app_line, line in zip(by_app, painted, strict=True):
        assert [seen(cell) for cell in line] == [seen(cell) for cell in app_line]


@pytest.fixture
def known() -> look.Look:
    """A look of a small screen."""
    styles = dict.fromkeys(portrait._NAMES, "\x1b[1m")
    return look.Look(("\x1b[44m          \x1b[0m",) * 4, 0, 1, 10, 3, 2, styles, styles)


def test_a_look_is_kept_for_what_it_depends_on(tmp_path: Path, known: look.Look) -> None:
    file = tmp_path / "cache" / "looks"
    wanted = look.key((80, 24), Ui(), {"TERM": "xterm"})
    look.keep(file, wanted, known)
    assert look.recall(file, wanted) == known
    for other in (
        look.key((81, 24), Ui(), {"TERM": "xterm"}),
        look.key((80, 24), Ui(theme="nord"), {"TERM": "xterm"}),
        look.key((80, 24), Ui(ascii=True), {"TERM": "xterm"}),
        look.key((80, 24), Ui(), {"TERM": "xterm", "NO_COLOR": "1"}),
        look.key((80, 24), Ui(), {"TERM": "xterm", "TEXTUAL_THEME": "nord"}),
    ):
        assert look.recall(file, other) is None


def test_only_the_last_looks_are_kept(tmp_path: Path, known: look.Look) -> None:
    for number in range(look.KEPT + 3):
        look.keep(tmp_path / "looks", str(number), known)
    assert look.recall(tmp_path / "looks", "2") is None
    assert look.recall(tmp_path / "looks", "3") == known


@pytest.mark.parametrize("text", ["", "null", "[]", '{"k": {}}', "{" * 5000, '{"k": "\x1b[2J"}'])
def test_a_damaged_file_of_looks_is_no_look(tmp_path: Path, text: str) -> None:
    file = tmp_path / "looks"
    file.write_text(text)
    assert look.recall(file, "k") is None


@pytest.mark.parametrize("text", ["\x1b]52;c;x\x07", "\x1b[2J", "words", "\x1b[1;1H", "\x9b31m"])
def test_a_look_can_do_nothing_but_colour_blanks(
    tmp_path: Path, known: look.Look, text: str
) -> None:
    file = tmp_path / "looks"
    look.keep(file, "k", replace(known, blank=(text,) * 4))
    assert look.recall(file, "k") is None


async def test_the_app_keeps_its_look_when_it_is_left(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "q")
    kept = look.file(places()).read_text()
    assert '"blank"' in kept
    assert "NATO" not in kept


def test_without_a_look_nothing_is_painted(library: Library, now: Callable[[], datetime]) -> None:
    assert early.paint(Desk(Shelves(library)), Config(), places(), now()) == ""


def test_an_index_that_cannot_be_asked_is_left_to_the_app(
    library: Library,
    now: Callable[[], datetime],
    known: look.Look,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise TuinewsError("busy")

    desk = Desk(Shelves(library))
    look.keep(look.file(places()), early.look_key(Config(), Memory()), known)
    monkeypatch.setattr(desk, "folds", fails)
    assert early.paint(desk, Config(), places(), now()) == ""


def test_an_empty_shelf_is_left_to_the_app(
    tmp_path: Path, now: Callable[[], datetime], known: look.Look
) -> None:
    empty = Library(tmp_path / "none", tmp_path / "none-cache", now=now)
    assert early.picture(known, Desk(Shelves(empty)), Opening(), Config(), now(), (10, 4)) == ""
    empty.close()


_HOLDING = """
import os, signal, sys
from tuinews.ui.start import early
with early.painted("painted"):
    {}
print("after")
"""


def all_of(handle: int) -> bytes:
    """Return all that was written to a terminal which nobody has open any more."""
    written = b""
    with suppress(OSError):
        while piece := os.read(handle, 65536):
            written += piece
    return written


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("os.kill(os.getpid(), signal.SIGTERM)", -signal.SIGTERM),
        ("os.kill(os.getpid(), signal.SIGHUP)", -signal.SIGHUP),
        ("raise SystemExit(3)", 3),
        ("pass", 0),
    ],
)
def test_the_terminal_is_given_back_whatever_comes(inside: str, code: int) -> None:
    handle, terminal = pty.openpty()
    before = termios.tcgetattr(terminal)
    ran = subprocess.run(
        [sys.executable, "-c", _HOLDING.format(inside)],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        timeout=60,
        check=False,
    )
    assert ran.returncode == code
    assert termios.tcgetattr(terminal) == before
    os.close(terminal)
    written = all_of(handle)
    assert b"\x1b[?1049h\x1b[?25lpainted" in written
    assert b"\x1b[?1049l\x1b[?25h" in written
    os.close(handle)


def test_what_the_app_has_taken_it_gives_back_itself(capfd: pytest.CaptureFixture[str]) -> None:
    with early.painted("painted") as held:
        assert held is None  # no terminal here: nothing is painted
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("columns", ["", "100", "0", "wide", "-3"])
def test_the_size_is_the_one_that_textual_takes(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", "30")
    assert early.size() == tuple(shutil.get_terminal_size())
