"""What is wrong in a file of settings, told with the place where it stands."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from tuinews import text
from tuinews.model import TuinewsError


class ConfigError(TuinewsError):
    """A setting cannot be used: "FILE, line 3: unknown setting `them`; did you mean `theme`?"."""


def line_of(source: str, where: tuple[str, ...], nth: int = 1) -> int:
    """Return the line, from 1, of a setting such as ("browser", "command"); 0 if not found.

    `nth` is for what may stand there several times, such as ("rules",).
    """
    section: tuple[str, ...] = ()
    best = 0
    for number, row in enumerate(source.split("\n"), 1):
        bare = row.strip()
        if bare.startswith("["):
            header = bare.partition("]")[0].strip("[] ")
            section = tuple(part.strip(" \"'") for part in header.split("."))
            found = section
        elif "=" in bare and not bare.startswith("#"):
            name = bare.partition("=")[0]
            found = section + tuple(part.strip(" \"'") for part in name.split("."))
        else:
            continue
        if found == where:
            nth -= 1
            if not nth:
                return number
        if found[: len(where)] == where or (section == where[:-1] and where[-1] in bare):
            best = best or number
    return best


def shown_path(path: Path) -> str:
    """Return the name of a file of settings as it is shown."""
    return text.shown_line(os.fspath(path), 300)


def several(path: Path, faults: Sequence[tuple[int, str]]) -> ConfigError:
    """Return the error for all that is wrong, each with its line, or 0."""
    told = [f"line {line}: {why}" if line else why for line, why in faults[:5]]
    comma = ", " if faults[0][0] else ": "
    return ConfigError(shown_path(path) + comma + "; ".join(told))


def fault(path: Path, line: int, why: str) -> ConfigError:
    """Return the error for one thing that is wrong, with its line, or 0."""
    place = f"{shown_path(path)}, line {line}" if line else shown_path(path)
    return ConfigError(f"{place}: {text.shown_line(why)}")
