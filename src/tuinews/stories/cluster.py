"""Which articles make one story: agglomeration by the mean strength of links."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heapify, heappop, heappush

#: Two groups are joined while the mean link between their articles reaches this.
JOIN = 0.45
#: The mean is one of third powers: a big story holds together by its close pairs, for
#: its first and its last account need not resemble each other.
POWER = 3


def clusters(links: Mapping[tuple[int, int], float], count: int) -> list[list[int]]:
    """Return the groups of the items 0 to `count` - 1, each in order, singles included.

    `links` has the strength of each pair (lower number first) that is linked at all. The
    result depends on the strengths alone; ties are broken by the lower numbers.
    """
    members: dict[int, list[int]] = {item: [item] for item in range(count)}
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    heap: list[tuple[float, int, int, int, int]] = []
    for (a, b), strength in links.items():
        sums[a][b] = sums[b][a] = strength**POWER
        if strength >= JOIN:
            heap.append((-strength, a, b, 1, 1))
    heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heappop(heap)
        if len(members.get(a, ())) != size_a or len(members.get(b, ())) != size_b:
            continue  # one of them has been joined to another since
        members[a] += members.pop(b)
        _fold_into(a, b, sums)
        for other, total in sums[a].items():
            size = len(members[a]) * len(members[other])
            mean = (total / size) ** (1 / POWER)
            if mean >= JOIN:
                low, high = min(a, other), max(a, other)
                heappush(heap, (-mean, low, high, len(members[low]), len(members[high])))
    return [sorted(group) for _, group in sorted(members.items())]


def _fold_into(a: int, b: int, sums: list[dict[int, float]]) -> None:
    """Let group `a` have the links of group `b`, which is no more."""
    sums[a].pop(b, None)
    for other, total in sums[b].items():
        if other != a:
            joined = sums[a].get(other, 0.0) + total
            sums[a][other] = sums[other][a] = joined
            del sums[other][b]
    sums[b].clear()
