"""Runs of the command in this process, and a small shelf to run it on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tuinews import limits
from tuinews.cli import main


@dataclass(frozen=True)
class Ran:
    """What a run printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The JSON lines that were printed."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def patience_with_parsers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that stands still for half a minute makes no feed one that cannot be read."""
    monkeypatch.setattr(limits, "PARSE_WALL_S", 300.0)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run `tuinews` with these words."""

    def ran(*words: object) -> Ran:
        code = main([str(word) for word in words])
        captured = capfd.readouterr()
        assert "Traceback" not in captured.err
        return Ran(code, captured.out, captured.err)

    return ran


STORM = "The storm closed the port of Ansel for a second day, the harbour master said."
ARTICLES = [
    {
        "id": "aa11",
        "headline": "Storm shuts the port",
        "publisher": "Courier",
        "published": "2021-10-20T08:00:00+00:00",
        "body": f"{STORM}\nSeventeen ships wait off the coast.",
        "url": "https://courier.example/storm",
        "authors": ["Ana Keller"],
    },
    {
        "id": "aa22",
        "headline": "Port stays shut as storm goes on",
        "publisher": "Wire",
        "published": "2021-10-20T10:00:00+00:00",
        "body": f'{STORM}\n"By the third day you lose the berth as well," said one owner.',
    },
    {
        "id": "bb33",
        "headline": "Plum dumplings for autumn",
        "publisher": "Herald",
        "published": "2021-10-18T10:00:00+00:00",
        "body": "Take a kilo of plums and as much patience.",
    },
]


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A file of JSON lines with three articles."""
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in ARTICLES))
    return path


@pytest.fixture
def shelf(run: Run, lines: Path) -> Run:
    """The command, with three articles in the library."""
    assert run("import", lines).code == 0
    return run
