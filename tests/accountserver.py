"""A server that gathers feeds, with the Google Reader API in the manner of FreshRSS or Miniflux.

`Account.answer` is all of it, without a network; `serving` puts it on loopback; run as a
program it serves until it is stopped. Whatever a client shall not rely on it answers wrongly,
as the one or the other does.
"""

from __future__ import annotations

import json
import random
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.conftest import NOW
from tests.feedsite import TEXT

USER, PASSWORD = "ann", "p4ss-wörd&"
API = "/reader/api/0/"
_WORDS = [f"{first}{last}" for first in TEXT.split() for last in ("s", "en", "ly", "ing", "er")]
_STATE = "user/-/state/com.google/"
_FULLWIDTH = str.maketrans("&<>", "\uff06\uff1c\uff1e")

Answer = tuple[int, dict[str, str], bytes]
Query = list[tuple[str, str]]


@dataclass
class Entry:
    """An article that the server has."""

    id: int
    stream: str
    title: str
    text: str
    link: str
    published: int
    read: bool = False
    starred: bool = False


@dataclass
class Subscribed:
    """A feed that the server has."""

    url: str
    title: str
    label: str = "News"


@dataclass
class Account:
    """What a server has of one reader, and what it was asked."""

    freshrss: bool = True
    port: int = 0
    feeds: dict[str, Subscribed] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)  # by the id that lists give
    log: list[str] = field(default_factory=list)
    edited: list[Query] = field(default_factory=list)  # forms of changes
    page: int = 10_000  # ids that it gives at most
    token: str = ""  # of changes; another one from time to time
    #: Is asked before each answer: what it returns is answered instead.
    instead: Callable[[str], Answer | None] = lambda _: None

    @property
    def base(self) -> str:
        return "/api/greader.php" if self.freshrss else ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.base}"

    # --- what it has --------------------------------------------------------------------

    def subscribe(self, number: int, title: str = "", label: str = "News") -> str:
        """Have a feed; returns its stream."""
        stream = f"feed/{number}"
        url = f"https://wire{number}.example/feed"
        self.feeds[stream] = Subscribed(url, title or f"Wire {number}", label)
        return stream

    def publish(self, stream: str, *numbers: int, title: str = "", **marks: bool) -> None:
        """Have articles of a feed, each an hour later than that with a smaller number."""
        for number in numbers:
            words = random.Random(number).sample(_WORDS, 40)  # so that none is a copy of another
            text = f"<p>Report {number} says it plainly: {' '.join(words)}.</p>"
            link = f"https://wire.example/{number}"
            when = int(NOW.timestamp()) - 1_000_000 + 60 * number
            entry = Entry(self._id(number), stream, title or f"Storm {number}", text, link, when)
            entry.read, entry.starred = marks.get("read", False), marks.get("starred", False)
            self.entries[str(entry.id)] = entry

    def _id(self, number: int) -> int:
        return 1_634_800_000_000_000 + number if self.freshrss else number

    def entry(self, number: int) -> Entry:
        return self.entries[str(self._id(number))]

    def marks(self) -> dict[int, tuple[bool, bool]]:
        """Whether each article is read, and starred, by its number."""
        start = self._id(0)
        return {one.id - start: (one.read, one.starred) for one in self.entries.values()}

    def asked(self, *parts: str) -> list[str]:
        """What was asked that has one of these in it."""
        return [line for line in self.log if any(part in line for part in parts)]

    # --- answering ----------------------------------------------------------------------

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        parts = urlsplit(target)
        form = parse_qsl(body.decode(), keep_blank_values=True)
        fields = form if method == "POST" else parse_qsl(parts.query, keep_blank_values=True)
        self.log.append(f"{method} {target} {len(form)}")
        if (instead := self.instead(target)) is not None:
            return instead
        if not parts.path.startswith(self.base + "/"):
            return 404, {}, b"<html>not here</html>"
        path = parts.path.removeprefix(self.base)
        if path == "/accounts/ClientLogin":
            return self._login(dict(fields))
        login = headers.get("authorization", "") == f"GoogleLogin auth={self._auth}"
        if not path.startswith(API):
            return 404, {}, b"<html>not here</html>"
        if not login:
            return 401, {"Google-Bad-Token": "true"}, b"Unauthorized!"
        name = path.removeprefix(API)
        if name == "token":
            self.token = self.token or "t" * (57 if self.freshrss else 70)
            return 200, {}, f"{self.token}\n".encode()
        if method == "POST":
            if dict(fields).get("T") != self.token:
                return 401, {"X-Reader-Google-Bad-Token": "true"}, b"bad token"
            if not self.freshrss and len(fields) > 10_000:
                return 401, {}, b"too many fields"
            self.edited += [fields] if name != "stream/items/contents" else []
        if ("output", "json") not in fields:
            return (501 if self.freshrss else 400), {}, b""
        return self._api(name, fields)

    @property
    def _auth(self) -> str:
        return f"{USER}/8e6845e089457af25303abc6f53356eb60bdb5f8"

    def _login(self, fields: dict[str, str]) -> Answer:
        if (fields.get("Email"), fields.get("Passwd")) != (USER, PASSWORD):
            return 401, {}, b"Error=BadAuthentication"
        if self.freshrss:
            return 200, {}, f"SID={self._auth}\nLSID=null\nAuth={self._auth}\n".encode()
        return _json({"SID": self._auth, "LSID": self._auth, "Auth": self._auth})

    def _api(self, name: str, fields: Query) -> Answer:
        first = dict(fields)
        if name == "subscription/list":
            return _json({"subscriptions": [self._feed(one) for one in self.feeds]})
        if name == "stream/items/ids":
            return self._ids(first)
        if name == "stream/items/contents":
            wanted = [self.entries.get(_decimal(value)) for key, value in fields if key == "i"]
            return _json({"items": [self._item(one) for one in wanted if one is not None]})
        if name == "edit-tag":
            return self._mark(fields)
        if name == "subscription/edit":
            return self._edit(first)
        if name == "subscription/quickadd":
            return self._add(first["quickadd"])
        return _json([])  # "there is nothing", in the manner of Miniflux

    def _feed(self, stream: str) -> dict[str, Any]:
        one = self.feeds[stream]
        label = {"id": f"user/-/label/{one.label}", "label": one.label, "type": "folder"}
        return {
            "id": stream,
            "title": self._shown(one.title),
            "categories": [label] if one.label else [],
            "url": one.url,
            "htmlUrl": one.url.removesuffix("feed"),
        }

    def _shown(self, title: str) -> str:
        return title.translate(_FULLWIDTH) if self.freshrss else title

    def _ids(self, query: dict[str, str]) -> Answer:
        if "it" in query or "ot" in query or "nt" in query or query["s"].endswith("/read"):
            return 500, {}, b""
        found = sorted(self.entries.values(), key=lambda one: -one.published)
        if query["s"].endswith("/starred"):
            found = [one for one in found if one.starred]
        if query.get("xt", "").endswith("/read"):
            found = [one for one in found if not one.read]
        start, size = int(query.get("c") or 0), min(int(query["n"]), self.page)
        some = found[start : start + size]
        answer: dict[str, Any] = {"itemRefs": [{"id": str(one.id)} for one in some]}
        end = start + size
        if end < len(found) or (self.freshrss and some and end == len(found)):
            answer["continuation"] = str(end)
        return _json(answer)

    def _item(self, one: Entry) -> dict[str, Any]:
        user = "user/-" if self.freshrss else "user/1"
        tags = [f"{user}/label/News", f"{user}/state/com.google/reading-list"]
        tags += [f"{user}/state/com.google/{'read' if one.read else 'kept-unread'}"]
        tags += [f"{user}/state/com.google/starred"] if one.starred else []
        return {
            "id": f"tag:google.com,2005:reader/item/{one.id & (1 << 64) - 1:016x}",
            "title": self._shown(one.title),
            "published": one.published,
            "author": "Ann Keller",
            "categories": [*tags, "shipping"],
            "alternate": [{"href": one.link, "type": "text/html"}],
            ("summary" if self.freshrss else "content"): {"content": one.text},
            "origin": {"streamId": one.stream, "title": self._shown(self._title(one))},
            "enclosure": [{"href": "https://wire.example/a.mp3", "type": "audio/mpeg"}],
        }

    def _title(self, one: Entry) -> str:
        return self.feeds[one.stream].title if one.stream in self.feeds else "gone"

    def _mark(self, fields: Query) -> Answer:
        for key, value in fields:
            entry = self.entries.get(_decimal(value)) if key == "i" else None
            if entry is not None:
                for way, tag in fields:
                    if way in "ar" and tag in (f"{_STATE}read", f"{_STATE}starred"):
                        setattr(entry, tag.rpartition("/")[2], way == "a")
        return 200, {}, b"OK"

    def _edit(self, form: dict[str, str]) -> Answer:
        stream, label = form["s"], "user/-/label/"
        if stream not in self.feeds:
            return 400, {}, b""
        if form["ac"] == "unsubscribe":
            del self.feeds[stream]
            self.entries = {k: one for k, one in self.entries.items() if one.stream != stream}
            return 200, {}, b"OK"
        feed = self.feeds[stream]
        if not self.freshrss:  # one thing at a time, and no feed without a label
            if "t" in form:
                feed.title = form["t"]
                return 200, {}, b"OK"
            if "a" not in form:
                return 400, {}, b""
        feed.title = form.get("t") or feed.title
        feed.label = "" if "r" in form else feed.label
        feed.label = form["a"].removeprefix(label) if "a" in form else feed.label
        return 200, {}, b"OK"

    def _add(self, url: str) -> Answer:
        known = any(feed.url == url for feed in self.feeds.values())
        if "nofeed" in url or known:
            return _json({"numResults": 0}) if self.freshrss else (500, {}, b"")
        number = len(self.feeds) + 1
        stream = self.subscribe(number)
        self.feeds[stream].url = url
        return _json({"numResults": 1, "streamId": stream})


def _json(value: object) -> Answer:
    return 200, {"Content-Type": "application/json"}, json.dumps(value).encode()


def _decimal(identity: str) -> str:
    tag = "tag:google.com,2005:reader/item/"
    return str(int(identity.removeprefix(tag), 16)) if identity.startswith(tag) else identity


@contextmanager
def serving(account: Account, port: int = 0) -> Iterator[Account]:
    """Serve an account on loopback."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(size)
            status, more, content = account.answer(self.command, self.path, headers, body)
            self.send_response(status)
            for name, value in {**more, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            """Nothing: the account keeps a log of its own."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    account.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield account
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def example(*, freshrss: bool, articles: int = 40) -> Account:
    """An account with three feeds and some articles."""
    account = Account(freshrss=freshrss)
    streams = [account.subscribe(1, "Harbour & Sea", "News"), account.subscribe(2, "", "News")]
    streams.append(account.subscribe(3, "Kitchen", ""))
    for number in range(1, articles + 1):
        account.publish(streams[number % 3], number, read=number % 5 == 0, starred=number % 7 == 0)
    return account


def main(words: Sequence[str]) -> None:
    """Serve an example at a port: PORT [miniflux]."""
    with serving(example(freshrss="miniflux" not in words), int(words[0])) as account:
        print(account.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1:])
