"""Subscriptions out of other programs' lists: what is taken over, and what is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tuinews import limits, text
from tuinews.intake.errors import IntakeError
from tuinews.intake.url import UrlError, hide_password, is_private_host, parse
from tuinews.model import Feed, FeedSettings

PRIVATE = (
    "an address of this machine or a private network:"
    " if it is yours, untick archived under E, or `tuinews add` it"
)
FILTERED = (
    "its filter program is not run:"
    " to have it unfiltered, untick archived under E, or `tuinews add` it"
)


class ListError(IntakeError):
    """The file is no list of feeds; the message says what it is."""


@dataclass(frozen=True, slots=True)
class FeedList:
    """The subscriptions of a list."""

    feeds: tuple[Feed, ...]  # each address once
    refused: tuple[str, ...] = ()  # a line each: what was not taken over, and why
    title: str = ""


def subscription(
    address: str,
    *,
    title: str = "",
    site: str = "",
    description: str = "",
    folder: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    settings: FeedSettings | None = None,
    attributes: tuple[tuple[str, str], ...] = (),
) -> Feed:
    """Return a subscription to `address`, switched off where it may not be what it seems.

    Raises UrlError for what cannot be subscribed to: programs, files, other protocols.
    """
    address, disabled = _address(address.strip())
    url = parse(address)
    if not disabled and is_private_host(url.host):
        disabled = PRIVATE
    return Feed(
        url=address,
        title=text.line(title),
        site=text.line(site, limits.URL),
        description=text.line(description),
        folders=(folder,) if folder else (),
        tags=tags,
        settings=settings or FeedSettings(),
        disabled=disabled,
        attributes=attributes,
    )


def merged(feeds: Iterable[Feed]) -> tuple[Feed, ...]:
    """Return each address once; one that stands in two folders is in both."""
    found: dict[str, Feed] = {}
    for feed in feeds:
        known = found.get(feed.url)
        if known is None:
            found[feed.url] = feed
            continue
        more = tuple(folder for folder in feed.folders if folder not in known.folders)
        tags = tuple(tag for tag in feed.tags if tag not in known.tags)
        found[feed.url] = replace(
            known,
            title=known.title or feed.title,
            site=known.site or feed.site,
            folders=known.folders + more,
            tags=known.tags + tags,
        )
    return tuple(found.values())


def _address(address: str) -> tuple[str, str]:
    """Return the address as it is fetched, and why it is not ("" where it is)."""
    scheme, colon, rest = address.partition(":")
    scheme = scheme.lower()
    if address.startswith("|") or scheme == "exec":
        raise UrlError(f"{hide_password(address)}: programs are never run")
    if scheme == "query":
        raise UrlError(f"{hide_password(address)}: a query; save it as a search instead")
    if scheme == "filter":
        inner = rest[rest.rfind("http") :] if "http" in rest else ""
        if not inner.startswith(("http:", "https:")):
            raise UrlError(f"{hide_password(address)}: programs are never run")
        return inner, FILTERED
    if scheme == "feed" and colon:
        inner = rest.removeprefix("//")
        return (inner if inner.startswith(("http:", "https:")) else f"https://{inner}"), ""
    return address, ""
