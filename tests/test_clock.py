"""Written times."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tuinews.clock import iso_time


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2021-10-20", datetime(2021, 10, 20, tzinfo=UTC)),
        ("2021-10-20T09:30:00+02:00", datetime(2021, 10, 20, 7, 30, tzinfo=UTC)),
        ("1969-12-31T23:59:59Z", datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("0002-01-01T00:00:00Z", datetime(2, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59.999999Z", None),  # a row of it could be read no more
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("20 October", None),
        ("", None),
    ],
)
def test_a_written_time_is_one_that_every_zone_can_tell(
    written: str, wanted: datetime | None
) -> None:
    assert iso_time(written) == wanted
