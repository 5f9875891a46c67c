"""Which pieces of a capture are the body that a person marked: an alignment of both texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

WORDS = re.compile(r"\w+")

_RUN = 4  # words of a run that is looked up
_MANY = 40  # places at which a run is tried


def labels(texts: Sequence[str], gold: str) -> list[bool]:
    """Return for each text whether it belongs to `gold`, each place of which is used once.

    A text belongs to it when most of its words stand there in a row, in the order of the texts:
    the chain of places with the most words is chosen.
    """
    words = WORDS.findall(gold)
    places = _places(words)
    found = [spot for n, text in enumerate(texts) for spot in _spots(n, text, words, places)]
    chosen = _chain(found, len(words))
    return [number in chosen for number in range(len(texts))]


Places = list[dict[tuple[str, ...], list[int]]]
Spot = tuple[int, int, int, float]  # number of the text, first and last place, words that agree


def _places(words: Sequence[str]) -> Places:
    """Return where each run of up to four words stands."""
    places: Places = [{} for _ in range(_RUN + 1)]
    for size in range(1, _RUN + 1):
        for start in range(len(words) - size + 1):
            places[size].setdefault(tuple(words[start : start + size]), []).append(start)
    return places


def _spots(number: int, text: str, gold: Sequence[str], places: Places) -> Iterator[Spot]:
    """Yield where a text may stand in the gold."""
    words = WORDS.findall(text)
    if not words:
        return
    size = min(_RUN, len(words))
    hits: dict[int, int] = {}
    starts = [0] if len(words) < 8 else [0, len(words) // 3, len(words) // 2, len(words) - 8]
    for start in starts:
        for place in places[size].get(tuple(words[start : start + size]), ())[:_MANY]:
            run = 0
            while (
                start + run < len(words)
                and place + run < len(gold)
                and words[start + run] == gold[place + run]
            ):
                run += 1
            hits[place - start] = max(hits.get(place - start, 0), run)
    share = 1.0
    if len(words) >= _RUN:
        runs = [tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)]
        share = sum(run in places[_RUN] for run in runs) / len(runs)
    for place, run in hits.items():
        if share >= 0.55 or run >= 0.6 * len(words):
            weight = run if len(words) < _RUN else share * len(words)
            yield number, max(place, 0), place + len(words), weight


def _chain(spots: Sequence[Spot], size: int) -> set[int]:
    """Return the texts of the heaviest chain of spots that goes forward in the gold."""
    limit = size + 2
    tree: list[tuple[float, int]] = [(0.0, -1)] * (limit + 1)
    back: list[tuple[int, int]] = []
    best = (0.0, -1)
    for number, group in groupby(spots, key=lambda spot: spot[0]):
        grown = []
        for _, start, end, weight in group:
            total, previous = _most(tree, min(start + 2, limit))
            grown.append((total + weight, end, previous))
        for total, end, previous in grown:
            back.append((number, previous))
            entry = (total, len(back) - 1)
            best = max(best, entry)
            at = min(max(end, 1), limit)
            while at <= limit:
                tree[at] = max(tree[at], entry)
                at += at & -at
    chosen: set[int] = set()
    step = best[1]
    while step >= 0:
        number, step = back[step]
        chosen.add(number)
    return chosen


def _most(tree: Sequence[tuple[float, int]], at: int) -> tuple[float, int]:
    best = (0.0, -1)
    while at > 0:
        best = max(best, tree[at])
        at -= at & -at
    return best


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words of a text, with how often each stands in it."""
    words = WORDS.findall(text)
    if len(words) < _RUN:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


def body_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the F1 of the mean precision and the mean recall over (gold, ours) bodies."""
    precisions, recalls = [], []
    for gold, ours in pairs:
        want, have = runs(gold), runs(ours)
        both = sum((want & have).values())
        if have:
            precisions.append(both / sum(have.values()))
        if want:
            recalls.append(both / sum(want.values()))
    precision = sum(precisions) / max(len(precisions), 1)
    recall = sum(recalls) / max(len(recalls), 1)
    return 2 * precision * recall / max(precision + recall, 1e-9)
