"""The options that each command takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from tuinews.cli.codes import UsageError
from tuinews.text import line

PRIVATE = "allow an address of this machine or your network"


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from `low` to `high`."""

    def read(word: str) -> int:
        if word.isascii() and word.isdigit() and len(word) < 12 and low <= int(word) <= high:
            return int(word)
        raise argparse.ArgumentTypeError(
            f"must be a whole number from {low} to {high:,}, not {word[:40]!r}"
        )

    return read


def tag_name(name: str, most: int) -> str:
    """Return a tag as it is kept, of at most so many characters. Raises UsageError."""
    tag = line(name, most)
    if not tag or "," in tag:
        raise UsageError(f"{name[:40]!r} cannot be a tag: a tag is a word or a few, without commas")
    return tag


def _flag(sub: argparse._ActionsContainer, name: str, says: str, short: str = "") -> None:
    """Add an option that is given or not."""
    sub.add_argument(*filter(None, (name, short)), action="store_true", help=says)


def _number(
    sub: argparse.ArgumentParser, name: str, low: int, high: int, default: int | None, says: str
) -> None:
    """Add an option that takes a number."""
    sub.add_argument(name, type=whole(low, high), default=default, metavar="N", help=says)


def _json(sub: argparse.ArgumentParser) -> None:
    _flag(sub, "--json", "print one JSON object a line")


def _articles(sub: argparse.ArgumentParser, *, query: bool = False) -> None:
    several = "*" if query else "+"
    sub.add_argument("articles", nargs=several, metavar="ARTICLE", help="an id, or its beginning")
    if query:
        sub.add_argument("--query", metavar="QUERY", help="all articles that the query finds")


def _list_options(sub: argparse.ArgumentParser, orders: Sequence[str]) -> None:
    only = sub.add_mutually_exclusive_group()
    _flag(only, "--unread", "only what was not read yet")
    _flag(only, "--starred", "only what is starred")
    sub.add_argument("--sort", choices=orders, default=orders[0], help="default: %(default)s")
    _number(sub, "--limit", 1, 10_000_000, 100, "default: 100")
    _flag(sub, "--all", "no limit")
    _flag(sub, "--count", "print only how many there are")
    _json(sub)


def _add(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("urls", nargs="+", metavar="URL", help="of a feed, or of any page of a site")
    sub.add_argument(
        "--folder", default="", metavar="FOLDER", help='where to list it: "News/Europe"'
    )
    sub.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="tag the feed; more than once"
    )
    _flag(sub, "--yes", "where several are found, take the first", "-y")
    _flag(sub, "--preview", "show what is there, keep nothing")
    _flag(sub, "--article", "keep the page itself, as an article")
    _flag(sub, "--account", "subscribe at your account of a server: see `tuinews account`")
    _flag(sub, "--full-text", "fetch the page of each article")
    _number(sub, "--interval", 5, 10080, None, "minutes between two requests")
    _flag(sub, "--private", PRIVATE)
    _access(sub)
    _json(sub)
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
    _flag(group, "--insecure", "accept any certificate: others can then read along")


def _refresh(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("urls", nargs="*", metavar="URL", help="only these feeds, due or not")
    _flag(sub, "--all", "all feeds, due or not")
    _flag(sub, "--dry-run", "list what would be fetched")
    _flag(sub, "--quiet", "only what failed", "-q")
    _json(sub)
    sub.epilog = (
        "Without --all only the feeds that are due are fetched, and never from a host that asked\n"
        "to be left alone. Ctrl+C keeps what has come in. For cron:  tuinews refresh --quiet\n"
        "Exit code 0: all went well, or another refresh is at work; 1: every feed failed;\n"
        "3: some did. --json prints events: started, feed, syncing, notify, page, stored,\n"
        "told, stories, finished."
    )


def _feeds(sub: argparse.ArgumentParser) -> None:
    _flag(sub, "--failing", "only those that fail or are off")
    _json(sub)


def _account(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("what", nargs="?", choices=("add", "remove"), help="default: how it stands")
    sub.add_argument("url", nargs="?", metavar="URL", help="add: of the server, or of its API")
    _number(sub, "--interval", 5, 10080, None, "minutes between two refreshes")
    _flag(sub, "--password-stdin", "add: read the password from standard input, a line")
    _flag(sub, "--private", PRIVATE)
    _flag(sub, "--yes", "remove: also with marks that were not sent yet", "-y")
    _access(sub)
    _json(sub)
    sub.epilog = (
        "FreshRSS, Miniflux, The Old Reader, BazQux, Inoreader and others, by the Google Reader\n"
        "API, which has a password of its own in the settings of most. What you read and star\n"
        "goes both ways with each refresh, also what you did without a network. A password that\n"
        "is typed in is kept in a file that only you can read."
    )


def _unsubscribe(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "urls", nargs="+", metavar="URL", help="of a feed, as `feeds --json` prints it"
    )
    _json(sub)


def _opml(sub: argparse.ArgumentParser) -> None:
    ways = sub.add_subparsers(dest="what", required=True, metavar="import | export")
    taken = ways.add_parser("import", help="bring feeds in from a list", allow_abbrev=False)
    taken.add_argument("file", metavar="FILE", help="- for a pipe")
    _flag(taken, "--yes", "even thousands of feeds", "-y")
    _json(taken)
    given = ways.add_parser("export", help="write the feeds as a list", allow_abbrev=False)
    given.add_argument("file", nargs="?", default="", metavar="FILE", help="- for a pipe")
    _flag(given, "--force", "replace FILE where it exists")
    _json(given)
    sub.epilog = (
        "import takes OPML of any program, and the `urls` file of newsboat; nothing in it is\n"
        "ever run. export prints OPML without passwords where no FILE is given."
    )


def _fulltext(sub: argparse.ArgumentParser) -> None:
    _articles(sub, query=True)
    _flag(sub, "--private", PRIVATE)
    _json(sub)
    sub.epilog = "The page replaces the text only where it has the same text and more."


def _expire(sub: argparse.ArgumentParser) -> None:
    _flag(sub, "--dry-run", "only print what would go")
    _flag(sub, "--unread", "unread articles, too")
    _json(sub)
    sub.epilog = (
        "What stays is set by [keep] in the settings, and for each feed. Starred, tagged and\n"
        "noted articles always stay. What is removed does not come again with its feed."
    )


def _import(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a file (.txt, .html, .jsonl ...), a folder, or - for standard input",
    )
    _flag(sub, "--quiet", "only what failed, no list", "-q")
    _json(sub)
    sub.epilog = (
        "Importing the same thing twice adds nothing. Ctrl+C loses nothing.\n"
        "Exit code 1: nothing could be read; 3: something could not be read."
    )


def _clean(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or -")
    _flag(sub, "--why", "show what was cut, in place, and why")
    sub.add_argument(
        "--rules",
        metavar="FILE",
        help="cut what these furniture words match (a TOML file, or a folder) in place of yours",
    )
    _json(sub)
    sub.epilog = (
        "A file of furniture words, by the reason that is shown for the cut:\n"
        '  ["house advert"]\n'
        '  whole = ["our bookshop"]              # all of a line or paragraph\n'
        '  start = ["visit our bookshop"]        # its beginning, of up to 25 words\n'
        '  within = ["members of the bookshop"]  # anywhere in up to 40 words\n'
        "Case and punctuation do not count. See the effect: tuinews clean --why --rules FILE PATH\n"
        'Always used once the settings name it: under [clean], rules = "FILE"'
    )


def _list(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("query", nargs="*", metavar="QUERY", help="only what the query finds")
    _list_options(sub, ("newest", "oldest", "publisher", "longest"))


def _search(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("query", nargs="+", metavar="QUERY", help='words, "phrases", field:word ...')
    _list_options(sub, ("newest", "relevance", "oldest", "publisher", "longest"))
    sub.epilog = "A query that begins with - goes after --:  tuinews search -- -sport newer:1d"


def _show(sub: argparse.ArgumentParser) -> None:
    _articles(sub)
    _flag(sub, "--why", "show what was cut, in place, and why")
    _number(sub, "--width", 20, 400, None, "columns of text")
    _json(sub)


def _mark(sub: argparse.ArgumentParser) -> None:
    _articles(sub, query=True)
    _json(sub)


def _tag(sub: argparse.ArgumentParser) -> None:
    _articles(sub, query=True)
    sub.add_argument(
        "--add", action="append", default=[], metavar="TAG", help="add this tag; more than once"
    )
    sub.add_argument(
        "--remove", action="append", default=[], metavar="TAG", help="take this tag off"
    )
    _json(sub)
    sub.epilog = "Without articles: all tags and how many articles have each."


def _note(sub: argparse.ArgumentParser) -> None:
    _articles(sub, query=True)
    what = sub.add_mutually_exclusive_group()
    what.add_argument("--write", metavar="TEXT", help="the note, in place of what stands there")
    _flag(what, "--remove", "take the note away")
    _json(sub)
    sub.epilog = "Without --write and --remove: the notes as they are."


def _related(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("article", nargs="?", metavar="ARTICLE", help="an id, or its beginning")
    _flag(sub, "--all", "for every article")
    _number(sub, "--limit", 1, 1000, 20, "for each; default: 20")
    _json(sub)


def _compare(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("first", metavar="A", help="the article you have read")
    sub.add_argument("second", metavar="B", help="the one to hold against it")
    _json(sub)


def _export(sub: argparse.ArgumentParser) -> None:
    _articles(sub, query=True)
    sub.add_argument("--format", choices=("markdown", "text", "json"), help="default: markdown")
    sub.add_argument(
        "--to",
        metavar="FOLDER",
        nargs="?",
        const="",
        help="a file for each, in FOLDER (default: export.folder of the settings)",
    )
    sub.add_argument(
        "--output", "-o", metavar="FILE", help="all into one FILE, which must not exist"
    )
    _flag(sub, "--force", "replace FILE where it exists")
    _json(sub)
    sub.epilog = (
        "Without articles or a query: the whole library. Printed unless --to or -o is given.\n"
        "--json prints JSON lines, which `tuinews import FILE.jsonl` reads back\n"
        "with what you did: read, starred, tags and notes, for articles that are new there."
    )


def _story(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("story", metavar="ID", help="of a story, or of an article in it")
    _flag(sub, "--new", "only accounts that tell something new")
    _flag(sub, "--seen", "count all that it tells as seen")
    word = sub.add_mutually_exclusive_group()
    _flag(word, "--follow", "follow the story")
    _flag(word, "--unfollow", "follow it no longer")
    _flag(word, "--split", "take the article out of its story")
    word.add_argument("--join", metavar="OTHER", help="make its story and OTHER's one")
    word.add_argument("--not-related", metavar="OTHER", help="it has nothing to do with OTHER")
    _flag(word, "--forget", "take back what you said of it so")
    _json(sub)
    sub.epilog = (
        "New is what no account that you have read tells, what was not there when you last looked\n"
        "at the news of the story, and what no earlier account tells. What you say with --split,\n"
        "--join and --not-related holds for good, also for accounts still to come."
    )


def _brief(sub: argparse.ArgumentParser) -> None:
    when = sub.add_mutually_exclusive_group()
    when.add_argument("--day", metavar="DAY", help="as 2021-10-20, today, yesterday")
    when.add_argument("--since", metavar="WHEN", help="a day, or 6h, 2d, 1w ago; default: 1d")
    sub.add_argument(
        "--format", choices=("text", "markdown", "json"), default="text", help="default: text"
    )
    _number(sub, "--limit", 1, 1000, 20, "stories; default: 20")
    _number(sub, "--sentences", 0, 100, 5, "of each; default: 5")
    _json(sub)
    sub.epilog = (
        "Followed stories come first, then those with the most accounts. By mail, each morning:\n"
        "  tuinews refresh -q; tuinews brief --since 1d | mail -s News you@example.org"
    )


def _doctor(sub: argparse.ArgumentParser) -> None:
    _flag(sub, "--check", "only look, mend nothing")
    _flag(sub, "--thorough", "compare every article of the files with the index")
    _flag(sub, "--report", "print what you moved between kept and cut, only that")
    _json(sub)
    sub.epilog = (
        "--report is a file of furniture words with the evidence as comments, without anything\n"
        "private: to send to the developers, or to use:  tuinews doctor --report > my-words.toml\n"
        "Exit code 0: all is well, or well again; 1: something needs you, and is named\n"
        "(with --check also: something needs mending)."
    )


def _samples(sub: argparse.ArgumentParser) -> None:
    what = sub.add_mutually_exclusive_group()
    _flag(what, "--show", "bring them back")
    _flag(what, "--hide", "put them away for good")
    _flag(what, "--remove", "delete them and put them away")
    _json(sub)


def _config(sub: argparse.ArgumentParser) -> None:
    what = sub.add_mutually_exclusive_group()
    _flag(what, "--path", "print where the file is")
    _flag(what, "--default", "print a file of all defaults")
    _flag(what, "--create", "write that file, if there is none")
    _json(sub)
    sub.epilog = (
        'To start a file of your own:  tuinews config --default > "$(tuinews config --path)"'
    )


def _completion(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("shell", choices=("bash", "zsh", "fish", "tcsh"), help="your shell")
    sub.epilog = """\
bash:  tuinews completion bash > ~/.local/share/bash-completion/completions/tuinews
zsh:   tuinews completion zsh > FOLDER/_tuinews        (a folder of your fpath)
fish:  tuinews completion fish > ~/.config/fish/completions/tuinews.fish"""


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
    "import": _import,
    "list": _list,
    "search": _search,
    "show": _show,
    "star": _mark,
    "unstar": _mark,
    "read": _mark,
    "unread": _mark,
    "tag": _tag,
    "note": _note,
    "related": _related,
    "stories": _json,
    "story": _story,
    "brief": _brief,
    "compare": _compare,
    "export": _export,
    "clean": _clean,
    "doctor": _doctor,
    "samples": _samples,
    "config": _config,
    "completion": _completion,
}
