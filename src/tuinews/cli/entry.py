"""The way into the program, and the guard around it: every error becomes one line and a code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from tuinews import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run `tuinews` with the words `argv` (those of the process if None); returns its exit code.

    0 ok, 1 error, 2 usage or settings, 3 partly failed, 70 a fault of ours, 130 stopped.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words in (["--version"], ["-V"]):
        return _guarded(_version, words)
    return _guarded(_dispatch, words)


def _version(_: list[str]) -> int:
    sys.stdout.write(f"tuinews {__version__}\n")
    return 0


def _dispatch(words: list[str]) -> int:
    if not words:
        from tuinews.cli.app import open_app  # has no use for a parser

        return open_app()
    from tuinews.cli import parser

    return parser.run(words)


def _guarded(action: object, words: list[str]) -> int:
    """Run `action` and say in one line what went wrong, if anything did."""
    assert callable(action)
    if sys.stdout is None:
        _complain("standard output is closed")
        return 1
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # what the encoding lacks is replaced, not an error
            stream.reconfigure(errors="replace")
    try:
        try:
            code = int(action(words))
        except SystemExit as done:  # argparse after --help
            code = done.code if isinstance(done.code, int) else 1
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # `| head` has seen enough
        _silence()
        return 0
    except BaseException as error:
        return _told(error)


def _told(error: BaseException) -> int:
    """Say what `error` means; returns the exit code."""
    from tuinews.cli import codes
    from tuinews.config import ConfigError
    from tuinews.model import TuinewsError

    if isinstance(error, KeyboardInterrupt):
        _complain(str(error) or "stopped")
        return codes.STOPPED
    if isinstance(error, codes.UsageError | ConfigError):
        _complain(str(error))
        return codes.USAGE
    if isinstance(error, TuinewsError):
        _complain(str(error))
        return codes.ERROR
    if isinstance(error, OSError):
        _silence()
        place = f"{error.filename}: " if error.filename else "cannot write the output: "
        _complain(f"{place}{error.strerror or error}")
        return codes.ERROR
    if isinstance(error, MemoryError):
        _complain("not enough memory for this; nothing that was stored is lost")
        return codes.ERROR
    if not isinstance(error, Exception):
        raise error
    from tuinews.cli import crash

    _complain(crash.sentence(error))
    return codes.CRASH


def _complain(message: str) -> None:
    from tuinews.text import shown_line

    if sys.stderr is not None:
        print(f"tuinews: {shown_line(message, 1000)}", file=sys.stderr)


def _silence() -> None:
    """Let what is still to be written to standard output go nowhere, also at exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # standard output is no file: nothing is written at exit
        return
