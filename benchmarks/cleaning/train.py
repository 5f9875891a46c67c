"""Train the classifier that tells body text from furniture, or cross-validate it by site.

    python -m benchmarks.cleaning.train DATA [--kind page|text] [--check]

DATA is a folder as `benchmarks.cleaning.cases` describes it. The model that comes with the
program is what this program wrote from half of three public collections: the pages of the
article-extraction-benchmark (MIT), of the test cases of Fundus (MIT) and of WCXB (CC BY 4.0),
and those of the first as text dumps: whole, from the headline on, and wrapped hard. Each page
teaches twice: as it is, and as if its classes said nothing, for the names that one site gives
them mean nothing on the next.

Needs numpy and scikit-learn, which the program itself does not. Writes
src/tuinews/clean/model.json; the same data give the same file (train with OMP_NUM_THREADS=1: in
which order threads add up is not given). After a change of `text_features`, `layout_features`, or
the words that they ask, train anew. With --check nothing is written:
five models, each trained without a fifth of the sites, are scored on those, and the body F1 of
each set is printed, the mean of several divisions: one of them alone tells little.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np  # type: ignore[import-not-found,unused-ignore]
from sklearn.ensemble import (  # type: ignore[import-not-found,unused-ignore]
    HistGradientBoostingClassifier,
)
from sklearn.linear_model import (  # type: ignore[import-not-found,unused-ignore]
    LogisticRegression,
)

from benchmarks.cleaning.cases import Case, read
from benchmarks.cleaning.labels import body_f1
from tuinews.clean import classifier, layout_features, text_features

OUT = Path(__file__).parents[2] / "src" / "tuinews" / "clean" / "model.json"
FOLDS = 5
DIVISIONS = 3  # into folds
NAMES = (*text_features.NAMES, *layout_features.NAMES)
CLASSES = [n for n, name in enumerate(NAMES) if name.startswith(("near_", "far_"))]
KINDS = ("page", "text")
TREES = {"max_iter": 100, "learning_rate": 0.1, "max_leaf_nodes": 10, "l2_regularization": 5}
OPEN = (0.004, 0.985)  # scores of the regression that the forest learns from: a bit more than used
STRENGTH = 0.05  # of the logistic regression's regularisation, inverse


def stack(cases: Sequence[Case]) -> tuple[Any, Any, Any]:
    """Return the features, the labels and the weights of all pieces.

    A piece weighs as much as the words it adds to the body of its page, or spoils. Those that
    are known to be no body text teach nothing.
    """
    rows, labels, weights = [], [], []
    for case in cases:
        if not case.rows:
            continue
        asked = ~np.array(case.apart)
        words, kept = np.array(case.words), np.array(case.kept, dtype=int)
        rows.append(np.array(case.rows, dtype="f4")[asked])
        labels.append(kept[asked])
        body = words[kept == 1].sum()
        weights.append(np.minimum((words + 1) / (body + 60), 3)[asked])
    return np.vstack(rows), np.concatenate(labels), np.concatenate(weights)


def without_classes(cases: Sequence[Case]) -> list[Case]:
    """Return pages as if their classes and ids said nothing; text captures have none."""
    found = []
    for case in cases:
        if case.kind == "page" and case.rows:
            rows = np.array(case.rows)
            rows[:, CLASSES] = 0.0
            found.append(replace(case, rows=rows.tolist()))
    return found


def fit(cases: Sequence[Case]) -> tuple[Any, Any, Any, Any]:
    """Return the mean and scale of the features, the regression and the forest.

    The forest learns from the pieces that the regression leaves open: it is asked about no others.
    """
    rows, kept, weights = stack([*cases, *without_classes(cases)])
    mean, scale = rows.mean(0, dtype="f8"), rows.std(0, dtype="f8")
    scale[scale < 1e-9] = 1.0
    straight = LogisticRegression(C=STRENGTH, solver="newton-cholesky")
    straight.fit((rows - mean) / scale, kept, sample_weight=weights)
    score = straight.predict_proba((rows - mean) / scale)[:, 1]
    open_ = (score > OPEN[0]) & (score < OPEN[1])
    forest = HistGradientBoostingClassifier(
        **TREES, min_samples_leaf=40, max_features=0.3, random_state=0, early_stopping=False
    )
    forest.fit(rows[open_], kept[open_], sample_weight=weights[open_])
    return mean, scale, straight, forest


def export(mean: Any, scale: Any, straight: Any, forest: Any) -> dict[str, Any]:
    """Return a model as the program reads it: the scaling folded into the weights."""
    weights = straight.coef_[0] / scale
    bias = float(straight.intercept_[0] - (weights * mean).sum())
    trees = []
    for (predictor,) in forest._predictors:
        nodes = predictor.nodes
        columns = [-1 if n["is_leaf"] else int(n["feature_idx"]) for n in nodes]
        trees.append(
            [
                columns,
                [0 if n["is_leaf"] else _short(n["num_threshold"]) for n in nodes],
                [int(n["left"]) for n in nodes],
                [int(n["right"]) for n in nodes],
                [_short(n["value"]) if n["is_leaf"] else 0 for n in nodes],
            ]
        )
    base = float(forest._baseline_prediction.ravel()[0])
    return {"weights": [_short(w) for w in weights], "bias": bias, "base": base, "trees": trees}


def _short(value: float) -> float:
    return float(f"{float(value):.6g}")


def check(cases: Sequence[Case], enough: float) -> Iterator[tuple[str, float]]:
    """Yield each set's name and body F1 by models that never saw its sites."""
    totals: dict[str, float] = {}
    for division in range(DIVISIONS):
        for name, pairs in _held_out(cases, enough, division).items():
            totals[name] = totals.get(name, 0.0) + body_f1(pairs) / DIVISIONS
    yield from sorted(totals.items())


def _held_out(
    cases: Sequence[Case], enough: float, division: int
) -> dict[str, list[tuple[str, str]]]:
    """Return for each set (gold, ours), by models trained without a fifth of the sites."""
    sites = sorted({case.site for case in cases})
    random.Random(division).shuffle(sites)
    pairs: dict[str, list[tuple[str, str]]] = {}
    for fold in range(FOLDS):
        out = set(sites[fold::FOLDS])
        mean, scale, straight, forest = fit([case for case in cases if case.site not in out])
        for case in cases:
            if case.site not in out or "," in case.source or not case.rows:
                continue
            rows = np.array(case.rows, dtype="f4")
            score = straight.predict_proba((rows - mean) / scale)[:, 1]
            both = (score + forest.predict_proba(rows)[:, 1]) / 2
            sure = (score < classifier.SURELY_NOT) | (score > classifier.SURELY)
            score = np.where(np.array(case.apart), 0.0, np.where(sure, score, both))
            ours = [text for text, one in zip(case.texts, score, strict=True) if one > enough]
            pairs.setdefault(case.source, []).append((case.gold, "\n".join(ours)))
    return pairs


def main() -> None:
    """Run as a program."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    ask.add_argument("data", type=Path)
    ask.add_argument("--check", action="store_true", help="cross-validate by site instead")
    ask.add_argument("--kind", choices=KINDS, help="train this one anew, leave the other")
    options = ask.parse_args()
    kinds = (options.kind,) if options.kind else KINDS
    cases = list(read(options.data, kinds))
    models: dict[str, Any] = {}
    for kind in kinds:
        mine = [case for case in cases if case.kind == kind]
        print(f"{kind}: {len(mine)} captures, {sum(len(case.rows) for case in mine)} pieces")
        if options.check:
            for name, score in check(mine, 0.45):
                print(f"  {name:20} {score:.4f}")
        else:
            models[kind] = export(*fit(mine))
    if models:
        models = json.loads(OUT.read_text("utf-8")) | models
        OUT.write_text(json.dumps(models, separators=(",", ":")) + "\n", "utf-8")
        print(f"{OUT}: {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
