"""One refresh of an account: its feeds, what is read and starred, then its new articles."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from tuinews import limits
from tuinews.intake.accounts.answers import Origin
from tuinews.intake.accounts.greader import AT_ONCE, PAGE, Session, is_freshrss
from tuinews.intake.errors import TOO_LARGE, FeedError, FetchError, ProtocolError
from tuinews.intake.workers.pool import Workers
from tuinews.model import Feed
from tuinews.refresh.accounts import doubting, feeds, following
from tuinews.refresh.accounts.agreeing import Marks
from tuinews.refresh.accounts.items import Brought, read_items
from tuinews.refresh.accounts.settling import Settling
from tuinews.refresh.arrival import Arrivals, Arrived
from tuinews.refresh.events import Event, Syncing
from tuinews.refresh.fetching import Fetched
from tuinews.store.disk.accounts import Had
from tuinews.store.library import Library

NEWEST = 1000  # ids that show whether there is anything new
_WHOLE = timedelta(days=30)  # between two times that all of what the server has is gone through


class Sync:
    """One refresh of an account."""

    def __init__(
        self,
        library: Library,
        arrivals: Arrivals,
        session: Session,
        workers: Workers,
        account: Feed,
        rules: str = "",
    ) -> None:
        """Take the account as it will be when all went well. Raises StoreError."""
        self._library, self._arrivals, self._rules = library, arrivals, rules
        self._session, self._workers, self._account = session, workers, account
        self._memory = library.subscriptions.memory.of(following.owner(account))
        self._marks = Settling(library, session, self._memory)
        self._origins: Mapping[str, Origin] = {}
        self.count: Counter[str] = Counter()  # "new", "updated", "hidden"
        self.new: dict[str, Feed] = {}  # ids of new articles, and through which feed they came
        self.whole = False  # all is done: nothing is left to be brought in

    async def run(self, now: datetime, stop: asyncio.Event) -> AsyncIterator[Event]:
        """Bring both sides in step; what is done is durable. Raises FetchError, StoreError."""
        await self._session.open()
        marks, there = self._marks, self._marks.there
        about = self._library, self._session, self._memory, marks, self._account
        self._origins = await feeds.follow(*about)
        there.unread = await self._session.unread()
        there.starred = await self._session.starred()
        doubts = [await self._list(now), await doubting.disbelieved(marks, self._marked)]
        await marks.settle(marks.known)
        wanted = [item for item in there.all() if item not in marks.known]
        some = wanted[: limits.ACCOUNT_NEW]
        for start in range(0, len(some), AT_ONCE):
            if stop.is_set():
                return
            async for event in self._bring(some[start : start + AT_ONCE]):
                yield event
            yield Syncing(self._account.name, min(start + AT_ONCE, len(some)), len(some))
        self.whole = len(some) == len(wanted)
        if there.whole and self.whole:
            await asyncio.to_thread(self._library.subscriptions.memory.note, whole=now)
        await asyncio.to_thread(self._library.subscriptions.memory.tidy)
        if doubt := next(filter(None, doubts), ""):
            raise FetchError(f"{self._account.name}: {doubt}.")

    # --- what there is ------------------------------------------------------------------

    async def _list(self, now: datetime) -> str:
        """List what the server has, newest first, as far down as anything may have changed.

        What it has no longer is forgotten when all was listed: it is not read for that. What
        it listed and did not give is asked for again then. Returns what is to be told where
        a list lacks what the server has.
        """
        marks, there = self._marks, self._marks.there
        whole = self._memory.whole
        recent = whole is not None and abs(now - whole) < _WHOLE  # the clock may be another one
        unsure = {item for item in marks.known if marks.is_unsure(item)}
        async for page in self._session.listed(NEWEST if recent else PAGE):
            unsure.difference_update(page.ids)
            news = any(item not in marks.known for item in page.ids)
            there.listed.update(dict.fromkeys(page.ids))
            if len(there.listed) > limits.ACCOUNT_IDS or (recent and not (news or unsure)):
                return ""
        has, never = set(there.all()), Had("", "")
        gone = [item for item in marks.known if item not in has]
        if doubt := await doubting.missed(gone, self._marked):
            return doubt
        there.whole = True
        gone += [item for item, had in marks.known.items() if item in has and had == never]
        await asyncio.to_thread(marks.forget, gone)
        return ""

    # --- articles -----------------------------------------------------------------------

    async def _bring(self, ids: Sequence[str]) -> AsyncIterator[Event]:
        """Bring in new items, and agree on how they are marked.

        Where they are too much at once, or one of them cannot be read, it is half as many at a
        time: an article that nobody can read holds up no other.
        """
        try:
            given = await self._given(ids)
        except FeedError:
            half = len(ids) // 2
            if half:
                for some in (ids[:half], ids[half:]):
                    async for event in self._bring(some):
                        yield event
                return
            given = {}
        batch = self._batch(given.values())
        arrived, notified = await asyncio.to_thread(self._arrivals.store, batch)
        self._count(batch, arrived)
        kept = {came: is_now for one in arrived for came, is_now in one.kept.items()}
        new = dict.fromkeys(ids, Had("", ""))  # also what was listed and is not given
        for item, one in given.items():
            prepared = one.entry.prepared if one.entry is not None else None
            new[item] = Had(kept.get(prepared.id, "") if prepared else "", one.stream)
        self._marks.take(new, {item: one.marks for item, one in given.items()})
        await self._marks.settle(ids)
        for event in notified:
            yield event

    async def _marked(self, ids: Sequence[str]) -> dict[str, Marks]:
        """Return how the server marks items when it is asked for them. Raises FetchError."""
        try:
            return {item: one.marks for item, one in (await self._asked(ids)).items()}
        except FeedError:  # too much to be read: nothing is known of them
            return {}

    async def _given(self, ids: Sequence[str]) -> dict[str, Brought]:
        """Return what the server gives of new items.

        Raises FetchError, FeedError where there is too much in them.
        """
        found = await self._asked(ids)
        if not found and len(ids) > 1:
            raise FetchError(f"{self._account.name}: gives none of the articles that it lists")
        return found

    async def _asked(self, ids: Sequence[str]) -> dict[str, Brought]:
        """Return what the server gives of these items; see `_given`."""
        try:
            reply = await self._session.contents(ids)
        except FetchError as error:
            if TOO_LARGE in str(error):
                raise FeedError(str(error)) from error
            raise
        args = reply.body, reply.received, self._origins, self._rules
        folded = is_freshrss(self._account.url)
        try:
            brought = await self._workers.run(read_items, *args, folded=folded)
        except ProtocolError as error:
            raise FetchError(f"{self._account.name}: {error}") from error
        given = {one.id: one for one in brought}
        return {item: given[item] for item in ids if item in given}

    def _batch(self, brought: Iterable[Brought]) -> list[Fetched]:
        """Return what came through each feed, as any feed brings it."""
        by_url: defaultdict[str, list[Brought]] = defaultdict(list)
        for one in brought:
            if one.stream in self._origins:
                by_url[self._origins[one.stream].url].append(one)
        found = []
        for url, some in by_url.items():
            feed = self._library.subscriptions.feed(url)
            if feed is not None:  # else it was deleted meanwhile
                entries = tuple(one.entry for one in some if one.entry is not None)
                found.append(Fetched(feed, feed, "unchanged", entries))
        return found

    def _count(self, batch: Sequence[Fetched], arrived: Sequence[Arrived]) -> None:
        for one, found in zip(batch, arrived, strict=True):
            self.count.update(found.count)
            self.new |= dict.fromkeys(found.new, one.asked)
