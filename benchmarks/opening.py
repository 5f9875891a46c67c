"""Opening articles of 300, 2,000 and 20,000 words, each with others of its story beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from benchmarks.corpus import END, Corpus
from benchmarks.figures import Figure, figure
from benchmarks.shelf import Shelf
from tuinews.model import Article, Block, Related

LENGTHS = (300, 2000, 20_000)  # words
REST = 0.4  # seconds after which all has been drawn


def measure(shelf: Shelf, runs: int) -> Iterator[Figure]:
    """Open articles that are put on top of the list, `runs` of each length."""
    articles = [_long(words, number) for words in LENGTHS for number in range(runs)]
    library = shelf.library()
    try:
        library.add(articles)
        others = [row.id for row in library.rows(library.keys(limit=len(articles) + 8))][-8:]
        told = tuple(Related(one, 0.7, True, ("a shared quote",)) for one in others)
        library.relations.put({article.id: told for article in articles}, {})
    finally:
        library.close()
    took: dict[int, list[float]] = {words: [] for words in LENGTHS}
    with shelf.open() as terminal:
        terminal.wait_for("1 of ")
        terminal.record(5.0, quiet=1.5)
        for words in reversed(LENGTHS):  # the newest stand on top
            for _ in range(runs):
                took[words].append(terminal.press("\r", quiet=REST).took)
                terminal.press("\x1b", quiet=REST)
                terminal.press("j", quiet=REST)
    for words in LENGTHS:
        yield figure(f"open {words:,} words: on screen", shelf.size, "ms", took[words])


def _long(words: int, number: int) -> Article:
    """Return an article of about so many words, newer than those of the shelf."""
    corpus = Corpus(seed=11)
    blocks: list[Block] = []
    parts = (block for part in corpus.articles(10_000, number * 400) for block in part.blocks)
    while sum(len(block.text.split()) for block in blocks) < words:
        blocks += islice(parts, 4)
    name = f"long-{words}-{number}"
    when = END + timedelta(hours=words / 100, minutes=number)
    article = corpus.article(90_000 + number)
    return replace(article, id=name, url="", published=when, blocks=tuple(blocks), sources=())
