"""Fetching, behind one guard: what is asked, of whom, how long, how much, how far.

`Client.fetch` is the only way by which tuinews reaches the network for feeds and pages. It
asks http(s) only, connects only to the public internet unless the caller allows otherwise for
that feed, follows a few redirects under the same rules, keeps credentials to the host they
are for, and ends within its limits, whatever the other side does.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tuinews.clock import utc_now
from tuinews.intake.decoding.decode import decode
from tuinews.intake.errors import PRIVATE_NETWORK, TOO_LARGE, AnswerError, FetchError
from tuinews.intake.fetching import freshness
from tuinews.intake.fetching.compression import Body
from tuinews.intake.fetching.proxies import of_system, proxy_for
from tuinews.intake.fetching.reply import Reply
from tuinews.intake.fetching.request import (
    DEFAULT_LIMITS,
    REDIRECTS,
    USER_AGENT,
    Cookie,
    Hop,
    Limits,
    Request,
    Route,
    cookies_of,
    request_headers,
)
from tuinews.intake.fetching.resolver import Lookup, Resolver, lookup
from tuinews.intake.url import Url, UrlError, hide_password, is_private_host, join, parse

if TYPE_CHECKING:
    from tuinews.intake.fetching.transport import Answer, Transport

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
        self._transport: Transport | None = None
        self._proxies: Mapping[str, str] = {}
        self._waits: dict[str, datetime] = {}  # host -> when it may be asked again

    async def __aenter__(self) -> Self:
        made = await asyncio.to_thread(_load)  # the screen goes on meanwhile
        self._transport, self._proxies = made(self.limits, self._resolver), of_system()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._opened().close()
        await self._resolver.close()

    async def fetch(self, request: Request) -> Reply:
        """Return the answer to `request`, whatever its status. Raises FetchError, one line."""
        first = _parsed(request.url)
        hop = Hop(first, first)
        left, permanent, moved = self.limits.total, True, ""
        notices: list[str] = []
        for _ in range(self.limits.redirects + 1):
            reply, cookies, spent = await self._hop(request, hop, left)
            left -= spent
            if reply.status == 304 and not request.conditional:
                if hop.fresh:
                    raise FetchError(f"{first.host}: answers 'not changed' to a first question")
                hop = replace(hop, fresh=True)
                continue
            if reply.status not in REDIRECTS:
                return replace(reply, moved_to=moved, notices=tuple(notices))
            target = _target(hop.url, reply)
            if request.form is not None:  # what it holds is for the host it was meant for
                raise FetchError(f"{first.host}: leads on to {target}; give that address")
            permanent = permanent and reply.status in (301, 308)
            moved = str(target) if permanent else moved
            if hop.url.scheme == "https" and target.scheme == "http":
                notices.append(f"{target.host}: led from https to plain http")
            hop = Hop(target, first, (*hop.cookies, *cookies), hop.fresh)
        raise FetchError(f"{first.host}: more than {self.limits.redirects} redirects")

    async def _hop(
        self, request: Request, hop: Hop, left: float
    ) -> tuple[Reply, list[Cookie], float]:
        """Ask once, within the limits; also returns the seconds from its turn on.

        Raises FetchError.
        """
        host = hop.url.host
        until = self._waits.get(host)
        if until is not None and until > self._now():
            day = "" if until.date() == self._now().date() else f"{until.day} {until:%b}, "
            raise FetchError(
                f"{host}: asked to be left alone until {day}{until:%H:%M} UTC", wait_until=until
            )
        async with self._hosts[host], self._all:
            began = asyncio.get_running_loop().time()  # waiting for others is not its fault
            try:
                async with asyncio.timeout(max(left, 0.01)):
                    reply, cookies = await self._ask(request, hop)
                return reply, cookies, asyncio.get_running_loop().time() - began
            except TimeoutError as error:
                raise FetchError(f"{host}: not done after {self.limits.total:g} s") from error
            except AnswerError as error:
                raise FetchError(f"{host}: {error}") from error

    async def _ask(self, request: Request, hop: Hop) -> tuple[Reply, list[Cookie]]:
        route = self._route(request, hop)
        headers = request_headers(request, hop, self._user_agent)
        async with self._opened().ask(hop.url, headers, route, request.body) as answer:
            body = await self._body(answer)
        reply = Reply(
            url=str(hop.url),
            status=answer.status,
            headers=answer.headers,
            body=body,
            received=self._now(),
        )
        self._note_wait(hop.url.host, reply)
        return reply, cookies_of(hop.url, answer.cookies)

    async def _body(self, answer: Answer) -> bytes:
        """Return the body where it is wanted, else b""; what is not read ends the connection."""
        length = answer.headers.get("content-length", "")
        size = int(length) if length.isascii() and length.isdigit() and len(length) < 20 else None
        if not 200 <= answer.status < 300:
            if answer.status == 304 or (size is not None and size <= _DRAINED):
                async for _ in answer.body:
                    pass
            return b""
        if size is not None and size > self.limits.size:
            raise AnswerError(f"{TOO_LARGE}: more than {self.limits.size / (1 << 20):g} MiB")
        coding = answer.headers.get("content-encoding", "")
        body = Body(coding, self.limits.size, self.limits.ratio)
        async for piece in answer.body:
            body.add(piece)
        return body.whole()

    def _route(self, request: Request, hop: Hop) -> Route:
        """Return how this hop goes. Raises FetchError."""
        try:
            proxy = proxy_for(hop.url, request.proxy, self._proxies)
        except UrlError as error:
            raise FetchError(str(error)) from error
        private = request.private and hop.url.host == hop.first.host  # no other host was allowed
        if proxy and not private and is_private_host(hop.url.host):  # in the proxy's own network
            raise FetchError(f"{hop.url.host}: refused: an address of a {PRIVATE_NETWORK}")
        return Route(proxy, request.verify, private)

    def _opened(self) -> Transport:
        if self._transport is None:
            raise RuntimeError("a client fetches inside `async with` only")
        return self._transport

    def _note_wait(self, host: str, reply: Reply) -> None:
        """Leave a host alone that said when to come again."""
        if reply.status in (429, 503):
            seconds = freshness.retry_after(reply.headers, reply.received)
            if seconds is not None:
                self._waits[host] = reply.received + timedelta(seconds=seconds)


def _load() -> type[Transport]:
    from tuinews.intake.fetching.transport import Transport

    return Transport


def _parsed(url: str) -> Url:
    try:
        return parse(url)
    except UrlError as error:
        raise FetchError(str(error)) from error


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
