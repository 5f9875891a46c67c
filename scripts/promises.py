"""Measures what SECURITY.md promises, and prints the figures.

Runs the tests of faults, hostile input and the terminal in their large form: 200 kills, 200
rounds of two writers, 4,500 states after a power cut, 20,000 examples of each property
(`--quick`: those of the ordinary run).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LARGE = {
    "TUINEWS_TEST_KILLS": "200",
    "TUINEWS_TEST_ROUNDS": "200",
    "TUINEWS_TEST_STATES": "4500",
    "HYPOTHESIS_PROFILE": "nightly",
}
TESTS = (
    *("tests/faults", "tests/store/test_crash.py", "tests/hostile", "tests/terminal"),
    *("tests/test_properties.py", "tests/test_text.py", "tests/intake/test_any_bytes.py"),
)


def main(words: list[str]) -> int:
    """Run the tests and print a figure a line; returns what pytest returned."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures"
        large = {} if "--quick" in words else LARGE
        env = {**os.environ, **large, "TUINEWS_TEST_FIGURES": str(figures)}
        command = [sys.executable, "-m", "pytest", "-q", *TESTS]
        code = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
        for line in figures.read_text("utf-8").splitlines() if figures.exists() else ():
            name, value = json.loads(line)
            print(f"{name:<32}{value}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
