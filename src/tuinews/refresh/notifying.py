"""Telling the user of what has come, outside the list: by a program, or by the terminal."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from tuinews.counting import counted
from tuinews.model import TuinewsError
from tuinews.refresh.events import Notified
from tuinews.settings import Notify
from tuinews.text import shown_line

MOST = 3  # articles that are told of one by one
LONGEST = 200  # characters of a text
PATIENCE = 10.0  # seconds that the program may take


class NotifyError(TuinewsError):
    """The program that tells cannot be run, or fails."""


def texts(notify: Notify, found: Sequence[Notified], new: int) -> list[str]:
    """Return what is to be told: of the articles that rules have found, and of `new` ones."""
    if not (notify.program or notify.terminal != "none"):
        return []
    told = [_text(one) for one in {one.id: one for one in found}.values()]
    if len(told) > MOST:
        more = counted(len(told) - MOST + 1, "more article")
        told = [*told[: MOST - 1], f"tuinews: {more} for you"]
    if notify.of == "new" and new:
        told.append(f"tuinews: {counted(new, 'new article')}")
    return told


def _text(one: Notified) -> str:
    """Return an article in one line that no program takes for an option."""
    publisher = shown_line(one.publisher, 60).lstrip("-–— ") or "tuinews"
    return f"{publisher}: {shown_line(one.headline, LONGEST)}"


def run(command: Sequence[str], told: Sequence[str]) -> None:
    """Run the user's program once for each text, which is its last word.

    Raises NotifyError; the texts after the one that failed are not told.
    """
    for text in told if command else ():
        try:
            done = subprocess.run(  # the user's own program, without a shell
                [*command, text],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NotifyError(f"notify.program: no end within {PATIENCE:g} s") from None
        except (OSError, ValueError) as error:
            cause = (getattr(error, "strerror", None) or "cannot be run").lower()
            raise NotifyError(f"notify.program: {shown_line(command[0], 80)}: {cause}") from None
        if done.returncode:
            raise NotifyError(
                f"notify.program: {shown_line(command[0], 80)} ends with {done.returncode}"
            )


def sequence(terminal: str, told: Sequence[str]) -> str:
    """Return what the terminal is sent for these texts: "bell", "osc9", "osc777" or "none"."""
    if terminal == "bell":
        return "\a" if told else ""
    # parts are parted by semicolons, and a number at the beginning is a command to some
    texts = [text.replace(";", ",") for text in told]
    if terminal == "osc9":
        named = (f"tuinews: {text.removeprefix('tuinews: ')}" for text in texts)
        return "".join(f"\x1b]9;{text}\x1b\\" for text in named)
    if terminal == "osc777":
        return "".join(f"\x1b]777;notify;tuinews;{text}\x1b\\" for text in texts)
    return ""
