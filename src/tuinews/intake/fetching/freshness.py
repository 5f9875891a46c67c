"""What an answer's headers ask of those who come again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from tuinews import limits
from tuinews.intake.dates import parse

DEFAULT_WAIT = 600.0  # where a host asks to wait and does not say how long
_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,12})", re.I)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds that Retry-After asks to wait, at most a day; None without it.

    What cannot be understood, or lies in the past, counts as ten minutes.
    """
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), limits.WAIT_S)
    when = parse(value)
    if when is None or when <= now:
        return DEFAULT_WAIT
    return min((when - now).total_seconds(), limits.WAIT_S)


def fresh_for(headers: Mapping[str, str], now: datetime) -> float:
    """Return the seconds for which the answer says it holds: max-age, else Expires; 0 if none."""
    control = headers.get("cache-control", "")
    if re.search(r"\bno-(?:cache|store)\b", control, re.I):
        return 0.0
    if found := _AGE.search(control):
        age = headers.get("age", "0")
        passed = float(age[:12]) if age.isascii() and age.isdigit() else 0.0
        return max(0.0, float(found[1]) - passed)
    expires = parse(headers.get("expires", ""))
    stated = parse(headers.get("date", "")) or now  # its clock, not ours
    return 0.0 if expires is None else max(0.0, (expires - stated).total_seconds())
