"""What is remembered of each article, so that a new one is judged without reading it again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from tuinews.model import Article, TuinewsError
from tuinews.store.highlight import words
from tuinews.stories import scoring, terms
from tuinews.stories.facts import is_date
from tuinews.stories.record import Record, unpacked, with_near
from tuinews.stories.scoring import Signature

if TYPE_CHECKING:
    from tuinews.store.library import Library

REMEMBERED = 30_000  # articles in memory, 1.2 kB each
IN_USE = 4000  # of these that are at hand as records, up to 17 kB each

# To count in how many articles a common word stands takes long in a large library. Such counts
# are kept, and hold until it has grown or shrunk by a tenth: a weight is their logarithm.
LARGE = 5000  # articles
FREQUENT = 50  # articles from which on a count is kept
_NEWS = 200  # counts that are worth writing all of them anew
_GROWN = 0.1

_HEADLINE = 12  # terms of a headline that are kept
_LINE = 60  # characters: a longer line is no row
_LINES = 4  # rows that make a table
_SHORT = 0.7  # of the lines
_ENDS = '.!?…:;"”»。！？」'


def day_of(article: Article) -> float | None:
    """Return when an article was published in days since 1970; None where nothing tells."""
    when = article.published
    if when is None and article.published_inferred is not None:
        when = datetime.combine(article.published_inferred, time(0), UTC)
    return None if when is None else when.timestamp() / 86400


def _kept(signature: Signature, found: Iterable[str]) -> tuple[int, ...]:
    """Return which terms a signature keeps, as it does."""
    hashes = map(scoring.hash_of, found)
    return tuple(dict.fromkeys(one for one in hashes if one in signature.terms))[:_HEADLINE]


def headlines_alike(a: Record, b: Record) -> float:
    """Return how much two headlines say the same, 0 to 1."""
    return scoring.part_alike(a.signature, a.headline, b.signature, b.headline)


def is_listing(body: str) -> bool:
    """Tell whether a text is a table or a list: many short lines, hardly a sentence."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    short = [line for line in lines if len(line) < _LINE and line[-1] not in _ENDS]
    return len(short) >= _LINES and len(short) > _SHORT * len(lines)


def days_apart(a: Record, b: Record) -> float | None:
    """Return the distance in days; where one is known by the day only, in whole days."""
    if a.day is None or b.day is None:
        return None
    if a.day.is_integer() or b.day.is_integer():
        return abs(a.day // 1 - b.day // 1)
    return abs(a.day - b.day)


def similarity(a: Record, b: Record) -> float:
    """Return how much two articles are about one thing at one time, 0 to 1."""
    alike = scoring.cosine(a.signature, b.signature)
    if alike < scoring.NEGLIGIBLE:
        return 0.0
    if a.listing or b.listing:
        alike *= scoring.LISTING
    days = days_apart(a, b)
    alike *= scoring.decay(days)
    if a.newsroom and a.newsroom == b.newsroom:
        alike *= scoring.SAME_NEWSROOM
        if a.column and a.column == b.column and days is not None and days >= scoring.NEXT_ISSUE:
            alike *= scoring.SAME_COLUMN
    return alike


class Records:
    """The records of a library's articles, from memory, from the library, or made anew."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._packed: OrderedDict[str, bytes] = OrderedDict()
        self._in_use: OrderedDict[str, Record] = OrderedDict()
        self._changed: dict[str, None] = {}  # in the order in which they came
        self._rarity: dict[str, float] = {}
        self._size = library.size
        size, found = library.relations.frequent() if self._size >= LARGE else (0, {})
        holds = abs(self._size - size) <= _GROWN * size
        self._frequent: dict[str, int] = found if holds else {}
        self._counted_at = size if holds else self._size
        self._kept = len(self._frequent)

    def get(self, ids: Iterable[str]) -> dict[str, Record]:
        """Return the records of these articles; those that are gone are left out."""
        wanted = list(ids)
        missing = [identity for identity in wanted if identity not in self._packed]
        kept = self._library.relations.signatures(missing) if missing else {}
        found: dict[str, Record] = {}
        for identity in wanted:
            record = self._in_use.get(identity)
            if record is None:
                packed = self._packed.get(identity) or kept.get(identity)
                record = unpacked(packed) if packed else None
                if record is None:
                    record = self._made(identity)
                elif packed:
                    self._remember(identity, packed, record)
            else:
                self._in_use.move_to_end(identity)
            if record is not None:
                found[identity] = record
        return found

    def one(self, identity: str) -> Record | None:
        """Return the record of an article; None where it is gone."""
        record = self._in_use.get(identity)
        if record is None:
            return self.get((identity,)).get(identity)
        self._in_use.move_to_end(identity)
        return record

    def _made(self, identity: str) -> Record | None:
        try:
            article = self._library.article(identity)
        except TuinewsError:
            return None  # removed in the meantime
        return self.add(article)[0]

    def add(self, article: Article) -> tuple[Record, list[str]]:
        """Make the record of an article; returns it and its terms, strongest first."""
        found = terms.weigh(article.headline, article.body)
        self._look_up(found.forms)
        signature, strongest = scoring.sign(found.weights, self._rarity.__getitem__)
        publisher = " ".join(words(article.publisher))
        title = [word for word in words(article.headline) if not is_date(word) and word.isalpha()]
        record = Record(
            signature,
            day_of(article),
            scoring.hash_of(publisher),
            scoring.hash_of(" ".join(title)) if title else 0,
            headline=_kept(signature, terms.terms_of(article.headline)),
            listing=is_listing(article.body),
        )
        self.put(article.id, record)
        return record, strongest

    def put(self, identity: str, record: Record) -> None:
        """Remember a record that is new or has changed."""
        self._remember(identity, record.packed(), record)
        self._changed[identity] = None

    def set_near(self, identity: str, record: Record, near: tuple[float, ...]) -> Record:
        """Return the record with other similarities of its nearest, remembered."""
        changed = replace(record, near=near)
        packed = self._packed.get(identity)
        self._remember(identity, with_near(packed, near) if packed else changed.packed(), changed)
        self._changed[identity] = None
        return changed

    def keep(self) -> None:
        """Hand what has changed to the library."""
        changed = {name: self._packed[name] for name in self._changed if name in self._packed}
        self._library.relations.keep_signatures(changed)
        self._changed.clear()
        if len(self._frequent) >= self._kept + _NEWS:
            self._kept = len(self._frequent)
            self._library.relations.keep_frequent(self._counted_at, self._frequent)

    def _remember(self, identity: str, packed: bytes, record: Record) -> None:
        self._packed[identity] = packed
        self._packed.move_to_end(identity)
        self._in_use[identity] = record
        self._in_use.move_to_end(identity)
        while len(self._packed) > REMEMBERED:
            self._packed.popitem(last=False)
        while len(self._in_use) > IN_USE:
            self._in_use.popitem(last=False)

    def _look_up(self, wanted: Mapping[str, Collection[str]]) -> None:
        """Learn how rare terms are: as rare as the most frequent of their whole words."""
        new = {term: forms for term, forms in wanted.items() if term not in self._rarity}
        known = self._counts({form for forms in new.values() for form in forms})
        for term, forms in new.items():
            count = max(known.get(form, 0) for form in forms)
            self._rarity[term] = scoring.rarity(term, count, self._size)

    def _counts(self, asked: Collection[str]) -> Mapping[str, int]:
        """Return in how many articles these words stand."""
        unknown = sorted(form for form in asked if form not in self._frequent)
        found = self._library.relations.frequencies(unknown) if unknown else {}
        if self._size >= LARGE:
            self._frequent |= {form: count for form, count in found.items() if count >= FREQUENT}
        return found | {form: self._frequent[form] for form in asked if form in self._frequent}
