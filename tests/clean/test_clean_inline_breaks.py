"""Where two elements touch without a space: parts of one word, two words, or two lines."""

from __future__ import annotations

import re

import pytest
from lxml import html

from tuinews.clean.walk import Walk


def lines(markup: str) -> list[str]:
    """Return the texts of the pieces of one line of a page."""
    walk = Walk("")
    walk.run(html.fromstring(f"<html><body><div>{markup}</div></body></html>"))
    return [piece.text for piece in walk.pieces]


@pytest.mark.parametrize(
    "markup",
    [
        "<span>Har</span><span>bour</span>",  # small letters go on with the word
        "<span>H</span><span>ARBOUR</span>",  # an initial set large
        "<b>Har</b><b>Bour</b>",  # what is only set bold is no item
        "<span>6</span><span>80</span>",  # the parts of a number
        "<span>Net</span>Street",  # the text touches, not another element
    ],
)
def test_a_word_marked_up_in_parts_stays_one(markup: str) -> None:
    assert lines(markup) == [re.sub("<[^>]+>", "", markup)]


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<span>By Ada Moor</span><span>Harbour desk</span>", ["By Ada Moor", "Harbour desk"]),
        ("<span>By Ada Moor</span><time>3 May 2024</time>", ["By Ada Moor", "3 May 2024"]),
        ("<a href='/a'>Ada Moor</a><small>May 3, 2024</small>", ["Ada Moor", "May 3, 2024"]),
        ("<span>Von Ada Moor</span> <span>Hafen</span>", ["Von Ada Moor Hafen"]),
    ],
)
def test_items_of_a_line_become_lines(markup: str, wanted: list[str]) -> None:
    assert lines(markup) == wanted


def test_sentences_that_touch_are_set_apart_by_a_space() -> None:
    assert lines("<span>The mole is shut.</span><span>Boats wait.</span>") == [
        "The mole is shut. Boats wait."
    ]
    long = "The harbour master looked at the mole for a long time and then at the sky"
    assert lines(f"<span>{long}</span><span>Nobody sailed</span>") == [f"{long} Nobody sailed"]


def test_a_heading_and_a_cell_stay_one_line() -> None:
    walk = Walk("")
    walk.run(
        html.fromstring("<html><body><h2><span>Harbour</span><span>Boats wait</span></h2></body>")
    )
    assert [piece.text for piece in walk.pieces] == ["Harbour Boats wait"]


def test_scripts_without_capitals_are_parted_only_where_the_markup_says_so() -> None:
    assert lines("<span>港口</span><span>新闻</span>") == ["港口新闻"]
    assert lines("<span class='a'>港口</span><span class='a'>新闻</span>") == ["港口新闻"]
    assert lines("<span class='from'>港口晚报</span><span class='who'>记者</span>") == [
        "港口晚报",
        "记者",
    ]
    assert lines("<span>来源：港口晚报</span><span>作者：林小舟</span>") == [
        "来源：港口晚报",
        "作者：林小舟",
    ]
    assert lines("<span>सीमा वर्मा</span><time>3 मई 2024</time>") == ["सीमा वर्मा", "3 मई 2024"]
