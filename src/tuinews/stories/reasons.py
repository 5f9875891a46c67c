"""Why two articles belong together, in words that a person understands."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from zlib import crc32

from tuinews.model import Article
from tuinews.stories import facts
from tuinews.stories.copies import Text, share_of_copy, text_of
from tuinews.stories.judge import NAMELESS, Signature

NAMES = 3  # shared names that are told at most
WORDS = 3  # shared words, where no name tells anything
FIGURES = 2
SURELY_NO_COPY = 0.35  # similarity of terms below which nobody looks for a copy

_MEMORY = 500  # articles
_LOOKED_AT = 8000  # characters of a body whose names and figures may be reasons
_FULL_NAME = 3  # a name of several words, once written in full, tells more than "Moscow"
_KIN = 5  # letters in common at the start: "Russia" and "Russian" tell one thing

Hashes = tuple[int, ...]


class _Told:
    """What an article tells that may be a reason, with the hashes of its terms."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._body = article.body

    @cached_property
    def names(self) -> list[tuple[facts.Name, Hashes]]:
        paper = self.article.publisher.casefold()
        said = set(self._body.split())  # "Women" is no name where women are spoken of
        return [
            (name, _hashes(name.terms))
            for name in facts.names(self._body[:_LOOKED_AT])
            if name.shown.casefold() != paper and name.shown.lower() not in said
        ]

    @cached_property
    def figures(self) -> list[tuple[facts.Figure, Hashes]]:
        return [
            (figure, _hashes(figure.terms))
            for figure in facts.figures(self._body[:_LOOKED_AT])
            if figure.noun and not figure.date
        ]

    @cached_property
    def words(self) -> dict[int, str]:
        found = facts.plain_words(self.article.headline, self._body)
        return {crc32(term.encode()): word for term, word in found.items()}

    @cached_property
    def text(self) -> Text:
        return text_of(self._body)

    @cached_property
    def quotes(self) -> Sequence[facts.Quote]:
        return facts.quotes(self._body)


class Reasons:
    """Finds reasons; `article` loads one by its id."""

    def __init__(self, article: Callable[[str], Article]) -> None:
        self._article = article
        self._told: OrderedDict[str, _Told] = OrderedDict()

    def know(self, article: Article) -> None:
        """Have an article at hand."""
        if article.id not in self._told:
            self._told[article.id] = _Told(article)
            if len(self._told) > _MEMORY:
                self._told.popitem(last=False)

    def same_topic(
        self, identity: str, own: Signature, other: Signature, alike: float
    ) -> tuple[str, ...]:
        """Return what the article has in common with another of which only terms are known.

        `alike` is the likeness of the two signatures. Nothing is returned where nothing in
        common would convince anybody.
        """
        told = self._get(identity)
        shared = _weights(own, other)
        found = _names(told, shared)
        if len(found) < NAMES:
            found += _figures(told, shared)
        if not found and alike >= NAMELESS:
            found = _words(told, shared)
        return tuple(found)

    def same_story(
        self, identity: str, other_id: str, own: Signature, other: Signature, alike: float
    ) -> tuple[tuple[str, ...], float]:
        """Return what two accounts of one story have in common, and how far one is a copy.

        `alike` as above.
        """
        a, b = self._get(identity), self._get(other_id)
        shared = _weights(own, other)
        theirs = {name.terms for name, _ in b.names} | {name.terms[-1:] for name, _ in b.names}
        found = [
            *_names(a, shared, {name for name, _ in a.names if name.terms[-1:] in theirs}),
            *_same_figures(a, b),
        ]
        quotes = len(facts.shared_quotes(a.quotes, b.quotes))
        if quotes:
            found.append(f"{quotes} shared quote{'s' * (quotes > 1)}")
        copy = share_of_copy(a.text, b.text) if alike >= SURELY_NO_COPY else 0.0
        if copy:
            found.insert(0, "the same text" if copy > 0.95 else f"{copy:.0%} the same text")
        return tuple(found or _words(a, shared)), copy

    def _get(self, identity: str) -> _Told:
        if identity not in self._told:
            self.know(self._article(identity))
        self._told.move_to_end(identity)
        return self._told[identity]


def _hashes(terms: Iterable[str]) -> Hashes:
    return tuple(crc32(term.encode()) for term in terms)


def _weights(a: Signature, b: Signature) -> dict[int, int]:
    """Return what each shared term weighs, in both together."""
    return {term: a.terms[term] * b.terms[term] for term in a.terms.keys() & b.terms.keys()}


def _names(told: _Told, shared: dict[int, int], both: Iterable[facts.Name] = ()) -> list[str]:
    """Return the names that tell most: shared by weight, or known to stand in `both`."""
    certain = set(both)
    weighed: list[tuple[float, int, facts.Name]] = []
    for place, (name, hashes) in enumerate(told.names):
        if all(one in shared for one in hashes) or name in certain:
            weight = min(shared.get(one, 1) for one in hashes)
            weighed.append((weight * (_FULL_NAME if name.full else 1), -place, name))
    found: list[facts.Name] = []
    for _, _, name in sorted(weighed, key=lambda one: one[:2], reverse=True):
        if len(found) < NAMES and not any(_kin(name, other) for other in found):
            found.append(name)
    return [name.shown for name in found]


def _kin(a: facts.Name, b: facts.Name) -> bool:
    return any(one[:_KIN] == other[:_KIN] for one in a.terms for other in b.terms)


def _figures(told: _Told, shared: dict[int, int]) -> list[str]:
    """Return figures of which the number and what it counts are shared."""
    return [
        figure.shown
        for figure, hashes in told.figures
        if len(hashes) > 1 and all(one in shared for one in hashes)
    ][:FIGURES]


def _same_figures(a: _Told, b: _Told) -> list[str]:
    """Return figures that both tell of the same things."""
    theirs = {(figure.value, figure.noun) for figure, _ in b.figures}
    return [figure.shown for figure, _ in a.figures if (figure.value, figure.noun) in theirs][
        :FIGURES
    ]


def _words(told: _Told, shared: dict[int, int]) -> list[str]:
    words = told.words
    best = sorted(shared.keys() & words.keys(), key=lambda one: (-shared[one], words[one]))
    return [words[one] for one in best[:WORDS]]
