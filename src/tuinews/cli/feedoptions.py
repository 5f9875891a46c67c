"""The options of the commands that are about feeds and accounts."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from tuinews.cli.commonoptions import articles, as_json, flag, number

PRIVATE = "allow an address of this machine or your network"


def _add(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("urls", nargs="+", metavar="URL", help="of a feed, or of any page of a site")
    sub.add_argument(
        "--folder", default="", metavar="FOLDER", help='where to list it: "News/Europe"'
    )
    sub.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="tag the feed; more than once"
    )
    flag(sub, "--yes", "where several are found, take the first", "-y")
    flag(sub, "--preview", "show what is there, keep nothing")
    flag(sub, "--article", "keep the page itself, as an article")
    flag(sub, "--account", "subscribe at your account of a server: see `tuinews account`")
    flag(sub, "--full-text", "fetch the page of each article")
    number(sub, "--interval", 5, 10080, None, "minutes between two requests")
    flag(sub, "--private", PRIVATE)
    _access(sub)
    as_json(sub)
    sub.epilog = (
        "Exit code 0: subscribed, now or before; 1: to none; 3: to some of them.\n"
        "Where several feeds are found they are listed, and none is taken without --yes.\n"
        "Options for a feed that you have already change it. The command or the file is asked\n"
        "for the password each time; it is never stored or shown. Only a password within an\n"
        "address, https://user:password@host/, is stored as it is, with the address."
    )


def _access(sub: argparse.ArgumentParser) -> None:
    group = sub.add_argument_group("a login, or a proxy")
    group.add_argument("--user", metavar="NAME", help="the name to log in with")
    source = group.add_mutually_exclusive_group()
    source.add_argument(
        "--password-command", metavar="COMMAND", help='what prints the password: "pass show news"'
    )
    source.add_argument(
        "--password-file", metavar="FILE", help="has the password in its first line"
    )
    group.add_argument(
        "--header",
        action="append",
        metavar="HEADER",
        help='"Name: value", or @FILE with several, which are copied into feeds.json (as with'
        " --cookie; only you can read it); more than once",
    )
    group.add_argument("--cookie", metavar="COOKIE", help='"name=value", or @FILE with it')
    group.add_argument("--user-agent", metavar="TEXT", help="to send in place of that of tuinews")
    group.add_argument(
        "--proxy", metavar="ADDRESS", help="http://host:port, socks5://host:port, or none"
    )
    flag(group, "--insecure", "accept any certificate: others can then read along")


def _refresh(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("urls", nargs="*", metavar="URL", help="only these feeds, due or not")
    flag(sub, "--all", "all feeds, due or not")
    flag(sub, "--dry-run", "list what would be fetched")
    flag(sub, "--quiet", "only what failed", "-q")
    as_json(sub)
    sub.epilog = (
        "Without --all only the feeds that are due are fetched, and never from a host that asked\n"
        "to be left alone. Ctrl+C keeps what has come in. For cron:  tuinews refresh --quiet\n"
        "Exit code 0: all went well, or another refresh is at work; 1: every feed failed;\n"
        "3: some did. --json prints events: started, feed, syncing, notify, page, stored,\n"
        "told, stories, finished."
    )


def _feeds(sub: argparse.ArgumentParser) -> None:
    flag(sub, "--failing", "only those that fail or are off")
    as_json(sub)


def _account(sub: argparse.ArgumentParser) -> None:
    as_json(sub)
    ways = sub.add_subparsers(dest="what", metavar="add | remove")
    added = ways.add_parser("add", help="log in at a server", allow_abbrev=False)
    added.add_argument("url", metavar="URL", help="of the server, or of its API")
    number(added, "--interval", 5, 10080, None, "minutes between two refreshes")
    flag(added, "--password-stdin", "read the password from standard input, a line")
    flag(added, "--private", PRIVATE)
    _access(added)
    as_json(added)
    removed = ways.add_parser("remove", help="give it up", allow_abbrev=False)
    flag(removed, "--yes", "also with marks that were not sent yet", "-y")
    as_json(removed)
    sub.epilog = (
        "Without either word it tells how the account stands.\n"
        "FreshRSS, Miniflux, The Old Reader, BazQux, Inoreader and others, by the Google Reader\n"
        "API, which has a password of its own in the settings of most. What you read and star\n"
        "goes both ways with each refresh, also what you did without a network. A password that\n"
        "is typed in is kept in a file that only you can read."
    )


def _unsubscribe(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "urls", nargs="+", metavar="URL", help="of a feed, as `feeds --json` prints it"
    )
    as_json(sub)


def _opml(sub: argparse.ArgumentParser) -> None:
    ways = sub.add_subparsers(dest="what", required=True, metavar="import | export")
    taken = ways.add_parser("import", help="bring feeds in from a list", allow_abbrev=False)
    taken.add_argument("file", metavar="FILE", help="- for a pipe")
    flag(taken, "--yes", "even thousands of feeds", "-y")
    as_json(taken)
    given = ways.add_parser("export", help="write the feeds as a list", allow_abbrev=False)
    given.add_argument("file", nargs="?", default="", metavar="FILE", help="- for a pipe")
    flag(given, "--force", "replace FILE where it exists")
    as_json(given)
    sub.epilog = (
        "import takes OPML of any program, and the `urls` file of newsboat; nothing in it is\n"
        "ever run. export prints OPML without passwords where no FILE is given."
    )


def _fulltext(sub: argparse.ArgumentParser) -> None:
    articles(sub, query=True)
    flag(sub, "--private", PRIVATE)
    as_json(sub)
    sub.epilog = "The page replaces the text only where it has the same text and more."


def _expire(sub: argparse.ArgumentParser) -> None:
    flag(sub, "--dry-run", "only print what would go")
    flag(sub, "--unread", "unread articles, too")
    as_json(sub)
    sub.epilog = (
        "What stays is set by [keep] in the settings, and for each feed. Starred, tagged and\n"
        "noted articles always stay. What is removed does not come again with its feed."
    )


#: What each command takes.
OPTIONS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "add": _add,
    "refresh": _refresh,
    "feeds": _feeds,
    "account": _account,
    "unsubscribe": _unsubscribe,
    "opml": _opml,
    "fulltext": _fulltext,
    "expire": _expire,
}
