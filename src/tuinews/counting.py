"""Numbers in sentences."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with what it counts: "1 article", "2,300 articles".

    `one` names a single one; `many` several, where it is not `one` with an "s".
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def size_said(size: int) -> str:
    """Return a number of bytes in words: "123 bytes", "12.3 MB"."""
    if size < 1000:
        return counted(size, "byte")
    units = ("kB", "MB", "GB")
    power = min(len(units), (len(str(size)) - 1) // 3)
    return f"{size / 1000**power:.1f} {units[power - 1]}"
