"""`tuinews account`: the account of a server that gathers feeds."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuinews import clock
from tuinews.cli import codes, out
from tuinews.cli.access import given_access
from tuinews.cli.codes import UsageError
from tuinews.cli.context import Context
from tuinews.counting import counted
from tuinews.export import iso
from tuinews.model import Feed, FeedSettings, TuinewsError

if TYPE_CHECKING:
    from tuinews.refresh.accounts.adding import Taken
    from tuinews.settings import Fetch
    from tuinews.store.library import Library

PATIENCE = 120.0  # seconds to wait for a refresh
MAX_PASSWORD = 10_000  # characters
_NONE = "No account. `tuinews account add URL --user NAME` takes one up."


def run_account(options: argparse.Namespace, context: Context) -> int:
    """Tell how the account stands; take one up, or give it up."""
    if options.what == "add":
        return _add(options, context)
    with context.library() as library:
        account = library.subscriptions.account()
        if account is None and options.what == "remove":
            _remove_rest(library, options, context)
        elif account is None:
            if options.json:
                out.emit({"url": None})
            else:
                out.line(_NONE)  # the answer, not a remark: also where nobody is looking
        elif options.what == "remove":
            _remove(library, account, options, context)
        else:
            _show(library, account, options)
    return codes.OK


# --- how it stands ------------------------------------------------------------------------


def _show(library: Library, account: Feed, options: argparse.Namespace) -> None:
    from tuinews.refresh.accounts.waiting import waiting

    feeds = sum(1 for feed in library.subscriptions.feeds() if feed.stream)
    unsent = waiting(library)
    if options.json:
        out.emit(_record(account, feeds) | {"waiting": unsent})
        return
    out.line(f"{account.name}: {account.settings.user} at {account.url}")
    synced = f"last refreshed {_time(account.changed)}" if account.changed else "not refreshed yet"
    sent = f"; {unsent:,} of your changes wait to be sent" if unsent else ""
    out.line(f"{counted(feeds, 'feed')}; {synced}{sent}")
    if account.error:
        out.line(f"fails: {account.error}")


def _record(account: Feed, feeds: int) -> dict[str, Any]:
    """Return an account as JSON has it: nothing that is secret."""
    return {
        "url": account.url,
        "title": account.name,
        "user": account.settings.user,
        "feeds": feeds,
        "error": account.error or None,
        "failures": account.failures,
        "synced": iso(account.changed),
        "checked": iso(account.checked),
        "due": iso(account.due),
    }


def _time(when: datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


# --- taking one up ------------------------------------------------------------------------


def _add(options: argparse.Namespace, context: Context) -> int:
    from tuinews.intake.accounts.greader import name_of

    given, fetch = given_access(options), context.config.fetch
    with context.library(make=True) as library:
        known = library.subscriptions.account()
        settings = replace(known.settings if known else FeedSettings(), **given)
        if not settings.user:
            raise UsageError("whose account? --user NAME")
        url = _found(options, settings, fetch)
        if known is not None and (known.url, known.settings.user) != (url, settings.user):
            raise TuinewsError(f"There is one already: {_named(known)}; `tuinews account remove`")
        typed, ours = "", str(_password_file(context))
        told = given.keys() & {"password_command", "password_file"}
        kept = told or settings.password_command or settings.password_file not in ("", ours)
        if options.password_stdin or not kept:
            typed = _read() if options.password_stdin else _typed(settings.user, url)
            settings = replace(settings, password_command=(), password_file=ours)
        before = known or Feed(url, title=name_of(url), added=clock.utc_now())
        account = replace(before, settings=settings, error="", due=None, wait_until=None)
        _doing(f"logging in at {url}", options)
        taken = _taken_up(library, account, typed, fetch)
        if typed:
            _keep(typed, _password_file(context))
    if options.json:
        record = _record(taken.account, taken.feeds)
        out.emit({"event": "account"} | record | {"unread": taken.unread})
    else:
        found = f"{counted(taken.feeds, 'feed')}, {taken.unread:,} unread"
        out.line(f"{_named(taken.account)}: {found}; `tuinews refresh` brings them in")
        if typed:
            out.line(f"the password is in {_password_file(context)}, which only you can read")
    return codes.OK


def _found(options: argparse.Namespace, settings: FeedSettings, fetch: Fetch) -> str:
    """Return the API address of the server that is meant. Raises TuinewsError."""
    from tuinews.intake.errors import PRIVATE_NETWORK
    from tuinews.refresh.accounts import adding

    _doing(f"looking for the API of {options.url}", options)
    try:
        return asyncio.run(adding.find(options.url, settings, fetch, clock.utc_now))
    except TuinewsError as error:
        if PRIVATE_NETWORK not in str(error) or options.private:
            raise
        said = f"{error}; --private allows it"
        if options.json:
            out.emit({"event": "failed", "error": said, "needs": "private"})
        raise TuinewsError(said) from error


def _doing(says: str, options: argparse.Namespace) -> None:
    """Tell a program how far it is."""
    if options.json:
        out.emit({"event": "asking", "says": says})
        sys.stdout.flush()


def _taken_up(library: Library, account: Feed, typed: str, fetch: Fetch) -> Taken:
    """Log in, with the password that was typed, or where it is kept, and take the feeds over."""
    from tuinews.intake.fetching import passwords
    from tuinews.refresh.accounts import adding

    password = typed or passwords.password(account.settings, account.name)
    with library.subscriptions.refreshing(PATIENCE):
        return asyncio.run(adding.take_up(library, account, password, fetch, clock.utc_now))


def _named(account: Feed) -> str:
    return f"{account.name}, {account.settings.user} at {account.url}"


def _read() -> str:
    """Return the password that comes on standard input. Raises UsageError."""
    password = sys.stdin.readline(MAX_PASSWORD).rstrip("\r\n") if sys.stdin is not None else ""
    if not password:
        raise UsageError("no password came on standard input")
    return password


def _typed(user: str, url: str) -> str:
    """Return the password that the user types, unseen. Raises UsageError without a terminal."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("which password? --password-command COMMAND, or --password-file FILE")
    import getpass

    password = getpass.getpass(f"{url}\nAPI password of {user}: ")
    if not password:
        raise UsageError("no password was typed")
    return password


def _password_file(context: Context) -> Path:
    return context.places.state / "account-password"


def _keep(password: str, path: Path) -> None:
    """Keep a password in a file that only its owner can read. Raises StoreError."""
    from tuinews.store.disk import files

    files.write_whole(path, f"{password}\n".encode("utf-8", "replace"), backup=False)


# --- giving it up -------------------------------------------------------------------------


def _remove(library: Library, account: Feed, options: argparse.Namespace, context: Context) -> None:
    from tuinews.refresh.accounts.waiting import waiting

    with library.subscriptions.refreshing(PATIENCE):
        unsent = waiting(library)
        if unsent and not options.yes:
            raise TuinewsError(
                f"{unsent:,} of your changes wait to be sent to {account.name}: `tuinews refresh`"
                " sends them; --yes removes the account all the same"
            )
        library.subscriptions.remove_account()
        feeds, removed = _without_feeds(library)
    if account.settings.password_file == str(_password_file(context)):
        _password_file(context).unlink(missing_ok=True)
    if options.json:
        out.emit(_record(account, feeds) | {"removed": removed})
    else:
        articles = counted(removed, "article")
        out.line(f"removed {_named(account)}; {counted(feeds, 'feed')} and {articles} with it")


def _remove_rest(library: Library, options: argparse.Namespace, context: Context) -> None:
    """Go on where giving it up was interrupted. Raises TuinewsError where nothing is left."""
    with library.subscriptions.refreshing(PATIENCE):
        feeds, removed = _without_feeds(library)
    if not feeds:
        raise TuinewsError(_NONE)
    _password_file(context).unlink(missing_ok=True)
    if options.json:
        out.emit({"url": None, "feeds": feeds, "removed": removed})
    else:
        out.line(f"removed {counted(feeds, 'feed')} of it and {counted(removed, 'article')}")


def _without_feeds(library: Library) -> tuple[int, int]:
    """Remove the feeds of an account; returns how many they were, and how many articles went."""
    feeds = [feed for feed in library.subscriptions.feeds() if feed.stream]
    return len(feeds), sum(len(library.remove_feed(feed.url).removed) for feed in feeds)
