"""An account within a refresh: when it is asked, and what is told of how that went."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from tuinews import limits
from tuinews.intake.accounts.greader import Session
from tuinews.intake.errors import FeedError, FetchError
from tuinews.intake.fetching.client import Client
from tuinews.model import Feed
from tuinews.refresh import schedule
from tuinews.refresh.accounts import following
from tuinews.refresh.accounts.sync import Sync
from tuinews.refresh.arrival import Arrivals
from tuinews.refresh.events import Event
from tuinews.refresh.fetching import Fetcher, make_client
from tuinews.settings import Fetch
from tuinews.store.library import Library


@asynccontextmanager
async def patient(fetch: Fetch, now: Callable[[], datetime]) -> AsyncIterator[Client]:
    """Give what asks an account: some servers take a minute for a change."""
    seconds = max(fetch.total_s, limits.ACCOUNT_S)
    async with make_client(replace(fetch, total_s=seconds, idle_s=seconds), now) as client:
        yield client


@dataclass
class AccountRun:
    """The account of a library, being brought in step."""

    library: Library
    arrivals: Arrivals
    fetcher: Fetcher
    fetch: Fetch
    now: Callable[[], datetime]
    stop: asyncio.Event
    account: Feed
    sync: Sync | None = field(default=None, init=False)

    async def events(self) -> AsyncIterator[Event]:
        """Bring it in step, durably, and note on it and its feeds how that went.

        Raises StoreError.
        """
        interval = self.account.settings.interval or self.fetch.feed_minutes
        # one that fails is asked as often as ever: what the user did waits for it
        policy = schedule.Policy(interval=interval, most=max(interval, self.fetch.feed_minutes))
        jitter = random.uniform(-1, 1)  # noqa: S311 no secret
        well = schedule.synced(self.account, self.now(), policy=policy, jitter=jitter)
        try:
            async with patient(self.fetch, self.now) as client:
                async for event in self._run(client, well):
                    yield event
            whole = self.sync is not None and self.sync.whole
            self.account = well if whole else replace(well, changed=self.account.changed, due=None)
        except (FetchError, FeedError) as error:
            wait = error.wait_until if isinstance(error, FetchError) else None
            self.account = schedule.failed(
                self.account, str(error), self.now(), wait_until=wait, policy=policy, jitter=jitter
            )
            feeds = following.failing(self.library.subscriptions.feeds(), self.account)
            await asyncio.to_thread(self.library.subscriptions.note_feeds, feeds)
        await asyncio.to_thread(self.library.subscriptions.note_account, self.account)

    async def _run(self, client: Client, well: Feed) -> AsyncIterator[Event]:
        account = self.account
        password = await self.fetcher.password(account.settings, account.name)
        session = Session(client, account.url, account.settings, password)
        workers, rules = self.fetcher.workers, self.fetcher.rules
        self.sync = Sync(self.library, self.arrivals, session, workers, well, rules)
        async for event in self.sync.run(self.now(), self.stop):
            yield event
