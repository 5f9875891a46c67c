"""A parser that fails in a way nobody foresaw is one line, and no end of a refresh."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tuinews.intake.errors import FeedError
from tuinews.intake.feeds import parser


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyError("where\nelse"), r"cannot be read as a feed \(KeyError: .*\)"),
        (OverflowError("too\x1b[2J big"), r"cannot be read as a feed \(OverflowError: too big\)"),
        (RecursionError(), "nested too deep"),
        (MemoryError(), "too much memory"),
    ],
)
def test_any_fault_of_a_parser_is_one_line(
    monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(parser, "_parse_text", fails)
    with pytest.raises(FeedError, match=said) as told:
        parser.parse(
            b"<rss><channel>", "https://wire.example/feed", datetime(2021, 10, 21, tzinfo=UTC)
        )
    assert "\n" not in str(told.value)
