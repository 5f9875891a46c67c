"""What `tuinews add --json --preview` prints, as the values that the dialogs show."""

from __future__ import annotations

import shlex
from datetime import datetime
from typing import Any

from tuinews.model import FeedSettings, TuinewsError
from tuinews.ui.dialogs.candidates import Asking, Headline, ListedCandidate, LoginError

MAX_HEADLINES = 20


class PrivateAddressError(TuinewsError):
    """The address lies on this machine or in its network, and was not asked."""


def parse_event(record: dict[str, Any]) -> Asking | ListedCandidate | None:
    """Return what a line of `tuinews add --json --preview` tells; None where it is neither.

    Raises TuinewsError where it tells that nothing can be had, and why.
    """
    if record.get("event") == "asking":
        return Asking(str(record.get("says", "")))
    if record.get("event") == "failed":
        why = str(record.get("error", ""))
        if record.get("needs") == "login":
            raise LoginError(why)
        raise PrivateAddressError(why) if record.get("needs") == "private" else TuinewsError(why)
    if record.get("event") != "candidate":
        return None
    entries = record.get("headlines")
    headlines = [
        Headline(str(entry.get("text", "")), _time(entry.get("published")))
        for entry in (entries if isinstance(entries, list) else [])[:MAX_HEADLINES]
        if isinstance(entry, dict)
    ]
    dates = [_time(text) for text in record.get("dates") or []]
    return ListedCandidate(
        url=str(record.get("url", "")),
        title=str(record.get("title", "")),
        kind=str(record.get("kind", "")),
        entries=int(record.get("entries") or 0),
        headlines=tuple(headlines),
        dates=tuple(date for date in dates if date is not None),
        error=str(record.get("error") or ""),
    )


def login_options(login: FeedSettings) -> list[str]:
    """Return the options of `tuinews add` that ask with a login; none of them is secret."""
    options = ["--user", login.user] if login.user else []
    if login.password_command:
        options += ["--password-command", shlex.join(login.password_command)]
    return options


def _time(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
