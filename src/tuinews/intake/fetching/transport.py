"""Connections, by httpcore2, behind a guard that says which addresses may be connected to.

Imported late: only a client that is opened needs it.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import ssl
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, replace

import httpcore2

from tuinews import text
from tuinews.intake.errors import AnswerError
from tuinews.intake.fetching import socks
from tuinews.intake.fetching.request import Limits, Route
from tuinews.intake.fetching.resolver import Resolver
from tuinews.intake.url import Url

_KEPT = 4  # idle connections; each is looked at with every request
_KEPT_FOR = 4.0  # seconds, fewer than servers keep theirs
_FAILURES = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer, and its body as it comes, still packed."""

    status: int
    headers: Mapping[str, str]  # a character a byte; small names; repeated ones joined by ", "
    cookies: tuple[str, ...]  # the Set-Cookie lines
    body: AsyncIterator[bytes]


class Transport:
    """Asks servers, over connections that are kept for a while."""

    def __init__(self, limits: Limits, resolver: Resolver) -> None:
        self._limits, self._resolver = limits, resolver
        self._pools: dict[tuple[Route, str], httpcore2.AsyncConnectionPool] = {}

    async def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            await pool.aclose()

    @contextlib.asynccontextmanager
    async def ask(
        self,
        url: Url,
        headers: list[tuple[str, bytes]],
        route: Route,
        body: bytes | None = None,
    ) -> AsyncIterator[Answer]:
        """Send a GET for `url`, or a POST with `body`; give the answer, to be read or left.

        Raises AnswerError, also from the body, and FetchError for refused addresses.
        """
        try:
            response = await self._send(url, headers, route, body)
            try:
                yield _answer(response)
            finally:
                await response.aclose()
        except _FAILURES as error:
            raise AnswerError(_cause(error, route, self._limits)) from error

    async def _send(
        self, url: Url, headers: list[tuple[str, bytes]], route: Route, body: bytes | None
    ) -> httpcore2.Response:
        """Ask; once more where a kept connection turns out to be closed by the server."""
        pool = self._pool(route, url.scheme)
        while True:
            fresh = False

            async def note(event: str, info: object) -> None:
                nonlocal fresh
                fresh = fresh or event == "connection.connect_tcp.started"

            request = httpcore2.Request(
                "GET" if body is None else "POST",
                _address(url),
                headers=[(name.encode(), value) for name, value in headers],
                content=body,
                extensions={"timeout": self._timeouts(), "trace": note},
            )
            try:
                return await pool.handle_async_request(request)
            except (httpcore2.NetworkError, httpcore2.RemoteProtocolError):
                if fresh:
                    raise

    def _timeouts(self) -> dict[str, float | None]:
        idle = self._limits.idle
        return {"connect": self._limits.connect, "read": idle, "write": idle, "pool": None}

    def _pool(self, route: Route, scheme: str) -> httpcore2.AsyncConnectionPool:
        if (route, scheme) not in self._pools:
            # the user's own proxy may be in the house
            proxy = route.proxy
            private = route.private or proxy is not None
            through = proxy if proxy is not None and proxy.scheme == "socks5" else None
            guard = Guard(self._resolver, private=private, through=through)
            self._pools[route, scheme] = httpcore2.AsyncConnectionPool(
                ssl_context=_tls(verify=route.verify) if scheme == "https" else None,
                proxy=None if proxy is None or through else _proxy(proxy),
                max_connections=None,  # the client counts
                max_keepalive_connections=_KEPT,
                keepalive_expiry=_KEPT_FOR,
                network_backend=guard,
            )
        return self._pools[route, scheme]


class Guard(httpcore2.AsyncNetworkBackend):
    """Resolves names itself, looks at every address, and connects to what it looked at."""

    def __init__(self, resolver: Resolver, *, private: bool, through: Url | None = None) -> None:
        """`private`: addresses of private networks, too; `through`: a SOCKS proxy."""
        self._resolver, self._private, self._through = resolver, private, through
        self._inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Return a connection to the first address of `host` that takes one.

        Raises FetchError where none is allowed, ConnectError and ConnectTimeout.
        """
        if self._through is None:
            return await self._connect(host, port, timeout)
        stream = await self._connect(self._through.host, self._through.port, timeout)
        try:
            async with asyncio.timeout(timeout):
                await socks.connect(self._through, host, port, stream.read, stream.write)
        except BaseException as error:
            await stream.aclose()
            if isinstance(error, socks.SocksError):
                raise httpcore2.ProxyError(str(error)) from error
            if isinstance(error, TimeoutError):
                raise httpcore2.ConnectTimeout from error
            raise
        return stream

    async def _connect(
        self, host: str, port: int, timeout: float | None
    ) -> httpcore2.AsyncNetworkStream:
        addresses = await self._resolver.addresses(host, port, private=self._private)
        last: Exception = httpcore2.ConnectTimeout()
        share = timeout / 3 if timeout and len(addresses) > 1 else timeout
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                for address in addresses:
                    try:
                        return await self._inner.connect_tcp(address, port, share)
                    except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                        last = error
        raise last


def _address(url: Url) -> httpcore2.URL:
    """Return `url` for httpcore2, part by part: nothing is read anew."""
    port = url.port if str(url.port) in url.netloc.rpartition(":")[2] else None
    return httpcore2.URL(
        scheme=url.scheme.encode(), host=url.host.encode(), port=port, target=url.path.encode()
    )


def _proxy(url: Url) -> httpcore2.Proxy:
    auth = (url.user.encode(), url.password.encode()) if url.user else None
    return httpcore2.Proxy(_address(replace(url, path="/")), auth)


@functools.cache
def _tls(*, verify: bool) -> ssl.SSLContext:
    """Return how TLS is spoken: with the certificates that the system trusts. Slow to make."""
    context = httpcore2.default_ssl_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _answer(response: httpcore2.Response) -> Answer:
    headers: dict[str, str] = {}
    cookies = []
    for raw, value in response.headers:
        name, content = raw.decode("latin-1").lower(), value.decode("latin-1")
        if name == "set-cookie":
            cookies.append(content)
        else:
            headers[name] = f"{headers[name]}, {content}" if name in headers else content
    return Answer(response.status, headers, tuple(cookies), response.aiter_stream())


def _cause(error: Exception, route: Route, limits: Limits) -> str:
    """Say in words for the user what went wrong."""
    if isinstance(error, httpcore2.ConnectTimeout):
        return f"no connection within {limits.connect:g} s"
    if isinstance(error, httpcore2.TimeoutException):
        return f"no answer within {limits.idle:g} s"
    if isinstance(error, httpcore2.ProxyError):
        host, said = route.proxy.host if route.proxy else "", str(error)
        return f"the proxy {host} {f'answers {said[:3]}' if said[:3].isdecimal() else said}"
    if isinstance(error, httpcore2.LocalProtocolError):
        return "not asked: one of its own headers is not sound"
    if isinstance(error, httpcore2.RemoteProtocolError):
        return _broken(str(error).lower())
    return _network(error)


def _broken(error: str) -> str:
    """Say what h11 found wrong with an answer."""
    if "without sending a response" in error:
        return "closed the connection without an answer of a web server"
    if "without sending complete" in error or "incomplete chunked" in error:
        return "the answer was cut"
    if "too long" in error:
        return "the answer's headers are too large"
    if "illegal status line" in error:
        return "the answer is not one of a web server"
    return "the answer is broken"


def _network(error: BaseException) -> str:
    """Say what the system or the TLS library reports, which lies below what was raised."""
    found: OSError | None = None
    below: BaseException | None = error
    while below is not None:
        found = below if isinstance(below, OSError) else found
        below = below.__cause__ or below.__context__
    if isinstance(found, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({text.line(found.verify_message, 120)})"
    if isinstance(found, ssl.SSLError):
        return f"no secure connection ({text.line(found.reason or 'TLS failed', 80).lower()})"
    if isinstance(found, ConnectionRefusedError):
        return "the connection was refused"
    if isinstance(found, ConnectionResetError):
        return "the connection was reset"
    return text.line((found and found.strerror) or "the network failed", 120).lower()
