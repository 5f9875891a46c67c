"""The documents in the index: packed with a dictionary, and read with it by anybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tuinews.model import Article
from tuinews.store import bodies
from tuinews.store.library import Library

Make = Callable[..., Article]
Open = Callable[..., Library]

FEW = 40


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a dictionary of few articles already."""
    monkeypatch.setattr(bodies, "SAMPLES", FEW)
    monkeypatch.setattr(bodies, "SIZE", 2048)


def fill(library: Library, make: Make) -> None:
    """Add articles enough for a dictionary, and some after them."""
    library.add(make(number) for number in range(1, FEW + 1))
    library.add(make(number) for number in range(FEW + 1, FEW + 11))


def test_articles_from_before_and_after_the_dictionary_are_read_by_the_next_program(
    open_library: Open, make: Make
) -> None:
    library = open_library()
    fill(library, make)
    sizes = [row[0] for row in library._index.db.execute("select length(article) from texts")]
    assert max(sizes[FEW:]) < min(sizes[:FEW])
    library.close()
    bodies._READY.clear()
    again = open_library()
    for number in (1, FEW, FEW + 1, FEW + 10):
        assert again.article(f"a{number}").body == make(number).body


def test_an_index_that_lost_its_dictionary_is_made_again(open_library: Open, make: Make) -> None:
    library = open_library()
    fill(library, make)
    library._index.db.execute("delete from dictionaries")
    bodies._READY.clear()
    library.keys()
    with pytest.raises(Exception, match="no article"):
        library.article(f"a{FEW + 10}")
    assert library.behind()
    library.mend()
    assert library.article(f"a{FEW + 10}").body == make(FEW + 10).body


def test_texts_that_teach_nothing_are_packed_without(open_library: Open, make: Make) -> None:
    library = open_library()
    library.add(make(number, "", headline="x", blocks=()) for number in range(1, FEW + 11))
    library.add([make(FEW + 20)])
    assert library.article(f"a{FEW + 20}").body == make(FEW + 20).body
