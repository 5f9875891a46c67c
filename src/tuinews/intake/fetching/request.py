"""What is asked of a server, and with what."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from tuinews import __version__, limits
from tuinews.intake.fetching.compression import ACCEPTED
from tuinews.intake.url import Url, hide_password
from tuinews.model import FeedSettings

USER_AGENT = f"tuinews/{__version__} (terminal newsreader)"
FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9,"
    " application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5"
)
PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.5"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_VALIDATORS = frozenset({"If-None-Match", "If-Modified-Since"})
_OWN_HEADERS = frozenset({"host", "connection", "content-length", "transfer-encoding", "te"})


Cookie = tuple[str, str, str]  # origin, name, value


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a fetch may cost: seconds, bytes, counts."""

    total: float = limits.TOTAL_S
    connect: float = limits.CONNECT_S
    idle: float = limits.IDLE_S
    size: int = limits.BODY_MIB * limits.MIB  # bytes, decoded
    ratio: int = limits.UNPACKED  # decoded to packed
    redirects: int = limits.REDIRECTS


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for, and with what."""

    url: str
    etag: str = ""  # as the server gave it
    modified: str = ""  # its Last-Modified, as given
    accept: str = FEED_TYPES
    user: str = ""
    password: str = ""
    cookie: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    proxy: str = ""  # "" as the environment says, "none", or its address
    private: bool = False  # the user subscribed by hand to a host of a private network
    verify: bool = True  # certificates
    form: tuple[tuple[str, str], ...] | None = None  # sent by POST, and to nobody else; None: GET

    @property
    def body(self) -> bytes | None:
        """The form as it is sent; None where there is none."""
        return None if self.form is None else urlencode(self.form, errors="replace").encode("ascii")

    @property
    def conditional(self) -> bool:
        """Whether it asks only for what has changed."""
        return bool(self.etag or self.modified)

    def __repr__(self) -> str:
        """Show where it goes and nothing that is secret."""
        return f"Request({hide_password(self.url)!r})"


def request_for(url: str, settings: FeedSettings, password: str = "") -> Request:
    """Return what to ask an address for, with what the user set for its feed."""
    agent = (("User-Agent", settings.user_agent),) if settings.user_agent else ()
    return Request(
        url,
        user=settings.user,
        password=password,
        cookie=settings.cookie,
        headers=(*settings.headers, *agent),
        proxy=settings.proxy,
        private=settings.private,
        verify=settings.verify,
    )


@dataclass(frozen=True, slots=True)
class Hop:
    """One of the requests that redirects lead to."""

    url: Url
    first: Url  # what credentials are for
    cookies: tuple[Cookie, ...] = ()
    fresh: bool = False  # past caches that answer "not changed" to a first question


@dataclass(frozen=True, slots=True)
class Route:
    """How a server is reached. What was connected one route is never used another route."""

    proxy: Url | None = None
    verify: bool = True  # certificates
    private: bool = False  # into a private network, too


def request_headers(request: Request, hop: Hop, user_agent: str) -> list[tuple[str, bytes]]:
    """Return the headers to send; what is secret goes to the host it is for, no other."""
    own = (
        {name.lower() for name, _ in request.headers}
        if hop.url.origin == hop.first.origin
        else set()
    )
    headers = [("Host", hop.url.netloc)]
    if "user-agent" not in own:
        headers.append(("User-Agent", user_agent))
    if "accept" not in own:
        headers.append(("Accept", request.accept))
    headers.append(("Accept-Encoding", ACCEPTED))
    if request.etag:
        headers.append(("If-None-Match", request.etag))
    if request.modified:
        headers.append(("If-Modified-Since", request.modified))
    if hop.fresh:
        headers.append(("Cache-Control", "no-cache"))
    if (body := request.body) is not None:
        headers.append(("Content-Type", "application/x-www-form-urlencoded"))
        headers.append(("Content-Length", str(len(body))))
    cookies = [
        f"{name}={value}" for origin, name, value in hop.cookies if origin == str(hop.url.origin)
    ]
    if hop.url.origin == hop.first.origin:
        user, password = request.user or hop.first.user, request.password or hop.first.password
        if user or password:
            headers.append(("Authorization", _basic(user, password)))
        cookies = [request.cookie, *cookies] if request.cookie else cookies
        headers += [(n, v) for n, v in request.headers if n.lower() not in _OWN_HEADERS]
    if cookies:
        headers.append(("Cookie", "; ".join(cookies)[: limits.COOKIES]))
    return [(name, _one_line(value, name)) for name, value in headers]


def _one_line(value: str, name: str) -> bytes:
    """Return a header's value as the wire carries it: nothing in it ends the line.

    What came from the server goes back byte by byte, as `transport` read it.
    """
    clean = "".join(char for char in value if char == "\t" or (char >= " " and char != "\x7f"))
    codec = "latin-1" if name in _VALIDATORS else "utf-8"
    return clean.strip().encode(codec, "replace")


def _basic(user: str, password: str) -> str:
    """Return the value of an Authorization header."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


def cookies_of(url: Url, lines: Sequence[str]) -> list[Cookie]:
    """Return the cookies in Set-Cookie lines, for the redirects that follow; none is ever kept."""
    found = []
    for line in lines[:20]:
        name, equals, value = line.partition(";")[0].partition("=")
        if equals and name.strip() and len(value) <= 1024:
            found.append((str(url.origin), name.strip(), value.strip()))
    return found
