"""The dialog for an account at a server that gathers feeds: logging in, how it stands, leaving it.

It asks no server itself: what logs in is handed in, and tells how far it is.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tuinews.counting import counted
from tuinews.intake.fetching import access
from tuinews.model import Feed, TuinewsError
from tuinews.text import shown_line
from tuinews.ui.dialogs.answers import answers
from tuinews.ui.dialogs.candidates import MAX_ADDRESS, Asking, is_address
from tuinews.ui.dialogs.forms import Delete, Field, FormDialog
from tuinews.ui.lists.rows import ago

LOOKING = "-looking"
WHAT_IT_IS = (
    "FreshRSS, Miniflux, The Old Reader, BazQux, Inoreader, or another server with the Google "
    "Reader API. What you read and star goes both ways."
)


@dataclass(frozen=True, slots=True)
class Login:
    """Whose account is meant, and where its password comes from."""

    server: str
    user: str
    password: str = field(default="", repr=False)  # as it was typed
    command: str = ""  # prints it; "" where it was typed


@dataclass(frozen=True, slots=True)
class TakenUp:
    """An account that was logged in to, and what it has."""

    name: str
    feeds: int
    unread: int


@dataclass(frozen=True, slots=True)
class Leaving:
    """The user wants to be rid of the account."""


#: Logs in: tells what it is doing, and at its end what it has found. Raises TuinewsError.
LogIn = Callable[[Login], AsyncIterator[Asking | TakenUp]]


class AccountDialog(FormDialog[TakenUp | Leaving | None]):
    """Log in at a server, or change how; stays open until that went well."""

    FIRST = "account-server"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Stop, or leave", priority=True),
    ]

    def __init__(
        self, log_in: LogIn, now: datetime, known: Feed | None = None, feeds: int = 0
    ) -> None:
        """`known` is the account that there is, which has so many `feeds`."""
        super().__init__()
        self._log_in, self._now, self._known, self._feeds = log_in, now, known, feeds

    def compose(self) -> ComposeResult:
        """What it is, or how it stands; the fields; what is being done; the keys."""
        known = self._known
        with Vertical(classes="dialog", id="account"):
            title = f"Your account: {known.name}" if known else "Account at a server"
            yield Static(shown_line(title, 70), classes="dialog-title", markup=False)
            if known is not None:
                for said in self._standing(known):
                    yield Static(said, classes="feed-aside", markup=False)
                if known.error:
                    fails = f"Fails: {shown_line(known.error)}"
                    yield Static(fails, classes="feed-aside -fails", markup=False)
            else:
                yield Static(WHAT_IT_IS, classes="account-aside", markup=False)
            with Vertical(id="account-fields"):
                if known is None:
                    yield Field("Server", placeholder="rss.example.org", id="account-server")
                    yield Field("User", placeholder="as you log in there", id="account-user")
                hint = "another one, if it has changed" if known else "often one of the API's own"
                yield Field("Password", placeholder=hint, secret=True, id="account-password")
                command = "or a command that prints it: pass show rss"
                yield Field("Password from", placeholder=command, id="account-command")
            if known is not None:
                yield Delete("Remove this account …")
            yield Static(id="account-doing", markup=False)
            yield self.complaint
            yield answers(enter="log in", tab="next", escape="cancel").add_class("at-asking")
            yield answers(escape="stop").add_class("at-looking")

    def _standing(self, known: Feed) -> tuple[str, str]:
        """Return whose account it is, and how it fares."""
        synced = (
            f"refreshed {ago(known.changed, self._now)}" if known.changed else "not refreshed yet"
        )
        whose = f"{known.settings.user} at {known.url}"
        return shown_line(whose), f"{counted(self._feeds, 'feed')}, {synced}"

    def first(self) -> str:
        """Return the id of the field to begin with."""
        return self.FIRST if self._known is None else "account-password"

    # --- logging in ---------------------------------------------------------------------

    def action_save(self) -> None:
        """Log in with what is typed, or say what is missing."""
        if self.has_class(LOOKING):
            return
        login = self._typed()
        if self._known is not None and not (login.password or login.command):
            self.dismiss(None)  # nothing is to be changed
        elif problem := _missing(login):
            name, said = problem
            self.complain(said)
            self.set_focus(self.query_one(f"#{name}", Input))
        else:
            self._say(f"asking {login.server} …")
            self.add_class(LOOKING)
            self._taking_up(login)

    def _typed(self) -> Login:
        known = self._known
        password = self.query_one("#account-password", Input).value  # blanks may belong to it
        server = known.url if known else self.typed("account-server", MAX_ADDRESS)
        user = known.settings.user if known else self.typed("account-user")
        return Login(server, user, password, self.typed("account-command"))

    @work(exclusive=True, group="account", exit_on_error=False)
    async def _taking_up(self, login: Login) -> None:
        """Log in, tell how far that is, and close when it went well."""
        try:
            async for told in self._log_in(login):
                if isinstance(told, TakenUp):
                    self.dismiss(told)
                    return
                self._say(f"{told.says} …")
        except (TuinewsError, OSError) as error:
            self._stopped()
            self.complain(shown_line(str(error), 300))

    def _say(self, doing: str) -> None:
        """Tell what is being done; what went wrong before is forgotten."""
        self.query_one("#account-doing", Static).update(Content(shown_line(doing)))
        self.complaint.display = False

    def _stopped(self) -> None:
        self.remove_class(LOOKING)
        self._say("")

    def action_back(self) -> None:
        """Esc: stop logging in, or close."""
        if self.has_class(LOOKING):
            self.workers.cancel_group(self, "account")
            self._stopped()
        else:
            self.dismiss(None)

    @on(Delete.Asked)
    def leave(self) -> None:
        """Close with the wish to be rid of it."""
        if not self.has_class(LOOKING):
            self.dismiss(Leaving())


def _missing(login: Login) -> tuple[str, str] | None:
    """Return the field that cannot be as it is, and what to write there; None for none."""
    if not is_address(login.server):
        return "account-server", "Server: an address, such as rss.example.org."
    if not login.user:
        return "account-user", "User: the name that you log in with there."
    if not (login.password or login.command):
        return "account-password", "Password: type it, or name a command that prints it."
    if login.password and login.command:
        return "account-command", "Password: type it, or name a command; not both."
    try:
        access.command_of(login.command)
    except access.AccessError as error:
        return "account-command", str(error)
    return None
