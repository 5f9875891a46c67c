"""Cleaning loads nothing heavy before the first capture."""

from __future__ import annotations

import subprocess
import sys


def test_importing_clean_loads_no_parser() -> None:
    code = "import sys, tuinews.clean; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert loaded.isdisjoint({"lxml", "bs4", "tuinews.clean.cleaner", "textual", "tinydb"})
