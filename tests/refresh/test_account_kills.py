"""Marks on both sides and kills in between: nothing is lost, nothing comes again.

The server is asked without a network, and entries are cleaned in this process, so that many
histories can be tried. What has to come out is worked out by a model of a few lines.
"""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.accountserver import PASSWORD, USER, Account
from tests.conftest import NOW

from tuinews import limits
from tuinews.intake.accounts.greader import Session
from tuinews.intake.errors import FetchError
from tuinews.intake.fetching.reply import Reply
from tuinews.intake.fetching.request import Request
from tuinews.model import Feed, FeedSettings
from tuinews.refresh.accounts import settling
from tuinews.refresh.accounts.sync import Sync
from tuinews.refresh.arrival import Arrivals
from tuinews.store.library import Library

T = TypeVar("T")
Marks = dict[int, tuple[bool, bool]]  # by number: whether read, whether starred
NUMBERS = range(1, 6)


class KilledError(BaseException):
    """The process ends here."""


class Steps:
    """Counts what is done, and ends it after so many."""

    def __init__(self, left: float = float("inf")) -> None:
        self.left = left

    def step(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise KilledError

    def around(self, work: Callable[..., T]) -> Callable[..., T]:
        """Return `work`, before which, and so after what was done last, the process may end."""

        def done(*args: Any, **kwargs: Any) -> T:
            self.step()
            return work(*args, **kwargs)

        return done


class Straight:
    """Asks an account without a network."""

    def __init__(self, account: Account, steps: Steps) -> None:
        self._answer = steps.around(account.answer)

    async def fetch(self, request: Request) -> Reply:
        parts = urlsplit(request.url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {name.lower(): value for name, value in request.headers}
        method = "GET" if request.body is None else "POST"
        status, more, body = self._answer(method, target, headers, request.body or b"")
        return Reply(request.url, status, more, body if status == 200 else b"", NOW)


class Here:
    """Workers that work in this process."""

    async def run(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        return function(*args, **kwargs)


class Both:
    """A library, the server of its account, and what each did."""

    def __init__(self, folder: Path, *, freshrss: bool) -> None:
        self.server = Account(freshrss=freshrss, port=80, page=3)
        self.stream = self.server.subscribe(1)
        self.server.publish(self.stream, *NUMBERS)
        self.library = Library(folder / "data", folder / "cache", now=lambda: NOW)
        self.account = Feed(self.server.url, settings=FeedSettings(user=USER))
        self.library.subscriptions.put_account(self.account)
        self.ids: dict[int, str] = {}

    def sync(self, steps: Steps | None = None) -> None:
        """Bring both in step, or be killed on the way."""
        steps = steps or Steps()
        client: Any = Straight(self.server, steps)
        workers: Any = Here()
        session = Session(client, self.account.url, self.account.settings, PASSWORD)
        library = self.library
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                library.subscriptions.memory,
                "note",
                steps.around(library.subscriptions.memory.note),
            )
            patch.setattr(library, "mark_each", steps.around(library.mark_each))
            sync = Sync(library, Arrivals(library, ()), session, workers, self.account)
            asyncio.run(self._run(sync))
        rows = library.rows(library.keys())
        self.ids = {int(row.headline.split()[-1]): row.id for row in rows}

    async def _run(self, sync: Sync) -> None:
        async for _ in sync.run(NOW, asyncio.Event()):
            pass

    def mark(self, number: int, name: str, *, on: bool) -> None:
        """The reader marks an article here."""
        self.library.mark([self.ids[number]], **{name: on})  # type: ignore[arg-type]

    def mark_there(self, number: int, name: str, *, on: bool) -> None:
        """The reader marks an article elsewhere."""
        setattr(self.server.entry(number), name, on)

    def here(self) -> Marks:
        found = self.library.flags(self.ids.values())
        return {number: found[identity] for number, identity in self.ids.items()}


@pytest.fixture(params=["freshrss", "miniflux"])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Both:
    return Both(tmp_path, freshrss=request.param == "freshrss")


def changed_on_both_sides(both: Both) -> Marks:
    """Make every kind of change; returns what has to come out."""
    both.mark(1, "read", on=True)
    both.mark(1, "starred", on=True)
    both.mark_there(2, "read", on=True)
    both.mark_there(2, "starred", on=True)
    both.mark(3, "read", on=True)
    both.mark_there(3, "starred", on=True)
    both.mark(4, "read", on=True)
    both.mark_there(4, "read", on=True)
    both.server.publish(both.stream, 6)
    both.server.publish(both.stream, 7, read=True, starred=True)
    return {
        1: (True, True), 2: (True, True), 3: (True, True), 4: (True, False),
        5: (False, False), 6: (False, False), 7: (True, True),
    }  # fmt: skip


def test_a_sync_that_is_killed_anywhere_is_made_good_by_the_next(tmp_path: Path) -> None:
    for steps in itertools.count():
        both = Both(tmp_path / str(steps), freshrss=bool(steps % 2))
        both.sync()
        wanted = changed_on_both_sides(both)
        try:
            both.sync(Steps(steps))
        except KilledError:
            both.sync()
            assert (both.here(), both.server.marks()) == (wanted, wanted), f"killed after {steps}"
        else:
            break
    assert steps > 15  # kills were tried


def test_what_was_on_its_way_when_it_was_killed_is_the_readers_word_after_it(
    tmp_path: Path,
) -> None:
    for steps in itertools.count():
        both = Both(tmp_path / str(steps), freshrss=bool(steps % 2))
        both.sync()
        both.mark(1, "read", on=True)
        both.mark(2, "starred", on=True)
        try:
            both.sync(Steps(steps))
        except KilledError:
            both.mark(1, "read", on=False)  # whether the server has heard of it or not
            both.mark(2, "starred", on=False)
            both.sync()
            assert set(both.here().values()) == {(False, False)}, f"killed after {steps}"
            assert both.here() == both.server.marks()
        else:
            break
    assert steps > 10


def test_the_first_sync_that_is_killed_brings_everything_at_last(tmp_path: Path) -> None:
    for steps in itertools.count():
        both = Both(tmp_path / str(steps), freshrss=bool(steps % 2))
        both.server.entry(2).read = both.server.entry(3).starred = True
        try:
            both.sync(Steps(steps))
        except KilledError:
            both.sync()
            assert both.here() == both.server.marks() and len(both.here()) == 5
        else:
            break


class Model:
    """What has to come out: of each mark what both sides last agreed on, and what each has now."""

    def __init__(self, marks: Mapping[tuple[int, str], bool]) -> None:
        self.agreed, self.here, self.there = dict(marks), dict(marks), dict(marks)

    def sync(self) -> None:
        for key, last in self.agreed.items():
            here, there = self.here[key], self.there[key]
            final = here if here != last else there
            self.agreed[key] = self.here[key] = self.there[key] = final

    def marks(self) -> Marks:
        return {one: (self.here[one, "read"], self.here[one, "starred"]) for one in NUMBERS}


ACTIONS = st.lists(
    st.one_of(
        st.just("sync"),
        st.tuples(
            st.sampled_from(["here", "there"]),
            st.sampled_from(NUMBERS),
            st.sampled_from(["read", "starred"]),
            st.booleans(),
        ),
    ),
    max_size=14,
)


@settings(max_examples=settings().max_examples // 4)
@given(actions=ACTIONS, freshrss=st.booleans())
def test_whatever_is_done_on_both_sides_comes_out_as_the_model_says(
    actions: list[Any], *, freshrss: bool
) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        both = Both(folder, freshrss=freshrss)
        both.sync()
        model = Model({(one, name): False for one in NUMBERS for name in ("read", "starred")})
        for action in [*actions, "sync"]:
            if action == "sync":
                both.sync()
                model.sync()
                assert both.here() == both.server.marks() == model.marks()
                continue
            side, number, name, on = action
            mark = both.mark if side == "here" else both.mark_there
            mark(number, name, on=on)
            (model.here if side == "here" else model.there)[number, name] = on
        sent = len(both.server.edited)
        both.sync()
        assert len(both.server.edited) == sent  # what has arrived is not sent again
    finally:
        both.library.close()
        shutil.rmtree(folder)


def test_undone_before_it_was_sent_is_never_sent(both: Both) -> None:
    both.sync()
    change = both.library.mark([both.ids[1]], read=True)
    both.library.undo(change)
    both.sync()
    assert both.server.edited == []


def test_two_items_of_one_article_are_read_together(both: Both) -> None:
    other = both.server.subscribe(2)
    both.server.publish(other, 9)
    both.server.entry(9).link = both.server.entry(1).link
    both.server.entry(9).text = both.server.entry(1).text
    both.sync()
    both.mark_there(9, "read", on=True)
    both.sync()
    assert both.server.entry(1).read
    both.mark_there(1, "read", on=False)
    both.sync()
    assert not both.server.entry(9).read


def test_what_the_server_has_no_longer_is_not_read_for_that(both: Both) -> None:
    both.sync()
    del both.server.entries[str(both.server.entry(2).id)]
    both.mark_there(3, "read", on=True)
    both.sync()
    here = both.here()
    assert (here[2], here[3]) == ((False, False), (True, False))
    both.mark(2, "read", on=True)
    both.sync()
    assert both.server.edited == []  # there is nobody to tell


def test_what_was_not_listed_far_enough_down_is_left_as_it_is(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    both.server.publish(both.stream, *range(6, 13), read=True)
    both.sync()
    for number in (3, 4, 5):
        both.mark_there(number, "read", on=True)
    del both.server.entries[str(both.server.entry(1).id)]  # or is it read? nobody knows
    monkeypatch.setattr(limits, "ACCOUNT_IDS", 5)
    both.sync()
    assert not any(read for number, (read, _) in both.here().items() if number < 6)
    monkeypatch.undo()
    both.sync()
    assert {number for number, (read, _) in both.here().items() if not read} == {1, 2}


def test_more_than_one_refresh_may_bring_comes_with_the_next(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    for entry in both.server.entries.values():
        entry.read = True  # so that only the list of all has them
    monkeypatch.setattr(limits, "ACCOUNT_NEW", 3)  # as many as a page has
    both.sync()
    assert len(both.ids) == 3
    both.sync()
    assert len(both.ids) == 5


def test_a_feed_of_ones_own_that_is_deleted_comes_back_with_the_account(both: Both) -> None:
    url = both.server.feeds[both.stream].url
    both.library.subscriptions.put_feeds([Feed(url)])
    both.sync()
    both.library.remove_feed(url)
    assert both.library.counts().all == 0
    both.sync()
    assert both.library.counts().all == 5


def test_a_lost_index_is_made_again_before_anything_is_compared(both: Both) -> None:
    both.sync()
    both.mark(1, "read", on=True)
    both.library.close()
    shutil.rmtree(both.library._index.path.parent)
    both.library = Library(both.library.data, both.library._index.path.parent, now=lambda: NOW)
    both.sync()
    assert both.server.marks()[1] == (True, False)
    assert both.here() == both.server.marks()


def test_an_index_that_goes_away_meanwhile_ends_the_sync(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    both.sync()
    both.mark(1, "read", on=True)
    flags = both.library.flags

    def lost(ids: Any) -> dict[str, tuple[bool, bool]]:
        both.library._index.throw_away()
        return dict.fromkeys(flags(ids), (False, False))

    monkeypatch.setattr(both.library, "flags", lost)
    with pytest.raises(FetchError, match="the index went away meanwhile"):
        both.sync()
    assert both.server.edited == []
    monkeypatch.undo()
    both.sync()
    assert both.server.marks()[1] == (True, False)


def test_a_lost_memory_marks_nothing_unread_and_takes_no_star_off(both: Both) -> None:
    both.sync()
    both.mark(1, "read", on=True)
    both.mark(1, "starred", on=True)
    both.mark_there(2, "read", on=True)
    both.mark_there(2, "starred", on=True)
    both.library.subscriptions.memory.forget()
    both.sync()
    assert both.here() == both.server.marks()
    assert [both.here()[number] for number in (1, 2, 3)] == [
        (True, True),
        (True, True),
        (False, False),
    ]


DAMAGE: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "cut in the middle of a line": lambda lines: [*lines[:6], lines[6][:20]],
    "turned round": lambda lines: lines[::-1],
    "twice": lambda lines: [*lines, *lines[1:]],
    "without its first line": lambda lines: lines[1:],
    "zeros": lambda lines: [*lines[:4], bytes(4096) + b"\n", *lines[4:]],
    "odd values": lambda lines: [
        *lines,
        b'{"item": 5}\n',
        b'{"item": "1", "article": ["../../x"], "read": "no", "starred": 1e999}\n',
        b'{"item": "\\u001b[2J", "article": "\\ud800", "feed": {}}\n',
        b'{"feed": "feed/1", "ended": "true", "gone": 1}\n',
        b'{"whole": "9999-99-99"}\n',
        b"[" * 100_000 + b"\n",
        b"\xff\xfe\n",
    ],
    "nothing": lambda _: [],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_memory_changes_no_mark_and_loses_no_article(
    both: Both, damage: Callable[[list[bytes]], list[bytes]]
) -> None:
    both.sync()
    both.mark(1, "read", on=True)
    both.mark_there(2, "starred", on=True)
    both.sync()
    wanted = both.here()
    path = both.library.data / "account.jsonl"
    path.write_bytes(b"".join(damage(path.read_bytes().splitlines(keepends=True))))
    both.server.publish(both.stream, 6)
    both.sync()
    assert both.here() == both.server.marks() == {**wanted, 6: (False, False)}


def test_a_memory_is_known_again_whatever_the_user_is_called(both: Both) -> None:
    for name in ("ann\u202e \x1b[2J", "x" * 5000):
        assert both.library.subscriptions.memory.of(name).account
        both.library.subscriptions.memory.of(name)
    assert len([*both.library.data.glob("account.jsonl.bad-*")]) == 1  # of the first by the second


def test_the_memory_of_another_account_is_kept_aside(both: Both, tmp_path: Path) -> None:
    other = Both(tmp_path / "other", freshrss=both.server.freshrss)
    other.account = replace(other.account, url=other.server.url.replace(":80", ":81"))
    other.library.subscriptions.put_account(other.account)
    other.server.publish(other.stream, 6)
    other.sync()
    theirs = other.library.data / "account.jsonl"
    both.library.data.mkdir(parents=True, exist_ok=True)
    (both.library.data / "account.jsonl").write_bytes(theirs.read_bytes())
    both.sync()
    assert sorted(both.here()) == [1, 2, 3, 4, 5]
    (aside,) = both.library.data.glob("account.jsonl.bad-*")
    assert aside.read_bytes() == theirs.read_bytes()


def test_more_than_one_change_can_hold_is_sent_in_several(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "AT_ONCE", 2)
    both.sync()
    both.library.mark(list(both.ids.values()), read=True)
    both.sync()
    sizes = [sum(key == "i" for key, _ in form) for form in both.server.edited]
    assert sizes == [2, 2, 1]
    assert all(read for read, _ in both.server.marks().values())


def test_a_worn_token_is_asked_for_again_once(both: Both) -> None:
    both.sync()
    both.mark(1, "read", on=True)
    worn = iter([(401, {"X-Reader-Google-Bad-Token": "true"}, b"")])
    both.server.instead = lambda target: next(worn, None) if "edit-tag" in target else None
    both.server.log.clear()
    both.sync()
    assert both.server.marks()[1] == (True, False)
    assert len(both.server.asked("/token")) == 2


def test_the_memory_is_written_anew_when_most_of_it_is_old(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuinews.store.disk.accounts._SPARE", 5)
    both.sync()
    for on in (True, False, True):
        both.library.mark(list(both.ids.values()), starred=on)
        both.sync()
    memory = both.library.subscriptions.memory.read()
    assert memory.lines <= 2 * (len(memory.items) + 1) + 5
    both.sync()
    assert both.here() == both.server.marks()
    assert set(both.here().values()) == {(False, True)}
