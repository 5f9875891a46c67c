"""Rules that the program adds to the file of settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuinews import rulefile
from tuinews.config import load
from tuinews.model import TuinewsError
from tuinews.settings import Rule, RuleAction

RULE = Rule('source:"The \\"Wire"', RuleAction.HIDE)
KEPT = b'# mine\r\n[ui]\r\nwidth = 80 # columns\r\n[[rules]]\nquery = "lottery"\naction = "read"'


def test_a_rule_goes_to_the_end_and_out_again(tmp_path: Path) -> None:
    path = tmp_path / "settings" / "config.toml"
    path.parent.mkdir()
    path.write_bytes(KEPT)
    path.chmod(0o640)
    block = rulefile.add(path, RULE)
    assert path.read_bytes().startswith(KEPT)
    assert load(path).rules == (Rule("lottery", RuleAction.READ), RULE)
    assert path.stat().st_mode & 0o777 == 0o640
    rulefile.take_out(path, block)
    assert path.read_bytes() == KEPT + b"\n"
    assert [one.name for one in path.parent.iterdir()] == ["config.toml"]


def test_a_file_is_made_where_there_is_none_and_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles" / "news.toml", tmp_path / "config.toml"
    link.symlink_to(real)
    rulefile.add(link, RULE)
    assert link.is_symlink() and load(real).rules == (RULE,)


@pytest.mark.parametrize("text", ["rules = []\n", "[ui\n"])
def test_a_file_that_would_not_be_understood_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings" / "config.toml"
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(TuinewsError, match="cannot change the rules"):
        rulefile.add(path, RULE)
    assert path.read_text() == text and len(list(path.parent.iterdir())) == 1
