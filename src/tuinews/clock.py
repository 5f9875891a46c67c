"""What time it is, by a function that tests put another one in the place of; written times."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime


def utc_now() -> datetime:
    """Return the time, aware and in UTC."""
    return datetime.now(UTC)


def iso_time(written: str) -> datetime | None:
    """Return a time in UTC as ISO 8601 has it; None where it is none, without a zone it is UTC.

    Nor is it one at either end of the calendar: it cannot be told in every zone, or rounded.
    """
    try:
        when = datetime.fromisoformat(written)
        when = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return when if MINYEAR < when.year < MAXYEAR else None


def iso_day(written: str) -> date | None:
    """Return a day as ISO 8601 has it; None where it is none, or at either end of the calendar."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if MINYEAR < day.year < MAXYEAR else None
