"""OPML, the exchange format for subscriptions: every shape in, one shape out, nothing lost.

Files of other programs are seldom good XML. They are read by their outline tags and the
attributes of these alone; document types, entities and everything else act on nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from tuinews import limits, text
from tuinews.intake.decoding.decode import binary, declared, decode
from tuinews.intake.lists.subscriptions import (
    FeedList,
    ListError,
    merged,
    subscription,
)
from tuinews.intake.url import UrlError, hide_password, without_credentials
from tuinews.model import Feed, FeedSettings

NAMESPACE = "urn:tuinews:opml:1"
_OURS = "tuinews:"

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_TAG = re.compile(r"<(/?)(outline|title|opml|rss|feed|rdf:RDF|html)(?=[\s/>])", re.I)
_ATTRIBUTE = re.compile(r"""\s*([\w:.\-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_END = re.compile(r"([^<>]*)>")
_TWICE = re.compile(r"&(?:amp|lt|gt|quot|apos|#39|#x27);")
_NAME = re.compile(r"(?!xml)[A-Za-z_][\w.\-]*(?::[A-Za-z_][\w.\-]*)?", re.A | re.I)
_NAMESPACES = {"frss": "https://freshrss.org/opml", "fz": "urn:forumzilla:"}
_ADDRESSES = ("xmlurl", "feedurl", "url")
_KNOWN = frozenset({"xmlurl", "title", "text", "htmlurl", "description", "type", "category"})
_NO_FEEDS = frozenset({"link", "include"})


def read(data: bytes, name: str = "the list") -> FeedList:
    """Return the subscriptions in an OPML file. Raises ListError where it is none."""
    if len(data) > limits.FEED_LIST:
        raise ListError(f"{name}: larger than {limits.FEED_LIST >> 20} MiB, not read as OPML")
    if binary(data):
        raise ListError(f"{name}: a binary file, not OPML")
    content = _COMMENT.sub("", decode(data, declared(data), as_written=True))
    if not content.strip():
        raise ListError(f"{name}: empty, not OPML")
    outlines = list(_outlines(content))
    if not outlines:
        _refuse(content, name)
    feeds, refused = [], []
    twice = f'xmlns:tuinews="{NAMESPACE}"' not in content
    for outline in outlines:
        if not outline.address:
            continue
        try:
            feeds.append(_feed(outline, twice=twice))
        except UrlError as error:
            refused.append(str(error))
    if not feeds and not refused:
        raise ListError(f"{name}: an OPML list with no feeds in it")
    title = re.search(r"<title>([^<]*)</title>", content, re.I)
    return FeedList(
        merged(feeds), tuple(refused), text.line(text.unescaped(title[1] if title else ""))
    )


def write(feeds: Iterable[Feed], title: str = "tuinews", *, secrets: bool = False) -> str:
    """Return the subscriptions as OPML 2.0.

    Without `secrets` addresses go without user and password. What runs or unlocks something
    (commands, cookies, headers, proxies) is never written.
    """
    tree = _Folder("", [], {})
    prefixes = {"tuinews": NAMESPACE}
    for feed in feeds:
        prefixes |= {
            name.partition(":")[0]: _NAMESPACES.get(name.partition(":")[0], f"{NAMESPACE}:foreign")
            for name, _ in feed.attributes
            if ":" in name and _NAME.fullmatch(name)
        }
        for path in feed.folders or ((),):
            folder = tree
            for name in path:
                folder = folder.inner(name)
            folder.content.append(feed)
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in prefixes.items())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" {spaces}>',
        f"  <head><title>{html.escape(_sound(title), quote=False)}</title></head>",
        "  <body>",
        *_written(tree, 2, secrets),
        "  </body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Folder:
    name: str
    content: list[Feed | _Folder]  # in the order in which they are to be written
    folders: dict[str, _Folder]

    def inner(self, name: str) -> _Folder:
        """Return the folder of that name in this one."""
        if name not in self.folders:
            self.folders[name] = _Folder(name, [], {})
            self.content.append(self.folders[name])
        return self.folders[name]


@dataclass(frozen=True, slots=True)
class _Outline:
    attributes: dict[str, tuple[str, str]]  # name in small letters -> name as written, value
    folder: tuple[str, ...]

    def value(self, *names: str) -> str:
        return next(
            (self.attributes[n][1] for n in names if self.attributes.get(n, "  ")[1].strip()), ""
        )

    @property
    def address(self) -> str:
        if self.value("type").lower() in _NO_FEEDS:
            return ""
        return self.value(*_ADDRESSES).strip()


def _outlines(content: str) -> Iterator[_Outline]:
    """Yield the outlines in order, each with the folders it stands in."""
    path: list[bool] = []  # for each open outline whether it is a folder with a name
    folders: list[str] = []
    place = 0
    while tag := _TAG.search(content, place):
        place = tag.end()
        if tag[2].lower() != "outline":
            continue
        if tag[1]:
            if path and path.pop():
                folders.pop()
            continue
        attributes: dict[str, tuple[str, str]] = {}
        while found := _ATTRIBUTE.match(content, place):
            place = found.end()
            value = next((part for part in found.groups()[1:] if part is not None), "")
            attributes.setdefault(found[1].lower(), (found[1], text.unescaped(value)))
        end = _END.match(content, place)
        place = end.end() if end else place
        outline = _Outline(attributes, tuple(folders[: limits.FOLDERS]))
        yield outline
        if not (end and end[1].rstrip().endswith("/")):
            name = "" if outline.address else _name(outline.value("title", "text"))
            path.append(bool(name))
            folders += [name] if name else []


def _name(value: str) -> str:
    return text.line(_once_more(value), limits.FOLDER)


def _once_more(value: str) -> str:
    """Return a title that was escaped twice, as some programs do, as it was meant."""
    return text.unescaped(value) if _TWICE.search(value) else value


def _feed(outline: _Outline, *, twice: bool) -> Feed:
    """Return an outline's subscription. Raises UrlError."""
    mend = _once_more if twice else str
    kept = tuple(
        (_sound(name), _sound(value))
        for key, (name, value) in outline.attributes.items()
        if key not in _KNOWN and key != "url" and not key.startswith(_OURS)
    )
    kind, written, shown = (outline.value(name) for name in ("type", "title", "text"))
    if written and shown and written != shown:
        kept = (("text", _sound(shown)), *kept)
    if kind.lower() not in {"", "rss"}:
        kept = (("type", _sound(kind)), *kept)
    off = text.line(outline.value(f"{_OURS}disabled"), limits.FEED_TAG)
    feed = subscription(
        outline.address,
        title=mend(written or shown),
        site=outline.value("htmlurl"),
        description=mend(outline.value("description")),
        folder=outline.folder,
        tags=_tags(outline),
        settings=_settings(outline),
        attributes=kept[:50],
    )
    return replace(feed, disabled=feed.disabled or off)


def _tags(outline: _Outline) -> tuple[str, ...]:
    own = outline.value(f"{_OURS}tags")
    names = (
        [unquote(name) for name in own.split()]
        if own
        else [part.strip() for part in outline.value("category").split(",") if "/" not in part]
    )
    return tuple(
        dict.fromkeys(tag for name in names[:100] if (tag := text.line(name, limits.FEED_TAG)))
    )


def _settings(outline: _Outline) -> FeedSettings:
    def number(name: str) -> int:
        value = outline.value(f"{_OURS}{name}")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else 0

    return FeedSettings(
        interval=number("interval"),
        muted=outline.value(f"{_OURS}muted") == "true",
        full_text=outline.value(f"{_OURS}fulltext") == "true",
        keep_days=number("keepdays"),
        keep_count=number("keepcount"),
    )


def _refuse(content: str, name: str) -> None:
    """Raise ListError: say what it is instead of an OPML list."""
    root = _TAG.search(content)
    kind = root[2].lower() if root else ""
    if kind in {"rss", "feed", "rdf:rdf"}:
        raise ListError(f"{name}: a feed, not an OPML list; subscribe to its address")
    if kind == "opml":
        raise ListError(f"{name}: an OPML list with no feeds in it")
    what = "a web page" if kind == "html" or "<html" in content[:4096].lower() else "something else"
    raise ListError(f"{name}: {what}, not an OPML list")


def _written(folder: _Folder, depth: int, secrets: bool) -> Iterator[str]:
    """Yield the lines of a folder's content; without recursion deeper than folders are."""
    space = "  " * depth
    for part in folder.content:
        if isinstance(part, Feed):
            yield f"{space}<outline {_attributes(part, secrets)}/>"
            continue
        shown = _quoted(part.name)
        yield f"{space}<outline text={shown} title={shown}>"
        yield from _written(part, depth + 1, secrets)
        yield f"{space}</outline>"


def _attributes(feed: Feed, secrets: bool) -> str:
    settings = feed.settings
    kept = dict(feed.attributes)
    url = feed.url if secrets else without_credentials(feed.url)
    title = feed.title or feed.stated_title or hide_password(url)
    plain = not any("," in tag or "/" in tag for tag in feed.tags)
    values = {
        "type": kept.pop("type", "rss"),
        "text": kept.pop("text", title),
        "title": feed.title or feed.stated_title,
        "xmlUrl": url,
        "htmlUrl": feed.site,
        "description": feed.description,
        "category": ",".join(feed.tags) if plain else "",
        f"{_OURS}tags": "" if plain else " ".join(quote(tag, safe="") for tag in feed.tags),
        f"{_OURS}disabled": feed.disabled,
        f"{_OURS}interval": str(settings.interval or ""),
        f"{_OURS}muted": "true" if settings.muted else "",
        f"{_OURS}fullText": "true" if settings.full_text else "",
        f"{_OURS}keepDays": str(settings.keep_days or ""),
        f"{_OURS}keepCount": str(settings.keep_count or ""),
        **{name: value for name, value in kept.items() if _NAME.fullmatch(name)},
    }
    return " ".join(f"{name}={_quoted(value)}" for name, value in values.items() if value)


def _quoted(value: str) -> str:
    """Return a value as an attribute holds it, in its quotes."""
    return f'"{html.escape(_sound(value))}"'


def _sound(value: str) -> str:
    """Return a value that XML may hold."""
    return text.line(value, limits.URL)
