"""`tuinews completion`: what makes a shell complete the words of the command line."""

from __future__ import annotations

import argparse

from tuinews.cli.context import Context
from tuinews.cli.options import OPTIONS

_FILES = ("FILE", "PATH")
_FOLDERS = ("FOLDER",)


def run_completion(options: argparse.Namespace, context: Context) -> int:
    """Print the completion script of a shell, which it reads when it starts."""
    import shtab

    print(shtab.complete(whole_parser(), options.shell))
    return 0


def whole_parser() -> argparse.ArgumentParser:
    """Return one parser of all words; the program itself makes that of one command at a time."""
    from tuinews.cli.parser import COMMANDS, general_options

    whole = argparse.ArgumentParser(prog="tuinews")
    general_options(whole)
    commands = whole.add_subparsers()
    for name, (_, summary) in COMMANDS.items():
        OPTIONS[name](commands.add_parser(name, help=summary, description=summary))
    _name_files(whole)
    return whole


def _name_files(parser: argparse.ArgumentParser) -> None:
    """Tell which words are files, and which are folders, of all commands, too."""
    import shtab

    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _name_files(command)
        elif action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.metavar in _FOLDERS and action.dest != "folder":  # --folder is one of feeds
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
