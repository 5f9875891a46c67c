"""Documents are read from the files, whatever became of these since they were indexed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tuinews.model import Article
from tuinews.store.disk import originals
from tuinews.store.errors import LibraryError
from tuinews.store.index import mend
from tuinews.store.library import Library
from tuinews.store.query.language import parse
from tuinews.store.views import Order, Show

Make = Callable[..., Article]
Open = Callable[..., Library]

DAY = Path("articles/2021/2021-10-21.json")
OLD, NEW = "zebras graze where the", "giraffes graze where the"


def ghosts(library: Library) -> int:
    return int(library._index.db.execute("select count(*) from ghosts").fetchone()[0])


def found(library: Library, query: str, order: Order = Order.NEWEST) -> list[str]:
    return [row.id for row in library.rows(library.keys(parse(query), Show.ALL, order))]


def changed_by_hand(library: Library) -> None:
    path = library.data / DAY
    path.write_text(path.read_text().replace(OLD, NEW))


def laid_out_anew(library: Library) -> None:
    path = library.data / DAY
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=2))


def with_a_line_more(library: Library) -> None:
    path = library.data / DAY
    path.write_bytes(
        b"{" + path.read_bytes().replace(b'"articles"', b'"more": {},\n"articles"')[1:]
    )


@pytest.fixture
def shelf(library: Library, make: Make) -> Library:
    """Three articles of a day, in its file."""
    library.add([make(1), make(2, f"Many {OLD} grass is long."), make(3)])
    return library


@pytest.mark.parametrize("change", [laid_out_anew, with_a_line_more])
@pytest.mark.parametrize("mended", [False, True], ids=["at once", "mended"])
def test_an_article_is_read_however_its_file_is_laid_out(
    shelf: Library, change: Callable[[Library], None], mended: bool
) -> None:
    change(shelf)
    if mended:
        shelf.upkeep.mend()
    assert [shelf.article(f"a{number}").id for number in (1, 2, 3)] == ["a1", "a2", "a3"]
    assert OLD in shelf.article("a2").body


def test_of_two_with_one_id_that_is_read_which_is_found(shelf: Library) -> None:
    path = shelf.data / DAY
    content = json.loads(path.read_bytes())
    first = next(one for one in content["articles"].values() if one["id"] == "a2")
    content["articles"]["900"] = json.loads(json.dumps(first).replace(OLD, NEW))
    path.write_text(json.dumps(content, indent=2))
    shelf.upkeep.mend()
    assert found(shelf, "giraffes") == ["a2"] and not found(shelf, "zebras")
    assert NEW in shelf.article("a2").body


def test_an_article_without_an_id_of_its_own_is_read(shelf: Library) -> None:
    path = shelf.data / DAY
    content = json.loads(path.read_bytes())
    content["articles"]["9"] = {"headline": "By hand", "text": "Okapis.", "published": "2021-10-21"}
    path.write_text(json.dumps(content))
    shelf.upkeep.mend()
    (own,) = found(shelf, "okapis")
    assert shelf.article(own).body == "Okapis."
    with pytest.raises(LibraryError, match="no article nobody"):
        shelf.article("nobody")
    shelf.remove([own])
    assert b"Okapis." not in path.read_bytes()


def test_after_much_editing_by_hand_the_index_is_made_anew(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mend, "GHOSTS", 0)
    shelf.mark(["a2"], starred=True)
    changed_by_hand(shelf)
    shelf.upkeep.mend()
    assert ghosts(shelf) == 1  # of three articles
    path = shelf.data / DAY
    path.write_text(path.read_text().replace("plainly", "in plain words"))
    shelf.upkeep.mend()
    assert ghosts(shelf) == 0
    assert (found(shelf, "giraffes"), found(shelf, "is:starred")) == (["a2"], ["a2"])
    assert shelf.counts().all == 3 and not shelf.upkeep.behind()


@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST, Order.RELEVANCE, Order.LONGEST])
def test_what_was_changed_by_hand_is_found_by_its_new_words_alone(
    shelf: Library, order: Order
) -> None:
    changed_by_hand(shelf)
    shelf.upkeep.mend()
    assert ghosts(shelf) == 1
    for gone in ("zebras", "zeb*", "zebr*", '"zebras graze"', "zebras gra*", "zebras words:>1"):
        assert found(shelf, gone, order) == []
    for there in ("giraffes", "gir*", "gira*", '"giraffes graze"', "graze gir*"):
        assert found(shelf, there, order) == ["a2"]
    assert shelf.counts(parse("graze")).all == 1
    assert set(found(shelf, "storm", order)) == {"a1", "a2", "a3"}
    assert shelf.article("a2").body.startswith(f"Many {NEW}")
    assert shelf.upkeep.compare() == []


def test_what_the_program_changes_or_removes_leaves_no_ghosts(
    shelf: Library, make: Make, open_library: Open
) -> None:
    shelf.add([make(2, f"Many {NEW} grass is long, as they always did.")])
    many = [make(number * 24, f"Okapis, {number} of them.") for number in range(1, 9)]
    shelf.add(many)  # of so many days: by the journal
    shelf.add([make(24, "Tapirs now."), make(48, "Tapirs, too.")])
    shelf.add([make(24, "Lemurs in the end.")])
    assert found(shelf, "okapis") == [f"a{number * 24}" for number in range(3, 9)]
    shelf.remove(["a1", "a72"])
    shelf.upkeep.settle(whole=True)
    shelf.remove(["a96"])
    shelf.add([make(3, "A third one that says less, and otherwise.")])
    assert found(shelf, "zebras") == []
    assert found(shelf, "tapirs") == ["a48"]
    assert found(shelf, "lemurs") == ["a24"]
    assert found(shelf, "okapis") == [f"a{number * 24}" for number in range(5, 9)]
    assert ghosts(shelf) == 0
    places = shelf._index.db.execute("select place from articles").fetchall()
    assert all(place >= 0 for (place,) in places)
    fresh = open_library(cache="fresh")
    fresh.upkeep.mend()
    assert dict(fresh._index.db.execute("select id, place from articles")) == dict(
        shelf._index.db.execute("select id, place from articles")
    )


def test_a_long_article_is_read_to_its_end(
    library: Library, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(originals, "LINE", 16)
    article = make(1, "Tapirs. " * 500)
    library.add([article])
    assert library.article("a1").body == article.body


def test_few_files_are_remembered(
    library: Library, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(originals, "MAPS", 2)
    library.add(make(number * 24) for number in range(5))
    library.upkeep.settle(whole=True)
    library._index.db.execute("update articles set place = null")
    assert [library.article(f"a{n * 24}").id for n in range(5)] == [f"a{n * 24}" for n in range(5)]
    assert len(library._originals._maps) == 2
