"""What an account's answer brings, read and cleaned in a worker: from bytes to articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tuinews.intake.accounts import answers
from tuinews.intake.accounts.answers import Origin
from tuinews.refresh.accounts.agreeing import Marks
from tuinews.refresh.reading import FeedEntry, clean_all


@dataclass(frozen=True, slots=True)
class Brought:
    """An item of the account, and its entry; None where its feed is none of the account's."""

    id: str
    stream: str
    entry: FeedEntry | None
    marks: Marks  # as the server has it now


def read_items(
    body: bytes, received: datetime, origins: Mapping[str, Origin], rules: str, *, folded: bool
) -> tuple[Brought, ...]:
    """Return the items in an answer. Raises FeedError. See `answers.items` and `clean_all`."""
    items = answers.items(body, received, origins, folded=folded)
    captures = [one.capture for one in items if one.capture is not None]
    entries = iter(clean_all(captures, rules))
    return tuple(
        Brought(
            one.id,
            one.stream,
            None if one.capture is None else next(entries),
            Marks(one.read, one.starred),
        )
        for one in items
    )
