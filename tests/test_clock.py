"""Written times."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tuinews.clock import iso_day, iso_time
from tuinews.store.disk import shards


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


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2021-10-20", date(2021, 10, 20)),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("2021-10-20T09:30:00Z", None),
        ("", None),
    ],
)
def test_a_written_day_is_one_that_every_zone_can_tell(written: str, wanted: date | None) -> None:
    assert iso_day(written) == wanted


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "by-hand"])
def test_a_file_of_a_day_that_not_every_zone_can_tell_is_of_the_time_of_its_change(
    day: str,
) -> None:
    changed = datetime(2021, 10, 20, tzinfo=UTC)
    stamp = (1, int(changed.timestamp()) * 10**9)
    assert shards.when_added(f"articles/{day[:4]}/{day}.json", stamp) == changed
