"""The odd dates of feeds and pages: read for certain, or not at all."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

from tuinews import limits, monthnames

_EARLIEST = 1990  # what a feed dates before the web is a placeholder: 1900-01-01, 1980-01-01
#: Moments that programs write when they do not know the time.
_PLACEHOLDERS = frozenset({(1970, 1, 1), (1969, 12, 31), (1899, 12, 30), (1904, 1, 1)})

#: Not Croatian, for "listopad" is November in the feeds of its neighbours; nor what is written
#: with signs that are lost when accents are.
_LANGUAGES = [one for one in monthnames.LANGUAGES if one not in ("hr", "hi", "ar")]


class Order(StrEnum):
    """How a date of figures alone, 3/4/2024, is to be read."""

    UNKNOWN = ""
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def _folded(value: str) -> str:
    """Return `value` in small letters without accents."""
    parted = unicodedata.normalize("NFKD", value.replace("İ", "I").casefold())
    return "".join(char for char in parted if not unicodedata.combining(char))


#: The names of the months, folded: small, without accents.
MONTHS = {_folded(name): number for name, number in monthnames.numbers(_LANGUAGES).items()}
_ISO = re.compile(
    r"([12]\d{3})([-/.]?)(\d{1,2})\2(\d{1,2})"
    r"(?:(?:[tT_\s]|\s*,\s*|-(?=\d\d:))\s*(.*))?",
    re.S,
)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: How nearly all feeds write a date: RFC 822 and RFC 3339.
_MAIL = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d\d?) "
    rf"({'|'.join(SHORT_MONTHS)})"
    r" ([12]\d{3}) (\d\d:\d\d:\d\d) (?:GMT|UTC|Z|([+-]\d\d)([0-5]\d))",
    re.A,
)
_NET = re.compile(r"[12]\d{3}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:Z|[+-]\d\d:[0-5]\d)", re.A)
_ORDINAL = re.compile(r"([12]\d{3})-(\d{3})(?:[tT\s](.*))?", re.S)
_WEEK = re.compile(r"([12]\d{3})-?W(\d\d)-?([1-7])(?:[tT\s](.*))?", re.S)
_EAST = re.compile(r"([12]\d{3})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号일]?(.*)", re.S)
_FIGURES = re.compile(r"(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*([12]\d{3})(?:[\s,tT]+(.*))?", re.S)
_STAMP = re.compile(r"([12]\d{3})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?")
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2})(?:(?:[:.hH时時点점시]\s?)(\d{2})(?!\d)(?:[:.分분]\s?(\d{2})(?!\d))?[分분秒초]?"
    r"(?:[.,]\d{1,9})?)?\s*(?:(a\.?\s?m\b\.?|p\.?\s?m\b\.?)|h\b|uhr\b|时|時|点|시)?",
    re.I,
)
_CLOCK = re.compile(
    r"(?<![\d:])\d{1,2}(?::\d{2}|\s?h\s?\d{2}\b|\s*[ap]\.?m\b|\s?uhr\b|\.\d{2}\s*uhr\b|h\b)"
)
_HOUR = re.compile(r"\d{1,2}\s?(?:h|uhr|[时時点시])", re.I)
_AT = re.compile(r"^(?:at|um|a las?|as|às|om|kl\.?|alle|ore|o|v|в|à|a)\s+(?=\d)", re.I)
_HALF = re.compile(r"(上午|午前|오전)|(下午|午後|오후|晚上)")
_OFFSET = re.compile(r"(?:gmt|utc|ut|z)?\s*([+\-−])\s*(\d{1,2}):?(\d{2})?(?!\d)", re.I)
_IANA = re.compile(r"\b([A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?)\b")
_NUMBER = re.compile(r"'?(\d+)(?:st|nd|rd|th|er|re|e|º|ª|°|\.)?(?![\d:])", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:\.(?=\s|$))?")
#: Names of zones by their hours east of Greenwich; one that means two zones is left out.
_NAMED_ZONES = {
    -10.0: "hst",
    -9.0: "akst",
    -8.0: "pst akdt",
    -7.0: "mst pdt",
    -6.0: "cst mdt",
    -5.0: "est cdt",
    -4.0: "edt ast",
    -3.5: "nst",
    -3.0: "adt brt art",
    -2.5: "ndt",
    0.0: "z ut utc gmt wet",
    1.0: "west bst cet met mez wat",
    2.0: "cest mest mesz eet sast cat",
    3.0: "eest msk eat",
    4.0: "msd",
    5.0: "pkt",
    7.0: "wib ict",
    8.0: "hkt sgt awst",
    9.0: "jst kst",
    9.5: "acst",
    10.0: "aest",
    10.5: "acdt",
    11.0: "aedt",
    12.0: "nzst",
    13.0: "nzdt",
}
_ZONES = {name: hours for hours, names in _NAMED_ZONES.items() for name in names.split()}
_MAX_OFFSET = 14 * 60  # minutes
_FAR = frozenset(f"{sign}{hours}" for sign in "+-" for hours in range(14, 24))  # perhaps too far


def parse(value: str, order: Order = Order.UNKNOWN) -> datetime | None:
    """Return the moment that `value` states, in UTC; None where it cannot be certain.

    A date alone is its midnight, and a time without a zone is taken for UTC. What a calendar
    does not have (30 February), what states no day, and what `order` would have to decide and
    does not, is None; so are the moments that stand for an unknown one, such as 1970-01-01.
    """
    value = " ".join(unicodedata.normalize("NFKC", value[: limits.DATE + 50]).split())
    if not value or len(value) > limits.DATE:
        return None
    try:
        found = _usual(value)
        if found is None:
            found = _unix(value) if _is_unix(value) else _written(value, order)
    except (ValueError, OverflowError):
        return None
    if found is None:
        return None
    placeholder = (found.year, found.month, found.day) in _PLACEHOLDERS
    return None if placeholder or found.year < _EARLIEST else found


def not_after(when: datetime | None, seen: datetime) -> datetime | None:
    """Return `when`, but no later than it was `seen`: a date in the future is not one."""
    return None if when is None else min(when, seen)


def order_of(values: list[str], language: str = "") -> Order:
    """Return how the dates of figures in one feed are meant: by one that can mean one only."""
    seen = set()
    for value in values:
        if found := _FIGURES.fullmatch(value[: limits.DATE].strip()):
            first, second = int(found[1]), int(found[3])
            if found[2] == "/" and (first > 12) != (second > 12):
                seen.add(Order.DAY_FIRST if first > 12 else Order.MONTH_FIRST)
    if len(seen) == 1:
        return seen.pop()
    tag = language.lower().replace("_", "-")
    if seen or not tag or tag == "en":
        return Order.UNKNOWN
    return Order.MONTH_FIRST if tag in {"en-us", "en-ph"} else Order.DAY_FIRST


def _usual(value: str) -> datetime | None:
    """Return a date that is written in the usual way, quickly; None for others."""
    if mail := _MAIL.fullmatch(value):
        zone = f"{mail[5]}:{mail[6]}" if mail[5] else "Z"
        month = SHORT_MONTHS.index(mail[2]) + 1
        value = f"{mail[3]}-{month:02}-{mail[1]:0>2}T{mail[4]}{zone}"
    if not _NET.fullmatch(value) or value[-6:-3] in _FAR:
        return None
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _is_unix(value: str) -> bool:
    return value.isdigit() and value.isascii() and len(value) in (9, 10, 13)


def _unix(value: str) -> datetime:
    seconds = int(value) / (1000 if len(value) == 13 else 1)
    return datetime.fromtimestamp(seconds, UTC)


def _written(value: str, order: Order) -> datetime | None:
    if found := _STAMP.fullmatch(value):
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    if found := _EAST.match(value):
        return _moment(int(found[1]), int(found[2]), int(found[3]), found[4])
    if found := _ISO.fullmatch(value):
        return _moment(int(found[1]), int(found[3]), int(found[4]), found[5] or "")
    if found := _WEEK.fullmatch(value):
        date = datetime.fromisocalendar(int(found[1]), int(found[2]), int(found[3]))
        return _moment(date.year, date.month, date.day, found[4] or "")
    if found := _ORDINAL.fullmatch(value):
        date = datetime(int(found[1]), 1, 1) + timedelta(days=int(found[2]) - 1)
        same = date.year == int(found[1])
        return _moment(date.year, date.month, date.day, found[3] or "") if same else None
    if found := _FIGURES.search(value):
        return _figures(found, order)
    return _named(value)


def _figures(found: re.Match[str], order: Order) -> datetime | None:
    """Return 3.4.2024 or 3/4/2024; with a slash or dash only where it can mean one day."""
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or first > 12 or first == second or order is Order.DAY_FIRST:
        day, month = first, second
    elif second > 12 or order is Order.MONTH_FIRST:
        month, day = first, second
    else:
        return None
    return _moment(year, month, day, found[5] or found.string[: found.start()])


def _named(value: str) -> datetime | None:
    """Return a date that names its month: "Wed, 3 Jan 2024 16:20 PST", "le 3 janvier 2024"."""
    folded = _folded(value)
    month, rest = 0, folded
    for word in _WORD.finditer(folded):
        number = MONTHS.get(word[0].rstrip("."))
        if number and month and number != month:
            return None
        if number and not month:
            month, rest = number, f"{folded[: word.start()]} \x00 {folded[word.end() :]}"
    if not month:
        return None
    clock = _CLOCK.search(rest)
    words, time = (rest[: clock.start()], rest[clock.start() :]) if clock else (rest, "")
    if any(len(number[1]) > 4 or number[1].startswith("00") for number in _NUMBER.finditer(words)):
        return None
    numbers = [int(number[1]) for number in _NUMBER.finditer(words)]
    if clock and len(numbers) < 2:  # "16:20, 3 Jan 2024", "Wed Jan 3 16:20 PST 2024"
        after = _after_time(time)
        numbers += [int(number[1]) for number in _NUMBER.finditer(_OFFSET.sub(" ", after))]
        time = time if not numbers else time.replace("\x00", " ")
    day_year = _day_and_year(numbers, words)
    if day_year is None:
        return None
    return _moment(day_year[1], month, day_year[0], time, original=value)


def _after_time(value: str) -> str:
    found = _TIME.match(value)
    return value[found.end() :] if found else value


def _day_and_year(numbers: list[int], words: str) -> tuple[int, int] | None:
    """Tell the day from the year; None where one is missing or it could be either."""
    if len(numbers) != 2:
        return None
    first, second = numbers
    if first > 999 and second <= 31:
        return second, first
    if first > 31:
        return None
    if second <= 99 and re.search(r"'?\d", words):
        second += 2000 if second < 69 else 1900
    return (first, second) if second > 999 else None


def _moment(year: int, month: int, day: int, rest: str, *, original: str = "") -> datetime | None:
    """Return the date at the time and in the zone that `rest` states."""
    midnight = datetime(year, month, day)
    rest = _AT.sub("", rest.strip(" ,;|()-–—\x00"))
    half = _HALF.search(rest)
    if half:
        rest = _HALF.sub(" ", rest).strip()
    found = _TIME.match(rest)
    if not found:
        return _zoned(midnight, "") if not re.search(r"\d", rest) else None
    if found[2] is None and not found[4] and not _HOUR.match(rest):
        return None
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    afternoon = (found[4] or "")[:1].lower() or ("p" if half and half[2] else "a" if half else "")
    if afternoon:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if afternoon == "p" else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    moment = midnight + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    return _zoned(moment, rest[found.end() :], original)


def _zoned(moment: datetime, zone: str, original: str = "") -> datetime | None:
    """Return `moment` in UTC; None for a zone that no place on earth has."""
    if found := _IANA.search(original or zone):
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            return moment.replace(tzinfo=ZoneInfo(found[1])).astimezone(UTC)
        except (ZoneInfoNotFoundError, OSError):
            return None
    if found := _OFFSET.search(zone):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        if minutes > _MAX_OFFSET or int(found[3] or 0) > 59:
            return None
        offset = timedelta(minutes=minutes if found[1] == "+" else -minutes)
        return moment.replace(tzinfo=timezone(offset)).astimezone(UTC)
    for word in re.findall(r"[a-z]+", zone.lower()):
        if word in _ZONES:
            offset = timedelta(hours=_ZONES[word])
            return moment.replace(tzinfo=timezone(offset)).astimezone(UTC)
    return moment.replace(tzinfo=UTC)
