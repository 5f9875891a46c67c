"""The sidebar's groups: the same time, later, earlier, the same topic."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.ui.conftest import article, put

from tuinews.model import Related
from tuinews.store.library import Library
from tuinews.store.views import Row
from tuinews.ui.lists.relatedgroups import related_groups, timeline

DAY = 24


@pytest.fixture
def told(library: Library) -> Library:
    """A story of the first article that went on for ten days."""
    hours = {21: 3, 22: 26, 23: 3 * DAY, 24: 3 * DAY + 2, 25: 9 * DAY}
    put(library, [article(at, f"Account {number}") for number, at in hours.items()])
    library.relations.put({}, {f"article-{at}": "story-1" for at in hours.values()})
    library.relations.put({"article-2": [Related("article-1", 0.2, False, ("port",))]}, {})
    return library


def row(library: Library, identity: str) -> Row:
    found = library.row(identity)
    assert found is not None
    return found


def test_accounts_of_the_day_come_first_then_the_earlier_ones_newest_first(told: Library) -> None:
    groups = related_groups(told, row(told, "article-1"))
    assert [group.title for group in groups] == [
        "Same story",
        "Earlier in this story",
        "Same topic",
    ]
    assert [entry.row.id for entry in groups[0].entries] == ["article-6", "article-3"]
    assert [entry.row.headline for entry in groups[1].entries] == [
        "Account 22",
        "Account 23",
        "Account 24",
        "Account 25",
    ]
    assert groups[0].entries[0].reasons == ("Moscow", "1 shared quote")
    assert groups[2].entries[0].row.id == "article-2"


def test_an_old_account_shows_how_the_story_went_on(told: Library) -> None:
    groups = related_groups(told, row(told, "article-216"))
    assert [group.title for group in groups] == ["Later in this story"]
    assert len(groups[0].entries) == 6


def test_the_last_group_of_a_story_draws_its_days(told: Library) -> None:
    groups = related_groups(told, row(told, "article-1"))
    assert groups[1].note.endswith("10 days")
    assert groups[1].note[0] in "▁▂▃▄▅▆▇"
    assert not groups[0].note


def test_new_accounts_of_a_followed_story_are_marked(told: Library) -> None:
    groups = related_groups(told, row(told, "article-1"), frozenset({"article-1", "article-6"}))
    assert "followed" in groups[0].title
    assert [entry.fresh for entry in groups[0].entries] == [False, True]


def test_an_article_alone_has_no_groups(library: Library) -> None:
    assert related_groups(library, row(library, "article-5")) == ()


def test_a_timeline_has_a_sign_a_day_and_none_for_less_than_three() -> None:
    day = date(2021, 10, 6)
    days = [day, day + timedelta(2), day + timedelta(2), day + timedelta(3)]
    assert timeline(days) == "▄▁▇▄  4 days"
    assert timeline([day, day + timedelta(1)]) == ""
    signs, _, said = timeline([day, day + timedelta(100)]).partition("  ")
    assert (signs, said) == ("▇·▇", "101 days")
    many = [day + timedelta(number) for number in range(0, 100, 2)]
    assert len(timeline(many)) <= len("▇" * 16 + "  99 days")
