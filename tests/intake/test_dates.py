"""Dates as feeds write them: the right one or none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.intake import dates
from tuinews.intake.dates import MONTHS, Order, not_after, order_of, parse

THIRD = datetime(2024, 1, 3, tzinfo=UTC)
TIME = datetime(2024, 1, 3, 16, 20, 5, tzinfo=UTC)
MINUTE = datetime(2024, 1, 3, 16, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        # as the standards have it
        ("Wed, 03 Jan 2024 16:20:05 GMT", TIME),
        ("Wed, 3 Jan 24 16:20 UT", MINUTE),
        ("03 Jan 2024 17:20:05 +0100", TIME),
        ("Wed, 03 Jan 2024 16:20:05 +0000 (UTC)", TIME),
        ("2024-01-03T16:20:05Z", TIME),
        ("2024-01-03T18:20:05.123+02:00", TIME),
        ("2024-01-03t16:20:05z", TIME),
        ("2024-01-03T11:20-0500", MINUTE),
        ("2024-01-03", THIRD),
        ("20240103", THIRD),
        ("20240103162005", TIME),
        ("2024-W01-3", THIRD),
        ("2024-003", THIRD),
        ("2024-01-02T24:00:00Z", THIRD),
        # as publishers have it
        ("1704298805", TIME),
        ("1704298805000", TIME),
        ("Wed, 03-Jan-2024 16:20:05 GMT", TIME),
        ("Wed, 03-Jan-24 16:20:05 GMT", TIME),
        ("Wed Jan  3 16:20:05 2024", TIME),
        ("Wed Jan  3 08:20:05 PST 2024", TIME),
        ("Jan 3, 2024 8:20 am PST", MINUTE),
        ("January 3rd, 2024 at 4:20 PM", MINUTE),
        ("Jan. 3, 2024, 4:20 p.m.", MINUTE),
        ("3rd of January 2024", THIRD),
        ("2024 January 3", THIRD),
        ("Wednesday, January 3, 2024 - 4:20pm", MINUTE),
        ("16:20, 3 Jan 2024", MINUTE),
        ("2024-01-03 16:20:05 +0000", TIME),
        ("2024/01/03 16:20:05", TIME),
        ("2024.01.03 16:20", MINUTE),
        ("2024-1-3", THIRD),
        ("2024-01-03T16:20:05+00:00Z", TIME),
        ("2024-01-03T16:20:05,123Z", TIME),
        ("Wed, 03 Jan 2024 17:20:05 Europe/Berlin", TIME),
        ("2024-01-03T17:20:05[Europe/Berlin]", TIME),
        ("Wed, 03 Jan 2024 17:20:05 CET", TIME),
        ("Wed, 03 Jan 2024 16:19:60 GMT", datetime(2024, 1, 3, 16, 19, 59, tzinfo=UTC)),
        ("Wed, 03 Jan 2024 18:20:05 UTC+02:00", TIME),
        ("  Wed,  03 Jan\n2024 16:20:05 GMT ", TIME),
        ("03.01.2024 16:20", MINUTE),
        ("13/01/2024", datetime(2024, 1, 13, tzinfo=UTC)),
        ("01/13/2024 16:20", datetime(2024, 1, 13, 16, 20, tzinfo=UTC)),
        ("３ Jan ２０２４", THIRD),
        # in other languages
        ("mercredi 3 janvier 2024 à 16h20", MINUTE),
        ("Mittwoch, 3. Januar 2024 um 16:20 Uhr", MINUTE),
        ("3. Jän. 2024, 16.20 Uhr", MINUTE),
        ("Mi, 03 Jan 2024 17:20:05 +0100", TIME),
        ("3 de enero de 2024 16:20", MINUTE),
        ("3 gennaio 2024, ore 16:20", MINUTE),
        ("Qua, 03 Janeiro 2024 13:20:05 -0300", TIME),
        ("3 januari 2024 16:20", MINUTE),
        ("3 stycznia 2024", THIRD),
        ("Среда, 3 января 2024, 19:20 MSK", MINUTE),
        ("3 січня 2024", THIRD),
        ("3. ledna 2024", THIRD),
        ("3 Ocak 2024 16:20", MINUTE),
        ("3. tammikuuta 2024", THIRD),
        ("3 ianuarie 2024", THIRD),
        ("2024年1月3日", THIRD),
        ("2024年1月3日 下午4:20", MINUTE),
        ("2024年01月03日 16:20:05", TIME),
        ("2024년 1월 3일 오후 4시 20분", MINUTE),
    ],
)
def test_dates_are_read(written: str, meant: datetime) -> None:
    assert parse(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        *("", "yesterday", "soon", "🕐", "-1", "1" * 30, "x" * 10_000, "1:" * 5000),
        *("30 Feb 2024 10:00", "2024-02-30", "31 Apr 2024", "Thu, 32 Jan 2024", "2023-02-29"),
        *("Wed, 03 Jan 2024 25:00:00", "2024-01-03T16:61:00Z", "2024-01-03T24:30:00Z"),
        *("Wed, 03 Jan 2024 16:20:05 +9900", "2024-01-03T10:00:00+99:99"),
        *("2024", "2024-01", "January 2024", "3 Jan", "Jan 3 16:20"),
        *("03/04/2024", "3-4-2024", "01/13/24"),
        *("0000-00-00", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1900-01-01", "0"),
        *("9999-12-31", "99999-01-01", "Mon, 99 Foo 20999 99:99:99 XYZ", "04 Nov 0025"),
        *("3 Jan 2024 or 4 Feb 2024", "2024-01-03T16:20:05 PM", "Jan 3 4 5 2024"),
        *("2024-W60-1", "2024-400", "3 Jan 2024 10:00 Nowhere/Land"),
    ],
)
def test_what_is_not_certain_is_no_date(written: str) -> None:
    assert parse(written) is None


def test_every_month_is_known_in_ten_languages_and_more() -> None:
    assert len(MONTHS) > 250
    for name, number in MONTHS.items():
        assert parse(f"5 {name} 2024 10:00") == datetime(2024, number, 5, 10, tzinfo=UTC), name


def test_one_clear_date_tells_how_a_feed_writes_them() -> None:
    assert order_of(["03/04/2024", "25/04/2024"]) is Order.DAY_FIRST
    assert order_of(["03/04/2024", "04/25/2024 10:00"]) is Order.MONTH_FIRST
    assert order_of(["04/25/2024", "25/04/2024"], "fr") is Order.UNKNOWN
    assert order_of(["03/04/2024"], "en-US") is Order.MONTH_FIRST
    assert order_of(["03/04/2024"], "fr-FR") is Order.DAY_FIRST
    assert order_of(["03/04/2024"], "en") is Order.UNKNOWN
    april = datetime(2024, 4, 3, tzinfo=UTC)
    assert parse("03/04/2024", Order.DAY_FIRST) == april
    assert parse("03/04/2024", Order.MONTH_FIRST) == datetime(2024, 3, 4, tzinfo=UTC)


def test_the_future_has_not_happened() -> None:
    assert not_after(datetime(2031, 1, 1, tzinfo=UTC), TIME) == TIME
    assert not_after(THIRD, TIME) == THIRD
    assert not_after(None, TIME) is None


@given(st.text(max_size=80) | st.text("0123456789:-/ .,TZ+janAprMai年月日", max_size=40))
def test_any_text_is_a_date_or_none(written: str) -> None:
    found = parse(written)
    assert found is None or (found.tzinfo is UTC and 1990 <= found.year < 3001)


@given(st.datetimes(datetime(1990, 1, 2), datetime(2090, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_what_python_writes_is_read(moment: datetime, minutes: int) -> None:
    from datetime import timedelta, timezone
    from email.utils import format_datetime

    moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    if moment.astimezone(UTC).year < 1990:
        return
    assert parse(format_datetime(moment)) == moment
    assert parse(moment.isoformat()) == moment


@given(
    st.sampled_from(
        [
            *("{0:04}-{1:02}-{2:02}T{4}{5}:{6}", "{0:04}-{1:02}-{2:02} {4}Z"),
            *("Wed, {2:02} {3} {0} {4} {5}{6}", "{2} {3} {0} {4} GMT"),
        ]
    ),
    st.integers(1000, 2999) | st.integers(1989, 2026),
    st.integers(0, 13),
    st.integers(0, 32),
    st.tuples(st.integers(0, 25), st.integers(0, 61), st.integers(0, 61)),
    st.sampled_from(["+00", "-05", "+14", "-23", "+25", "+9"]),
    st.sampled_from(["00", "30", "59", "60", "99"]),
)
def test_the_usual_way_to_write_a_date_is_read_as_any_other(
    form: str,
    year: int,
    month: int,
    day: int,
    clock: tuple[int, int, int],
    hours: str,
    minutes: str,
) -> None:
    name = [
        "Dec",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
        "Jan",
    ][month]
    time = "{:02}:{:02}:{:02}".format(*clock)
    written = form.format(year, month, day, name, time, hours, minutes)
    quick = dates._usual(written)
    assert quick is None or quick == dates._written(written, Order.UNKNOWN)
