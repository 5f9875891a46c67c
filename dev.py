#!/usr/bin/env python3
"""What is done in a checkout: `python3 dev.py run`, `test`, `check` and more.

It needs nothing but Python. What the work needs besides is installed in `.venv` beside this
file the first time, and again when the requirements change. Words behind a task are passed
on: `python3 dev.py test tests/clean -x`. PYTHON in the environment names the Python to make
`.venv` with. This file itself runs on old Pythons, too, so that they can say that they are.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LEAST = (3, 11)
NAMES = ("python3", "python3.13", "python3.12", "python3.11")

#: What each task does, in words and in commands; the words passed on stand for WORDS.
TASKS = {
    "run": ("read news", "tuinews WORDS"),
    "test": ("run the tests", "pytest -n auto --dist loadgroup WORDS"),
    "check": (
        "lint, types, layers",
        "ruff check . WORDS",
        "ruff format --check .",
        "mypy",
        "mypy scripts dev.py",
        "lint-imports",
    ),
    "bench": ("measure speed and memory", "python -m benchmarks WORDS"),
    "readme": (
        "make the README's picture and the table of keys, from the program",
        "python scripts/screenshot.py docs/tuinews.svg",
        "python scripts/keys.py",
    ),
    "coverage": (
        "show how much of the program the tests go through, branches and all",
        "coverage erase",
        "coverage run -m pytest -n auto --dist loadgroup -q"
        " -k not\\ imports_stay\\ and\\ not\\ loads_ WORDS",
        "coverage combine --quiet",
        "coverage report --skip-covered",
    ),
    "guards": (
        "take each guard away in turn: a test must miss it (half an hour)",
        "python scripts/guards.py WORDS",
    ),
    "promises": (
        "measure the figures of SECURITY.md (half an hour)",
        "python scripts/promises.py WORDS",
    ),
    "lock": (
        "renew the pinned versions",
        "uv pip compile --universal --python-version 3.11 --group dev pyproject.toml"
        " --output-file requirements/dev.txt",
        "uv pip compile --universal --python-version 3.11 pyproject.toml"
        " --constraints requirements/dev.txt --output-file requirements/run.txt",
    ),
}


def main() -> int:
    """Do the task that the command line names; return its exit code."""
    task, *words = sys.argv[1:] or ["help"]
    if task not in TASKS:
        print("usage: python3 dev.py TASK [words that are passed on]\n")
        print("\n".join(f"  {name:10}{says}" for name, (says, *_) in TASKS.items()))
        return 0 if task in ("help", "-h", "--help") else 2
    os.chdir(str(HERE))
    # Where this is set, Python compiles the program anew at every start: three times slower.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        set_up(for_tests=task != "run")
        for command in TASKS[task][1:]:
            perform(command, words, aloud=task != "run")
    except subprocess.CalledProcessError as error:
        return error.returncode
    except KeyboardInterrupt:
        return 130
    return 0


def perform(command: str, words: list[str], *, aloud: bool) -> None:
    """Run one command of a task. Raises CalledProcessError where it fails."""
    line = []
    for word in command.replace("\\ ", "\0").split():
        line += words if word == "WORDS" else [word.replace("\0", " ")]
    if aloud:
        print("+", *line, flush=True)
    own = shutil.which(line[0], path=str(BIN))
    subprocess.run([own or line[0], *line[1:]], check=True)


def set_up(*, for_tests: bool) -> None:
    """Install the program, and with `for_tests` what its tests need, unless it is there."""
    program, tests = VENV / "run", VENV / "ready"
    if is_stale(program, "requirements/run.txt", "pyproject.toml"):
        python = find_python()
        print("Setting up in .venv: about half a minute, once", flush=True)
        subprocess.run([python, "-m", "venv", str(VENV)], check=True)
        pip("install", "-r", "requirements/run.txt")
        pip("install", "--no-deps", "--editable", ".")
        program.touch()
    if for_tests and is_stale(tests, "requirements/dev.txt", str(program)):
        pip("install", "-r", "requirements/dev.txt")
        tests.touch()


def is_stale(stamp: Path, *sources: str) -> bool:
    """Tell whether what `stamp` stands for is missing or older than what it was made from."""
    if not stamp.exists():
        return True
    return any((HERE / name).stat().st_mtime > stamp.stat().st_mtime for name in sources)


def pip(*words: str) -> None:
    """Call pip of the virtual environment; it tells errors only."""
    quiet = ["-m", "pip", "--disable-pip-version-check", "-qq"]
    subprocess.run([str(BIN / "python"), *quiet, *words], check=True)


def find_python() -> str:
    """Return a Python to make the environment with: the one named, this one, another's."""
    named = os.environ.get("PYTHON")
    choice = [named] if named else [sys.executable, *filter(None, map(shutil.which, NAMES))]
    asks = f"import sys; sys.exit(sys.version_info < {LEAST})"
    fit = [python for python in choice if runs(python, asks)]
    if not fit:
        least = ".".join(map(str, LEAST))
        sys.exit(
            f"tuinews needs Python {least} or newer; {named or sys.executable} is not."
            " Install one, or name it: PYTHON=/path/to/python3 python3 dev.py run"
        )
    if not runs(fit[0], "import ensurepip, venv"):
        sys.exit(
            f"{fit[0]} cannot make virtual environments."
            " On Debian and Ubuntu: apt install python3-venv"
        )
    return fit[0]


def runs(python: str, code: str) -> bool:
    """Tell whether a Python is there and does what `code` says without an error."""
    found = shutil.which(python)
    if found is None:
        return False
    return subprocess.call([found, "-c", code], stderr=subprocess.DEVNULL) == 0


if __name__ == "__main__":
    sys.exit(main())
