"""What relates articles, as the index keeps it: packed, kept once, found from both ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.model import Article, Related
from tuinews.store.index import edges, mend
from tuinews.store.library import Library
from tuinews.store.packing import MOST, pack24, unpack24

Make = Callable[..., Article]
NUMBERS = st.integers(0, MOST)
KEPT = st.builds(edges.StoredEdge, st.integers(0, 50_000), st.lists(NUMBERS, max_size=7).map(tuple))


@given(st.lists(NUMBERS))
def test_numbers_are_read_back_as_they_were_packed(numbers: list[int]) -> None:
    assert unpack24(pack24(numbers)).tolist() == numbers
    assert len(pack24(numbers)) == 3 * len(numbers)


def test_a_number_that_is_too_large_is_refused_and_half_a_number_is_none() -> None:
    with pytest.raises(OverflowError):
        pack24([MOST + 1])
    with pytest.raises(ValueError, match="24 bits"):
        unpack24(bytes(4))


@given(st.dictionaries(NUMBERS, KEPT, max_size=300))
def test_edges_are_read_back_as_they_were_packed(found: dict[int, edges.StoredEdge]) -> None:
    again = edges.unpacked(edges.packed(found))
    assert list(again) == list(found)
    for other, one in found.items():
        assert (again[other].score, *again[other].reasons) == (one.score, *one.reasons)
        alone = edges.edge_to(other, edges.packed(found))
        assert alone == again[other]


@given(st.dictionaries(NUMBERS, KEPT, min_size=1, max_size=9), st.data())
def test_a_row_that_lost_its_end_is_refused(
    found: dict[int, edges.StoredEdge], data: st.DataObject
) -> None:
    row = edges.packed(found)
    with pytest.raises(ValueError, match=r"edges|24 bits"):
        edges.unpacked(row[: data.draw(st.integers(1, len(row) - 1))])


@pytest.fixture
def db(library: Library, make: Make) -> sqlite3.Connection:
    """The index of a library in which three articles are related to a fourth, and two copies."""
    library.add([make(number) for number in range(5)])
    library.relations.put(
        {
            "a1": [Related("a2", 0.5, False, ("port",)), Related("a3", 0.25, False, ("ferry",))],
            "a4": [Related("a1", 0.75, False, ("port", "ferry"), copy=0.9)],
        },
        {},
    )
    return library._index.db


def related(library: Library, identity: str) -> dict[str, float]:
    return {one.id: one.score for one in library.related(identity)}


def test_keys_that_are_exchanged_take_their_edges_along(
    library: Library, db: sqlite3.Connection
) -> None:
    before = {name: library.related(name) for name in ("a1", "a2", "a3", "a4")}
    keys = dict(db.execute("select id, key from articles where id in ('a1', 'a2')"))
    with library._index.transaction() as change:
        change.execute("update articles set key = -1 where id = 'a1'")
        change.execute("update articles set key = ? where id = 'a2'", (keys["a1"],))
        change.execute("update articles set key = ? where id = 'a1'", (keys["a2"],))
        edges.move(change, [(keys["a1"], keys["a2"]), (keys["a2"], keys["a1"])])
    assert edges.fit(db)
    for name, found in before.items():
        assert set(library.related(name)) == set(found)


def test_what_is_said_anew_takes_the_place_of_what_was_said(
    library: Library, db: sqlite3.Connection
) -> None:
    library.relations.put(
        {"a2": [Related("a1", 0.125, False, ()), Related("a4", 1.0, False, ())]}, {}
    )
    assert related(library, "a1") == {"a4": 0.75, "a3": 0.25, "a2": 0.125}
    assert related(library, "a4") == {"a2": 1.0, "a1": 0.75}
    library.relations.put({"a1": []}, {})
    assert related(library, "a1") == related(library, "a3") == {}
    assert related(library, "a4") == {"a2": 1.0}
    assert db.execute("select count(*) from copies").fetchone() == (0,)
    assert edges.fit(db)


def test_an_article_that_goes_leaves_no_edges(library: Library, db: sqlite3.Connection) -> None:
    library.remove(["a1"])
    assert related(library, "a4") == {}
    for table in (*edges.TABLES, "copies"):
        assert db.execute(f"select count(*) from {table}").fetchone() == (0,)
    assert edges.fit(db)


@pytest.mark.parametrize(
    "damage",
    [
        "update relations set data = x'07'",
        "update relations set data = 'text'",
        "update relations set key = key + 1",
        "delete from named",
        "delete from reasons where text = 'port'",
        "update named set data = x'FFFFFF'",
    ],
)
def test_edges_that_do_not_fit_are_noticed(
    library: Library, db: sqlite3.Connection, open_library: Callable[..., Library], damage: str
) -> None:
    assert not library.upkeep.compare()
    db.execute(damage)
    assert library.upkeep.compare()
    library.related("a1")
    library.related("a4")  # what cannot be read is no answer, and no fault


def test_an_index_whose_numbers_come_to_an_end_is_made_anew(
    library: Library, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.execute("update articles set num = num + 100 where id = 'a0'")
    monkeypatch.setattr(mend, "NUMBERS", 100)
    library.upkeep.mend()
    assert library._index.db.execute("select max(num) from articles").fetchone() == (5,)
    assert library.size == 5
