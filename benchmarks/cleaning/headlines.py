"""Weigh what speaks for the headline of a text capture: prints `plain_headline.WEIGHTS`.

    python -m benchmarks.cleaning.headlines DATA

DATA is a folder as `benchmarks.cleaning.cases` describes it, with headlines in gold.json. Its
pages are dumped as text, whole, from the headline on, and wrapped; what is weighed is which of
the lines around the beginning of the body is the labelled headline. Needs numpy. Also prints the
share of headlines found by weights that never saw the page's site. How far it is, is told on
standard error: some 300 pages take a minute.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np  # type: ignore[import-not-found,unused-ignore]

from benchmarks.cleaning.cases import dump, page_pieces, site
from tuinews.clean import plain, plain_headline, scores, wording
from tuinews.clean.blocks import Role

NAMES = tuple(plain_headline.WEIGHTS)
FOLDS = 5
TOLD = 5.0  # seconds between two words of how far it is
STEPS = 300
RATE = 1.5

Case = tuple[str, Any, Any]  # the site, the features of each candidate, which are the headline


def cases(folder: Path) -> Iterator[Case]:
    """Yield the candidates of every dump."""
    for listing in sorted(folder.glob("pages-*/gold.json")):
        labelled = sorted(json.loads(listing.read_text("utf-8")).items())
        told = time.monotonic()
        for number, (name, gold) in enumerate(labelled):
            if not gold.get("headline"):
                continue
            if time.monotonic() - told > TOLD:
                told = time.monotonic()
                print(f"{listing.parent.name}: {number} of {len(labelled)}", file=sys.stderr)
            data = next(listing.parent.glob(f"{name}.*")).read_bytes()
            html = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
            pieces, nodes, title = page_pieces(html.decode("utf-8", "replace"))
            start = next((n for n, piece in enumerate(pieces) if piece.text == title), 0)
            for first, wrapped in ((0, False), (start, False), (0, True)):
                text = dump(pieces[first:], nodes[first:], wrapped=wrapped)
                yield from _case(site(gold.get("url", name)), text, gold["headline"])


def _case(where: str, text: str, headline: str) -> Iterator[Case]:
    pieces = plain.pieces(text)
    scores.choose(pieces, plain_headline.headline(pieces, scores.rough(pieces)))
    body = [piece for piece in pieces if piece.role is Role.BODY]
    rows, right = [], []
    for number, told in plain_headline.candidates(pieces, body):
        rows.append([float(told[name]) for name in NAMES])
        right.append(pieces[number].folded == wording.fold(headline))
    if any(right):
        yield where, np.array(rows), np.array(right, dtype=float)


def fit(some: Sequence[Case], strength: float = 1.0) -> Any:
    """Return the weights that make the right candidates most likely."""
    rows = np.vstack([rows for _, rows, _ in some])
    right = np.concatenate([right / right.sum() for _, _, right in some])
    sizes = np.array([len(one) for _, one, _ in some])
    starts = np.cumsum(sizes) - sizes
    weights = np.zeros(len(NAMES))
    for _ in range(STEPS):
        rank = rows @ weights
        share = np.exp(rank - np.repeat(np.maximum.reduceat(rank, starts), sizes))
        share /= np.repeat(np.add.reduceat(share, starts), sizes)
        step = rows.T @ (right - share) - strength * weights
        weights += RATE * step / len(some)
    return weights


def main() -> None:
    """Run as a program."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    ask.add_argument("data", type=Path)
    found = list(cases(ask.parse_args().data))
    sites = sorted({case[0] for case in found})
    random.Random(0).shuffle(sites)
    hits = 0
    for fold in range(FOLDS):
        out = set(sites[fold::FOLDS])
        weights = fit([case for case in found if case[0] not in out])
        hits += sum(bool(c[2][np.argmax(c[1] @ weights)]) for c in found if c[0] in out)
    print(f"{hits} of {len(found)} dumps whose headline is among the candidates")
    for name, weight in zip(NAMES, fit(found), strict=True):
        print(f"{name:16}{weight:6.1f}")


if __name__ == "__main__":
    main()
