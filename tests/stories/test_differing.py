"""Figures and names that stand otherwise in what was read."""

from __future__ import annotations

import pytest
from tests.stories.shelf import make

from tuinews.stories.differing import Differing, differing
from tuinews.stories.novelty import Read, told_in

BEFORE = "Lenta expelled eight envoys of the alliance on Thursday after talks with Anna Berg."


def found(before: str, now: str) -> list[Differing]:
    read = Read([make("a", "", before)])
    article = make("b", "", now)
    return differing(article, told_in(article, read), read)


def test_the_same_things_counted_differently() -> None:
    (one,) = found(BEFORE, BEFORE.replace("eight", "ten"))

    assert (one.shown, one.others) == ("ten envoys", ("eight envoys",))
    assert BEFORE.replace("eight", "ten")[one.start : one.end] == "ten envoys"


def test_another_name() -> None:
    (one,) = found(BEFORE, BEFORE.replace("Berg", "Koch"))

    assert (one.shown, one.others) == ("Koch", ())


@pytest.mark.parametrize(
    "now",
    [
        BEFORE,
        BEFORE.replace("eight", "8"),
        "A ferry with ten passengers ran aground near the lighthouse in thick fog.",
    ],
)
def test_nothing_differs_where_the_same_or_something_else_is_told(now: str) -> None:
    assert found(BEFORE, now) == []
