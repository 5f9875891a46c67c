"""Which articles become one story, in what order they came, and the reasons that are told."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.stories import news
from tests.stories.fakestore import FakeStore, make

from tuinews import stories
from tuinews.model import Article
from tuinews.store.library import Library
from tuinews.stories import records, relate


def test_accounts_of_one_event_are_one_story_and_look_alikes_are_not(shelf: FakeStore) -> None:
    shelf.add(*news.ALL)
    assert stories.catch_up(shelf) == len(news.ALL)
    assert shelf.groups() == news.STORIES


def test_the_sidebar_shows_the_same_story_first_with_its_reasons(shelf: FakeStore) -> None:
    shelf.add(*news.ALL)
    stories.catch_up(shelf)
    first, second, *others = shelf.related("south-1")
    assert {first.id, second.id} == {"south-2", "south-3"}
    assert first.same_story and second.same_story
    assert not any(one.same_story for one in others)
    assert "1 shared quote" in first.reasons
    assert {"Miramar", "Velmora", "Teresa Quiroga", "Lucas Ibarra"} & set(first.reasons)
    assert all(0 < one.score <= 1 for one in shelf.related("south-1"))


def test_what_one_tells_of_the_other_the_other_tells_of_the_one(shelf: FakeStore) -> None:
    shelf.add(*news.ALL)
    stories.catch_up(shelf)
    for name in shelf.articles:
        for one in shelf.related(name):
            back = next(other for other in shelf.related(one.id) if other.id == name)
            assert (back.score, back.same_story, back.reasons) == (
                one.score,
                one.same_story,
                one.reasons,
            )


def test_the_same_court_case_weeks_later_is_a_topic_not_a_story(shelf: FakeStore) -> None:
    shelf.add(*news.ALL)
    stories.catch_up(shelf)
    (later,) = [one for one in shelf.related("trial-2") if one.id == "trial-16"]
    assert not later.same_story
    assert "Odile Marchetti" in later.reasons or "Corvin Bank" in later.reasons


def test_a_daily_column_never_becomes_a_story(shelf: FakeStore) -> None:
    shelf.add(*news.WEATHER)
    stories.catch_up(shelf)
    assert shelf.groups() == set()


def test_an_article_that_has_nothing_to_do_with_any_stays_alone(shelf: FakeStore) -> None:
    shelf.add(*news.ALL)
    stories.catch_up(shelf)
    assert shelf.related("recipe") == []


def test_nothing_is_shown_as_related_without_a_reason(shelf: FakeStore) -> None:
    shelf.add(*news.ALL)
    stories.catch_up(shelf)
    assert all(one.reasons for name in shelf.articles for one in shelf.related(name))


@pytest.mark.parametrize("seed", range(4))
def test_one_by_one_or_at_once_in_any_order_gives_the_same_stories(
    shelf: FakeStore, seed: int
) -> None:
    articles = list(news.ALL)
    random.Random(seed).shuffle(articles)
    for article in articles:
        shelf.add(article)
        assert stories.catch_up(shelf) == 1
    assert shelf.groups() == news.STORIES


def test_how_many_records_are_at_hand_changes_nothing(
    shelf: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add(*news.ALL)
    stories.catch_up(shelf)
    few = FakeStore()
    few.add(*news.ALL)
    monkeypatch.setattr(records, "IN_USE", 2)
    monkeypatch.setattr(relate, "AT_ONCE", 3)
    stories.catch_up(few)
    assert few.edges.keys() == shelf.edges.keys()
    for pair, one in shelf.edges.items():
        same = replace(few.edges[pair], score=one.score)
        assert same == one
        assert few.edges[pair].score == pytest.approx(one.score, abs=1e-4)  # kept in two bytes
    assert few.groups() == shelf.groups()


def test_a_story_keeps_its_id_when_accounts_come_in(shelf: FakeStore) -> None:
    shelf.add(*news.QUAKE_SOUTH[:2], *news.SINGLES)
    stories.catch_up(shelf)
    before = shelf.told["south-1"]
    shelf.add(news.QUAKE_SOUTH[2], *news.QUAKE_NORTH)
    stories.catch_up(shelf)
    assert before == shelf.told["south-3"] == shelf.told["south-1"] != shelf.told["north-1"]


def test_made_anew_a_story_has_the_same_id(shelf: FakeStore) -> None:
    again = FakeStore()
    shelf.add(*news.ALL)
    again.add(*reversed(news.ALL))
    stories.catch_up(shelf)
    stories.catch_up(again)
    assert {a: b for a, b in shelf.told.items() if b} == {a: b for a, b in again.told.items() if b}


def test_without_dates_the_text_decides(shelf: FakeStore) -> None:
    undated = [replace(one, published=None) for one in (*news.QUAKE_SOUTH, *news.QUAKE_NORTH)]
    shelf.add(*undated, *news.SINGLES)
    stories.catch_up(shelf)
    assert {"south-1", "south-2"} <= next(group for group in shelf.groups() if "south-1" in group)
    assert frozenset({"north-1", "north-2"}) in shelf.groups()


def test_a_date_read_between_the_lines_counts(shelf: FakeStore) -> None:
    first, second = news.QUAKE_NORTH
    day = datetime(2021, 3, 2, tzinfo=UTC).date()
    shelf.add(first, replace(second, published=None, published_inferred=day), *news.SINGLES)
    stories.catch_up(shelf)
    assert shelf.groups() == {frozenset({"north-1", "north-2"})}


def wire_copies() -> list[Article]:
    wire = news.QUAKE_SOUTH[0]
    copy = replace(wire, id="copy", publisher="Morning Post", headline="Deadly quake hits Velmora")
    return [wire, copy]


def test_wire_text_under_two_mastheads_is_told_to_be_the_same_text(shelf: FakeStore) -> None:
    shelf.add(*wire_copies(), *news.SINGLES)
    stories.catch_up(shelf)
    assert shelf.related("copy")[0].reasons[0] == "the same text"


def test_a_copy_does_not_push_other_accounts_out_of_the_story(shelf: FakeStore) -> None:
    shelf.add(*wire_copies(), *news.QUAKE_SOUTH[1:], *news.SINGLES)
    stories.catch_up(shelf)
    assert shelf.groups() == {frozenset({"south-1", "south-2", "south-3", "copy"})}


def test_an_article_that_changed_is_related_anew(shelf: FakeStore) -> None:
    shelf.add(*news.ALL)
    stories.catch_up(shelf)
    chess = shelf.articles["chess"]
    shelf.add(
        replace(chess, headline=news.QUAKE_NORTH[0].headline, blocks=news.QUAKE_NORTH[0].blocks)
    )
    assert stories.catch_up(shelf) == 1
    assert frozenset({"north-1", "north-2", "chess"}) in shelf.groups()


def test_articles_that_went_away_in_the_meantime_do_not_matter(shelf: FakeStore) -> None:
    shelf.add(*news.ALL)
    stories.catch_up(shelf)
    shelf.remove("south-2")
    shelf.add(
        make("late", "Velmora buries its dead", news.QUAKE_SOUTH[2].body, "2021-03-03", "Post")
    )
    shelf.add(make("gone", "x", "y"))
    shelf.remove("gone")
    stories.catch_up(shelf)
    assert any({"south-1", "south-3", "late"} <= group for group in shelf.groups())
    assert shelf.waiting == []


@pytest.mark.parametrize(
    "body", ["", "...", "1 2 3", "word", "é" * 10_000, "(" * 5000, "a. " * 3000]
)
def test_strange_texts_are_related_without_harm(shelf: FakeStore, body: str) -> None:
    shelf.add(make("one", "", body), make("two", "", body), *news.SINGLES)
    assert stories.catch_up(shelf) == 5


def test_progress_counts_to_the_end(shelf: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuinews.stories.relate.BATCH", 4)
    shelf.add(*news.ALL)
    seen: list[tuple[int, int]] = []
    stories.catch_up(shelf, lambda done, total: seen.append((done, total)))
    count = len(news.ALL)
    assert seen == [(min(done, count), count) for done in range(4, count + 4, 4)]
    assert shelf.groups() == news.STORIES


def test_the_days_around_are_read_once_for_all_that_came_in(shelf: FakeStore) -> None:
    shelf.add(*news.ALL)
    stories.catch_up(shelf)
    assert shelf.asked == 1
    shelf.add(make("late", "Rain", "It rains.", "2021-03-04"))
    stories.catch_up(shelf)
    assert shelf.asked == 2


@pytest.mark.parametrize("at_once", [1, 5, 400])
def test_a_large_library_has_the_same_stories_whatever_comes_in_together(
    shelf: FakeStore, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("tuinews.stories.candidates.MOST", 0)
    monkeypatch.setattr("tuinews.stories.relate.BATCH", at_once)
    old = [
        replace(one, id=f"old {one.id}", published=datetime(2019, 5, 1, tzinfo=UTC))
        for one in news.SINGLES
    ]
    shelf.add(*news.ALL, *old)
    stories.catch_up(shelf)
    assert shelf.groups() == news.STORIES
    assert not any("old" in one.id for one in shelf.related("chess"))


def test_how_common_words_are_is_counted_once_until_the_library_has_grown(
    shelf: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("LARGE", 1), ("FREQUENT", 5), ("_NEWS", 1)):
        monkeypatch.setattr(f"tuinews.stories.records.{name}", value)
    shelf.add(*news.ALL)
    stories.catch_up(shelf)
    assert shelf.groups() == news.STORIES
    assert shelf.counted.count("the") == 1
    shelf.add(make("late", "The rain", "It rains on the hills of Velmora.", "2021-03-04"))
    stories.catch_up(shelf)
    assert "hills" in shelf.counted
    assert shelf.counted.count("the") == 1
    shelf.add(*(make(f"late-{one}", "The rain", "", "2021-03-04") for one in range(9)))
    stories.catch_up(shelf)
    assert shelf.counted.count("the") == 2


def test_what_has_no_date_is_looked_for_everywhere_in_a_large_library(
    shelf: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuinews.stories.candidates.MOST", 0)
    first, second = news.QUAKE_NORTH
    shelf.add(first, *news.SINGLES)
    stories.catch_up(shelf)
    shelf.add(replace(second, published=None))
    stories.catch_up(shelf)
    assert shelf.groups() == {frozenset({"north-1", "north-2"})}


def test_in_a_real_library(tmp_path: Path) -> None:
    library = Library(tmp_path / "data", tmp_path / "cache")
    try:
        library.add(news.ALL)
        stories.catch_up(library)
        told = {frozenset(story.articles) for story in library.stories()}
        assert told == news.STORIES
        assert library.related("south-1")[0].same_story
        assert library.unrelated() == []
        for a, b in itertools.combinations(sorted(news.STORIES, key=sorted), 2):
            assert not a & b
    finally:
        library.close()
