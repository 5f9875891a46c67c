"""One feed, from its address to the articles in it and to when it is asked again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from tuinews import limits
from tuinews.intake.errors import FeedError, FetchError
from tuinews.intake.fetching import passwords
from tuinews.intake.fetching.client import Client
from tuinews.intake.fetching.reply import Reply
from tuinews.intake.fetching.request import Limits
from tuinews.intake.workers.pool import Workers
from tuinews.intake.workers.worker import WorkLimits
from tuinews.model import Feed, FeedSettings
from tuinews.refresh import reading, schedule
from tuinews.refresh.events import Outcome
from tuinews.refresh.reading import FeedEntry
from tuinews.refresh.schedule import Policy
from tuinews.settings import Fetch


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one feed."""

    asked: Feed  # as it was
    feed: Feed  # as it is to be kept
    outcome: Outcome
    entries: tuple[FeedEntry, ...] = ()
    size: int = 0  # bytes of the body
    error: str = field(default="")


def make_client(fetch: Fetch, now: Callable[[], datetime]) -> Client:
    """Return what fetches, with the limits of the settings."""
    allowed = Limits(
        total=float(fetch.total_s),
        connect=float(fetch.connect_s),
        idle=float(fetch.idle_s),
        size=fetch.body_mib * limits.MIB,
        redirects=fetch.redirects,
    )
    return Client(allowed, connections=fetch.connections, per_host=fetch.per_host, now=now)


def make_workers(fetch: Fetch, count: int | None = None) -> Workers:
    """Return what reads foreign bytes, with the limits of the settings."""
    wall = limits.PARSE_WALL_S / limits.PARSE_S * fetch.parse_s
    return Workers(count, WorkLimits(fetch.parse_s, wall, fetch.parse_mib * limits.MIB))


class Fetcher:
    """Fetches and reads feeds; never fails, but says on the feed what went wrong."""

    def __init__(
        self,
        client: Client,
        workers: Workers,
        fetch: Fetch,
        now: Callable[[], datetime],
        known: Callable[[str], frozenset[bytes]] = lambda _: frozenset(),
        rules: str = "",
    ) -> None:
        """`known` tells by what the entries are recognised that a feed brought last.

        `rules` is the file of the user's own furniture words.
        """
        self.workers, self.rules = workers, rules
        self._client, self._now, self._known = client, now, known
        self._policy = Policy(interval=fetch.feed_minutes)
        self._passwords: dict[object, str] = {}
        self._one = asyncio.Lock()  # a program that asks for a password asks alone

    async def ask(self, feed: Feed) -> Reply | Fetched:
        """Return what the server of a feed answers, for `read`; what it failed with."""
        try:
            password = await self.password(feed.settings, feed.name)
            return await self._client.fetch(schedule.request(feed, self._now(), password))
        except FetchError as error:
            after = schedule.failed(
                feed,
                str(error),
                self._now(),
                wait_until=error.wait_until,
                policy=self._policy,
                jitter=_jitter(),
            )
            return Fetched(feed, after, "failed", error=str(error))

    async def read(self, feed: Feed, reply: Reply) -> Fetched:
        """Return what an answer brings."""
        if schedule.is_unchanged(feed, reply):
            after = schedule.unchanged(feed, reply, policy=self._policy, jitter=_jitter())
            return Fetched(feed, after, "unchanged")
        problem = reply.problem
        try:
            if not problem:
                return await self._read(feed, reply)
        except FeedError as error:
            problem = str(error)
        after = schedule.failed(
            feed, problem, self._now(), reply=reply, policy=self._policy, jitter=_jitter()
        )
        return Fetched(feed, after, "failed", error=problem)

    async def _read(self, feed: Feed, reply: Reply) -> Fetched:
        """Return the entries of an answer. Raises FeedError, also where none can be read."""
        names = (feed.former[0] if feed.former else feed.url), feed.url
        args = reply.body, reply.url, reply.received, reply.content_type, names
        read = await self.workers.run(reading.read_feed, *args, self._known(feed.url), self.rules)
        if read.parsed.broken:
            raise FeedError(read.parsed.broken)
        entries = list(read.entries)
        for start in range(0, len(read.rest), reading.AT_ONCE):
            some = read.rest[start : start + reading.AT_ONCE]
            entries += await self.workers.run(reading.clean_all, some, self.rules)
        after = schedule.changed(feed, reply, read.parsed, policy=self._policy, jitter=_jitter())
        return Fetched(feed, after, "changed", tuple(entries), len(reply.body))

    async def password(self, settings: FeedSettings, name: str) -> str:
        """Return a feed's password; a program that prints it runs once. Raises FetchError."""
        key = (settings.password_command, settings.password_file)
        if not any(key):
            return ""
        async with self._one:
            if key not in self._passwords:
                self._passwords[key] = await asyncio.to_thread(passwords.password, settings, name)
            return self._passwords[key]


def _jitter() -> float:
    return random.uniform(-1, 1)  # noqa: S311 no secret
