"""Articles that are clean already: good lines are read, bad ones are named."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuinews.intake.errors import IntakeError
from tuinews.intake.jsonl import BadLine, read, read_lines
from tuinews.model import Article, BlockKind

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GOOD = {
    "id": "a1",
    "headline": "Pier \x1b[31mreopens",
    "publisher": "Harbour News",
    "published": "2021-10-20T09:30:00+02:00",
    "body": "First paragraph.\n\nSecond one.",
    "url": "https://news.example/a",
    "authors": ["Ann Example", "Bo Example"],
}


def lines(path: Path, *rows: bytes | dict[str, object]) -> Path:
    path.write_bytes(
        b"".join((r if isinstance(r, bytes) else json.dumps(r).encode()) + b"\n" for r in rows)
    )
    return path


def test_an_article_is_read_with_its_id(tmp_path: Path) -> None:
    (article,) = read(lines(tmp_path / "a.jsonl", {**GOOD}), now=lambda: NOW)
    assert isinstance(article, Article)
    assert (article.id, article.headline, article.publisher) == (
        "a1",
        "Pier reopens",
        "Harbour News",
    )
    assert article.published == datetime(2021, 10, 20, 7, 30, tzinfo=UTC)
    assert [block.text for block in article.blocks] == ["First paragraph.", "Second one."]
    assert article.authors == ("Ann Example", "Bo Example")
    assert article.url == "https://news.example/a"
    assert article.sources[0].received == NOW


def test_kinds_of_blocks_survive(tmp_path: Path) -> None:
    blocks = [{"kind": "heading", "text": "One"}, {"kind": "credit", "text": "© 2021"}]
    (article,) = read(lines(tmp_path / "a.jsonl", {**GOOD, "blocks": blocks}))
    assert isinstance(article, Article)
    assert [block.kind for block in article.blocks] == [BlockKind.HEADING, BlockKind.CREDIT]


def test_a_date_alone_is_midnight_and_none_stays_none(tmp_path: Path) -> None:
    first, second = read(
        lines(
            tmp_path / "a.jsonl", {**GOOD, "published": "2021-10-20"}, {**GOOD, "published": None}
        )
    )
    assert isinstance(first, Article) and isinstance(second, Article)
    assert first.published == datetime(2021, 10, 20, tzinfo=UTC)
    assert second.published is None


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"a":' * 100_000, "nested too deep|not JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", "too many digits$"),
        (json.dumps({**GOOD, "id": 7}).encode(), "id is not a string"),
        (json.dumps({**GOOD, "id": ""}).encode(), "no id"),
        (json.dumps({**GOOD, "published": "31/12"}).encode(), "published is not an ISO date"),
        (
            json.dumps({**GOOD, "published": "9999-12-31T23:59:59.999999Z"}).encode(),
            "is not an ISO date",
        ),
        (json.dumps({**GOOD, "headline": "", "body": ""}).encode(), "neither headline nor body"),
        (json.dumps({**GOOD, "authors": [1]}).encode(), "authors is not a list of strings"),
        (json.dumps({**GOOD, "blocks": [{}]}).encode(), "block 1 is not understood"),
        (json.dumps({**GOOD, "blocks": {}}).encode(), "blocks is not a list"),
        (json.dumps({**GOOD, "published_inferred": "May"}).encode(), "is not an ISO date"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(
    tmp_path: Path, row: bytes, problem: str
) -> None:
    found = list(read(lines(tmp_path / "a.jsonl", {**GOOD}, b"", row, {**GOOD, "id": "a2"})))
    assert [item.id for item in found if isinstance(item, Article)] == ["a1", "a2"]
    (bad,) = [item for item in found if isinstance(item, BadLine)]
    assert bad.number == 3
    assert re.search(rf"line 3: .*(?:{problem})", bad.problem)


def test_lone_surrogates_can_be_written_afterwards(tmp_path: Path) -> None:
    row = json.dumps({**GOOD, "headline": "a\ud800b", "id": "x\udfff"}).encode()
    (article,) = read(lines(tmp_path / "a.jsonl", row))
    assert isinstance(article, Article)
    assert (article.headline, article.id) == ("ab", "x")


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="no such file"):
        list(read(tmp_path / "none.jsonl"))
    with pytest.raises(IntakeError, match="not a file"):
        list(read(tmp_path))


def test_a_line_without_end_is_left_out_and_the_next_one_read() -> None:
    endless = b'{"id": "' + b"x" * (40 << 20) + b'"}\n'
    stream = io.BytesIO(endless + json.dumps(GOOD).encode())
    first, second = read_lines(stream, "lines", now=lambda: NOW)
    assert first == BadLine(1, "line 1: longer than 16 MiB")
    assert isinstance(second, Article)


def test_one_author_may_stand_alone(tmp_path: Path) -> None:
    (article,) = read(lines(tmp_path / "a.jsonl", {**GOOD, "authors": "Ana Keller"}))
    assert isinstance(article, Article) and article.authors == ("Ana Keller",)
