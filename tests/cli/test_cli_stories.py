"""`tuinews related`, `stories` and `compare`."""

from __future__ import annotations

from collections.abc import Callable
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


def test_compare_marks_what_was_told_before(shelf: Run) -> None:
    (found,) = shelf("compare", "aa11", "aa22", "--json").records
    assert [one["mark"] for one in found["sentences"]] == ["told", "new"]
    assert list(found["sentences"][0]) == ["text", "told", "mark", "in_a"]
    assert {"shared_quotes", "only_in_a", "only_in_b", "differing_figures"} <= found.keys()
    printed = shelf("compare", "aa11", "aa22").out
    assert printed.startswith("A  Storm shuts the port (Courier)\nB  Port stays shut")
    assert "\n= The storm closed the port" in printed
    assert '\n+ "By the third day' in printed
    assert "\nOnly in A:\n  - Seventeen ships wait off the coast." in printed
