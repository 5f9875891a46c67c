"""Listing, finding, showing and marking from the command line."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from tuinews import limits, samples
from tuinews.clock import utc_now
from tuinews.model import Feed, FeedSettings, Source
from tuinews.paths import places
from tuinews.store.errors import StoreError
from tuinews.store.library import Library
from tuinews.store.upkeep import Upkeep

Run = Callable[..., Any]


# --- list, search, show -------------------------------------------------------------------


def test_list_prints_a_line_for_each_article_newest_first(shelf: Run) -> None:
    ran = shelf("list")
    assert ran.code == 0
    assert ran.err == ""
    assert [line.split("\t") for line in ran.out.splitlines()] == [
        ["aa22", "unread", "2021-10-20", "Wire", "Port stays shut as storm goes on (+1)"],
        ["aa11", "unread", "2021-10-20", "Courier", "Storm shuts the port"],
        ["bb33", "unread", "2021-10-18", "Herald", "Plum dumplings for autumn"],
    ]


def test_list_prints_what_the_index_has_where_the_disk_is_full(
    shelf: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("Could not write index.sqlite3: the disk is full.")

    assert shelf("list").code == 0
    monkeypatch.setattr(Upkeep, "behind", lambda _: True)
    monkeypatch.setattr(Upkeep, "mend", full)
    ran = shelf("list")
    assert (ran.code, ran.out.count("\n")) == (0, 3)
    assert ran.err == "tuinews: Could not write index.sqlite3: the disk is full.\n"


def test_a_list_that_leaves_out_what_is_muted_does_not_promise_more(
    shelf: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert shelf("list", "--limit", "2").err == "2 of 3; --limit N or --all shows more\n"
    where, muted = places(), Feed("https://wire.example/feed", settings=FeedSettings(muted=True))
    with closing(Library(where.data, where.cache)) as library:
        came = replace(library.article("aa22"), id="cc44", headline="Ships wait off the coast")
        library.add([replace(came, blocks=(), sources=(Source(muted.url, utc_now()),))])
        library.subscriptions.put_feeds([muted])
    ran = shelf("list")
    assert (ran.out.count("\n"), ran.err) == (3, "")
    assert shelf("list", "--limit", "2").err == "2 of 3; --limit N or --all shows more\n"


def test_list_as_json_has_stable_keys(shelf: Run) -> None:
    first = shelf("list", "--json").records[0]
    assert list(first) == [
        *("id", "headline", "publisher", "published", "date", "read", "starred", "tags"),
        *("accounts", "words", "teaser"),
    ]
    assert first["published"] == "2021-10-20T10:00:00Z"


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--sort", "oldest"], ["bb33", "aa11", "aa22"]),
        (["--sort", "publisher"], ["aa11", "bb33", "aa22"]),
        (["--limit", "1"], ["aa22"]),
        (["--starred"], []),
        (["--unread", "storm"], ["aa22", "aa11"]),
        (["source:herald"], ["bb33"]),
        (["before:2021-10-19"], ["bb33"]),
    ],
)
def test_list_options(shelf: Run, words: list[str], ids: list[str]) -> None:
    assert [one["id"] for one in shelf("list", "--json", *words).records] == ids


def test_search_finds_words_and_phrases_in_the_text(shelf: Run) -> None:
    assert [one["id"] for one in shelf("search", "plums", "--json").records] == ["bb33"]
    assert [one["id"] for one in shelf("search", '"lose the berth"', "--json").records] == ["aa22"]
    assert shelf("search", "nothing-of-this").out == ""
    assert [one["id"] for one in shelf("search", "--json", "--", "-plums").records] == [
        "aa22",
        "aa11",
    ]


def test_a_wrong_query_says_what_and_where(shelf: Run) -> None:
    ran = shelf("search", "storm colour:red")
    assert ran.code == 2
    assert "colour: is no field" in ran.err
    assert "column 7" in ran.err
    assert ran.err.count("\n") == 1


def test_show_prints_the_article(shelf: Run) -> None:
    ran = shelf("show", "aa11")
    assert ran.code == 0
    assert ran.out == (
        "Storm shuts the port\n"
        "Courier · Ana Keller · 20 Oct 2021\n"
        "https://courier.example/storm\n\n"
        "The storm closed the port of Ansel for a second day, the harbour master said.\n\n"
        "Seventeen ships wait off the coast.\n"
    )


def test_show_names_the_publisher_as_lists_do(shelf: Run) -> None:
    where, renamed = places(), Feed("https://wire.example/", title="Ouse", stated_title="Wire")
    with closing(Library(where.data, where.cache)) as library:
        article = replace(library.article("aa22"), sources=(Source(renamed.url, utc_now()),))
        library.add([article])
        library.subscriptions.put_feeds([renamed])
    assert "\tOuse\t" in shelf("list").out
    assert "Ouse" in shelf("show", "aa22").out and "Wire" not in shelf("show", "aa22").out
    assert "(Ouse)" in shelf("compare", "aa11", "aa22").out
    assert shelf("show", "aa22", "--json").records[0]["publisher"] == "Wire"


def test_show_wraps_at_the_width_asked_for(shelf: Run) -> None:
    lines = shelf("show", "aa11", "--width", "30").out.splitlines()
    assert "The storm closed the port of" in lines
    assert max(map(len, lines)) <= 30


def test_show_as_json_has_text_and_state(shelf: Run) -> None:
    shelf("star", "aa11")
    (record,) = shelf("show", "aa11", "--json").records
    assert record["blocks"][1] == {
        "kind": "paragraph",
        "text": "Seventeen ships wait off the coast.",
    }
    assert record["starred"] is not None
    assert record["read"] is None


def test_an_id_may_be_shortened_while_it_is_unambiguous(shelf: Run) -> None:
    assert "Plum dumplings" in shelf("show", "b").out
    several = shelf("show", "aa")
    assert several.code == 1
    assert "aa11" in several.err
    none = shelf("show", "zz")
    assert none.code == 1
    assert "no article zz" in none.err


def test_an_empty_library_lists_nothing(run: Run) -> None:
    ran = run("list")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_a_person_with_an_empty_library_is_told_of_the_samples(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert "samples" not in run("list").err
    samples.open_samples(places()).close()
    told = run("list").err
    assert "tuinews import PATH" in told
    folder = told.partition("--store ")[2].partition(" ")[0]
    assert "Port Ansel" in run("--store", folder, "search", "port ansel").out
    run("samples", "--hide")
    assert "samples" not in run("list").err


# --- marking ------------------------------------------------------------------------------


def states(run: Run) -> dict[str, tuple[bool, bool, list[str]]]:
    return {
        one["id"]: (one["read"], one["starred"], one["tags"])
        for one in run("list", "--json").records
    }


def test_star_and_unstar(shelf: Run) -> None:
    assert shelf("star", "aa11", "bb33").out == "starred 2\n"
    assert [one["id"] for one in shelf("list", "--starred", "--json").records] == ["aa11", "bb33"]
    assert shelf("unstar", "aa11").out == "unstarred: Storm shuts the port\n"
    assert shelf("unstar", "aa11").out == "nothing changed: Storm shuts the port\n"
    assert [one["id"] for one in shelf("list", "--starred", "--json").records] == ["bb33"]


def test_read_by_query_and_unread_by_id(shelf: Run) -> None:
    assert shelf("read", "--query", "storm").out == "marked 2 read\n"
    assert shelf("unread", "aa22").code == 0
    assert {key: read for key, (read, _, _) in states(shelf).items()} == {
        "aa22": False,
        "aa11": True,
        "bb33": False,
    }


def test_marking_as_json_tells_the_state_after(shelf: Run) -> None:
    (record,) = shelf("star", "aa11", "--json").records
    assert list(record) == ["id", "read", "starred", "tags", "note"]
    assert record["starred"].startswith("20")


def test_ids_come_from_standard_input(shelf: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = shelf("search", "storm").out
    monkeypatch.setattr("sys.stdin", io.StringIO(listed))
    assert shelf("star", "-").out == "starred 2\n"


def test_how_many_there_are_is_one_number(shelf: Run) -> None:
    everything = len(shelf("list", "--json").records)
    assert shelf("list", "--count").out == f"{everything}\n"
    shelf("read", "aa11")
    assert shelf("list", "--unread", "--count", "--json").records == [{"articles": everything - 1}]
    assert shelf("search", "zzzz", "--count").out == "0\n"


def test_notes_are_written_printed_and_removed(shelf: Run) -> None:
    assert shelf("note", "aa11", "--write", "ask Ana\x1b[2J").out == "noted: Storm shuts the port\n"
    assert shelf("note", "aa11", "bb33").out == "aa11\task Ana\n"
    assert shelf("note", "aa11", "--json").records[0]["note"] == "ask Ana"
    assert shelf("note", "aa11", "--remove").out == "took the note off: Storm shuts the port\n"
    assert shelf("note", "aa11").out == ""
    long = shelf("note", "aa11", "--write", "x" * 20_001)
    assert (long.code, long.err) == (1, "tuinews: A note holds at most 20,000 characters.\n")
    assert shelf("note", "aa11").out == ""


def test_a_tag_is_as_long_as_the_screen_lets_it_be(shelf: Run) -> None:
    shelf("tag", "aa11", "--add", "x" * 80)
    assert len(shelf("tag").out.split()[1]) == limits.TAG


def test_tags_are_added_listed_and_removed(shelf: Run) -> None:
    assert shelf("tag", "aa11", "bb33", "--add", "later").code == 0
    shelf("tag", "aa11", "--add", "the port")
    assert states(shelf)["aa11"][2] == ["later", "the port"]
    assert shelf("tag").out == "2\tlater\n1\tthe port\n"
    assert shelf("tag", "--json").records[0] == {"tag": "later", "articles": 2}
    assert shelf("tag", "aa11").out == "aa11\tlater, the port\n"
    shelf("tag", "aa11", "--remove", "later")
    assert states(shelf)["aa11"][2] == ["the port"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["star"], "which articles?"),
        (["tag", "--add", "later"], "which articles?"),
        (["tag", "aa11", "--add", "a,b"], "cannot be a tag"),
        (["tag", "aa11", "--add", "\u3164"], "cannot be a tag"),
        (["star", "--query", " "], "--query is empty"),
    ],
)
def test_marking_needs_articles_and_tags(shelf: Run, words: list[str], told: str) -> None:
    ran = shelf(*words)
    assert ran.code == 2
    assert told in ran.err


@pytest.mark.parametrize("word", ["later", "+later", "#later"])
def test_a_tag_given_as_a_bare_word_is_told_how_it_is_given(shelf: Run, word: str) -> None:
    ran = shelf("tag", "aa11", word)
    assert ran.code == 1
    assert "--add later" in ran.err
    assert "--add" not in shelf("tag", "aa11", "zz", "--add", "port").err


def test_a_note_given_as_bare_words_is_told_how_it_is_written(shelf: Run) -> None:
    ran = shelf("note", "aa11", "call her")
    assert ran.code == 1
    assert "--write 'call her'" in ran.err
    assert "--write" not in shelf("note", "zz", "--remove").err


def test_one_unknown_id_marks_nothing(shelf: Run) -> None:
    assert shelf("star", "aa11", "zz").code == 1
    assert not any(starred for _, starred, _ in states(shelf).values())
