"""Numbers in sentences, and those that tell how far a work has come."""

from __future__ import annotations

from collections.abc import Mapping


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with what it counts: "1 article", "2,300 articles".

    `one` names a single one; `many` several, where it is not `one` with an "s".
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def outcomes(count: Mapping[str, int]) -> str:
    """Return in words what has become of articles: "3 new, 1 there already".

    `count` has the numbers of those "new", "updated", the "same" as before and "failed".
    """
    parts = [f"{count['new']:,} new"]
    parts += [f"{count['updated']:,} updated"] if count["updated"] else []
    parts += [f"{count['same']:,} there already"] if count["same"] else []
    parts += [f"{count['failed']:,} not read"] if count["failed"] else []
    return ", ".join(parts)


def size_said(size: int) -> str:
    """Return a number of bytes in words: "123 bytes", "12.3 MB"."""
    if size < 1000:
        return counted(size, "byte")
    units = ("kB", "MB", "GB")
    power = min(len(units), (len(str(size)) - 1) // 3)
    return f"{size / 1000**power:.1f} {units[power - 1]}"


def silent(done: int, total: int) -> None:
    """Tell nobody that `done` of `total` are done: stands where progress may be told."""
