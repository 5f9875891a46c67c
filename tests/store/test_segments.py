"""Merging: what many transactions added becomes few pieces, and is found as before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tuinews.model import Article
from tuinews.store.index import segments
from tuinews.store.library import Library
from tuinews.store.query.language import parse

Make = Callable[..., Article]


def pieces(library: Library) -> int:
    """Return of how many pieces the table of words is made."""
    statement = "select count(distinct segid) from words_idx"
    return int(library._index.db.execute(statement).fetchone()[0])


@pytest.mark.parametrize("many", [1, 16])
def test_many_small_additions_leave_few_pieces(
    make: Make, library: Library, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "MANY", many)
    for number in range(1, 31):
        library.add([make(number)])
        assert pieces(library) <= max(many, 8) + 1
    assert len(library.keys(parse("harbour"))) == 30
    assert len(library.keys(parse('"storm number 7"'))) == 1
    assert len(library.keys(parse("ha*"))) == 30


def test_whoever_waits_gets_the_index_between_two_steps(
    make: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([make(1)])
    monkeypatch.setattr(segments, "MANY", 1)
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    segments.merge(library._index, lambda: False)
    assert slept == []
    segments.merge(library._index, lambda: True)
    assert slept == [segments.PAUSE] * len(segments.TABLES)
