"""A feed's password, from where the user keeps it: a program or a file, never from us."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tuinews import limits
from tuinews.intake.errors import FetchError
from tuinews.model import FeedSettings

_PATIENCE = 30.0  # seconds: the program may ask for a key


def password(settings: FeedSettings, name: str) -> str:
    """Return the password for the feed called `name`, or "" where none is set.

    It is the first line that the command prints, or of the file. Raises FetchError, which
    says what failed and never what was printed.
    """
    if settings.password_command:
        return _printed(settings.password_command, name)
    if settings.password_file:
        return _first_line(_of_file(Path(settings.password_file).expanduser(), name), name)
    return ""


def _printed(command: tuple[str, ...], name: str) -> str:
    try:
        done = subprocess.run(  # the user's own command, without a shell
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        cause = f"does not end within {_PATIENCE:g} s"
    except (OSError, ValueError) as error:
        cause = (getattr(error, "strerror", None) or "cannot be run").lower()
    else:
        if done.returncode == 0:
            return _first_line(done.stdout[: limits.SECRET], name)
        cause = f"ends with {done.returncode}"
    raise FetchError(f"{name}: no password: the command {command[0]} {cause}")


def _of_file(path: Path, name: str) -> bytes:
    try:
        if path.exists() and not path.is_file():  # a pipe would hold up every other feed
            raise FetchError(f"{name}: no password: {path}: is no file")
        with path.open("rb") as file:
            return file.read(limits.SECRET)
    except OSError as error:
        cause = (error.strerror or "cannot be read").lower()
        raise FetchError(f"{name}: no password: {path}: {cause}") from error


def _first_line(data: bytes, name: str) -> str:
    first = data.decode("utf-8", "replace").split("\n", 1)[0].strip("\r")
    if not first:
        raise FetchError(f"{name}: no password: what should hold it is empty")
    return first
