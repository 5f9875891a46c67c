"""Lists that fold: the accounts of one story in one row."""

from __future__ import annotations

import pytest
from tests.store.conftest import MakeArticle

from tuinews.model import Related
from tuinews.store.folding import Folds
from tuinews.store.library import Library
from tuinews.store.query.language import parse
from tuinews.store.views import Order, Show

#: Eight articles, one an hour; three tell of the storm, two of the strike, one is alone.
STORIES = {"a2": "storm", "a4": "storm", "a7": "storm", "a3": "strike", "a8": "strike", "a5": "one"}


@pytest.fixture
def told(library: Library, make: MakeArticle) -> Library:
    """A library with STORIES."""
    library.add([make(number) for number in range(1, 9)])
    library.relations.put({}, STORIES)
    return library


def shown(library: Library, folds: Folds) -> list[str]:
    """Return rows as they read: "a2+a4+a7" is one of three accounts."""
    return [
        "+".join(row.id for row in library.rows(folds.accounts.get(key, [key])))
        for key in folds.keys
    ]


def test_a_story_stands_where_its_newest_account_stands(told: Library) -> None:
    assert shown(told, told.folds()) == ["a1", "a2+a4+a7", "a3+a8", "a5", "a6"]


def test_without_folding_each_article_is_a_row(told: Library) -> None:
    assert told.folds(fold=False).keys == told.keys()


@pytest.mark.parametrize("limit", [1, 3, 5, 8, 20])
def test_the_first_rows_are_those_of_the_whole_view(told: Library, limit: int) -> None:
    first, whole = told.folds(limit=limit), told.folds()
    assert list(first.keys) == list(whole.keys[: len(first.keys)])
    assert all(first.accounts.get(key) == whole.accounts.get(key) for key in first.keys)


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("search", ["", "storm", "st", "number -4"])
def test_every_order_and_search_keeps_all_of_its_articles(
    told: Library, order: Order, search: str
) -> None:
    query = parse(search) if search else None
    folds = told.folds(query, order=order)
    assert sorted(folds.all_keys()) == sorted(told.keys(query))
    in_order = [key for key in told.keys(query, order=order) if key in folds.keys]
    assert in_order == list(folds.keys)


def test_only_what_the_view_holds_is_folded(told: Library) -> None:
    told.mark(["a4"], read=True)
    assert shown(told, told.folds(show=Show.UNREAD))[:2] == ["a1", "a2+a7"]
    assert shown(told, told.folds(show=Show.UNREAD, limit=2))[:2] == ["a1", "a2+a7"]
    told.mark(["a2"], read=True)
    assert shown(told, told.folds(show=Show.UNREAD)) == ["a1", "a3+a8", "a5", "a6", "a7"]


def test_the_accounts_of_some_stories_alone(told: Library) -> None:
    assert shown(told, told.folds(stories=["strike", "one"])) == ["a3+a8", "a5"]
    assert shown(told, told.folds(stories=[])) == []


def test_copies_share_a_row_though_nothing_is_folded(told: Library) -> None:
    copy, part = Related("a6", 0.9, True, (), copy=0.97), Related("a7", 0.5, True, (), copy=0.5)
    told.relations.put({"a1": [copy, part]}, {})
    for limit in (None, 7):
        assert shown(told, told.folds(fold=False, limit=limit))[:2] == ["a1+a6", "a2"]
    assert len(told.folds(fold=False).keys) == 7
    same = told.copies_among(told.keys())
    assert len(same) == 2
    assert len(set(same.values())) == 1
    assert told.copies_among([]) == {}


def test_unread_ones_among_some_keys(told: Library) -> None:
    keys = told.keys()
    told.mark(["a1", "a2"], read=True)
    assert told.unread_among(keys) == set(keys[2:])
    assert told.unread_among([]) == set()


def test_the_rest_of_a_view_comes_behind_its_first_rows(told: Library, make: MakeArticle) -> None:
    first, whole = told.folds(limit=2), told.folds()
    assert first.continued(whole) is whole
    told.add([make(0, id="a0")])
    later = told.folds()
    assert shown(told, first.continued(later)) == shown(told, whole), "what came between waits"
