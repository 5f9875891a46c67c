"""Signs of plain ASCII in place of those that every screen draws."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from tuinews.ui.drawing import signs
from tuinews.ui.drawing.asciisigns import AsciiSigns
from tuinews.ui.lists.relatedgroups import LEVELS
from tuinews.ui.screens.comparelines import MOVED, VERDICTS

DRAWN = (
    *(sign for name, sign in vars(signs).items() if name.isupper()),
    *(*VERDICTS.values(), *MOVED.values(), *LEVELS),
)


def plain(text: str) -> str:
    (segment,) = AsciiSigns().apply([Segment(text)], Color(0, 0, 0))
    return segment.text


@pytest.mark.parametrize("sign", DRAWN)
def test_every_sign_has_one_of_ascii_as_wide_as_itself(sign: str) -> None:
    assert plain(sign).isascii() and cell_len(plain(sign)) == cell_len(sign) == 1


def test_a_timeline_keeps_its_heights_and_a_scrollbar_has_none() -> None:
    assert plain(" ▄▁·▇▂  4 days") == " :_~|.  4 days"
    assert plain("▂") == plain("▇ ").strip() + " " == " "


def test_letters_stay_as_they_are() -> None:
    assert plain("Αθήνα – “ώρα”") == 'Αθήνα - "ώρα"'
