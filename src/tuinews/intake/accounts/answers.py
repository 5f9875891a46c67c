"""What servers answer by the Google Reader API, to plain values.

Nobody's text is trusted: a wrong type costs its field or item, what is no such answer at all
raises ProtocolError, and what is kept has passed the gate.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from tuinews import limits, text
from tuinews.intake.errors import ProtocolError
from tuinews.intake.feeds import markup
from tuinews.intake.feeds.entry import Draft, capture
from tuinews.intake.url import join
from tuinews.model import Capture, Enclosure
from tuinews.values import dataclass

READ = "user/-/state/com.google/read"
STARRED = "user/-/state/com.google/starred"
ALL = "user/-/state/com.google/reading-list"
LABEL = "user/-/label/"

_STATE = re.compile(r"user/[^/]+/state/com\.google/(read|starred)")
_LONG_ID = re.compile(r"tag:google\.com,2005:reader/item/([0-9a-f]{16})", re.I)
_DECIMAL = re.compile(r"[0-9]{1,20}", re.ASCII)  # 64 bits
_NEGATIVE = re.compile(r"-[1-9][0-9]{0,18}", re.ASCII)
_ITEM = "tag:google.com,2005:reader/item/"
#: FreshRSS writes these in titles in place of what could be markup.
_FOLDED = str.maketrans("\uff06\uff1c\uff1e", "&<>")

Fields = dict[str, object]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed of the account."""

    stream: str  # its id there: "feed/52"
    url: str  # its own address; "" where that is none of the web
    title: str = ""
    site: str = ""
    folders: tuple[tuple[str, ...], ...] = ()  # paths


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the ids of a list, newest first, and how to ask for those that follow."""

    ids: tuple[str, ...]
    continuation: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """A feed of the account, as its items are to be brought in."""

    url: str  # what they are noted under
    guids: str  # the address that they are identified by
    title: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the account."""

    id: str
    stream: str
    capture: Capture | None  # None where its feed is none of the account's
    read: bool = False
    starred: bool = False


def session(body: bytes) -> str:
    """Return what a login is answered with, to be sent with each question. Raises ProtocolError."""
    said = body.decode("utf-8", "replace")
    if said.lstrip().startswith("{"):
        found = _string(_object(body), "Auth")
    else:
        lines = (line.strip().partition("=") for line in said.splitlines()[:20])
        found = next((value for name, _, value in lines if name == "Auth"), "")
    return _word(found, "login")


def token(body: bytes) -> str:
    """Return what changes are to be signed with. Raises ProtocolError."""
    return _word(body.decode("utf-8", "replace").strip(), "token")


def _word(said: str, what: str) -> str:
    if not said or len(said) > limits.SECRET or not (said.isascii() and said.isprintable()):
        raise ProtocolError(f"its answer holds no {what}")
    return said


def subscriptions(body: bytes, *, folded: bool = False) -> tuple[Subscription, ...]:
    """Return the feeds of an account. Raises ProtocolError.

    With `folded` the server is FreshRSS, which writes signs of markup otherwise.
    """
    found: dict[str, Subscription] = {}
    said = _object(body)
    if not isinstance(said.get("subscriptions"), list):
        raise ProtocolError("its answer is no list of feeds")
    for one in _list(said, "subscriptions")[: limits.FEEDS]:
        stream = identity(one.get("id"))
        if not stream:
            continue
        title = text.line(_title(one, folded=folded))
        own = stream.removeprefix("feed/")
        url = join("", _string(one, "url")) or (join("", own) if own != stream else "")
        labels = [_string(label, "label") for label in _list(one, "categories")[:100]]
        paths = filter(None, map(folder, labels))
        site = join("", _string(one, "htmlUrl"))
        found[stream] = Subscription(stream, url, title, site, tuple(dict.fromkeys(paths)))
    return tuple(found.values())


def subscribed(body: bytes) -> str:
    """Return the stream of a feed that was found and subscribed to; "" for none.

    Raises ProtocolError.
    """
    said = _object(body)
    return identity(said.get("streamId")) if said.get("numResults") else ""


def page(body: bytes) -> Page:
    """Return a page of a list of ids. Raises ProtocolError."""
    said = _object(body)
    refs, after = said.get("itemRefs"), said.get("continuation")
    if not isinstance(refs, list):
        raise ProtocolError("its answer is no list of articles")
    ids = [identity(one.get("id")) for one in refs if isinstance(one, dict)]
    found = Page(tuple(dict.fromkeys(filter(None, ids))), identity(after))
    # what cannot be read is no end of the list: what it lacks would be taken for read
    if (refs and not found.ids) or (after and not found.continuation):
        raise ProtocolError("its answer is no list of articles that can be read")
    return found


def items(
    body: bytes, received: datetime, origins: Mapping[str, Origin], *, folded: bool = False
) -> tuple[Item, ...]:
    """Return the items in an answer; `origins` are the feeds of the account, by their streams.

    Raises ProtocolError. With `folded` the server is FreshRSS.
    """
    found: dict[str, Item] = {}
    for one in _list(_object(body), "items"):
        name, stream = identity(one.get("id")), identity(_fields(one, "origin").get("streamId"))
        origin = origins.get(stream)
        if name:
            made = _capture(one, origin, received, folded=folded) if origin else None
            tags = (_STATE.fullmatch(tag) for tag in _tags(one))
            marks = {tag[1] for tag in tags if tag}
            found[name] = Item(name, stream, made, "read" in marks, "starred" in marks)
    return tuple(found.values())


def identity(value: object) -> str:
    """Return an id as it is compared and asked for: as a string, decimal where it is a number.

    Lists give numbers in decimal, contents the same in hexadecimal behind a long prefix, and
    negative ones as if they were not, as some lists do; others have ids that are no numbers.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not 0 < len(value) <= limits.ID:
        return ""
    long = _LONG_ID.fullmatch(value)
    number = int(long[1], 16) if long else int(value) if _DECIMAL.fullmatch(value) else 0
    if number >> 63 == 1:
        return str(number - (1 << 64))
    if long:
        return str(number)
    value = value.removeprefix(_ITEM)
    return value if value == text.line(value, limits.ID) else ""


def asked(name: str) -> str:
    """Return an id as it is asked for: whole, where it is no number or a negative one."""
    if _NEGATIVE.fullmatch(name):
        return f"{_ITEM}{int(name) & (1 << 64) - 1:016x}"
    return name if _DECIMAL.fullmatch(name) else _ITEM + name


def folder(label: str) -> tuple[str, ...]:
    """Return the folders that "News/Europe" names; () for none."""
    parts = (text.line(part, limits.FOLDER) for part in label.split("/"))
    return tuple(filter(None, parts))[: limits.FOLDERS]


def _capture(item: Fields, origin: Origin, received: datetime, *, folded: bool) -> Capture:
    """Return an item as an entry of its feed brings it."""
    draft = _draft(item, origin, folded=folded)
    return replace(capture(draft, origin.url, received), feed=origin.guids)


def _draft(item: Fields, origin: Origin, *, folded: bool) -> Draft:
    link = _address(item, "canonical") or _address(item, "alternate")
    said = _string(_fields(item, "content"), "content") or _string(
        _fields(item, "summary"), "content"
    )
    author = text.line(_string(item, "author"))
    kept = (text.line(one, 100) for one in _tags(item) if not one.startswith("user/"))
    return Draft(
        guid=_string(item, "guid"),
        link=link,
        title=_title(item, folded=folded),
        content=markup.absolute(said, link),
        authors=(author,) if author else (),
        publisher=origin.title,
        published=_time(item.get("published")),
        updated=_time(item.get("updated")),
        enclosures=_enclosures(item),
        categories=tuple(dict.fromkeys(filter(None, kept))),
    )


def _tags(item: Fields) -> list[str]:
    tags = item.get("categories")
    return [one for one in tags[:100] if isinstance(one, str)] if isinstance(tags, list) else []


def _title(fields: Fields, *, folded: bool) -> str:
    """Return a title as its publisher wrote it."""
    said = _string(fields, "title")
    said = said.translate(_FOLDED) if folded else said
    return text.safe(markup.plain_title(said, "text/html"))


def _address(item: Fields, name: str) -> str:
    links = (join("", _string(one, "href")) for one in _list(item, name)[:20])
    return next(filter(None, links), "")


def _enclosures(item: Fields) -> tuple[Enclosure, ...]:
    found = []
    for one in _list(item, "enclosure")[:100]:
        if address := join("", _string(one, "href") or _string(one, "url")):
            length = one.get("length")
            size = length if type(length) is int and 0 < length < 1 << 50 else None
            found.append(Enclosure(address, text.line(_string(one, "type"), 100), size))
    return tuple(found)


def _time(value: object) -> datetime | None:
    """Return the time of seconds since 1970; None where that is none."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        value = int(value)
    if type(value) is not int or not 0 < value < 1 << 36:
        return None
    return datetime.fromtimestamp(value, UTC)


def _object(body: bytes) -> Fields:
    """Return the object that an answer is. Raises ProtocolError."""
    try:
        said = json.loads(body.decode("utf-8", "replace"), parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise ProtocolError("its answer is not what such a server answers") from None
    if not isinstance(said, dict):
        raise ProtocolError("its answer is not what such a server answers")
    return said


def _list(fields: Fields, name: str) -> list[Fields]:
    found = fields.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _fields(fields: Fields, name: str) -> Fields:
    found = fields.get(name)
    return found if isinstance(found, dict) else {}


def _string(fields: Fields, name: str) -> str:
    value = fields.get(name)
    return text.safe(value) if isinstance(value, str) else ""
