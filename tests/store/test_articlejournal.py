"""What comes in by the day-full is there at once, and in the files of its days when it is quiet."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from tuinews.model import Article
from tuinews.store import writing
from tuinews.store.disk import files
from tuinews.store.errors import RefusedError
from tuinews.store.library import Library

Make = Callable[..., Article]
Open = Callable[..., Library]


@pytest.fixture
def many(make: Make) -> list[Article]:
    """Articles of as many days."""
    return [make(number * 24) for number in range(1, 9)]


def days(library: Library) -> list[str]:
    return sorted(path.name for path in library.data.glob("articles/*/*.json"))


def ids(library: Library) -> set[str]:
    return {row.id for row in library.rows(library.keys())}


def test_articles_of_many_days_are_there_at_once_and_survive_a_kill(
    library: Library, many: list[Article], open_library: Open
) -> None:
    assert len(library.add(many).new) == 8
    assert days(library) == []
    assert library.article("a24") == many[0]
    assert not library.upkeep.behind()
    again = open_library()  # the first one was never closed
    assert ids(again) == {article.id for article in many}
    fresh = open_library(cache="fresh")
    assert fresh.upkeep.behind()
    fresh.upkeep.mend()
    assert ids(fresh) == ids(again)
    assert fresh.article("a48") == many[1]
    assert not fresh.upkeep.behind()


def test_when_it_is_quiet_every_day_opens_with_plain_tinydb(
    library: Library, many: list[Article], open_library: Open
) -> None:
    library.add(many)
    library.close()
    assert len(days(library)) == 8
    found = []
    for path in library.data.glob("articles/*/*.json"):
        with TinyDB(path) as day:
            found += [document["id"] for document in day.table("articles")]
    assert sorted(found) == sorted(article.id for article in many)
    again = open_library()
    assert not again.upkeep.behind()
    assert again.upkeep.compare() == []
    assert again.add(many).same
    assert again.upkeep.check().well


def test_what_waits_is_changed_removed_and_brought_back_like_all(
    library: Library, many: list[Article], make: Make, open_library: Open
) -> None:
    library.add(many)
    changed = make(24, text="The gates are open again, and the ferries sail.\n" * 3)
    assert library.add([changed]).updated == ("a24",)
    moved = replace(many[1], published=many[1].published and many[1].published - timedelta(9))
    library.edit(moved.id, lambda _: moved)
    gone = library.remove(["a72", "a96"])
    library.undo(library.remove(["a120"]))
    library.mark(["a144"], starred=True)
    expected = {article.id for article in many} - {"a72", "a96"}
    assert ids(library) == expected
    library.upkeep.settle()
    for one in (library, open_library(cache="fresh")):
        one.upkeep.mend()
        assert ids(one) == expected
        assert one.article("a24").body == changed.body
        assert one.article("a48") == moved
        assert one.state("a144").starred is not None
        assert one.upkeep.compare() == []
        assert one.upkeep.check().well
    library.undo(gone)
    assert "a72" in ids(library)


def test_what_is_read_from_the_files_does_not_push_aside_what_waits(
    library: Library, many: list[Article], make: Make, open_library: Open
) -> None:
    library.add([make(24, text="As it was at first, when nobody knew more of it than this.")])
    path = library.data / "articles/2021/2021-10-20.json"
    library.add(many)
    document = json.loads(path.read_bytes())
    document["articles"]["9"] = {"id": "own", "headline": "By hand", "published": "2021-10-20"}
    path.write_text(json.dumps(document))
    assert library.upkeep.behind()
    library.upkeep.mender.mend(library.upkeep.mender.differing(), lambda *_: None)
    assert library.article("a24").body == many[0].body
    assert library.article("own").headline == "By hand"
    path.unlink()
    library.upkeep.mender.mend(library.upkeep.mender.differing(), lambda *_: None)
    assert "own" not in ids(library)
    assert library.article("a24").body == many[0].body
    library.upkeep.mend()
    assert json.loads(path.read_bytes())["articles"]
    fresh = open_library(cache="fresh")
    fresh.upkeep.mend()
    assert ids(fresh) == ids(library) == {article.id for article in many}


def test_a_folding_that_was_stopped_is_done_again_without_harm(
    library: Library, many: list[Article], open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> str:
        raise KeyboardInterrupt

    library.add(many)
    monkeypatch.setattr("tuinews.store.disk.journalfile.JournalFile.begin", stop)
    with pytest.raises(KeyboardInterrupt):
        library.upkeep.settle()
    monkeypatch.undo()
    assert len(days(library)) == 8
    for cache in ("", "fresh"):
        again = open_library(cache=cache)
        again.upkeep.mend()
        assert ids(again) == {article.id for article in many}
        assert not again.upkeep.behind()
        assert again.upkeep.compare() == []


def test_others_see_what_waits(library: Library, many: list[Article], open_library: Open) -> None:
    other = open_library(cache="other")
    other.add(many[:1])
    library.add(many)
    assert other.upkeep.behind()
    assert other.add(many[:2]).same == ("a24", "a48")
    assert ids(other) == ids(library)
    library.upkeep.settle()
    other.upkeep.mend()
    assert not other.upkeep.behind()
    assert other.upkeep.compare() == []


def test_a_line_that_was_cut_off_was_never_answered(
    library: Library, many: list[Article], make: Make, open_library: Open
) -> None:
    library.add(many)
    journal = library.data / "articles/journal.jsonl"
    with journal.open("ab") as stream:
        stream.write(b'{"file": "articles/2021/2021-10-20.json", "id": "half", "put": {"id"')
    assert not library.upkeep.behind()
    fresh = open_library(cache="fresh")
    fresh.upkeep.mend()
    assert fresh.add([make(number * 24) for number in range(9, 20)]).new
    library.add(many[:1])
    assert len(ids(fresh)) == 19
    assert ids(library) == ids(fresh)


def test_what_is_no_line_of_ours_is_passed_over(library: Library, many: list[Article]) -> None:
    library.add(many)
    journal = library.data / "articles/journal.jsonl"
    with journal.open("ab") as stream:
        stream.write(b'{"file": "../../outside.json", "id": "x", "put": {"id": "x"}}\n')
        stream.write(b'{"file": "articles/2021/2021-10-20.json", "id": "y", "put": [1]}\n')
        stream.write(b"not even JSON\n")
    library.upkeep.mend()
    assert len(ids(library)) == 8
    assert not (library.data.parent / "outside.json").exists()
    assert not library.upkeep.behind()


def test_a_journal_that_went_away_takes_along_what_only_it_held(
    library: Library, many: list[Article], make: Make
) -> None:
    library.add([make(1)])
    library.add(many)
    (library.data / "articles/journal.jsonl").unlink()
    assert library.upkeep.behind()
    library.upkeep.mend()
    assert ids(library) == {"a1"}
    assert not library.upkeep.behind()


def test_a_journal_of_a_newer_program_is_left_alone(
    library: Library, many: list[Article], make: Make
) -> None:
    library.add([make(1)])
    journal = library.data / "articles/journal.jsonl"
    journal.write_text('{"app": "tuinews", "schema": 99, "journal": "n", "after": ""}\n')
    before = journal.read_bytes()
    library.upkeep.mend()
    with pytest.raises(RefusedError, match="newer tuinews"):
        library.add(many)
    assert ids(library) == {"a1"}
    assert journal.read_bytes() == before


def test_a_day_that_cannot_be_written_keeps_its_articles_in_the_journal(
    library: Library, many: list[Article], open_library: Open
) -> None:
    library.add(many)
    path = library.data / "articles/2021/2021-10-20.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"a": "store of somebody else"}')
    library.upkeep.settle()
    assert any(str(path) in notice for notice in library.notices)
    assert len(days(library)) == 8
    assert path.read_text() == '{"a": "store of somebody else"}'
    path.unlink()
    library.upkeep.settle()
    fresh = open_library(cache="fresh")
    fresh.upkeep.mend()
    assert ids(fresh) == ids(library) == {article.id for article in many}


def test_a_long_journal_is_folded_without_waiting(
    library: Library, many: list[Article], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(writing, "LONG", 1000)
    library.add(many)
    assert len(days(library)) == 8
    assert not library.upkeep.behind()


def test_a_few_articles_of_days_with_very_many_wait_until_the_library_is_tidied(
    library: Library, many: list[Article], make: Make, open_library: Open
) -> None:
    library.add([make(1), *(make(n * 24, f"Other news, {n}.", id=f"b{n}") for n in range(1, 9))])
    library.upkeep.settle()
    path = library.data / "articles/2021/2021-10-20.json"
    long = json.loads(path.read_bytes())
    long["articles"]["9"] = {"id": "long", "headline": "Long", "body": "word " * 20_000}
    path.write_text(json.dumps(long))
    os.utime(path, (1_700_000_000, 1_700_000_000))  # its article tells no time: that is the file's
    before = path.read_bytes()
    library.add(many)
    library.remove(["b2"])
    library.close()
    assert path.read_bytes() == before
    again = open_library()
    assert not again.upkeep.behind()
    expected = {article.id for article in many} | {f"b{n}" for n in (1, 3, 4, 5, 6, 7, 8)}
    assert ids(again) == expected | {"a1", "long"}
    for one in (open_library(cache="fresh"), again):
        one.upkeep.mend()
        assert ids(one) == expected | {"a1", "long"}
        assert one.upkeep.compare() == []
    assert "a24" in {one["id"] for one in json.loads(path.read_bytes())["articles"].values()}


def journal_of(library: Library) -> Path:
    return library.data / "articles/journal.jsonl"


def test_a_line_torn_by_a_kill_does_not_stop_who_adds_after_it(
    library: Library, many: list[Article], make: Make, open_library: Open
) -> None:
    library.add(many)
    with journal_of(library).open("ab") as stream:
        stream.write(b'{"file": "articles/2021/2021-10-20.json", "id": "half", "put": {"id"')
    more = [make(number * 24) for number in range(9, 20)]
    assert len(library.add(more).new) == 11
    library.close()
    assert any("kept as" in notice for notice in library.notices)
    (aside,) = library.data.glob("articles/journal.jsonl.bad-*")
    assert b'"half"' in aside.read_bytes()
    for cache in ("", "fresh"):
        again = open_library(cache=cache)
        assert again.upkeep.mend().well
        assert ids(again) == {article.id for article in (*many, *more)}
        assert again.upkeep.compare() == []


HEAD = b'{"file": "articles/2021/2021-10-18.json", "id": "a72", "put": '
DAMAGES: dict[str, Callable[[list[bytes]], bytes]] = {
    "inside of a line": lambda lines: b"".join([*lines[:3], lines[3][:-60] + b"}\n", *lines[4:]]),
    "zeros": lambda lines: b"".join([*lines[:3], b"\0" * 400, lines[4][20:], *lines[5:]]),
    "too deep": lambda lines: b"".join(
        [*lines[:3], HEAD + b"[" * 200_000 + b"]" * 200_000 + b"}\n", *lines[4:]]
    ),
    "half a character": lambda lines: b"".join(
        [*lines[:3], lines[3].replace(b'"id": "', b'"id": "\\ud800'), *lines[4:]]
    ),
    "garbage": lambda lines: b"".join([*lines[:3], b"\xff\xfe\x00 garbage\n", *lines[4:]]),
    "cut short": lambda lines: b"".join(lines[:4]),
    "cut within": lambda lines: b"".join(lines)[:-700],
    "without its head": lambda lines: b"".join(lines[1:]),
    "something else": lambda _: b"hello world\n",
    "empty": lambda _: b"",
}
LEFT = {  # of the eight articles; in all other cases one is lost
    "without its head": 8,
    "zeros": 6,
    "cut within": 6,
    "cut short": 3,
    "something else": 0,
    "empty": 0,
}


@pytest.mark.parametrize("cache", ["", "fresh"], ids=["indexed before", "new index"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_of_a_damaged_journal_the_whole_lines_are_left(
    library: Library, many: list[Article], open_library: Open, damage: str, cache: str
) -> None:
    library.add(many)
    path = journal_of(library)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(DAMAGES[damage](lines))
    again = open_library(cache=cache)
    assert again.upkeep.mend().well
    assert again.upkeep.mend().well  # what the first looked at last, it may have changed
    assert again.upkeep.compare() == [] and not again.upkeep.behind()
    assert len(ids(again)) == LEFT.get(damage, 7)
    assert ids(again) <= {article.id for article in many}
    again.add(many)
    again.close()
    assert ids(open_library(cache=cache)) == {article.id for article in many}


@pytest.mark.parametrize("kind", ["folder", "pipe", "newer"])
def test_the_check_says_that_the_journal_cannot_be_used(
    library: Library, many: list[Article], kind: str
) -> None:
    library.add(many)
    path = journal_of(library)
    head = path.read_bytes().replace(b'"schema": 1', b'"schema": 99')
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.write_bytes(head)
    report = library.upkeep.mend()
    assert any(str(path) in problem for problem in report.problems)
    assert library.upkeep.compare() == []
    assert len(ids(library)) == 8


def test_the_check_says_that_the_journal_could_not_be_moved(
    library: Library, many: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    library.add(many)
    monkeypatch.setattr(files.calls, "write", full)
    assert any("disk is full" in problem for problem in library.upkeep.mend().problems)
    monkeypatch.undo()
    assert library.upkeep.mend().well


@pytest.mark.parametrize("how", ["one by one", "by the journal"])
def test_an_index_that_goes_away_while_files_are_written_is_made_anew(
    library: Library, many: list[Article], make: Make, open_library: Open, how: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    more = [make(n * 24, f"Other news, {n}.", id=f"b{n}") for n in range(1, 9)]
    library.add(many)
    library.upkeep.settle(whole=True)
    gone: list[bool] = []

    def lose(source: Path, target: Path) -> None:
        if not gone:
            gone.append(True)
            shutil.rmtree(library.data.parent / "cache")
        Path(source).replace(target)

    if how == "by the journal":
        library.add(more)
    monkeypatch.setattr(files.calls, "replace", lose)
    if how == "by the journal":
        library.upkeep.settle(whole=True)
    else:
        library.add(more[:1])
    monkeypatch.undo()
    again = open_library()
    again.upkeep.mend()
    expected = many + (more if how == "by the journal" else more[:1])
    assert ids(again) == {article.id for article in expected}
    assert again.upkeep.compare() == []


def test_what_is_edited_by_hand_while_the_journal_is_folded_is_seen(
    library: Library, many: list[Article], make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(many)
    library.upkeep.settle(whole=True)
    library.add(make(n * 24, f"Other news, {n}.", id=f"b{n}") for n in range(1, 9))
    *_, last = sorted(library.data.glob("articles/*/*.json"))
    edited: list[bool] = []

    def edit(source: Path, target: Path) -> None:
        Path(source).replace(target)
        if not edited:
            edited.append(True)
            document = json.loads(last.read_bytes())
            document["articles"]["9"] = {"id": "own", "headline": "By hand"}
            last.write_text(json.dumps(document))

    monkeypatch.setattr(files.calls, "replace", edit)
    library.upkeep.settle(whole=True)
    monkeypatch.undo()
    assert library.upkeep.behind()
    library.upkeep.mend()
    assert "own" in ids(library)
    assert len(ids(library)) == 17
