"""How a command ends: its exit codes, and the error of a command that was typed wrong."""

from __future__ import annotations

from tuinews.model import TuinewsError

OK = 0
ERROR = 1
USAGE = 2  # also: a setting or the terminal does not allow it
PARTLY = 3  # some inputs failed, the others were done
CRASH = 70
STOPPED = 130  # by Ctrl+C


class UsageError(TuinewsError):
    """The command line asks for something that there is not; ends with code 2."""
