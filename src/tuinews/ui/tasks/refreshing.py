"""Refreshing feeds, in a process of its own: the screen only hears how far it is."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from tuinews.counting import counted
from tuinews.paths import Places
from tuinews.text import shown_line
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.tasks.child import Child, offer_to_stop

SAY_EVERY = 0.25  # seconds between two words about how far a refresh is
TOASTS = 3  # articles of one refresh that are told of on the screen
LOOK_EVERY = 0.05  # seconds until it is seen whether a process that was interrupted has ended


class Refresher:
    """One refresh at a time; what comes waits at the edge of the list."""

    def __init__(
        self,
        desk: Desk,
        places: Places,
        beside: Sequence[Child],
        host: Host,
        *,
        terminal: str,
        arrived: Callable[[], object],
        related: Callable[[], object],
    ) -> None:
        """While any of `beside` is at work no refresh begins by itself.

        `arrived` is called when there may be new articles, `related` when their stories have
        been found as well. `terminal` is how the terminal tells of some: see `Notify`.
        """
        self._desk, self._beside, self._host = desk, beside, host
        self._terminal, self._arrived, self._related = terminal, arrived, related
        self.child = Child(places)
        self._asked = False  # a refresh was asked for, and is not under way yet
        self._relating = False  # what came is stored, the child looks for its stories
        self._trouble = ""  # why an account could not be asked
        self._how_far = ""  # in words, while feeds are fetched

    # --- beginning ----------------------------------------------------------------------

    def refresh(self, urls: Sequence[str]) -> None:
        """Refresh these feeds of the user's own, or all where none are named, due or not."""
        if not self._any():
            self._host.say_key("no feeds yet", "import", "; {} subscribes to one")
        elif self._asked:  # another key came first, or time
            return
        elif self.child.running and not self._relating:
            offer_to_stop(self.child, self._host, "the refresh")
        else:
            self._begin(["--", *urls] if urls else ["--all"])

    def refresh_due(self) -> None:
        """Refresh what is due, without a word where nothing is."""
        at_work = self._asked or any(one.running for one in (*self._beside, self.child))
        if not at_work and self._any():
            self._begin([])

    def _any(self) -> bool:
        """Whether there is anything to refresh."""
        own = self._desk.shelves.own
        return bool(own.subscriptions.feeds() or own.subscriptions.account())

    def _begin(self, words: list[str]) -> None:
        self._asked = True
        self._host.aside(self._run(words))

    # --- while it runs ------------------------------------------------------------------

    async def _run(self, words: list[str]) -> None:
        """Refresh in the child, and say how far it is."""
        try:
            await self._end_relating()
        finally:
            self._asked = False
        self._trouble = ""
        now_and_then = _Seldom(SAY_EVERY)  # drawing takes time that keys want
        seen: Counter[str] = Counter()

        def told(record: dict[str, Any]) -> None:
            self.take_event(record, seen)
            over = seen["done"] == seen["feeds"]
            if seen["feeds"] and not self._relating and (over or now_and_then()):
                self._say_how_far(seen, _articles(record))

        try:
            code, complaint = await self.child.run("refresh", "--json", *words, told=told)
            self._how_far = ""
            if not self._relating and (seen["feeds"] or code not in (0, 3)):
                self.finished(seen, complaint)
        finally:
            self._relating, self._how_far = False, ""
        self._related()

    def take_event(self, record: dict[str, Any], seen: Counter[str]) -> None:
        """Count what a line of the refresh tells, and pass on what is for the user."""
        event = record.get("event")
        if event == "started":
            seen["feeds"] = int(record.get("feeds", 0))
        elif event == "feed":
            seen["done"] += 1
            seen["new"] += int(record.get("new", 0))
            seen["changed"] += int(record.get("updated", 0))
            seen["failed"] += bool(record.get("error"))
            if record.get("account") and record.get("error"):
                self._trouble = f"; {shown_line(str(record['error']))}"
        elif event == "notify" and seen["told"] < TOASTS:
            seen["told"] += 1
            self._host.toast(shown_line(str(record.get("headline", ""))))
        elif event == "told":
            self._tell_terminal(record.get("texts"))
        elif event == "copies" and isinstance(ids := record.get("ids"), list):
            self._copies_read(tuple(map(str, ids)))
        elif event == "stored":  # finding stories may take longer than all else
            self._relating, self._how_far = True, ""
            self.child.step_back()
            self.finished(seen)

    def _copies_read(self, ids: tuple[str, ...]) -> None:
        """Say that copies of what was read were marked, too; the user can undo it."""
        library = self._desk.shelves.own  # whatever shelf is shown: feeds bring nothing else
        self._desk.did("copies marked read", ids, lambda: library.mark(ids, read=False))
        copies = "a copy" if len(ids) == 1 else f"{len(ids):,} copies"
        said = f"marked {copies} of what you have read as read"
        self._host.say_done(said)

    def _tell_terminal(self, texts: object) -> None:
        """Let the terminal tell what came, where the settings want that."""
        from tuinews.refresh import notifying

        told = [shown_line(str(text)) for text in texts] if isinstance(texts, list) else []
        if sequence := notifying.sequence(self._terminal, told):
            self._host.write(sequence)

    def _say_how_far(self, seen: Counter[str], articles: str) -> None:
        new = f", {seen['new']:,} new" if seen["new"] else ""
        new += f", {seen['changed']:,} changed" if seen["changed"] else ""
        said = f"refreshing {seen['done']:,}/{seen['feeds']:,}{new}"
        self._how_far = self._host.keys.after(articles or said, "refresh-all", "; {} stops")
        self._host.say()

    def status_text(self) -> str:
        """Return how far a refresh is, in words; "" where none fetches feeds."""
        return self._how_far

    def finished(self, seen: Counter[str], complaint: str = "") -> None:
        """Say what a refresh has brought."""
        self._arrived()
        changed = f", {seen['changed']:,} changed" if seen["changed"] else ""
        failed = f", {seen['failed']:,} failed" if seen["failed"] else ""
        if seen["feeds"]:
            said = f"refreshed {seen['done']:,}: {seen['new']:,} new{changed}{failed}"
            self._host.say(said + self._trouble)
        elif complaint:
            self._host.say(complaint)

    async def _end_relating(self) -> None:
        """End the search for stories after a refresh; what is missing is found after the next."""
        while self.child.running and self._relating:
            self.child.interrupt()
            await asyncio.sleep(LOOK_EVERY)


def _articles(record: dict[str, Any]) -> str:
    """Say how far an account is, which may bring in thousands at first; "" of other events."""
    if record.get("event") != "syncing":
        return ""
    title = shown_line(str(record.get("title", "")), 40)
    done, total = int(record.get("done", 0)), int(record.get("total", 0))
    return f"{title}: {done:,} of {counted(total, 'article')}"


class _Seldom:
    """True when called for the first time, and then once in so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._last = seconds, -seconds

    def __call__(self) -> bool:
        now = time.monotonic()
        if now - self._last < self._seconds:
            return False
        self._last = now
        return True
