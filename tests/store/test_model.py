"""A library does what a dictionary would do, whatever happens to it in between."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tuinews.model import Article, Block, BlockKind, Span, State
from tuinews.store.disk import files
from tuinews.store.errors import StoreError
from tuinews.store.library import Library
from tuinews.store.views import Change, Order, Show

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
NUMBERS = st.integers(0, 11)


def article(number: int, edition: int) -> Article:
    """Return edition `edition` of article `number`; some have no date."""
    text = f"Article {number} in edition {edition}: " + f"word{number}x{edition} " * 25
    return Article(
        id=f"a{number}",
        headline=f"Headline {number}",
        publisher=f"Publisher {number % 3}",
        published=None if number % 4 == 0 else NOW - timedelta(hours=9 * number),
        blocks=(Block(BlockKind.PARAGRAPH, (Span(text),)),),
    )


class Model(RuleBasedStateMachine):
    """Articles and states in dictionaries beside the library."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="tuinews-model-"))
        self.articles: dict[str, Article] = {}
        self.states: dict[str, State] = {}
        self.change: Change | None = None
        self.before: tuple[dict[str, Article], dict[str, State]] | None = None

    @initialize()
    def begin(self) -> None:
        self.library = self.opened()

    def opened(self) -> Library:
        return Library(self.folder / "data", self.folder / "cache", now=lambda: NOW)

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.folder)

    def remembered(self) -> None:
        self.before = dict(self.articles), dict(self.states)

    @rule(numbers=st.lists(NUMBERS, min_size=1, max_size=5, unique=True), edition=st.integers(0, 2))
    def add(self, numbers: list[int], edition: int) -> None:
        came = [article(number, edition) for number in numbers]
        added = self.library.add(came)
        outcomes = []
        for one in came:
            known = self.articles.get(one.id)
            same = known is not None and known.blocks == one.blocks
            outcomes.append((one.id, "new" if known is None else "same" if same else "updated"))
            if not same:  # what was edited by hand stays
                self.articles[one.id] = one
        assert list(added.outcomes) == outcomes
        self.change = None

    @rule(numbers=st.lists(NUMBERS, min_size=1, max_size=12, unique=True), data=st.data())
    def mark(self, numbers: list[int], data: st.DataObject) -> None:
        ids = [f"a{number}" for number in numbers if f"a{number}" in self.articles]
        read = data.draw(st.sampled_from([None, True, False]))
        starred = data.draw(st.sampled_from([None, True, False]))
        tag = data.draw(st.sampled_from(["", "red", "blue"]))
        self.remembered()
        self.change = self.library.mark(ids, read=read, starred=starred, tag=tag)
        for identity in ids:
            state = self.states.get(identity, State())
            if read is not None:
                state = replace(state, read=(state.read or NOW) if read else None)
            if starred is not None:
                state = replace(state, starred=(state.starred or NOW) if starred else None)
            if tag and tag not in state.tags:
                state = replace(state, tags=(*state.tags, tag))
            self.states[identity] = state

    @rule(numbers=st.lists(NUMBERS, min_size=1, max_size=4, unique=True))
    def remove(self, numbers: list[int]) -> None:
        self.remembered()
        self.change = self.library.remove([f"a{number}" for number in numbers])
        for number in numbers:
            self.articles.pop(f"a{number}", None)

    @precondition(lambda self: self.change is not None)
    @rule()
    def undo(self) -> None:
        assert self.change is not None and self.before is not None
        self.change = self.library.undo(self.change)
        now = dict(self.articles), dict(self.states)
        self.articles, states = dict(self.before[0]), self.before[1]
        for identity in self.states:
            position = self.states[identity].position
            self.states[identity] = replace(states.get(identity, State()), position=position)
        self.before = now

    @rule(number=NUMBERS, position=st.integers(1, 5000))
    def remember(self, number: int, position: int) -> None:
        identity = f"a{number}"
        if identity in self.articles:
            self.library.remember(identity, position)
            self.states[identity] = replace(self.states.get(identity, State()), position=position)

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = self.opened()

    @rule()
    def mend(self) -> None:
        self.library.upkeep.mend()

    @rule()
    def lose_the_index(self) -> None:
        self.library.close()
        shutil.rmtree(self.folder / "cache")
        self.library = self.opened()
        self.library.upkeep.mend()

    @rule(seed=st.integers(0, 10**6))
    def fail_once(self, seed: int) -> None:
        """Add while one call fails: what is there is old or new, and adding again completes it."""
        chance = random.Random(seed)
        came = article(chance.randrange(12), 7 + chance.randrange(3))
        calls, left = files.Calls(), chance.randrange(1, 12)

        def failing(call: Callable[..., object]) -> Callable[..., object]:
            def guarded(*arguments: object, **options: object) -> object:
                nonlocal left
                left -= 1
                if left == 0:
                    raise OSError(5, "Input/output error")
                return call(*arguments, **options)

            return guarded

        for name in ("open", "write", "fsync", "link", "replace", "mkdir"):
            setattr(calls, name, failing(getattr(calls, name)))
        usual, files.calls = files.calls, calls
        try:
            self.library.add([came])
        except StoreError as error:
            assert "Input/output error" in str(error) or "EIO" in str(error)
        finally:
            files.calls = usual
        self.library.add([came])
        known = self.articles.get(came.id)
        if known is None or known.blocks != came.blocks:  # what was edited by hand stays
            self.articles[came.id] = came
        self.change = None

    @rule(number=NUMBERS)
    def edit_by_hand(self, number: int) -> None:
        self.library.upkeep.settle(whole=True)  # what waits in the journal counts as newer
        for path in (self.folder / "data").glob("articles/*/*.json"):
            value = json.loads(path.read_bytes())
            for document in value["articles"].values():
                if document["id"] == f"a{number}":
                    document["headline"] = "By hand"
                    path.write_text(json.dumps(value))
                    known = self.articles[f"a{number}"]
                    self.articles[known.id] = replace(known, headline="By hand")
        self.library.upkeep.mend()
        self.change = None

    @invariant()
    def is_as_expected(self) -> None:
        if not hasattr(self, "library"):
            return
        rows = {row.id: row for row in self.library.rows(self.library.keys())}
        assert rows.keys() == self.articles.keys()
        for identity, row in rows.items():
            state = self.states.get(identity, State())
            assert self.library.state(identity) == state
            assert (row.read, row.starred) == (state.read is not None, state.starred is not None)
            assert row.tags == state.tags
            found = self.library.article(identity)
            assert (found.headline, found.blocks) == (
                self.articles[identity].headline,
                self.articles[identity].blocks,
            )
        counts = self.library.counts()
        assert counts.all == len(rows)
        assert counts.unread == len(self.library.keys(show=Show.UNREAD))
        assert counts.starred == len(self.library.keys(show=Show.STARRED))
        assert sorted(self.library.keys(order=Order.LONGEST)) == sorted(self.library.keys())
        assert not self.library.upkeep.behind()


TestModel = Model.TestCase
TestModel.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
