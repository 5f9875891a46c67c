"""The arithmetic of likeness, density and groups, and what is remembered of articles."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stories import news
from tests.stories.making import calls, groups, make

from tuinews.store.library import Library
from tuinews.stories import record, scoring
from tuinews.stories.cluster import clusters
from tuinews.stories.copies import Text, share_of_copy
from tuinews.stories.record import Record
from tuinews.stories.relate import catch_up
from tuinews.stories.terms import stem, weigh

SHARES = st.floats(0.01, 1)


def test_a_pair_stands_out_less_in_a_dense_neighbourhood() -> None:
    quiet, busy = (0.2, 0.05), (0.2, 0.2, 0.19)
    assert scoring.score(0.2, quiet, quiet) > scoring.score(0.2, busy, busy)
    assert scoring.link(0.2, (0.2,), (0.2,)) > scoring.link(0.2, (0.4,), (0.4,))


@given(SHARES, SHARES, SHARES, SHARES)
def test_a_score_can_be_moved_to_another_density(
    alike: float, a: float, b: float, c: float
) -> None:
    scale = (scoring.density((a,)) / scoring.density((c,))) ** 0.5
    moved = scoring.rescaled(scoring.score(alike, (a,), (b,)), scale)
    assert moved == pytest.approx(scoring.score(alike, (c,), (b,)))


def test_copies_do_not_count_more_than_a_close_account() -> None:
    assert scoring.link(0.3, (0.95,), (0.3,)) == scoring.link(0.3, (0.45,), (0.3,))


@given(st.dictionaries(st.text(min_size=1), st.floats(0.1, 9), max_size=200))
def test_a_record_is_read_back_as_it_was_written(weights: dict[str, float]) -> None:
    signature, strongest = scoring.sign(weights, lambda _: 1.0)
    assert len(strongest) == min(len(weights), scoring.STRONGEST)
    title = tuple(signature.terms)[1:4]
    made = Record(signature, 18_000.5, 7, 9, (0.5, 0.25), title)
    for one in (made, replace(made, day=None, near=None), replace(made, near=(), listing=True)):
        assert record.unpacked(one.packed()) == one
        assert record.glance(one.packed()) == (one.day, array("I", signature.terms))
        for near in ((), (0.75,), (0.75, 0.5, 0.125)):
            assert record.with_near(one.packed(), near) == replace(one, near=near).packed()


@pytest.mark.parametrize("data", [b"", b"x", b"\xff" * 100])
def test_records_of_another_version_are_made_anew(data: bytes) -> None:
    assert record.unpacked(data) is None


@pytest.mark.parametrize(
    ("words", "term"),
    [("Russian Russians", "russian"), ("expelled expels", "expell expel"), ("Café", "cafe")],
)
def test_endings_do_not_matter(words: str, term: str) -> None:
    assert {stem(word) for word in words.split()} == set(term.split())


def test_names_figures_and_headline_weigh_more() -> None:
    weights = weigh("storm", "the wind met Falk and 14 ships").weights
    assert weights["storm"] > weights["wind"] == weights["met"]
    assert weights["falk"] > weights["met"] < weights["14"]


Links = Mapping[tuple[int, int], float]


@pytest.mark.parametrize(
    ("links", "count", "groups"),
    [
        ({}, 2, [[0], [1]]),
        ({(0, 1): 0.9}, 3, [[0, 1], [2]]),
        ({(0, 1): 0.3}, 2, [[0], [1]]),
        ({(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.9, (2, 3): 0.43}, 4, [[0, 1, 2], [3]]),
        ({(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.5}, 4, [[0, 1], [2, 3]]),
    ],
)
def test_groups_hold_together_by_their_mean(
    links: Links, count: int, groups: Sequence[Sequence[int]]
) -> None:
    assert clusters(links, count) == groups


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
        SHARES,
    )
)
def test_every_item_is_in_one_group(links: Links) -> None:
    groups = clusters(links, 12)
    assert sorted(item for group in groups for item in group) == list(range(12))


def test_copies_are_known_after_changes_and_cuts() -> None:
    wire = make("wire", "", " ".join(one.body for one in news.QUAKE_SOUTH))
    words = wire.body.split()
    cut = make("cut", "", " ".join(words[: len(words) // 2]).replace("people", "persons"))
    assert share_of_copy(Text(wire.body), Text(cut.body)) > 0.85
    assert share_of_copy(*(Text(one.body) for one in news.QUAKE_SOUTH[:2])) == 0
    assert share_of_copy(Text("Short."), Text("Short.")) == 0.0


def test_old_articles_are_not_read_again_where_signatures_are_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(one for one in news.ALL if one.id != "chess")
    catch_up(library)
    read = calls(monkeypatch, library, "article")
    library.add(one for one in news.SINGLES if one.id == "chess")
    catch_up(library)
    assert read == [("chess",)]
    assert groups(library) == news.STORIES
