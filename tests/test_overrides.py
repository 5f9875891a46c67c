"""What the user moved between kept and cut stays so: over a refresh and an index made anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuinews import overrides
from tuinews.model import Article, Block, BlockKind, Cut, Source, Span
from tuinews.store.library import Library

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


def block(line: int, text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    return Block(kind, (Span(text),), line=line)


FERRY = "The ferry to the outer islands will sail again from Monday, the council said at noon."
SHOP = "Visit our shop for maps, knots and a good word."
DOG = "No dog has been lost."
ARTICLE = Article(
    id="ferry",
    headline="Ferry sails again",
    blocks=(block(2, FERRY), block(3, SHOP), block(5, "The fare stays as it was.")),
    cut=(Cut(1, "Advertisement", "advert"), Cut(4, DOG, "stands after the article")),
    sources=(Source("https://isles.example/feed", NOW),),
)


def corrected(article: Article) -> Article:
    """Return the article without the shop and with the dog."""
    shop = next(one for one in article.blocks if one.text == SHOP)
    dog = next(one for one in article.cut if one.text == DOG)
    blocks = [one for one in article.blocks if one != shop]
    cut = [one for one in article.cut if one != dog]
    return replace(
        article,
        blocks=(blocks[0], overrides.as_block(dog), *blocks[1:]),
        cut=(cut[0], overrides.as_cut(shop), *cut[1:]),
    )


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path / "data", tmp_path / "cache", now=lambda: NOW)
    library.add([ARTICLE])
    library.edit("ferry", corrected)
    return library


def texts(article: Article) -> list[str]:
    return [one.text for one in article.blocks]


def test_a_moved_line_tells_what_it_was() -> None:
    dog, shop = overrides.moved(corrected(ARTICLE))[::-1]
    assert (dog.was, shop.was) == ("stands after the article", "paragraph")
    assert isinstance(dog, Block)
    assert overrides.as_cut(dog) == ARTICLE.cut[1]
    assert isinstance(shop, Cut)
    assert overrides.as_block(shop) == ARTICLE.blocks[1]


def test_the_same_entry_coming_again_changes_nothing(library: Library) -> None:
    assert library.add([ARTICLE]).same == ("ferry",)
    assert library.article("ferry") == corrected(ARTICLE)
    library.close()


def test_a_text_that_the_publisher_changed_keeps_the_choice(library: Library) -> None:
    more = "A second boat follows in June, said the harbour master, if anybody can steer it."
    newer = replace(ARTICLE, blocks=(*ARTICLE.blocks, block(6, more)))
    assert library.add([newer]).updated == ("ferry",)
    found = library.article("ferry")
    assert texts(found) == [FERRY, DOG, "The fare stays as it was.", more]
    assert [one.text for one in overrides.moved(found)] == [SHOP, DOG]
    library.close()


def test_a_better_cleaning_that_comes_to_the_same_is_no_update(library: Library) -> None:
    better = replace(ARTICLE, blocks=(ARTICLE.blocks[0], block(4, DOG), ARTICLE.blocks[2]))
    assert library.add([better]).same == ("ferry",)
    assert library.article("ferry").earlier == ()
    library.close()


def test_a_changed_headline_is_an_update_still(library: Library) -> None:
    assert library.add([replace(ARTICLE, headline="Ferry sails")]).updated == ("ferry",)
    assert texts(library.article("ferry")) == texts(corrected(ARTICLE))
    library.close()


def test_a_move_is_made_and_undone_in_a_text_that_came_meanwhile(library: Library) -> None:
    more = "A second boat follows in June, said the harbour master, if anybody can steer it."
    library.add([replace(ARTICLE, blocks=(*ARTICLE.blocks, block(6, more)))])
    before, after = corrected(ARTICLE), ARTICLE
    assert library.edit("ferry", lambda known: overrides.transferred(known, before, after))
    undone = library.article("ferry")
    assert texts(undone) == [*texts(ARTICLE), more]
    assert overrides.moved(undone) == []
    assert library.edit("ferry", lambda known: overrides.transferred(known, after, before))
    assert texts(library.article("ferry")) == [FERRY, DOG, "The fare stays as it was.", more]
    assert len(library.article("ferry").earlier) == 1
    library.close()


def test_an_edit_that_changes_nothing_writes_nothing(library: Library) -> None:
    files = [path for path in library.data.rglob("*.json") if "articles" in path.parts]
    before = [path.stat() for path in files]
    assert not library.edit("ferry", lambda known: known)
    assert not library.edit("ferry", lambda _: None)
    assert before and [path.stat() for path in files] == before
    library.close()


def test_undoing_it_leaves_no_trace(library: Library) -> None:
    library.edit("ferry", lambda _: ARTICLE)
    assert overrides.moved(library.article("ferry")) == []
    library.close()


def test_an_index_made_anew_keeps_it(library: Library, tmp_path: Path) -> None:
    library.upkeep.rebuild()
    library.close()
    again = Library(tmp_path / "data", tmp_path / "other cache", now=lambda: NOW)
    again.upkeep.mend()
    assert again.article("ferry") == corrected(ARTICLE)
    again.close()


def test_a_text_of_which_nothing_would_be_left_is_kept() -> None:
    cut_all = replace(
        ARTICLE, blocks=(), cut=(*ARTICLE.cut, *map(overrides.as_cut, ARTICLE.blocks[:1]))
    )
    only = replace(ARTICLE, blocks=ARTICLE.blocks[:1])
    assert overrides.carried(cut_all, only) == only
