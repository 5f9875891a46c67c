"""The account at a server that gathers feeds: taking it up, and giving it up.

What is asked of the server is asked in a process of its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tuinews.counting import counted
from tuinews.model import TuinewsError
from tuinews.paths import Places
from tuinews.text import shown_line
from tuinews.ui.desk import Desk
from tuinews.ui.dialogs.candidates import Asking
from tuinews.ui.dialogs.feedlines import PrivateAddressError, parse_event
from tuinews.ui.host import Host
from tuinews.ui.tasks.child import Child, records
from tuinews.ui.tasks.privateaddress import may_ask
from tuinews.ui.tasks.shelf import ShelfOnDesk
from tuinews.ui.tasks.sourcechoice import SourceChoice

if TYPE_CHECKING:
    from tuinews.ui.dialogs.accountdialog import Leaving, Login, TakenUp


class Accounts:
    """Opens the dialog of the account, and does what was chosen there."""

    def __init__(
        self,
        desk: Desk,
        places: Places,
        shelf: ShelfOnDesk,
        sources: SourceChoice,
        host: Host,
        now: Callable[[], datetime],
        added: Callable[[], object],
    ) -> None:
        """`added` is called when there may be feeds never fetched so far."""
        self._desk, self._places, self._shelf, self._sources = desk, places, shelf, sources
        self._host, self._now, self._added = host, now, added
        self._allowed: set[str] = set()  # servers of this machine's network that may be asked

    def ask(self) -> None:
        """Ask for an account, or tell of the one that there is."""
        from tuinews.ui.dialogs.accountdialog import AccountDialog

        own = self._desk.shelves.own
        feeds = sum(1 for feed in own.subscriptions.feeds() if feed.stream)
        dialog = AccountDialog(self._log_in, self._now(), own.subscriptions.account(), feeds)
        self._host.ask(dialog, self._answered)

    def _answered(self, answer: TakenUp | Leaving | None) -> None:
        from tuinews.ui.dialogs.accountdialog import TakenUp

        if isinstance(answer, TakenUp):
            self._taken_up(answer)
        elif answer is not None:
            self._ask_to_leave()

    # --- taking it up -------------------------------------------------------------------

    async def _log_in(self, login: Login) -> AsyncIterator[Asking | TakenUp]:
        """Log in at the server, in a child of its own."""
        try:
            async for told in self._asked(login):
                yield told
            return
        except PrivateAddressError:
            if not await may_ask(self._host, login.server):
                raise
        self._allowed.add(login.server)
        async for told in self._asked(login):
            yield told

    async def _asked(self, login: Login) -> AsyncIterator[Asking | TakenUp]:
        from tuinews.ui.dialogs.accountdialog import TakenUp

        command = ["account", "add", "--json", "--user", login.user]
        command += ["--private"] if login.server in self._allowed else []
        if login.command:
            command += ["--password-command", login.command]
        else:
            command.append("--password-stdin")  # what other programs see of this one has it not
        told = records(self._places, *command, "--", login.server, send=login.password)
        async for record in told:
            event = parse_event(record)
            if isinstance(event, Asking):
                yield event
            elif record.get("event") == "account":
                counts = int(record.get("feeds") or 0), int(record.get("unread") or 0)
                yield TakenUp(str(record.get("title", "")), *counts)

    def _taken_up(self, account: TakenUp) -> None:
        """Show its feeds, and fetch their articles."""
        if self._desk.sampling:
            self._shelf.use_own()
        self._sources.load()
        feeds = counted(account.feeds, "feed")
        name = shown_line(account.name, 30)
        self._host.say(f"{name}: {feeds}, {account.unread:,} unread; fetching them")
        self._added()

    # --- giving it up -------------------------------------------------------------------

    def _ask_to_leave(self) -> None:
        """Ask before anything is lost."""
        from tuinews.refresh.accounts.waiting import waiting
        from tuinews.ui.dialogs.confirm import ConfirmDialog

        own = self._desk.shelves.own
        account = own.subscriptions.account()
        if account is None:
            return
        feeds = counted(sum(1 for feed in own.subscriptions.feeds() if feed.stream), "feed")
        losing = f"{feeds} and their articles go from here; what you starred, tagged or noted stays"
        unsent = waiting(own)
        lost = f", and {counted(unsent, 'change')} of yours was never sent there" if unsent else ""
        aside = f"{losing}. At the server all stays{lost}."
        dialog = ConfirmDialog(f"Remove {shown_line(account.name, 40)}?", aside, "remove")
        self._host.ask(dialog, self._leave_if)

    def _leave_if(self, sure: bool | None) -> None:
        if sure:
            self._host.aside(self._leave())

    async def _leave(self) -> None:
        self._host.say("removing the account …")
        removed: list[dict[str, Any]] = []
        words = ("account", "remove", "--json", "--yes")
        code, complaint = await Child(self._places).run(*words, told=removed.append)
        if code:
            self._host.complain(TuinewsError(complaint or "the account could not be removed"))
        self._sources.show(None)
        self._sources.load()
        self._host.say("account removed" if removed else "")
