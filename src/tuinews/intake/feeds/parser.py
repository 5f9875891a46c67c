"""The bytes of a feed to captures and to what the feed says about itself.

RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0 are read by feedparser behind our own guards and
normaliser, JSON Feed by ourselves. Foreign bytes can cost a parser much time: callers that
serve a screen run `parse` in a worker process (`intake.workers`).
"""

from __future__ import annotations

import re
from datetime import datetime

from tuinews import limits, text
from tuinews.intake.decoding.decode import binary, declared, decode
from tuinews.intake.errors import FeedError
from tuinews.intake.feeds.parsed import ParsedFeed

_ROOT = re.compile(r"<(?:[\w.\-]+:)?([A-Za-z]\w*)(?=[\s>/])")
_SKIPPED = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\])?\s*>)", re.S | re.I)
_FEED_ROOTS = frozenset({"rss", "rdf", "feed", "channel", "item", "entry", "newlocation"})
_ANYWHERE = re.compile(r"<(?:[\w.\-]+:)?(?:rss|rdf|feed|channel)[\s>]", re.I)
_SAMPLE = 4096


def parse(body: bytes, url: str, received: datetime, content_type: str = "") -> ParsedFeed:
    """Return what the feed in `body`, fetched from `url`, holds.

    `content_type` is the header that came with it; what the bytes say goes before it. Raises
    FeedError, one line, where there is no feed; nothing else, whatever the bytes are.
    """
    if len(body) > limits.BODY_MOST_MIB * limits.MIB:  # what is fetched has a limit of its own
        raise FeedError(f"too large: more than {limits.BODY_MOST_MIB} MiB")
    kind = binary(body)
    if kind and (kind != "binary" or b"<" not in body):
        raise FeedError(f"not a feed but a binary file ({kind})".replace(" (binary)", ""))
    content = decode(body, declared(body) or declared(b"", content_type)).lstrip(
        "\ufeff\x00 \t\r\n"
    )
    if not content:
        raise FeedError("not a feed: the answer is empty")
    try:
        return _parse_text(content, url, received)
    except FeedError:
        raise
    except RecursionError:
        raise FeedError("not read: nested too deep") from None
    except MemoryError:
        raise FeedError("not read: it needs too much memory") from None
    except Exception as error:  # a parser that fails on one feed must not stop the others
        reason = text.line(f"{type(error).__name__}: {error}", 120)
        raise FeedError(f"cannot be read as a feed ({reason})") from error


def looks_like_feed(body: bytes) -> bool:
    """Tell whether `body` begins as a feed does; cheap, and no promise that it parses."""
    if binary(body):
        return False
    head = decode(body[: 1 << 16], declared(body)).lstrip("\ufeff \t\r\n")
    return _is_json(head) if head[:1] == "{" else _root(head) in _FEED_ROOTS


def _parse_text(content: str, url: str, received: datetime) -> ParsedFeed:
    if content[0] in "{[" or content[:4] == "null":
        from tuinews.intake.feeds import jsonfeed

        return jsonfeed.parse(content, url, received)
    root = _root(content)
    if root == "html" or (root not in _FEED_ROOTS and not _ANYWHERE.search(content, 0, 1 << 20)):
        _refuse(content, root)
    from tuinews.intake.feeds import xmlfeed

    return xmlfeed.parse(content, url, received)


def _is_json(head: str) -> bool:
    return '"version"' in head and "jsonfeed.org" in head


def _root(content: str) -> str:
    """Return the name of the first element, in small letters, without its prefix."""
    place = 0
    while found := _SKIPPED.match(content, place):
        place = found.end()
    root = _ROOT.match(content, place)
    return root[1].lower() if root else ""


def _refuse(content: str, root: str) -> None:
    """Raise FeedError: say what the text is instead of a feed."""
    head = content[:_SAMPLE].lower()
    if root == "opml":
        raise FeedError("not a feed but a list of feeds (OPML); import it")
    if root in {"html", "head", "body"} or "<html" in head or "<!doctype html" in head:
        raise FeedError("this is a web page, not a feed")
    if root:
        raise FeedError(f"not a feed but another kind of XML (<{text.line(root, 40)}>)")
    raise FeedError("not a feed but text")
