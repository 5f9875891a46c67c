"""What lies around an article in time: which others share most of its strongest terms.

The terms of the articles of the days concerned are held in memory; those that new articles ask
for lead to all that have them. To ask the full-text index for every article took longer.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from heapq import nlargest
from itertools import chain, islice
from math import inf
from typing import TYPE_CHECKING

from tuinews.stories.record import Record, glance

if TYPE_CHECKING:
    from tuinews.store.library import Library

ASKED = 40  # terms by which an article finds others
LEADING = 60  # terms of these that count double: the strongest
CANDIDATES = 100
WINDOW = 21.0  # days around an article; what lies beyond is hardly ever its story
MOST = 20_000  # articles; a larger library is searched in a week around, for speed
NARROW = 7.0

_AHEAD = 2.0  # days more that are taken in, so that the next articles need not wait for theirs
_FIRST_DAY = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST, _LATEST = -25_000.0, 2_900_000.0  # days that a date can tell


class CandidateIndex:
    """The articles of some days, found by their terms."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._whole = library.size <= MOST
        self._window = WINDOW if self._whole else NARROW
        self._since, self._until = inf, -inf  # days that are in memory
        self._new: Mapping[str, Record] = {}
        # A term -> places of articles, and the same where it is one of the strongest.
        self._holding: defaultdict[int, list[int]] = defaultdict(list)
        self._leading: defaultdict[int, list[int]] = defaultdict(list)
        self._forget()

    def _forget(self) -> None:
        self._names: list[str] = []
        self._days: list[float | None] = []
        self._terms: list[array[int]] = []
        self._indexed = False

    def begin(self, new: Mapping[str, Record]) -> None:
        """Let articles be found, and find others, that the library does not know as related."""
        self._new = new
        self._add_new()

    def reach(self, day: float | None) -> bool:
        """Have the days around `day` in memory; tells whether that is so.

        It is not for an article without a date in a large library: all that there is lies
        around it.
        """
        if not self._whole and day is None:
            return False
        since = _EARLIEST if self._whole or day is None else day - self._window
        until = _LATEST if self._whole or day is None else day + self._window + 1
        if since < self._since or until > self._until:
            self._read(since, min(until + _AHEAD, _LATEST))
        if not self._indexed:
            self._index()
        return True

    def _read(self, since: float, until: float) -> None:
        """Take in what the library has of some days, and what is new."""
        self._forget()
        self._since, self._until = since, until
        for identity, packed in self._library.relations.signatures_between(
            _when(since), _when(until)
        ):
            seen = glance(packed)
            if seen is not None:
                self._add(identity, *seen)
        self._add_new()

    def _add_new(self) -> None:
        for identity, record in self._new.items():
            self._add(identity, record.day, array("I", record.signature.terms))

    def _add(self, identity: str, day: float | None, terms: array[int]) -> None:
        self._names.append(identity)
        self._days.append(day)
        self._terms.append(terms)
        self._indexed = False

    def _index(self) -> None:
        """Note who has the terms by which the new articles find others; no other is asked for."""
        wanted = {term for one in self._new.values() for term in islice(one.signature.terms, ASKED)}
        self._holding = defaultdict(list)
        self._leading = defaultdict(list)
        for place, terms in enumerate(self._terms):
            for term in wanted.intersection(terms):
                self._holding[term].append(place)
            for term in wanted.intersection(terms[:LEADING]):
                self._leading[term].append(place)
        self._indexed = True

    def sharing(self, identity: str, record: Record) -> list[str]:
        """Return who shares most of an article's strongest terms, best first.

        Call `reach` with its day before.
        """
        asked = list(islice(record.signature.terms, ASKED))
        held = (index.get(term, ()) for index in (self._holding, self._leading) for term in asked)
        shared = Counter(chain.from_iterable(held))
        found = [
            (count, self._names[place])
            for place, count in shared.items()
            if count > 1 and self._near(record.day, self._days[place])
        ]
        return [name for _, name in nlargest(CANDIDATES, found) if name != identity]

    def _near(self, day: float | None, other: float | None) -> bool:
        return day is None or other is None or abs(day - other) <= self._window + 1


def _when(day: float) -> datetime:
    return _FIRST_DAY + timedelta(days=day)
