"""Whatever stands in a field of a file that others wrote: it is passed over, and all goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tuinews.model import Article, Feed, FeedSettings
from tuinews.store.disk import codec, feedcodec
from tuinews.store.library import Library
from tuinews.store.rulings import Ruling
from tuinews.store.views import SavedSearch

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
WRONG: tuple[Any, ...] = (
    *(None, 5, -1, 2**70, 1e308, True, [], {}, "", "x", "\ud800", "\x1b[2J", "a\0b"),
    *([[]], [{}], [None, None], [5, 6], ["a", "a"], ["a", "b", "c"], {"a": {}}, [["a", []]]),
    [[[[[]]]]],
)
FEED = Feed(
    "https://wire.example/feed",
    title="Wire",
    folders=(("News",),),
    settings=FeedSettings(headers=(("A", "b"),), cookie="a=b"),
    added=NOW,
)
STORY = {"id": "story of a1", "story": "a1", "articles": ["a1", "a2"]}
STATE = {"read": "2021-10-21", "starred": "2021-10-21", "tags": ["x"], "note": "n"}
RECORDS: dict[str, tuple[str, dict[str, Any]]] = {
    "ruling": (
        "stories",
        {"id": "a1 a2", "ruling": "apart", "articles": ["a1", "a2"], "at": "2021-10-21"},
    ),
    "watched": (
        "stories",
        {**STORY, "followed": "2021-10-21", "looked": "2021-10-21", "seen": ["a1"]},
    ),
    "feeds": ("feeds", json.loads(json.dumps(feedcodec.from_feed(FEED)))),
    "settings": ("feeds", {"id": FEED.url, "settings": {}}),
    "searches": ("searches", {"id": "Ports", "query": "harbour"}),
    "gone": ("gone", {"id": "a9", "at": "2021-10-21T00:00:00Z"}),
    "states": ("states", {"id": "a1", **STATE, "position": 5, "opened": True, "reached": 7}),
    "articles": ("articles", {}),
}
META = {"1": {"app": "tuinews", "schema": 1}}


def wrong(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a record with each of its fields wrong, in every way."""
    return [{**record, name: value} for name in (*record, "id") for value in WRONG]


def all_wrong(kind: str, make: Callable[..., Article]) -> tuple[str, list[dict[str, Any]]]:
    table, record = RECORDS[kind]
    if kind == "articles":
        record = codec.from_article(make(1))
    if kind == "settings":
        names = FeedSettings.__dataclass_fields__
        return table, [{**record, "settings": {name: w}} for name in names for w in WRONG]
    if kind == "feeds":
        record = {**dict.fromkeys(Feed.__dataclass_fields__), **record}
    return table, wrong(record)


def use(library: Library) -> None:
    """Do what reads and changes each of the files."""
    library.upkeep.mend()
    library.upkeep.behind()
    library.subscriptions.feeds()
    library.subscriptions.searches()
    library.corrections.followed()
    library.upkeep.compare()
    library.upkeep.check()
    library.corrections.rule(Ruling.TOGETHER, [("b1", "b2")])
    library.undo(library.corrections.rule(Ruling.APART, [("b1", "b2")]))
    library.corrections.follow("b1", on=True)
    library.corrections.looked("b2")
    library.subscriptions.put_feeds([Feed("https://other.example/feed")])
    library.subscriptions.put_searches(
        [*library.subscriptions.searches(), SavedSearch("Own", "ferry")]
    )
    library.mark(["b1"], starred=True, tag="kept")
    library.remove(["b2"])
    library.upkeep.mend()


@pytest.mark.parametrize("kind", RECORDS)
def test_a_wrong_type_in_a_field_stops_nothing(
    library: Library, make: Callable[..., Article], kind: str
) -> None:
    library.add([make(n, id=f"b{n}") for n in (1, 2)])
    table, records = all_wrong(kind, make)
    names = {"states": "state/2021-10.json", "articles": "articles/2021/2021-10-18.json"}
    path = library.data / names.get(table, f"{table}.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    documents = {str(number): record for number, record in enumerate(records, 1)}
    path.write_text(json.dumps({"meta": META, table: documents}))
    use(library)
    assert library.state("b1").starred is not None
    assert Ruling.TOGETHER in library.corrections.rulings().said.values()
    assert {"https://other.example/feed"} <= {feed.url for feed in library.subscriptions.feeds()}


def test_a_ruling_that_is_none_is_told_of_and_stays_in_the_file(library: Library) -> None:
    bad = {"id": "a1 a2", "ruling": [], "articles": ["a1", "a2"]}
    library.data.mkdir(parents=True)
    path = library.data / "stories.json"
    path.write_text(json.dumps({"meta": META, "stories": {"1": bad}}))
    assert not library.corrections.rulings()
    assert any("1 entries cannot be read" in notice for notice in library.notices)
    assert any(str(path) in problem for problem in library.upkeep.check().problems)


@pytest.mark.parametrize("name", ["articles", "state"])
def test_a_wrong_type_in_a_line_of_a_journal_stops_nothing(
    library: Library, make: Callable[..., Article], name: str
) -> None:
    library.add([make(n, id=f"b{n}") for n in (1, 2)])
    library.add([make(n * 24, f"News of another day, {n}.") for n in range(1, 9)])
    library.mark(["b1"], read=True)
    path = library.data / name / "journal.jsonl"
    lines = path.read_bytes().splitlines()
    document = codec.from_article(make(1))
    records = wrong(json.loads(lines[1]))
    records += [
        {"file": "articles/2021/2021-10-20.json", "id": "a1", "put": one} for one in wrong(document)
    ]
    records += [{"id": "b1", "month": "2021-10", "state": one} for one in wrong(STATE)]
    path.write_bytes(b"\n".join([*lines, *(json.dumps(one).encode() for one in records)]) + b"\n")
    use(library)
    assert library.article("b1").headline
    assert library.upkeep.check().well
