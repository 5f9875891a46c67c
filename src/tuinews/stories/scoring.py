"""How much two articles are about the same thing: pure arithmetic over weighted terms.

TF-IDF cosine times a decay in days, seen against how near each article's nearest are.
The decay is what tells today's vote from last week's; the last step is what tells the pair
that belongs together from the many around a busy topic, where everything resembles
everything. Figures and sources in docs/stories.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import exp, log, sqrt
from operator import mul
from zlib import crc32

from tuinews.store.packing import MOST
from tuinews.stories.stopwords import STOPWORDS

STRONGEST = 200  # terms of an article that are kept
LEVELS = 100  # what the strongest of them weighs

# Rarity, where the library is too small to know it: as if it held 200 articles more, of
# which a common word stood in every second.
UNSEEN_ARTICLES = 200
COMMON_SHARE = 0.5

# Below this two articles have nothing to do with each other, whatever else lies around.
NEGLIGIBLE = 0.02

# Accounts of one event lie within a day or two; 0.15 stays for what comes back later.
DECAY_FLOOR = 0.15
DECAY_DAYS = 2.5

# A newsroom rarely tells one event twice: what it writes next is a follow-up or a column.
SAME_NEWSROOM = 0.7
# Under the same headline on another day it is a column (weather, briefing): another event.
SAME_COLUMN = 0.1
NEXT_ISSUE = 0.5  # days

# A table has the names of many events, and is no account of any.
LISTING = 0.3

# The density around an article is the mean similarity of its nearest; a pair is ranked by its
# similarity over the densities around both, the small constant keeps lonely articles calm.
NEIGHBOURS = 3
DENSITY_PRIOR = 0.02

# How much more two articles count whose headlines are the same.
HEADLINES = 1.0

# For "same story" the nearest alone counts, up to what two accounts of one event reach
# (copies are nearer and must not push real accounts out), and the constant is larger: it
# is what two articles without any nearer ones must come up to.
NEAREST_AT_MOST = 0.45
NEAREST_PRIOR = 0.13
STRICTER = 3  # how much more, by how little the library knows


@dataclass(frozen=True, slots=True)
class Signature:
    """The strongest terms of an article, strongest first: hashes with weights up to `LEVELS`."""

    terms: Mapping[int, int]
    length: float  # of the vector, for the cosine


def signature(terms: Mapping[int, int]) -> Signature:
    """Return the signature of these terms."""
    weights = terms.values()
    return Signature(terms, sqrt(sum(map(mul, weights, weights))))


def hash_of(text: str) -> int:
    """Return what stands for a term: a number of 24 bits, which two terms rarely share."""
    return crc32(text.encode()) & MOST


def rarity(term: str, frequency: int, size: int) -> float:
    """Return the weight of a term that stands in `frequency` of `size` articles."""
    expected = UNSEEN_ARTICLES * COMMON_SHARE if term in STOPWORDS else 1
    return max(0.0, log((size + UNSEEN_ARTICLES + 1) / (frequency + expected + 0.5)))


def sign(
    weights: Mapping[str, float], rarity_of: Callable[[str], float]
) -> tuple[Signature, list[str]]:
    """Return the signature for terms with weights, and its terms, strongest first."""
    weighed = ((weight * rarity_of(term), term) for term, weight in weights.items())
    strongest = nlargest(STRONGEST, ((weight, term) for weight, term in weighed if weight > 0))
    terms: dict[int, int] = {}
    for weight, term in strongest:
        terms.setdefault(hash_of(term), max(1, round(LEVELS * weight / strongest[0][0])))
    return signature(terms), [term for _, term in strongest]


def cosine(a: Signature, b: Signature) -> float:
    """Return how alike two signatures are, 0 to 1."""
    if not a.length or not b.length:
        return 0.0
    ours, theirs = a.terms, b.terms
    shared = ours.keys() & theirs.keys()
    return sum([ours[term] * theirs[term] for term in shared]) / (a.length * b.length)


def part_alike(a: Signature, of_a: Sequence[int], b: Signature, of_b: Sequence[int]) -> float:
    """Return how alike two signatures are in some of their terms each, 0 to 1."""
    shared = set(of_a).intersection(of_b)
    if not shared:
        return 0.0
    ours, theirs = a.terms, b.terms
    lengths = sum(ours[one] ** 2 for one in of_a) * sum(theirs[one] ** 2 for one in of_b)
    return sum(ours[one] * theirs[one] for one in shared) / sqrt(lengths)


def decay(days: float | None) -> float:
    """Return what a distance in days leaves of a similarity; None is a distance not known."""
    if days is None:
        return 1.0
    return DECAY_FLOOR + (1 - DECAY_FLOOR) * exp(-abs(days) / DECAY_DAYS)


def nearest(similarities: Iterable[float]) -> tuple[float, ...]:
    """Return the similarities of an article's nearest, largest first."""
    return tuple(nlargest(NEIGHBOURS, similarities))


def density(near: Sequence[float]) -> float:
    """Return the density of the neighbourhood of an article with these nearest."""
    return sum(near) / NEIGHBOURS + DENSITY_PRIOR


def score(similarity: float, near_a: Sequence[float], near_b: Sequence[float]) -> float:
    """Return 0 to 1: how strongly a pair stands out where both stand; for ranking."""
    return similarity / (similarity + sqrt(density(near_a) * density(near_b)))


def with_headlines(score: float, alike: float) -> float:
    """Return a score, more where the headlines are alike: editors put the event there."""
    return rescaled(score, 1 + HEADLINES * alike)


def rescaled(score: float, scale: float) -> float:
    """Return a score after the neighbourhoods that it was seen against have changed."""
    return score * scale / (1 - score + score * scale) if score < 1 else score


def uncertainty(size: int) -> float:
    """Return how little a library of `size` knows of which words are common: 1 of none, to 0.

    In a small one everything resembles everything a little.
    """
    return (UNSEEN_ARTICLES / (UNSEEN_ARTICLES + size)) ** 3


def link(
    similarity: float, near_a: Sequence[float], near_b: Sequence[float], uncertainty: float = 0.0
) -> float:
    """Return how strongly a pair is one story: about 1 where each is the other's nearest.

    With `uncertainty` (see above) articles without a near one must come up to more.
    """
    best_a = min(max(near_a, default=0.0), NEAREST_AT_MOST)
    best_b = min(max(near_b, default=0.0), NEAREST_AT_MOST)
    return similarity / sqrt(_least(best_a, uncertainty) * _least(best_b, uncertainty))


def _least(best: float, uncertainty: float) -> float:
    lonely = (1 - best / NEAREST_AT_MOST) ** 2
    return best + NEAREST_PRIOR * (1 + STRICTER * uncertainty * lonely)
