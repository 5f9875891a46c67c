"""From what a person types to the feeds that can be subscribed to, each with a preview."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from tuinews import limits
from tuinews.intake.discovery import links
from tuinews.intake.discovery.links import FeedLink
from tuinews.intake.errors import FeedError, FetchError, IntakeError
from tuinews.intake.feeds import parser
from tuinews.intake.feeds.parsed import ParsedFeed
from tuinews.intake.fetching import pages
from tuinews.intake.fetching.client import Client
from tuinews.intake.fetching.reply import Reply
from tuinews.intake.fetching.request import Request, request_for
from tuinews.intake.url import is_private_host, parse
from tuinews.model import Capture, Feed, FeedSettings

_PREVIEWED = 5  # headlines
_HOST_ONLY = re.compile(r"(?:[\w\-]+(?:\.[\w\-]+)+|localhost)(?::\d+)?(?:[/?#].*)?")

#: Reads a feed; `workers.run(parser.parse, ...)` in the program.
Parse = Callable[[bytes, str, datetime, str], Awaitable[ParsedFeed]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that was found and read."""

    url: str
    title: str
    kind: str  # "rss20", "atom10", "json11" ...
    entries: int
    headlines: tuple[str, ...]  # the first few
    newest: datetime | None
    parsed: ParsedFeed
    reply: Reply

    def subscription(self, settings: FeedSettings | None = None) -> Feed:
        """Return the feed as it is to be kept; its first refresh is still to come."""
        return Feed(
            url=self.url,
            stated_title=self.parsed.title or self.title,
            site=self.parsed.site,
            description=self.parsed.description,
            settings=settings or FeedSettings(),
        )


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found at an address."""

    address: str  # as it was asked
    candidates: tuple[Candidate, ...]  # the likeliest first
    page: Capture | None = None  # the page itself, to keep as one article
    problems: tuple[str, ...] = ()  # what was named as a feed and is none, a line each


async def discover(
    address: str,
    client: Client,
    read: Parse,
    *,
    settings: FeedSettings | None = None,
    password: str = "",
) -> Discovery:
    """Return the feeds at `address`: its own, those that its page names, those such sites have.

    `settings` are what the reader gave beside: user, headers, and whether it may lie in a
    private network; `password` is that of its user. Raises UrlError for what is no address,
    and FetchError where it cannot be fetched at all.
    """
    url = typed(address)
    parse(url)  # once and for all: what is no address goes no further
    first = request_for(url, settings or FeedSettings(), password)
    known = links.of_site(url)
    if known:
        found, problems = await _previewed(known, first, client, read)
        if found:
            return Discovery(url, found, problems=problems)
    reply, first = await _answer(address, first, client)
    if reply.problem:
        raise FetchError(reply.problem)
    url = first.url
    try:
        candidate = await _candidate(reply, FeedLink(reply.moved_to or url), read)
        return Discovery(url, (candidate,))
    except FeedError as error:
        not_a_feed = str(error)
    if parser.looks_like_feed(reply.body):
        raise FetchError(f"{parse(reply.url).host}: {not_a_feed}")
    return await _of_page(url, reply, first, client, read)


async def _answer(address: str, first: Request, client: Client) -> tuple[Reply, Request]:
    """Return the answer, and the request: in plain http where no scheme was typed and TLS fails.

    Never with anything secret. Raises FetchError.
    """
    try:
        return await client.fetch(first), first
    except FetchError:
        secret = first.user or first.password or first.cookie or first.headers
        if secret or not _bare(address) or not first.url.startswith("https:"):
            raise
        plain = replace(first, url=f"http{first.url.removeprefix('https')}")
        try:
            return await client.fetch(plain), plain
        except FetchError:
            pass  # what went wrong first is told
        raise


def typed(address: str) -> str:
    """Return what a person typed as an address: "example.org" is one too.

    Where no scheme is typed it is https, but http in the network of the house.
    """
    address = _unprefixed(address)
    if not _bare(address):
        return address
    host = re.split(r"[:/?#]", address, maxsplit=1)[0]
    return f"{'http' if is_private_host(host) else 'https'}://{address}"


def _unprefixed(address: str) -> str:
    address = address.strip()
    for prefix in ("feed://", "feed:"):
        if address.lower().startswith(prefix):
            return address[len(prefix) :]
    return address


def _bare(address: str) -> bool:
    """Tell whether an address is typed without a scheme."""
    address = _unprefixed(address)
    return "://" not in address and bool(_HOST_ONLY.fullmatch(address))


async def _of_page(
    url: str, reply: Reply, first: Request, client: Client, read: Parse
) -> Discovery:
    """Return the feeds of a page that is none itself."""
    content = pages.text_of(reply)
    named = [*links.of_site(reply.url), *links.named(content, reply.url)]
    found, problems = await _previewed(named, first, client, read)
    if not found:
        found, _ = await _previewed(links.well_known(reply.url), first, client, read, enough=1)
    try:
        page = pages.capture(reply)
    except FetchError:
        page = None
    return Discovery(url, found, page, problems)


async def _previewed(
    candidates: list[FeedLink], first: Request, client: Client, read: Parse, *, enough: int = 0
) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
    """Fetch and read each; with `enough`, one after the other until that many are found."""

    async def one(link: FeedLink) -> Candidate | str:
        try:
            reply = await client.fetch(_within(first, link.url))
            if reply.problem:
                return reply.problem
            return await _candidate(reply, link, read)
        except IntakeError as error:
            return str(error)

    found: list[Candidate] = []
    problems: list[str] = []
    chosen = candidates[: limits.CANDIDATES]
    step = 1 if enough else len(chosen)
    for place in range(0, len(chosen), step or 1):
        for result in await asyncio.gather(*map(one, chosen[place : place + step])):
            if isinstance(result, str):
                problems.append(result)
            elif result.reply.url not in {known.reply.url for known in found}:
                found.append(result)
        if enough and len(found) >= enough:
            break
    return tuple(found), tuple(problems)


def _within(first: Request, url: str) -> Request:
    """Return the request for another address: what is secret stays with the first one's host."""
    old, new = parse(first.url), parse(url)
    if new.origin == old.origin:
        return replace(first, url=url)
    private = first.private and new.host == old.host
    return replace(first, url=url, user="", password="", cookie="", headers=(), private=private)


async def _candidate(reply: Reply, link: FeedLink, read: Parse) -> Candidate:
    """Return the feed that came. Raises FeedError where it is none."""
    parsed = await read(reply.body, reply.url, reply.received, reply.content_type)
    dates = [c.stated.published for c in parsed.captures if c.stated.published is not None]
    return Candidate(
        url=reply.moved_to or link.url,
        title=parsed.title or link.title or link.url,
        kind=parsed.kind,
        entries=len(parsed.captures),
        headlines=tuple(c.stated.headline for c in parsed.captures[:_PREVIEWED]),
        newest=max(dates, default=None),
        parsed=parsed,
        reply=reply,
    )
