"""Lists of words and names that cleaning goes by: data, in lists/*.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Return the list of a name, as lists/NAME.toml holds it."""
    return tomllib.loads(files(__package__).joinpath("lists", f"{name}.toml").read_text("utf-8"))
