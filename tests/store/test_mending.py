"""The index follows the files: missing, old, damaged, behind; files edited, damaged, gone."""

from __future__ import annotations

import json
import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tuinews.model import Article, Related, State
from tuinews.store.errors import LibraryError, StoreError
from tuinews.store.index import ahead, entries, filereader, mend
from tuinews.store.index.connections import explained
from tuinews.store.index.overridden import moved_in
from tuinews.store.library import Library
from tuinews.store.query.language import parse
from tuinews.store.views import Counts, Show

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
Make = Callable[..., Article]
Open = Callable[..., Library]
DAY = "articles/2021/2021-10-21.json"


@pytest.fixture
def full(make: Make, library: Library) -> Library:
    """A library with thirty articles of three days; one is starred."""
    library.add([make(number) for number in range(30)])
    library.mark(["a3"], starred=True)
    return library


def whole(library: Library) -> bool:
    return library.counts() == Counts(30, 30, 1) and library.state("a3") == State(starred=NOW)


def edit(path: Path, change: Callable[[dict[str, dict[str, object]]], None]) -> None:
    value = json.loads(path.read_bytes())
    change(value["articles"])
    path.write_text(json.dumps(value), encoding="utf-8")


def test_a_deleted_index_is_made_again(full: Library, open_library: Open) -> None:
    full.close()
    shutil.rmtree(full._index.path.parent)
    library = open_library()
    assert library.counts().all == 0
    assert library.upkeep.behind()
    seen: list[tuple[int, int]] = []
    report = library.upkeep.mend(lambda done, total: seen.append((done, total)))
    assert whole(library)
    assert not library.upkeep.behind()
    assert len(report.mended) == 2
    assert seen[0] == (0, 2) and seen[-1] == (2, 2)


def test_very_many_articles_of_one_minute_are_not_searched_through_for_each(
    make: Make, library: Library, open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([make(number, published=NOW) for number in range(40)])
    library.close()
    shutil.rmtree(library._index.path.parent)
    monkeypatch.setattr(mend, "PIECE", 4)
    monkeypatch.setattr(mend, "ENTRIES", 4)  # of one transaction
    searched: list[int] = []
    gap = entries.Keys._gap

    def counted(keys: entries.Keys, key: int) -> int:
        searched.append(key)
        return gap(keys, key)

    monkeypatch.setattr(entries.Keys, "_gap", counted)
    again = open_library()
    again.upkeep.mend()
    assert again.counts().all == 40
    assert len(searched) <= 1


@pytest.mark.parametrize("offset", [0, 18, 100, 5000, 20_000])
def test_a_damaged_index_is_thrown_away_and_made_again(
    full: Library, open_library: Open, offset: int
) -> None:
    full.close()
    path = full._index.path
    content = bytearray(path.read_bytes())
    content[offset : offset + 3000] = b"\xa5" * 3000
    path.write_bytes(content)
    library = open_library()
    library.keys(parse("storm"))
    library.rows(library.keys())
    library.counts()
    library.upkeep.mend()
    library.upkeep.mend()
    library.article("a3")
    assert library.upkeep.check().well or library.upkeep.mend().well


def test_damage_that_shows_only_when_reading_is_noticed(full: Library, open_library: Open) -> None:
    full.close()
    path = full._index.path
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xa5" * (len(content) - 8192))
    library = open_library()
    assert len(library.keys()) == 0
    assert library.notices == ["The index was damaged; it is made again from your files."]
    assert library.upkeep.behind()
    library.upkeep.mend()
    assert whole(library)


def test_an_article_that_its_file_lost_is_told_of(full: Library) -> None:
    (full.data / DAY).unlink()
    with pytest.raises(LibraryError, match=f"a3 is not in {DAY} any more"):
        full.article("a3")
    assert full.row("a3") is not None


def test_marking_with_a_damaged_index_loses_nothing(full: Library, open_library: Open) -> None:
    full._index.db.execute("drop table states")
    full.upkeep.mend()
    full.mark(["a4"], starred=True)
    library = open_library(cache="fresh")
    library.upkeep.mend()
    assert library.counts().starred == 2


def test_an_index_can_be_made_anew_at_will(full: Library) -> None:
    full._index.db.execute("delete from articles where id = 'a7'")
    report = full.upkeep.rebuild()
    assert report.well and report.articles == 30
    assert whole(full)


def test_an_index_that_is_no_database_is_thrown_away(full: Library, open_library: Open) -> None:
    full.close()
    full._index.path.write_bytes(b"not a database at all" * 300)
    library = open_library()
    assert library.counts().all == 0
    library.upkeep.mend()
    assert whole(library)


def test_an_index_of_another_version_is_made_again(full: Library, open_library: Open) -> None:
    full.close()
    with sqlite3.connect(full._index.path) as db:
        db.execute("pragma user_version = 999")
        db.execute("create table stranger(x)")
    db.close()
    library = open_library()
    assert library.upkeep.behind()
    library.upkeep.mend()
    assert whole(library)


@pytest.mark.parametrize("wrecked", ["deleted", "replaced", "its folder deleted"])
def test_an_article_can_be_starred_whatever_became_of_the_index(
    full: Library, open_library: Open, wrecked: str
) -> None:
    full.mark(["a1"], starred=True)
    before = full.version()
    index = full._index.path
    if wrecked == "replaced":
        index.with_name("other").write_bytes(b"no database")
        index.with_name("other").replace(index)
    elif wrecked == "deleted":
        index.unlink()
    else:
        shutil.rmtree(index.parent)
    assert full.version() != before
    assert full.mark(["a2"], starred=True).states.keys() == {"a2"}
    for library in (full, open_library(cache="fresh")):
        library.upkeep.mend()
        assert [row.id for row in library.rows(library.keys(show=Show.STARRED))] == [
            "a1",
            "a2",
            "a3",
        ]


def test_an_index_deleted_under_an_open_library_is_made_again(full: Library) -> None:
    shutil.rmtree(full._index.path.parent)
    assert full.upkeep.behind()
    full.upkeep.mend()
    assert whole(full)
    full.mark(["a4"], starred=True)
    assert full.counts().starred == 2


@pytest.mark.parametrize("failing", ["no folder", "no database"])
def test_without_a_place_for_any_index_one_sentence_says_so(
    open_library: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    def broken(path: Path) -> sqlite3.Connection:
        error = sqlite3.OperationalError(f"disk I/O error in {path.name}")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "cache").write_bytes(b"a file, not a folder")
    if failing == "no folder":
        monkeypatch.setattr("tempfile.TemporaryDirectory", full)
    else:
        monkeypatch.setattr("tuinews.store.index.connections.connect", broken)
    library = open_library()
    with pytest.raises(LibraryError, match=r"index\.sqlite3 cannot be used .* nor can an index"):
        library.counts()


def test_an_unusable_cache_is_told_and_replaced(
    make: Make, open_library: Open, tmp_path: Path
) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store/cache").write_text("a file where a folder should be")
    library = open_library()
    library.add([make(1)])
    assert library.counts().all == 1
    assert any("temporary index" in notice for notice in library.notices)


def test_a_hand_edit_is_picked_up(full: Library) -> None:
    def change(articles: dict[str, dict[str, object]]) -> None:
        articles["1"]["headline"] = "Zebras in the harbour"
        articles["99"] = {"id": "mine", "title": "By hand", "text": "A zebra."}

    edit(full.data / DAY, change)
    assert full.upkeep.behind()
    full.upkeep.mend()
    assert len(full.keys(parse("zebra*"))) == 2
    assert full.row("mine") is not None
    assert full.counts().all == 31
    assert not full.upkeep.behind()


def test_a_hand_edit_is_not_lost_when_adding(full: Library, make: Make) -> None:
    edit(full.data / DAY, lambda articles: articles["1"].update(headline="Zebras in the harbour"))
    full.add([make(100, published=NOW)])
    assert len(full.keys(parse("zebras"))) == 1
    assert "Zebras" in (full.data / DAY).read_text(encoding="utf-8")


def test_a_deleted_day_disappears_and_its_marks_stay(full: Library, make: Make) -> None:
    gone = json.loads((full.data / DAY).read_bytes())["articles"]
    (full.data / DAY).unlink()
    full.upkeep.mend()
    assert full.counts().all == 30 - len(gone)
    full.add([make(3)])
    assert full.state("a3").starred == NOW
    assert full.counts().starred == 1


def test_a_copied_file_is_read_and_copies_are_not_doubled(full: Library) -> None:
    shutil.copy(full.data / DAY, full.data / "articles/2021/2021-10-21.conflict.json")
    shutil.copy(full.data / DAY, full.data / "articles/copy.json")
    full.upkeep.mend()
    assert full.counts().all == 30


@pytest.mark.parametrize("seen", [False, True], ids=["at once", "one after the other"])
def test_an_article_that_was_moved_to_another_file_by_hand_stays(full: Library, seen: bool) -> None:
    articles = json.loads((full.data / DAY).read_bytes())["articles"]
    number = next(number for number, one in articles.items() if one["id"] == "a3")

    def leave_it_alone(there: dict[str, dict[str, object]]) -> None:
        for other in there.keys() - {number}:
            del there[other]

    for name in ("articles/2021/2021-10-12.json", "articles/2021/2021-10-22.json"):
        shutil.copy(full.data / DAY, full.data / name)
        edit(full.data / name, leave_it_alone)
    if seen:
        full.upkeep.mend()
    edit(full.data / DAY, lambda there: there.__delitem__(number))
    full.upkeep.mend()
    assert whole(full)
    assert full.article("a3").body
    assert full.upkeep.compare() == []


def test_states_edited_by_hand_are_picked_up(full: Library) -> None:
    full.upkeep.mend()
    path = full.data / "state/2021-10.json"
    value = json.loads(path.read_bytes())
    value["states"] = {"1": {"id": "a5", "read": True}, "2": {"id": "a6", "tags": ["x"]}}
    path.write_text(json.dumps(value), encoding="utf-8")
    assert full.upkeep.behind()
    full.upkeep.mend()
    assert full.counts() == Counts(30, 29, 0)
    assert full.tags() == [("x", 1)]
    path.unlink()
    full.upkeep.mend()
    assert full.counts() == Counts(30, 30, 0)


def test_a_cut_off_day_is_made_whole_from_its_backup_and_remains(
    full: Library, make: Make, open_library: Open
) -> None:
    full.add([make(50, published=NOW)])
    path = full.data / DAY
    torn = path.read_bytes()[:-40]
    path.write_bytes(torn)
    full.upkeep.mend()
    assert whole(full)
    assert any("kept as" in notice for notice in full.notices)
    assert [aside.read_bytes() for aside in path.parent.glob("*.bad-*")] == [torn]
    fresh = open_library(cache="fresh")
    fresh.upkeep.mend()
    assert whole(fresh)


def test_what_a_cut_off_day_lost_is_told_by_its_headlines(
    full: Library, open_library: Open
) -> None:
    path = full.data / DAY
    path.with_name(path.name + ".bak").unlink(missing_ok=True)
    (cut,) = (line for line in path.read_bytes().splitlines() if b'"id": "a7"' in line)
    others = b"\n".join(line for line in path.read_bytes().splitlines() if line != cut)
    path.write_bytes(others.removesuffix(b"\n}}").rstrip(b",") + b",\n" + cut[:-40])
    assert full.upkeep.mend().lost == (f'{path}: 1 article lost: "Storm number 7 shuts the port"',)
    assert full.upkeep.mend().well is False  # on the run that found it
    with closing(open_library()) as later:
        assert later.upkeep.mend().well


def test_what_another_file_holds_is_not_lost_with_a_cut_off_day(full: Library) -> None:
    path = full.data / DAY
    path.with_name(path.name + ".bak").unlink(missing_ok=True)
    copy = path.with_name("copy.json")
    shutil.copy(path, copy)
    full.upkeep.mend()
    path.write_bytes(path.read_bytes()[:-40])
    assert full.upkeep.mend().lost == ()
    assert whole(full)


def test_without_an_index_a_cut_off_day_comes_from_backup_and_remains(
    full: Library, make: Make, open_library: Open
) -> None:
    full.add([make(50, published=NOW)])
    path = full.data / DAY
    path.write_bytes(path.read_bytes()[:-40])
    library = open_library(cache="fresh")
    library.upkeep.mend()
    assert library.counts().all == 30
    assert library.row("a50") is None
    assert any("recovered" in notice for notice in library.notices)


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b'{"_default": {"1": {"type": "apple"}}}',
        b'{"meta": {"1": {"app": "tuinews", "schema": 77}}, "articles": {}}',
        b'{"meta": \n<<<<<<< HEAD\n{}}',
    ],
)
def test_a_foreign_file_in_the_store_is_told_and_left_alone(
    full: Library, make: Make, content: bytes
) -> None:
    path = full.data / DAY
    path.write_bytes(content)
    full.upkeep.mend()
    assert full.counts().all == 30, "what was indexed stays readable"
    assert any(str(path) in notice for notice in full.notices)
    assert not full.upkeep.check().well
    assert not full.upkeep.behind()
    with pytest.raises(Exception, match=str(path)):
        full.add([make(200, published=NOW)])
    assert path.read_bytes() == content
    full.mark(["a1"], read=True)
    assert full.add([make(201, published=datetime(2021, 1, 1, tzinfo=UTC))]).new == ("a201",)


def test_broken_entries_are_counted_and_the_rest_is_read(full: Library) -> None:
    def change(articles: dict[str, dict[str, object]]) -> None:
        articles |= {"900": {}, "901": {"headline": None}, "902": {"headline": 5, "blocks": "x"}}
        articles["x"] = {"id": "odd", "headline": "Odd number"}

    edit(full.data / DAY, change)
    full.upkeep.mend()
    assert full.counts().all == 31
    assert any("3 entries are no articles" in notice for notice in full.notices)


def test_newest_days_are_mended_first(full: Library, open_library: Open) -> None:
    library = open_library(cache="fresh")
    firsts: list[list[str]] = []

    def look(done: int, total: int) -> None:
        firsts.append([row.id for row in library.rows(library.keys(limit=1))])

    library.upkeep.mend(look)
    assert firsts[1] == ["a0"]


def test_relations_survive_a_hand_edit_and_are_computed_again_after_a_new_text(
    full: Library, make: Make
) -> None:
    full.relations.put(
        {"a1": [Related("a2", 0.9, True, ("eight expelled",))]}, {"a1": "s", "a2": "s"}
    )
    assert len(full.relations.waiting()) == 29
    dated = make(1, publisher="Courier", published=datetime(2021, 10, 2, tzinfo=UTC))
    full.edit("a1", lambda _: dated)
    assert full.related("a2") == [Related("a1", 0.9, True, ("eight expelled",))]
    assert "a1" not in full.relations.waiting()
    full.edit("a1", lambda _: make(1, text="Something else. " * 30))
    assert "a1" in full.relations.waiting()


def test_what_an_import_left_half_done_is_cleared_away(full: Library) -> None:
    leftover = full.data / "articles/2021/.2021-10-21.json.tmp-999999999-1"
    leftover.write_bytes(b"half")
    full.upkeep.mend()
    assert not leftover.exists()
    assert whole(full)


def test_reading_goes_on_while_the_index_is_mended(full: Library, open_library: Open) -> None:
    library = open_library(cache="fresh")
    filereader = open_library(cache="fresh")
    numbers: list[int] = []
    library.upkeep.mend(lambda done, total: numbers.append(len(filereader.keys(show=Show.ALL))))
    assert numbers[0] == 0 and numbers[-1] == 30
    assert numbers == sorted(numbers)


# --- what mending does not see: the index differs from files that it has read -------------


@pytest.mark.parametrize(
    ("harm", "where"),
    [
        ("delete from articles where id = 'a7'", f"{DAY} index"),
        ("update articles set id = 'stranger' where id = 'a7'", DAY),
        ("update articles set digest = x'00' where id = 'a7'", DAY),
        ("delete from states", "index state"),
        ("update states set document = '{}' where id = 'a3'", "state"),
        ("update articles set starred = 1 where id = 'a8'", "index"),
        ("update totals set unread = 7", "index"),
        ("update articles set teaser = 'another' where id = 'a7'", DAY),
        ("insert into tags values ('port', 1)", "index"),
        ("delete from words_data where id > 10", "index"),
    ],
)
def test_an_index_that_lost_its_way_is_found_by_comparing_and_mended(
    full: Library, harm: str, where: str
) -> None:
    full.upkeep.mend()
    assert full.upkeep.compare() == []
    full._index.db.execute(harm)
    assert full.upkeep.mend().well and not full.upkeep.behind()
    assert full.upkeep.compare() == where.split()
    assert full.upkeep.rebuild().well
    assert full.upkeep.compare() == []
    assert full.article("a7").id == "a7"
    assert full.state("a3") == State(starred=NOW)
    assert full.counts().starred == 1


def test_comparing_finds_nothing_wrong_with_a_library_that_is_used(
    full: Library, make: Make
) -> None:
    full.mark(["a1", "a2"], read=True, tag="port")
    full.undo(full.remove(["a5"]))
    full.remove(["a6"])
    full.add([make(7, text="Another text that the publisher put in its place.")])
    full.remember("a9", 300)
    assert full.upkeep.compare() == []
    full.upkeep.mend()
    assert full.upkeep.compare() == []


def test_a_check_names_a_journal_that_cannot_be_read(full: Library) -> None:
    full.upkeep.mend()
    journal = full.data / "state/journal.jsonl"
    journal.write_text('{"app": "tuinews", "schema": 99, "journal": "ab"}\n')
    (problem,) = full.upkeep.mend().problems
    assert "newer tuinews" in problem


@pytest.mark.filterwarnings("error")
def test_a_library_that_nobody_closed_gives_its_connections_back(tmp_path: Path) -> None:
    import gc
    import sqlite3

    library = Library(tmp_path / "data", tmp_path / "cache")
    library.counts()
    (connection,) = library._index._open
    del library
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("select 1")


def test_many_articles_are_read_in_processes_of_their_own(
    full: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "MUCH", 1)
    started: list[object] = []
    start = subprocess.Popen

    def popen(*args: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(args)
        return start(*args, **options)

    monkeypatch.setattr(subprocess, "Popen", popen)
    assert full.upkeep.rebuild().articles == 30
    assert started
    assert whole(full)


def test_a_process_that_cannot_be_started_or_dies_is_done_without(
    full: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "MUCH", 1)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert full.upkeep.rebuild().articles == 30
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert full.upkeep.rebuild().articles == 30
    assert whole(full)


def test_a_reader_of_files_answers_until_its_input_ends(full: Library) -> None:
    full.close()
    job = pickle.dumps((full.data, DAY))
    done = subprocess.run(
        [sys.executable, "-c", "from tuinews.store.index.filereader import main; main()"],
        input=(filereader.LENGTH.pack(len(job)) + job) * 2,
        capture_output=True,
        check=True,
    )
    size = filereader.LENGTH.unpack(done.stdout[: filereader.LENGTH.size])[0]
    assert len(done.stdout) == 2 * (filereader.LENGTH.size + size)
    assert pickle.loads(done.stdout[filereader.LENGTH.size :]).found


def test_ids_of_what_was_moved_by_hand_are_found_line_by_line(tmp_path: Path) -> None:
    moved = {"id": "a1", "cut": [{"was": "body", "text": "x"}]}
    lines = [json.dumps(moved), '{"was": damaged', json.dumps({"put": {**moved, "id": "a2"}})]
    (tmp_path / "journal.jsonl").write_text("\n".join(lines))
    (tmp_path / "day.json").write_text(json.dumps({"articles": {"1": {**moved, "id": "a3"}}}))
    assert sorted(moved_in(tmp_path)) == ["a1", "a2", "a3"]
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(StoreError, match="Could not read"):
        moved_in(tmp_path)


def test_an_index_that_is_busy_or_closed_is_said_in_a_sentence(full: Library) -> None:
    busy = sqlite3.OperationalError("database is locked")
    busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
    assert "Another tuinews keeps" in str(explained(busy, full._index.path))
    assert "Could not use" in str(explained(sqlite3.Error("odd"), full._index.path))
    full.close()
    with pytest.raises(StoreError, match="close"):
        full.counts()


def test_a_database_of_another_program_gives_way_to_the_index(
    full: Library, open_library: Open
) -> None:
    full.close()
    full._index.path.unlink()
    with sqlite3.connect(full._index.path) as db:
        db.execute("create table articles(recipe)")
        db.execute("create view shopping as select recipe from articles")
    db.close()
    library = open_library()
    library.upkeep.mend()
    assert whole(library)


@pytest.mark.parametrize("name", ["state/2021-10.json", "state/journal.jsonl"])
def test_states_of_a_newer_program_are_told_of_and_what_is_known_stays(
    full: Library, open_library: Open, name: str
) -> None:
    full.close()
    path = full.data / name
    path.unlink(missing_ok=True)
    head = {"app": "tuinews", "schema": 99}
    value = (
        head | {"journal": "x", "after": ""} if path.suffix == ".jsonl" else {"meta": {"1": head}}
    )
    path.write_text(json.dumps(value) + "\n")
    library = open_library()
    library.upkeep.rebuild()
    assert any(str(path) in notice for notice in library.notices)
    assert path.read_text().count("99") == 1
