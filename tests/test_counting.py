"""Numbers in sentences."""

from __future__ import annotations

import pytest

from tuinews.counting import size_said


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1.0 kB"),
        (12_345_678, "12.3 MB"),
        (7_000_000_000_000, "7000.0 GB"),
    ],
)
def test_a_size_is_told_in_the_unit_that_suits_it(size: int, said: str) -> None:
    assert size_said(size) == said
