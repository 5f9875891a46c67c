"""Taking up an account: finding its server, logging in, and its feeds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from tuinews.intake.accounts import finding
from tuinews.intake.accounts.greader import Session
from tuinews.intake.errors import FetchError
from tuinews.intake.fetching import passwords
from tuinews.model import Feed, FeedSettings
from tuinews.refresh.accounts import feeds, following
from tuinews.refresh.accounts.running import patient
from tuinews.refresh.accounts.settling import Settling
from tuinews.settings import Fetch
from tuinews.store.errors import LibraryError
from tuinews.store.library import Library


@dataclass(frozen=True, slots=True)
class Taken:
    """An account that was taken up."""

    account: Feed
    feeds: int
    unread: int


async def find(
    address: str, settings: FeedSettings, fetch: Fetch, now: Callable[[], datetime]
) -> str:
    """Return the API address of the server at an address; it is sent no password.

    Raises UrlError, FetchError, which say what to do.
    """
    async with patient(fetch, now) as client:
        return await finding.find(client, address, settings)


async def take_up(
    library: Library, account: Feed, password: str, fetch: Fetch, now: Callable[[], datetime]
) -> Taken:
    """Log in at an account and keep it and its feeds, durably; no articles yet.

    Raises FetchError, StoreError.
    """
    async with patient(fetch, now) as client:
        session = Session(client, account.url, account.settings, password)
        await session.open()
        unread = await session.unread()
        if library.subscriptions.account() is None:
            there = await session.subscriptions()
            library.subscriptions.put_feeds(
                following.left_over(library.subscriptions.feeds(), there, account)
            )
        library.subscriptions.put_account(account)
        memory = library.subscriptions.memory.of(following.owner(account))
        marks = Settling(library, session, memory)
        origins = await feeds.follow(library, session, memory, marks, account)
    return Taken(account, len(origins), len(unread))


async def subscribe(
    library: Library,
    address: str,
    folder: tuple[str, ...],
    tags: tuple[str, ...],
    fetch: Fetch,
    now: Callable[[], datetime],
) -> tuple[Feed, bool]:
    """Have the account subscribe to what is at an address; its articles come with a refresh.

    Returns the feed, and whether it was there before. Raises LibraryError where there is no
    account, FetchError where it finds nothing there, StoreError.
    """
    account = library.subscriptions.account()
    if account is None:
        raise LibraryError("There is no account; `tuinews account add` takes one up.")
    known = library.subscriptions.feed(address)
    if known is not None and known.stream:
        return known, True
    before = {feed.stream for feed in library.subscriptions.feeds()}
    async with patient(fetch, now) as client:
        password = await asyncio.to_thread(passwords.password, account.settings, account.name)
        session = Session(client, account.url, account.settings, password)
        await session.open()
        stream = await session.subscribe(address)
        memory = library.subscriptions.memory.of(following.owner(account))
        marks = Settling(library, session, memory)
        origins = await feeds.follow(library, session, memory, marks, account)
    feed = library.subscriptions.feed(origins[stream].url) if stream in origins else None
    if feed is None:
        raise FetchError(f"{account.name}: says that it is subscribed, and does not list it")
    if stream in before or not feed.stream:
        return feed, True
    if folder or tags:
        feed = replace(feed, folders=(folder,) if folder else feed.folders, tags=tags)
        library.subscriptions.put_feeds([feed])
    return feed, False
