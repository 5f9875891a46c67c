"""How the feeds of an account and those of the library follow each other. Pure decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from tuinews.intake.accounts.answers import Origin, Subscription, folder
from tuinews.model import Feed
from tuinews.store.disk.accounts import Named


@dataclass(frozen=True, slots=True)
class Edit:
    """What the user changed about a feed of the account."""

    stream: str
    title: str | None = None  # None as it was
    label: str | None = None  # None as it was, "" in no folder
    former: str = ""  # the label that it had


def renamed(one: Subscription, title: str) -> Subscription:
    """Return a subscription after it was given a title."""
    return replace(one, title=title)


def moved(one: Subscription, label: str) -> Subscription:
    """Return a subscription after it was given a label in place of its first one."""
    return replace(one, folders=tuple(filter(None, (folder(label), *one.folders[1:]))))


def edits(feeds: Iterable[Feed], had: Mapping[str, Named], there: Collection[str]) -> list[Edit]:
    """Return what the user changed about feeds that are `there` since the server had them so."""
    found = []
    for feed in feeds:
        before = had.get(feed.stream)
        if before is None or feed.stream not in there:
            continue
        title = feed.title if feed.title not in ("", before.title) else None
        label = "/".join(feed.folder)
        if title is not None or label != before.label:
            moved_to = label if label != before.label else None
            found.append(Edit(feed.stream, title, moved_to, before.label))
    return found


@dataclass(frozen=True, slots=True)
class Followed:
    """The feeds of the library after those of the account."""

    put: tuple[Feed, ...] = ()  # with what is otherwise the user's
    noted: tuple[tuple[str, Feed], ...] = ()  # with what was found, by the address until now
    new: frozenset[str] = frozenset()  # streams of feeds that were not there
    back: frozenset[str] = frozenset()  # ... that were gone


def followed(
    feeds: Iterable[Feed], subscriptions: Sequence[Subscription], account: Feed
) -> Followed:
    """Return what becomes of the feeds of the library.

    One that the user fetches without the account stays as it is. One that the account has no
    longer is gone, and stays until the user deletes it: a server that fails loses nobody's
    articles.
    """
    by_url = {feed.url: feed for feed in feeds}
    by_stream = {feed.stream: feed for feed in by_url.values() if feed.stream}
    put: dict[str, Feed] = {}
    noted: list[tuple[str, Feed]] = []
    new: set[str] = set()
    back: set[str] = set()
    for one in subscriptions:
        url = address(one, account)
        known = by_stream.pop(one.stream, None)
        if known is None and url not in by_url and url not in put:
            bare = Feed(url, stream=one.stream, folders=one.folders)
            put[url] = _sound(bare, one, account)
            new.add(one.stream)
        elif known is not None:
            if known.title or known.folders != one.folders:
                put[known.url] = replace(known, title="", folders=one.folders)
            back.update([one.stream] if known.gone else ())
            taken = url in by_url or url in put
            noted.append((known.url, _sound(known, one, account, "" if taken else url)))
    for feed in by_stream.values():
        gone = replace(_healthy(feed, account), gone=True, due=None)
        noted.append((feed.url, gone))
    return Followed(tuple(put.values()), tuple(noted), frozenset(new), frozenset(back))


def owner(account: Feed) -> str:
    """Return whose an account is, as its memory has it."""
    return f"{account.settings.user} at {account.url}"


def left_over(
    feeds: Iterable[Feed], subscriptions: Iterable[Subscription], account: Feed
) -> list[Feed]:
    """Return the feeds that an account which is there no longer left behind, for another one.

    Its streams mean other feeds there: they are known by their addresses. What it does not
    have is the user's own.
    """
    streams = {address(one, account): one.stream for one in subscriptions}
    return [replace(one, stream=streams.get(one.url, "")) for one in feeds if one.stream]


def address(one: Subscription, account: Feed) -> str:
    """Return the address of a feed; that of its stream where it has none of the web."""
    return one.url or f"{account.url}/reader/api/0/stream/contents/{quote(one.stream)}"


def origins(
    feeds: Iterable[Feed], subscriptions: Iterable[Subscription], account: Feed
) -> dict[str, Origin]:
    """Return for each stream as what its items are to be brought in."""
    by_url = {feed.url: feed for feed in feeds}
    by_stream = {feed.stream: feed for feed in by_url.values() if feed.stream}
    found = {}
    for one in subscriptions:
        feed = by_stream.get(one.stream) or by_url.get(address(one, account))
        if feed is not None:
            first = feed.former[0] if feed.former else feed.url
            found[one.stream] = Origin(feed.url, first, feed.name)
    return found


def named(subscriptions: Iterable[Subscription]) -> dict[str, Named]:
    """Return what the server has of its feeds, to be remembered."""
    return {
        one.stream: Named(one.title, "/".join(one.folders[0]) if one.folders else "")
        for one in subscriptions
    }


def failing(feeds: Iterable[Feed], account: Feed) -> list[tuple[str, Feed]]:
    """Return the feeds of an account that could not be asked, with why, by their addresses."""
    return [(feed.url, _healthy(feed, account)) for feed in feeds if feed.stream and not feed.gone]


def _sound(feed: Feed, one: Subscription, account: Feed, url: str = "") -> Feed:
    """Return a feed with what the account says of it."""
    found = replace(_healthy(feed, account), url=url or feed.url, gone=False)
    return replace(found, stated_title=one.title, site=one.site)


def _healthy(feed: Feed, account: Feed) -> Feed:
    """Return a feed that fares as its account does."""
    return replace(
        feed,
        checked=account.checked,
        due=account.due,
        error=account.error,
        failures=account.failures,
        failing_since=account.failing_since,
        wait_until=account.wait_until,
    )
