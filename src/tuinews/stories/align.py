"""Two accounts sentence against sentence: what faces what, in an order in which both can be read.

The left account keeps its order. As many shared statements as can stand in the order of both
hold the two together; one that the right account tells elsewhere is moved to face the left's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tuinews.model import BODY_KINDS, Article
from tuinews.stories.alignment import AlignedAccount, Alignment, Pair, Shared, Tells, Words
from tuinews.stories.compare import Comparison
from tuinews.stories.counts import where
from tuinews.stories.novelty import Novelty, Sentence, character_ngrams, likeness

_MOST = 3  # sentences of one account that face the other's together
_QUOTED = 2.0  # what a shared quote weighs beside a likeness of up to 1
_BOTH_NEW = 0.5  # what is left of a likeness where neither sentence counts as told


@dataclass(slots=True)
class _Group:
    """Sentences on both sides that say the same; a range of each account."""

    left: list[int]
    right: list[int]


def align(a: Article, b: Article, comparison: Comparison, *, swapped: bool = False) -> Alignment:
    """Return the accounts facing each other; `comparison` is of `b` with `a`.

    `a` stands left; where `swapped`, `b` does.
    """
    quotes = _quoted(a, b, comparison)
    left, right = _accounts(a, b, comparison, quotes)
    if swapped:
        left, right = right, left
        quotes = [(theirs, ours) for ours, theirs in quotes]
    groups = _groups(_edges(left.sentences, right.sentences, quotes))
    pairs = tuple(_Order(left, right, groups, quotes).pairs())
    return Alignment(
        left,
        right,
        pairs,
        len(comparison.quote_pairs),
        sum(1 for pair in pairs if pair.left and pair.right and not pair.quotes),
        sum(1 for pair in pairs if pair.tells is Tells.ONLY and pair.left),
        sum(1 for pair in pairs if pair.tells is Tells.ONLY and pair.right),
        len(comparison.differing_figures),
    )


# --- what is marked -----------------------------------------------------------------------

#: A quote as two accounts have it: in each the sentences, and where in them it stands.
_Spans = dict[int, Words]
_Quoted = list[tuple[_Spans, _Spans]]


def _quoted(a: Article, b: Article, comparison: Comparison) -> _Quoted:
    """Return where the shared quotes stand in both accounts."""
    return [
        (_spans(a, comparison.back, ours), _spans(b, comparison.sentences, theirs))
        for ours, theirs in comparison.quote_pairs
    ]


def _spans(article: Article, sentences: Sequence[Sentence], quote: str) -> _Spans:
    """Return the parts of a quote in each of the sentences that it runs through."""
    texts = [block.text for block in article.blocks]
    for block, text in enumerate(texts):
        at = text.find(quote)
        if at < 0:
            continue
        found = {
            number: Words(
                max(at, one.start) - one.start,
                min(at + len(quote), one.end) - one.start,
                Shared.QUOTE,
            )
            for number, one in enumerate(sentences)
            if one.block == block and one.start < at + len(quote) and one.end > at
        }
        if found:
            return found
    return {}


def _accounts(
    a: Article, b: Article, comparison: Comparison, quotes: _Quoted
) -> tuple[AlignedAccount, AlignedAccount]:
    """Return both accounts with quotes and figures marked."""
    ours = _marks(len(comparison.back), (spans for spans, _ in quotes))
    theirs = _marks(len(comparison.sentences), (spans for _, spans in quotes))
    headline: list[Words] = []
    for one in comparison.differing_figures:
        if one.sentence_a:
            ours[one.sentence_a - 1] += _figure(comparison.back[one.sentence_a - 1].text, one.a)
        else:
            headline += _figure(a.headline, one.a)
        number = one.sentence_b - 1
        theirs[number] += _figure(comparison.sentences[number].text, one.b)
    return (
        _account(a, comparison.back, ours, headline),
        _account(b, comparison.sentences, theirs, []),
    )


def _marks(count: int, quotes: Iterable[_Spans]) -> list[list[Words]]:
    marks: list[list[Words]] = [[] for _ in range(count)]
    for spans in quotes:
        for number, words in spans.items():
            marks[number].append(words)
    return marks


def _figure(text: str, shown: str) -> list[Words]:
    """Return where a figure stands in a text."""
    found = where(text, shown)
    return [Words(*found, Shared.FIGURE)] if found else []


def _account(
    article: Article,
    sentences: tuple[Sentence, ...],
    marks: list[list[Words]],
    headline: list[Words],
) -> AlignedAccount:
    return AlignedAccount(
        article, sentences, tuple(map(tuple, marks)), tuple(headline), _whole(article, sentences)
    )


def _whole(article: Article, sentences: Sequence[Sentence]) -> bool:
    """Tell whether no text of the article follows on its last sentence."""
    if not sentences:
        return not article.body.strip()
    last = sentences[-1]
    rest = [article.blocks[last.block].text[last.end :]]
    rest += [one.text for one in article.blocks[last.block + 1 :] if one.kind in BODY_KINDS]
    return not any(text.strip() for text in rest)


# --- what faces what ----------------------------------------------------------------------

_Edge = tuple[float, int, int]  # likeness, number of the left sentence, of the right one


def _edges(left: Sequence[Sentence], right: Sequence[Sentence], quotes: _Quoted) -> list[_Edge]:
    """Return which sentences say the same, the surest first."""
    likeness = _Likeness(left, right)
    found: dict[tuple[int, int], float] = {}
    for number, one in enumerate(right):
        for other in _told_by(one, [likeness(at - 1, number) for at in one.in_a]):
            found[other, number] = likeness(other, number)
    for number, one in enumerate(left):
        for other in _told_by(one, [likeness(number, at - 1) for at in one.in_a]):
            found[number, other] = likeness(number, other)
    for in_left, in_right in quotes:
        for pair in zip(sorted(in_left), sorted(in_right), strict=False):
            found[pair] = found.get(pair, 0.0) + _QUOTED
    for ours, theirs in found:
        if left[ours].mark is right[theirs].mark is Novelty.NEW:
            found[ours, theirs] *= _BOTH_NEW
    return sorted(((value, *pair) for pair, value in found.items()), key=lambda e: (-e[0], *e[1:]))


def _told_by(one: Sentence, likenesses: Sequence[float]) -> list[int]:
    """Return which of the sentences that tell `one` do so by themselves, the headline left out.

    Of two neighbours one often does, and the other is there for a word or two.
    """
    most = max(likenesses, default=0.0)
    return [
        at - 1 for at, value in zip(one.in_a, likenesses, strict=True) if at and value > 0.6 * most
    ]


class _Likeness:
    """How much the words of two sentences are the same, each sentence taken apart once."""

    def __init__(self, left: Sequence[Sentence], right: Sequence[Sentence]) -> None:
        self._texts = (left, right)
        self._runs: dict[tuple[int, int], set[str]] = {}

    def __call__(self, left: int, right: int) -> float:
        """Return how alike two sentences are, 0 to 1; those before the first are like none."""
        if left < 0 or right < 0:
            return 0.0
        return likeness(self._of(0, left), self._of(1, right))

    def _of(self, side: int, number: int) -> set[str]:
        if (side, number) not in self._runs:
            self._runs[side, number] = character_ngrams(self._texts[side][number].text)
        return self._runs[side, number]


def _groups(edges: Sequence[_Edge]) -> list[_Group]:
    """Return groups of sentences that face each other; a sentence is in one at most."""
    of_left: dict[int, _Group] = {}
    of_right: dict[int, _Group] = {}
    groups: list[_Group] = []
    for _, left, right in edges:
        ours, theirs = of_left.get(left), of_right.get(right)
        if ours is None and theirs is None:
            of_left[left] = of_right[right] = _Group([left], [right])
            groups.append(of_left[left])
        elif ours is not None and theirs is None and _beside(ours.right, right):
            ours.right.append(right)
            of_right[right] = ours
        elif theirs is not None and ours is None and _beside(theirs.left, left):
            theirs.left.append(left)
            of_left[left] = theirs
    for group in groups:
        group.left.sort()
        group.right.sort()
    return groups


def _beside(numbers: Sequence[int], number: int) -> bool:
    """Tell whether a sentence stands next to those of a group that has room."""
    return len(numbers) < _MOST and number in (min(numbers) - 1, max(numbers) + 1)


# --- in which order -----------------------------------------------------------------------


class _Order:
    """Puts groups and what is in none of them one below the other."""

    def __init__(
        self, left: AlignedAccount, right: AlignedAccount, groups: Sequence[_Group], quotes: _Quoted
    ) -> None:
        self._left, self._right, self._quotes = left, right, quotes
        self._by_left = {group.left[0]: group for group in groups}
        self._grouped_left = {number for group in groups for number in group.left}
        self._grouped_right = {number for group in groups for number in group.right}
        self._at = 0  # the right sentences before this one have been put down

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs: the left account in its order, the right one as far as it can."""
        starts = sorted(self._by_left)
        held = {starts[at] for at in _rising([self._by_left[one].right[0] for one in starts])}
        for number in range(len(self._left.sentences)):
            group = self._by_left.get(number)
            if group is not None:
                if number in held:
                    yield from self._right_until(group.right[0])
                    self._at = group.right[-1] + 1
                    yield self._facing(group, 0)
                else:
                    yield self._facing(group, -1 if group.right[0] < self._at else 1)
            elif number not in self._grouped_left:
                yield Pair((number,), (), self._alone(self._left.sentences[number]))
        yield from self._right_until(len(self._right.sentences))

    def _right_until(self, number: int) -> Iterator[Pair]:
        for at in range(self._at, number):
            if at not in self._grouped_right:
                yield Pair((), (at,), self._alone(self._right.sentences[at]))
        self._at = max(self._at, number)

    def _alone(self, sentence: Sentence) -> Tells:
        """Return who tells a sentence that faces nothing: what adds to the other is its own."""
        if sentence.mark is Novelty.NEW or sentence.adds:
            return Tells.ONLY
        return Tells.AGAIN if sentence.mark is Novelty.TOLD else Tells.ALIKE

    def _facing(self, group: _Group, moved: int) -> Pair:
        left = [self._left.sentences[number] for number in group.left]
        right = [self._right.sentences[number] for number in group.right]
        told = all(one.mark is Novelty.TOLD for one in (*left, *right))
        differs = any(
            words.why is Shared.FIGURE
            for account, numbers in ((self._left, group.left), (self._right, group.right))
            for number in numbers
            for words in account.marks[number]
        )
        quotes = sum(
            1
            for ours, theirs in self._quotes
            if not ours.keys().isdisjoint(group.left) and not theirs.keys().isdisjoint(group.right)
        )
        tells = Tells.BOTH if told else Tells.ALIKE
        return Pair(tuple(group.left), tuple(group.right), tells, quotes, differs, moved)


def _rising(numbers: Sequence[int]) -> list[int]:
    """Return the places of the longest run of `numbers`, with gaps, that only rises."""
    lowest: list[int] = []  # number that ends a run of each length
    ends: list[int] = []  # and its place
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(lowest, number)
        before.append(ends[at - 1] if at else -1)
        lowest[at : at + 1] = [number]
        ends[at : at + 1] = [place]
    found: list[int] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]
