"""After a power cut every answered change is there, whatever the disk kept of the rest."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from tests.faults import powerloss
from tests.faults.powerloss import Recorder

from tuinews.model import Article, Block, BlockKind, Feed, Source, Span
from tuinews.store.disk import files
from tuinews.store.errors import LibraryError
from tuinews.store.library import Library
from tuinews.store.views import Change, SavedSearch

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
STATES = int(os.environ.get("TUINEWS_TEST_STATES", "250"))
IDS = [f"a{number}" for number in range(14)]
FEEDS = [f"https://wire.example/{number}" for number in range(3)]

Known = dict[str, object]
Crash = tuple[int, powerloss.State]


def article(number: int, edition: int = 0) -> Article:
    text = f"Report {number}, edition {edition}. " + "The ferries stayed behind the wall. " * 6
    return Article(
        id=f"a{number}",
        headline=f"Storm number {number} shuts the port",
        publisher="Wire",
        published=None if number == 5 else NOW - timedelta(days=number % 6, hours=number),
        blocks=(Block(BlockKind.PARAGRAPH, (Span(text),)),),
        sources=(Source(FEEDS[number % 3], NOW),),
    )


def known(library: Library) -> Known:
    """Return all that a library says of articles, states, feeds and searches."""
    found: Known = {}
    for identity in IDS:
        try:
            one = library.article(identity)
            found[f"article {identity}"] = one.headline, one.blocks, one.publisher
        except LibraryError:
            found[f"article {identity}"] = None
        try:
            found[f"state {identity}"] = library.state(identity)
        except LibraryError:
            found[f"state {identity}"] = None
    for url in FEEDS:
        found[f"feed {url}"] = library.subscriptions.feed(url)
    found["searches"] = library.subscriptions.searches()
    return found


@dataclass
class Story:
    """What was done to a library, and what was to be found after each answer."""

    recorder: Recorder
    answered: list[tuple[int, Known]] = field(default_factory=list)  # calls so far, what holds

    def allowed(self, number: int) -> list[Known]:
        """What may be found after a crash behind call `number`: the last answer, or the next."""
        done = max(place for place, (calls, _) in enumerate(self.answered) if calls <= number)
        exact = self.answered[done][0] == number or done + 1 == len(self.answered)
        return [one for _, one in self.answered[done : done + (1 if exact else 2)]]


def written(library: Library) -> Iterator[Callable[[], object]]:
    """Give what a reader and refreshes do, each in its turn."""
    changes: list[Change] = []

    def noted(change: Change) -> None:
        changes.append(change)

    yield lambda: library.add([article(number) for number in range(4)])
    yield lambda: library.mark(["a1", "a2"], starred=True, note="keep this")
    yield lambda: library.subscriptions.put_feeds([Feed(url, title=url[-1]) for url in FEEDS[:2]])
    yield lambda: library.add([article(4), article(5), article(1, edition=2)])
    yield lambda: library.mark(["a5"], read=True, tag="sea")
    yield lambda: library.upkeep.mend()  # folds the journal
    yield lambda: library.mark(["a1"], read=True, untag="none")
    yield lambda: noted(library.mark(["a2"], starred=False))
    yield lambda: library.undo(changes[-1])
    yield lambda: noted(library.remove(["a3", "a4"]))
    yield lambda: library.undo(changes[-1])
    yield lambda: library.remove(["a3"])
    yield lambda: library.subscriptions.put_searches([SavedSearch("Ports", "harbour port")])
    yield lambda: library.edit("a2", lambda known: replace(known, headline="Corrected by hand"))
    yield lambda: library.subscriptions.put_feeds([Feed(FEEDS[2]), Feed(FEEDS[0], title="Renamed")])
    yield lambda: library.remove_feed(FEEDS[1])
    yield lambda: library.add([article(number) for number in range(6, 12)])
    yield lambda: library.mark([f"a{number}" for number in range(6, 12)], read=True)
    yield lambda: library.upkeep.mend()


def by_chance(library: Library, seed: int) -> Iterator[Callable[[], object]]:
    """Give forty of the things that a reader and refreshes do."""
    chance = random.Random(seed)
    yield lambda: library.subscriptions.put_feeds([Feed(url) for url in FEEDS])
    for _ in range(40):
        yield partial(one_of, library, chance)


def one_of(library: Library, chance: random.Random) -> None:
    """Do one of the things that a reader and refreshes do."""
    some = chance.sample(range(len(IDS)), 3)
    edition = chance.randrange(3)
    there = [f"a{number}" for number in some if library.row(f"a{number}") is not None]
    match chance.randrange(9):
        case 0 | 1:
            library.add([article(number, edition) for number in some])
        case 2:
            library.mark(there, read=chance.random() < 0.7)
        case 3:
            library.mark(there, starred=chance.random() < 0.7, tag=f"t{edition}")
        case 4:
            library.remove(there[:1])
        case 5:
            library.upkeep.mend()
        case 6:
            library.subscriptions.put_feeds([Feed(FEEDS[edition], title=str(some))])
        case 7:
            library.subscriptions.put_searches([SavedSearch(str(edition), "storm")])
        case _:
            library.mark(there, note="x" * 40 * edition)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: thousands of states are written there."""
    memory = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(prefix="tuinews-", dir=memory if memory.is_dir() else None))
    yield made
    shutil.rmtree(made)


def recorded(folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> Story:
    """Return what was done to a library: what `written` says for the seed 0, else by chance."""
    data = folder / "data"
    data.mkdir(parents=True)

    def opened() -> Library:
        return Library(data, folder / "cache", now=lambda: NOW)

    def answered(library: Library) -> None:
        story.answered.append((len(story.recorder.calls), known(library)))
        shutil.copytree(folder / "cache", folder / f"cache-{len(story.answered) - 1}")

    story = Story(Recorder(data))
    with monkeypatch.context() as patch:
        patch.setattr(files, "calls", story.recorder)
        library = opened()
        answered(library)
        for did in by_chance(library, seed) if seed else written(library):
            did()
            answered(library)
        library.remember(library.rows(library.keys())[0].id, 120)
        library.close()
        library = opened()
        answered(library)
        library.add([article(12), article(13)])
        library.mark(["a12"], starred=True)
        answered(library)
        library.close()
    return story


class Unsynced(files.Calls):
    """Without waiting for a disk: what is looked at is thrown away."""

    fsync = staticmethod(lambda fd: None)


def look(story: Story, folder: Path, chance: random.Random, crash: Crash) -> None:
    """Open the library as a crash left it, and find in it what was answered."""
    number, state = crash
    place = folder / "crashed"
    powerloss.lay_out(state, place / "data")
    before = [place for place, (calls, _) in enumerate(story.answered) if 0 < calls <= number]
    cached = chance.choice([None, *before[-4:]])
    if cached is not None:  # an index that was written down, some time before the crash
        shutil.copytree(folder / f"cache-{cached}", place / "cache")
    library = Library(place / "data", place / "cache", now=lambda: NOW)
    library.upkeep.mend()
    found, allowed = known(library), story.allowed(number)
    for name, value in found.items():
        assert value in [one[name] for one in allowed], (number, name, library.notices)
    assert library.upkeep.check().well, (number, library.notices)
    assert not library.upkeep.behind()
    if chance.random() < 0.1:  # and it goes on from there
        library.add([article(0, edition=9)])
        library.mark(["a0"], note="after the cut")
        library.close()
        library = Library(place / "data", place / "new cache", now=lambda: NOW)
        library.upkeep.mend()
        assert library.article("a0").blocks == article(0, edition=9).blocks
        assert library.state("a0").note == "after the cut"
    library.close()
    shutil.rmtree(place)


def test_every_state_that_a_power_cut_leaves_holds_what_was_answered(
    folder: Path, monkeypatch: pytest.MonkeyPatch, figure: Callable[[str, object], None]
) -> None:
    chance = random.Random(20211021)
    seen = seed = 0
    while seen < STATES:
        place = folder / str(seed)
        story = recorded(place, monkeypatch, seed)
        crashes = powerloss.states(story.recorder, 1500, seed)
        with monkeypatch.context() as patch:
            patch.setattr(files, "calls", Unsynced())
            for crash in chance.sample(crashes, min(len(crashes), STATES - seen)):
                look(story, place, chance, crash)
                seen += 1
        shutil.rmtree(place)
        seed += 1
    figure("power-loss states", f"{seen:,} in {seed} runs, 0 bad")


def test_the_simulator_finds_a_store_that_does_not_wait_for_the_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files replaced without fsync lose what was answered, and this must be seen."""
    root = folder / "data"
    root.mkdir()
    (root / "file").write_bytes(b"old")
    recorder = Recorder(root)
    handle = recorder.open(root / "temporary", os.O_WRONLY | os.O_CREAT, 0o600)
    recorder.write(handle, b"new")
    os.close(handle)
    recorder.replace(root / "temporary", root / "file")
    found = {state["file"] for _, state in powerloss.states(recorder, 200, 1)}
    assert {b"old", b"new", b"", b"\0\0\0"} < found
    handle = recorder.open(root / "file", os.O_RDWR)
    recorder.fsync(handle)
    os.close(handle)
    handle = os.open(root, os.O_RDONLY)
    recorder.fsync(handle)
    os.close(handle)
    last = len(recorder.calls)
    for how in ("all", "none", "names only", "content only", "any"):
        assert powerloss.after(recorder, last, how, random.Random(1)) == {"file": b"new"}
