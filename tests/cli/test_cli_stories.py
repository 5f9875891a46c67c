"""`tuinews related`, `stories` and `compare`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_related_of_one_as_json(shelf: Run) -> None:
    (record,) = shelf("related", "aa11", "--json").records
    assert record["id"] == "aa11"
    first = record["related"][0]
    assert list(first) == ["id", "score", "same_story", "reasons"]
    assert (first["id"], first["same_story"]) == ("aa22", True)
    assert 0 < first["score"] <= 1
    assert all(isinstance(reason, str) for reason in first["reasons"])


def test_related_of_all_has_a_line_for_each_article(shelf: Run) -> None:
    records = shelf("related", "--all", "--json", "--limit", "1").records
    assert [record["id"] for record in records] == ["aa22", "aa11", "bb33"]
    assert all(len(record["related"]) <= 1 for record in records)


def test_related_in_words_tells_why(shelf: Run) -> None:
    kind, score, identity, publisher, headline = shelf("related", "aa11").out.split("\t")
    assert (kind, identity, publisher) == ("same story", "aa22", "Wire")
    assert 0 < float(score) <= 1
    assert headline.startswith("Port stays shut as storm goes on")


@pytest.mark.parametrize("words", [[], ["aa11", "--all"]])
def test_related_asks_which(shelf: Run, words: list[str]) -> None:
    ran = shelf("related", *words)
    assert ran.code == 2
    assert "which article?" in ran.err


def test_stories_leave_single_articles_out(shelf: Run) -> None:
    (story,) = shelf("stories", "--json").records
    assert list(story) == ["id", "headline", "articles"]
    assert sorted(story["articles"]) == ["aa11", "aa22"]
    printed = shelf("stories").out.splitlines()
    assert printed[0].endswith("(2 accounts)")
    assert [line.split("\t")[1] for line in printed[1:]] == story["articles"]


def test_a_story_is_called_the_same_by_every_command(run: Run, tmp_path: Path) -> None:
    storm = "The storm closed the port of Ansel for a second day, said Ida Voss. "
    more = "Seventeen ships wait off the coast, one a tanker that lost its rudder in the gale."
    told = {"publisher": "Wire", "body": f"{storm}{more}"}
    dated = {"id": "old", "headline": "Storm shuts the port of Ansel", "published": "2021-10-20"}
    undated = {"id": "new", "headline": "Port of Ansel is shut by the storm"}
    lines = [{**told, **dated}, {**told, **undated, "publisher": "Post", "body": f"{more} {storm}"}]
    (path := tmp_path / "two.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines))
    run("import", path)
    (story,) = run("stories", "--json").records
    assert story["articles"] == ["new", "old"]
    assert story["headline"] == dated["headline"]
    assert run("stories").out.startswith(dated["headline"])
    assert run("story", "new", "--json").records[0]["headline"] == dated["headline"]


def test_compare_marks_what_was_told_before(shelf: Run) -> None:
    (found,) = shelf("compare", "aa11", "aa22", "--json").records
    assert [one["mark"] for one in found["sentences"]] == ["told", "new"]
    assert list(found["sentences"][0]) == ["text", "told", "mark", "in_a", "verdict"]
    assert {"shared_quotes", "only_in_a", "only_in_b", "differing_figures"} <= found.keys()
    printed = shelf("compare", "aa11", "aa22").out
    assert printed.startswith("A  Storm shuts the port (Courier)\nB  Port stays shut")
    assert "\n= The storm closed the port" in printed
    assert '\n+ "By the third day' in printed
    assert "\nOnly in A:\n  - Seventeen ships wait off the coast." in printed


def test_compare_judges_as_the_screen_does(run: Run, tmp_path: Path) -> None:
    told = "{} tugs pulled the ferry off the Hagen reef near Tornby."
    lines = (
        {"id": "ee11", "headline": "Ferry afloat", "body": told.format("3")},
        {"id": "ee22", "headline": "Ferry off the reef", "body": told.format("2")},
    )
    file = tmp_path / "pair.jsonl"
    file.write_text("".join(f"{json.dumps(one)}\n" for one in lines))
    run("import", str(file))

    printed = run("compare", "ee11", "ee22").out
    assert "0 told in A before (=), 0 in part (~), 1 with other figures (!), 0 new (+)" in printed
    assert f"\n! {told.format('2')}" in printed and "Figures that differ:\n  - 3 tugs" in printed
    assert "Only in A" not in printed
    (found,) = run("compare", "ee11", "ee22", "--json").records
    assert (found["only_in_a"], found["only_in_b"]) == ([], [])
    assert found["partly_in_b"] == [told.format("3")]


# --- the news of stories --------------------------------------------------------------------


def test_story_tells_accounts_in_order_and_what_is_new(shelf: Run) -> None:
    (found,) = shelf("story", "aa11", "--json").records
    assert [one["id"] for one in found["accounts"]] == ["aa11", "aa22"]
    assert found["accounts"][0]["new"] and found["looked"] is None

    printed = shelf("story", found["id"]).out
    assert "2 accounts" in printed and "Courier, aa11: Storm shuts the port" in printed
    assert all(len(line) <= 72 for line in printed.splitlines())


def test_story_is_followed_and_seen(shelf: Run) -> None:
    assert "followed" in shelf("story", "aa11", "--follow").out
    shelf("story", "aa11", "--seen")

    (found,) = shelf("story", "aa22", "--json").records
    assert found["followed"] and found["looked"] and found["new"] == 0
    shelf("story", "aa22", "--unfollow")
    assert not shelf("story", "aa11", "--json").records[0]["followed"]


def test_brief_tells_the_stories_of_a_day(shelf: Run) -> None:
    printed = shelf("brief", "--day", "2021-10-20").out
    assert printed.startswith("Stories of Wednesday, 20 October 2021\n\n1. ")
    assert "2 accounts: Courier, Wire" in printed and "   - " in printed
    assert "tuinews story" in printed

    marked = shelf("brief", "--day", "2021-10-20", "--format", "markdown").out
    assert marked.startswith("# Stories of Wednesday") and "\n## " in marked
    (record,) = shelf("brief", "--day", "2021-10-20", "--format", "json").records
    assert record["publishers"] == ["Courier", "Wire"] and record["sentences"]
    assert "No story" in shelf("brief", "--day", "2021-10-10").out
    assert shelf("brief", "--since", "2021-10-19", "--json").records == [record]


def test_brief_of_a_quiet_day_tells_how_far_to_look_back(
    shelf: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuinews.clock.utc_now", lambda: datetime(2021, 10, 25, 9, tzinfo=UTC))
    printed = shelf("brief").out
    assert printed.startswith("Stories since Sunday, 24 October 2021, ")
    assert "1 story of the last 7 days: tuinews brief --since 7d" in printed


@pytest.mark.parametrize(
    "words",
    [
        ("--day", "9999-12-31"),
        ("--day", "0001-01-01"),
        ("--day", "someday"),
        ("--since", "5y"),
        ("--since", "\x1b[2J"),
    ],
)
def test_brief_refuses_what_is_no_day(shelf: Run, words: tuple[str, str]) -> None:
    ran = shelf("brief", *words)
    assert ran.code == 2 and "give a day as 2021-10-20" in ran.err and "\x1b" not in ran.err


def test_an_unknown_story_is_told(shelf: Run) -> None:
    ran = shelf("story", "zz")
    assert ran.code == 1 and "There is no article zz" in ran.err
