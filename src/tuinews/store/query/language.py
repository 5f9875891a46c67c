"""The search language: what a person types becomes a small tree of frozen values.

    storm port              both words, or      "talks with Moscow"   the phrase
                            their plurals in s  "storm"               no storms
    storm OR flood          either              storm -port           without
    (storm OR flood) port   brackets            stor*                 beginnings of words
    source:wire  author:keller  headline:storm  tag:later             in one place only
    is:unread  is:starred  is:tagged  is:undated  ... and their opposites
    after:2021-10-20  before:2021-11  on:yesterday  newer:3d  older:2w
    words:>500  words:<200  words:300..800

A space means "and", which binds tighter than OR. Pure: no clock but for "today" and
"yesterday", and no index; `store.query.search` makes SQL of the tree.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tuinews.store.highlight import fold, highlight, words
from tuinews.store.query.tree import (
    Age,
    And,
    Flag,
    Is,
    Length,
    Node,
    Not,
    Or,
    Published,
    Query,
    QueryError,
    Tag,
    Text,
    Where,
)
from tuinews.store.query.words import describe

if TYPE_CHECKING:
    from tuinews.store.query.parse import Parser

__all__ = [
    "Age",
    "And",
    "Flag",
    "Is",
    "Length",
    "Node",
    "Not",
    "Or",
    "Published",
    "Query",
    "QueryError",
    "Tag",
    "Text",
    "Where",
    "describe",
    "fold",
    "highlight",
    "parse",
    "parse_so_far",
    "remark_so_far",
    "words",
]


def parse(text: str, today: date | None = None) -> Query:
    """Return what `text` asks for; `today` is the user's day, the clock's by default.

    Raises QueryError, which says what is wrong, where, and what may have been meant.
    """
    return Query(_parser(text, today).tree())


def parse_so_far(text: str, today: date | None = None) -> tuple[Query, str]:
    """Return what a half-typed query asks for, and that in words. Never raises.

    The last word is taken as the beginning of one. What is still being typed and not yet
    understood is left out; what is wrong and will stay so is said in the words.
    """
    parser = _parser(text, today, typing=True)
    query = Query(parser.tree())
    said = [describe(query), *parser.problems]
    return query, "; ".join(part for part in said if part)


def remark_so_far(text: str, today: date | None = None) -> str:
    """Return what is wrong with a half-typed query, or else what can follow; "" for nothing."""
    parser = _parser(text, today, typing=True)
    parser.tree()
    return "; ".join(parser.problems) or parser.follows


def _parser(text: str, today: date | None, *, typing: bool = False) -> Parser:
    from tuinews.store.query.parse import Parser  # imported late: only a search needs it

    return Parser(text, today=today, typing=typing)
