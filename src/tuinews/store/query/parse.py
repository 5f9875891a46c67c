"""From the text of a query to its tree, in one pass and within limits."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum, auto

from tuinews import limits
from tuinews.patterns import pattern
from tuinews.store.highlight import words
from tuinews.store.query.tree import And, Node, Not, Or, QueryError, Tag, Text, Where
from tuinews.store.query.values import FIELDS, LIKENESS, Invalid, completed, to_follow, value_of
from tuinews.text import safe
from tuinews.values import dataclass

_QUOTES = str.maketrans("“”„‟＂", '"""""')
_TOKEN = pattern(
    r"""(?P<space>\s+)
      | (?P<open>\()
      | (?P<close>\))
      | (?P<minus>[-−–]+(?=["(\w]))
      | (?P<field>[^\W\d_]+):(?!//)(?:"(?P<value>[^"]*)(?P<shut>"?)|(?P<bare>[^\s()"]*))
      | "(?P<phrase>[^"]*)(?P<end>"?)
      | (?P<word>[^\s()"]+)
    """,
    re.VERBOSE,
)


class _Kind(Enum):
    OPEN = auto()
    CLOSE = auto()
    NOT = auto()
    OR = auto()
    AND = auto()
    TEXT = auto()
    FIELD = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: _Kind
    column: int
    text: str = ""
    field: str = ""
    last: bool = False  # the text ends with it: perhaps it is still being typed
    closed: bool = True  # its closing quote is there
    quoted: bool = False


class Parser:
    """One text, read once. While `typing`, problems are collected instead of raised."""

    def __init__(self, text: str, *, today: date | None = None, typing: bool = False) -> None:
        self.problems: list[str] = []
        self.follows = ""  # what can follow where the last field still is being typed
        self._typing = typing
        self._today = today
        if len(text) > limits.QUERY:
            self._problem(f"a query has at most {limits.QUERY:,} characters", limits.QUERY + 1)
            text = text[: limits.QUERY]
        if not text.isprintable():  # what is shown of it must not act on a terminal
            text = "".join(char if safe(char) == char else " " for char in text)
        self._tokens = _tokens(text)
        self._place = 0
        self._terms = 0

    def tree(self) -> Node | None:
        """Return the tree of the whole text; None where nothing is asked."""
        found: list[Node] = []
        while True:
            node = self._either(0)
            if node is not None:
                found.append(node)
            token = self._next()
            if token.kind is _Kind.END:
                return _together(And, found)
            self._problem("this bracket closes none; put it in quotes to search for it", token)

    def _either(self, depth: int) -> Node | None:
        """Read parts with OR between them, up to a closing bracket or the end."""
        sides: list[Node] = []
        between: _Token | None = None
        while True:
            side = self._all(depth)
            token = self._peek()
            if side is not None:
                sides.append(side)
            elif between is not None or token.kind is _Kind.OR:
                culprit = between if between is not None else token
                self._problem("OR needs something to find on both sides", culprit)
            if token.kind is not _Kind.OR:
                return _together(Or, sides)
            between = self._next()

    def _all(self, depth: int) -> Node | None:
        """Read parts that all have to be found."""
        parts: list[Node] = []
        while self._peek().kind not in (_Kind.OR, _Kind.CLOSE, _Kind.END):
            token = self._next()
            negated = False
            while token.kind is _Kind.NOT:
                negated, not_token, token = True, token, self._peek()
                if token.kind in (_Kind.OR, _Kind.CLOSE, _Kind.END):
                    self._problem("nothing follows to be left out", not_token)
                    break
                self._next()
            else:
                node = self._part(token, depth)
                if node is not None:
                    parts.append(Not(node) if negated else node)
        return _together(And, parts)

    def _part(self, token: _Token, depth: int) -> Node | None:
        if token.kind is _Kind.OPEN:
            return self._bracket(token, depth + 1)
        if token.kind is _Kind.AND:
            return None
        self._terms += 1
        if self._terms > limits.QUERY_TERMS:
            if self._terms == limits.QUERY_TERMS + 1:
                self._problem(f"a query has at most {limits.QUERY_TERMS} terms", token)
            return None
        if not token.closed and not self._typing:
            self._problem('this quote is never closed; add a "', token)
        try:
            return self._field(token) if token.kind is _Kind.FIELD else self._text(token)
        except Invalid as invalid:
            if not self._typing:
                raise QueryError(str(invalid), token.column) from None
            unfinished = token.last and not token.quoted
            if unfinished:
                text = token.text.strip().casefold()
                self.follows = to_follow(token.field.casefold(), text)
            if not self.follows:
                self.problems.append(str(invalid))
            return None

    def _bracket(self, opened: _Token, depth: int) -> Node | None:
        if depth > limits.QUERY_DEPTH:
            if depth == limits.QUERY_DEPTH + 1:
                self._problem(f"brackets are at most {limits.QUERY_DEPTH} deep", opened)
            return None  # what it holds is read as if it stood outside
        node = self._either(depth)
        if self._peek().kind is _Kind.CLOSE:
            self._next()
        elif not self._typing:
            self._problem("this bracket is never closed; add a )", opened)
        return node

    def _text(self, token: _Token, where: Where = Where.ANYWHERE) -> Text | None:
        raw = token.text
        prefix = raw.endswith("*") or self._unfinished(token)
        raw = raw.rstrip("*").strip()
        found = words(raw)
        exact = token.quoted and len(found) == 1 and not prefix
        return Text(raw, where, prefix, exact) if found else None

    def _field(self, token: _Token) -> Node | None:
        name = token.field.casefold()
        if name not in FIELDS:
            from tuinews.spelling import closest

            return self._no_field(token, closest(name, FIELDS, LIKENESS))
        if not token.text.strip():
            raise Invalid(f"{name}: needs a value, as in {FIELDS[name]}")
        if name in ("headline", "source", "author"):
            return self._text(token, Where(name))
        if name == "tag":
            tag = token.text.rstrip("*").strip()
            prefix = token.text.endswith("*") or self._unfinished(token)
            return Tag(tag, prefix) if tag else None
        text = token.text.strip().casefold()
        if self._typing and token.last:
            text = completed(name, text)
        return value_of(name, text, self._today)

    def _no_field(self, token: _Token, guess: str) -> Text | None:
        if not (guess or token.text):  # "NATO: talks" out of a headline
            return Text(token.field) if words(token.field) else None
        instead = f"did you mean {guess}:?" if guess else f"there are {', '.join(FIELDS)}"
        raise Invalid(f"{token.field[:40]}: is no field; {instead}")

    def _unfinished(self, token: _Token) -> bool:
        """Tell whether more letters may follow: the last word while it is typed."""
        if not (self._typing and token.last):
            return False
        return not token.closed if token.quoted else True

    def _problem(self, message: str, where: _Token | int) -> None:
        column = where if isinstance(where, int) else where.column
        if not self._typing:
            raise QueryError(message, column)
        if isinstance(where, int) or not where.last:
            self.problems.append(message)

    def _peek(self) -> _Token:
        return self._tokens[self._place]

    def _next(self) -> _Token:
        token = self._tokens[self._place]
        if token.kind is not _Kind.END:
            self._place += 1
        return token


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(text.translate(_QUOTES)):
        column, last = match.start() + 1, match.end() == len(text)
        word = match["word"]
        if match["space"]:
            continue
        if match["open"]:
            found.append(_Token(_Kind.OPEN, column, last=last))
        elif match["close"]:
            found.append(_Token(_Kind.CLOSE, column, last=last))
        elif match["minus"]:
            found.append(_Token(_Kind.NOT, column, last=last))
        elif match["field"]:
            quoted = match["value"] is not None
            value = match["value"] if quoted else match["bare"]
            closed = not quoted or bool(match["shut"])
            found.append(_Token(_Kind.FIELD, column, value, match["field"], last, closed, quoted))
        elif word is None:
            closed = bool(match["end"])
            found.append(_Token(_Kind.TEXT, column, match["phrase"], "", last, closed, True))
        else:
            kind = {"OR": _Kind.OR, "AND": _Kind.AND, "NOT": _Kind.NOT}.get(word, _Kind.TEXT)
            found.append(_Token(kind, column, word, last=last))
    found.append(_Token(_Kind.END, len(text) + 1, last=True))
    return found


def _together(kind: type[And] | type[Or], nodes: list[Node]) -> Node | None:
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return kind(tuple(nodes))
