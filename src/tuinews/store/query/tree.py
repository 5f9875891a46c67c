"""What a query asks for, as a small tree of frozen values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from tuinews.model import TuinewsError
from tuinews.store.highlight import words
from tuinews.store.query.plurals import plurals
from tuinews.values import dataclass


class QueryError(TuinewsError):
    """What is wrong with a query, and where: `column` counts characters from 1."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(f"{message} (column {column})")
        self.message = message
        self.column = column


class Where(StrEnum):
    """Which text of an article is searched."""

    ANYWHERE = "anywhere"  # headline and body
    HEADLINE = "headline"
    SOURCE = "source"  # the publisher's name
    AUTHOR = "author"


class Flag(StrEnum):
    """What `is:` asks for."""

    READ = "read"
    UNREAD = "unread"
    STARRED = "starred"
    UNSTARRED = "unstarred"
    TAGGED = "tagged"
    UNTAGGED = "untagged"
    NOTED = "noted"
    DATED = "dated"
    UNDATED = "undated"  # the source states no date
    MUTED = "muted"  # it came through feeds alone that the user has muted


@dataclass(frozen=True, slots=True)
class Text:
    """Words that stand one after the other; the last one may be the beginning of a word."""

    text: str  # as typed, without quotes
    where: Where = Where.ANYWHERE
    prefix: bool = False
    exact: bool = False  # a single word that stands in quotes: without its plurals

    @property
    def begins(self) -> bool:
        """Whether words are found that begin as the last one: a letter alone begins too many."""
        return self.prefix and len(self.words[-1]) > 1

    @property
    def plurals(self) -> tuple[str, ...]:
        """What it finds beside the word itself, where it is but one that is finished."""
        if self.exact or self.prefix or self.where not in (Where.ANYWHERE, Where.HEADLINE):
            return ()
        found = self.words
        return plurals(found[0]) if len(found) == 1 else ()

    @property
    def words(self) -> list[str]:
        """The folded words; never empty in a tree that `parse` made."""
        return words(self.text)


@dataclass(frozen=True, slots=True)
class Tag:
    """Articles with this tag; case makes no difference."""

    name: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Is:
    """Articles in a certain state."""

    flag: Flag


@dataclass(frozen=True, slots=True)
class Published:
    """Articles of the days from `since` to before `until`; None leaves an end open."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Age:
    """Articles not older than `newest` ... or older than `older`; one of them is None."""

    newer: timedelta | None = None
    older: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """Articles of `least` to `most` words, both included; None leaves an end open."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that `part` does not find."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """Articles that all of two or more parts find."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that any of two or more parts finds."""

    parts: tuple[Node, ...]


Node = Text | Tag | Is | Published | Age | Length | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. `root` is None where nothing is asked: every article is found."""

    root: Node | None = None

    @property
    def terms(self) -> tuple[str, ...]:
        """Folded words and phrases to mark in headlines and bodies; "x*" marks beginnings."""
        found: dict[str, None] = {}
        for text in _wanted(self.root):
            if text.where in (Where.ANYWHERE, Where.HEADLINE):
                found[" ".join(text.words) + "*" * text.begins] = None
                found |= dict.fromkeys(text.plurals)
        return tuple(found)


#: All but what only muted feeds brought: what a list shows that nobody narrowed.
UNMUTED = Query(Not(Is(Flag.MUTED)))


def _wanted(node: Node | None) -> Iterator[Text]:
    """Yield the texts that a found article has, from left to right."""
    match node:
        case Text():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from _wanted(part)
        case _:
            return
