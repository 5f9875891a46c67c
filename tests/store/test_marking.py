"""Read, star, tag, note, scroll position; undo; what is on disk."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tuinews.model import Article, State
from tuinews.store.errors import LibraryError
from tuinews.store.library import Library
from tuinews.store.marking import Marks
from tuinews.store.query.language import parse
from tuinews.store.views import Counts, Show

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
Make = Callable[..., Article]
Open = Callable[..., Library]


@pytest.fixture
def full(make: Make, library: Library) -> Library:
    """A library with twelve articles."""
    library.add([make(number) for number in range(12)])
    return library


def ids(library: Library, show: Show = Show.ALL, query: str = "") -> list[str]:
    keys = library.keys(parse(query) if query else None, show)
    return [row.id for row in library.rows(keys)]


def test_marks_are_seen_at_once_and_after_reopening(full: Library, open_library: Open) -> None:
    change = full.mark(["a3"], starred=True, read=True)
    assert change.summary == "marked read, starred"
    assert change.states["a3"] == (State(), State(read=NOW, starred=NOW))
    for library in (full, open_library(), open_library(cache="elsewhere")):
        library.upkeep.mend()
        assert library.state("a3") == State(read=NOW, starred=NOW)
        assert ids(library, Show.STARRED) == ["a3"]
        assert "a3" not in ids(library, Show.UNREAD)
        assert library.counts() == Counts(12, 11, 1)


@pytest.mark.parametrize(
    ("marks", "summary"),
    [
        ({"read": True}, "marked 12 read"),
        ({"read": False}, "marked 0 unread"),
        ({"starred": True}, "starred 12"),
        ({"tag": "later"}, "tagged 12 later"),
        ({"note": "x"}, "noted 12"),
    ],
)
def test_a_summary_says_what_was_done(
    full: Library, marks: dict[str, object], summary: str
) -> None:
    assert full.mark(ids(full), **marks).summary == summary  # type: ignore[arg-type]


def test_marking_what_is_marked_changes_nothing(full: Library) -> None:
    full.mark(["a1"], read=True)
    before = full.version()
    assert not full.mark(["a1", "a1"], read=True)
    assert full.version() == before


def test_tags_are_found_counted_and_taken_off(full: Library) -> None:
    full.mark(["a1", "a2"], tag="Später")
    full.mark(["a2"], tag="with, comma\x1b[2J ")
    full.mark(["a2"], tag="später")
    assert full.tags() == [("Später", 2), ("with comma", 1)]
    assert ids(full, query="tag:spater") == ["a1", "a2"]
    assert full.rows(full.keys())[2].tags == ("Später", "with comma")
    full.mark(["a1", "a2"], untag="SPÄTER")
    assert full.tags() == [("with comma", 1)]


@pytest.mark.parametrize("tag", ["\x1b", " ,", "…"])
def test_a_tag_needs_a_letter(full: Library, tag: str) -> None:
    with pytest.raises(LibraryError, match="letter"):
        full.mark(["a1"], tag=tag)


def test_an_unknown_article_cannot_be_marked(full: Library) -> None:
    with pytest.raises(LibraryError, match="no article nope"):
        full.mark(["a1", "nope"], read=True)
    assert full.state("a1") == State()


def test_undo_brings_back_what_was(full: Library) -> None:
    full.mark(["a1"], read=True, tag="old", note="first")
    before = full.state("a1")
    change = full.mark(["a1", "a2"], read=False, starred=True, tag="new", note="second")
    back = full.undo(change)
    assert full.state("a1") == before
    assert full.state("a2") == State()
    assert full.counts() == Counts(12, 11, 0)
    full.undo(back)
    assert full.state("a1").note == "second"


def test_undo_leaves_alone_what_was_changed_since(full: Library) -> None:
    change = full.mark(["a1", "a2"], starred=True, tag="x")
    full.mark(["a1"], starred=False)
    full.mark(["a1"], read=True)
    full.undo(change)
    assert full.state("a1") == State(read=NOW)
    assert full.state("a2") == State()


def test_undo_of_ten_thousand_is_one_step(make: Make, library: Library) -> None:
    library.add([make(number, text=f"Text {number}.") for number in range(1000)])
    change = library.mark(ids(library), read=True)
    assert library.counts().unread == 0
    library.undo(change)
    assert library.counts().unread == 1000


def test_the_scroll_position_is_kept_with_little_writing(full: Library, open_library: Open) -> None:
    for position in range(40):
        full.remember("a1", position)
    full.remember("unknown", 5)
    assert full.state("a1").position == 39
    assert not (full.data / "state").exists()
    full.close()
    library = open_library()
    assert library.state("a1") == State(position=39)
    library.mark(["a1"], read=True)
    assert library.state("a1") == State(read=NOW, position=39)


def test_positions_go_along_with_the_next_mark(full: Library) -> None:
    full.remember("a1", 7)
    change = full.mark(["a1"], read=True)
    assert full.undo(change)
    assert full.state("a1") == State(position=7)


def test_only_what_differs_from_the_default_is_on_disk(full: Library) -> None:
    full.mark(["a1", "a2"], read=True)
    full.mark(["a2"], read=False)
    full.upkeep.mend()
    written = json.loads((full.data / "state/2021-10.json").read_bytes())
    assert written["states"] == {"1": {"id": "a1", "read": "2021-10-21T09:30:00Z"}}
    assert (full.data / "state/journal.jsonl").read_bytes().count(b"\n") == 1


def test_states_opens_with_plain_tinydb(full: Library) -> None:
    from tinydb import TinyDB

    full.mark(["a1"], starred=True)
    full.upkeep.mend()
    with TinyDB(full.data / "state/2021-10.json") as database:
        assert [doc["id"] for doc in database.table("states")] == ["a1"]


@pytest.mark.parametrize("missing", [2, 9, 30, 70])
@pytest.mark.parametrize("known", ["", "fresh"])
def test_a_torn_last_line_is_no_harm(
    full: Library, open_library: Open, missing: int, known: str
) -> None:
    full.mark(["a1"], starred=True)
    journal = full.data / "state/journal.jsonl"
    begun = journal.read_bytes()
    full.mark(["a2"], starred=True)
    journal.write_bytes(begun + journal.read_bytes()[len(begun) : -missing])
    library = open_library(cache=known or "another")
    if known:
        library.upkeep.mend()
    library.add([])
    library.upkeep.mend()
    library.mark(["a3"], starred=True)
    again = open_library(cache="again")
    again.upkeep.mend()
    assert ids(again, Show.STARRED) == ["a1", "a3"]


def test_a_damaged_line_is_told_and_kept(full: Library, open_library: Open) -> None:
    full.mark(["a1"], starred=True)
    journal = full.data / "state/journal.jsonl"
    journal.write_bytes(journal.read_bytes() + b'{"id": 5}\n[]\nrubbish\n')
    full.mark(["a2"], starred=True)
    library = open_library(cache="fresh")
    library.upkeep.mend()
    assert ids(library, Show.STARRED) == ["a1", "a2"]
    assert any("3 lines" in notice for notice in library.notices)
    assert list(journal.parent.glob("journal.jsonl.bad-*"))


def test_a_journal_of_a_newer_tuinews_is_left_alone(full: Library) -> None:
    full.mark(["a1"], starred=True)
    journal = full.data / "state/journal.jsonl"
    newer = journal.read_bytes().replace(b'"schema": 1', b'"schema": 99')
    journal.write_bytes(newer)
    with pytest.raises(LibraryError, match="newer tuinews"):
        full.mark(["a2"], starred=True)
    assert journal.read_bytes() == newer


def test_a_journal_filled_with_zeros_is_set_aside(full: Library) -> None:
    full.mark(["a1"], starred=True)
    journal = full.data / "state/journal.jsonl"
    journal.write_bytes(b"\0" * 300)
    full.mark(["a2"], starred=True)
    full.upkeep.mend()
    assert "a2" in ids(full, Show.STARRED)
    assert [path.read_bytes() for path in journal.parent.glob("*.bad-*")] == [b"\0" * 300]


def zeroed(line: bytes, content: bytes) -> bytes:
    return content.replace(line, b"\0" * (len(line) - 1) + b"\n")


@pytest.mark.parametrize("action", ["mend", "mark"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"\0" * 300,
        lambda _: b"",
        lambda content: content[:40],
        lambda content: content[:-9],
        lambda content: b"".join(content.splitlines(keepends=True)[:-1]),
        lambda content: b"".join(content.splitlines(keepends=True)[1:]),
        lambda content: zeroed(content.splitlines(keepends=True)[-1], content),
    ],
    ids=["zeros", "empty", "cut at the start", "cut", "a line less", "no head", "a line of zeros"],
)
def test_what_a_damaged_journal_lost_comes_from_the_index(
    full: Library, open_library: Open, action: str, damage: Callable[[bytes], bytes]
) -> None:
    full.mark(["a1"], starred=True)
    full.upkeep.mend()
    full.mark(["a1"], tag="port")
    full.mark(["a2"], starred=True)
    journal = full.data / "state/journal.jsonl"
    journal.write_bytes(damage(journal.read_bytes()))
    library = open_library()
    if action == "mark":
        library.mark(["a3"], read=True)
    library.upkeep.mend()
    fresh = open_library(cache="fresh")
    fresh.upkeep.mend()
    assert ids(fresh, Show.STARRED) == ids(library, Show.STARRED) == ["a1", "a2"]
    assert fresh.state("a1").tags == ("port",)


def test_a_damaged_journal_is_right_where_the_index_is_older(
    full: Library, open_library: Open
) -> None:
    full.mark(["a1"], starred=True)
    full.upkeep.mend()
    full.mark(["a1"], tag="port")
    cache = full._index.path.parent
    shutil.copytree(cache, cache.parents[1] / "older" / "cache")
    for number in range(20):
        full.mark(["a1"], note=f"later {number}")
    journal = full.data / "state/journal.jsonl"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[1:]))
    library = open_library(cache="older")
    library.upkeep.mend()
    assert library.state("a1").note == "later 19"


def test_marks_of_a_journal_that_was_taken_away_are_gone(full: Library) -> None:
    full.mark(["a1"], starred=True)
    full.upkeep.mend()
    full.mark(["a2"], starred=True)
    (full.data / "state/journal.jsonl").unlink()
    assert full.upkeep.behind()
    full.mark(["a3"], starred=True)
    full.upkeep.mend()
    assert ids(full, Show.STARRED) == ["a1", "a3"]


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_a_journal_that_is_no_file_is_refused_at_once(full: Library, kind: str) -> None:
    journal = full.data / "state/journal.jsonl"
    journal.parent.mkdir()
    journal.mkdir() if kind == "folder" else os.mkfifo(journal)
    full.upkeep.mend()
    with pytest.raises(LibraryError, match=str(journal)):
        full.mark(["a1"], starred=True)


def test_a_long_journal_is_folded_by_itself(full: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuinews.store.disk.state.LONG", 500)
    for number in range(12):
        full.mark([f"a{number}"], starred=True)
    assert (full.data / "state/journal.jsonl").stat().st_size < 600
    assert len(ids(full, Show.STARRED)) == 12
    assert not full.upkeep.behind()


def test_a_journal_that_was_folded_halfway_is_read_twice_without_harm(
    full: Library, open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.mark(["a1"], starred=True)
    full.mark(["a1"], starred=False)
    full.mark(["a2"], starred=True)

    def stop(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("tuinews.store.disk.journalfile.JournalFile.begin", stop)
    with pytest.raises(KeyboardInterrupt):
        full.upkeep.mend()
    monkeypatch.undo()
    for cache in ("", "fresh"):
        library = open_library(cache=cache)
        library.upkeep.mend()
        assert ids(library, Show.STARRED) == ["a2"]
        assert not library.upkeep.behind()


def test_a_journal_that_has_grown_is_folded_at_the_end(
    full: Library, open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuinews.store.disk.state.FOLD_AT", 100)
    full.mark(["a1"], starred=True)
    full.close()
    assert (full.data / "state/journal.jsonl").read_bytes().count(b"\n") == 1
    library = open_library()
    assert not library.upkeep.behind()
    assert ids(library, Show.STARRED) == ["a1"]


def test_the_unread_among_some_are_told_in_their_order(full: Library) -> None:
    full.mark(["a2"], read=True)
    keys = [row.key for row in (full.row("a3"), full.row("a2"), full.row("a1")) if row]
    assert full.unread(keys) == ["a3", "a1"]
    assert full.unread([]) == []


def test_a_note_has_twenty_thousand_characters_and_an_article_a_hundred_tags(
    make: Make, library: Library
) -> None:
    library.add([make(1)])
    library.mark(["a1"], note="x" * 20_000)
    with pytest.raises(LibraryError, match="at most 20,000 characters"):
        library.mark(["a1"], note="y" * 20_001)
    for number in range(102):
        library.mark(["a1"], tag=f"tag {number}")
    state = library.state("a1")
    assert (state.note, len(state.tags)) == ("x" * 20_000, 100)


def test_opening_again_what_is_read_keeps_the_time_anew(
    full: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = NOW + timedelta(days=2)
    read = State(read=NOW, opened=True)
    assert Marks(later, read=True, opened=True, again=True).apply("a1", read).read == later
    assert Marks(later, read=True, opened=True).apply("a1", read).read == NOW


def test_very_many_places_are_written_before_the_program_ends(
    full: Library, open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuinews.store.library.POSITIONS", 3)
    for number in range(1, 4):
        full.remember(f"a{number}", number)
    again = open_library(cache="other")
    again.upkeep.mend()
    assert [again.state(f"a{number}").position for number in range(1, 4)] == [1, 2, 3]
