"""The command as a process of its own: pipes, closed streams, terminals, bare environments."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

TUINEWS = [sys.executable, "-m", "tuinews"]


def process(
    *words: str, env: dict[str, str] | None = None, shell: str = "", **more: object
) -> subprocess.CompletedProcess[str]:
    """Run `tuinews` with its own interpreter; `shell` is what follows the words in sh."""
    found = {**os.environ, **(env or {})}
    argv = [*TUINEWS, *words]
    if shell:
        argv = ["sh", "-c", f'"$@" {shell}', "sh", *argv]
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        argv, env=found, capture_output=True, text=True, timeout=60, check=False, **more
    )


def on_a_terminal(
    *words: str,
    env: dict[str, str] | None = None,
    command: list[str] = TUINEWS,
    keys: dict[bytes, bytes] | None = None,
) -> tuple[int, bytes]:
    """Run `tuinews` on a terminal of its own; returns its code and all it wrote there.

    `keys` are typed: each once, when what stands before it was written.
    """
    child, handle = pty.fork()
    if not child:
        os.environ.update(env or {})
        os.execv(sys.executable, [*command, *words])
    written = b""
    waiting = dict(keys or {})
    while select.select([handle], [], [], 60)[0]:
        try:
            piece = os.read(handle, 65536)
        except OSError:  # the terminal's other end is closed: the process has ended
            break
        if not piece:
            break
        written += piece
        for seen in [seen for seen in waiting if seen in written]:
            os.write(handle, waiting.pop(seen))
    os.close(handle)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), written


@pytest.fixture
def filled(lines: Path) -> None:
    assert process("import", str(lines)).returncode == 0


@pytest.mark.usefixtures("filled")
def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    ran = process("list", "--json", shell="| head -1")
    assert ran.stdout.count("\n") == 1
    assert ran.stderr == ""


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("word", ["list", "--help"])
def test_a_full_disk_behind_the_output_is_told(word: str) -> None:
    buffered = {"PYTHONUNBUFFERED": ""}  # else argparse swallows the error
    ran = process(word, shell="> /dev/full", env=buffered)
    assert ran.returncode == 1
    assert ran.stderr == "tuinews: cannot write the output: No space left on device\n"


@pytest.mark.usefixtures("filled")
def test_a_closed_output_is_told() -> None:
    ran = process("list", shell=">&-")
    assert ran.returncode == 1
    assert ran.stderr == "tuinews: standard output is closed\n"


@pytest.mark.parametrize("setting", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}])
def test_any_encoding_of_the_output_will_do(tmp_path: Path, setting: dict[str, str]) -> None:
    capture = tmp_path / "a.jsonl"
    capture.write_text('{"id": "a", "headline": "東京 — “quoted”", "body": "Größe"}\n')
    environment = {**setting, "PYTHONUTF8": "0"}
    assert process("import", str(capture), env=environment).returncode == 0
    ran = process("list", env=environment)
    assert (ran.returncode, ran.stderr) == (0, "")
    ran = process("list", "--json", env=environment)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("stdin", ["< /dev/null", "<&-"])
def test_the_app_needs_a_terminal(stdin: str) -> None:
    ran = process(shell=stdin)
    assert ran.returncode == 2
    assert ran.stderr.startswith("tuinews: the app needs a terminal")
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_gets_one_line(term: str) -> None:
    code, written = on_a_terminal(env={"TERM": term})
    assert code == 2
    assert written.count(b"\n") == 1
    assert b"cannot show the app" in written
    assert b"\x1b" not in written


def test_a_data_folder_that_cannot_be_is_named(lines: Path) -> None:
    ran = process("import", str(lines), env={"TUINEWS_DATA_DIR": "/dev/null/x"})
    assert ran.returncode == 1
    assert "/dev/null/x" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_cache_folder_that_cannot_be_is_named_and_done_without(lines: Path) -> None:
    ran = process("import", str(lines), env={"TUINEWS_CACHE_DIR": "/dev/null/x"})
    assert ran.returncode == 0
    assert ran.stderr.count("/dev/null/x") == 1


@pytest.mark.usefixtures("filled")
def test_a_terminal_gets_columns_that_fit() -> None:
    code, written = on_a_terminal("list", env={"COLUMNS": "60", "TERM": "xterm"})
    lines = written.decode().splitlines()
    assert code == 0
    assert [len(line) <= 60 for line in lines] == [True] * 3
    assert lines[0].startswith("aa22")
    assert "●" in lines[0]
    assert "\x1b" not in written.decode()


@pytest.mark.usefixtures("filled")
def test_a_long_article_goes_through_the_pager(tmp_path: Path) -> None:
    pager = tmp_path / "my pager"
    pager.write_text("#!/bin/sh\nsed 's/^/paged: /'\n")
    pager.chmod(0o755)
    env = {"PAGER": f"'{pager}'", "LINES": "5", "COLUMNS": "40", "TERM": "xterm"}
    code, written = on_a_terminal("show", "aa11", env=env)
    assert code == 0
    assert b"paged: Storm shuts the port" in written


@pytest.mark.usefixtures("filled")
def test_without_a_pager_the_article_is_printed() -> None:
    env = {"PAGER": "no-such-program", "LINES": "5", "TERM": "xterm"}
    code, written = on_a_terminal("show", "aa11", env=env)
    assert code == 0
    assert b"Seventeen ships" in written


SCREEN = {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}


@pytest.mark.usefixtures("filled")
def test_the_app_opens_on_the_articles_and_gives_the_terminal_back() -> None:
    code, written = on_a_terminal(env=SCREEN, keys={b"Port stays shut": b"\x11"})
    assert code == 0
    assert b"Plum dumplings" in written
    assert written.rindex(b"\x1b[?1049l") > written.rindex(b"\x1b[?1049h")
    assert b"\x1b[?25h" in written


@pytest.mark.usefixtures("filled")
def test_the_next_start_has_headlines_before_textual_and_loses_no_key() -> None:
    on_a_terminal(env=SCREEN, keys={b"Port stays shut": b"\x11"})
    code, written = on_a_terminal(env=SCREEN, keys={b"Port stays shut": b"\x11"})
    assert code == 0
    assert written.index(b"Port stays shut") < written.index(b"\x1b[?1000h")
    assert (written.count(b"\x1b[?1049h"), written.count(b"\x1b[?1049l")) == (1, 1)


@pytest.mark.usefixtures("filled")
def test_a_smaller_terminal_is_not_painted_as_the_larger_one_was() -> None:
    on_a_terminal(env=SCREEN, keys={b"Port stays shut": b"\x11"})
    _, written = on_a_terminal(
        env={**SCREEN, "COLUMNS": "60", "LINES": "20"}, keys={b"Port stays shut": b"\x11"}
    )
    assert written.index(b"Port stays shut") > written.index(b"\x1b[?1000h")


FAULTY = """
import sys
from tuinews.cli import main
from tuinews.ui.tasks.marking import Marking
def broken(self):
    secret = "hunter2"
    raise ZeroDivisionError(len(secret))
Marking.star = broken
sys.exit(main([]))
"""


@pytest.mark.usefixtures("filled")
def test_a_fault_in_the_app_is_one_line_and_a_log(places_of_its_own: Path) -> None:
    code, written = on_a_terminal(
        env=SCREEN, command=[sys.executable, "-c", FAULTY], keys={b"Port stays shut": b"s"}
    )
    assert code == 70
    after = written[written.rindex(b"\x1b[?1049l") :]
    assert b"a fault in tuinews (ZeroDivisionError)" in after
    assert b"Traceback" not in written
    assert b"hunter2" not in written
    (log,) = (places_of_its_own / "state").glob("crash-*.log")
    assert "hunter2" not in log.read_text()


SIGNALLED = """
import os, sys
from tuinews.cli import main
from tuinews.ui.app import NewsApp
from tuinews.ui.tasks.marking import Marking
place, number, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
def told(self):
    for _ in range(times):
        os.kill(os.getpid(), number)
setattr(NewsApp if place == "on_load" else Marking, place, told)
sys.exit(main([]))
"""


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("number", ["TERM", "HUP", "INT", "QUIT", "USR1"])
@pytest.mark.parametrize(("place", "times"), [("star", 3), ("on_load", 1)])
def test_a_signal_at_any_time_gives_the_terminal_back(place: str, times: int, number: str) -> None:
    which = signal.Signals[f"SIG{number}"].value
    code, written = on_a_terminal(
        place,
        str(which),
        str(times),
        env=SCREEN,
        command=[sys.executable, "-c", SIGNALLED],
        keys={b"Port stays shut": b"s"},
    )
    assert code == 128 + which
    assert b"Traceback" not in written
    for mode in (b"1049", b"1000", b"1003", b"1006", b"1004", b"2004"):
        on, off = b"\x1b[?%sh" % mode, b"\x1b[?%sl" % mode
        assert written.rfind(off) >= written.rfind(on)
    assert written.rfind(b"\x1b[?25h") >= written.rfind(b"\x1b[?25l")


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ('theme = "nrod"', "line 1: `ui.theme` is no theme; did you mean `nord`?"),
        ('[keys]\nstarr = "s"', "line 2: `keys.starr` is no action; did you mean `star`?"),
    ],
)
def test_a_setting_that_only_the_app_knows_is_checked(
    places_of_its_own: Path, setting: str, told: str
) -> None:
    config = places_of_its_own / "config" / "config.toml"
    config.parent.mkdir()
    config.write_text(setting)
    code, written = on_a_terminal(env=SCREEN)
    assert code == 2
    assert told in written.decode()
    assert b"\x1b[?1049h" not in written


def test_ctrl_c_ends_an_import_with_130_and_keeps_what_was_told(tmp_path: Path) -> None:
    first = '{"id": "a", "headline": "First", "body": "Text."}\n'
    child = subprocess.Popen(
        [*TUINEWS, "import", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # where the tests run in a shell's background, Ctrl+C is ignored, and children inherit that
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert child.stdin is not None
    assert child.stderr is not None
    child.stdin.write(first.encode())
    child.stdin.flush()
    _until_reading(child.pid)
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=60)
    assert child.returncode == 130
    assert b"the same command goes on from there" in told
    assert '"First"' in process("list", "--json").stdout


def _until_reading(pid: int) -> None:
    """Wait until the process sleeps in a read of its standard input."""
    waiting = Path(f"/proc/{pid}/wchan")
    for _ in range(600):
        if "pipe" in waiting.read_text():
            return
        select.select([], [], [], 0.05)
    pytest.fail("the import never read its standard input")
