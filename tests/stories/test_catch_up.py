"""Which articles become one story, in what order they came, and the reasons that are told."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.stories import news
from tests.stories.making import calls, groups, make, story_ids

from tuinews.model import Article
from tuinews.store.library import Library
from tuinews.stories import records, relate
from tuinews.stories.relate import catch_up

IDS = [one.id for one in news.ALL]


def test_accounts_of_one_event_are_one_story_and_look_alikes_are_not(library: Library) -> None:
    library.add(news.ALL)
    assert catch_up(library) == len(news.ALL)
    assert groups(library) == news.STORIES
    assert library.relations.waiting() == []


def test_the_sidebar_shows_the_same_story_first_with_its_reasons(library: Library) -> None:
    library.add(news.ALL)
    catch_up(library)
    first, second, *others = library.related("south-1")
    assert {first.id, second.id} == {"south-2", "south-3"}
    assert first.same_story and second.same_story
    assert not any(one.same_story for one in others)
    assert "1 shared quote" in first.reasons
    assert {"Miramar", "Velmora", "Teresa Quiroga", "Lucas Ibarra"} & set(first.reasons)
    assert all(0 < one.score <= 1 for one in library.related("south-1"))


def test_what_one_tells_of_the_other_the_other_tells_of_the_one(library: Library) -> None:
    library.add(news.ALL)
    catch_up(library)
    for name in IDS:
        for one in library.related(name):
            back = next(other for other in library.related(one.id) if other.id == name)
            assert (back.score, back.same_story, back.reasons) == (
                one.score,
                one.same_story,
                one.reasons,
            )


def test_the_same_court_case_weeks_later_is_a_topic_not_a_story(library: Library) -> None:
    library.add(news.ALL)
    catch_up(library)
    (later,) = [one for one in library.related("trial-2") if one.id == "trial-16"]
    assert not later.same_story
    assert "Odile Marchetti" in later.reasons or "Corvin Bank" in later.reasons


def test_a_daily_column_never_becomes_a_story(library: Library) -> None:
    library.add(news.WEATHER)
    catch_up(library)
    assert groups(library) == set()


def test_an_article_that_has_nothing_to_do_with_any_stays_alone(library: Library) -> None:
    library.add(news.ALL)
    catch_up(library)
    assert library.related("recipe") == []


def test_nothing_is_shown_as_related_without_a_reason(library: Library) -> None:
    library.add(news.ALL)
    catch_up(library)
    assert all(one.reasons for name in IDS for one in library.related(name))


@pytest.mark.parametrize("seed", range(4))
def test_one_by_one_or_at_once_in_any_order_gives_the_same_stories(
    library: Library, seed: int
) -> None:
    articles = list(news.ALL)
    random.Random(seed).shuffle(articles)
    for article in articles:
        library.add([article])
        assert catch_up(library) == 1
    assert groups(library) == news.STORIES


def test_how_many_records_are_at_hand_changes_nothing(
    library: Library, empty: Callable[[], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(news.ALL)
    catch_up(library)
    few = empty()
    few.add(news.ALL)
    monkeypatch.setattr(records, "IN_USE", 2)
    monkeypatch.setattr(relate, "AT_ONCE", 3)
    catch_up(few)
    for name in IDS:
        for one, other in zip(library.related(name), few.related(name), strict=True):
            assert replace(other, score=one.score) == one
            assert other.score == pytest.approx(one.score, abs=1e-4)  # kept in two bytes
    assert groups(few) == groups(library)


def test_a_story_keeps_its_id_when_accounts_come_in(library: Library) -> None:
    library.add([*news.QUAKE_SOUTH[:2], *news.SINGLES])
    catch_up(library)
    before = story_ids(library)["south-1"]
    library.add([news.QUAKE_SOUTH[2], *news.QUAKE_NORTH])
    catch_up(library)
    told = story_ids(library)
    assert before == told["south-3"] == told["south-1"] != told["north-1"]


def test_made_anew_a_story_has_the_same_id(library: Library, empty: Callable[[], Library]) -> None:
    again = empty()
    library.add(news.ALL)
    again.add(reversed(news.ALL))
    catch_up(library)
    catch_up(again)
    assert story_ids(library) == story_ids(again) != {}


def test_without_dates_the_text_decides(library: Library) -> None:
    undated = [replace(one, published=None) for one in (*news.QUAKE_SOUTH, *news.QUAKE_NORTH)]
    library.add([*undated, *news.SINGLES])
    catch_up(library)
    assert {"south-1", "south-2"} <= next(group for group in groups(library) if "south-1" in group)
    assert frozenset({"north-1", "north-2"}) in groups(library)


def test_a_date_read_between_the_lines_counts(library: Library) -> None:
    first, second = news.QUAKE_NORTH
    day = datetime(2021, 3, 2, tzinfo=UTC).date()
    library.add([first, replace(second, published=None, published_inferred=day), *news.SINGLES])
    catch_up(library)
    assert groups(library) == {frozenset({"north-1", "north-2"})}


def wire_copies() -> list[Article]:
    wire = news.QUAKE_SOUTH[0]
    copy = replace(wire, id="copy", publisher="Morning Post", headline="Deadly quake hits Velmora")
    return [wire, copy]


def test_wire_text_under_two_mastheads_is_told_to_be_the_same_text(library: Library) -> None:
    library.add([*wire_copies(), *news.SINGLES])
    catch_up(library)
    assert library.related("copy")[0].reasons[0] == "the same text"


def test_a_copy_does_not_push_other_accounts_out_of_the_story(library: Library) -> None:
    library.add([*wire_copies(), *news.QUAKE_SOUTH[1:], *news.SINGLES])
    catch_up(library)
    assert groups(library) == {frozenset({"south-1", "south-2", "south-3", "copy"})}


def test_an_article_that_changed_is_related_anew(library: Library) -> None:
    library.add(news.ALL)
    catch_up(library)
    chess, quake = library.article("chess"), news.QUAKE_NORTH[0]
    library.add([replace(chess, headline=quake.headline, blocks=quake.blocks)])
    assert catch_up(library) == 1
    assert frozenset({"north-1", "north-2", "chess"}) in groups(library)


def test_articles_that_went_away_in_the_meantime_do_not_matter(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(news.ALL)
    catch_up(library)
    library.remove(["south-2"])
    late = make("late", "Velmora buries its dead", news.QUAKE_SOUTH[2].body, "2021-03-03", "Post")
    library.add([late])
    monkeypatch.setattr(library.relations, "waiting", lambda limit: ["gone", "late"])
    assert catch_up(library) == 2
    monkeypatch.undo()
    assert any({"south-1", "south-3", "late"} <= group for group in groups(library))
    assert library.relations.waiting() == []


@pytest.mark.parametrize(
    "body", ["", "...", "1 2 3", "word", "é" * 10_000, "(" * 5000, "a. " * 3000]
)
def test_strange_texts_are_related_without_harm(library: Library, body: str) -> None:
    library.add([make("one", "", body), make("two", "", body), *news.SINGLES])
    assert catch_up(library) == 5


def test_progress_counts_to_the_end(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuinews.stories.relate.BATCH", 4)
    library.add(news.ALL)
    seen: list[tuple[int, int]] = []
    catch_up(library, lambda done, total: seen.append((done, total)))
    count = len(news.ALL)
    assert seen == [(min(done, count), count) for done in range(4, count + 4, 4)]
    assert groups(library) == news.STORIES


def test_the_days_around_are_read_once_for_all_that_came_in(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = calls(monkeypatch, library.relations, "signatures_between")
    library.add(news.ALL)
    catch_up(library)
    assert len(asked) == 1
    library.add([make("late", "Rain", "It rains.", "2021-03-04")])
    catch_up(library)
    assert len(asked) == 2


@pytest.mark.parametrize("at_once", [1, 5, 400])
def test_a_large_library_has_the_same_stories_whatever_comes_in_together(
    library: Library, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("tuinews.stories.candidates.MOST", 0)
    monkeypatch.setattr("tuinews.stories.relate.BATCH", at_once)
    old = [
        replace(one, id=f"old {one.id}", published=datetime(2019, 5, 1, tzinfo=UTC))
        for one in news.SINGLES
    ]
    library.add([*news.ALL, *old])
    catch_up(library)
    assert groups(library) == news.STORIES
    assert not any("old" in one.id for one in library.related("chess"))


def test_how_common_words_are_is_counted_once_until_the_library_has_grown(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("LARGE", 1), ("FREQUENT", 5), ("_NEWS", 1)):
        monkeypatch.setattr(f"tuinews.stories.records.{name}", value)
    asked = calls(monkeypatch, library.relations, "frequencies")

    def counted(word: str) -> int:
        return sum(words.count(word) for (words,) in asked)

    library.add(news.ALL)
    catch_up(library)
    assert groups(library) == news.STORIES
    assert counted("the") == 1
    library.add([make("late", "The rain", "It rains on the hills of Velmora.", "2021-03-04")])
    catch_up(library)
    assert counted("hills") == 1
    assert counted("the") == 1
    library.add(make(f"late-{one}", "The rain", "", "2021-03-04") for one in range(9))
    catch_up(library)
    assert counted("the") == 2


def test_what_has_no_date_is_looked_for_everywhere_in_a_large_library(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuinews.stories.candidates.MOST", 0)
    first, second = news.QUAKE_NORTH
    library.add([first, *news.SINGLES])
    catch_up(library)
    library.add([replace(second, published=None)])
    catch_up(library)
    assert groups(library) == {frozenset({"north-1", "north-2"})}


def test_two_short_texts_without_a_date_are_not_one_story_for_the_village_they_share(
    library: Library,
) -> None:
    library.add(
        [
            make(
                "bus", "Road works in Tarnau", "The main street of Tarnau is closed until Friday."
            ),
            make("roof", "Tarnau school gets a new roof", "Half of it is paid by Tarnau itself."),
            make(
                "works",
                "Street closed in Tarnau",
                "No car passes the main street of Tarnau until Friday.",
            ),
        ]
    )
    catch_up(library)
    assert groups(library) == {frozenset({"bus", "works"})}
