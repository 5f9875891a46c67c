"""`tuinews doctor --report`: what the user moved, for the makers or made into a rule."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuinews import overridereport, overrides
from tuinews.clean import furniture
from tuinews.cli import main
from tuinews.model import Article, Block, BlockKind, Cut, Source, Span
from tuinews.paths import places
from tuinews.store.library import Library

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
PARAGRAPH = "The ferry to the outer islands will sail again from Monday, the council said at noon."
SHOP = 'Visit "our" shop for maps, knots and a good word.'
DOG = "No dog has been lost."


def article(name: str, origin: str, url: str = "") -> Article:
    shop = Block(BlockKind.PARAGRAPH, (Span(SHOP),), line=3)
    return Article(
        id=name,
        headline=f"Ferry sails again ({name})",
        language="en",
        blocks=(
            Block(BlockKind.PARAGRAPH, (Span(PARAGRAPH),), line=2),
            overrides.as_block(Cut(4, DOG, "stands after the article")),
        ),
        cut=(Cut(1, "Advertisement", "advert"), overrides.as_cut(shop)),
        sources=(Source(origin, NOW),),
        url=url,
    )


@pytest.fixture
def shelf() -> None:
    library = Library(places().data, places().cache, now=lambda: NOW)
    file = article("file", "/home/ann/secret plans/ferry.html")
    url = "https://ann:pass@isles.example/ferry/1?token=abc"
    library.add([file, article("page", "elsewhere", url=url)])
    library.add([Article("plain", "Nothing moved", sources=(Source("x", NOW),))])
    library.mark(["file"], tag="holiday", note="ask Bob")
    library.close()


@pytest.mark.usefixtures("shelf")
def test_it_names_the_lines_with_reason_and_score(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--report"]) == 0
    printed = capsys.readouterr().out
    assert "4 lines in 2 articles" in printed
    assert "# Ferry sails again (page) (isles.example/ferry/1, en)" in printed
    assert f"#   kept: {DOG}\n#     was cut as stands after the article; judge 0." in printed
    assert f"#   cut: {SHOP}\n#     was a paragraph; judge " in printed


@pytest.mark.usefixtures("shelf")
def test_nothing_private_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["doctor", "--report"], ["doctor", "--report", "--json"]):
        assert main(words) == 0
        printed = capsys.readouterr().out
        for private in ("ann", "secret", "pass@", "token", "holiday", "Bob", PARAGRAPH):
            assert private not in printed


@pytest.mark.usefixtures("shelf")
def test_it_is_a_file_of_furniture_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["doctor", "--report"])
    path = tmp_path / "words.toml"
    path.write_text(capsys.readouterr().out)
    assert tomllib.loads(path.read_text()) == {"cut by you": {"whole": [SHOP]}}
    found = furniture.load(path).match("visit our shop for maps knots and a good word")
    assert found == furniture.Match("cut by you", "whole")


@pytest.mark.usefixtures("shelf")
def test_programs_get_a_line_for_each_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--report", "--json"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["origin"] for record in records] == ["ferry.html", "isles.example/ferry/1"]
    assert [(one["to"], one["was"]) for one in records[0]["moved"]] == [
        ("cut", "paragraph"),
        ("kept", "stands after the article"),
    ]


def test_without_any_it_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--report"]) == 0
    assert capsys.readouterr().out == ""


def test_an_article_without_moved_lines_is_no_evidence() -> None:
    assert overridereport.of_article(Article(id="a1", headline="Ferry sails again")) is None


def test_an_article_from_nowhere_is_told_without_its_place() -> None:
    for nowhere in (replace(article("one", "x"), sources=()), article("one", "http://[")):
        found = overridereport.of_article(nowhere)
        assert found is not None and found.origin == ""


def test_of_lines_too_long_for_a_rule_none_is_made() -> None:
    long = Block(BlockKind.PARAGRAPH, (Span(PARAGRAPH * 3),), line=3)
    moved = replace(article("one", "x"), cut=(overrides.as_cut(long),))
    found = overridereport.of_article(moved)
    assert found is not None
    assert "# None of the lines that were cut is short enough" in overridereport.report([found])
