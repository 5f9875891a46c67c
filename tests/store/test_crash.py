"""Killed at any moment, failing at any call, out of space, without permission, two at once."""

from __future__ import annotations

import errno
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from tuinews.model import Article, State
from tuinews.store import writing
from tuinews.store.disk import files
from tuinews.store.disk.locks import LibraryFolder, WriterLock
from tuinews.store.errors import BusyError, RefusedError, StoreError
from tuinews.store.library import Library
from tuinews.store.views import Show

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
WRITER = Path(__file__).with_name("writer.py")
KILLS = int(os.environ.get("TUINEWS_TEST_KILLS", "12"))
ROUNDS = int(os.environ.get("TUINEWS_TEST_ROUNDS", "40"))
Figure = Callable[[str, object], None]
Make = Callable[..., Article]
Open = Callable[..., Library]


def start(library: Library, name: str, rounds: int) -> subprocess.Popen[str]:
    cache = str(library._index.path.parent)
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(library.data), cache, name, str(rounds)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def valid(library: Library) -> None:
    """Every file is whole JSON, and the index is in step."""
    for path in library.data.rglob("*.json"):
        json.loads(path.read_bytes())
    library.upkeep.mend()
    assert not library.upkeep.behind()
    assert library.upkeep.check().well
    assert library.notices == []


def test_what_was_answered_is_there_after_a_kill_at_any_moment(
    tmp_path: Path, open_library: Open, figure: Figure
) -> None:
    chance = random.Random(20211020)
    answered = 0
    for number in range(KILLS):
        library = open_library("killed", cache=chance.choice(["killed", "killed", f"new{number}"]))
        name = f"{chance.choice('jw')}{number}"
        child = start(library, name, 500)
        assert child.stdout is not None and child.stderr is not None
        child.stdout.readline()
        time.sleep(chance.random() * 0.12)
        child.send_signal(signal.SIGKILL)
        said = 1 + len(child.stdout.read().splitlines())
        assert child.stderr.read() == ""
        child.wait()
        child.stdout.close()
        child.stderr.close()
        valid(library)
        for done in range(said):
            assert library.article(f"{name}-{done}").publisher == name
            state = library.state(f"{name}-{done}")
            assert state.starred is not None and state.tags == (name,)
        answered += said
        stored = library.counts().all
        assert answered <= stored
        assert len(library.keys()) == stored
        library.close()
    assert answered >= KILLS
    figure("random kills while writing", f"{KILLS} of {KILLS} lose nothing ({answered:,} changes)")


def test_two_processes_writing_at_once_lose_nothing(open_library: Open, figure: Figure) -> None:
    library = open_library()
    children = [start(library, name, ROUNDS) for name in ("joined", "right")]
    seen = 0
    while any(child.poll() is None for child in children):
        seen = max(seen, len(library.keys()), library.counts().starred)
        time.sleep(0.02)
    for child in children:
        _, errors = child.communicate()
        assert (child.returncode, errors) == (0, "")
    valid(library)
    assert seen > 0
    assert library.counts().all == library.counts().starred == 2 * ROUNDS
    assert library.tags() == [("joined", ROUNDS), ("right", ROUNDS)]
    figure("two writers at once", f"{ROUNDS} rounds each, 0 lost")


def test_threads_of_one_process_lose_nothing(make: Make, library: Library) -> None:
    failed: list[BaseException] = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 15):
                library.add([make(number)])
                library.mark([f"a{number}"], starred=True)
                library.rows(library.keys(show=Show.STARRED))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert library.counts().starred == 45
    valid(library)


class Failing(files.Calls):
    """File calls of which one fails, or all from one on."""

    def __init__(self, at: int, code: int, lasting: bool) -> None:
        self.at, self.code, self.lasting, self.count = at, code, lasting, 0
        for name in ("open", "write", "fsync", "link", "replace", "mkdir", "truncate"):
            setattr(self, name, self._guarded(getattr(files.Calls, name)))

    def _guarded(self, call: Callable[..., object]) -> Callable[..., object]:
        def guarded(*args: object, **options: object) -> object:
            self.count += 1
            if self.count == self.at or (self.lasting and self.count > self.at):
                raise OSError(self.code, os.strerror(self.code))
            return call(*args, **options)

        return guarded


@pytest.mark.parametrize(("code", "lasting"), [(errno.EIO, False), (errno.ENOSPC, True)])
@pytest.mark.parametrize("action", ["add", "move", "remove", "mark", "fold"])
@pytest.mark.parametrize("at_once", [4, 0], ids=["straight", "journal"])
def test_whichever_call_fails_the_store_is_old_or_new(
    make: Make,
    open_library: Open,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
    code: int,
    lasting: bool,
    at_once: int,
) -> None:
    monkeypatch.setattr(writing, "FILES", at_once)

    def act(library: Library) -> None:
        if action == "add":
            library.add([make(1, text="New text. " * 20), make(9)])
        elif action == "move":
            library.edit("a1", partial(replace, published=datetime(2020, 1, 1, tzinfo=UTC)))
        elif action == "remove":
            library.remove(["a1"])
        elif action == "fold":
            library.upkeep.mend()
        else:
            library.mark(["a1", "a2"], starred=True, note="x" * 3000)

    for at in range(1, 100):
        name = f"{action}-{at}"
        library = open_library(name)
        library.add([make(1), make(2)])
        library.mark(["a2"], read=True)
        failing = Failing(at, code, lasting)
        monkeypatch.setattr(files, "calls", failing)
        try:
            act(library)
        except StoreError as error:
            assert str(library.data) in str(error)
        finally:
            monkeypatch.setattr(files, "calls", files.Calls())
        library.upkeep.mend()
        again = open_library(name, cache=f"{name}-fresh")
        again.upkeep.mend()
        for one in (library, again):
            assert one.state("a2").read == NOW
            assert one.article("a2") == make(2)
            assert one.upkeep.check().well
            if action != "remove":
                assert one.article("a1").id == "a1"
        assert [library.state(f"a{n}") for n in (1, 2)] == [again.state(f"a{n}") for n in (1, 2)]
        assert {row.id for row in library.rows(library.keys())} == {
            row.id for row in again.rows(again.keys())
        }
        act(library)
        valid_json(library)
        if failing.count < at:
            return
    pytest.fail("never came to an end")


def valid_json(library: Library) -> None:
    for path in library.data.rglob("*.json"):
        json.loads(path.read_bytes())


def test_a_full_disk_is_named_and_costs_nothing(make: Make, library: Library) -> None:
    library.add([make(1)])
    library.mark(["a1"], note="before")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, usual[1]))
    try:
        with pytest.raises(StoreError, match=r"2021-10-20\.json.*disk is full"):
            library.add([make(number) for number in range(2, 20)])
        with pytest.raises(StoreError, match=r"journal\.jsonl.*disk is full"):
            library.mark(["a1"], note="x" * 9000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert library.state("a1") == State(note="before")
    valid(library)
    assert library.counts().all == 1
    assert len(library.add([make(number) for number in range(2, 20)]).new) == 18
    library.mark(["a1"], note="x" * 9000)
    valid(library)


def test_a_cache_without_room_does_not_undo_what_is_written(
    make: Make, library: Library, open_library: Open
) -> None:
    library.add([make(1)])
    library._index.db.execute("pragma max_page_count = 1")
    library.add([make(number) for number in range(2, 90)])
    library.mark(["a1"], starred=True)
    assert any("disk is full" in notice for notice in library.notices)
    other = open_library(cache="elsewhere")
    other.upkeep.mend()
    assert other.counts().all == 89
    assert other.state("a1").starred == NOW


READ_ONLY = """
import os, sys
from pathlib import Path
import concurrent.futures.thread, filelock, logging, tuinews.store.disk.storage
from tuinews.store import adding, reporting, upkeep  # nobody may not read where they are
from tuinews.store.library import Library
from tuinews.store.errors import StoreError
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
library = Library(Path(sys.argv[1]), Path(sys.argv[2]))
library.upkeep.mend()
print(library.readonly, library.counts().all, library.state("a1").note)
for action in (lambda: library.mark(["a1"], read=True), lambda: library.remove(["a1"])):
    try:
        action()
    except StoreError as error:
        print(error)
library.remember("a1", 5)
library.close()
"""


def test_a_read_only_place_can_be_read(make: Make) -> None:
    folder = Path(tempfile.mkdtemp(prefix="tuinews-"))  # other users may not enter tmp_path
    library = Library(folder / "data", folder / "cache", now=lambda: NOW)
    library.add([make(1), make(2)])
    library.mark(["a1"], note="kept")
    library.close()
    for path in [*library.data.rglob("*"), library.data]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o755)
    cache = folder / "own"
    cache.mkdir()
    cache.chmod(0o777)
    try:
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(library.data), str(cache)],
            env={name: value for name, value in os.environ.items() if "COVERAGE" not in name},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        for path in [library.data, *library.data.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        shutil.rmtree(folder)
    assert done.stderr == ""
    first, *errors = done.stdout.splitlines()
    assert first == "True 2 kept"
    assert len(errors) == 2
    assert all("read-only" in error and str(library.data) in error for error in errors)


@pytest.mark.parametrize("kind", ["folder", "pipe", "dangling", "loop"])
def test_what_is_no_file_is_refused_at_once(make: Make, library: Library, kind: str) -> None:
    library.add([make(1)])
    path = library.data / "articles/2021/2021-10-21.json"
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("missing.json" if kind == "dangling" else path.name)
    library.upkeep.mend()
    assert any(str(path) in notice for notice in library.notices)
    with pytest.raises(StoreError, match=str(path)):
        library.add([make(2)])
    assert path.is_symlink() or path.is_dir() or path.is_fifo()


@pytest.mark.parametrize("kind", ["file", "device", "pipe", "loop", "below a file"])
def test_a_place_that_is_no_folder_is_named_and_left_alone(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "place"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind in ("device", "loop"):
        place.symlink_to("/dev/null" if kind == "device" else place)
    else:
        place.write_text("mine")
    data = place / "deep" if kind == "below a file" else place
    with pytest.raises(RefusedError, match=f"^{data} is no folder; name another with --store"):
        Library(data, tmp_path / "cache")
    assert kind not in ("file", "below a file") or place.read_text() == "mine"


def test_a_link_stays_a_link(make: Make, library: Library, tmp_path: Path) -> None:
    library.add([make(1)])
    path = library.data / "articles/2021/2021-10-21.json"
    elsewhere = tmp_path / "dotfiles.json"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    library.add([make(2)])
    assert path.is_symlink()
    assert len(json.loads(elsewhere.read_bytes())["articles"]) == 2
    assert not library.upkeep.behind()


def test_a_hard_link_elsewhere_keeps_what_it_had(
    make: Make, library: Library, tmp_path: Path
) -> None:
    library.add([make(1)])
    path = library.data / "articles/2021/2021-10-21.json"
    copy = tmp_path / "copy.json"
    copy.hardlink_to(path)
    before = copy.read_bytes()
    library.add([make(2)])
    assert copy.read_bytes() == before != path.read_bytes()


def test_the_lock_of_a_dead_process_is_no_hindrance(make: Make, library: Library) -> None:
    library.data.mkdir(parents=True)
    (library.data / "articles.lock").write_text("999999")
    assert library.add([make(1)]).new


def test_waiting_for_another_writer_ends_with_a_sentence(
    make: Make, library: Library, open_library: Open
) -> None:
    other = open_library()
    other.upkeep.lock._patience = 0.05
    with library.upkeep.lock(), pytest.raises(BusyError, match="Another tuinews is writing"):
        other.add([make(1)])
    assert other.add([make(1)]).new


def test_a_star_does_not_wait_for_an_import(
    make: Make, library: Library, open_library: Open
) -> None:
    library.add([make(1)])
    other = open_library()
    with other.upkeep.lock():
        assert library.mark(["a1"], starred=True)
    assert other.state("a1").starred == NOW


def test_the_lock_can_be_taken_again_inside(tmp_path: Path) -> None:
    lock = WriterLock(LibraryFolder(tmp_path), "x.lock", 1)
    with lock(), lock():
        pass
    other = WriterLock(LibraryFolder(tmp_path), "x.lock", 0.05)
    with other():
        pass


def test_without_hard_links_the_backup_is_a_copy(
    make: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    library.add([make(1)])
    calls = files.Calls()
    calls.link = refuse  # type: ignore[assignment]
    monkeypatch.setattr(files, "calls", calls)
    path = library.data / "articles/2021/2021-10-21.json"
    before = path.read_bytes()
    library.add([make(2)])
    assert path.with_name(path.name + ".bak").read_bytes() == before


def test_clock_jumps_harm_nothing(make: Make, tmp_path: Path) -> None:
    clock = [datetime(2099, 1, 1, tzinfo=UTC)]
    library = Library(tmp_path / "data", tmp_path / "cache", now=lambda: clock[0])
    for year in (2099, 1970, 2021, 9999, 1):
        clock[0] = datetime(year, 6, 1, tzinfo=UTC)
        library.add([replace(make(year, published=None, sources=()), id=f"y{year}")])
        library.mark([f"y{year}"], read=True)
    assert len(library.keys()) == 5
    assert [row.read for row in library.rows(library.keys())] == [True] * 5
    library.upkeep.mend()
    assert library.upkeep.check().well
    library.close()


def test_a_folder_that_cannot_be_read_empties_nothing(
    make: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    library.add([make(1)])
    monkeypatch.setattr(os, "scandir", refuse)
    assert not library.upkeep.behind()
    report = library.upkeep.mend()
    assert report.articles == 1
    assert any("input/output error" in problem for problem in report.problems)
    with pytest.raises(StoreError, match="input/output error"):
        library.add([make(2)])
    assert library.article("a1") == make(1)
