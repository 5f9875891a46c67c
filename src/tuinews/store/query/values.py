"""The values that fields of the search language take: states, dates, ages, lengths."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from tuinews.store.query.tree import Age, Flag, Is, Length, Node, Published

#: Each field with an example of its use.
FIELDS = {
    "headline": "headline:storm",
    "source": 'source:"the courier"',
    "author": "author:keller",
    "tag": "tag:later",
    "is": "is:unread",
    "after": "after:2021-10-20",
    "before": "before:2021-11",
    "on": "on:yesterday",
    "newer": "newer:3d",
    "older": "older:2w",
    "words": "words:>500",
}
#: What can follow a field, in words.
_FOLLOWS = {
    "after": "2021-10-20, 2021-10, 2021, today or yesterday",
    "newer": "12h, 3d, 2w, 6m or 1y",
    "words": ">500, <200 or 300..800",
}
_ALIKE = {"before": "after", "on": "after", "older": "newer"}  # fields that take the same
#: What a value of a field may be while it is being typed.
_BEGUN = {
    "after": re.compile(r"\d{0,3}|\d{4}-?|\d{4}-\d{1,2}-", re.ASCII),
    "newer": re.compile(r"\d{0,5}", re.ASCII),
    "words": re.compile(r"(>=?|<=?)?|\d{1,9}\.?|\.\.?", re.ASCII),
}
LIKENESS = 0.7  # of a name that is none to the one that was meant
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_AGE = re.compile(r"(\d{1,5})(h|d|w|m|y)", re.ASCII)
_HOURS = {"h": 1, "d": 24, "w": 7 * 24, "m": 30 * 24, "y": 365 * 24}
_MAX_AGE = timedelta(days=365 * 200)
_RANGE = re.compile(r"(>=?|<=?)(\d{1,9})|(\d{1,9})?\.\.(\d{1,9})?", re.ASCII)


class Invalid(Exception):
    """A value that its field does not take; says what it takes."""


def value_of(field: str, text: str, today: date | None) -> Node:
    """Return the node for `field:text`, text folded; raises Invalid."""
    if field == "is":
        return _state(text)
    if field == "words":
        return _length(text)
    if field in ("newer", "older"):
        return _age(field, text)
    since, until = _days(field, text, today)
    if field == "after":
        return Published(since=since)
    return Published(until=since) if field == "before" else Published(since, until)


def completed(field: str, text: str) -> str:
    """Return a half-typed value as the one value that begins with it, where there is one."""
    choices: Iterable[str] = ()
    if field == "is":
        choices = [flag.value for flag in Flag]
    elif field in ("after", "before", "on"):
        choices = ("today", "yesterday")
    fitting = [choice for choice in choices if choice.startswith(text)]
    return text if text in fitting or len(fitting) != 1 else fitting[0]


def to_follow(field: str, text: str) -> str:
    """Return in words what can follow a field where `text` is the beginning of it; "" if not."""
    alike = _ALIKE.get(field, field)
    if field == "is":
        fitting = [flag.value for flag in Flag if flag.value.startswith(text)]
        return f"is: takes {', '.join(fitting)}" if fitting else ""
    if alike not in _FOLLOWS:
        return f"as in {FIELDS[field]}" if field in FIELDS and not text else ""
    begun = bool(_BEGUN[alike].fullmatch(text))
    if alike == "after":
        begun |= any(word.startswith(text) for word in ("today", "yesterday"))
    return f"{field}: takes {_FOLLOWS[alike]}" if begun else ""


def _state(text: str) -> Is:
    try:
        return Is(Flag(text))
    except ValueError:
        from tuinews.spelling import closest

        if text == "hidden":
            raise Invalid("is:hidden is no state; what a rule hides is not kept") from None
        guess = closest(text, Flag, LIKENESS)
        there_are = f"did you mean is:{guess}?" if guess else "there are " + ", ".join(Flag)
        raise Invalid(f"is:{text[:40]} is no state; {there_are}") from None


def _days(field: str, text: str, today: date | None) -> tuple[date, date]:
    """Return the first day that `text` names and the one after its last."""
    if text in ("today", "yesterday"):
        day = (today or date.today()) - timedelta(days=text == "yesterday")
        return day, day + timedelta(days=1)
    match = _DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day_of_month = (int(part) if part else 0 for part in match.groups())
        since = date(year, month or 1, day_of_month or 1)
        if day_of_month:
            return since, since + timedelta(days=1)
        if month:
            return since, date(year + month // 12, month % 12 + 1, 1)
        return since, date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        raise Invalid(
            f"{field}:{text[:40]} is no day; write {field}:2021-10-20, {field}:2021-10, "
            f"{field}:2021 or {field}:yesterday"
        ) from None


def _age(field: str, text: str) -> Age:
    match = _AGE.fullmatch(text)
    if match is None:
        raise Invalid(
            f"{field}:{text[:40]} is no span of time; write {field}:12h, {field}:3d, "
            f"{field}:2w, {field}:6m or {field}:1y"
        )
    span = min(timedelta(hours=int(match[1]) * _HOURS[match[2]]), _MAX_AGE)
    return Age(newer=span) if field == "newer" else Age(older=span)


def _length(text: str) -> Length:
    match = _RANGE.fullmatch(text.replace(",", ""))
    if match is None or text == "..":
        raise Invalid(
            f"words:{text[:40]} is no length; write words:>500, words:<200 or words:300..800"
        )
    sign, bound, least, most = match.groups()
    if sign is None:
        return Length(int(least) if least else None, int(most) if most else None)
    number = int(bound)
    if sign[0] == ">":
        return Length(least=number + (sign == ">"))
    return Length(most=number - (sign == "<"))
