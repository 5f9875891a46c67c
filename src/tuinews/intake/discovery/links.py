"""The addresses of feeds that a page names, or that its kind of site is known to have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

from tuinews import limits, text
from tuinews.intake.url import join

# Each pattern reads what is hostile in linear time: none looks twice for an end that is not there.
_NOISE = re.compile(r"<(!--|(?:script|style|template)\b)", re.I)
_NOISE_END = {
    name: re.compile(end, re.I)
    for name, end in (
        ("!--", "-->"),
        *((name, rf"</{name}\s*>") for name in ("script", "style", "template")),
    )
}
_TAG = re.compile(r"<(link|a|base)\b([^<>]*)>(?:([^<>]{0,200}))?", re.I)
_ATTRIBUTE = re.compile(
    r"""(?<![a-z\-])([a-z\-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I
)
_TYPES = (
    *(
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
    ),
    *("text/rss+xml", "application/x-rss+xml", "application/x.atom+xml"),
)
_MAYBE = frozenset({"application/json", "application/xml", "text/xml"})
_FEEDLIKE = re.compile(
    r"(?:^|[/._\-?=])(?:rss|atom|feeds?|rdf|xml)(?:$|[/._\-?=&#])|\.(?:rss|atom|rdf)$", re.I
)
_COMMENTS = re.compile(r"comment|kommentar|commentaire|comentario|/replies", re.I)
_NEVER = re.compile(r"/wp-json/|oembed|opensearch|/xmlrpc", re.I)
#: Where sites that name no feed have one.
WELL_KNOWN = (
    *("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json"),
    *("/feeds/posts/default", "/index.rdf", "/?feed=rss2"),
)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """An address where a feed is said to be."""

    url: str
    title: str = ""


def named(content: str, url: str) -> list[FeedLink]:
    """Return the feeds that the page at `url` names, the likeliest first.

    Those in link elements go before those that are only linked; feeds of comments come last.
    """
    content = _quiet(content[: limits.SCANNED])
    base, stated, linked = url, [], []
    for place, tag in enumerate(_TAG.finditer(content)):
        if place > limits.SCANNED_LINKS:
            break
        values = {
            found[1].lower(): text.unescaped(next(p for p in found.groups()[1:] if p is not None))
            for found in _ATTRIBUTE.finditer(tag[2])
        }
        address = values.get("href", "")
        name = tag[1].lower()
        if name == "base":
            base = join(url, address) or url
        elif name == "link" and _is_feed(values):
            stated.append(FeedLink(join(base, address), text.line(values.get("title", ""))))
        elif name == "a" and _FEEDLIKE.search(address):
            label = text.unescaped(tag[3] or values.get("title", ""))
            linked.append(FeedLink(join(base, address), text.line(label)))
    return _sorted(stated or _of_site(linked, url), url)


def of_site(url: str) -> list[FeedLink]:
    """Return the feeds that pages of this kind are known to have, from the address alone."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    steps = [step for step in parts.path.split("/") if step]
    if host in {"youtube.com", "youtu.be"}:
        return _youtube(steps, parts.query)
    if host in {"github.com", "gitlab.com", "codeberg.org"} and steps:
        return _forge(host, steps)
    if host in {"reddit.com", "old.reddit.com"} and len(steps) >= 2 and steps[0] in {"r", "user"}:
        return [FeedLink(f"https://www.reddit.com/{steps[0]}/{steps[1]}/.rss", f"r/{steps[1]}")]
    if host == "medium.com" and steps:
        return [FeedLink(f"https://medium.com/feed/{steps[0]}")]
    if len(steps) == 1 and steps[0].startswith("@"):  # a profile of the Fediverse
        return [FeedLink(f"{parts.scheme}://{parts.netloc}/{steps[0]}.rss", steps[0])]
    return []


def well_known(url: str) -> list[FeedLink]:
    """Return where the site of `url` may have a feed: at its root, and beside the page."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}"
    places = [root + path for path in WELL_KNOWN]
    folder = parts.path.rstrip("/")
    if folder and "." not in folder.rsplit("/", 1)[-1]:
        places[:0] = [f"{root}{folder}{path}" for path in ("/feed", "/rss", "/index.xml")]
    return [FeedLink(place) for place in places]


def _quiet(content: str) -> str:
    """Return a page without comments, scripts and styles; one that does not end stays."""
    kept: list[str] = []
    endless: set[str] = set()  # what has no end from here on
    place = done = 0
    while start := _NOISE.search(content, place):
        name, place = start[1].lower(), start.end()
        end = None if name in endless else _NOISE_END[name].search(content, place)
        if end is None:
            endless.add(name)
            continue
        kept += content[done : start.start()], " "
        place = done = end.end()
    return "".join((*kept, content[done:]))


def _is_feed(values: dict[str, str]) -> bool:
    rel = values.get("rel", "").lower().split()
    kind = values.get("type", "").lower().partition(";")[0].strip()
    address = values.get("href", "")
    if not address or _NEVER.search(address) or not {"alternate", "feed"} & set(rel):
        return False
    if kind in _TYPES or "feed" in rel:
        return True
    return kind in _MAYBE and bool(_FEEDLIKE.search(address))


def _of_site(links: list[FeedLink], url: str) -> list[FeedLink]:
    """Keep the links that lead to the site itself: a page names many feeds of others."""
    own = _domain(url)
    return [link for link in links if link.url and _domain(link.url) == own]


def _domain(url: str) -> str:
    return ".".join((urlsplit(url).hostname or "").split(".")[-2:])


def _sorted(links: list[FeedLink], url: str) -> list[FeedLink]:
    known: dict[str, FeedLink] = {}
    for link in links:
        if link.url and link.url != url and not _NEVER.search(link.url):
            known.setdefault(link.url, link)
    return sorted(
        known.values(), key=lambda link: bool(_COMMENTS.search(f"{link.url} {link.title}"))
    )


def _youtube(steps: list[str], query: str) -> list[FeedLink]:
    feed = "https://www.youtube.com/feeds/videos.xml"
    playlist = parse_qs(query).get("list", [""])[0]
    if playlist:
        return [FeedLink(f"{feed}?playlist_id={quote(playlist, safe='')}")]
    if len(steps) >= 2 and steps[0] == "channel":
        return [FeedLink(f"{feed}?channel_id={quote(steps[1], safe='')}")]
    if len(steps) >= 2 and steps[0] == "user":
        return [FeedLink(f"{feed}?user={quote(steps[1], safe='')}")]
    return []


def _forge(host: str, steps: list[str]) -> list[FeedLink]:
    """Return the feeds of a repository or person on a site where code is kept."""
    owner = "/".join(steps[:1])
    if len(steps) == 1:
        ending = {"github.com": ".atom", "gitlab.com": ".atom"}.get(host, ".rss")
        return [FeedLink(f"https://{host}/{owner}{ending}", f"{owner}: activity")]
    repository = f"https://{host}/{owner}/{steps[1].removesuffix('.git')}"
    name = f"{owner}/{steps[1]}"
    if host == "gitlab.com":
        return [
            FeedLink(f"{repository}/-/releases.atom", f"{name}: releases"),
            FeedLink(f"{repository}/-/tags?format=atom", f"{name}: tags"),
        ]
    if host == "codeberg.org":
        return [FeedLink(f"{repository}/releases.rss", f"{name}: releases")]
    return [
        FeedLink(f"{repository}/releases.atom", f"{name}: releases"),
        FeedLink(f"{repository}/tags.atom", f"{name}: tags"),
        FeedLink(f"{repository}/commits.atom", f"{name}: commits"),
    ]
