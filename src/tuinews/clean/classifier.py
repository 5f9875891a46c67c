"""The trained classifier: a weighted sum and a small forest, read from a file, no library needed.

The file is written by `benchmarks/cleaning/train.py` and holds for each kind of capture
the weights of a logistic regression, the scale of the features folded into them, and gradient
boosted trees. The score is the mean of both, 0 to 1.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from operator import mul
from typing import Any

#: Beyond these the weighted sum alone decides: most of a page is menus that need no forest.
SURELY_NOT = 0.01
SURELY = 0.97

#: A sum of trees beyond it keeps its sign, whatever those say that were not asked yet. How
#: sure we are of a page is added up from its scores: those have to be exact.
_DECIDED = {"page": 9.0, "text": 2.6}
_ROUND = 10  # trees asked before looking whether it is decided

#: A node of a decision tree: the feature asked, the threshold, what to ask next; or a value.
Node = tuple[int, float, Any, Any] | float


@dataclass(frozen=True, slots=True)
class Classifier:
    """What was learned for one kind of capture."""

    size: int
    weights: tuple[float, ...]
    bias: float
    base: float
    rounds: tuple[tuple[Node, ...], ...]  # the trees
    decided: float

    def score(self, features: Sequence[float]) -> float:
        """Return how likely a piece with these features is body text."""
        straight = _squash(self.bias + sum(map(mul, self.weights, features)))
        if not SURELY_NOT <= straight <= SURELY:
            return straight
        total = self.base
        for trees in self.rounds:
            for node in trees:
                while node.__class__ is tuple:
                    column, threshold, below, above = node
                    node = below if features[column] <= threshold else above
                total += node  # type: ignore[operator]
            if not -self.decided < total < self.decided:
                break
        return (straight + _squash(total)) / 2


def _squash(value: float) -> float:
    if value < -30:
        return 0.0
    return 1 / (1 + exp(-value)) if value < 30 else 1.0


@cache
def load(kind: str) -> Classifier:
    """Return the classifier for a kind of capture: "page" or "text"."""
    text = files(__package__).joinpath("model.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)[kind]
    trees = tuple(_node(tree, 0) for tree in data["trees"])
    rounds = tuple(trees[at : at + _ROUND] for at in range(0, len(trees), _ROUND))
    weights = tuple(data["weights"])
    return Classifier(len(weights), weights, data["bias"], data["base"], rounds, _DECIDED[kind])


def _node(tree: list[Any], at: int) -> Node:
    """Return a node of a tree with all that is below it.

    `tree` holds, node by node, columns, thresholds, the nodes on both sides, and values.
    """
    columns, thresholds, left, right, values = tree
    if columns[at] < 0:
        return float(values[at])
    return columns[at], thresholds[at], _node(tree, left[at]), _node(tree, right[at])
