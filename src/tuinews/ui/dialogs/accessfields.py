"""The fields of a dialog for how a feed is reached: login, cookie, headers, proxy."""

from __future__ import annotations

import shlex
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical

from tuinews.intake.fetching import access
from tuinews.model import FeedSettings
from tuinews.text import line
from tuinews.ui.dialogs.forms import Field

MAX_WORD = 300  # characters of a user's name or a path


class AccessFields(Vertical):
    """User, where the password comes from, cookie, headers, proxy: a line each.

    With `login` only the first two, for an address that has just asked for them.
    """

    def __init__(self, settings: FeedSettings, *, login: bool = False, id: str) -> None:  # noqa: A002
        """`settings` are those to begin with."""
        super().__init__(id=id, classes="access-fields")
        self._settings, self._login = settings, login

    def compose(self) -> ComposeResult:
        """Name and line, one below the other."""
        own = self._settings
        yield Field("User", own.user, placeholder="of a feed with a login", id="user")
        command = shlex.join(own.password_command)
        yield Field(
            "Password from", command, placeholder="a command: pass show news", id="password-command"
        )
        if self._login:
            return
        yield Field("or from a file", own.password_file, placeholder="~/pw", id="password-file")
        yield Field("Cookie", own.cookie, placeholder="name=value; or @file", id="cookie")
        headers = access.headers_text(own.headers)
        yield Field("Headers", headers, placeholder="Name: value | Name: value", id="headers")
        yield Field(
            "Proxy", own.proxy, placeholder="as the system says; socks5://host:1080, none",
            id="proxy",
        )  # fmt: skip

    def settings(self) -> FeedSettings:
        """Return the settings that are typed. Raises AccessError, which names the field."""
        typed = replace(
            self._settings,
            user=line(self._typed("user"), MAX_WORD),
            password_command=access.command_of(self._typed("password-command")),
        )
        if self._login:
            return typed
        return replace(
            typed,
            password_file=line(self._typed("password-file"), MAX_WORD),
            cookie=access.cookie_of(self._typed("cookie")),
            headers=access.headers_of(self._typed("headers")),
            proxy=access.proxy_of(self._typed("proxy")),
        )

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}-field", Field).value
