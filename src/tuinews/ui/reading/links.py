"""Following and copying links without trusting them.

A link is opened only where it is http or https. It reaches the browser as one word of an
argument list, written in plain ASCII with everything odd percent-encoded; no shell sees it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit, urlunsplit

from tuinews import limits
from tuinews.model import TuinewsError
from tuinews.text import safe, shown_line
from tuinews.values import dataclass

if TYPE_CHECKING:
    from textual.app import App

    from tuinews.settings import Browser


_TEXT_BROWSERS = frozenset(
    ("w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "cha", "www-browser")
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_.])?|\[[0-9a-f:.]+\]")
_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


class LinkError(TuinewsError):
    """A link is not followed: the sentence says why."""


# --- what a link is -----------------------------------------------------------------------


@lru_cache(maxsize=2048)
def normalised(url: str) -> str:
    """Return `url` as it may be followed: http or https, ASCII, nothing a shell would read.

    Raises:
        LinkError: It has another scheme or none, no usable host, or names a user.
    """
    url = safe(url[: limits.URL * 2]).replace("\n", "").replace("\t", "").strip()
    if len(url) > limits.URL:
        raise LinkError(f"That link is longer than {limits.URL:,} characters; it was not opened.")
    scheme = _SCHEME.match(url)
    if not scheme or scheme[1].lower() not in ("http", "https"):
        named = f"a link of the kind `{shown_line(scheme[1], 30)}:`" if scheme else "no web address"
        raise LinkError(f"This is {named}; only http and https links are opened.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise LinkError("That link is broken; it was not opened.") from error
    if "@" in parts.netloc:
        raise LinkError("That link carries a user name, as forged ones do; it was not opened.")
    host = _host(parts.hostname or "")
    return urlunsplit(
        (
            parts.scheme.lower(),
            host if port is None else f"{host}:{port}",
            _encoded(parts.path, "/:=@+!,;*~") or "/",
            _encoded(parts.query, "/:=@+!,;*~?&[]"),
            _encoded(parts.fragment, "/:=@+!,;*~?&"),
        )
    )


def _host(name: str) -> str:
    """Return a host in ASCII."""
    name = f"[{name}]" if ":" in name else name
    try:
        host = name if name.isascii() else name.encode("idna").decode()
    except UnicodeError as error:
        raise LinkError("That link names no possible host; it was not opened.") from error
    if len(host) > 255 or not _HOST.fullmatch(host):
        raise LinkError("That link names no possible host; it was not opened.")
    return host


def _encoded(part: str, keep: str) -> str:
    """Percent-encode a part of an address; what is encoded already stays."""
    return quote(_BARE_PERCENT.sub("%25", part), safe=keep + "%")


def pretty(url: str) -> str:
    """Return an address as it is shown: without scheme, cut where it is long."""
    return shown_line(re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/"), 60)


# --- opening ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opener:
    """The program that opens links: what to start, and whether it needs the terminal."""

    argv: tuple[str, ...]
    in_terminal: bool

    @property
    def name(self) -> str:
        """The program as it is called in a sentence."""
        return shown_line(Path(self.argv[0]).name, 40)

    def with_url(self, url: str) -> list[str]:
        """Return the argument list that opens `url`: each %u or %s that stands alone is it."""
        if any(word in ("%u", "%s") for word in self.argv):
            return [url if word in ("%u", "%s") else word for word in self.argv]
        return [*self.argv, url]


def opener(
    command: Sequence[str] = (),
    environ: Mapping[str, str] = os.environ,
    which: Callable[[str], str | None] = shutil.which,
    platform: str = sys.platform,
) -> Opener | None:
    """Return what opens links here; None where only copying is left, as over SSH.

    `command` is the user's own setting; after it come $BROWSER and the system's opener.

    Raises:
        LinkError: The setting or $BROWSER cannot be used; the sentence says why.
    """
    if command:
        if not which(command[0]):
            raise LinkError(f"The browser `{shown_line(command[0], 80)}` is not installed.")
        return _checked(command, "The browser setting")
    for choice in filter(None, environ.get("BROWSER", "").split(os.pathsep)):
        words = _words(choice)
        if which(words[0]):
            return _checked(words, "$BROWSER")
    if "SSH_CONNECTION" in environ or "SSH_TTY" in environ:
        return None
    if platform == "darwin":
        return Opener(("open",), in_terminal=False)
    if (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")) and which("xdg-open"):
        return Opener(("xdg-open",), in_terminal=False)
    return None


def _words(choice: str) -> list[str]:
    """Split one choice of $BROWSER as a shell would, without being one."""
    try:
        words = shlex.split(choice)
    except ValueError as error:
        raise LinkError("$BROWSER has a quote that is never closed; nothing opened.") from error
    if not words:
        raise LinkError("$BROWSER names no program; nothing opened.")
    return words


def _checked(words: Sequence[str], named: str) -> Opener:
    """Refuse a command that would paste the address into a longer word, as `sh -c` needs."""
    if any(sign in word for word in words if word not in ("%u", "%s") for sign in ("%u", "%s")):
        raise LinkError(
            f"{named} puts the address inside another word, where a shell would read it; "
            "let %u stand alone."
        )
    return Opener(tuple(words), Path(words[0]).name in _TEXT_BROWSERS)


def open_url(app: App[Any], url: str, browser: Browser) -> str:
    """Open `url` in the browser, or copy it where there is none to reach; returns what it did."""
    try:
        address = normalised(url)
        found = opener(browser.command)
    except LinkError as error:
        return str(error)
    if found is None:
        return copy(app, address, "no browser here; copied")
    if found.in_terminal:
        return _run_here(app, found, address)
    return _start(app, found, address)


def _run_here(app: App[Any], found: Opener, address: str) -> str:
    """Lend the terminal to a text browser until it ends."""
    from textual.app import SuspendNotSupported

    try:
        with app.suspend():
            subprocess.run(found.with_url(address), check=False)
    except (OSError, SuspendNotSupported):
        return copy(app, address, f"{found.name} did not start; copied")
    return f"back from {found.name}"


def _start(app: App[Any], found: Opener, address: str) -> str:
    """Start a browser with a window of its own; should it fail later, tell so."""
    try:
        process = subprocess.Popen(
            found.with_url(address),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return copy(app, address, f"{found.name} did not start; copied")

    def failed() -> None:
        said = copy(app, address, f"{found.name} could not open it; copied")
        app.notify(said, severity="warning", markup=False)

    def wait() -> None:
        if process.wait() != 0 and app.is_running:
            app.call_from_thread(failed)

    Thread(target=wait, daemon=True, name="browser").start()
    return f"opening {pretty(address)}"


# --- copying ------------------------------------------------------------------------------


def copy(app: App[Any], text: str, said: str = "copied") -> str:
    """Put `text` on the clipboard through the terminal, over SSH too; returns what it did.

    What is said begins with `said`.
    """
    text = safe(text)
    size = len(text.encode())
    if size > limits.COPY:
        return f"not copied: terminals take {limits.COPY:,} bytes, this has {size:,}"
    app.copy_to_clipboard(text)
    return f"{said} {pretty(text)}"
