"""Text in columns: widths, wrapping, cutting; wide characters count twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.columns import cells, cut, pad, wrap


@pytest.mark.parametrize(
    ("shown", "width"),
    [("abc", 3), ("é", 1), ("e\u0301", 1), ("東京", 4), ("a\u200db", 2), ("", 0)],
)
def test_widths(shown: str, width: int) -> None:
    assert cells(shown) == width


def test_what_is_cut_says_so() -> None:
    assert cut("headline", 8) == "headline"
    assert cut("headlines", 8) == "headlin…"
    assert cut("東京の港", 6) == "東京…"
    assert pad("東京の港", 6) == "東京… "


def test_wrapping_keeps_words_and_hangs_the_rest() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("one two three", 9, "- ") == ["- one two", "  three"]
    assert wrap("", 9, "- ") == ["-"]


def test_a_word_wider_than_the_line_is_split() -> None:
    assert wrap("a https://x.example/long", 10) == ["a", "https://x.", "example/lo", "ng"]


def test_japanese_breaks_anywhere_but_before_its_full_stop() -> None:
    assert wrap("東京の港。", 8) == ["東京の", "港。"]


@given(
    st.text(st.characters(exclude_categories=["C", "Z", "M"]) | st.just(" ")), st.integers(4, 40)
)
def test_nothing_is_lost_and_no_line_is_too_wide(shown: str, width: int) -> None:
    lines = wrap(shown, width)
    assert "".join("".join(lines).split()) == "".join(shown.split())
    assert all(cells(row) <= width for row in lines)
