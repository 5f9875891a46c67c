"""Taking up an account: finding its server, logging in, and its feeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from tuinews.config import Fetch
from tuinews.intake.accounts import finding
from tuinews.intake.accounts.greader import Session, name_of
from tuinews.model import Feed, FeedSettings
from tuinews.refresh.accounts import feeds
from tuinews.refresh.accounts.running import patient
from tuinews.refresh.accounts.settling import Settling
from tuinews.store.library import Library, LibraryError


@dataclass(frozen=True, slots=True)
class Taken:
    """An account that was taken up."""

    account: Feed
    feeds: int
    unread: int


async def take_up(
    library: Library,
    address: str,
    settings: FeedSettings,
    password: str,
    fetch: Fetch,
    now: Callable[[], datetime],
    known: Feed | None,
) -> Taken:
    """Log in at a server and keep its account and its feeds, durably; no articles yet.

    `known` is the account that there is already. Raises UrlError, FetchError, which say what
    to do, LibraryError where that is another one, StoreError.
    """
    async with patient(fetch, now) as client:
        url = await finding.find(client, address, settings)
        session = Session(client, url, settings, password)
        await session.open()
        unread = await session.unread()
        if known is not None and known.url != url:
            raise LibraryError(f"There is an account at {known.url}; remove that first.")
        before = known or Feed(url, title=name_of(url), added=now())
        account = replace(before, settings=settings, error="", due=None, wait_until=None)
        library.put_account(account)
        memory = library.memory.read()
        marks = Settling(library, session, memory)
        origins = await feeds.follow(library, session, memory, marks, account)
    return Taken(account, len(origins), len(unread))
