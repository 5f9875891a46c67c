"""Which articles make one story: agglomeration by the mean strength of links."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from heapq import heapify, heappop, heappush

#: Two groups are joined while the mean link between their articles reaches this.
JOIN = 0.45
#: The mean is one of third powers: a big story holds together by its close pairs, for
#: its first and its last account need not resemble each other.
POWER = 3


Pair = tuple[int, int]  # the lower number first


def clusters(
    links: Mapping[Pair, float],
    count: int,
    joined: Iterable[Pair] = (),
    apart: Collection[Pair] = (),
) -> list[list[int]]:
    """Return the groups of the items 0 to `count` - 1, each in order, singles included.

    `links` has the strength of each pair that is linked at all. What is `joined` is in one
    group whatever the links say, and no group holds a pair that is `apart`, unless it was
    joined. The result depends on these alone; ties are broken by the lower numbers.
    """
    groups = _Groups(links, count, apart)
    for a, b in joined:
        groups.join(a, b)
    heap = [entry for a in groups.members for entry in groups.near(a, above=a)]
    heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heappop(heap)
        if groups.size(a) != size_a or groups.size(b) != size_b:
            continue  # one of them has been joined to another since
        for entry in groups.near(groups.join(a, b)):
            heappush(heap, entry)
    return [sorted(group) for _, group in sorted(groups.members.items())]


class _Groups:
    """Groups of items, each under the lowest of its numbers."""

    def __init__(self, links: Mapping[Pair, float], count: int, apart: Collection[Pair]) -> None:
        self.members: dict[int, list[int]] = {item: [item] for item in range(count)}
        self._of = list(range(count))
        self._sums: list[dict[int, float]] = [{} for _ in range(count)]
        for (a, b), strength in links.items():
            self._sums[a][b] = self._sums[b][a] = strength**POWER
        self._apart: dict[int, set[int]] = {}
        for a, b in apart:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def size(self, group: int) -> int:
        return len(self.members.get(group, ()))

    def near(self, group: int, above: int = -1) -> list[tuple[float, int, int, int, int]]:
        """Return what a group can be joined to, as entries of the heap."""
        found = []
        for other, total in self._sums[group].items():
            if other <= above or other in self._apart.get(group, ()):
                continue
            mean = (total / (self.size(group) * self.size(other))) ** (1 / POWER)
            if mean >= JOIN:
                low, high = min(group, other), max(group, other)
                found.append((-mean, low, high, self.size(low), self.size(high)))
        return found

    def join(self, a: int, b: int) -> int:
        """Make the groups of two items one; returns its number."""
        a, b = sorted((self._of[a], self._of[b]))
        if a == b:
            return a
        for item in self.members[b]:
            self._of[item] = a
        self.members[a] += self.members.pop(b)
        _fold_into(a, b, self._sums)
        for other in self._apart.pop(b, set()):
            self._apart[other].discard(b)
            if other != a:
                self._apart[other].add(a)
                self._apart.setdefault(a, set()).add(other)
        return a


def _fold_into(a: int, b: int, sums: list[dict[int, float]]) -> None:
    """Let group `a` have the links of group `b`, which is no more."""
    sums[a].pop(b, None)
    for other, total in sums[b].items():
        if other != a:
            joined = sums[a].get(other, 0.0) + total
            sums[a][other] = sums[other][a] = joined
            del sums[other][b]
    sums[b].clear()
