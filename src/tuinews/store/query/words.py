"""A query in words that a person understands."""

from __future__ import annotations

from datetime import date, timedelta

from tuinews.store.query.tree import (
    Age,
    And,
    Is,
    Length,
    Node,
    Not,
    Or,
    Published,
    Query,
    Tag,
    Text,
    Where,
)

_PLACES = {
    Where.ANYWHERE: "{}",
    Where.HEADLINE: "{} in the headline",
    Where.SOURCE: "from {}",
    Where.AUTHOR: "by {}",
}
_SPANS = ((365 * 24, "year"), (30 * 24, "month"), (7 * 24, "week"), (24, "day"), (1, "hour"))


def describe(query: Query) -> str:
    """Return what `query` asks for: 'storm and port, from wire, unread'; "" for nothing."""
    return _said(query.root, inside=False) if query.root is not None else ""


def _said(node: Node, inside: bool = True) -> str:
    match node:
        case Text():
            return _PLACES[node.where].format(_quoted(node))
        case Tag(name, prefix):
            return f"tagged {name}{'…' * prefix}"
        case Is(flag):
            return flag.value
        case Not(part):
            return f"not {_said(part)}" if not isinstance(part, Text) else f"without {_said(part)}"
        case And(parts):
            said = ", ".join(_said(part) for part in parts)
            return f"({said})" if inside else said
        case Or(parts):
            said = " or ".join(_said(part) for part in parts)
            return f"({said})" if inside else said
        case Published(since, until):
            return _between(since, until)
        case Age(newer, older):
            return (
                f"newer than {_span(newer)}" if newer is not None else f"older than {_span(older)}"
            )
        case Length(least, most):
            return _length(least, most)


def _quoted(text: Text) -> str:
    shown = f"{text.text}{'…' * text.prefix}"
    return f"“{shown}”" if " " in text.text else shown


def _between(since: date | None, until: date | None) -> str:
    if since is None:
        return f"before {until}"
    if until is None:
        return f"since {since}"
    last = until - timedelta(days=1)
    return f"of {since}" if last == since else f"of {since} to {last}"


def _span(span: timedelta | None) -> str:
    hours = round(span.total_seconds() / 3600) if span is not None else 0
    for length, name in _SPANS:
        if hours >= length and hours % length == 0:
            count = hours // length
            return f"{count} {name}{'s' * (count != 1)}"
    return "0 hours"


def _length(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return f"{least} to {most} words"
    return f"at least {least} words" if least is not None else f"at most {most} words"
