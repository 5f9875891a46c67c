"""A reader's whole life with feeds is that of plain dictionaries, crashes and all."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.feedsite import Item, rss

from tuinews.model import Feed
from tuinews.refresh import reading
from tuinews.refresh.arrival import Arrivals
from tuinews.refresh.fetching import Fetched
from tuinews.store.library import Library
from tuinews.store.rulings import Ruling
from tuinews.store.views import Change, Show
from tuinews.stories.relate import catch_up

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
FEEDS = ("https://wire.example/feed", "https://post.example/feed")
LED = "The harbour master of port {0} closed gate {0} at noon, edition {1}, and sent crew {0} home."

Pair = tuple[str, str]


class Reader(RuleBasedStateMachine):
    """Subscribe, refresh, read, star, tag, undo, correct and follow stories; crash, and go on."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="tuinews-reader-"))
        self.texts: dict[str, str] = {}  # headline -> edition that came last
        self.through: dict[str, set[str]] = {}  # headline -> feeds
        self.came: set[tuple[str, str, str]] = set()  # feed, headline, edition
        self.read: set[str] = set()  # headlines
        self.starred: set[str] = set()
        self.tagged: set[str] = set()
        self.apart: dict[Pair, Ruling] = {}
        self.followed: set[str] = set()  # ids
        self.change: Change | None = None
        self.before: tuple[set[str], set[str], set[str]] | None = None

    @initialize()
    def begin(self) -> None:
        self.library = self.opened()
        self.library.subscriptions.put_feeds([Feed(url) for url in FEEDS])

    def opened(self) -> Library:
        return Library(self.folder / "data", self.folder / "cache", now=lambda: NOW)

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.folder)

    def ids(self) -> dict[str, str]:
        """Return the ids of all articles by their headlines."""
        return {row.headline: row.id for row in self.library.rows(self.library.keys())}

    @rule(
        url=st.sampled_from(FEEDS),
        entries=st.dictionaries(st.integers(1, 7), st.integers(0, 2), max_size=5),
    )
    def refresh(self, url: str, entries: dict[int, int]) -> None:
        """A feed holds some entries now; what it no longer holds stays."""
        items = [
            Item(number, f"Storm number {number}", LED.format(number, edition) * 3)
            for number, edition in entries.items()
        ]
        feed = self.library.subscriptions.feed(url)
        assert feed is not None
        known = self.library.subscriptions.seen_entries(url)
        found = reading.read_feed(rss(items), url, NOW, "", (url, url), known)
        fetched = Fetched(feed, replace(feed, title="Wire"), "changed", found.entries)
        Arrivals(self.library, ()).store([fetched])
        taken = {one.prepared.fields.headline for one in found.entries if one.prepared}
        for number, edition in entries.items():
            headline, mark = f"Storm number {number}", f"edition {edition}"
            if headline in taken:
                self.texts[headline] = mark
            else:  # it is just as this feed told it before
                assert (url, headline, mark) in self.came
            self.came.add((url, headline, mark))
            self.through.setdefault(headline, set()).add(url)
        self.change = None

    @rule(what=st.sampled_from(["read", "unread", "star", "tag"]), data=st.data())
    def mark(self, what: str, data: st.DataObject) -> None:
        ids = self.ids()
        if not ids:
            return
        headline = data.draw(st.sampled_from(sorted(ids)))
        chosen = [ids[headline]]
        self.before = set(self.read), set(self.starred), set(self.tagged)
        match what:
            case "read" | "unread":
                self.change = self.library.mark(chosen, read=what == "read")
                if what == "read":  # and with it what is a copy of it, once that is known
                    names = {identity: name for name, identity in ids.items()}
                    self.read |= {headline, *(names[one] for one in self.change.states)}
                else:
                    self.read.discard(headline)
            case "star":
                self.change = self.library.mark(chosen, starred=True)
                self.starred.add(headline)
            case _:
                self.change = self.library.mark(chosen, tag="sea")
                self.tagged.add(headline)

    @precondition(lambda self: self.change)
    @rule()
    def undo(self) -> None:
        assert self.change is not None and self.before is not None
        now = set(self.read), set(self.starred), set(self.tagged)
        self.change = self.library.undo(self.change)
        self.read, self.starred, self.tagged = self.before
        self.before = now

    @rule(ruling=st.sampled_from([Ruling.APART, Ruling.UNRELATED]), data=st.data())
    def correct(self, ruling: Ruling, data: st.DataObject) -> None:
        ids = sorted(self.ids().values())
        if len(ids) < 2:
            return
        one, other = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
        pair = (one, other) if one < other else (other, one)
        change = self.library.corrections.rule(ruling, [pair])
        if data.draw(st.booleans()):
            self.library.undo(change)
        else:
            self.apart[pair] = ruling

    @rule(on=st.booleans(), data=st.data())
    def follow(self, on: bool, data: st.DataObject) -> None:
        ids = sorted(self.ids().values())
        if not ids:
            return
        identity = data.draw(st.sampled_from(ids))
        accounts = {identity}
        if story := self.library.story_of(identity):
            accounts |= set(story.articles)
        self.library.corrections.follow(identity, on)
        assert self.library.corrections.follows(identity) is on
        self.followed -= accounts
        if on:
            self.followed.add(identity)

    @rule()
    def relate(self) -> None:
        catch_up(self.library)
        assert self.library.relations.waiting() == []

    @rule()
    def crash(self) -> None:
        """The process is gone without closing anything; the next one opens what is there."""
        self.library = self.opened()
        self.library.upkeep.mend()

    @rule()
    def crash_and_lose_the_index(self) -> None:
        shutil.rmtree(self.folder / "cache", ignore_errors=True)
        self.crash()

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = self.opened()

    @rule()
    def rebuild(self) -> None:
        self.library.upkeep.rebuild()

    @invariant()
    def nothing_is_lost_or_made_up(self) -> None:
        if not hasattr(self, "library"):
            return
        rows = {row.headline: row for row in self.library.rows(self.library.keys())}
        assert rows.keys() == self.texts.keys()
        for headline, row in rows.items():
            assert row.read is (headline in self.read)
            assert row.starred is (headline in self.starred)
            assert row.tags == (("sea",) if headline in self.tagged else ())
            article = self.library.article(row.id)
            assert self.texts[headline] in "".join(block.text for block in article.blocks)
        counts = self.library.counts()
        assert counts.all == len(rows)
        assert counts.unread == len(self.library.keys(show=Show.UNREAD))
        assert counts.unread == len(rows.keys() - self.read)
        by_feed = self.library.subscriptions.feed_counts()
        for url in FEEDS:
            brought = [one for one, feeds in self.through.items() if url in feeds]
            assert url not in by_feed or by_feed[url].all == len(brought)
        for pair, ruling in self.apart.items():
            assert self.library.corrections.rulings().get(*pair) is ruling
            story = self.library.story_of(pair[0])
            assert story is None or pair[1] not in story.articles
        for identity in self.followed:
            assert self.library.corrections.follows(identity)
        assert {feed.url for feed in self.library.subscriptions.feeds()} == set(FEEDS)


TestReader = Reader.TestCase
MANY = settings().max_examples >= 1000  # by night
TestReader.settings = settings(
    max_examples=500 if MANY else 12, stateful_step_count=20, deadline=None
)
