"""Bringing read and starred in step on both sides, item by item.

The order of writing is what a kill at any moment is survived by: first the library is changed,
then it is remembered what the server has. What is sent counts as on its way until the server
has answered.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tuinews.intake.accounts.answers import READ, STARRED
from tuinews.intake.accounts.greader import AT_ONCE, Session
from tuinews.intake.errors import FetchError
from tuinews.refresh.accounts.agreeing import Marks, agreed
from tuinews.store.disk.accounts import Had, Memory
from tuinews.store.library import Library


@dataclass(slots=True)
class There:
    """What the server has now."""

    unread: frozenset[str] = frozenset()
    starred: frozenset[str] = frozenset()
    listed: dict[str, None] = field(default_factory=dict)  # newest first, as far as it was read
    whole: bool = False  # it was read to its end
    given: dict[str, Marks] = field(default_factory=dict)  # with new items

    def marks(self, item: str) -> Marks:
        """Return how an item is marked."""
        given = self.given.get(item)
        return given or Marks(item not in self.unread, item in self.starred)

    def all(self) -> Iterable[str]:
        """Return the items that it is known to have, what is unread and starred first."""
        marked = self.unread | self.starred
        first = (item for item in self.listed if item in marked)
        rest = sorted(marked - self.listed.keys())
        return dict.fromkeys((*first, *rest, *self.listed))


class Settling:
    """What both sides have, and last had, of the items of an account."""

    def __init__(self, library: Library, session: Session, memory: Memory) -> None:
        """Take what the server last had; `there` is filled in when it was asked."""
        self._library, self._session = library, session
        self.known, self.there = memory.items, There()
        self._items: defaultdict[str, list[str]] = defaultdict(list)  # of each article
        for item, had in self.known.items():
            self._items[had.article].append(item)
        self._new: dict[str, Had] = {}

    def is_unsure(self, item: str) -> bool:
        """Whether an item was read or unstarred elsewhere, or is there no longer."""
        had, there = self.known[item], self.there
        read = not had.read and item not in there.unread
        return read or (had.starred is not False and item not in there.starred)

    def changed_there(self) -> Mapping[tuple[str, bool], Sequence[str]]:
        """Return which marks the items that are known have there now and last had not."""
        changed: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
        for item, had in self.known.items():
            has = self.there.marks(item)
            if self._is_sure(item):
                if had.read is not None and had.read != has.read:
                    changed[READ, has.read].append(item)
                if had.starred is not None and had.starred != has.starred:
                    changed[STARRED, has.starred].append(item)
        return changed

    def keep(self, tag: str, items: Collection[str]) -> None:
        """Take items for READ or STARRED as they last were, whatever the lists say."""
        for item in items:
            had, has = self.known[item], self.there.marks(item)
            kept = replace(has, read=bool(had.read)) if tag == READ else has
            kept = replace(has, starred=bool(had.starred)) if tag == STARRED else kept
            self.there.given[item] = kept

    def forget(self, items: Collection[str]) -> None:
        """Forget items, durably: they are new when they come again."""
        for item in items:
            self._items[self.known.pop(item).article].remove(item)
        if items:
            self._library.subscriptions.memory.note(items=dict.fromkeys(items))

    def take(self, items: Mapping[str, Had], marks: Mapping[str, Marks]) -> None:
        """Take in items that are new, with the marks that were given with them.

        These count, not the lists: what was published since is on no list of unread articles.
        """
        self._new = dict(items)
        self.there.given.update(marks)
        for item, had in items.items():
            self._items[had.article].append(item)

    async def settle(self, items: Collection[str]) -> None:
        """Agree on the marks of the articles that these items are. Raises FetchError."""
        send = await asyncio.to_thread(self._settle, items)
        for (tag, on), some in send.items():
            for start in range(0, len(some), AT_ONCE):
                await self._send(tag, some[start : start + AT_ONCE], on=on)

    def _settle(self, items: Collection[str]) -> Mapping[tuple[str, bool], Sequence[str]]:
        """Do so here; returns which marks are to be sent, and of which items."""
        here = self._marked_here({self._had(item).article for item in items})
        sure = [item for item in items if self._is_sure(item)]
        take: dict[str, tuple[bool | None, bool | None]] = {}
        send: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
        for article, mine in here.items():
            its = [item for item in self._items[article] if self._is_sure(item)]
            both = agreed(mine, [(self.known.get(one), self.there.marks(one)) for one in its])
            if both != mine:
                read = both.read if both.read != mine.read else None
                starred = both.starred if both.starred != mine.starred else None
                take[article] = read, starred
            for item in its:
                has = self.there.marks(item)
                if has.read != both.read:
                    send[READ, both.read].append(item)
                if has.starred != both.starred:
                    send[STARRED, both.starred].append(item)
        if take:
            self._library.mark_each(take)
        self._remember({item: self._now_has(item) for item in sure})
        return send

    def _marked_here(self, articles: Collection[str]) -> dict[str, Marks]:
        """Return how these articles are marked, those that there are. Raises FetchError."""
        library = self._library
        if library.upkeep.behind():
            library.upkeep.mend()  # what the index lacks would seem unread
        lost = library.lost
        found = {one: Marks(*marks) for one, marks in library.flags(articles).items()}
        if library.lost != lost:
            raise FetchError("the index went away meanwhile; the next refresh goes on")
        return found

    def _is_sure(self, item: str) -> bool:
        """Whether what the server says of an item is known."""
        return item in self._new or item in self.there.listed or not self.is_unsure(item)

    def _had(self, item: str) -> Had:
        return self.known.get(item) or self._new[item]

    def _now_has(self, item: str) -> Had:
        has = self.there.marks(item)
        return replace(self._had(item), read=has.read, starred=has.starred)

    async def _send(self, tag: str, items: Sequence[str], *, on: bool) -> None:
        """Mark items at the server, and remember that it has them so."""
        await asyncio.to_thread(self._remember_mark, tag, items, None)
        await self._session.mark(items, tag, on=on)
        await asyncio.to_thread(self._remember_mark, tag, items, on)

    def _remember_mark(self, tag: str, items: Sequence[str], on: bool | None) -> None:
        had = {item: self.known[item] for item in items}
        self._remember(
            {
                item: replace(one, read=on) if tag == READ else replace(one, starred=on)
                for item, one in had.items()
            }
        )

    def _remember(self, items: Mapping[str, Had]) -> None:
        """Remember, durably, how the server has items marked."""
        changed = {item: had for item, had in items.items() if self.known.get(item) != had}
        self._library.subscriptions.memory.note(items=changed)
        self.known.update(changed)
        for item in items:
            self._new.pop(item, None)
