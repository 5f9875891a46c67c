"""One connection to a web server or proxy, and one question over it: HTTP/1.1 by h11."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import h11

from tuinews.intake.request import basic
from tuinews.intake.url import Url

MAX_HEAD = 64 << 10  # bytes of an answer's headers
_MAX_INTERIM = 10  # 100 Continue and the like
_READ = 1 << 16


class BrokenAnswerError(Exception):
    """Why the answer cannot be understood, for a message after the host's name."""


class StaleConnectionError(Exception):
    """The server closed a kept connection before it answered: ask again on a new one."""


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of an answer."""

    status: int
    headers: Mapping[str, str]  # a character a byte; small names; repeated ones joined by ", "
    cookies: tuple[str, ...]  # the Set-Cookie lines


class Connection:
    """A connection that is open."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, idle: float
    ) -> None:
        self._reader, self._writer, self._idle = reader, writer, idle
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
        self._used = False
        self._first = b""  # how the answer begins

    async def ask(self, target: str, headers: list[tuple[str, bytes]]) -> Head:
        """Send a GET for `target` and return the head of the answer.

        Raises BrokenAnswerError, StaleConnectionError, OSError and TimeoutError.
        """
        kept, self._used, self._first = self._used, True, b""
        fields = [(name.encode("ascii"), value) for name, value in headers]
        sent = self._http.send(h11.Request(method="GET", target=target, headers=fields))
        sent = (sent or b"") + (self._http.send(h11.EndOfMessage()) or b"")
        try:
            self._writer.write(sent)
            async with asyncio.timeout(self._idle):
                await self._writer.drain()
            return await self._head()
        except (ConnectionError, _NothingError) as error:
            if kept:
                raise StaleConnectionError from error
            if isinstance(error, _NothingError):
                raise BrokenAnswerError("closed the connection without an answer") from None
            raise

    async def tunnel(self, url: Url, proxy: Url, tls: ssl.SSLContext) -> None:
        """Have the proxy at the other end connect to `url`, and speak TLS through it."""
        host = f"[{url.host}]" if ":" in url.host else url.host
        headers = [("Host", f"{host}:{url.port}")]
        if proxy.user:
            headers.append(("Proxy-Authorization", basic(proxy.user, proxy.password)))
        question = h11.Request(method="CONNECT", target=f"{host}:{url.port}", headers=headers)
        self._writer.write(self._http.send(question) or b"")
        event = await self._event(first=True)
        if not isinstance(event, h11.Response) or event.status_code != 200:
            status = event.status_code if isinstance(event, h11.Response) else "nothing"
            raise BrokenAnswerError(f"the proxy {proxy.host} answers {status}")
        await self._writer.start_tls(tls, server_hostname=url.host)
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)

    async def body(self) -> AsyncIterator[bytes]:
        """Yield the body as it comes. Raises as `ask` does."""
        while True:
            event = await self._event()
            if isinstance(event, h11.Data):
                yield bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                return
            elif isinstance(event, h11.ConnectionClosed) or event is h11.PAUSED:
                raise BrokenAnswerError("the answer was cut")

    def reusable(self) -> bool:
        """Tell whether the next question may go over this connection; makes it ready."""
        done = self._http.our_state is h11.DONE and self._http.their_state is h11.DONE
        if not done or self._http.trailing_data[0] or self._reader.at_eof():
            return False
        self._http.start_next_cycle()
        return True

    async def close(self) -> None:
        """Close at once, without goodbyes that the other side could delay."""
        self._writer.transport.abort()
        with contextlib.suppress(Exception):  # it is gone already, however it went
            await self._writer.wait_closed()

    async def _head(self) -> Head:
        for _ in range(_MAX_INTERIM):
            event = await self._event(first=True)
            if isinstance(event, h11.Response):
                return _head(event)
            if isinstance(event, h11.InformationalResponse):
                if event.status_code == 101:
                    raise BrokenAnswerError("wants to speak another protocol")
                continue
            raise _NothingError
        raise BrokenAnswerError("the answer never begins")

    async def _event(self, *, first: bool = False) -> object:
        while True:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                begun = self._first.startswith(b"HTTP/")
                raise BrokenAnswerError(_what(str(error), begun=begun)) from error
            if event is not h11.NEED_DATA:
                return event
            async with asyncio.timeout(self._idle):
                data = await self._reader.read(_READ)
            if not data and first and not self._first:
                raise _NothingError
            self._first = self._first or data[:5]
            self._http.receive_data(data)


class _NothingError(Exception):
    """The connection ended before the first byte of an answer."""


def _head(event: h11.Response) -> Head:
    headers: dict[str, str] = {}
    cookies = []
    for raw, value in event.headers:
        name, content = raw.decode("latin-1"), value.decode("latin-1")
        if name == "set-cookie":
            cookies.append(content)
        else:
            headers[name] = f"{headers[name]}, {content}" if name in headers else content
    return Head(event.status_code, headers, tuple(cookies))


def _what(error: str, *, begun: bool) -> str:
    """Say what h11 found wrong in words for the reader; `begun`: it began as HTTP does."""
    error = error.lower()
    if "without sending complete" in error or "incomplete chunked" in error:
        return "the answer was cut"
    if "too long" in error or "too large" in error or "limit" in error:
        return "the answer's headers are too large"
    if not begun:
        return "the answer is not one of a web server"
    return "the answer was cut" if "closed connection" in error else "the answer is broken"


async def connect(
    url: Url, addresses: list[str], tls: ssl.SSLContext | None, *, limit: float, idle: float
) -> Connection:
    """Return a connection to the first of `addresses` that takes one, within `limit` seconds.

    Raises OSError (ssl.SSLError among them) and TimeoutError.
    """
    last: Exception = TimeoutError()
    async with asyncio.timeout(limit):
        for place, address in enumerate(addresses):
            rest = len(addresses) - place - 1
            try:
                async with asyncio.timeout(limit / 3 if rest else None):
                    reader, writer = await asyncio.open_connection(
                        address, url.port, ssl=tls, server_hostname=url.host if tls else None
                    )
                return Connection(reader, writer, idle)
            except ssl.SSLError:
                raise
            except (OSError, TimeoutError) as error:
                last = error
    raise last


async def through_proxy(
    url: Url,
    proxy: Url,
    addresses: list[str],
    tls: ssl.SSLContext | None,
    *,
    limit: float,
    idle: float,
) -> Connection:
    """Return a connection to `url` through the HTTP proxy at `addresses`. Raises as `connect`."""
    async with asyncio.timeout(limit):
        inner = await connect(proxy, addresses, None, limit=limit, idle=idle)
        if tls is None:
            return inner
        try:
            await inner.tunnel(url, proxy, tls)
        except BaseException:
            await inner.close()
            raise
        return inner
