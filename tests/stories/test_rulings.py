"""What the reader said of stories holds in every later catch-up and in every index made anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stories import news

from tuinews.model import Article, Block, BlockKind, Span
from tuinews.store.library import Library
from tuinews.store.rulings import Ruling
from tuinews.stories.cluster import clusters
from tuinews.stories.relate import catch_up

QUAKE = [one.id for one in news.QUAKE_SOUTH]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library that knows its stories."""
    library = Library(tmp_path / "data", tmp_path / "cache")
    library.add(news.ALL)
    catch_up(library)
    yield library
    library.close()


def groups(library: Library) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in library.stories()}


def group_of(library: Library, identity: str) -> set[str]:
    story = library.story_of(identity)
    return set(story.articles) if story else {identity}


def again(library: Library) -> None:
    """Make the index anew, and find all stories anew."""
    library.upkeep.rebuild()
    catch_up(library)


def late_copy(article: Article, name: str) -> Article:
    """Return nearly the same text, an hour later, in another paper."""
    assert article.published is not None
    more = Block(BlockKind.PARAGRAPH, (Span("More is expected in the course of the evening."),))
    later = article.published + timedelta(hours=1)
    return replace(
        article, id=name, publisher="Gazette", published=later, blocks=(*article.blocks, more)
    )


def test_an_account_that_was_split_off_stays_out(library: Library) -> None:
    assert set(QUAKE) <= group_of(library, QUAKE[0])
    library.corrections.split_off(QUAKE[0])

    library.add([late_copy(news.QUAKE_SOUTH[1], "late")])
    catch_up(library)
    assert not group_of(library, QUAKE[0]) & set(QUAKE[1:])
    assert set(QUAKE[1:]) | {"late"} <= group_of(library, QUAKE[1])
    again(library)
    assert not group_of(library, QUAKE[0]) & set(QUAKE[1:])


def test_a_new_account_close_to_one_that_was_split_off_goes_with_it(library: Library) -> None:
    library.corrections.split_off(QUAKE[0])
    library.add([late_copy(news.QUAKE_SOUTH[0], "late")])
    catch_up(library)

    assert group_of(library, "late") == {QUAKE[0], "late"}
    again(library)
    assert group_of(library, "late") == {QUAKE[0], "late"}


def test_stories_that_were_joined_stay_joined(library: Library) -> None:
    others = sorted(groups(library) - {frozenset(group_of(library, QUAKE[0]))}, key=sorted)
    other = sorted(others[0])
    library.corrections.join(QUAKE[0], other[0])
    whole = group_of(library, QUAKE[0])
    assert set(QUAKE) | set(other) <= whole

    library.add([late_copy(news.QUAKE_SOUTH[1], "late")])
    catch_up(library)
    assert group_of(library, QUAKE[0]) == whole | {"late"}
    again(library)
    assert group_of(library, QUAKE[0]) == whole | {"late"}
    assert other[0] in {one.id for one in library.related(QUAKE[0]) if one.same_story}


def test_what_is_not_related_is_never_in_the_sidebar_again(library: Library) -> None:
    library.corrections.unrelate(QUAKE[0], QUAKE[1])
    again(library)

    assert QUAKE[1] not in {one.id for one in library.related(QUAKE[0])}
    assert QUAKE[0] not in {one.id for one in library.related(QUAKE[1])}
    assert QUAKE[1] not in group_of(library, QUAKE[0])


def test_after_undo_the_next_catch_up_finds_what_it_found_before(library: Library) -> None:
    before = groups(library)
    changes = [
        library.corrections.split_off(QUAKE[0]),
        library.corrections.join(QUAKE[0], news.ALL[-1].id),
    ]
    for change in reversed(changes):
        library.undo(change)

    assert groups(library) == before
    again(library)
    assert groups(library) == before


def test_a_word_that_is_taken_back_can_be_said_again_by_undo(library: Library) -> None:
    before = groups(library)
    library.corrections.split_off(QUAKE[0])
    apart = groups(library)
    change = library.corrections.forget_word(QUAKE[0])
    catch_up(library)
    assert (groups(library), change.summary) == (before, "taken back")
    library.undo(change)
    catch_up(library)
    assert groups(library) == apart
    assert not library.corrections.forget_word(news.ALL[-1].id), "nothing was said of it"


def test_words_said_by_hand_are_heeded_by_the_next_catch_up(library: Library) -> None:
    other = Library(library.data, library.data.parent / "another-cache")
    other.upkeep.mend()
    other.corrections.split_off(QUAKE[0])  # its index knows no stories: nothing to split
    other.corrections.rule(Ruling.APART, [(QUAKE[0], name) for name in QUAKE[1:]])
    other.close()

    catch_up(library)
    assert not group_of(library, QUAKE[0]) & set(QUAKE[1:])


# --- whatever the order of arrival ----------------------------------------------------------


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_index_made_anew_has_the_same_stories_in_whatever_order_all_came(
    tmp_path: Path, library: Library, order: tuple[int, ...]
) -> None:
    again(library)
    parts = [news.ALL[0::3], news.ALL[1::3][::-1], news.ALL[2::3]]
    other = Library(tmp_path / "other", tmp_path / "other-cache")
    for number in order:
        other.add(parts[number])
        catch_up(other)
    again(other)

    assert {s.id: set(s.articles) for s in other.stories()} == {
        s.id: set(s.articles) for s in library.stories()
    }
    other.close()


# --- grouping -------------------------------------------------------------------------------

PAIRS = st.tuples(st.integers(0, 7), st.integers(0, 7)).map(sorted).filter(lambda p: p[0] < p[1])
LINKS = st.dictionaries(PAIRS.map(tuple), st.floats(0, 2), max_size=20)


@given(LINKS, st.lists(PAIRS.map(tuple), max_size=3), st.sets(PAIRS.map(tuple), max_size=8))
def test_groups_heed_what_was_said(
    links: dict[tuple[int, int], float],
    joined: list[tuple[int, int]],
    apart: set[tuple[int, int]],
) -> None:
    alone = clusters({}, 8, joined)
    found = clusters(links, 8, joined, apart)

    assert sorted(item for group in found for item in group) == list(range(8))
    for group in alone:
        assert any(set(group) <= set(one) for one in found)
    contradicted = any({a, b} <= set(group) for a, b in apart for group in alone)
    for a, b in apart:
        together = any({a, b} <= set(group) for group in found)
        assert not together or contradicted
