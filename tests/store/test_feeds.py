"""Feeds in the library: what is kept of them, what came through them, what goes with them."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.store.conftest import NOW, MakeArticle, OpenLibrary

from tuinews.model import Article, Feed, FeedSettings, Source
from tuinews.store.disk.feeds import Documents
from tuinews.store.errors import LibraryError
from tuinews.store.index import feedindex
from tuinews.store.library import Library
from tuinews.store.query.language import parse
from tuinews.store.query.tree import UNMUTED, Query
from tuinews.store.views import IMPORTED, Counts, Order, SavedSearch, Show

WIRE = "https://wire.example/feed"
HERALD = "https://herald.example/rss"


def of(article: Article, *urls: str) -> Article:
    """An article that came through these feeds."""
    return replace(article, sources=tuple(Source(url, NOW) for url in urls))


@pytest.fixture
def wire(library: Library, make: MakeArticle) -> Library:
    """Two feeds: three articles through one, two through the other, one of them through both."""
    library.subscriptions.put_feeds(
        [Feed(WIRE, title="The Wire", folders=(("News",),)), Feed(HERALD)]
    )
    library.add(
        [
            of(make(1), WIRE),
            of(make(2), WIRE),
            of(make(3), WIRE, HERALD),
            of(make(4), HERALD),
            make(5),
        ]
    )
    return library


def found(library: Library, *feeds: str, show: Show = Show.ALL, typed: str = "") -> list[str]:
    keys = library.keys(parse(typed) if typed else None, show, feeds=feeds)
    return [row.id for row in library.rows(keys)]


def test_a_feed_is_kept_with_all_that_is_known_of_it(
    library: Library, open_library: OpenLibrary
) -> None:
    feed = Feed(
        WIRE,
        title="Wire  of wires",
        folders=(("News", "Europe"), ("Daily",)),
        tags=("ports", "two words"),
        settings=FeedSettings(
            interval=15,
            muted=True,
            password_command=("sh", "-c", "pass  show wire"),
            headers=(("X-Key", "a  b"),),
            verify=False,
        ),
        disabled="a reason",
        attributes=(("frss:x", "y"),),
        added=NOW,
        former=("https://old.example/",),
        etag='W/"a b"',
        skip_hours=(1, 2),
        due=NOW + timedelta(hours=1),
        failures=3,
        gone=True,
    )
    library.subscriptions.put_feeds([feed])
    assert open_library().subscriptions.feeds() == [feed]
    assert open_library().subscriptions.feed(WIRE) == feed
    assert open_library().subscriptions.feed("https://old.example/") == feed


def test_feeds_are_plain_json_that_a_person_can_write(library: Library) -> None:
    library.data.mkdir(parents=True)
    said = {
        "meta": {"1": {"app": "tuinews", "schema": 1}},
        "feeds": {
            "1": {"url": WIRE, "title": 7, "folders": ["x", ["News"]], "skip_hours": [99, 3]},
            "2": {"title": "without an address"},
        },
    }
    (library.data / "feeds.json").write_text(json.dumps(said))
    assert library.subscriptions.feeds() == [Feed(WIRE, folders=(("News",),), skip_hours=(3,))]


def test_a_list_can_be_narrowed_to_feeds(wire: Library) -> None:
    assert found(wire, WIRE) == ["a1", "a2", "a3"]
    assert found(wire, HERALD) == ["a3", "a4"]
    assert found(wire, WIRE, HERALD) == ["a1", "a2", "a3", "a4"]
    assert found(wire) == []
    wire.mark(["a1", "a4"], read=True)
    assert found(wire, WIRE, HERALD, show=Show.UNREAD) == ["a2", "a3"]
    assert found(wire, HERALD, typed="number 3") == ["a3"]
    assert found(wire, HERALD, typed="st*") == ["a3", "a4"]
    keys = wire.keys(order=Order.OLDEST, limit=2, feeds=[WIRE])
    assert [row.id for row in wire.rows(keys)] == ["a3", "a2"]


def test_counts_of_feeds_follow_every_change(wire: Library, make: MakeArticle) -> None:
    assert wire.subscriptions.feed_counts() == {WIRE: Counts(3, 3, 0), HERALD: Counts(2, 2, 0)}
    marked = wire.mark(["a3"], read=True, starred=True)
    assert wire.subscriptions.feed_counts() == {WIRE: Counts(3, 2, 1), HERALD: Counts(2, 1, 1)}
    assert wire.counts(feeds=[WIRE]) == Counts(3, 2, 1)
    assert wire.counts(feeds=[WIRE, HERALD]) == Counts(4, 3, 1)
    assert wire.counts(parse("number 3"), [WIRE]) == Counts(1, 0, 1)
    wire.undo(marked)
    removed = wire.remove(["a1", "a3"])
    assert wire.subscriptions.feed_counts() == {WIRE: Counts(1, 1, 0), HERALD: Counts(1, 1, 0)}
    wire.undo(removed)
    wire.add([of(make(2), HERALD)])  # the same item through another feed
    assert wire.subscriptions.feed_counts() == {WIRE: Counts(3, 3, 0), HERALD: Counts(3, 3, 0)}
    wire.upkeep.rebuild()
    assert wire.subscriptions.feed_counts() == {WIRE: Counts(3, 3, 0), HERALD: Counts(3, 3, 0)}


def test_the_address_holds_no_password_where_articles_are_found(
    library: Library, make: MakeArticle
) -> None:
    secret = "https://me:secret@wire.example/feed"
    library.subscriptions.put_feeds([Feed(secret)])
    library.add([of(make(1), WIRE)])
    assert library.subscriptions.feed_counts()[secret].all == 1
    assert found(library, secret) == ["a1"]


def test_the_reader_and_a_refresh_change_one_feed_at_once(wire: Library) -> None:
    asked = wire.subscriptions.feed(WIRE)
    assert asked is not None
    wire.subscriptions.put_feeds(
        [replace(asked, title="Wire", tags=("ports",))]
    )  # while it is refreshed
    found_out = replace(asked, etag="1", stated_title="The Wire Agency", notice="it was cut")
    wire.subscriptions.note_feeds([(WIRE, found_out)])
    wire.subscriptions.put_feeds(
        [replace(asked, title="W", folders=())]
    )  # from a screen that is older
    kept = wire.subscriptions.feed(WIRE)
    assert kept is not None
    assert (kept.title, kept.folders, kept.etag) == ("W", (), "1")
    assert (kept.stated_title, kept.notice) == ("The Wire Agency", "it was cut")


def test_other_settings_make_a_feed_due_at_once(wire: Library) -> None:
    feed = replace(wire.subscriptions.feeds()[0], due=NOW + timedelta(days=1), failures=2)
    wire.subscriptions.note_feeds([(WIRE, feed)])
    wire.subscriptions.put_feeds([replace(feed, title="Wire")])
    assert wire.subscriptions.feeds()[0].due == feed.due
    wire.subscriptions.put_feeds([replace(feed, settings=FeedSettings(user="me"))])
    assert wire.subscriptions.feeds()[0].due is None


def test_what_is_unsubscribed_from_during_a_refresh_stays_so(wire: Library) -> None:
    feed = wire.subscriptions.feeds()[0]
    wire.remove_feed(WIRE)
    assert wire.subscriptions.note_feeds([(WIRE, replace(feed, etag="1"))]) == []
    assert [feed.url for feed in wire.subscriptions.feeds()] == [HERALD]


def test_a_feed_that_moves_keeps_its_articles(wire: Library, make: MakeArticle) -> None:
    feed = wire.subscriptions.feeds()[0]
    new = "https://wire.example/new"
    wire.subscriptions.note_feeds([(WIRE, replace(feed, url=new))])
    wire.add([of(make(3), new), of(make(6), new)])
    assert wire.subscriptions.feed_counts()[new] == Counts(4, 4, 0)
    assert wire.subscriptions.feed(WIRE) == wire.subscriptions.feed(new)
    assert found(wire, new) == ["a1", "a2", "a3", "a6"]
    wire.upkeep.rebuild()
    assert wire.subscriptions.feed_counts()[new] == Counts(4, 4, 0)


def test_what_was_changed_of_a_feed_that_moved_meanwhile_is_changed_where_it_is_now(
    wire: Library,
) -> None:
    feed = wire.subscriptions.feeds()[0]
    new = "https://wire.example/new"
    wire.subscriptions.note_feeds([(WIRE, replace(feed, url=new, etag="1"))])
    wire.subscriptions.put_feeds([replace(feed, title="My Wire")])  # in a dialog that was open
    told = [(one.url, one.title, one.etag) for one in wire.subscriptions.feeds()]
    assert sorted(told) == [(HERALD, "", ""), (new, "My Wire", "1")]
    wire.subscriptions.put_feeds([Feed(WIRE)])  # another one at the old address
    assert len(wire.subscriptions.feeds()) == 3


def test_a_feed_does_not_move_on_top_of_another(wire: Library) -> None:
    feed = wire.subscriptions.feeds()[0]
    wire.subscriptions.note_feeds([(WIRE, replace(feed, url=HERALD, etag="1"))])
    assert [(feed.url, feed.etag) for feed in wire.subscriptions.feeds()] == [
        (WIRE, "1"),
        (HERALD, ""),
    ]


def test_unsubscribing_keeps_what_was_marked_and_can_be_undone(wire: Library) -> None:
    before = wire.subscriptions.feeds(), wire.subscriptions.feed_counts()
    wire.mark(["a1"], tag="later")
    change = wire.remove_feed(WIRE)
    assert change.summary == "unsubscribed from The Wire"
    assert [feed.url for feed in wire.subscriptions.feeds()] == [HERALD]
    assert found(wire, WIRE, HERALD) == ["a1", "a3", "a4"]
    back = wire.undo(change)
    assert wire.subscriptions.feeds() == [before[0][1], before[0][0]]
    assert wire.subscriptions.feed_counts() == before[1]
    wire.undo(back)
    assert found(wire, WIRE, HERALD) == ["a1", "a3", "a4"]
    with pytest.raises(LibraryError, match=r"no feed https://nobody\.example"):
        wire.remove_feed("https://nobody.example")


def test_what_was_removed_is_remembered_until_it_is_brought_back(wire: Library) -> None:
    change = wire.remove(["a1", "a5"])
    assert wire.subscriptions.gone(["a1", "a2", "a5"]) == {
        "a1"
    }  # a5 came from a file: it does not come again
    wire.undo(change)
    assert wire.subscriptions.gone(["a1"]) == set()
    wire.remove_feed(WIRE)
    assert wire.subscriptions.gone(["a1"]) == set()


def test_what_is_old_or_too_many_is_found(wire: Library) -> None:
    def expired(before: int | None = None, most: int = 0, *, unread: bool = False) -> list[str]:
        when = NOW - timedelta(hours=before) if before is not None else None
        return [
            row.id for row in wire.rows(wire.subscriptions.expired(WIRE, when, most, unread=unread))
        ]

    assert expired(0) == []
    assert expired(0, unread=True) == ["a1", "a2"]  # the Herald keeps a3
    wire.mark(["a1", "a2"], read=True)
    assert expired(0) == ["a1", "a2"]
    assert expired(most=1) == ["a2"]
    wire.mark(["a2"], note="so it was")
    assert expired(0) == ["a1"]


def test_searches_are_kept_in_their_order(library: Library, open_library: OpenLibrary) -> None:
    some = [SavedSearch("Ports", "storm port"), SavedSearch("Alps", "is:unread snow")]
    library.subscriptions.put_searches(some)
    assert open_library().subscriptions.searches() == some
    library.subscriptions.put_searches(some[::-1])
    assert open_library().subscriptions.searches() == some[::-1]
    library.subscriptions.put_searches([])
    assert open_library().subscriptions.searches() == []


def test_queries_can_be_asked_of_what_is_not_added_yet(library: Library, make: MakeArticle) -> None:
    queries = [parse("number 2"), parse("source:wire -2"), parse("is:starred")]
    assert library.found_by(queries, [make(1), make(2)]) == [{"a2"}, {"a1"}, set()]
    assert library.counts().all == 0


def test_another_process_sees_that_feeds_have_changed(
    library: Library, open_library: OpenLibrary
) -> None:
    other = open_library()
    before = other.version()
    library.subscriptions.put_feeds([Feed(WIRE)])
    assert other.version() != before
    assert other.subscriptions.feeds()[0].added == NOW


def test_a_file_of_feeds_that_is_none_is_told_and_left_alone(library: Library) -> None:
    library.data.mkdir(parents=True)
    path = library.data / "feeds.json"
    path.write_text('{"these": "are not ours"}')
    assert library.subscriptions.feeds() == []
    assert "feeds.json is not a tuinews store" in library.notices[0]
    with pytest.raises(LibraryError, match="not a tuinews store"):
        library.subscriptions.put_feeds([Feed(WIRE)])
    assert path.read_text() == '{"these": "are not ours"}'


def test_a_feed_that_moved_is_known_by_what_it_brought_and_by_no_other_number(
    library: Library,
) -> None:
    old, new, other = (f"https://{name}.example/feed" for name in ("old", "new", "other"))
    with library._index.transaction() as db:
        feedindex.note_entries(db, old, [b"entry"])
        feedindex.follow_moves(db, {old: new})
        assert feedindex.seen_entries(db, new) == feedindex.seen_entries(db, old) == {b"entry"}
        feedindex.note_entries(db, other, [])
        assert feedindex.numbers(db, [old]) == feedindex.numbers(db, [new])
        assert feedindex.numbers(db, [new]) != feedindex.numbers(db, [other])


def test_what_only_muted_feeds_brought_is_left_out_where_all_is_asked_for(
    wire: Library, open_library: OpenLibrary
) -> None:
    def ids(query: Query | None) -> list[str]:
        return [row.id for row in wire.rows(wire.keys(query))]

    before = wire.counts()
    assert wire.counts(UNMUTED) == before and len(ids(UNMUTED)) == 5
    feed = wire.subscriptions.feed(WIRE)
    assert feed is not None
    wire.subscriptions.put_feeds([replace(feed, settings=FeedSettings(muted=True))])
    assert wire.subscriptions.muted() == {WIRE} == open_library().subscriptions.muted()
    shown = ids(UNMUTED)
    assert len(shown) == 3  # what came through both, the other's own, and the import
    assert wire.counts(UNMUTED) == Counts(3, 3, 0) and wire.counts() == before
    muted = ids(parse("is:muted"))
    assert sorted([*muted, *shown]) == sorted(ids(None))
    assert len(found(wire, WIRE)) == 3  # its own list has them all
    assert ids(parse("is:muted OR is:starred")) == muted
    wire.mark([muted[0], shown[0]], read=True, starred=True)
    assert wire.counts(UNMUTED) == Counts(3, 2, 1)
    wire.subscriptions.put_feeds([feed])
    assert wire.subscriptions.muted() == frozenset() and wire.counts(UNMUTED) == Counts(5, 3, 2)


def test_what_was_imported_by_hand_stays_when_its_feed_goes(
    wire: Library, make: MakeArticle
) -> None:
    wire.add([of(make(2), "/home/ann/dump.txt")])  # which the feed had brought
    assert wire.counts(feeds=[IMPORTED]).all == len(found(wire, IMPORTED)) == 2
    assert wire.subscriptions.only_through(WIRE) == ["a1"]
    wire.remove_feed(WIRE)
    assert found(wire, IMPORTED) == ["a2", "a5"]


def test_articles_go_by_the_present_names_of_their_feeds(
    library: Library, make: MakeArticle
) -> None:
    store = library.subscriptions
    store.put_feeds([Feed(WIRE, stated_title="News"), Feed(HERALD, stated_title="News")])
    library.add([of(make(n, publisher="News"), url) for n, url in ((1, WIRE), (2, HERALD))])
    library.add([of(make(3, publisher="Agency"), WIRE)])  # which the feed only passes on

    def names() -> list[str]:
        return [library.rows_of([one])[0].publisher for one in ("a1", "a2", "a3")]

    assert names() == ["News", "News", "Agency"] and not store.names()
    store.put_feeds([Feed(WIRE, title="Wire", stated_title="News")])
    assert names() == ["Wire", "News", "Agency"]
    assert library.shown("a1") == replace(library.article("a1"), publisher="Wire")
    assert dict(library.publishers())["News"] == 2  # of two feeds, which the index tells not apart
    feed = store.feed(HERALD)
    assert feed is not None
    store.note_feeds([(HERALD, replace(feed, stated_title="The Herald"))])  # it calls itself so now
    assert names() == ["Wire", "The Herald", "Agency"]
    assert len(library.keys(parse("source:herald"))) == 2  # that of either
    assert len(library.keys(parse("source:news"))) == 2
    store.put_feeds([Feed(WIRE, stated_title="News")])
    assert names() == ["News", "The Herald", "Agency"]
    feed = store.feed(HERALD)
    assert feed is not None and feed.called == ("News",)


def test_publishers_of_one_present_name_are_counted_together_and_stand_where_that_belongs(
    library: Library, make: MakeArticle
) -> None:
    names = [*["Post"] * 3, *["Echo"] * 2, *["Old Echo"] * 2]
    library.add([of(make(n, publisher=name), WIRE) for n, name in enumerate(names)])
    library.subscriptions.put_feeds([Feed(WIRE, title="Echo", stated_title="Old Echo")])
    assert library.publishers() == [("Echo", 4), ("Post", 3)]


def test_what_is_muted_is_counted_by_each_thread_as_it_is_now(
    wire: Library, open_library: OpenLibrary
) -> None:
    feed = wire.subscriptions.feed(WIRE)
    assert feed is not None
    wire.subscriptions.put_feeds([replace(feed, settings=FeedSettings(muted=True))])
    assert wire.counts(UNMUTED) == Counts(3, 3, 0)
    other = open_library()  # another program
    other.mark(["a1"], read=True)
    with ThreadPoolExecutor(1) as late:  # whose connection is new
        assert late.submit(wire.counts, UNMUTED).result() == Counts(3, 3, 0)
    assert wire.counts(UNMUTED) == Counts(3, 3, 0)


def test_feeds_are_all_there_for_one_thread_while_another_changes_one(
    wire: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stamp:
        """A stamp during whose comparison another thread writes."""

        def __ne__(self, other: object) -> bool:
            if other is self and not seen:
                seen.append(0)
                wire.subscriptions.put_feeds([Feed(WIRE, title="Another")])
            return other is not self

    seen: list[int] = []
    monkeypatch.setattr(Documents, "stamp", Stamp())
    assert len(wire.subscriptions.feeds()) == 2
    assert len(wire.subscriptions.feeds()) == 2 and seen


def test_rules_know_articles_that_come_by_the_present_names_of_their_feeds(
    library: Library, make: MakeArticle
) -> None:
    library.subscriptions.put_feeds([Feed(WIRE, title="Ouse", stated_title="River Post")])
    came = [of(make(1, publisher="River Post"), WIRE), of(make(2, publisher="Herald"), HERALD)]
    queries = [parse("source:ouse"), parse("source:river"), parse("-source:ouse")]
    assert library.found_by(queries, came) == [{"a1"}, {"a1"}, {"a2"}]
    library.add(came)
    assert found(library, WIRE, HERALD, typed="source:ouse") == ["a1"]
