"""Carrying out how the feeds of an account and those of the library follow each other."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from tuinews.intake.accounts.answers import Origin, Subscription
from tuinews.intake.accounts.greader import RefusedError, Session
from tuinews.intake.errors import FetchError
from tuinews.model import Feed
from tuinews.refresh.accounts import following
from tuinews.refresh.accounts.settling import Settling
from tuinews.store.disk.accounts import Memory
from tuinews.store.library import Library


async def follow(
    library: Library, session: Session, memory: Memory, marks: Settling, account: Feed
) -> dict[str, Origin]:
    """Send what the user changed about feeds, then take what the server has, durably.

    Returns as what the items of each stream are to be brought in. Raises FetchError, StoreError.
    """
    there = {one.stream: one for one in await session.subscriptions()}
    if not there and memory.feeds.keys() - memory.ended:
        raise FetchError(
            f"{account.name}: says that it has no feeds any more; nothing was changed for that."
            " Where it is right, delete them here, too, or `tuinews account remove`"
        )
    refused = await _send(library, session, memory, there)
    subscriptions = list(there.values())

    def take() -> dict[str, Origin]:
        found = _take(library, subscriptions, refused, account)
        # of a feed that was deleted here before all articles are to come once more, of one that
        # was gone meanwhile those that none could be made of
        again = {
            item
            for item, had in memory.items.items()
            if had.stream in found.new or (had.stream in found.back and not had.article)
        }
        marks.forget(again)
        _remember(library, subscriptions, memory)
        return following.origins(library.subscriptions.feeds(), subscriptions, account)

    return await asyncio.to_thread(take)


async def _send(
    library: Library, session: Session, memory: Memory, there: dict[str, Subscription]
) -> dict[str, str]:
    """Send what the user changed about feeds, noting in `there` what the server has then.

    Returns what it refused, by stream.
    """
    refused: dict[str, str] = {}
    for stream in memory.ended & there.keys():
        with _noted(refused, stream, "unsubscribed from"):
            await session.unsubscribe(stream)
            del there[stream]
    for edit in following.edits(library.subscriptions.feeds(), memory.feeds, there):
        stream = edit.stream
        if edit.title is not None:
            with _noted(refused, stream, "renamed"):
                await session.rename(stream, edit.title)
                there[stream] = following.renamed(there[stream], edit.title)
        if edit.label is not None:
            with _noted(refused, stream, "moved"):
                await session.move(stream, edit.label, edit.former)
                there[stream] = following.moved(there[stream], edit.label)
    return refused


@contextmanager
def _noted(refused: dict[str, str], stream: str, what: str) -> Iterator[None]:
    """Note where the server refuses a change: the feed says so, and is as the server has it."""
    try:
        yield
    except RefusedError as error:
        refused[stream] = f"not {what} at its account: {error}"


def _take(
    library: Library, there: Sequence[Subscription], refused: Mapping[str, str], account: Feed
) -> following.Followed:
    """Put the feeds of the server into the library; returns what became of those there."""
    found = following.followed(library.subscriptions.feeds(), there, account)

    def noted(feed: Feed) -> Feed:
        return replace(feed, notice=refused.get(feed.stream, ""))

    if found.put:
        library.subscriptions.put_feeds(map(noted, found.put))
    library.subscriptions.note_feeds((url, noted(feed)) for url, feed in found.noted)
    return found


def _remember(library: Library, there: Sequence[Subscription], memory: Memory) -> None:
    has, had = following.named(there), memory.feeds
    changed = {stream: one for stream, one in has.items() if had.get(stream) != one}
    gone = dict.fromkeys(had.keys() - has.keys())
    library.subscriptions.memory.note(
        feeds={**changed, **gone}, ended=dict.fromkeys(memory.ended, False)
    )
