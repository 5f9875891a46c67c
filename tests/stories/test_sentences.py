"""Sentences, kept whole over abbreviations, quotes and numbers, in several languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.stories.sentences import sentences, spans


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("One line", ["One line"]),
        ("It rained. It stopped!", ["It rained.", "It stopped!"]),
        ("First line\nSecond line", ["First line", "Second line"]),
        (
            "Mr. Ito met Dr. Sol on Oct. 6. They spoke.",
            ["Mr. Ito met Dr. Sol on Oct. 6.", "They spoke."],
        ),
        ("The U.S. Senate met. It voted.", ["The U.S. Senate met.", "It voted."]),
        ("He left the U.N. He never came back.", ["He left the U.N.", "He never came back."]),
        ("J. R. Falk wrote it. Good.", ["J. R. Falk wrote it.", "Good."]),
        (
            "“We stay,” she said. “No doubt.” He nodded.",
            ["“We stay,” she said.", "“No doubt.”", "He nodded."],
        ),
        ("“Who knows?” he said. Nobody.", ["“Who knows?” he said.", "Nobody."]),
        ("It cost 2.5 million. Too much.", ["It cost 2.5 million.", "Too much."]),
        ("He was 12. She was 14.", ["He was 12.", "She was 14."]),
        ("Well... no. Yes… of course.", ["Well... no.", "Yes… of course."]),
        ("Corvin Inc. said so.", ["Corvin Inc. said so."]),
        ("Er kam am 3. Oktober an. Dann ging er.", ["Er kam am 3. Oktober an.", "Dann ging er."]),
        ("Das gilt z. B. für Dr. Sol. Ja.", ["Das gilt z. B. für Dr. Sol.", "Ja."]),
        ("Il est parti. « Jamais ! » dit-elle.", ["Il est parti.", "« Jamais ! » dit-elle."]),
        (
            "台風が来た。「帰れない」と話す。終わり",
            ["台風が来た。", "「帰れない」と話す。", "終わり"],
        ),
        ("هل وصل؟ نعم.", ["هل وصل؟", "نعم."]),
        ("वह आया। वह गया।", ["वह आया।", "वह गया।"]),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@given(st.text(alphabet='aB .!?"“”\n1M…。', max_size=80) | st.text(max_size=80))
def test_nothing_but_blanks_lies_between_sentences(text: str) -> None:
    end = 0
    for start, stop in spans(text):
        assert end <= start < stop <= len(text)
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()


def test_a_megabyte_of_dots_takes_no_time() -> None:
    assert len(sentences("." * 1_000_000)) == 1
    assert len(sentences("a. " * 100_000)) == 1
    assert sentences("A.B." * 100_000 + " It ends")
