"""What a user gives beside an address: login, headers, cookie, proxy. From words to settings.

What is secret may lie in a file, "@FILE", so that it stands in no list of processes; no
message repeats it.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from pathlib import Path

from tuinews import limits
from tuinews.intake.errors import IntakeError
from tuinews.intake.fetching.proxies import NONE, proxy_at
from tuinews.intake.url import UrlError

_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}")
_FILLED = frozenset({"host", "connection", "content-length", "transfer-encoding", "te", "cookie"})
PARTED = " | "  # between headers that stand in one line


class AccessError(IntakeError):
    """What was given cannot be used; the message names the part and says how it is written."""


def command_of(typed: str) -> tuple[str, ...]:
    """Return a command as a list of words; it is run without a shell. Raises AccessError."""
    try:
        return tuple(shlex.split(typed))
    except ValueError:
        raise AccessError("Password from: a quotation mark is left open.") from None


def header_of(typed: str) -> tuple[str, str]:
    """Return name and value of "Name: value". Raises AccessError."""
    name, colon, value = (part.strip() for part in typed.partition(":"))
    if not colon or not _NAME.fullmatch(name) or not value.isprintable() or not value:
        raise AccessError("Headers: each is written as `Name: value`.")
    if name.lower() in _FILLED:
        raise AccessError(f"Headers: {name} is not for you to set.")
    return name, value


def headers_of(typed: str | Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the headers in a line, parted by "|", or in words of which one may be "@FILE".

    Raises AccessError.
    """
    if isinstance(typed, str):
        lines = typed.split("|")
    else:
        lines = [line for word in typed for line in _lines(word, "Headers")]
    return tuple(header_of(line) for line in lines if line.strip())


def headers_text(headers: Iterable[tuple[str, str]]) -> str:
    """Return headers in one line, as `headers_of` reads it."""
    return PARTED.join(f"{name}: {value}" for name, value in headers)


def cookie_of(typed: str) -> str:
    """Return a cookie, "name=value; other=value", or the one in "@FILE". Raises AccessError."""
    cookie = "; ".join(line.strip() for line in _lines(typed, "Cookie") if line.strip())
    if cookie and ("=" not in cookie or not cookie.isprintable()):
        raise AccessError("Cookie: it is written as `name=value`, several parted by `;`.")
    return cookie


def proxy_of(typed: str) -> str:
    """Return a proxy's address, or "none"; "" as the system says. Raises AccessError."""
    typed = typed.strip()
    if typed and typed != NONE:
        try:
            proxy_at(typed)
        except UrlError as error:
            raise AccessError(f"Proxy: {error}") from None
    return typed


def _lines(word: str, what: str) -> list[str]:
    """Return a word, or the lines of the file that "@FILE" names."""
    if not word.startswith("@"):
        return [word]
    path = Path(word[1:]).expanduser()
    try:
        with path.open("rb") as file:
            data = file.read(limits.SECRET + 1)
    except (OSError, ValueError) as error:
        cause = (getattr(error, "strerror", None) or "cannot be read").lower()
        raise AccessError(f"{what}: {path}: {cause}") from None
    if len(data) > limits.SECRET:
        raise AccessError(f"{what}: {path} is too large for that")
    return data.decode("utf-8", "replace").splitlines()
