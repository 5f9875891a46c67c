"""The limits of the settings reach what fetches and reads."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuinews import limits
from tuinews.intake.errors import AnswerError, FeedError
from tuinews.intake.feeds.parser import parse
from tuinews.intake.fetching.compression import Body
from tuinews.intake.fetching.request import Limits
from tuinews.intake.workers.worker import WorkLimits
from tuinews.refresh.fetching import make_client, make_workers
from tuinews.settings import Fetch

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)


def test_the_settings_are_the_limits_of_a_fetch() -> None:
    asked = Fetch(total_s=7, connect_s=3, idle_s=2, redirects=1, body_mib=4)
    assert make_client(asked, lambda: NOW).limits == Limits(
        total=7, connect=3, idle=2, redirects=1, size=4 << 20
    )
    assert make_client(Fetch(), lambda: NOW).limits == Limits()


def test_the_settings_are_the_limits_of_a_reader_of_foreign_bytes() -> None:
    assert make_workers(Fetch())._limits == WorkLimits()
    assert make_workers(Fetch(parse_s=5, parse_mib=300))._limits == WorkLimits(5, 10.0, 300 << 20)


def test_the_parser_has_a_limit_that_no_setting_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_MOST_MIB", 1)
    with pytest.raises(FeedError, match="too large: more than 1 MiB"):
        parse(b"<rss>" + b" " * (1 << 20), "https://wire.example/feed", NOW)


def test_every_limit_is_used() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(limits.__file__).parent.rglob("*.py"))
    names = [name for name in vars(limits) if name.isupper()]
    assert [name for name in names if f"limits.{name}" not in source] == []


def test_what_unpacks_to_more_than_it_may_is_refused_by_its_ratio() -> None:
    body = Body("gzip", limits.BODY_MIB * limits.MIB, limits.UNPACKED)
    with pytest.raises(AnswerError, match="unpacks to more than 200 times its size"):
        body.add(gzip.compress(bytes(8 * limits.MIB)))
        body.whole()
