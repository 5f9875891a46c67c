"""Read off a pseudo-terminal: nothing from outside acts on it, and it is given back."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.hostile.sequences import SEQUENCES
from tests.terminal.console import Console
from tests.terminal.outrun import FIRST, SECOND
from tests.terminal.picture import picture
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tuinews.ui.themes import OWN

ROOT = Path(__file__).parents[2]
UNGATED = ["-m", "tests.terminal.ungated"]
APP = ["-m", "tuinews"]
SCREEN = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}

#: What is looked at, and the keys that lead there and back.
WIDGETS = {
    "list": b"jjj",
    "list, its end": b"G",
    "article": b"g\r",
    "article, its end": b"G",
    "x-ray": b"X",
    "x-ray, back": b"X",
    "links": b";",
    "links, back": b"\x1b",
    "related": b"\t",
    "comparison": b"c",
    "comparison, back": b"q",
    "tags": b"T",
    "tags, back": b"\x1b",
    "search": b"/storm",
    "search, done": b"\r",
    "filter": b"f",
    "filter, back": b"\x1b",
    "themes": b"t",
    "themes, back": b"\x1b",
    "help": b"?",
    "help, back": b"\x1b",
    "commands": b"\x10",
    "commands, back": b"\x1b",
    "star": b"s",
    "undo": b"u",
    "copy": b"y",
    "save": b"e",
    "browser": b"o",
    "feed": b"E",
    "feed, back": b"\x1b",
    "subscribe": b"a",
    "subscribe, back": b"\x1b",
    "sources": b"\x1b\x1bhh",
    "sources, down": b"jjjjjj",
    "sources, end": b"G",
}


@pytest.fixture
def raw_library() -> None:
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    subprocess.run([sys.executable, *UNGATED, "fill"], check=True, env=env, cwd=ROOT)


def acting(written: bytes) -> list[str]:
    """Return the sequences of ours that reached the terminal."""
    found = []
    for name, made in SEQUENCES.items():
        raw = made.encode()
        begun = raw.removesuffix(b"\x1b\\").replace(b"\x07", b"")  # which act without their end
        if b"Q" + raw + b"Q" in written or (len(begun) > 1 and b"Q" + begun in written):
            found.append(name)
    if b"pwned\x07" in written or re.search(rb"\xc2[\x80-\x9f]", written):
        found.append("a control of one byte")
    return found


@pytest.mark.usefixtures("raw_library")
def test_nothing_that_the_library_holds_acts_on_the_terminal(
    figure: Callable[[str, object], None],
) -> None:
    screen = Console(UNGATED, SCREEN, 160, 70)
    assert screen.until(b"storm"), screen.written[-2000:]
    screen.settle()
    through: dict[str, list[str]] = {}
    drawn = 0
    for name, keys in WIDGETS.items():
        written = screen.type(keys, 0.2)
        drawn += bool(written)
        if bad := acting(written):
            through[name] = bad
    seen = len(screen.written)
    screen.type(b"\x11")
    assert screen.end() == 0, screen.written[-2000:]
    assert through == {}
    assert acting(screen.written) == []
    assert drawn > len(WIDGETS) * 0.8
    assert screen.written.count(b"QQ") > 30  # what is harmless of it is shown
    figure(
        "sequences on a terminal",
        f"0 of {len(SEQUENCES)} through, {len(WIDGETS)} views, {seen >> 10} KiB read",
    )


MODES = re.compile(rb"\x1b\[\?(\d+)([hl])")
ARTICLE = '{"id": "%d", "headline": "Storm %d shuts the port", "body": "It is so. %s"}\n'
SIZES = [(1, 1), (2, 2), (4, 3), (1, 50), (200, 1), (20, 5), (24, 6), (39, 10), (500, 200), (0, 0)]


@pytest.fixture
def filled(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text("".join(ARTICLE % (n, n, f"word{n} " * 300) for n in range(30)))
    subprocess.run([sys.executable, *APP, "import", str(lines)], check=True, capture_output=True)


def opened(
    env: dict[str, str] | None = None,
    width: int = 100,
    height: int = 30,
    command: Sequence[str] = APP,
) -> Console:
    screen = Console(command, {**SCREEN, **(env or {})}, width, height)
    assert screen.until(b"shuts the port"), screen.written[-2000:]
    return screen


def left_on(written: bytes) -> set[bytes]:
    """Return the modes of the terminal that were switched on, and not off again."""
    last = dict(MODES.findall(written))
    on = {mode for mode, sign in last.items() if sign == b"h"} - {b"25", b"7"}
    return on | {mode for mode, sign in last.items() if sign == b"l" and mode == b"25"}


def whole_picture(screen: Console, width: int, height: int) -> list[str]:
    """Give the terminal this size; return what it shows then, read to the last line."""
    before = len(screen.written)
    screen.resize(width, height)
    return drawn_since(screen, before, width, height)


def drawn_since(screen: Console, before: int, width: int, height: int) -> list[str]:
    """Read on until what was written from byte `before` on fills a screen of this size."""
    shown = [""]
    while not (shown[-1].endswith("? help") and "unread" in shown[0]):
        assert screen.more(), "\n".join(shown)
        screen.settle(0.1)
        shown = picture(screen.written[before:], width, height)
    screen.settle()
    return picture(screen.written[before:], width, height)


@pytest.mark.usefixtures("filled")
def test_the_app_lives_through_any_size_and_a_storm_of_sizes() -> None:
    screen = opened()
    screen.settle()
    for width, height in SIZES:
        screen.resize(width, height)
        for key in (b"j", b"\r", b"\x1b"):
            screen.type(key, 0.1, answer=0.1)
    for number in range(300):
        screen.resize(1 + number * 37 % 250, 1 + number * 11 % 90)
    stormed = whole_picture(screen, 101, 31)
    whole_picture(screen, 130, 24)
    assert stormed == whole_picture(screen, 101, 31)
    assert len([line for line in stormed if "Storm" in line]) > 5
    screen.type(b"\x11")
    assert screen.end() == 0, screen.written[-2000:]
    assert not left_on(screen.written)


@pytest.mark.usefixtures("filled")
def test_a_size_that_is_told_too_late_does_not_stay() -> None:
    screen = opened(command=["-m", "tests.terminal.outrun"])
    screen.settle()
    before = len(screen.written)
    screen.resize(*FIRST)
    overtaken = drawn_since(screen, before, *SECOND)
    whole_picture(screen, 130, 24)
    assert overtaken == whole_picture(screen, *SECOND)
    screen.type(b"\x11")
    assert screen.end() == 0, screen.written[-2000:]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "env",
    [
        {"NO_COLOR": "1"},
        {"TERM": "vt100"},
        {"TERM": "no-such-terminal"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "xx_YY.UTF-8", "TZ": "Nowhere/Bogus"},
    ],
    ids=lambda env: " ".join(f"{name}={value}" for name, value in env.items()),
)
def test_the_app_runs_in_odd_surroundings(env: dict[str, str]) -> None:
    screen = opened(env)
    screen.type(b"\r")
    screen.type(b"\x11")
    assert screen.end() == 0, screen.written[-2000:]
    assert not left_on(screen.written)
    if "NO_COLOR" in env:
        assert not re.search(rb"\x1b\[(?:\d+;)*[34]8;", screen.written)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("theme", ["tuinews-light", "nord"])
def test_a_theme_is_taken_from_the_surroundings(theme: str) -> None:
    screen = opened({"TEXTUAL_THEME": theme, "COLORTERM": "truecolor"})
    surface = next(one for one in (*OWN, *BUILTIN_THEMES.values()) if one.name == theme).surface
    assert surface
    red, green, blue = Color.parse(surface).rgb
    screen.settle()
    assert f"48;2;{red};{green};{blue}".encode() in screen.written
    screen.type(b"\x11")
    assert screen.end() == 0


@pytest.mark.usefixtures("filled")
def test_what_a_kill_leaves_behind_reset_terminal_mends() -> None:
    screen = opened()
    screen.settle()
    os.kill(screen.child, signal.SIGKILL)
    assert screen.end() == -signal.SIGKILL
    left = left_on(screen.written)
    assert left >= {b"1049", b"25"}
    mend = Console([*APP, "--reset-terminal"], SCREEN)
    assert mend.end() == 0
    assert not left_on(screen.written + mend.written)
    assert b"\x1b[0m" in mend.written


@pytest.mark.usefixtures("filled")
def test_stopped_it_gives_the_terminal_back_and_comes_again() -> None:
    screen = opened()
    screen.settle()
    os.kill(screen.child, signal.SIGTSTP)
    screen.settle()
    assert os.waitpid(screen.child, os.WUNTRACED)[1] & 0xFF == 0x7F
    assert not left_on(screen.written)
    before = len(screen.written)
    os.kill(screen.child, signal.SIGCONT)
    assert screen.until(b"Storm", before)
    screen.settle()
    os.kill(screen.child, signal.SIGSTOP)  # which nobody is told of
    assert os.waitpid(screen.child, os.WUNTRACED)[1] & 0xFF == 0x7F
    before = len(screen.written)
    os.kill(screen.child, signal.SIGCONT)
    assert screen.until(b"Storm", before)
    screen.type(b"\x11")
    assert termios.tcgetattr(screen.handle)[3] & termios.ECHO
    assert screen.end() == 0
