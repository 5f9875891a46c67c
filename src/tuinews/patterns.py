"""Regular expressions that are compiled when they are first used: a start needs few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a pattern; each of its methods is looked up once."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)
        self.__dict__[name] = found
        return found


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of `source`, to be used as what `re.compile` returns.

    A fault in `source` is raised at the first use.
    """
    return cast("re.Pattern[str]", _Late(source, flags))
