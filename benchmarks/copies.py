"""How well copies of one text are known: made-up articles, cut and changed by chance.

    python -m benchmarks.copies [--texts 60] [--copies 4]

Each copy keeps 40 to 90 of 100 sentences of its text, in order, with 6 of 100 words put
in place of others, under another headline and masthead. All articles come into a library;
what it then takes for copies, in chains, is compared with the truth, pair by pair.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path

from benchmarks.corpus import Corpus
from tuinews.model import Article, Block, BlockKind, Span
from tuinews.store.library import Library
from tuinews.stories.relate import catch_up

KEPT = (0.4, 0.9)  # share of the sentences
CHANGED = 0.06  # of the words


@dataclass(frozen=True)
class Found:
    """How well copies were known, by pairs."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def copy_of(article: Article, number: int, corpus: Corpus, chance: random.Random) -> Article:
    """Return a copy of an article, cut and changed."""
    share = chance.uniform(*KEPT)
    blocks = []
    for block in article.blocks:
        kept = [one for one in block.text.split(". ") if chance.random() < share]
        if kept:
            text = _changed(". ".join(kept).split(" "), corpus, chance)
            blocks.append(Block(BlockKind.PARAGRAPH, (Span(text),)))
    assert article.published is not None
    words = article.headline.split(" ")
    chance.shuffle(words)
    return replace(
        article,
        id=f"{article.id}-{number}",
        headline=" ".join(words),
        publisher=f"{article.publisher} {number}",
        published=article.published + timedelta(minutes=chance.randrange(600)),
        blocks=tuple(blocks),
        url=f"{article.url}/{number}",
    )


def _changed(words: Sequence[str], corpus: Corpus, chance: random.Random) -> str:
    return " ".join(
        chance.choice(corpus.content) if chance.random() < CHANGED else word for word in words
    )


def families(texts: int, copies: int, seed: int = 7) -> Iterator[list[Article]]:
    """Yield texts, each with its copies."""
    corpus, chance = Corpus(seed), random.Random(seed)
    for article in corpus.articles(texts):
        if article.language == "en":
            made = (copy_of(article, number, corpus, chance) for number in range(copies))
            yield [article, *made]


def measure(texts: int, copies: int, folder: Path) -> Found:
    """Bring texts and their copies into a library in `folder`; return how well they are known."""
    made = list(families(texts, copies))
    library = Library(folder / "data", folder / "cache")
    library.add(article for family in made for article in family)
    catch_up(library)
    truth = _pairs([[article.id for article in family] for family in made])
    ids = [article.id for family in made for article in family]
    ours = _pairs(groups(library, ids))
    library.close()
    right = len(truth & ours)
    return Found(right / max(1, len(ours)), right / max(1, len(truth)))


def groups(library: Library, ids: Iterable[str]) -> list[list[str]]:
    """Return what the library takes for copies of one text, in chains."""
    found: dict[str, list[str]] = {}
    for identity in ids:
        if identity in found:
            continue
        group = [identity]
        for one in group:
            group += [
                other.id for other in library.related(one) if other.copy and other.id not in group
            ]
        found |= dict.fromkeys(group, group)
    return list({id(group): group for group in found.values()}.values())


def _pairs(found: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    return {pair for group in found for pair in combinations(sorted(group), 2)}


def main() -> None:
    """Measure, and print the figures."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.copies")
    options.add_argument("--texts", type=int, default=60)
    options.add_argument("--copies", type=int, default=4)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tuinews-bench-") as folder:
        found = measure(asked.texts, asked.copies, Path(folder))
    print(f"precision {found.precision:.3f}  recall {found.recall:.3f}  pair F1 {found.f1:.3f}")


if __name__ == "__main__":
    main()
