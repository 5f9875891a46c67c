"""The options that each command takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from tuinews.cli import feedoptions
from tuinews.cli.commonoptions import articles, as_json, flag, number


def _list_options(sub: argparse.ArgumentParser, orders: Sequence[str]) -> None:
    only = sub.add_mutually_exclusive_group()
    flag(only, "--unread", "only what was not read yet")
    flag(only, "--starred", "only what is starred")
    sub.add_argument("--sort", choices=orders, default=orders[0], help="default: %(default)s")
    number(sub, "--limit", 1, 10_000_000, 100, "default: 100")
    flag(sub, "--all", "no limit")
    flag(sub, "--count", "print only how many there are")
    as_json(sub)


def _import(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a file (.txt, .html, .jsonl ...), a folder, or - for standard input",
    )
    flag(sub, "--quiet", "only what failed, no list", "-q")
    as_json(sub)
    sub.epilog = (
        "Importing the same thing twice adds nothing. Ctrl+C loses nothing.\n"
        "Exit code 1: nothing could be read; 3: something could not be read."
    )


def _clean(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or -")
    flag(sub, "--why", "show what was cut, in place, and why")
    sub.add_argument(
        "--rules",
        metavar="FILE",
        help="cut what these furniture words match (a TOML file, or a folder) in place of yours",
    )
    as_json(sub)
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
    articles(sub)
    flag(sub, "--why", "show what was cut, in place, and why")
    number(sub, "--width", 20, 400, None, "columns of text")
    as_json(sub)


def _mark(sub: argparse.ArgumentParser) -> None:
    articles(sub, query=True)
    as_json(sub)


def _tag(sub: argparse.ArgumentParser) -> None:
    articles(sub, query=True)
    sub.add_argument(
        "--add", action="append", default=[], metavar="TAG", help="add this tag; more than once"
    )
    sub.add_argument(
        "--remove", action="append", default=[], metavar="TAG", help="take this tag off"
    )
    as_json(sub)
    sub.epilog = "Without articles: all tags and how many articles have each."


def _note(sub: argparse.ArgumentParser) -> None:
    articles(sub, query=True)
    what = sub.add_mutually_exclusive_group()
    what.add_argument("--write", metavar="TEXT", help="the note, in place of what stands there")
    flag(what, "--remove", "take the note away")
    as_json(sub)
    sub.epilog = "Without --write and --remove: the notes as they are."


def _related(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("article", nargs="?", metavar="ARTICLE", help="an id, or its beginning")
    flag(sub, "--all", "for every article")
    number(sub, "--limit", 1, 1000, 20, "for each; default: 20")
    as_json(sub)


def _compare(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("first", metavar="A", help="the article you have read")
    sub.add_argument("second", metavar="B", help="the one to hold against it")
    as_json(sub)


def _export(sub: argparse.ArgumentParser) -> None:
    articles(sub, query=True)
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
    flag(sub, "--force", "replace FILE where it exists")
    as_json(sub)
    sub.epilog = (
        "Without articles or a query: the whole library. Printed unless --to or -o is given.\n"
        "--json prints JSON lines, which `tuinews import FILE.jsonl` reads back\n"
        "with what you did: read, starred, tags and notes, for articles that are new there."
    )


def _story(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("story", metavar="ID", help="of a story, or of an article in it")
    flag(sub, "--new", "only accounts that tell something new")
    flag(sub, "--seen", "count all that it tells as seen")
    word = sub.add_mutually_exclusive_group()
    flag(word, "--follow", "follow the story")
    flag(word, "--unfollow", "follow it no longer")
    flag(word, "--split", "take the article out of its story")
    word.add_argument("--join", metavar="OTHER", help="make its story and OTHER's one")
    word.add_argument("--not-related", metavar="OTHER", help="it has nothing to do with OTHER")
    flag(word, "--forget", "take back what you said of it so")
    as_json(sub)
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
    number(sub, "--limit", 1, 1000, 20, "stories; default: 20")
    number(sub, "--sentences", 0, 100, 5, "of each; default: 5")
    as_json(sub)
    sub.epilog = (
        "Followed stories come first, then those with the most accounts. By mail, each morning:\n"
        "  tuinews refresh -q; tuinews brief --since 1d | mail -s News you@example.org"
    )


def _doctor(sub: argparse.ArgumentParser) -> None:
    flag(sub, "--check", "only look, mend nothing")
    flag(sub, "--thorough", "compare every article of the files with the index")
    flag(sub, "--report", "print what you moved between kept and cut, only that")
    as_json(sub)
    sub.epilog = (
        "--report is a file of furniture words with the evidence as comments, without anything\n"
        "private: to send to the developers, or to use:  tuinews doctor --report > my-words.toml\n"
        "Exit code 0: all is well, or well again; 1: something needs you, and is named\n"
        "(with --check also: something needs mending)."
    )


def _samples(sub: argparse.ArgumentParser) -> None:
    what = sub.add_mutually_exclusive_group()
    flag(what, "--show", "bring them back")
    flag(what, "--hide", "put them away for good")
    flag(what, "--remove", "delete them and put them away")
    as_json(sub)


def _config(sub: argparse.ArgumentParser) -> None:
    what = sub.add_mutually_exclusive_group()
    flag(what, "--path", "print where the file is")
    flag(what, "--default", "print a file of all defaults")
    flag(what, "--create", "write that file, if there is none")
    as_json(sub)
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
    **feedoptions.OPTIONS,
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
    "stories": as_json,
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
