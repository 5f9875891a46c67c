"""A library in memory, and news of our own to put into it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from tuinews.model import Article, Block, BlockKind, Related, Span, Story, TuinewsError
from tuinews.store.highlight import words


def make(
    name: str,
    headline: str = "",
    body: str = "",
    published: str = "",
    publisher: str = "",
) -> Article:
    """Return an article; blank lines part paragraphs. `published` is an ISO date, "" unknown."""
    when = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    paragraphs = [" ".join(part.split()) for part in body.split("\n\n")]
    blocks = tuple(Block(BlockKind.PARAGRAPH, (Span(text),)) for text in paragraphs if text)
    return Article(name, headline or name, publisher, published=when, blocks=blocks)


FIRST_SEEN = datetime(2021, 3, 4, tzinfo=UTC)


class FakeStore:
    """What stories ask of a library, over dictionaries."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.held: dict[str, set[str]] = {}  # the words of each
        self.waiting: list[str] = []
        self.edges: dict[tuple[str, str], Related] = {}
        self.told: dict[str, str] = {}
        self.kept: dict[str, bytes] = {}
        self.counted: list[str] = []  # words of which frequencies were asked
        self.common: tuple[int, dict[str, int]] = (0, {})
        self.asked = 0  # calls of signatures_between

    def add(self, *articles: Article) -> None:
        for article in articles:
            self.articles[article.id] = article
            self.kept.pop(article.id, None)
            self.held[article.id] = set(words(f"{article.headline}\n{article.body}"))
            if article.id not in self.waiting:
                self.waiting.append(article.id)

    def remove(self, name: str) -> None:
        del self.articles[name], self.held[name]
        self.kept.pop(name, None)

    @property
    def size(self) -> int:
        return len(self.articles)

    def unrelated(self, limit: int = 100) -> list[str]:
        return self.waiting[:limit]

    def article(self, identity: str) -> Article:
        try:
            return self.articles[identity]
        except KeyError:
            raise TuinewsError(f"no article {identity}") from None

    def _holding(self, term: str) -> set[str]:
        """Return the names of articles that hold all words of a term."""
        wanted = set(words(term))
        return {name for name, held in self.held.items() if wanted <= held}

    def candidates(
        self, terms: Sequence[str], since: datetime, until: datetime, limit: int = 100
    ) -> list[str]:
        scores: Counter[str] = Counter()
        for term in terms:
            holding = self._holding(term)
            for name in holding:
                if since <= (self.articles[name].published or FIRST_SEEN) < until:
                    scores[name] += round(1e6 * math.log((self.size + 1) / (len(holding) + 0.5)))
        return sorted(scores, key=lambda name: (-scores[name], name))[:limit]

    def signatures_between(self, since: datetime, until: datetime) -> list[tuple[str, bytes]]:
        self.asked += 1
        return [
            (name, packed)
            for name, packed in self.kept.items()
            if name in self.articles and name not in self.waiting
            if since <= (self.articles[name].published or FIRST_SEEN) < until
        ]

    def signatures(self, ids: Sequence[str]) -> dict[str, bytes]:
        return {name: self.kept[name] for name in ids if name in self.kept}

    def keep_signatures(self, signatures: Mapping[str, bytes]) -> None:
        self.kept.update(signatures)

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        self.counted += terms
        counts = Counter(word for held in self.held.values() for word in held)
        return {term: min((counts[word] for word in words(term)), default=0) for term in terms}

    def frequent(self) -> tuple[int, dict[str, int]]:
        return self.common

    def keep_frequent(self, size: int, found: Mapping[str, int]) -> None:
        self.common = size, dict(found)

    def related(self, identity: str) -> list[Related]:
        found = [one for (a, _), one in self.edges.items() if a == identity]
        return sorted(found, key=lambda one: (not one.same_story, -one.score))

    def story_of(self, identity: str) -> Story | None:
        story = self.told.get(identity)
        if not story:
            return None
        return Story(story, tuple(a for a, name in self.told.items() if name == story))

    def relate(
        self, relations: Mapping[str, Sequence[Related]], stories: Mapping[str, str]
    ) -> None:
        for identity, found in relations.items():
            self.edges = {pair: one for pair, one in self.edges.items() if identity not in pair}
            for one in found:
                back = Related(identity, one.score, one.same_story, one.reasons)
                self.edges[identity, one.id] = one
                self.edges[one.id, identity] = back
            if identity in self.waiting:
                self.waiting.remove(identity)
        self.told.update(stories)

    def groups(self) -> set[frozenset[str]]:
        """Return the stories of several articles, as sets of their names."""
        groups: dict[str, set[str]] = {}
        for name, story in self.told.items():
            if story:
                groups.setdefault(story, set()).add(name)
        return {frozenset(group) for group in groups.values() if len(group) > 1}
