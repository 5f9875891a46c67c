"""What a command is given beside an address: login, headers, proxy."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from tuinews import text
from tuinews.cli.codes import UsageError


def given_access(options: argparse.Namespace) -> dict[str, Any]:
    """Return the settings that the options ask for, by name. Raises UsageError."""
    from tuinews.intake.fetching import access
    from tuinews.paths import expand

    try:
        given: dict[str, Any] = {
            "user": options.user,
            "password_command": access.command_of(options.password_command or ""),
            "headers": access.headers_of(options.header or ()),
            "cookie": access.cookie_of(options.cookie or ""),
            "user_agent": options.user_agent and text.line(options.user_agent, 200),
            "proxy": access.proxy_of(options.proxy or ""),
            "private": options.private,
            "interval": options.interval,
        }
    except access.AccessError as error:
        raise UsageError(str(error)) from None
    if options.password_file:  # wherever a refresh is started from
        given["password_file"] = str(Path(expand(options.password_file)).absolute())
    kept = {name: value for name, value in given.items() if value not in (None, False, "", ())}
    if "password_command" in kept:  # one takes the place of the other
        kept["password_file"] = ""
    elif "password_file" in kept:
        kept["password_command"] = ()
    return kept | ({"verify": False} if options.insecure else {})
