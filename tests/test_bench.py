"""That the benchmarks still run: at a tiny size, with nothing said about time."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from benchmarks import __main__ as bench
from benchmarks import figures, meanwhile
from benchmarks.corpus import COMMON, JAPANESE, RARE, Corpus, as_page, as_text
from benchmarks.screen import Screen


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The articles of seed 1."""
    return Corpus()


def test_a_seed_always_gives_the_same_articles(corpus: Corpus) -> None:
    few, many = list(corpus.articles(5)), list(Corpus().articles(8))
    assert few == many[:5]
    assert next(Corpus(seed=2).articles(1)) != few[0]


def test_articles_are_of_the_length_of_news(corpus: Corpus) -> None:
    lengths = [len(article.body) for article in corpus.articles(200)]
    assert 3400 < sum(lengths) / len(lengths) < 4100


def test_the_planted_words_are_there(corpus: Corpus) -> None:
    articles = list(corpus.articles(200))
    assert sum(RARE in article.body for article in articles) == 1
    assert 60 < sum(COMMON in article.body for article in articles) < 140
    assert sum(JAPANESE in article.body for article in articles) == 2


def test_articles_come_in_order_of_time_too(corpus: Corpus) -> None:
    dated = [article.published for article in corpus.by_date(30)]
    assert dated == sorted(dated, key=str)
    assert len(dated) == 30


def test_captures_hold_the_whole_article(corpus: Corpus) -> None:
    article = corpus.article(7)
    for block in article.blocks:
        assert block.text in as_text(article)
        assert block.text in as_page(article)


def test_the_screen_shows_what_was_written() -> None:
    screen = Screen(20, 4)
    for part in (
        b"\x1b[2J\x1b[1;1Hnews \x1b[1mof",
        b"\x1b[0m to",
        b"day\x1b[3;3H\xe6",
        b"\x96\xb0x\x1b[2",
    ):
        screen.feed(part)
    screen.feed(b";1Hgone\r\x1b[K")
    assert screen.lines == ["news of today", "", "  新x", ""]
    assert "today" in screen


def test_figures_survive_a_file_and_compare(tmp_path: Path) -> None:
    rows = [
        figures.figure("start", 10, "ms", [3.0, 1.0, 2.0]),
        figures.figure("stuck", 0, "ms", [None]),
    ]
    file = tmp_path / "deep" / "figures.json"
    figures.write(file, rows)
    assert figures.read(file) == rows
    assert rows[0].value == 2.0
    assert rows[1].value == math.inf
    slower = [figures.figure("start", 10, "ms", [4.0])]
    assert "2.00" in figures.comparison(rows, slower)
    assert "never" in figures.table(rows)
    grown = [*rows, figures.figure("start", 1000, "ms", [6.0])]
    assert "1,000 / 10" in figures.table(grown)
    assert "x 3" in figures.table(grown)


WANTED = {
    "start": "start: first key",
    "session": "list, a line down: written",
    "open": "open 2,000 words: on screen",
    "store": "star, durable",
    "import": "import of pages",
    "feeds": "",
    "meanwhile": "a line down, while feeds come in",
    "long": "long session: memory after the third stretch",
}


@pytest.mark.parametrize("part", bench.PARTS)
def test_every_part_runs_and_is_written_down(
    part: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(meanwhile, "FEEDS", 3)
    monkeypatch.setattr(meanwhile, "AT_REST", 4)
    out = tmp_path / "out.json"
    words = f"--only {part} --sizes 30 --runs 1 --starts 1 --imports 4 --idle 0.2 --rounds 1"
    assert bench.main([*words.split(), "--out", str(out)]) == 0
    measured = {row.name for row in figures.read(out) if math.isfinite(row.value)}
    assert measured
    assert WANTED[part] in {*measured, ""}
    assert bench.main(["compare", str(out), str(out)]) == 0
    assert "1.00" in capsys.readouterr().out


def test_an_empty_shelf_is_measured_too(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    words = ["--only", "store", "--sizes", "0", "--runs", "1", "--out", str(out)]
    assert bench.main(words) == 0
    assert figures.read(out)
