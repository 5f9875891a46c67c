"""Finding what belongs together, as articles come in.

Each new article is held against the articles of the days around it that share its
strongest terms; the cost does not grow with the library. What is found is written with the
new articles and with those whose nearest have changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from heapq import nlargest
from math import inf, sqrt
from typing import TYPE_CHECKING

from tuinews.counting import silent
from tuinews.model import Article, Related, Story, TuinewsError
from tuinews.store.index.ruledindex import JOINED
from tuinews.store.rulings import Pair, Ruling, Rulings, pair_of
from tuinews.stories import scoring
from tuinews.stories.candidates import ASKED, CANDIDATES, CandidateIndex
from tuinews.stories.grouping import Grouping
from tuinews.stories.reasons import Reasons
from tuinews.stories.record import Record
from tuinews.stories.records import Records, day_of, headlines_alike, similarity

if TYPE_CHECKING:
    from tuinews.store.library import Library

BATCH = 400  # articles that are looked at together
AT_ONCE = 500  # articles that they are held against whose records are in memory
CONSIDERED = 30  # candidates whose neighbourhoods are looked at
KEPT = 20  # relations that a new article brings
MIN_SIMILARITY = 0.005  # similarity that counts at all
MIN_TOPIC_SCORE = 0.12  # score of a relation that is worth showing, where it is not one story
CLEAR_SCORE = 0.22  # score from which on it is, however little the two have in common
# Below that the terms must be alike: of two lonely articles each is the other's nearest, and may
# be a stranger all the same. Words without a name must be more so while none is known as common.
MIN_COSINE = 0.1
MIN_COSINE_BY_WORDS = 0.25
MIN_STORY_SCORE = 0.2  # score of a relation that may turn out to be one story
MAX_WEAK_LINK = 0.4  # all that a link is worth where the two share no event; it makes no story

_ALWAYS = (datetime(1900, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))


def catch_up(library: Library, progress: Callable[[int, int], None] = silent) -> int:
    """Relate the articles of `library` that are not related yet; returns how many.

    `progress` is called with how many are done, and of how many. Each batch is written by
    itself: an interrupt loses nothing that was reported as done.
    """
    waiting = library.relations.waiting(limit=10_000_000)
    if not waiting:
        return 0
    records = Records(library)
    reasons = Reasons(library.article)
    index = CandidateIndex(library)
    for start in range(0, len(waiting), BATCH):
        ids = waiting[start : start + BATCH]
        rulings = library.corrections.rulings()
        _Batch(library, records, reasons, index, rulings).take_in(ids)
        if late := library.corrections.rulings().differing(rulings):
            library.relations.relate_again(late)  # said while this batch was being looked at
        progress(start + len(ids), len(waiting))
    return len(waiting)


class _Batch:
    """Articles that came in together, and what they change."""

    def __init__(
        self,
        library: Library,
        records: Records,
        reasons: Reasons,
        index: CandidateIndex,
        rulings: Rulings,
    ) -> None:
        self._library = library
        self._rulings = rulings
        self._records = records
        self._reasons = reasons
        self._index = index
        self._alike: dict[Pair, float] = {}  # similarities, as far as anybody asked
        self._pairs: dict[Pair, float] = {}  # those of the pairs that matter
        self._partners: dict[str, list[str]] = {}  # of the pairs above
        self._old: dict[str, list[Related]] = {}  # relations as they were
        self._events: dict[Pair, bool] = {}  # whether a pair shares one
        self._new: dict[str, None] = {}  # ids in order of time
        self._stories: dict[str, Story | None] = {}  # as they were
        self._uncertainty = scoring.uncertainty(library.size)

    def take_in(self, ids: Sequence[str]) -> None:
        """Relate these articles and write what follows."""
        articles = self._articles(ids)
        self._new = dict.fromkeys(article.id for article in articles)
        strongest = {article.id: self._read(article) for article in articles}
        self._index.begin(self._records.get(self._new))
        self._find_pairs(strongest)
        self._keep_pairs(CONSIDERED, self._pairs)
        scales = self._update_densities()
        self._keep_pairs(KEPT, {pair: self._score(pair) for pair in self._pairs})
        grouping = Grouping(self._story_of, self._linked, self._link, self._age, self._rulings)
        stories = grouping.around([*self._new, *scales])
        relations = self._relations({*self._new, *scales, *stories}, scales, grouping)
        gone: dict[str, Sequence[Related]] = {name: () for name in ids if name not in relations}
        self._library.relations.put(relations | gone, stories)
        self._records.keep()

    def _articles(self, ids: Iterable[str]) -> list[Article]:
        """Return the articles in order of time, the undated last: they look everywhere."""
        found: list[Article] = []
        for identity in ids:
            try:
                found.append(self._library.article(identity))
            except TuinewsError:
                continue  # removed in the meantime
        days = {article.id: day_of(article) for article in found}
        return sorted(found, key=lambda one: (days[one.id] is None, days[one.id] or 0, one.id))

    # --- pairs ----------------------------------------------------------------------------

    def _read(self, article: Article) -> list[str]:
        """Take in what a new article says; returns its strongest terms."""
        _, strongest = self._records.add(article)
        self._reasons.know(article)
        return strongest[:ASKED]

    def _find_pairs(self, strongest: Mapping[str, Sequence[str]]) -> None:
        """Hold each new article against those that share its strongest terms.

        Many new ones ask for the same: what is to be read of each is read once.
        """
        new = self._records.get(self._new)
        asking: dict[str, list[str]] = {}
        for identity, record in new.items():
            for name in self._candidates(identity, record, strongest[identity]):
                asking.setdefault(name, []).append(identity)
        names = list(asking)
        for start in range(0, len(names), AT_ONCE):
            for name, other in self._records.get(names[start : start + AT_ONCE]).items():
                for identity in asking[name]:
                    alike = self._similarity(identity, new[identity], name, other)
                    said = self._rulings.get(identity, name)
                    if alike >= MIN_SIMILARITY and said is not Ruling.UNRELATED:
                        self._pairs[pair_of(identity, name)] = alike

    def _candidates(self, identity: str, record: Record, strongest: Sequence[str]) -> Iterable[str]:
        """Return what a new article may belong to, without itself."""
        if self._index.reach(record.day):
            found = self._index.sharing(identity, record)
        else:
            found = self._library.relations.candidates(strongest, *_ALWAYS, CANDIDATES)
        return dict.fromkeys(one for one in (*found, *self._joined(identity)) if one != identity)

    def _similarity(self, identity: str, record: Record, name: str, other: Record) -> float:
        pair = pair_of(identity, name)
        if pair not in self._alike:
            self._alike[pair] = similarity(record, other)
        return self._alike[pair]

    def _joined(self, identity: str) -> list[str]:
        """Return what the user said to be one story with an article."""
        said = self._rulings.of(identity)
        return [name for name, ruling in said.items() if ruling is Ruling.TOGETHER]

    def _record(self, identity: str) -> Record:
        """Return the record of an article that is known to have one."""
        found = self._records.one(identity)
        assert found is not None
        return found

    def _keep_pairs(self, most: int, values: Mapping[Pair, float]) -> None:
        """Keep of each new article the pairs of the highest values."""
        of_each: dict[str, list[tuple[float, Pair]]] = {}
        for pair, value in values.items():
            for identity in pair:
                of_each.setdefault(identity, []).append((value, pair))
        kept = {
            pair for identity in self._new for _, pair in nlargest(most, of_each.get(identity, ()))
        }
        self._pairs = {pair: alike for pair, alike in self._pairs.items() if pair in kept}
        self._partners = {}
        for a, b in self._pairs:
            self._partners.setdefault(a, []).append(b)
            self._partners.setdefault(b, []).append(a)

    # --- neighbourhoods -------------------------------------------------------------------

    def _update_densities(self) -> dict[str, float]:
        """Let the nearest of all articles in pairs be what they are now.

        Returns the old articles whose neighbourhood has changed, with what their scores change by.
        """
        scales: dict[str, float] = {}
        for identity, partners in self._partners.items():
            alike = [self._pairs[pair_of(identity, other)] for other in partners]
            before = () if identity in self._new else self._near(identity)
            near = scoring.nearest((*before, *alike))
            if identity not in self._new and near != before:
                scales[identity] = sqrt(scoring.density(before) / scoring.density(near))
            self._records.set_near(identity, self._record(identity), near)
        return scales

    def _near(self, identity: str) -> tuple[float, ...]:
        """Return the similarities of an article's nearest, as they are known."""
        record = self._record(identity)
        if record.near is None:
            first = [one.id for one in self._before(identity)[: scoring.NEIGHBOURS + 2]]
            others = self._records.get(first).values()
            near = scoring.nearest(similarity(record, other) for other in others)
            record = self._records.set_near(identity, record, near)
        return record.near or ()

    def _before(self, identity: str) -> list[Related]:
        """Return the relations that an article had, without those to new ones."""
        if identity not in self._old:
            found = () if identity in self._new else self._library.related(identity)
            said = self._rulings.of(identity)
            self._old[identity] = [
                one
                for one in found
                if one.id not in self._new and said.get(one.id) is not Ruling.UNRELATED
            ]
        return self._old[identity]

    # --- stories --------------------------------------------------------------------------

    def _score(self, pair: Pair) -> float:
        found = scoring.score(self._pairs[pair], self._near(pair[0]), self._near(pair[1]))
        alike = headlines_alike(*(self._record(identity) for identity in pair))
        return scoring.with_headlines(found, alike)

    def _linked(self, identity: str) -> list[str]:
        """Return articles that may be the same story as this one."""
        old = [
            one.id
            for one in self._before(identity)
            if one.same_story or one.score >= MIN_STORY_SCORE
        ]
        return list(self._records.get([*self._partners.get(identity, ()), *old]))

    def _link(self, a: str, b: str) -> float:
        ours, theirs = self._records.one(a), self._records.one(b)
        if ours is None or theirs is None:
            return 0.0
        alike = self._similarity(a, ours, b, theirs)
        strength = scoring.link(alike, self._near(a), self._near(b), self._uncertainty)
        if strength >= MAX_WEAK_LINK and not self._one_event(pair_of(a, b)):
            return MAX_WEAK_LINK
        return strength

    def _one_event(self, pair: Pair) -> bool:
        """Tell whether two articles that are alike share more than a topic."""
        if pair not in self._events:
            a, b = self._records.get(pair).values()
            alike = scoring.cosine(a.signature, b.signature)
            self._events[pair] = self._told_as_one(pair) or self._reasons.one_event(*pair, alike)
        return self._events[pair]

    def _told_as_one(self, pair: Pair) -> bool:
        """Tell whether two old articles are one story already; they are not read again."""
        if pair[0] in self._new or pair[1] in self._new:
            return False
        story = self._story_of(pair[0])
        return story is not None and pair[1] in story.articles

    def _story_of(self, identity: str) -> Story | None:
        """Return the story that an article belongs to, as it was before this batch."""
        if identity not in self._stories:
            self._stories[identity] = self._library.story_of(identity)
        return self._stories[identity]

    def _age(self, identity: str) -> tuple[float, str]:
        """Return what sorts articles by time; the undated last."""
        record = self._records.one(identity)
        return (record.day if record is not None and record.day is not None else inf, identity)

    # --- what is written ------------------------------------------------------------------

    def _relations(
        self, ids: Collection[str], scales: Mapping[str, float], grouping: Grouping
    ) -> dict[str, list[Related]]:
        """Return all relations of these articles, each list in order, best first."""
        edges: dict[Pair, tuple[float, tuple[str, ...], float]] = {}
        for identity in ids:
            for one in self._before(identity):
                pair = pair_of(identity, one.id)
                scale = scales.get(identity, 1.0) * scales.get(one.id, 1.0)
                edges[pair] = (scoring.rescaled(one.score, scale), one.reasons, one.copy)
        for pair in self._pairs:
            same, score = grouping.together(*pair), self._score(pair)
            if not same and score < MIN_TOPIC_SCORE:
                continue
            reasons, copy = self._why(pair, same, score)
            if same or reasons:
                edges[pair] = (score, reasons, copy)
        for identity in ids:
            for other in self._records.get(self._joined(identity)):
                edges.setdefault(pair_of(identity, other), (0.0, JOINED, 0.0))
        found: dict[str, list[Related]] = {identity: [] for identity in ids}
        for (a, b), (score, reasons, copy) in edges.items():
            same = grouping.together(a, b)
            for own, other in ((a, b), (b, a)):
                if own in found:
                    found[own].append(Related(other, score, same, reasons, copy if same else 0.0))
        for related in found.values():
            related.sort(key=lambda one: (not one.same_story, -one.score, one.id))
        return found

    def _why(self, pair: Pair, same: bool, score: float) -> tuple[tuple[str, ...], float]:
        """Return the reasons why two belong together, none where they do not convince.

        And how far one is a copy of the other.
        """
        a, b = pair if pair[0] in self._new else (pair[1], pair[0])
        records = self._records.get(pair)
        own, other = records[a].signature, records[b].signature
        alike = scoring.cosine(own, other)
        if not same:
            # In a small library chance looks like a topic.
            if alike < MIN_COSINE and score < CLEAR_SCORE + self._uncertainty:
                return (), 0.0
            by_words = alike >= MIN_COSINE_BY_WORDS * self._uncertainty
            return self._reasons.same_topic(a, own, other, by_words=by_words), 0.0
        return self._reasons.same_story(a, b, own, other, alike)
