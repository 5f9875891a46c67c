"""Feeds and saved searches, like articles, are old or new after a call that fails."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuinews.model import Feed
from tuinews.store.disk import files
from tuinews.store.errors import StoreError
from tuinews.store.library import Library
from tuinews.store.views import SavedSearch

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
URLS = ("https://wire.example/feed", "https://post.example/feed")
CALLS = ("open", "write", "fsync", "link", "replace", "mkdir", "truncate", "unlink")


class Failing(files.Calls):
    """File calls of which the one numbered `at` fails."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0
        for name in CALLS:
            setattr(self, name, self._guarded(getattr(files.Calls, name)))

    def _guarded(self, call: Callable[..., object]) -> Callable[..., object]:
        def guarded(*args: object, **options: object) -> object:
            self.count += 1
            if self.count == self.at:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return call(*args, **options)

        return guarded


def rename(library: Library) -> None:
    library.subscriptions.put_feeds([Feed(URLS[0], title="Renamed"), Feed(URLS[1])])


def search(library: Library) -> None:
    library.subscriptions.put_searches(
        [SavedSearch("Ships", "ferry"), SavedSearch("Ports", "harbour")]
    )


@pytest.mark.parametrize("act", [rename, search])
def test_whichever_call_fails_feeds_and_searches_are_old_or_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[Library], None]
) -> None:
    def said(library: Library) -> tuple[object, object]:
        return [
            (one.url, one.title) for one in library.subscriptions.feeds()
        ], library.subscriptions.searches()

    for at in range(1, 60):
        folder = tmp_path / str(at)
        library = Library(folder / "data", folder / "cache", now=lambda: NOW)
        library.subscriptions.put_feeds([Feed(URLS[0], title="Wire")])
        library.subscriptions.put_searches([SavedSearch("Ports", "port")])
        before = said(library)
        failing = Failing(at)
        with monkeypatch.context() as patch:
            patch.setattr(files, "calls", failing)
            try:
                act(library)
            except StoreError as error:
                assert str(folder) in str(error)
        again = Library(folder / "data", folder / "other", now=lambda: NOW)
        found = said(again)
        act(again)
        assert found in (before, said(again))
        assert said(again) != before
        library.close()
        again.close()
        if failing.count < at:
            return
    pytest.fail("never came to an end")


def test_a_line_that_is_not_on_the_disk_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    path = tmp_path / "journal.jsonl"
    files.append(path, b"first\n")
    calls = files.Calls()
    calls.fsync = refuse  # type: ignore[assignment]
    with monkeypatch.context() as patch:
        patch.setattr(files, "calls", calls)
        with pytest.raises(StoreError, match="EIO"):
            files.append(path, b"second\n")
    assert path.read_bytes() == b"first\n"
