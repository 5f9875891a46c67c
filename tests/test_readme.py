"""That the README tells what the program does: its keys and its commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scripts.readme_keys import README, renewed

from tuinews.cli.parser import COMMANDS

TEXT = README.read_text("utf-8")


def test_the_table_of_keys_is_the_programs() -> None:
    assert renewed(TEXT) == TEXT, "run `python3 dev.py readme`"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told(command: str) -> None:
    assert f"`{command}" in TEXT or f"tuinews {command}" in TEXT


@pytest.mark.parametrize("link", re.findall(r"\]\(((?!https?:)[^)#]+)\)", TEXT))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (Path(README).parent / link).exists()
