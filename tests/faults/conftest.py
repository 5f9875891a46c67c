"""Figures of what was tried, for `make promises`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def figure() -> Callable[[str, object], None]:
    """Note a figure, where the file that TUINEWS_TEST_FIGURES names collects them."""

    def note(name: str, value: object) -> None:
        place = os.environ.get("TUINEWS_TEST_FIGURES")
        if place:
            with Path(place).open("a", encoding="utf-8") as stream:
                stream.write(json.dumps([name, str(value)]) + "\n")

    return note
