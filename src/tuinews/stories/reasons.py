"""Why two articles belong together, in words that a person understands."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from tuinews.model import Article
from tuinews.stories import facts, scoring
from tuinews.stories.copies import Text, share_of_copy
from tuinews.stories.scoring import LEVELS, Signature
from tuinews.stories.specifics import Specifics, one_event, sole_name, specifics
from tuinews.stories.terms import KIN

TOLD = 3  # shared names and words that are told at most
FIGURES = 2
NAME = (0.235 * LEVELS) ** 2  # what a shared name weighs, in both together, that tells something
WORD = (0.353 * LEVELS) ** 2  # or a shared word
SURELY_NO_COPY = 0.35  # similarity of terms below which nobody looks for a copy

_MEMORY = 500  # articles
_FULL_NAME = 3.0  # a name of several words, once written in full, tells more than "Moscow"
_NAME = 1.5  # and that more than a word
_TITLE_WORDS = """
sen rep gov dr jr sr st rev gen lt col capt sgt prof hon llc inc corp co ltd tv gmt est edt pm am
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_LOWER = re.compile(r"\b[a-z]{3,}")

Hashes = tuple[int, ...]


class _Told:
    """What an article tells that may be a reason, with the hashes of its terms."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._body = article.body

    @cached_property
    def hard_facts(self) -> facts.Facts:
        return facts.facts(self._body)

    @cached_property
    def names(self) -> list[tuple[facts.Name, Hashes]]:
        paper = self.article.publisher.casefold()
        said = set(_LOWER.findall(self._body))  # "Women" is no name where women are spoken of

        def tells(name: facts.Name) -> bool:
            whole = name.shown.lower()
            shown = " ".join(whole.split(" ")[-len(name.terms) :])  # of "New York" the last word
            known = {paper, *_TITLES}
            return known.isdisjoint((shown, whole)) and said.isdisjoint((shown, f"{shown}s"))

        return [(name, _hashes(name.terms)) for name in self.hard_facts.names if tells(name)]

    @cached_property
    def figures(self) -> list[tuple[facts.Figure, Hashes]]:
        return [
            (figure, _hashes(figure.terms))
            for figure in self.hard_facts.figures
            if figure.noun and not figure.date and _says(figure)
        ]

    @cached_property
    def words(self) -> dict[int, list[tuple[int, str, str]]]:
        """Words: their places, as they are written, their terms; by the hashes of these."""
        found: dict[int, list[tuple[int, str, str]]] = {}
        plain = facts.plain_words(self.article.headline, self._body)
        for place, (term, word) in enumerate(plain.items()):
            found.setdefault(scoring.hash_of(term), []).append((place, word, term))
        return found

    @cached_property
    def text(self) -> Text:
        return Text(self._body)

    @cached_property
    def specifics(self) -> Specifics:
        return specifics(self.article, self.hard_facts)


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
        self, identity: str, own: Signature, other: Signature, *, by_words: bool
    ) -> tuple[str, ...]:
        """Return what the article has in common with another of which only terms are known.

        Unless `by_words`, words are told only where a name or a figure is shared, too.
        """
        told = self._get(identity)
        shared = _weights(own, other)
        names, words = _telling(told, shared)
        figures = _figures(told, shared)
        if not (names or figures or by_words):
            return ()
        found = (*names, *words)
        return found if len(found) >= TOLD else (*found, *figures)

    def same_story(
        self, identity: str, other_id: str, own: Signature, other: Signature, alike: float
    ) -> tuple[tuple[str, ...], float]:
        """Return what two accounts of one story have in common, and how far one is a copy.

        `alike` is the likeness of the two signatures.
        """
        a, b = self._get(identity), self._get(other_id)
        shared = _weights(own, other)
        theirs = {name.terms for name, _ in b.names} | {name.terms[-1:] for name, _ in b.names}
        both = {name for name, _ in a.names if name.terms[-1:] in theirs}
        names, words = _telling(a, shared, both)
        found = [
            *names,
            *words,
            *_same_figures(a, b),
        ]
        quotes = len(facts.shared_quotes(a.hard_facts.quotes, b.hard_facts.quotes))
        if quotes:
            found.append(f"{quotes} shared quote{'s' * (quotes > 1)}")
        copy = share_of_copy(a.text, b.text) if alike >= SURELY_NO_COPY else 0.0
        if copy:
            found.insert(0, "the same text" if copy > 0.95 else f"{copy:.0%} the same text")
        return tuple(found), copy

    def one_event(self, a: str, b: str, alike: float) -> bool:
        """Tell whether two articles share specifics of one event, or a text.

        `alike` as above.
        """
        ours, theirs = self._get(a), self._get(b)
        if one_event(ours.specifics, theirs.specifics):
            name = sole_name(ours.specifics, theirs.specifics)
            words = ours.words.keys() & theirs.words.keys()
            return not name or bool(words - {scoring.hash_of(name)})
        return alike >= SURELY_NO_COPY and share_of_copy(ours.text, theirs.text) > 0

    def _get(self, identity: str) -> _Told:
        if identity not in self._told:
            self.know(self._article(identity))
        self._told.move_to_end(identity)
        return self._told[identity]


def _hashes(terms: Iterable[str]) -> Hashes:
    return tuple(scoring.hash_of(term) for term in terms)


def _weights(a: Signature, b: Signature) -> dict[int, int]:
    """Return what each shared term weighs, in both together."""
    return {term: a.terms[term] * b.terms[term] for term in a.terms.keys() & b.terms.keys()}


def _telling(
    told: _Told, shared: dict[int, int], both: Iterable[facts.Name] = ()
) -> tuple[list[str], list[str]]:
    """Return the names and the words that tell most of what is shared.

    A name counts where it is shared by weight, or known to stand in `both`. One that hardly
    tells anything, "Democrats", gives way to words that do, "shutdown".
    """
    certain = set(both)
    weighed: list[tuple[float, int, bool, str, tuple[str, ...]]] = []
    for place, (name, hashes) in enumerate(told.names):
        if all(one in shared for one in hashes) or name in certain:
            weight = min(shared.get(one, 1) for one in hashes)
            weighty = weight * (_FULL_NAME if name.full else _NAME)
            weighed.append((weighty, -place, True, name.shown, name.terms))
    if sum(one[0] >= NAME * _NAME for one in weighed) < TOLD:
        enough = WORD if weighed else 1
        for hashed in told.words.keys() & shared.keys():
            if shared[hashed] >= enough:
                weighed += (
                    (shared[hashed], -place, False, word, (term,))
                    for place, word, term in told.words[hashed]
                )
    found: list[tuple[bool, str, tuple[str, ...]]] = []
    for _, _, is_name, shown, terms in sorted(weighed, reverse=True):
        if len(found) < TOLD and not any(_kin(terms, other) for _, _, other in found):
            found.append((is_name, shown, terms))
    names = [shown for is_name, shown, _ in found if is_name]
    return names, [shown for is_name, shown, _ in found if not is_name]


def _kin(a: Sequence[str], b: Sequence[str]) -> bool:
    return any(one[:KIN] == other[:KIN] for one in a for other in b)


def _says(figure: facts.Figure) -> bool:
    """Tell whether a figure says something by itself: "eight Russians", "$160", but not "$2"."""
    return " " in figure.shown or sum(char.isdigit() for char in figure.shown) > 1


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
