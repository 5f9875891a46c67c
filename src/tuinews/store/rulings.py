"""The user's word on which articles belong together: values, and what contradicts what.

A word is about two articles, never about a story: the ids of stories may change. The
newest word wins; what it contradicts is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import chain, pairwise


class Ruling(StrEnum):
    """What the user said of two articles."""

    APART = "apart"  # not the same story
    TOGETHER = "together"  # the same story
    UNRELATED = "unrelated"  # not the same story, nor related at all


Pair = tuple[str, str]  # ids in order


def pair_of(a: str, b: str) -> Pair:
    """Return two ids in order."""
    return (a, b) if a < b else (b, a)


class Rulings:
    """All that the user said so far; does not change."""

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
        """Return whether the user said that two articles are not one story."""
        return self.get(a, b) in (Ruling.APART, Ruling.UNRELATED)

    def joined(self, identity: str) -> list[str]:
        """Return what the user joined with an article, directly or in a chain, it included."""
        found = {identity: None}
        waiting = [identity]
        for name in waiting:
            for other, ruling in self.of(name).items():
                if ruling is Ruling.TOGETHER and other not in found:
                    found[other] = None
                    waiting.append(other)
        return list(found)

    def after(self, words: Iterable[tuple[Ruling, Pair]]) -> Rulings:
        """Return what holds after these words more, one after the other."""
        told = _Telling(self)
        for ruling, (a, b) in words:
            if a != b:
                told.tell(ruling, a, b)
        return Rulings(told.said)

    def differing(self, other: Rulings) -> set[str]:
        """Return the ids of all articles of which the two say different things."""
        pairs = {pair for pair, _ in self.said.items() ^ other.said.items()}
        return {identity for pair in pairs for identity in pair}


class _Group:
    """Articles that were joined with one another, directly or in a chain."""

    def __init__(self, members: Iterable[str]) -> None:
        self.members = set(members)
        self.agrees = False  # whether it is sure that none of them were told apart


class _Telling:
    """Rulings on their way to others: one copy, however many words there are.

    Groups are found once and then merged, the smaller into the larger.
    """

    def __init__(self, before: Rulings) -> None:
        self.said = dict(before.said)
        self._of = {name: dict(before.of(name)) for name in {*chain(*before.said)}}
        self._groups: dict[str, _Group] = {}

    def tell(self, ruling: Ruling, a: str, b: str) -> None:
        """Say one word more of two articles; what contradicts it is taken back."""
        if ruling is Ruling.TOGETHER:
            self._join(self._group(a), self._group(b))
        elif self._group(a) is self._group(b):
            self._leave(a)
        self._put(a, b, ruling)

    def _put(self, a: str, b: str, ruling: Ruling) -> None:
        self.said[pair_of(a, b)] = ruling
        self._of.setdefault(a, {})[b] = ruling
        self._of.setdefault(b, {})[a] = ruling

    def _drop(self, a: str, b: str) -> None:
        del self.said[pair_of(a, b)], self._of[a][b], self._of[b][a]

    def _joined(self, identity: str) -> list[str]:
        """Return those with which an article was joined directly."""
        return [o for o, said in self._of.get(identity, {}).items() if said is Ruling.TOGETHER]

    def _group(self, identity: str) -> _Group:
        if identity not in self._groups:
            found = {identity: None}
            waiting = [identity]
            for name in waiting:
                new = [other for other in self._joined(name) if other not in found]
                found.update(dict.fromkeys(new))
                waiting += new
            self._groups |= dict.fromkeys(found, _Group(found))
        return self._groups[identity]

    def _join(self, one: _Group, other: _Group) -> None:
        """Make two groups one, between which nothing is said to be apart."""
        if one.agrees and one is other:
            return
        small, large = sorted((one, other), key=lambda group: len(group.members))
        for name in small.members:
            for far, said in list(self._of.get(name, {}).items()):
                if said is not Ruling.TOGETHER and far in large.members:
                    self._drop(name, far)
        if small is large:
            large.agrees = True
            return
        large.agrees = (large.agrees or len(large.members) == 1) and (
            small.agrees or len(small.members) == 1
        )
        large.members |= small.members
        self._groups |= dict.fromkeys(small.members, large)

    def _leave(self, identity: str) -> None:
        """Take an article out of what was joined; the others stay joined."""
        left = self._joined(identity)
        for name in self._group(identity).members:
            self._groups.pop(name, None)
        for name in left:
            self._drop(identity, name)
        for one, other in pairwise(left):
            if pair_of(one, other) not in self.said:
                self._put(one, other, Ruling.TOGETHER)
