"""Subscribing: from an address to the first articles of its feed.

What is asked of the network is asked in child processes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from tuinews.counting import counted
from tuinews.model import FeedSettings, TuinewsError
from tuinews.paths import Places
from tuinews.text import shown_line
from tuinews.ui.desk import Desk
from tuinews.ui.dialogs.candidates import NO_LOGIN, Asking, ListedCandidate, Wanted, Wish
from tuinews.ui.dialogs.feedlines import PrivateAddressError, login_options, parse_event
from tuinews.ui.host import Host
from tuinews.ui.tasks.child import Child, offer_to_stop, records
from tuinews.ui.tasks.feedediting import folders_of
from tuinews.ui.tasks.importing import Importer
from tuinews.ui.tasks.privateaddress import may_ask
from tuinews.ui.tasks.shelf import ShelfOnDesk
from tuinews.ui.tasks.sourcechoice import SourceChoice
from tuinews.ui.view import Source

LISTS = frozenset({".opml", ".xml"})  # files that list feeds


class Adding:
    """Takes an address, a file or a folder, and brings in what is there."""

    def __init__(
        self,
        desk: Desk,
        places: Places,
        shelf: ShelfOnDesk,
        sources: SourceChoice,
        child: Child,
        host: Host,
        now: Callable[[], datetime],
        added: Callable[[], object],
        peek: Callable[[], object],
        ask_account: Callable[[], object],
    ) -> None:
        """`child` imports files; `added` is called when there may be feeds never fetched so far.

        `peek` shows the article under the cursor of the list in place of the open one;
        `ask_account` asks for an account at a server.
        """
        self._desk, self._places, self._shelf, self._sources = desk, places, shelf, sources
        self._child, self._host, self._now = child, host, now
        self._added, self._peek, self._ask_account = added, peek, ask_account
        self._importer = Importer(child, shelf, host)
        self.allowed: set[str] = set()  # addresses of this machine's network that may be asked

    # --- what there is ------------------------------------------------------------------

    def ask(self) -> None:
        """Ask what to subscribe to, or to bring in; then do so."""
        if self._child.running:
            offer_to_stop(self._child, self._host, "the import")
            return
        from tuinews.ui.dialogs.subscribing import SubscribeDialog

        own = self._desk.shelves.own
        have, account = (
            {feed.url for feed in own.subscriptions.feeds()},
            own.subscriptions.account(),
        )
        folders = folders_of(self._desk)
        name = account.name if account is not None else ""
        dialog = SubscribeDialog(self._look, self._now, folders=folders, have=have, account=name)
        self._host.ask(dialog, self.bring)

    async def _look(
        self, address: str, login: FeedSettings = NO_LOGIN
    ) -> AsyncIterator[Asking | ListedCandidate]:
        """Look what can be subscribed to at an address, in a child of its own."""
        options = login_options(login)
        if address in self.allowed:
            options.append("--private")
        try:
            async for told in self._asked(address, *options):
                yield told
            return
        except PrivateAddressError:
            if not await may_ask(self._host, address):
                raise
        self.allowed.add(address)
        async for told in self._asked(address, *options, "--private"):
            if isinstance(told, ListedCandidate):
                self.allowed.add(told.url)
            yield told

    async def _asked(self, address: str, *options: str) -> AsyncIterator[Asking | ListedCandidate]:
        command = ("add", "--json", "--preview", *options, "--", address)
        async for record in records(self._places, *command):
            if (told := parse_event(record)) is not None:
                yield told

    # --- bringing it in -----------------------------------------------------------------

    def bring(self, wish: Wish | None) -> None:
        """Do what was wished for; None for nothing."""
        if wish is None:
            return
        if wish.wanted is Wanted.ACCOUNT:
            self._ask_account()
            return
        path = Path(wish.where).expanduser()
        if wish.wanted is not Wanted.IMPORT:
            self._host.aside(self._add(self._command(wish), wish.title or wish.where))
        elif path.suffix.casefold() in LISTS or path.name == "urls":
            self._host.aside(self._add(["opml", "import", "--json", "--", str(path)], path.name))
        else:
            self._importer.bring(path)

    def _command(self, wish: Wish) -> list[str]:
        """Return the command that subscribes to a feed, or keeps a page."""
        asked = ["add", "--json", "--yes", *login_options(wish.settings)]
        if wish.wanted is Wanted.PAGE:
            asked.append("--article")
        elif wish.at_account:
            asked.append("--account")
        asked += ["--private"] if wish.where in self.allowed else []
        asked += ["--folder", "/".join(wish.folder)] if wish.folder else []
        asked += [word for tag in wish.tags for word in ("--tag", tag)]
        return [*asked, "--", wish.where]

    async def _add(self, command: list[str], name: str) -> None:
        """Subscribe in a child, which fetches the first articles as well."""
        self._host.say(f"adding {shown_line(name)} …")
        added: list[dict[str, Any]] = []

        def told(record: dict[str, Any]) -> None:
            if record.get("event") == "feed":
                added.append(record)
                self._host.say(f"{_said(record)}; finding its stories …")

        code, complaint = await Child(self._places).run(*command, told=told)
        if code and complaint:
            self._host.complain(TuinewsError(complaint))
        if self._desk.sampling and self._desk.shelves.own.subscriptions.feeds():
            self._shelf.use_own()
        self._sources.load()
        self._show(added)
        self._added()

    def _show(self, added: list[dict[str, Any]]) -> None:
        """Show the articles of the first feed that was added; else what has come."""
        url = str(added[0].get("url", "")) if added else ""
        feed = self._desk.library.subscriptions.feed(url) if url else None
        if feed is None:
            self._shelf.show_arrived()
            return
        self._sources.go_to(Source(feed.name, frozenset([feed.url])))
        self._peek()
        self._host.say_key(_said(added[0]), "back", "; {} leads to all")


def _said(record: dict[str, Any]) -> str:
    """Say in few words what has become of a feed that was to be added."""
    new = int(record.get("new") or 0)
    if record.get("outcome") != "subscribed":
        return str(record.get("outcome", "there"))
    if error := record.get("error"):
        return f"subscribed, but {shown_line(str(error))}"
    return f"subscribed: {counted(new, 'article')}"
