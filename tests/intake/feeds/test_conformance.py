"""The table of what readers get wrong: each field right."""

from __future__ import annotations

from typing import Any

import pytest
from tests.intake.feeds.conformance import CANARY, FIELDS, SEEN, TABLE, URL

from tuinews.intake.feeds.parser import parse


@pytest.mark.parametrize(
    ("content", "field", "expected"),
    [pytest.param(*row[1:], id=row[0][:60]) for row in TABLE],
)
def test_what_is_meant_is_read(content: str | bytes, field: str, expected: Any) -> None:
    body = content.encode() if isinstance(content, str) else content
    parsed = parse(body, URL, SEEN)
    assert FIELDS[field](parsed) == expected
    assert CANARY not in str(parsed.captures)


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len({row[0] for row in TABLE}) == len(TABLE) >= 150
