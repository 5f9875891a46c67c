"""Help, versions, settings, samples, the doctor, and how every error ends."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tuinews import __version__
from tuinews.cli.parser import COMMANDS
from tuinews.paths import places

Run = Callable[..., Any]


def test_version_is_one_line(run: Run) -> None:
    ran = run("--version")
    assert (ran.code, ran.out) == (0, f"tuinews {__version__}\n")


def test_help_names_every_command_and_the_exit_codes(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", ran.out, re.M)
    assert "3 partly failed" in ran.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"usage: tuinews {name}")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["lst"], "unknown command 'lst'; did you mean `tuinews list`?"),
        ([""], "unknown command ''"),
        (["-"], "`tuinews import -` reads standard input"),
        (["--no-such"], "unknown option '--no-such'"),
        (["--limit", "-1"], "unknown option '--limit'; the options of a command stand after it"),
        (["list", "--no-such"], "unrecognized arguments: --no-such"),
        (["list", "--limit", "0"], "must be a whole number from 1 to"),
        (["list", "--limit", "NaN"], "must be a whole number from 1 to"),
        (["list", "--limit", "9" * 30], "must be a whole number from 1 to"),
        (["list", "--format", "{0.__class__}"], "--format"),
        (["\x1b]52;c;eA==\x07"], r"unknown command '\x1b]52;c;eA==\x07'"),
        (["\udcff"], "unknown command"),
        (["a" * 100_000], "too long"),
        (["import"], "required: PATH"),
        (["related"], "which article?"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_code_2(run: Run, words: list[str], told: str) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert told in ran.err
    assert ran.err.count("\n") == 1
    assert ran.err.rstrip("\n").isprintable()


def test_the_app_without_a_terminal_says_what_to_do(run: Run) -> None:
    for words in ([], ["--"]):
        ran = run(*words)
        assert ran.code == 2
        assert "needs a terminal; `tuinews list`" in ran.err


# --- settings -----------------------------------------------------------------------------


def test_a_rule_that_cannot_be_searched_for_is_refused_at_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[ui]\n[[rules]]\nquery = "is:foo"\naction = "hide"\n')
    ran = run("--config", file, "list")
    assert ran.code == 2
    assert f"{file}, line 2: rule 1 cannot search for `is:foo`" in ran.err


def test_config_prints_path_defaults_and_settings(run: Run, places_of_its_own: Path) -> None:
    file = places_of_its_own / "config" / "config.toml"
    assert run("config", "--path").out == f"{file}\n"
    assert "# refresh_minutes = 30" in run("config", "--default").out
    assert "ui.width = 72\n" in run("config").out
    assert "ui.ascii = false\nui.width" in run("config").out
    assert run("config", "--json").records[0]["ui"]["mouse"] is True


def test_config_creates_a_file_once(run: Run, places_of_its_own: Path) -> None:
    assert run("config", "--create").code == 0
    assert "# width = 72" in (places_of_its_own / "config" / "config.toml").read_text()
    again = run("config", "--create")
    assert again.code == 2
    assert "there already" in again.err


def test_a_wrong_setting_ends_with_code_2_and_its_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("\nwidht = 80\n")
    ran = run("--config", file, "list")
    assert ran.code == 2
    assert ran.err == (f"tuinews: {file}, line 2: unknown setting `widht`; did you mean `width`?\n")


def test_a_store_of_its_own_can_be_named(run: Run, tmp_path: Path, lines: Path) -> None:
    assert run("--store", tmp_path / "shelf", "import", lines).code == 0
    assert (tmp_path / "shelf" / "articles").is_dir()
    assert run("list").out == ""
    assert len(run("--store", tmp_path / "shelf", "list", "--json").records) == 3


@pytest.mark.parametrize(
    "words", [["list"], ["search", "x"], ["feeds"], ["export"], ["doctor"], ["refresh"]]
)
def test_a_store_that_is_not_there_is_said_by_who_reads(
    run: Run, tmp_path: Path, words: list[str]
) -> None:
    ran = run("--store", tmp_path / "typo", *words)
    said = f"tuinews: There is no library in {tmp_path / 'typo'}; `import` and `add` make one.\n"
    assert (ran.code, ran.out, ran.err) == (1, "", said)
    assert not (tmp_path / "typo").exists()
    ran = run(*words)
    assert ran.code == 0  # the library of somebody new is not there either
    assert "no library" not in ran.err


def test_a_file_in_place_of_the_store_stays_as_it_is(run: Run, tmp_path: Path, lines: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    for words in (["list"], ["import", lines]):
        ran = run("--store", file, *words)
        assert ran.code in (0, 1)
        assert file.read_text() == "mine"


# --- samples, doctor, terminal ------------------------------------------------------------


def test_samples_are_put_away_and_come_back(run: Run, places_of_its_own: Path) -> None:
    assert "shown" in run("samples").out
    assert run("samples", "--hide", "--json").records[0]["shown"] is False
    assert "put away" in run("samples").out
    assert run("samples", "--show", "--json").records[0]["shown"] is True
    assert run("samples", "--remove").code == 0
    assert not (places_of_its_own / "data" / "samples").exists()


def test_doctor_finds_all_well(shelf: Run) -> None:
    ran = shelf("doctor")
    assert ran.code == 0
    assert ran.out.startswith("3 articles in 2 files (")
    assert ran.out.endswith("all is well\n")


def test_doctor_makes_a_missing_index_again(shelf: Run, places_of_its_own: Path) -> None:
    for file in (places_of_its_own / "cache").glob("index*"):
        file.unlink()
    ran = shelf("doctor", "--json")
    assert ran.code == 0
    (report,) = ran.records
    assert report["articles"] == 3
    assert len(report["mended"]) == 2
    assert len(shelf("list", "--json").records) == 3


def test_a_thorough_doctor_compares_the_articles_with_the_index(
    shelf: Run, places_of_its_own: Path
) -> None:
    assert shelf("doctor", "--thorough").code == 0
    with sqlite3.connect(places_of_its_own / "cache" / "index.sqlite3") as index:
        index.execute("delete from articles where id like 'aa11%'")
    index.close()
    assert shelf("doctor", "--check").code == 0
    ran = shelf("doctor", "--check", "--thorough")
    assert ran.code == 1
    assert "the index does not hold what is in articles/2021/" in ran.err
    assert "indexed again: 2 files" in shelf("doctor", "--thorough").out
    assert "Storm shuts the port" in shelf("list").out


def test_doctor_names_a_journal_that_is_refused(shelf: Run, places_of_its_own: Path) -> None:
    journal = places_of_its_own / "data" / "state" / "journal.jsonl"
    journal.parent.mkdir(exist_ok=True)
    journal.unlink(missing_ok=True)
    journal.mkdir()
    ran = shelf("doctor")
    assert ran.code == 1
    assert f"{journal} is a folder" in ran.err
    assert "all is well" not in ran.out


def test_doctor_names_a_damaged_file_and_ends_with_1(shelf: Run, places_of_its_own: Path) -> None:
    file = next((places_of_its_own / "data" / "articles").rglob("*-18.json"))
    file.write_text("{torn")
    ran = shelf("doctor")
    assert file.name in ran.out + ran.err
    assert ran.code == 1 or "kept aside" in ran.out + ran.err


def test_the_terminal_is_given_back(run: Run) -> None:
    ran = run("--reset-terminal")
    assert ran.code == 0
    for sequence in ("\x1b[?1049l", "\x1b[?1003l", "\x1b[?2004l", "\x1b[?25h"):
        assert sequence in ran.out


# --- errors -------------------------------------------------------------------------------


def test_a_fault_of_ours_is_one_line_and_a_log(
    run: Run, monkeypatch: pytest.MonkeyPatch, places_of_its_own: Path
) -> None:
    def broken(*_: object) -> int:
        secret = "hunter2"
        try:
            return {"": 0}[f"http://u:{secret}@a.example/\x1b[2J"]
        except KeyError as error:
            raise ZeroDivisionError(f"no {secret}") from error

    monkeypatch.setattr("tuinews.cli.reading.run_list", broken)
    ran = run("list")
    assert ran.code == 70
    (log,) = (places_of_its_own / "state").glob("crash-*.log")
    assert ran.err == (
        "tuinews: a fault in tuinews (ZeroDivisionError); nothing that was stored is lost; "
        f"details for a report are in {log}\n"
    )
    written = log.read_text()
    assert written.index("KeyError") < written.index("ZeroDivisionError")
    assert "in broken" in written
    assert "hunter2" not in written
    assert "\x1b" not in written
    assert log.stat().st_mode & 0o077 == 0


def test_no_control_character_of_an_article_reaches_the_output(run: Run, tmp_path: Path) -> None:
    evil = "Title \x1b]0;owned\x07\x9b2J\u202e end"
    file = tmp_path / "evil\x1b[31m.txt"
    file.write_text(f"{evil}\n\nBody of the story, which goes on for a while {evil}.\n" * 3)
    ran = [run("import", file), run("import", tmp_path / "\x1b[2Jmissing"), run("clean", file)]
    ran += [run("list"), run("list", "--json"), run("export")]
    for one in ran:
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", one.out + one.err)


def test_config_tells_what_only_the_screen_would_refuse(run: Run) -> None:
    path = places().config_file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('[keys]\nnextt = "n"\nstar = "x,blub"\n')
    ran = run("config")
    assert (ran.code, 'nextt = "n"' in ran.out) == (2, True)
    assert "line 2: `keys.nextt` is no action; did you mean `next`?" in ran.err
    assert "line 3: `keys.star` asks for blub, which is no key" in ran.err
    path.write_text('theme = "nordd"\n')
    ran = run("config")
    assert ran.code == 2
    assert "line 1: `ui.theme` is no theme; did you mean `nord`?" in ran.err


def test_a_rule_that_cannot_be_followed_is_named_by_its_line(run: Run) -> None:
    path = places().config_file
    path.parent.mkdir(parents=True, exist_ok=True)
    rule = '[[rules]]\nquery = "storm"\naction = "star"\n\n'
    path.write_text(rule + rule.replace("storm", "storm ("))
    assert "line 5: rule 2 cannot search for `storm (`" in run("refresh").err
    path.write_text(rule + rule + rule.replace('"star"', '"stare"'))
    assert "line 9: rule 3 needs an action" in run("refresh").err
