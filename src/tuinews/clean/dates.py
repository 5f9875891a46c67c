"""Dates as news pages write them, in some twenty languages.

Never a guess where two readings fit. A time keeps the offset that is told with it, so that its
day is the one of the newsroom; without one it is taken for UTC.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from tuinews import monthnames
from tuinews.clean import lists

_CALENDAR = lists.load("calendar")
MONTHS = monthnames.numbers(short=("en", "fr", "de", "es", "it", "pt", "nl", "ru"))
WEEKDAYS = {
    name: int(day) for day, names in _CALENDAR["weekdays"].items() for name in names.split()
}
_ZONES: dict[str, int] = _CALENDAR["zones"]
_DAY_FIRST_IN = frozenset(_CALENDAR["day_first"]["languages"].split())

_LETTER = "(?:[^\\W\\d_]|[\u0900-\u0903\u093a-\u094f])"  # vowel signs are no letters to \\w
_NAME = rf"((?:كانون|تشرين) ?ال(?:[أا]ول|ثاني)|{_LETTER}{{2,12}})"
_ISO = re.compile(
    r"\b((?:19|20)\d\d)-(\d\d?)-(\d\d?)(?!\d)"
    r"(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?)?"
)
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?(?:\s+(?:de|of)\b|\s+d')?[\s/-]*{_NAME}(?:/{_LETTER}{{2,8}})?\.?,?(?:\s+(?:de|del))?[\s,/-]*((?:19|20)\d\d)(?!\d)",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"(?:\b|(?-i:(?<=[a-z])(?=[A-Z]))){_NAME}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?"
    r"\s*,?\s+((?:19|20)\d\d)(?!\d)",
    re.I,
)
_YEAR_NAME = re.compile(rf"\b((?:19|20)\d\d)[.,]?\s+{_NAME}\.?\s+(\d{{1,2}})(?!\d)", re.I)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d)?)?Z?")
_DOTTED = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)\b")
_SLASHED = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)\b")
_YEAR_FIRST = re.compile(r"\b((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})\b")
_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]")
_EAST = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})(?:[:.]|\s?[h時时시]\s?)(\d\d)(?::\d\d)?(?:\s?([ap])\.?m\b\.?)?", re.I
)
_BARE_TIME = re.compile(r"\b(\d{1,2})()\s?([ap])\.?m\b", re.I)
_ZONE = re.compile(
    rf"\b({'|'.join(sorted(_ZONES, key=len, reverse=True))})\b(?:\s?([+-]\d\d?))?"
    r"|([+-]\d\d):?(\d\d)\b",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_YEAR = re.compile(rf"^\W*(?:{_NAME}\.?\s+(\d{{1,2}})|(\d{{1,2}})\.?\s+{_NAME})\b", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """A date found in a text: when (aware; midnight where no time is told) and where."""

    when: datetime
    start: int
    end: int


def find(text: str, *, day_first: bool = False) -> Found | None:
    """Return the first full date in `text`, with the time that stands by it.

    `day_first` tells that its language has no other reading of 5/3/2024 than the fifth of March.
    """
    if not text.isascii():
        text = _DIGITS.sub(lambda digit: str(int(digit[0])), text)
    if not ("20" in text or "19" in text) or not _YEAR.search(text):
        return None
    found = min(_candidates(text, day_first), key=lambda item: item[0], default=None)
    if found is None:
        return None
    start, end, day, stamp = found
    if stamp is not None:
        return Found(stamp, start, end)
    moment, stop = _time_near(text, start, end, day)
    return Found(moment, start, stop)


def is_day_first(language: str) -> bool:
    """Tell whether a language (BCP 47) writes the day before the month wherever it is written."""
    return language.partition("-")[0] in _DAY_FIRST_IN


def iso(value: str) -> datetime | None:
    """Return what a page's own data states as a date, aware; None where it cannot be read."""
    value = value.strip()[:64]
    if value.isdigit() and len(value) in (10, 13):
        return _epoch(int(value) // (1000 if len(value) == 13 else 1))
    compact = _COMPACT.fullmatch(value)
    if compact:
        value = "{}-{}-{} {}:{}".format(*(part or "00" for part in compact.groups()))
    found = find(value)
    return found.when if found else None


def infer(lede: Iterable[str], captions: Iterable[str]) -> date | None:
    """Return the day that a weekday in the lede and a dated caption agree on.

    A photograph may be of the day before: then its caption agrees with the first paragraph.
    """
    taken = [found.when.date() for caption in captions if (found := find(caption))]
    told = [_weekdays(text) for text in lede] if taken else []
    for day in taken:
        if any(day.weekday() in days for days in told):
            return day
    next_days = (day + timedelta(days=1) for day in taken if day < date.max)
    return next((day for day in next_days if told and day.weekday() in told[0]), None)


def with_year(text: str, year: int) -> date | None:
    """Return the day that a text without a year begins with ("Oct 20"), in `year`."""
    match = _NO_YEAR.match(text)
    if not match:
        return None
    month = _month(match[1] or match[4])
    return _day(year, month, int(match[2] or match[3]))


def _candidates(text: str, day_first: bool) -> Iterable[tuple[int, int, date, datetime | None]]:
    """Yield (start, end, day, exact time) of every form of date that fits."""
    for stamp in _ISO.finditer(text):
        day = _day(int(stamp[1]), int(stamp[2]), int(stamp[3]))
        if day:
            yield stamp.start(), stamp.end(), day, _stamp(stamp, day)
            break
    forms: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int, int]]], ...] = (
        (_MONTH_FIRST, lambda m: (int(m[3]), _month(m[1]), int(m[2]))),
        (_DAY_FIRST, lambda m: (int(m[3]), _month(m[2]), int(m[1]))),
        (_YEAR_NAME, lambda m: (int(m[1]), _month(m[2]), int(m[3]))),
        (_DOTTED, lambda m: (int(m[3]), int(m[2]), int(m[1]))),
        (_YEAR_FIRST, lambda m: (int(m[1]), int(m[2]), int(m[3]))),
        (_EAST, lambda m: (int(m[1]), int(m[2]), int(m[3]))),
        (_SLASHED, lambda m: _slashed(m, day_first)),
    )
    for pattern, parts in forms:
        match: re.Match[str] | None = pattern.search(text)
        while match:  # what is no date may overlap with one: "GardensMay 14, 2023"
            day = _day(*parts(match))
            if day:
                yield match.start(), match.end(), day, None
                break
            match = pattern.search(text, match.start() + 1)


def _month(name: str) -> int:
    """Return the number of a month; 0 for what is none."""
    return MONTHS.get(name.casefold().replace(" ", "-"), 0)


def _slashed(match: re.Match[str], day_first: bool) -> tuple[int, int, int]:
    """Return year, month and day where only one reading is possible."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if first > 12 or first == second or (day_first and second <= 12):
        return year, second, first
    return (year, first, second) if second > 12 else (year, 0, 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _epoch(seconds: int) -> datetime | None:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment if 1990 < moment.year < 2100 else None


def _stamp(match: re.Match[str], day: date) -> datetime | None:
    """Return the moment of an ISO stamp; None where it has no time."""
    if match[4] is None or int(match[4]) > 23 or int(match[5]) > 59:
        return None
    moment = datetime(
        day.year,
        day.month,
        day.day,
        int(match[4]),
        int(match[5]),
        min(int(match[6] or 0), 59),
        tzinfo=UTC,
    )
    zone = match[7]
    return moment.replace(tzinfo=_offset(zone)) if zone and zone != "Z" else moment


def _offset(zone: str) -> timezone:
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    span = timedelta(hours=min(hours, 14), minutes=min(minutes, 59))
    return _zone(-span if zone[0] == "-" else span)


def _zone(span: timedelta) -> timezone:
    return timezone(span) if span else UTC


def _time_near(text: str, start: int, end: int, day: date) -> tuple[datetime, int]:
    """Return the day with the time told within 20 characters of it, and where that ends."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    after = text[end : end + 24]
    clock = _TIME.search(after) or _BARE_TIME.search(after)
    place = end
    if clock is None:
        place = max(start - 24, 0)
        clock = _TIME.search(text[place:start]) or _BARE_TIME.search(text[place:start])
    if clock is None:
        return moment, end
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if hour > 23 or minute > 59:
        return moment, end
    if clock[3]:
        hour = hour % 12 + (12 if clock[3].lower() == "p" else 0)
    moment = moment.replace(hour=hour, minute=minute)
    zone = _ZONE.match(text, place + clock.end() + _blank(text, place + clock.end()))
    if zone:
        return moment.replace(tzinfo=_told_zone(zone)), max(end, zone.end())
    return moment, max(end, place + clock.end())


def _blank(text: str, at: int) -> int:
    return len(text[at : at + 3]) - len(text[at : at + 3].lstrip(" ("))


def _told_zone(zone: re.Match[str]) -> timezone:
    if zone[3]:
        return _offset(zone[3] + zone[4])
    hours = _ZONES[zone[1].lower()] + int(zone[2] or 0)
    return _zone(timedelta(hours=max(-14, min(14, hours))))


def _weekdays(text: str) -> set[int]:
    """Return the weekdays that a text names."""
    return {WEEKDAYS[word] for word in re.findall(r"[\w-]+", text.casefold()) if word in WEEKDAYS}
