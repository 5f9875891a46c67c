"""The `urls` files of newsboat and newsraft: a feed a line. Nothing in them is ever run."""

from __future__ import annotations

import re
from dataclasses import replace

from tuinews import limits, text
from tuinews.intake.decoding.decode import binary, decode
from tuinews.intake.lists.subscriptions import FeedList, ListError, merged, subscription
from tuinews.intake.url import UrlError
from tuinews.model import Feed, FeedSettings

# A quote that is not closed ends with the line, so that none is looked for twice.
_WORD = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)(?:"|\\?\Z)|([^\s"]+)', re.S)
_ESCAPE = re.compile(r"\\(.)")
#: How a line of such a file begins, be it one that is not taken over.
_ENTRY = re.compile(r'"?(?:[a-z][\w+.-]*://|(?:https?|feed|filter|exec|query):)', re.I)
_PROSE = 4  # times as many other lines as those: text in which a line begins with an address


def read(data: bytes, name: str = "the list") -> FeedList:
    """Return the subscriptions of a `urls` file. Raises ListError where there are none."""
    if binary(data):
        raise ListError(f"{name}: a binary file, not a list of feeds")
    lines = decode(data).splitlines()[: limits.NEWSBOAT_LINES]
    sections = any(line.startswith("@") for line in lines)  # as newsraft has them
    folder: tuple[str, ...] = ()
    feeds: list[Feed] = []
    refused: list[str] = []
    entries = 0
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if line.startswith("@"):
            folder = (section,) if (section := _section(line)) else ()
        elif line and not line.startswith("#"):
            entries += _ENTRY.match(line) is not None
            try:
                feeds.append(_feed(line, folder, sections=sections))
            except UrlError as error:
                refused.append(f"line {number}: {error}")
    if not feeds and not refused:
        raise ListError(f"{name}: no feeds in it")
    if not entries or len(feeds) + len(refused) - entries > _PROSE * entries:
        raise ListError(f"{name}: no list of feeds (OPML, or newsboat's urls: a feed a line)")
    return FeedList(merged(feeds), tuple(refused))


def _section(line: str) -> str:
    """Return the name of a newsraft section: "@ Name", perhaps with settings after it."""
    return text.line(re.split(r"[{<\[>]", line[1:], maxsplit=1)[0], 200)


def _feed(line: str, folder: tuple[str, ...], *, sections: bool) -> Feed:
    """Return the subscription of one line. Raises UrlError."""
    words = [
        (m[1] is not None, _ESCAPE.sub(r"\1", m[1] or "") or m[2] or "")
        for m in _WORD.finditer(line)
    ]
    address, rest = words[0][1] if words else "", words[1:]
    title, tags, hidden = "", [], False
    for quoted, word in rest:
        if word.startswith("~"):
            title = word[1:]
        elif word == "!":
            hidden = True
        elif word.startswith("!"):
            hidden = True
            tags.append(word[1:])
        elif quoted and sections and not title:
            title = word
        else:
            tags.append(word)
    feed = subscription(
        address,
        title=title,
        folder=folder,
        tags=tuple(
            dict.fromkeys(tag for name in tags if (tag := text.line(name, limits.FEED_TAG)))
        ),
    )
    return replace(feed, settings=FeedSettings(muted=True)) if hidden else feed
