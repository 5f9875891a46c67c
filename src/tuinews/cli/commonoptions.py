"""Options that several commands take, and how a word becomes a value."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from tuinews.cli.codes import UsageError
from tuinews.text import line


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from `low` to `high`."""

    def read(word: str) -> int:
        if word.isascii() and word.isdigit() and len(word) < 12 and low <= int(word) <= high:
            return int(word)
        raise argparse.ArgumentTypeError(
            f"must be a whole number from {low} to {high:,}, not {word[:40]!r}"
        )

    return read


def tag_name(name: str, most: int) -> str:
    """Return a tag as it is kept, of at most so many characters. Raises UsageError."""
    tag = line(name, most)
    if not tag or "," in tag:
        raise UsageError(f"{name[:40]!r} cannot be a tag: a tag is a word or a few, without commas")
    return tag


def flag(sub: argparse._ActionsContainer, name: str, says: str, short: str = "") -> None:
    """Add an option that is given or not."""
    sub.add_argument(*filter(None, (name, short)), action="store_true", help=says)


def number(
    sub: argparse.ArgumentParser, name: str, low: int, high: int, default: int | None, says: str
) -> None:
    """Add an option that takes a number."""
    sub.add_argument(name, type=whole(low, high), default=default, metavar="N", help=says)


def as_json(sub: argparse.ArgumentParser) -> None:
    """Add the option that asks for JSON."""
    flag(sub, "--json", "print one JSON object a line")


def articles(sub: argparse.ArgumentParser, *, query: bool = False) -> None:
    """Add the words that name articles; with `query`, also a search that finds them."""
    several = "*" if query else "+"
    sub.add_argument("articles", nargs=several, metavar="ARTICLE", help="an id, or its beginning")
    if query:
        sub.add_argument("--query", metavar="QUERY", help="all articles that the query finds")
