"""What looks alike and is not, what looks different and is: a week of invented news."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.stories import news
from tests.stories.lookalikes import ALONE, EVENTS

from tuinews.model import Article
from tuinews.store.library import Library
from tuinews.stories.compare import compare
from tuinews.stories.relate import catch_up

WEEK = [*(article for event in EVENTS for article in event), *ALONE]


def stories_of(folder: Path, articles: Sequence[Article], batches: int = 1) -> dict[str, str]:
    """Return the story of each article once all have come, and the index was made anew."""
    library = Library(folder / "data", folder / "cache")
    for number in range(batches):
        library.add(articles[number::batches])
        catch_up(library)
    library.upkeep.rebuild()
    catch_up(library)
    found = {one: story.id for story in library.stories() for one in story.articles}
    library.close()
    return found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The stories of the week."""
    return stories_of(tmp_path_factory.mktemp("week"), [*news.ALL, *WEEK])


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event[0].id)
def test_accounts_of_one_event_are_one_story(
    told: dict[str, str], event: Sequence[Article]
) -> None:
    found = {told.get(article.id) for article in event}
    assert len(found) == 1 and None not in found


def test_different_events_are_different_stories(told: dict[str, str]) -> None:
    stories = [told[event[0].id] for event in EVENTS]
    assert len(set(stories)) == len(stories)


@pytest.mark.parametrize("article", ALONE, ids=lambda article: article.id)
def test_columns_tables_and_letters_belong_to_no_story(
    told: dict[str, str], article: Article
) -> None:
    assert article.id not in told


def test_a_correction_differs_in_what_was_corrected() -> None:
    first, corrected = EVENTS[4][:2]
    (figure,) = compare(first, corrected).differing_figures
    assert (figure.a, figure.b) == ("two firefighters", "three firefighters")


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Path]:
    """A folder for each trial."""
    yield (tmp_path / str(number) for number in range(1000))  # type: ignore[misc]


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 999), batches=st.integers(1, 4))
def test_the_order_in_which_a_week_came_makes_no_difference(
    told: dict[str, str], folders: Iterator[Path], seed: int, batches: int
) -> None:
    week = [*news.ALL, *WEEK]
    random.Random(seed).shuffle(week)
    assert stories_of(next(folders), week, batches) == told
