"""From files to the library: every input has its answer, and an interrupt loses nothing."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tuinews import ingest, limits
from tuinews.ingest import Ingested, Item, Unreadable
from tuinews.model import Article, Block, BlockKind, Capture, CaptureKind, Span
from tuinews.store.library import Library

Clock = Callable[[], datetime]

HARBOUR = """\
Harbour line reopens after the storm

By Ana Keller

PORT ANSEL, 20 October 2021 - The harbour line reopened on Wednesday after three days in
which no train had left the town, the railway said.

"We waited until the last tree was off the track, and it was right to wait," said the head
of the line, Jo Brandt, who had spent two nights in the signal box with her staff.
"""


@pytest.fixture
def library(tmp_path: Path, now: Clock) -> Iterator[Library]:
    opened = Library(tmp_path / "data", tmp_path / "cache", now=now)
    yield opened
    opened.close()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "captures"
    folder.mkdir()
    (folder / "harbour.txt").write_text(HARBOUR)
    return folder


def article(identity: str, **more: object) -> Article:
    return Article(id=identity, headline=f"Headline of {identity}", **more)  # type: ignore[arg-type]


def test_a_file_is_cleaned_and_added(library: Library, files: Path, now: Clock) -> None:
    (result,) = ingest.ingest(ingest.gather([files / "harbour.txt"], now=now), library)
    assert result.outcome == "new"
    assert result.origin == str(files / "harbour.txt")
    stored = library.article(result.id)
    assert stored.headline == "Harbour line reopens after the storm"
    assert stored.authors == ("Ana Keller",)


def test_importing_the_same_twice_adds_nothing(library: Library, files: Path, now: Clock) -> None:
    for expected in ("new", "same"):
        (result,) = ingest.ingest(ingest.gather([files / "harbour.txt"], now=now), library)
        assert result.outcome == expected
    assert library.counts().all == 1


def test_what_cannot_be_read_is_told_in_its_place(
    library: Library, files: Path, now: Clock
) -> None:
    (files / "empty.txt").touch()
    (files / "picture.txt").write_bytes(bytes(range(256)) * 40)
    paths = [files / name for name in ("empty.txt", "harbour.txt", "missing.txt", "picture.txt")]
    results = list(ingest.ingest(ingest.gather(paths, now=now), library))
    assert [one.outcome for one in results] == ["failed", "new", "failed", "failed"]
    assert [one.error for one in results] == [
        "nothing to read",
        "",
        "no such file",
        "a binary file, not text",
    ]
    assert [one.origin for one in results] == [str(path) for path in paths]


def test_json_lines_keep_their_ids_and_bad_lines_are_told(
    library: Library, files: Path, now: Clock
) -> None:
    lines = files / "articles.jsonl"
    good = {"id": "a-1", "headline": "Harbour line", "publisher": "Wire", "body": "It reopened."}
    lines.write_text(json.dumps(good) + "\n{broken\n")
    results = list(ingest.ingest(ingest.gather([lines], now=now), library))
    assert [(one.outcome, one.id) for one in results] == [("new", "a-1"), ("failed", "")]
    assert results[1].error.startswith("line 2: not JSON")


@pytest.mark.parametrize(
    ("raw", "headline"),
    [
        (HARBOUR, "Harbour line reopens after the storm"),
        ('{"id": "a", "headline": "From a line", "body": "Text."}\n', "From a line"),
    ],
)
def test_standard_input_is_a_capture_or_json_lines(raw: str, headline: str) -> None:
    stream = io.BufferedReader(io.BytesIO(raw.encode()))
    (item,) = ingest.gather_stdin(stream)
    found = ingest.cleaned(item).article
    assert found is not None
    assert found.headline == headline


def test_empty_standard_input_is_told() -> None:
    stream = io.BufferedReader(io.BytesIO(b""))
    assert list(ingest.gather_stdin(stream)) == [Unreadable("standard input", "nothing to read")]


def test_a_fault_in_cleaning_one_stops_no_other(
    library: Library, monkeypatch: pytest.MonkeyPatch, now: Clock
) -> None:
    def broken(capture: Capture, own: object = None) -> Article:
        raise ZeroDivisionError

    monkeypatch.setattr("tuinews.clean.clean", broken)
    bad = Capture(CaptureKind.TEXT, "text", "page.txt", now())
    results = list(ingest.ingest([bad, article("a")], library))
    assert [one.outcome for one in results] == ["failed", "new"]
    assert results[0].error == "cleaning it failed (ZeroDivisionError)"
    assert isinstance(results[0].cause, ZeroDivisionError)


def test_an_interrupt_keeps_what_was_cleaned_by_then(library: Library) -> None:
    def interrupted() -> Iterator[Item]:
        yield article("a")
        yield article("b")
        raise KeyboardInterrupt

    told: list[Ingested] = []
    with pytest.raises(KeyboardInterrupt):
        for result in ingest.ingest(interrupted(), library):
            told.append(result)
    assert [one.id for one in told] == ["a", "b"]
    assert library.counts().all == 2


def test_every_result_is_durable_when_it_is_handed_out(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH", 2)
    for number, result in enumerate(ingest.ingest([article(c) for c in "abcde"], library), 1):
        assert library.row(result.id) is not None
        assert library.counts().all >= number


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("line.txt", "word " * 401),
        ("text.txt", "Harbour line reopens\n\n" + "No train had left the town. \n" * 70),
        ("page.html", "<h1>Reopened</h1>" + "<p>No train had left the town for days.</p>" * 60),
        ("large.html", "<p>" + "x" * 4_000 + "</p>"),
    ],
)
def test_what_is_too_long_for_an_article_is_refused_with_the_limit(
    library: Library,
    files: Path,
    name: str,
    content: str,
    now: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "ARTICLE", 2_000)
    monkeypatch.setattr(limits, "PAGE", 4_000)
    (files / name).write_text(content)
    paths = [files / name, files / "harbour.txt"]
    refused, kept = ingest.ingest(ingest.gather(paths, now=now), library)
    assert refused.outcome == "failed" and refused.cause is None
    assert "too long for an article" in refused.error and "at most" in refused.error
    assert kept.outcome == "new"
    assert library.counts().all == 1


def test_an_article_out_of_json_lines_has_the_same_limit(library: Library) -> None:
    text = "a" * (limits.ARTICLE + 1)
    long = article("long", blocks=(Block(BlockKind.PARAGRAPH, (Span(text),)),))
    (result,) = ingest.ingest([long], library)
    assert result.outcome == "failed" and "2,000,001 characters" in result.error


def test_a_file_whose_name_is_not_safe_to_show_is_named_once(files: Path, now: Clock) -> None:
    path = files / os.fsdecode(b"recording\x1b[2J\xe2\x80\xae\xff.txt")
    path.write_text("")
    (item,) = ingest.gather([path], now=now)
    assert isinstance(item, Unreadable)
    assert item.error == "nothing to read"
