"""The words of the command line: every command, its options and its help."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from tuinews import __version__, limits, text
from tuinews.cli.codes import UsageError
from tuinews.cli.options import OPTIONS

_ABOUT = """\
Reads the news in the terminal: every article cleaned, kept in plain JSON, and shown
beside the others that tell the same story.

Without a command the app opens; press ? there for all keys."""

_END = """\
ARTICLES are given by id, as `list` and `search` print them, or by the beginning of one;
"-" reads ids from standard input:  tuinews search storm | tuinews star -
QUERY is what / in the app takes:   storm port  "talks with Moscow"  -sport  a OR b
  source:wire author:keller headline:storm tag:later is:unread is:starred
  after:2021-10-20 before:2021-11 newer:3d older:2w words:>500
--json prints one JSON object a line, with stable keys.

exit codes: 0 ok, 1 error, 2 usage, settings or terminal, 3 partly failed,
            70 a fault in tuinews, 130 stopped by Ctrl+C
files:      TUINEWS_DATA_DIR, TUINEWS_CACHE_DIR, TUINEWS_CONFIG_DIR, TUINEWS_STATE_DIR
            name the folders; else they follow XDG (~/.local/share/tuinews ...)"""

_GENERAL = ("--help", "-h", "--version", "-V", "--config", "--store", "--reset-terminal")

#: Each command: where its function is, and one line on what it does.
COMMANDS: dict[str, tuple[str, str]] = {
    "add": ("adding:run_add", "subscribe to a feed, or to what a page offers"),
    "refresh": ("refreshing:run_refresh", "fetch the feeds that are due"),
    "feeds": ("feeds:run_feeds", "list feeds with their counts and failures"),
    "account": ("account:run_account", "keep in step with FreshRSS, Miniflux and the like"),
    "unsubscribe": ("feeds:run_unsubscribe", "end a subscription; starred articles stay"),
    "opml": ("feeds:run_opml", "import lists of feeds, or export one"),
    "import": ("importing:run_import", "import files, folders or standard input"),
    "list": ("reading:run_list", "list articles, newest first"),
    "search": ("reading:run_list", "find articles by words, fields and dates"),
    "show": ("reading:run_show", "print an article"),
    "star": ("marking:run_mark", "star articles"),
    "unstar": ("marking:run_mark", "take the star off"),
    "read": ("marking:run_mark", "mark articles read"),
    "unread": ("marking:run_mark", "mark articles unread"),
    "tag": ("marking:run_tag", "list tags; add or remove them"),
    "note": ("marking:run_note", "print your note on articles; write or remove it"),
    "related": ("relating:run_related", "what else tells this story, and why"),
    "stories": ("relating:run_stories", "the stories that several articles tell"),
    "story": ("briefing:run_story", "one story: its accounts, and what is new in each"),
    "brief": ("briefing:run_brief", "the stories of a day, and what is new to you"),
    "compare": ("relating:run_compare", "what a second account adds to the first"),
    "export": ("exporting:run_export", "save or print as Markdown, text or JSON"),
    "fulltext": ("refreshing:run_fulltext", "fetch the page behind a teaser"),
    "expire": ("feeds:run_expire", "remove what is too old; --dry-run says what"),
    "clean": ("importing:run_clean", "clean files without storing them"),
    "doctor": ("upkeep:run_doctor", "check the library, mend its index"),
    "samples": ("upkeep:run_samples", "show, hide or remove the sample articles"),
    "config": ("upkeep:run_config", "show settings, their file and all defaults"),
    "completion": ("completing:run_completion", "make your shell complete all this"),
}


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line that says what to do next."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError in place of printing and leaving."""
        raise UsageError(f"{text.shown_line(message, 300)}; `{self.prog} --help` shows how")


def run(words: Sequence[str]) -> int:
    """Run the command that `words` ask for; returns the exit code.

    Raises UsageError for words that make no sense, and what the command raises.
    """
    if any(len(word) > limits.WORD for word in words):
        raise UsageError("a word of the command line is too long (over 32,768 characters)")
    before, command, after = _split(words)
    general = top_parser().parse_args(before)
    if general.reset_terminal:
        from tuinews.cli import upkeep

        return upkeep.reset_terminal()
    options = command_parser(command).parse_args(after) if command else None
    from tuinews.cli.context import Context

    context = Context.of(general.config, general.store)
    if general.config:
        _ = context.config  # asked for by name: to be refused before anything is done
    if options is None:
        from tuinews.cli.app import run_app

        return run_app(context)
    place, _, name = COMMANDS[command][0].partition(":")
    return int(getattr(import_module(f"tuinews.cli.{place}"), name)(options, context))


def _split(words: Sequence[str]) -> tuple[Sequence[str], str, Sequence[str]]:
    """Return the words before the command, the command ("" for none), and those after it.

    Raises UsageError where it is no command, with the one that was meant.
    """
    place = 0
    while place < len(words):
        word = words[place]
        if word == "--":
            return words[:place], "", words[place + 1 :]
        if word in COMMANDS:
            return words[:place], word, words[place + 1 :]
        shown = text.shown_line(repr(word), 80)
        if word == "-" or not word.startswith("-"):
            raise UsageError(f"unknown command {shown}; {_hint(word)}")
        if word.partition("=")[0] not in _GENERAL:
            raise UsageError(
                f"unknown option {shown}; the options of a command stand after it, "
                "as in `tuinews list --limit 9`"
            )
        place += 2 if word in ("--config", "--store") else 1
    return words, "", ()


def _hint(word: str) -> str:
    if word == "-":
        return "`tuinews import -` reads standard input"
    from tuinews.spelling import closest

    near = closest(word, COMMANDS)
    return f"did you mean `tuinews {near}`?" if near else "`tuinews --help` lists all"


def top_parser() -> Parser:
    """Return the parser of what stands before the command."""
    commands = "".join(f"  {name:<12}{summary}\n" for name, (_, summary) in COMMANDS.items())
    parser = Parser(
        prog="tuinews",
        usage="tuinews [--config FILE] [--store FOLDER] [COMMAND ...]",
        description=f"{_ABOUT}\n\ncommands (tuinews COMMAND --help tells more):\n{commands}",
        epilog=_END,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    general_options(parser)
    return parser


def general_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that stand before the command."""
    parser.add_argument("--version", "-V", action="version", version=f"tuinews {__version__}")
    parser.add_argument("--config", metavar="FILE", help="read the settings from FILE")
    parser.add_argument("--store", metavar="FOLDER", help="keep the articles in FOLDER")
    parser.add_argument(
        "--reset-terminal",
        action="store_true",
        help="put the terminal right after a program in it was killed",
    )


def command_parser(command: str) -> Parser:
    """Return the parser of what stands after `command`."""
    summary = COMMANDS[command][1]
    parser = Parser(
        prog=f"tuinews {command}",
        description=summary[0].upper() + summary[1:] + ".",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    OPTIONS[command](parser)
    parser.set_defaults(command=command)
    return parser
