"""What the user corrects of stories on the command line, and that it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


def accounts(shelf: Run) -> list[list[str]]:
    return [sorted(one["articles"]) for one in shelf("stories", "--json").records]


def test_an_account_is_split_off_and_the_word_is_taken_back(shelf: Run) -> None:
    said = shelf("story", "aa11", "--split").out
    assert said.startswith("aa11: split off, alone now; --forget takes it back: ")
    assert accounts(shelf) == []
    assert shelf("story", "aa11", "--split").out == "aa11: that is so already, alone now\n"
    assert shelf("story", "aa11", "--forget").out == "aa11: taken back, one story with aa22\n"
    assert accounts(shelf) == [["aa11", "aa22"]]


def test_two_stories_are_joined(shelf: Run) -> None:
    (record,) = shelf("story", "bb33", "--join", "aa22", "--json").records
    assert record["said"] == "joined into one story"
    assert sorted(record["accounts"]) == ["aa11", "aa22", "bb33"]
    assert accounts(shelf) == [["aa11", "aa22", "bb33"]]
    shelf("story", "bb33", "--forget")
    assert accounts(shelf) == [["aa11", "aa22"]]


def test_what_is_not_related_leaves_the_sidebar_and_comes_back(shelf: Run) -> None:
    shelf("story", "aa11", "--not-related", "aa22")
    assert "aa22" not in shelf("related", "aa11", "--json").out
    shelf("story", "aa22", "--forget")
    assert "aa22" in shelf("related", "aa11", "--json").out


@pytest.mark.parametrize("words", [("--split", "--forget"), ("--join", "aa22", "--follow")])
def test_one_thing_is_said_at_a_time(shelf: Run, words: tuple[str, ...]) -> None:
    assert shelf("story", "aa11", *words).code == 2


def test_an_unknown_article_is_named(shelf: Run) -> None:
    ran = shelf("story", "aa11", "--join", "zz99")
    assert ran.code == 1
    assert "zz99" in ran.err
