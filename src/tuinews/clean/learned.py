"""The trained model: a weighted sum and a small forest, read from a data file, no library needed.

The file is written by `benchmarks/cleaning/train.py` and holds for each door the mean and scale
of every number, the weights of a logistic regression, and gradient boosted trees. What comes
out is the mean of both, 0 to 1.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

#: Below it the weighted sum alone decides: most of a page is menus that need no forest.
SURELY_NOT = 0.01


@dataclass(frozen=True, slots=True)
class Tree:
    """One decision tree: per node the number asked, the threshold, where to go, or a value."""

    column: tuple[int, ...]  # -1 in a leaf
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned for one door."""

    size: int
    weights: tuple[float, ...]
    bias: float
    base: float
    trees: tuple[Tree, ...]

    def score(self, row: Sequence[float]) -> float:
        """Return how likely a piece with these numbers is body text."""
        total = self.bias
        for weight, value in zip(self.weights, row, strict=True):
            total += weight * value
        straight = _squash(total)
        if straight < SURELY_NOT:
            return straight
        total = self.base
        for tree in self.trees:
            column, threshold, left, right = tree.column, tree.threshold, tree.left, tree.right
            node = 0
            while (asked := column[node]) >= 0:
                node = left[node] if row[asked] <= threshold[node] else right[node]
            total += tree.value[node]
        return (straight + _squash(total)) / 2


def _squash(value: float) -> float:
    if value < -30:
        return 0.0
    return 1 / (1 + exp(-value)) if value < 30 else 1.0


@cache
def model(door: str) -> Model:
    """Return the model of a door: "page" or "text"."""
    text = files(__package__).joinpath("model.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)[door]
    trees = tuple(Tree(*(tuple(part) for part in tree)) for tree in data["trees"])
    return Model(len(data["weights"]), tuple(data["weights"]), data["bias"], data["base"], trees)
