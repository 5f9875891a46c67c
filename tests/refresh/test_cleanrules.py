"""Furniture words of one's own, named in the settings, hold for whatever comes in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuinews.cli import main
from tuinews.config import ConfigError, load
from tuinews.intake.errors import FeedError
from tuinews.model import Capture, CaptureKind
from tuinews.paths import places
from tuinews.refresh import cleanrules, fulltext, reading

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
SHOP = "Visit the mill shop for flour, bread and a good word, on any day but Sunday."
STORY = [
    "The mill wheel turned for the first time since the flood, and the miller wept.",
    SHOP,
    "Children had put flags on the weir, and the band played what it could remember.",
    "The wheel will turn on Saturdays from now on, if the river agrees with that plan.",
]
WORDS = '["house advert"]\nstart = ["visit the mill shop"]\n'


@pytest.fixture
def settings() -> Path:
    """Return the file of settings, with the words beside it."""
    folder = places().config
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.toml").write_text(WORDS)
    path = places().config_file
    path.write_text('[clean]\nrules = "words.toml"\n')
    return path


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    path = tmp_path / "mill.txt"
    path.write_text("\n\n".join(["The mill turns again", *STORY]))
    return path


def test_the_file_is_sought_beside_the_settings(settings: Path, tmp_path: Path) -> None:
    assert load(settings).clean.rules == str(settings.parent / "words.toml")
    settings.write_text(f'clean.rules = "{tmp_path}/mine.toml"')
    assert load(settings).clean.rules == f"{tmp_path}/mine.toml"


@pytest.mark.usefixtures("settings")
def test_an_import_uses_it(capture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--quiet", str(capture)]) == 0
    assert main(["search", "mill", "--json"]) == 0
    assert main(["search", "flour"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 1  # the search for what was cut finds nothing


@pytest.mark.usefixtures("settings")
def test_clean_uses_it_and_tries_others(
    capture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clean", str(capture)]) == 0
    assert SHOP not in capsys.readouterr().out
    other = tmp_path / "other.toml"
    other.write_text('[choir]\nwithin = ["sing with us"]\n')
    assert main(["clean", "--rules", str(other), str(capture)]) == 0
    assert SHOP in capsys.readouterr().out


def test_a_wrong_file_is_told_with_its_line(
    settings: Path, capture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (settings.parent / "words.toml").write_text('[shop]\n\nwhere = ["a"]\n')
    for command in ("import", "clean"):
        assert main([command, str(capture)]) == 2
        assert "words.toml, line 3: unknown form `where`" in capsys.readouterr().err


def test_what_a_feed_and_a_page_bring_is_cleaned_by_it(tmp_path: Path) -> None:
    rules = tmp_path / "feed.toml"
    rules.write_text(WORDS)
    html = "".join(f"<p>{one}</p>" for one in STORY)
    entry = Capture(CaptureKind.ENTRY, html, "https://mill.example/feed", NOW)
    (cleaned,) = reading.clean_all([entry], str(rules))
    assert cleaned.article is not None
    assert SHOP not in cleaned.article.body
    page = Capture(CaptureKind.PAGE, f"<h1>The mill</h1>{html}", "https://mill.example/", NOW)
    assert SHOP not in fulltext.clean_page(page, str(rules)).body
    assert SHOP in fulltext.clean_page(page).body


def test_a_file_that_went_wrong_meanwhile_fails_the_feed(tmp_path: Path) -> None:
    rules = tmp_path / "gone.toml"
    with pytest.raises(FeedError, match=r"gone\.toml: cannot be read"):
        cleanrules.load(str(rules))
    with pytest.raises(ConfigError, match=r"gone\.toml: cannot be read"):
        cleanrules.check(str(rules))
    cleanrules.check("")
