"""That the README tells what the program does: its keys and its commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scripts.keys import KEYS, page

from tuinews.cli.parser import COMMANDS

README = Path(__file__).parents[1] / "README.md"
TEXT = README.read_text("utf-8")


def test_the_table_of_keys_is_the_programs() -> None:
    assert KEYS.read_text("utf-8") == page(), "run `python3 dev.py readme`"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told(command: str) -> None:
    assert f"`{command}" in TEXT or f"tuinews {command}" in TEXT


@pytest.mark.parametrize("link", re.findall(r"\]\(((?!https?:)[^)#]+)\)", TEXT))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (README.parent / link).exists()
