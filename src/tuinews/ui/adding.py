"""Subscribing on the main screen: from an address to the first articles of its feed.

What is asked of the network is asked in child processes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from textual import work

from tuinews.config import Config
from tuinews.counting import counted
from tuinews.model import FeedSettings, TuinewsError
from tuinews.paths import Places
from tuinews.store.views import Show
from tuinews.text import shown_line
from tuinews.ui.candidates import NO_LOGIN, Asking, Candidate, Wanted, Wish
from tuinews.ui.child import Child
from tuinews.ui.desk import Desk, Source
from tuinews.ui.feeding import FeedingScreen
from tuinews.ui.feedlines import PrivateAddressError, told_of, words

LISTS = frozenset({".opml", ".xml"})  # files that list feeds


class AddingScreen(FeedingScreen):
    """The reading screen that feeds, pages and files can be brought to."""

    def __init__(
        self, desk: Desk, config: Config, places: Places, now: Callable[[], datetime]
    ) -> None:
        """Nothing was asked for yet."""
        super().__init__(desk, config, places, now)
        self._private: set[str] = set()  # feeds of this machine's network that were allowed

    def action_import(self) -> None:
        """Subscribe to a feed or site, keep a page, or import files."""
        if self.child.running:
            self.offer_to_stop(self.child)
            return
        from tuinews.ui.subscribing import SubscribeDialog

        have = {feed.url for feed in self.desk.shelves.own.feeds()}
        dialog = SubscribeDialog(self._look, self.now, folders=self._folders(), have=have)
        self.app.push_screen(dialog, self._wished)

    async def _look(
        self, address: str, login: FeedSettings = NO_LOGIN
    ) -> AsyncIterator[Asking | Candidate]:
        """Look what can be subscribed to at an address, in a child of its own."""
        options = words(login)
        if address in self._private:
            options.append("--private")
        try:
            async for told in self._ask(address, *options):
                yield told
            return
        except PrivateAddressError:
            question = f"{shown_line(address, 60)} lies on this machine or in your network."
            from tuinews.ui.dialogs import ConfirmDialog

            dialog = ConfirmDialog(
                "Ask it all the same?", f"{question} Say yes only if you meant it.", "Ask it"
            )
            if not await self.app.push_screen_wait(dialog):
                raise
        self._private.add(address)
        async for told in self._ask(address, *options, "--private"):
            if isinstance(told, Candidate):
                self._private.add(told.url)
            yield told

    async def _ask(self, address: str, *options: str) -> AsyncIterator[Asking | Candidate]:
        found: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        child = Child(self.places)
        command = ("add", "--json", "--preview", *options, "--", address)
        run = asyncio.create_task(child.run(*command, told=found.put_nowait))
        try:
            while not (run.done() and found.empty()):
                waiting = asyncio.create_task(found.get())
                await asyncio.wait({run, waiting}, return_when=asyncio.FIRST_COMPLETED)
                if not waiting.done():
                    waiting.cancel()
                    continue
                if (told := told_of(waiting.result())) is not None:
                    yield told
            code, complaint = run.result()
            if code and complaint:
                raise TuinewsError(complaint)
        finally:
            run.cancel()
            await asyncio.gather(run, return_exceptions=True)

    def _wished(self, wish: Wish | None) -> None:
        if wish is None:
            return
        if wish.wanted is Wanted.IMPORT:
            path = Path(wish.where).expanduser()
            if path.suffix.casefold() in LISTS or path.name == "urls":
                self._add(["opml", "import", "--json", "--", str(path)], path.name)
            else:
                self._import(path)
        else:
            asked = ["add", "--json", "--yes", *words(wish.settings)]
            asked += ["--article"] if wish.wanted is Wanted.PAGE else []
            asked += ["--private"] if wish.where in self._private else []
            asked += ["--folder", "/".join(wish.folder)] if wish.folder else []
            asked += [word for tag in wish.tags for word in ("--tag", tag)]
            self._add([*asked, "--", wish.where], wish.title or wish.where)

    @work(group="child", exit_on_error=False)
    async def _add(self, words: list[str], name: str) -> None:
        """Subscribe in a child, which fetches the first articles as well."""
        self.say(doing=f"adding {shown_line(name)} …")
        added: list[dict[str, Any]] = []

        def told(record: dict[str, Any]) -> None:
            if record.get("event") == "feed":
                added.append(record)
                self.say(doing=f"{_added(record)}; finding its stories …")

        code, complaint = await Child(self.places).run(*words, told=told)
        if code and complaint:
            self.complain(TuinewsError(complaint))
        if self.desk.sampling and self.desk.shelves.own.feeds():
            self.desk.use_own()
            self.show_shelf()
        self.load_sources()
        if added and (feed := self.desk.library.feed(str(added[0].get("url", "")))) is not None:
            self.show_source(Source(feed.name, frozenset([feed.url])), Show.ALL)
            self.focus_pane("list")
            self.say(doing=f"{_added(added[0])}; q leads to all")
        else:
            self._imported()
        self._refresh_due()


def _added(record: dict[str, Any]) -> str:
    """Say in few words what has become of a feed that was to be added."""
    new = int(record.get("new") or 0)
    if record.get("outcome") != "subscribed":
        return str(record.get("outcome", "there"))
    return f"subscribed: {counted(new, 'article')}"
