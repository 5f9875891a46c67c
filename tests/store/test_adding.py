"""Adding articles: new, known, known with another text, the same under another id."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.model import Article, Block, BlockKind, Source, Span
from tuinews.store import merge
from tuinews.store.errors import LibraryError
from tuinews.store.library import Library
from tuinews.store.query.language import parse

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
Make = Callable[..., Article]
Open = Callable[..., Library]


def shards(library: Library) -> list[str]:
    return sorted(str(p.relative_to(library.data)) for p in library.data.glob("articles/*/*.json"))


def test_an_article_is_found_again_after_reopening(make: Make, open_library: Open) -> None:
    article = make(1)
    first = open_library()
    added = first.add([article])
    assert added.new == ("a1",)
    first.close()
    library = open_library()
    assert library.article("a1") == article
    assert [row.headline for row in library.rows(library.keys())] == [article.headline]
    assert shards(library) == ["articles/2021/2021-10-21.json"]


def looks(library: Library) -> set[tuple[Path, int, int, int]]:
    """Return what a change of a file or folder would change: not when it was read."""
    found = ((path, path.stat()) for path in library.data.rglob("*"))
    return {(path, one.st_ino, one.st_size, one.st_mtime_ns) for path, one in found}


def test_adding_the_same_twice_adds_and_writes_nothing(make: Make, library: Library) -> None:
    articles = [make(number) for number in range(5)]
    library.add(articles)
    before = looks(library)
    added = library.add(articles)
    assert added.new == added.updated == ()
    assert added.same == ("a0", "a1", "a2", "a3", "a4")
    assert looks(library) == before


def test_outcomes_are_in_the_order_of_the_input(make: Make, library: Library) -> None:
    library.add([make(1)])
    changed = make(1, text="A wholly different text. " * 9)
    added = library.add([make(2), changed, make(2)])
    assert added.outcomes == (("a2", "new"), ("a1", "updated"), ("a2", "same"))


def test_a_changed_text_keeps_the_earlier_one(make: Make, library: Library) -> None:
    first, second = make(1), make(1, text="The gates were opened again on Friday. " * 5)
    library.add([first])
    library.add([second])
    article = library.article("a1")
    assert article.body == second.body
    assert [version.blocks for version in article.earlier] == [first.blocks]
    assert article.earlier[0].until == NOW
    assert not library.keys(parse("ferries"))
    assert len(library.keys(parse("gates were opened"))) == 1


def test_a_teaser_does_not_take_the_place_of_the_whole_text(make: Make, library: Library) -> None:
    whole = make(1)
    teaser = replace(
        whole,
        blocks=(Block(BlockKind.PARAGRAPH, (Span("Report 1 says it plainly. The harbour mas…"),)),),
        sources=(Source("https://wire.example/feed", NOW),),
    )
    library.add([whole])
    assert library.add([teaser]).same == ("a1",)
    article = library.article("a1")
    assert article.blocks == whole.blocks
    assert [source.origin for source in article.sources] == [
        "capture-1.txt",
        "https://wire.example/feed",
    ]


def test_the_whole_text_after_a_teaser_is_no_change_by_the_publisher(
    make: Make, library: Library
) -> None:
    whole = make(1)
    teaser = replace(whole, blocks=whole.blocks[:1])
    library.add([teaser])
    assert library.add([whole]).updated == ("a1",)
    assert library.article("a1").blocks == whole.blocks
    assert library.article("a1").earlier == ()


def test_the_same_text_under_another_id_is_the_same_article(make: Make, library: Library) -> None:
    first = make(1)
    second = replace(
        first,
        id="from-the-feed",
        headline=first.headline.upper(),
        url="https://wire.example/1",
        sources=(Source("https://wire.example/feed", NOW),),
    )
    library.add([first])
    added = library.add([second])
    assert added.outcomes == (("a1", "same"),)
    assert library.counts().all == 1
    article = library.article("a1")
    assert article.url == "https://wire.example/1"
    assert len(article.sources) == 2


def test_twins_in_one_batch_are_one(make: Make, library: Library) -> None:
    first = make(1)
    added = library.add([first, replace(first, id="b1")])
    assert added.outcomes == (("a1", "new"), ("a1", "same"))


@pytest.mark.parametrize(
    "difference",
    [
        {"publisher": "Courier"},
        {"published": NOW - timedelta(days=8)},
        {"headline": "Another headline"},
    ],
)
def test_what_only_looks_alike_stays_apart(
    make: Make, library: Library, difference: dict[str, object]
) -> None:
    first = make(1)
    library.add([first, replace(first, id="b1", **difference)])  # type: ignore[arg-type]
    assert library.counts().all == 2


def test_short_texts_are_never_twins(make: Make, library: Library) -> None:
    first = make(1, text="Markets were calm.")
    library.add([first, replace(first, id="b1")])
    assert library.counts().all == 2


def test_what_the_reader_corrected_survives_the_next_refresh(make: Make, library: Library) -> None:
    article = make(1)
    library.add([article])
    library.edit("a1", lambda known: replace(known, blocks=known.blocks[1:]))
    assert library.add([article]).same == ("a1",)
    assert library.article("a1").blocks == article.blocks[1:]


def test_replacing_what_is_not_there_is_an_error(make: Make, library: Library) -> None:
    with pytest.raises(LibraryError, match="no article a1"):
        library.edit("a1", lambda known: known)


def test_an_article_without_anything_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="neither a headline nor text"):
        library.add([Article("x", "")])


def test_a_corrected_date_moves_the_article_to_its_day(make: Make, library: Library) -> None:
    article = make(1)
    library.add([article, make(2)])
    library.edit("a1", lambda known: replace(known, published=NOW - timedelta(days=40)))
    assert shards(library) == ["articles/2021/2021-09-11.json", "articles/2021/2021-10-21.json"]
    assert [row.id for row in library.rows(library.keys())] == ["a2", "a1"]
    old = json.loads((library.data / "articles/2021/2021-10-21.json").read_bytes())
    assert [doc["id"] for doc in old["articles"].values()] == ["a2"]
    assert not library.upkeep.behind()


def test_dates_that_are_missing_or_wrong_harm_nothing(make: Make, library: Library) -> None:
    library.add(
        [
            make(1, published=None),
            make(2, published=None, published_inferred=date(2021, 10, 5)),
            make(3, published=datetime(9999, 12, 31, tzinfo=UTC)),
            make(4, published=datetime(1, 1, 1, tzinfo=UTC)),
            make(5, published=None, sources=()),
        ]
    )
    rows = library.rows(library.keys())
    assert {row.id for row in rows[:3]} == {"a1", "a3", "a5"}
    assert [row.id for row in rows[3:]] == ["a2", "a4"]
    assert [row.dated for row in rows[3:]] == [False, True]
    assert rows[3].shown_date == datetime(2021, 10, 5, 12, tzinfo=UTC)
    assert shards(library)[0] == "articles/0001/0001-01-01.json"
    library.upkeep.mend()
    assert library.upkeep.check().well


def test_many_articles_of_one_minute_keep_apart(make: Make, library: Library) -> None:
    library.add([make(number, published=NOW) for number in range(600)])
    library.add([make(number, published=NOW) for number in range(600, 700)])
    keys = library.keys()
    assert len(set(keys)) == 700
    assert list(keys) == sorted(keys, reverse=True)


def test_removing_can_be_undone_and_done_again(make: Make, library: Library) -> None:
    library.add([make(number) for number in range(4)])
    library.mark(["a1"], starred=True, note="mine")
    removed = library.remove(["a1", "a2", "unknown"])
    assert removed.summary == "removed 2 articles"
    assert [row.id for row in library.rows(library.keys())] == ["a0", "a3"]
    assert not library.keys(parse('"storm number 1"'))
    back = library.undo(removed)
    assert library.article("a1") == make(1)
    assert library.state("a1").note == "mine"
    assert library.counts().starred == 1
    assert len(library.keys(parse('"storm number 1"'))) == 1
    library.undo(back)
    assert library.counts().all == 2
    assert library.add([make(1)]).new == ("a1",)


def test_an_interrupted_add_is_noticed_and_not_doubled(
    make: Make, open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()
    library.add([make(1, published=None)])

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tuinews.store.index.indexing.note_written", stop)
    with pytest.raises(KeyboardInterrupt):
        library.add([make(2, published=None)])
    monkeypatch.undo()
    again = open_library()
    assert again.upkeep.behind()
    assert again.add([make(2, published=None)]).same == ("a2",)
    assert again.counts().all == 2


def test_hostile_text_passes_the_gate_on_its_way_in(make: Make, library: Library) -> None:
    library.add(
        [make(1, text="a\x1b]0;x\x07b \x9b31mc", headline="x\x1b[2Jy\ud800", publisher="\x07P")]
    )
    row = library.rows(library.keys())[0]
    assert (row.headline, row.publisher, row.teaser) == ("xy", "P", "ab c")
    for path in library.data.rglob("*.json"):
        content = path.read_bytes().decode("utf-8")
        assert not set(content) & set(map(chr, [7, 27, *range(0x80, 0xA0)]))


def test_files_are_for_the_reader_alone(make: Make, library: Library, tmp_path: Path) -> None:
    library.add([make(1)])
    library.mark(["a1"], read=True)
    for path in [*library.data.rglob("*"), library.data]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_one_text_twice_is_one_article_though_one_says_no_date(
    library: Library, make: Make
) -> None:
    known = make(1)
    library.add([known])
    library.add([replace(known, id="b1", published=None)])
    library.add([replace(known, id="c1", published=None, publisher="Other")])
    assert {row.id for row in library.rows(library.keys())} == {"a1", "c1"}


@given(st.text("ab.\x00\t\n\r\x0b\x1c\x1f "))
def test_words_are_counted_as_blanks_part_them(text: str) -> None:
    assert merge.count_words(text) == len(text.split())


def test_an_article_written_by_hand_without_a_date_stays_where_it_is(
    library: Library, make: Callable[..., Article]
) -> None:
    library.add([make(40)])
    library.upkeep.settle()
    path = library.data / "articles/2021/2021-10-19.json"
    day = json.loads(path.read_bytes())
    day["articles"]["9"] = {"id": "mine", "headline": "Mine", "body": "Written by hand."}
    path.write_text(json.dumps(day))
    library.upkeep.mend()
    before = library.row("mine")
    assert before is not None and before.undated
    assert before.shown_date == datetime(2021, 10, 19, tzinfo=UTC)
    library.add([make(41)])  # of the same day: the file is written anew
    library.upkeep.settle()
    assert len(json.loads(path.read_bytes())["articles"]) == 3
    library.upkeep.mend()
    assert library.row("mine") == before
    assert library.upkeep.compare() == []
