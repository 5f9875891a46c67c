"""Labels beside links, so that a link is followed by typing instead of pointing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product

from tuinews.values import dataclass

LETTERS = "asdfghjklqwertyuiopzxcvbnm"


def labels(count: int) -> list[str]:
    """Return `count` labels, none the beginning of another: digits where nine will do."""
    if count <= 9:
        return [str(number) for number in range(1, count + 1)]
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    return ["".join(letters) for letters in islice(product(LETTERS, repeat=length), count)]


@dataclass(frozen=True, slots=True)
class Target:
    """A link on the screen: the item and the place in its text, and where it leads."""

    item: int
    start: int
    href: str


class Hints:
    """Links with their labels while one is being chosen."""

    def __init__(self, targets: Sequence[Target]) -> None:
        """Give each of `targets` a label."""
        self._left = dict(zip(labels(len(targets)), targets, strict=True))
        self.typed = ""

    def key(self, character: str) -> Target | None:
        """Take one typed character; return the link once its label is complete.

        A character that begins no label is let go.
        """
        typed = self.typed + character.lower()
        left = {label: target for label, target in self._left.items() if label.startswith(typed)}
        if left:
            self.typed, self._left = typed, left
        return left.get(typed)

    def shown(self) -> list[tuple[str, Target]]:
        """Return what is still to be typed for each link that is left."""
        typed = len(self.typed)
        return [(label[typed:], target) for label, target in self._left.items()]
