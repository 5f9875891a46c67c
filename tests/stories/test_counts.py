"""Whether figures are said to differ: where they do, and hardly ever where they do not."""

from __future__ import annotations

import pytest
from tests.stories.figurepairs import DIFFER, SAME

from tuinews.stories.counts import counts, where
from tuinews.stories.differing import otherwise

PRECISION, RECALL = 0.95, 0.85


def alarm(before: str, now: str) -> list[tuple[str, str]]:
    """Return what a reader of `now`, who has read `before`, is told."""
    return [
        (count.shown, other.shown)
        for count in counts(now)
        for other in otherwise(count, now, before)
    ]


def test_alarms_are_right_and_most_differences_are_told() -> None:
    missed = [pair for pair in DIFFER if not alarm(*pair[:2])]
    wrong = [pair for pair in SAME if alarm(*pair[:2])]
    right = len(DIFFER) - len(missed)

    assert right / (right + len(wrong)) >= PRECISION, wrong
    assert right / len(DIFFER) >= RECALL, missed


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ru", "zh"])
def test_differences_are_told_in_each_language(language: str) -> None:
    found = [alarm(before, now) for before, now, of in DIFFER if of == language]
    assert sum(map(bool, found)) >= len(found) - 1


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("It left two dead.", "It left three dead.", ("three dead", "two dead")),
        (
            "Passed by 152 votes to 148.",
            "Passed by 154 to 146 votes.",
            ("154 to 146 votes", "152 votes to 148"),
        ),
    ],
)
def test_what_is_told(before: str, now: str, told: tuple[str, str]) -> None:
    assert alarm(before, now) == [told]


@pytest.mark.parametrize(("before", "now", "language"), [*DIFFER, *SAME])
def test_nothing_differs_from_itself(before: str, now: str, language: str) -> None:
    assert alarm(now, now) == alarm(before, before) == []


def test_a_figure_is_found_where_it_stands() -> None:
    assert where("The 12th saw 12 ships.", "12 ships") == (13, 21)
    assert where("火灾造成3人死亡。", "3人") == (4, 6)
    assert where("in 123 ships", "23 ships") is None
