"""The options that each command takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from `low` to `high`."""

    def read(word: str) -> int:
        if word.isascii() and word.isdigit() and len(word) < 12 and low <= int(word) <= high:
            return int(word)
        raise argparse.ArgumentTypeError(
            f"must be a whole number from {low} to {high:,}, not {word[:40]!r}"
        )

    return read


def _json(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--json", action="store_true", help="print one JSON object a line")


def _articles(sub: argparse.ArgumentParser, *, query: bool = False) -> None:
    several = "*" if query else "+"
    sub.add_argument("articles", nargs=several, metavar="ARTICLE", help="an id, or its beginning")
    if query:
        sub.add_argument("--query", metavar="QUERY", help="all articles that the query finds")


def _list_options(sub: argparse.ArgumentParser, orders: Sequence[str]) -> None:
    only = sub.add_mutually_exclusive_group()
    only.add_argument("--unread", action="store_true", help="only what was not read yet")
    only.add_argument("--starred", action="store_true", help="only what is starred")
    sub.add_argument("--sort", choices=orders, default=orders[0], help="default: %(default)s")
    sub.add_argument(
        "--limit", type=whole(1, 10_000_000), default=100, metavar="N", help="default: 100"
    )
    sub.add_argument("--all", action="store_true", help="no limit")
    _json(sub)


def _import(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a file (.txt, .html, .jsonl ...), a folder, or - for standard input",
    )
    sub.add_argument("--quiet", "-q", action="store_true", help="only what failed, no list")
    _json(sub)
    sub.epilog = (
        "Importing the same thing twice adds nothing. Ctrl+C loses nothing.\n"
        "Exit code 1: nothing could be read; 3: something could not be read."
    )


def _clean(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or -")
    sub.add_argument("--why", action="store_true", help="show what was cut, in place, and why")
    _json(sub)


def _list(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("query", nargs="*", metavar="QUERY", help="only what the query finds")
    _list_options(sub, ("newest", "oldest", "publisher", "longest"))


def _search(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("query", nargs="+", metavar="QUERY", help='words, "phrases", field:word ...')
    _list_options(sub, ("newest", "relevance", "oldest", "publisher", "longest"))
    sub.epilog = "A query that begins with - goes after --:  tuinews search -- -sport newer:1d"


def _show(sub: argparse.ArgumentParser) -> None:
    _articles(sub)
    sub.add_argument("--why", action="store_true", help="show what was cut, in place, and why")
    sub.add_argument(
        "--width", type=whole(20, 400), default=None, metavar="N", help="columns of text"
    )
    _json(sub)


def _mark(sub: argparse.ArgumentParser) -> None:
    _articles(sub, query=True)
    _json(sub)


def _tag(sub: argparse.ArgumentParser) -> None:
    _articles(sub, query=True)
    sub.add_argument("--add", action="append", default=[], metavar="TAG", help="tag them so")
    sub.add_argument("--remove", action="append", default=[], metavar="TAG", help="take a tag off")
    _json(sub)
    sub.epilog = "Without articles: all tags and how many articles have each."


def _related(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("article", nargs="?", metavar="ARTICLE", help="an id, or its beginning")
    sub.add_argument("--all", action="store_true", help="of every article")
    sub.add_argument(
        "--limit", type=whole(1, 1000), default=20, metavar="N", help="for each; default: 20"
    )
    _json(sub)


def _compare(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("first", metavar="A", help="the article that was read")
    sub.add_argument("second", metavar="B", help="the article that is being read")
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
    sub.add_argument("--output", "-o", metavar="FILE", help="all into FILE, which must be new")
    sub.add_argument("--force", action="store_true", help="FILE may be there: replace it")
    _json(sub)
    sub.epilog = (
        "Without articles or a query: the whole library. Printed unless --to or -o is given.\n"
        "--json prints JSON lines, which `tuinews import FILE.jsonl` reads back."
    )


def _doctor(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--check", action="store_true", help="only look, mend nothing")
    _json(sub)
    sub.epilog = (
        "Exit code 0: all is well, or well again; 1: something needs you, and is named\n"
        "(with --check also: something needs mending)."
    )


def _samples(sub: argparse.ArgumentParser) -> None:
    what = sub.add_mutually_exclusive_group()
    what.add_argument("--show", action="store_true", help="bring them back")
    what.add_argument("--hide", action="store_true", help="put them away for good")
    what.add_argument("--remove", action="store_true", help="delete them and put them away")
    _json(sub)


def _config(sub: argparse.ArgumentParser) -> None:
    what = sub.add_mutually_exclusive_group()
    what.add_argument("--path", action="store_true", help="print where the file is")
    what.add_argument("--default", action="store_true", help="print a file of all defaults")
    what.add_argument("--create", action="store_true", help="write that file, if there is none")
    _json(sub)
    sub.epilog = (
        'To start a file of your own:  tuinews config --default > "$(tuinews config --path)"'
    )


#: What each command takes.
OPTIONS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "import": _import,
    "list": _list,
    "search": _search,
    "show": _show,
    "star": _mark,
    "unstar": _mark,
    "read": _mark,
    "unread": _mark,
    "tag": _tag,
    "related": _related,
    "stories": _json,
    "compare": _compare,
    "export": _export,
    "clean": _clean,
    "doctor": _doctor,
    "samples": _samples,
    "config": _config,
}
