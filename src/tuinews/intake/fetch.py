"""Fetching, behind one guard: what is asked, of whom, how long, how much, how far.

`Client.fetch` is the only way by which tuinews reaches the network for feeds and pages. It
asks http(s) only, connects only to the public internet unless the caller allows otherwise for
that feed, follows a few redirects under the same rules, keeps credentials to the host they
are for, and ends within its limits, whatever the other side does.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from tuinews import text
from tuinews.intake import etiquette
from tuinews.intake.coding import Body, CodingError
from tuinews.intake.decode import decode
from tuinews.intake.errors import FetchError
from tuinews.intake.files import utc_now
from tuinews.intake.proxies import proxy_for
from tuinews.intake.reply import Reply
from tuinews.intake.request import (
    DEFAULT_LIMITS,
    REDIRECTS,
    USER_AGENT,
    Cookie,
    Hop,
    Limits,
    Request,
    cookies_of,
    question_headers,
)
from tuinews.intake.resolve import Lookup, Resolver, lookup
from tuinews.intake.url import Url, UrlError, hide_password, is_private_host, join, parse
from tuinews.intake.wire import (
    BrokenAnswerError,
    Connection,
    Head,
    StaleConnectionError,
    connect,
    through_proxy,
)

_DRAINED = 16 << 10  # bytes of a redirect's body that are worth reading to keep a connection


class Client:
    """Fetches many addresses at once, a few of each host. Use it as `async with Client(...)`."""

    def __init__(
        self,
        limits: Limits = DEFAULT_LIMITS,
        *,
        connections: int = 50,
        per_host: int = 2,
        user_agent: str = USER_AGENT,
        look: Lookup = lookup,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """`look` resolves names; `now` tells the time."""
        self.limits = limits
        self._user_agent, self._now = user_agent, now
        self._resolver = Resolver(look)
        self._all = asyncio.Semaphore(connections)
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(per_host)
        )
        self._idle: defaultdict[object, list[Connection]] = defaultdict(list)
        self._waits: dict[str, datetime] = {}  # host -> when it may be asked again
        self._tls: dict[bool, ssl.SSLContext] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        kept = [connection for group in self._idle.values() for connection in group]
        self._idle.clear()
        for connection in kept:
            await connection.close()
        await self._resolver.close()

    async def fetch(self, request: Request) -> Reply:
        """Return the answer to `request`, whatever its status. Raises FetchError, one line."""
        first = _parsed(request.url)
        hop = Hop(first, first)
        left, permanent, moved = self.limits.total, True, ""
        notices: list[str] = []
        for _ in range(self.limits.redirects + 1):
            began = asyncio.get_running_loop().time()
            reply, cookies = await self._hop(request, hop, left)
            left -= asyncio.get_running_loop().time() - began
            if reply.status == 304 and not request.conditional:
                if hop.fresh:
                    raise FetchError(f"{first.host}: answers 'not changed' to a first question")
                hop = replace(hop, fresh=True)
                continue
            if reply.status not in REDIRECTS:
                return replace(reply, moved_to=moved, notices=tuple(notices))
            target = _target(hop.url, reply)
            permanent = permanent and reply.status in (301, 308)
            moved = str(target) if permanent else moved
            if hop.url.scheme == "https" and target.scheme == "http":
                notices.append(f"{target.host}: led from https to plain http")
            hop = Hop(target, first, (*hop.cookies, *cookies), hop.fresh)
        raise FetchError(f"{first.host}: more than {self.limits.redirects} redirects")

    async def _hop(self, request: Request, hop: Hop, left: float) -> tuple[Reply, list[Cookie]]:
        """Ask once, within the limits. Raises FetchError."""
        host = hop.url.host
        until = self._waits.get(host)
        if until is not None and until > self._now():
            raise FetchError(
                f"{host}: asked to be left alone until {until:%H:%M} UTC", wait_until=until
            )
        async with self._hosts[host], self._all:
            try:
                async with asyncio.timeout(max(left, 0.01)) as total:
                    return await self._ask(request, hop)
            except TimeoutError as error:
                slow = (
                    f"not done after {self.limits.total:g} s"
                    if total.expired()
                    else f"no answer within {self.limits.idle:g} s"
                )
                raise FetchError(f"{host}: {slow}") from error
            except (BrokenAnswerError, CodingError) as error:
                raise FetchError(f"{host}: {error}") from error
            except OSError as error:
                raise FetchError(f"{host}: {_network_cause(error)}") from error

    async def _ask(self, request: Request, hop: Hop) -> tuple[Reply, list[Cookie]]:
        proxy = _proxy(hop.url, request)
        key = (hop.url.origin, str(proxy), request.verify, _private(request, hop))
        headers = question_headers(request, hop, proxy, self._user_agent)
        target = str(hop.url) if proxy and hop.url.scheme == "http" else hop.url.path
        while True:
            kept = self._idle[key].pop() if self._idle[key] else None
            connection = kept or await self._connect(request, hop, proxy)
            async with _closing(connection) as keep:
                try:
                    head = await connection.ask(target, headers)
                except StaleConnectionError:
                    continue
                body = await self._body(connection, head)
                if body is not None and connection.reusable():
                    keep()
                    self._idle[key].append(connection)
                break
        reply = Reply(
            requested=request.url,
            url=str(hop.url),
            status=head.status,
            headers=head.headers,
            body=body or b"",
            received=self._now(),
        )
        self._note_wait(hop.url.host, reply)
        return reply, cookies_of(hop.url, head.cookies)

    async def _body(self, connection: Connection, head: Head) -> bytes | None:
        """Return the body where it is wanted; None where the connection is spent without it."""
        if head.status in (204, 304):
            async for _ in connection.body():
                return None
            return b""
        length = head.headers.get("content-length", "")
        size = int(length) if length.isascii() and length.isdigit() and len(length) < 20 else None
        if not 200 <= head.status < 300:
            if size is None or size > _DRAINED:
                return None
            async for _ in connection.body():
                pass
            return b""
        if size is not None and size > self.limits.size:
            raise CodingError(f"too large: more than {self.limits.size / (1 << 20):g} MiB")
        coding = head.headers.get("content-encoding", "")
        body = Body(coding, self.limits.size, self.limits.ratio)
        async for piece in connection.body():
            body.add(piece)
        return body.whole()

    async def _connect(self, request: Request, hop: Hop, proxy: Url | None) -> Connection:
        url, private = hop.url, _private(request, hop)
        tls = self._context(request.verify) if url.scheme == "https" else None
        limit, idle = self.limits.connect, self.limits.idle
        try:
            if proxy is not None:  # the reader's own proxy may be in the house
                if not private:
                    _refuse_by_name(url)
                near = await self._resolver.addresses(proxy.host, proxy.port, private=True)
                return await through_proxy(url, proxy, near, tls, limit=limit, idle=idle)
            near = await self._resolver.addresses(url.host, url.port, private=private)
            return await connect(url, near, tls, limit=limit, idle=idle)
        except TimeoutError:
            raise BrokenAnswerError(f"no connection within {limit:g} s") from None

    def _context(self, verify: bool) -> ssl.SSLContext:
        """Return how TLS is spoken: with the certificates that the system trusts."""
        if verify not in self._tls:
            import truststore

            context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            if not verify:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                context.check_hostname = False
                context.verify_mode = ssl.CERT_NONE
            context.set_alpn_protocols(["http/1.1"])
            self._tls[verify] = context
        return self._tls[verify]

    def _note_wait(self, host: str, reply: Reply) -> None:
        """Leave a host alone that said when to come again."""
        if reply.status in (429, 503):
            seconds = etiquette.retry_after(reply.headers, reply.received)
            if seconds is not None:
                self._waits[host] = reply.received + timedelta(seconds=seconds)


@contextlib.asynccontextmanager
async def _closing(connection: Connection) -> AsyncIterator[Callable[[], None]]:
    """Close the connection at the end, unless the function that is given was called."""
    kept = False

    def keep() -> None:
        nonlocal kept
        kept = True

    try:
        yield keep
    finally:
        if not kept:
            await connection.close()


def _parsed(url: str) -> Url:
    try:
        return parse(url)
    except UrlError as error:
        raise FetchError(str(error)) from error


def _proxy(url: Url, request: Request) -> Url | None:
    try:
        return proxy_for(url, request.proxy)
    except UrlError as error:
        raise FetchError(str(error)) from error


def _private(request: Request, hop: Hop) -> bool:
    """Tell whether this hop may reach into a private network: only the host that was asked for."""
    return request.private and hop.url.host == hop.first.host


def _refuse_by_name(url: Url) -> None:
    """Refuse what a proxy must not be asked for: it would look into its own network."""
    if is_private_host(url.host):
        raise FetchError(f"{url.host}: refused: an address of a private network")


def _target(url: Url, reply: Reply) -> Url:
    """Return where a redirect leads. Raises FetchError."""
    location = decode(reply.headers.get("location", "").strip().encode("latin-1"))
    if not location:
        raise FetchError(f"{url.host}: a redirect without a target")
    joined = join(str(url), location)
    if not joined:
        shown = hide_password(location)
        raise FetchError(f"{url.host}: refused: it leads to {shown}, which is not fetched")
    return replace(_parsed(joined), user="", password="")


def _network_cause(error: OSError) -> str:
    """Say in words what the system or the TLS library reports."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({text.line(error.verify_message, 120)})"
    if isinstance(error, ssl.SSLError):
        return f"no secure connection ({text.line(error.reason or 'TLS failed', 80).lower()})"
    if isinstance(error, ConnectionRefusedError):
        return "the connection was refused"
    if isinstance(error, ConnectionResetError):
        return "the connection was reset"
    return text.line(error.strerror or str(error) or "the network failed", 120).lower()
