"""Breaking text into lines by cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tuinews.ui.drawing.wrap import chop, wrap


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("the port was shut", 8, ["the port", "was shut"]),
        ("a word-for-word report", 10, ["a word-", "for-word", "report"]),
        ("from -5 to 7", 6, ["from", "-5 to", "7"]),
        ("he left — late", 9, ["he left —", "late"]),
        ("one\n\ntwo", 20, ["one", "", "two"]),
        ("x" * 7, 3, ["xxx", "xxx", "x"]),
        ("", 9, [""]),
        ("北约仍需与俄罗斯对话。", 10, ["北约仍需与", "俄罗斯对", "话。"]),
        ("「北约」仍需", 6, ["「北", "约」仍", "需"]),
        ("say 北约 now", 6, ["say 北", "约 now"]),
        ("a non\u00a0break", 9, ["a", "non\u00a0break"]),
        ("non\u00a0breaking blank", 9, ["non", "breaking", "blank"]),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(st.text(alphabet="ab -—é中。「e\u0301👩\n", max_size=200), st.integers(2, 30))
def test_no_character_is_lost_and_no_line_too_wide(text: str, width: int) -> None:
    spans = wrap(text, width)
    assert all(cell_len(text[start:end]) <= width for start, end in spans)
    shown = "".join(text[start:end] for start, end in spans)
    assert shown.replace(" ", "") == text.replace(" ", "").replace("\n", "")


@given(st.text(alphabet="ab  中\n", max_size=100), st.integers(2, 30))
def test_chopped_text_keeps_every_blank(text: str, width: int) -> None:
    spans = chop(text, width)
    assert "".join(text[start:end] for start, end in spans) == text.replace("\n", "")
    assert all(cell_len(text[start:end]) <= width for start, end in spans)


@pytest.mark.parametrize("width", [1, 0, -3])
def test_a_pane_of_no_width_has_lines_too(width: int) -> None:
    assert lines("ab cd", width) == lines("ab cd", 1)
    assert chop("ab", width) == chop("ab", 1)


def test_two_million_characters_are_broken_without_a_pause_that_grows() -> None:
    assert len(wrap("word " * 400_000, 72)) > 28_000
