"""Numbers in sentences."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with what it counts: "1 article", "2,300 articles".

    `one` names a single one; `many` several, where it is not `one` with an "s".
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
