"""Talking to an account by the Google Reader API: questions, and changes.

Only what all servers do alike is used: lists of ids and the contents of these. Streams with
their contents, numbers of unread and questions by time are not: servers leave them out, or
answer otherwise than asked.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import quote, urlsplit

from tuinews import limits
from tuinews.intake.accounts import answers
from tuinews.intake.accounts.answers import ALL, LABEL, READ, STARRED, Page, Subscription
from tuinews.intake.errors import FetchError, ProtocolError
from tuinews.intake.fetching import freshness
from tuinews.intake.fetching.client import Client
from tuinews.intake.fetching.reply import Reply
from tuinews.intake.fetching.request import Request, request_for
from tuinews.model import FeedSettings

T = TypeVar("T")
AT_ONCE = 250  # ids in one question or change: some servers refuse 10,000, and take long for 1,000
PAGE = 10_000  # ids of a list in one answer
_API = "/reader/api/0/"
_UNREAD, _STARRED, _ALL = (ALL, READ), (STARRED, ""), (ALL, "")  # what is listed, and without what
LOGIN_REFUSED = (
    "refuses the user name or the password. FreshRSS wants the API password of the profile,"
    " Miniflux that of Settings, Integrations, Google Reader"
)


class RefusedError(FetchError):
    """The server understood a change and does not make it."""


def name_of(url: str) -> str:
    """Return what the server at an API address is called on the screen."""
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    known = {"theoldreader.com": "The Old Reader", "inoreader.com": "Inoreader"}
    known["bazqux.com"] = "BazQux Reader"
    return "FreshRSS" if is_freshrss(url) else known.get(host, host)


def is_freshrss(url: str) -> bool:
    """Whether FreshRSS answers at an API address."""
    return url.endswith("greader.php")


class Session:
    """One login at an account. All that is asked raises FetchError, one line, where it fails."""

    def __init__(self, client: Client, url: str, settings: FeedSettings, password: str) -> None:
        """Take the account at the API address `url`; nothing is asked yet."""
        self._client, self.url, self._settings = client, url.rstrip("/"), settings
        self._password = password
        self._auth = self._token = ""

    async def open(self) -> None:
        """Log in."""
        self._auth = self._token = ""
        user = (("Email", self._settings.user), ("Passwd", self._password))
        more = (("service", "reader"), ("client", "tuinews"), ("output", "json"))
        account = ("accountType", "HOSTED_OR_GOOGLE")
        reply = await self._ask("/accounts/ClientLogin", form=(*user, account, *more))
        if reply.status in (400, 401, 403):
            raise FetchError(f"{self._host}: {LOGIN_REFUSED}.")
        self._auth = self._parsed(answers.session, self._sound(reply))

    async def subscriptions(self) -> tuple[Subscription, ...]:
        """Return the feeds."""
        reply = self._sound(await self._get("subscription/list"))
        folded = is_freshrss(self.url)
        return self._parsed(lambda body: answers.subscriptions(body, folded=folded), reply)

    async def unread(self) -> frozenset[str]:
        """Return the ids of all that is unread."""
        return await self._whole(_UNREAD, "unread")

    async def starred(self) -> frozenset[str]:
        """Return the ids of all that is starred."""
        return await self._whole(_STARRED, "starred")

    async def _whole(self, what: tuple[str, str], name: str) -> frozenset[str]:
        """Return a list that has to be whole: what is not on it would be taken for read."""
        found: set[str] = set()
        async for page in self._pages(what, PAGE):
            found.update(page.ids)
            if len(found) > limits.ACCOUNT_IDS:
                most = f"more than {limits.ACCOUNT_IDS:,} {name} articles"
                raise FetchError(f"{self._host}: {most}, too many to be compared with yours")
        return frozenset(found)

    async def listed(self, first: int = PAGE) -> AsyncIterator[Page]:
        """Yield the ids of all articles, newest first, `first` on the first page."""
        async for page in self._pages(_ALL, first):
            yield page

    async def _pages(self, what: tuple[str, str], first: int) -> AsyncIterator[Page]:
        """Yield the pages of a list until there is no more: some servers end with an empty one."""
        stream, without = what
        seen: set[str] = set()
        fields = [("s", stream), *([("xt", without)] if without else [])]
        size, after = first, ""
        for _ in range(limits.ACCOUNT_PAGES):
            more = [("n", str(size)), *([("c", after)] if after else [])]
            reply = self._sound(await self._get("stream/items/ids", (*fields, *more)))
            page = self._parsed(answers.page, reply)
            if not page.ids:
                return
            yield page
            if not page.continuation:
                return
            size, after = PAGE, page.continuation
            if after in seen:
                break
            seen.add(after)
        raise FetchError(f"{self._host}: its list of articles does not come to an end")

    async def contents(self, ids: Sequence[str]) -> Reply:
        """Return the answer with the articles of at most AT_ONCE ids: see `answers.items`."""
        return self._sound(await self._post("stream/items/contents", _each(ids)))

    async def mark(self, ids: Sequence[str], tag: str, *, on: bool) -> None:
        """Mark at most AT_ONCE articles READ or STARRED, or not; again changes nothing."""
        self._done(await self._post("edit-tag", [("a" if on else "r", tag), *_each(ids)]))

    async def rename(self, stream: str, title: str) -> None:
        """Give a feed another title. Raises RefusedError where the server does not do so."""
        await self._edit("edit", [("s", stream), ("t", title)])

    async def move(self, stream: str, label: str, former: str) -> None:
        """Give a feed another label in place of a `former` one; "" for none.

        Raises RefusedError where the server does not do so.
        """
        form = [("a", LABEL + label)] if label else []
        form += [("r", LABEL + former)] if former else []
        await self._edit("edit", [("s", stream), *form])

    async def unsubscribe(self, stream: str) -> None:
        """End a subscription. Raises RefusedError where the server does not do so."""
        await self._edit("unsubscribe", [("s", stream)])

    async def subscribe(self, url: str) -> str:
        """Subscribe to what is at an address; returns its stream.

        Raises RefusedError where the server finds no feed there.
        """
        reply = await self._post("subscription/quickadd", (("quickadd", url),))
        failed = reply.status in (400, 404, 500)  # so they say that there is no feed
        stream = "" if failed else self._parsed(answers.subscribed, self._sound(reply))
        if not stream:
            raise RefusedError(f"{self._host}: finds no feed there")
        return stream

    async def _edit(self, action: str, form: Sequence[tuple[str, str]]) -> None:
        reply = await self._post("subscription/edit", (("ac", action), *form))
        if reply.status in (400, 404, 405, 422, 500, 501):
            raise RefusedError(f"{self._host}: {reply.problem.partition(': ')[2]}")
        self._done(reply)

    # --- asking -------------------------------------------------------------------------

    @property
    def _host(self) -> str:
        return urlsplit(self.url).hostname or self.url

    async def _get(self, path: str, fields: Iterable[tuple[str, str]] = ()) -> Reply:
        """Ask; once more after another login where this one is worn."""
        asked = "&".join(f"{name}={quote(value)}" for name, value in (*fields, ("output", "json")))
        reply = await self._ask(f"{_API}{path}?{asked}")
        if reply.status == 401:
            await self.open()
            reply = await self._ask(f"{_API}{path}?{asked}")
        return reply

    async def _post(self, path: str, form: Iterable[tuple[str, str]]) -> Reply:
        """Send a form, signed; once more with a new signature where the old one is worn."""
        fields = (*form, ("output", "json"))
        if not self._token:
            await self._sign()
        reply = await self._ask(_API + path, form=(*fields, ("T", self._token)))
        if reply.status == 401:
            await self._sign()
            reply = await self._ask(_API + path, form=(*fields, ("T", self._token)))
        return reply

    async def _sign(self) -> None:
        self._token = self._parsed(answers.token, self._sound(await self._get("token")))

    async def _ask(self, path: str, form: tuple[tuple[str, str], ...] | None = None) -> Reply:
        return await self._client.fetch(self._request(path, form))

    def _request(self, path: str, form: tuple[tuple[str, str], ...] | None) -> Request:
        request = request_for(self.url + path, replace(self._settings, user=""))
        login = (("Authorization", f"GoogleLogin auth={self._auth}"),) if self._auth else ()
        headers = (*request.headers, *login)
        return replace(request, headers=headers, accept="application/json, */*;q=0.5", form=form)

    def _sound(self, reply: Reply) -> Reply:
        """Return an answer that is one. Raises FetchError, with when to come again."""
        if reply.status == 429 or reply.problem:
            until = _wait(reply, reply.received)
            refused = "ended the session" if reply.status == 401 else ""
            said = f"{self._host}: {refused}" if refused else reply.problem
            raise FetchError(said, wait_until=until)
        return reply

    def _done(self, reply: Reply) -> None:
        """Raise FetchError where an answer does not say that a change was made.

        A page to log in at, of a proxy or of a network, comes with the status of success, too.
        """
        if not self._sound(reply).body.strip(b' \t\r\n"').upper().startswith(b"OK"):
            raise FetchError(f"{self._host}: does not say that a change was made; it is sent again")

    def _parsed(self, parse: Callable[[bytes], T], reply: Reply) -> T:
        try:
            return parse(reply.body)
        except ProtocolError as error:
            raise FetchError(f"{self._host}: {error}") from error


def _each(ids: Sequence[str]) -> list[tuple[str, str]]:
    return [("i", answers.asked(identity)) for identity in ids]


def _wait(reply: Reply, now: datetime) -> datetime | None:
    """Return until when the server wants to be left alone; None where it does not say so."""
    seconds = freshness.retry_after(reply.headers, now)
    if reply.status in (403, 429) and seconds is None:
        told = reply.headers.get("x-reader-limits-reset-after", "")  # of Inoreader
        if told.isascii() and told.isdigit() and len(told) < 10:
            seconds = min(float(told), limits.WAIT_S)
        elif reply.status == 429:
            seconds = freshness.DEFAULT_WAIT
    return now + timedelta(seconds=seconds) if seconds is not None else None
