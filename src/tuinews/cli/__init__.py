"""The command `tuinews` and its subcommands: where everything is plugged together.

`entry` guards and dispatches, `parser` knows the words, `context` holds the places and the
library, `out` prints; the other modules are the commands, loaded when one of them runs.
"""

from tuinews.cli.entry import main

__all__ = ["main"]
