"""Why two articles belong together, in words that a person understands."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from zlib import crc32

from tuinews.model import Article
from tuinews.stories import facts
from tuinews.stories.copies import share_of_copy
from tuinews.stories.facts import Facts
from tuinews.stories.judge import Signature
from tuinews.stories.terms import stem

NAMES = 3  # shared names that are told at most
WORDS = 3  # shared words, where no name tells anything
FIGURES = 2
COPY = 0.6  # share of sentences in common from which on a text is a copy
SURELY_NO_COPY = 0.6  # similarity of terms below which nobody looks for one
_MEMORY = 500  # articles


@dataclass(frozen=True, slots=True)
class _Known:
    article: Article
    facts: Facts


class Reasons:
    """Finds reasons; `article` loads one by its id."""

    def __init__(self, article: Callable[[str], Article]) -> None:
        self._article = article
        self._known: OrderedDict[str, _Known] = OrderedDict()

    def know(self, article: Article) -> None:
        """Have an article at hand."""
        if article.id not in self._known:
            self._known[article.id] = _Known(article, facts.facts(article.body))
            if len(self._known) > _MEMORY:
                self._known.popitem(last=False)

    def same_topic(self, identity: str, own: Signature, other: Signature) -> tuple[str, ...]:
        """Return what the article has in common with another of which only terms are known."""
        known = self._get(identity)
        shared = _Shared(own, other)
        told = shared.names(known.facts, known.article.publisher)
        told += [text for text in shared.figures(known.facts) if text not in told]
        return tuple(told or shared.words(known.article))

    def same_story(
        self, identity: str, other_id: str, own: Signature, other: Signature, alike: float
    ) -> tuple[str, ...]:
        """Return what two accounts of one story have in common."""
        a, b = self._get(identity), self._get(other_id)
        told = _Shared(own, other).names(a.facts, a.article.publisher, b.article.publisher)
        told += _figures(a.facts, b.facts)
        quotes = len(facts.shared_quotes(a.facts.quotes, b.facts.quotes))
        if quotes:
            told.append(f"{quotes} shared quote{'s' * (quotes > 1)}")
        if not told:
            told = _Shared(own, other).words(a.article)
        if alike >= SURELY_NO_COPY:
            share = share_of_copy(a.article, b.article)
            if share >= COPY:
                told.insert(0, "the same text" if share > 0.95 else f"{share:.0%} the same text")
        return tuple(told)

    def _get(self, identity: str) -> _Known:
        if identity not in self._known:
            self.know(self._article(identity))
        self._known.move_to_end(identity)
        return self._known[identity]


class _Shared:
    """Terms that two signatures share, by what they weigh in both."""

    def __init__(self, a: Signature, b: Signature) -> None:
        get = b.terms.get
        self._weights = {
            term: weight * other for term, weight in a.terms.items() if (other := get(term))
        }

    def weight(self, terms: Iterable[str]) -> int:
        """Return the least weight of `terms`; 0 where one of them is not shared."""
        return min((self._weights.get(crc32(term.encode()), 0) for term in terms), default=0)

    def names(self, known: Facts, *publishers: str) -> list[str]:
        papers = {publisher.casefold() for publisher in publishers}
        weighed = [
            (self.weight(name.terms), -place, name)
            for place, name in enumerate(known.names)
            if name.shown.casefold() not in papers
        ]
        best = sorted((one for one in weighed if one[0]), reverse=True)
        told: list[facts.Name] = []
        for _, _, name in best:
            if not any(set(name.terms) & set(other.terms) for other in told):
                told.append(name)
        return [name.shown for name in told[:NAMES]]

    def figures(self, known: Facts) -> list[str]:
        return [
            figure.shown
            for figure in known.figures
            if figure.noun and not figure.date and self.weight(figure.terms)
        ][:FIGURES]

    def words(self, article: Article) -> list[str]:
        weighed = (
            (self.weight([stem(word)]), word)
            for word in facts.plain_words(article.headline, article.body)
        )
        best = sorted(((-weight, word) for weight, word in weighed if weight))
        return [word for _, word in best[:WORDS]]


def _figures(a: Facts, b: Facts) -> list[str]:
    """Return figures that both tell of the same things, dates and years left out."""
    theirs = {(figure.value, figure.noun) for figure in b.figures}
    return [
        figure.shown
        for figure in a.figures
        if figure.noun and not figure.date and (figure.value, figure.noun) in theirs
    ][:FIGURES]
