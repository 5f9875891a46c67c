"""The reader's word on which articles belong together: values, and what contradicts what.

A word is about two articles, never about a story: the ids of stories may change. The
newest word wins; what it contradicts is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import pairwise


class Ruling(StrEnum):
    """What the reader said of two articles."""

    APART = "apart"  # not the same story
    TOGETHER = "together"  # the same story
    UNRELATED = "unrelated"  # not the same story, nor related at all


Pair = tuple[str, str]  # ids in order


def pair_of(a: str, b: str) -> Pair:
    """Return two ids in order."""
    return (a, b) if a < b else (b, a)


class Rulings:
    """All that the reader said so far; does not change."""

    def __init__(self, said: Mapping[Pair, Ruling] | None = None) -> None:
        """Take what was said, by pairs of ids in order."""
        self.said: dict[Pair, Ruling] = dict(said or {})
        self._of: dict[str, dict[str, Ruling]] = {}
        for (a, b), ruling in self.said.items():
            self._of.setdefault(a, {})[b] = ruling
            self._of.setdefault(b, {})[a] = ruling

    def __bool__(self) -> bool:
        """Whether anything was said."""
        return bool(self.said)

    def of(self, identity: str) -> Mapping[str, Ruling]:
        """Return what was said of an article, by the other one's id."""
        return self._of.get(identity, {})

    def get(self, a: str, b: str) -> Ruling | None:
        """Return what was said of two articles; None where nothing was."""
        return self.of(a).get(b)

    def apart(self, a: str, b: str) -> bool:
        """Return whether the reader said that two articles are not one story."""
        return self.get(a, b) in (Ruling.APART, Ruling.UNRELATED)

    def joined(self, identity: str) -> list[str]:
        """Return what the reader joined with an article, directly or in a chain, it included."""
        found = {identity: None}
        waiting = [identity]
        for name in waiting:
            for other, ruling in self.of(name).items():
                if ruling is Ruling.TOGETHER and other not in found:
                    found[other] = None
                    waiting.append(other)
        return list(found)

    def after(self, ruling: Ruling, pairs: Iterable[Pair]) -> Rulings:
        """Return what holds after one more word about each of these pairs."""
        now = self
        for a, b in pairs:
            if a != b:
                now = now._with(ruling, a, b)
        return now

    def _with(self, ruling: Ruling, a: str, b: str) -> Rulings:
        said = dict(self.said)
        if ruling is Ruling.TOGETHER:
            theirs = self.joined(b)
            for one in self.joined(a):
                for other in theirs:
                    if self.apart(one, other):
                        said.pop(pair_of(one, other), None)  # both ways round, where joined
        elif b in self.joined(a):
            self._leave(a, said)
        said[pair_of(a, b)] = ruling
        return Rulings(said)

    def _leave(self, identity: str, said: dict[Pair, Ruling]) -> None:
        """Take an article out of what was joined; the others stay joined."""
        left = [name for name, ruling in self.of(identity).items() if ruling is Ruling.TOGETHER]
        for name in left:
            said.pop(pair_of(identity, name), None)
        for one, other in pairwise(left):
            said.setdefault(pair_of(one, other), Ruling.TOGETHER)

    def differing(self, other: Rulings) -> set[str]:
        """Return the ids of all articles of which the two say different things."""
        pairs = {pair for pair, _ in self.said.items() ^ other.said.items()}
        return {identity for pair in pairs for identity in pair}
