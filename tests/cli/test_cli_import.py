"""`tuinews import`, `clean` and `export`: in, out and back in."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tuinews.store.library import Library

Run = Callable[..., Any]

CAPTURE = """\
Subscribe now for 1 crown a week

Night trains return to the coast

By Jo Brandt
Published 20 October 2021

PORT ANSEL (Meridian) - The night train to the coast will run again from December, \
eleven years after the last one, the railway said on Wednesday.

"We sold the beds in 2010 and have missed them ever since," said its head, Bettina Roos.

ADVERTISEMENT
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    captures = tmp_path / "captures"
    captures.mkdir()
    (captures / "train.txt").write_text(CAPTURE)
    return captures


def piped(content: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedReader(io.BytesIO(content.encode())))


def test_import_tells_each_article_and_a_summary(run: Run, folder: Path) -> None:
    ran = run("import", folder)
    assert ran.code == 0
    assert re.fullmatch(
        r"new\t\w+\tNight trains return to the coast \(Meridian\)\n1 new\n",
        ran.out,
    )


def test_import_again_adds_nothing(run: Run, folder: Path) -> None:
    run("import", folder)
    ran = run("import", folder / "train.txt", folder)
    assert ran.code == 0
    assert ran.out.endswith("0 new, 2 there already\n")
    assert len(run("list", "--json").records) == 1


def test_what_cannot_be_read_is_named_with_the_reason(run: Run, folder: Path) -> None:
    (folder / "empty.txt").touch()
    ran = run("import", folder, folder / "missing.txt")
    assert ran.code == 3
    assert ran.err == (
        f"tuinews: {folder}/empty.txt: nothing to read\n"
        f"tuinews: {folder}/missing.txt: no such file\n"
    )
    assert ran.out.endswith("1 new, 2 not read\n")


@pytest.mark.parametrize("name", ["missing.txt", "/dev/zero"])
def test_nothing_read_at_all_ends_with_1(run: Run, name: str) -> None:
    ran = run("import", name)
    assert ran.code == 1
    assert name in ran.err


def test_an_empty_folder_is_told(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = run("import", empty)
    assert ran.code == 1
    assert "nothing to import" in ran.err


def test_import_as_json_has_a_line_for_each_input_and_the_sums(run: Run, folder: Path) -> None:
    (folder / "empty.txt").touch()
    failed, new, sums = run("import", folder, "--json").records
    assert failed["outcome"] == "failed"
    assert failed["error"] == "nothing to read"
    assert (new["outcome"], new["headline"]) == ("new", "Night trains return to the coast")
    assert sums == {"new": 1, "updated": 0, "same": 0, "failed": 1}


def test_quiet_prints_failures_alone(run: Run, folder: Path) -> None:
    ran = run("import", "--quiet", folder)
    assert (ran.out, ran.err) == ("", "")


def test_import_reads_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", piped(CAPTURE))
    ran = run("import", "-")
    assert ran.code == 0
    assert "Night trains return" in ran.out


def test_ctrl_c_says_how_far_it_came(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tuinews import ingest

    whole = ingest.gather

    def interrupted(paths: list[Path]) -> Any:
        if paths[0].name == "b.txt":
            raise KeyboardInterrupt
        yield from whole(paths)

    (folder / "b.txt").write_text(CAPTURE.replace("Night", "Sleeper"))
    (folder / "train.txt").rename(folder / "a.txt")
    monkeypatch.setattr(ingest, "gather", interrupted)
    ran = run("import", folder)
    assert ran.code == 130
    assert "1 of 2 read and stored" in ran.err
    assert len(run("list", "--json").records) == 1


# --- what another reader did ---------------------------------------------------------------

MARKS = ("read", "starred", "tags", "note")


def marks(run: Run, *before: object) -> dict[str, Any]:
    records = run(*before, "export", "--json").records
    return {one["id"]: {key: one[key] for key in MARKS} for one in records}


@pytest.fixture
def exported(shelf: Run, tmp_path: Path) -> Path:
    """A library of three articles, of which its reader marked two, as JSON lines."""
    shelf("read", "aa11")
    shelf("star", "aa11")
    shelf("tag", "aa11", "--add", "sea")
    shelf("note", "aa22", "--write", "ask the owner")
    file = tmp_path / "out.jsonl"
    assert shelf("export", "--json", "-o", file).code == 0
    return file


def test_marks_come_along_with_json_lines(shelf: Run, exported: Path, tmp_path: Path) -> None:
    other = ("--store", tmp_path / "other")
    assert shelf(*other, "import", exported).code == 0
    there = marks(shelf, *other)
    assert there == marks(shelf)
    assert there["aa11"]["tags"] == ["sea"]
    assert there["aa22"]["note"] == "ask the owner"
    assert [one["id"] for one in shelf(*other, "search", "tag:sea", "--json").records] == ["aa11"]
    assert shelf(*other, "list", "--unread", "--count").out == "2\n"
    assert shelf(*other, "doctor", "--thorough").code == 0


def test_marks_that_come_along_change_nothing_of_what_is_there(
    shelf: Run, exported: Path, lines: Path, tmp_path: Path
) -> None:
    other = ("--store", tmp_path / "other")
    shelf(*other, "import", lines)
    shelf(*other, "tag", "aa22", "--add", "mine")
    here = marks(shelf, *other)
    assert shelf(*other, "import", exported).out.endswith("0 new, 3 there already\n")
    assert marks(shelf, *other) == here


def test_marks_that_make_no_sense_cost_no_article(run: Run, tmp_path: Path) -> None:
    odd = {"read": True, "starred": "soon", "tags": [5, ",", "a\x1b[2Jb"], "note": ["x"]}
    file = tmp_path / "odd.jsonl"
    file.write_text(json.dumps({"id": "o1", "headline": "Odd", "body": "It is.", **odd}))
    assert run("import", file).code == 0
    (found,) = marks(run).values()
    assert found["read"]
    assert (found["starred"], found["note"], found["tags"]) == (None, "", ["ab"])


def test_an_import_killed_before_its_articles_takes_their_marks_the_next_time(
    shelf: Run, exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ("--store", tmp_path / "other")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Library, "add", killed)
        assert shelf(*other, "import", exported).code == 130
    assert shelf(*other, "import", exported).code == 0
    assert marks(shelf, *other) == marks(shelf)


# --- clean --------------------------------------------------------------------------------


def test_clean_as_json_keeps_the_contract(run: Run, folder: Path) -> None:
    (folder / "empty.txt").touch()
    ran = run("clean", "--json", folder / "train.txt", folder / "empty.txt")
    assert ran.code == 3
    train, empty = ran.records
    assert train["path"] == str(folder / "train.txt")
    assert train["headline"] == "Night trains return to the coast"
    assert train["authors"] == ["Jo Brandt"]
    assert {block["kind"] for block in train["blocks"]} == {"paragraph"}
    assert all(set(cut) == {"line", "text", "reason"} for cut in train["cut"])
    assert "ADVERTISEMENT" in {cut["text"] for cut in train["cut"]}
    keys = {"editors", "publisher", "published", "published_inferred", "dateline", "language"}
    assert keys <= train.keys()
    assert empty == {"path": str(folder / "empty.txt"), "error": "nothing to read"}


def test_clean_stores_nothing(run: Run, folder: Path, places_of_its_own: Path) -> None:
    ran = run("clean", folder)
    assert ran.code == 0
    assert ran.out.startswith("Night trains return to the coast\n")
    assert "ADVERTISEMENT" not in ran.out
    assert not (places_of_its_own / "data").exists()


def test_clean_shows_what_was_cut_and_why(run: Run, folder: Path) -> None:
    cut = next(
        line for line in run("clean", "--why", folder).out.splitlines() if "ADVERTISEMENT" in line
    )
    assert cut == "  [advert] ADVERTISEMENT"


# --- export -------------------------------------------------------------------------------


def test_a_library_goes_out_as_json_lines_and_back_in(
    shelf: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported = shelf("export", "--json").out
    copy = tmp_path / "copy.jsonl"
    copy.write_text(exported)
    monkeypatch.setenv("TUINEWS_DATA_DIR", str(tmp_path / "other"))
    monkeypatch.setenv("TUINEWS_CACHE_DIR", str(tmp_path / "other-cache"))
    assert shelf("import", copy).out.endswith("3 new\n")

    def bare(line: str) -> dict[str, Any]:
        return json.loads(line)  # type: ignore[no-any-return]

    again = shelf("export", "--json").out
    assert list(map(bare, again.splitlines())) == list(map(bare, exported.splitlines()))


def test_export_prints_markdown_by_default(shelf: Run) -> None:
    ran = shelf("export", "bb")
    assert ran.out.startswith('---\ntitle: "Plum dumplings for autumn"\npublisher: "Herald"\n')


def test_export_to_a_folder_makes_a_file_for_each(shelf: Run, tmp_path: Path) -> None:
    ran = shelf("export", "--query", "storm", "--to", tmp_path / "out", "--format", "text")
    assert [Path(line).name for line in ran.out.splitlines()] == [
        "2021-10-20-port-stays-shut-as-storm-goes-on.txt",
        "2021-10-20-storm-shuts-the-port.txt",
    ]
    assert (
        (tmp_path / "out" / "2021-10-20-storm-shuts-the-port.txt")
        .read_text("utf-8")
        .startswith("Storm shuts the port\n")
    )


def test_export_to_the_folder_and_format_of_the_settings(
    shelf: Run, tmp_path: Path, places_of_its_own: Path
) -> None:
    config = places_of_its_own / "config" / "config.toml"
    config.parent.mkdir()
    config.write_text(f'[export]\nfolder = "{tmp_path}/mine"\nformat = "json"\n')
    shelf("export", "bb33", "--to")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == [
        "2021-10-18-plum-dumplings-for-autumn.json"
    ]


def test_export_to_a_file_replaces_nothing_unasked(shelf: Run, tmp_path: Path) -> None:
    file = tmp_path / "all.md"
    file.write_text("mine")
    ran = shelf("export", "-o", file)
    assert ran.code == 1
    assert "--force replaces it" in ran.err
    assert file.read_text() == "mine"
    assert shelf("export", "-o", file, "--force").code == 0
    assert "Plum dumplings" in file.read_text()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("place", "told"),
    [("/dev/full", "No space left"), ("missing/x.md", "No such file"), (".", "directory")],
)
def test_a_file_that_cannot_be_written_is_told(
    shelf: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = shelf("export", "-o", place)
    assert ran.code == 1
    assert told in ran.err
    assert ran.err.count("\n") == 1


def test_a_path_where_ids_belong_is_explained(shelf: Run) -> None:
    ran = shelf("export", "elsewhere/all.md")
    assert ran.code == 1
    assert "To write to a file: -o elsewhere/all.md" in ran.err


def test_export_refuses_what_contradicts_itself(shelf: Run) -> None:
    assert shelf("export", "--json", "--format", "text").code == 2
    assert shelf("export", "--to", "x", "-o", "y").code == 2


def test_clean_tells_the_day_of_the_newsroom(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "late.html"
    page.write_text(
        "<html><head><title>The night ferry</title><meta property='article:published_time' "
        "content='2021-10-20T00:30:00+09:00'></head><body><article><h1>The night ferry</h1>"
        f"<p>{'The night ferry sailed again, and the quay was full of people. ' * 6}</p>"
        "</article></body></html>"
    )
    (record,) = run("clean", "--json", page).records
    assert record["published"] == "2021-10-20T00:30:00+09:00"


def test_clean_tries_words_of_ones_own(run: Run, folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "mine.toml"
    rules.write_text('["my reason"]\nstart = ["the night train to the coast"]\n')
    capture = tmp_path / "dump.txt"
    capture.write_text(
        "Night trains return\n\nThe night train to the coast will run again from December, the "
        "railway said.\n\nIt ran for the last time in 2009, with eleven people in it.\n"
    )
    assert "will run again" in run("clean", capture).out
    assert "will run again" not in run("clean", "--rules", rules, capture).out
    assert "my reason" in run("clean", "--why", "--rules", rules, capture).out
    rules.write_text("[shop]\nwhole = 1\n")
    ran = run("clean", "--rules", rules, capture)
    assert (ran.code, ran.out) == (2, "")
    assert f"{rules}, line 2" in ran.err
