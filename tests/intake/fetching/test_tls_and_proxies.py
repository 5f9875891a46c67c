"""TLS and proxies, over loopback."""

from __future__ import annotations

import asyncio
import os
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.intake.server import SHORT, Site, local, running

from tuinews.intake.errors import FetchError
from tuinews.intake.fetching.client import Client
from tuinews.intake.fetching.proxies import of_system, proxy_for
from tuinews.intake.fetching.request import Request
from tuinews.intake.url import UrlError, parse

#: Signed by itself, for localhost, valid for a hundred years; it guards nothing.
CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUC/qWGWn1CEjOLnHF0NtaLrybTW8wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTIwMzcyM1oYDzIxMjYxMDI4
MjAzNzIzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQyuYgQxLYnPnP+mQ/KHYIzcJb5ecsbMDrSgTXBd3CbxBkMLw8+NSQq
lZfX08b7GBVQz2RtfolV73cNA99wxJa8o28wbTAdBgNVHQ4EFgQUnxWh/Io35uIn
4EIRcZr4SndOgP4wHwYDVR0jBBgwFoAUnxWh/Io35uIn4EIRcZr4SndOgP4wDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIhAKmfXK/UpcoZ9YG0+A5+CGiI0JHTusuDwoC/nJecCj2FAiA6
YRqkufjHl3SWGRq/XwUGZjar8sG09sCU6Ejpt0/4rA==
-----END CERTIFICATE-----
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgn9/oKg/zMUeXVryV
gvfN7xdOT9ZPeSck/F4pmnEGRR2hRANCAAQyuYgQxLYnPnP+mQ/KHYIzcJb5ecsb
MDrSgTXBd3CbxBkMLw8+NSQqlZfX08b7GBVQz2RtfolV73cNA99wxJa8
-----END PRIVATE KEY-----
"""
BODY = b"<rss/>"


@pytest.fixture
async def secure(tmp_path: Path) -> AsyncIterator[Site]:
    file = tmp_path / "certificate.pem"
    file.write_text(CERTIFICATE)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(file)
    async for started in running(Site(scheme="https"), tls):
        yield started


class Proxy:
    """An HTTP proxy that notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.heads: list[str] = []
        self.port = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            self.heads.append(head.decode())
            method, target, _ = head.decode().split(" ", 2)
            self.asked.append(f"{method} {target}")
            if method == "CONNECT":
                host, _, port = target.rpartition(":")
                near, far = await asyncio.open_connection(host, int(port))
                writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
                await asyncio.gather(_pipe(reader, far), _pipe(near, writer))
            else:
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>")
                await writer.drain()
        finally:
            writer.close()

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    made = Proxy()
    server = await asyncio.start_server(made.handle, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    yield made
    server.close()
    await made.stop()


async def test_a_certificate_that_nobody_vouches_for_is_refused(
    secure: Site, client: Client
) -> None:
    url = secure.serve("/feed", BODY)
    with pytest.raises(FetchError, match=r"^127.0.0.1: its certificate is not valid \(self"):
        await client.fetch(local(url))
    reply = await client.fetch(local(url, verify=False))
    assert reply.body == BODY
    with pytest.raises(FetchError, match="its certificate is not valid"):
        await client.fetch(local(url))  # the connection that was allowed is not taken


async def refused(client: Client, answer: bytes | None) -> str:
    """Speak TLS to a server that answers with these bytes, or never."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1 if answer else -1)
        writer.write(answer or b"")
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        with pytest.raises(FetchError) as failed:
            await client.fetch(local(f"https://127.0.0.1:{port}/"))
    return str(failed.value)


async def test_plain_where_tls_was_meant(client: Client) -> None:
    line = await refused(client, b"HTTP/1.1 400 Bad Request\r\n\r\n")
    assert line.startswith("127.0.0.1: no secure connection")


async def test_a_handshake_that_never_ends(client: Client) -> None:
    assert await refused(client, None) == "127.0.0.1: no connection within 0.5 s"


async def test_a_redirect_from_tls_to_plain_is_told(
    secure: Site, site: Site, client: Client
) -> None:
    secure.redirect("/feed", site.serve("/feed", BODY))
    reply = await client.fetch(local(secure.url("/feed"), verify=False))
    assert reply.notices == ("127.0.0.1: led from https to plain http",)


async def test_plain_addresses_go_through_the_proxy(proxy: Proxy) -> None:
    own = f"http://ann:secret@127.0.0.1:{proxy.port}"
    async with Client(SHORT) as client:
        reply = await client.fetch(Request("http://news.example/feed?a=1", proxy=own))
    assert reply.body == BODY
    assert proxy.asked == ["GET http://news.example/feed?a=1"]
    assert "Proxy-Authorization: Basic YW5uOnNlY3JldA==" in proxy.heads[0]
    assert "Host: news.example\r\n" in proxy.heads[0]


async def test_secure_addresses_go_through_the_proxy_unseen(secure: Site, proxy: Proxy) -> None:
    url = secure.serve("/feed", BODY)
    async with Client(SHORT) as client:
        request = local(url, proxy=f"127.0.0.1:{proxy.port}", verify=False)
        for _ in range(2):
            assert (await client.fetch(request)).body == BODY
    assert proxy.asked == [f"CONNECT 127.0.0.1:{secure.port}"]
    assert secure.paths() == ["/feed", "/feed"]


async def test_a_proxy_is_not_asked_for_the_home_network(proxy: Proxy) -> None:
    async with Client(SHORT) as client:
        for host in ("127.0.0.1", "localhost", "10.0.0.1", "nas.local"):
            with pytest.raises(FetchError, match="refused: an address of a private network"):
                await client.fetch(Request(f"http://{host}/", proxy=f"127.0.0.1:{proxy.port}"))
    assert proxy.asked == []


async def test_a_proxy_that_is_none(site: Site, client: Client) -> None:
    with pytest.raises(FetchError, match=r"the proxy 127.0.0.1 answers 404"):
        await client.fetch(Request("https://news.example/", proxy=f"127.0.0.1:{site.port}"))


@pytest.mark.parametrize(
    ("url", "own", "environ", "proxy"),
    [
        ("http://news.example/", "", {}, ""),
        ("http://news.example/", "", {"http_proxy": "proxy:3128"}, "http://proxy:3128/"),
        ("https://news.example/", "", {"HTTPS_PROXY": "http://proxy"}, "http://proxy/"),
        ("https://news.example/", "", {"http_proxy": "proxy"}, ""),
        ("https://news.example/", "", {"ALL_PROXY": "http://proxy:1"}, "http://proxy:1/"),
        ("https://news.example/", "none", {"ALL_PROXY": "http://proxy:1"}, ""),
        ("https://news.example/", "own:8", {"ALL_PROXY": "http://proxy:1"}, "http://own:8/"),
        ("http://a.news.example/", "", {"http_proxy": "p", "no_proxy": "x, .news.example"}, ""),
        ("http://news.example/", "", {"http_proxy": "p", "NO_PROXY": "*"}, ""),
        ("http://localhost/", "", {"http_proxy": "p"}, ""),
        ("http://127.0.0.1/", "", {"http_proxy": "p"}, ""),
        ("http://news.example/", "", {"HTTP_PROXY": "p", "REQUEST_METHOD": "GET"}, ""),
        ("http://news.example/", "", {"all_proxy": "socks5://p:1081"}, "socks5://p:1081/"),
        ("http://news.example/", "socks5h://p", {}, "socks5://p/"),
        ("http://localhost/", "", {"all_proxy": "socks5://p"}, ""),
    ],
)
def test_which_proxy(
    url: str, own: str, environ: dict[str, str], proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    found = proxy_for(parse(url), own, of_system())
    assert (str(found) if found else "") == proxy


def test_other_proxies_are_refused() -> None:
    for proxy in ("socks4://p:1080", "https://me:secret@p", "ftp://p"):
        with pytest.raises(UrlError, match="only http and socks5 proxies") as refusal:
            proxy_for(parse("http://news.example/"), "", {"all": proxy})
        assert "secret" not in str(refusal.value)


class Socks:
    """A SOCKS 5 proxy that notes what it was asked for, and answers what it is told to."""

    def __init__(self, far: Site, answers: list[bytes] | None = None) -> None:
        self.far, self.answers = far, answers
        self.said: list[bytes] = []

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in self.answers or [b"\x05\x02", b"\x01\x00", b"\x05\x00\x00\x01" + bytes(6)]:
            self.said.append(await reader.read(1000))
            writer.write(answer)
        if self.answers is None:
            near, far = await asyncio.open_connection("127.0.0.1", self.far.port)
            await asyncio.gather(_pipe(reader, far), _pipe(near, writer))
        writer.close()


async def through_socks(
    far: Site, socks: Socks, user: str = "", host: str = "news.example"
) -> bytes:
    server = await asyncio.start_server(socks.handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, Client(SHORT) as client:
        own = f"socks5://{user}127.0.0.1:{port}"
        reply = await client.fetch(Request(f"http://{host}/feed", proxy=own))
    return reply.body


async def test_a_socks_proxy_looks_the_name_up_and_is_told_who_asks(site: Site) -> None:
    site.serve("/feed", BODY)
    socks = Socks(site)
    assert await through_socks(site, socks, "ann:secret@") == BODY
    assert socks.said == [
        b"\x05\x02\x00\x02",
        b"\x01\x03ann\x06secret",
        b"\x05\x01\x00\x03\x0cnews.example\x00\x50",
    ]
    assert site.asked[0].headers["host"] == "news.example"


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ([b"HTTP/1.1 400 Bad"], "does not speak SOCKS 5"),
        ([b"\x05\x02"], "asks for a user and password"),
        ([b"\x05\xff"], "asks for a user and password"),
        ([b"\x05\x00", b"\x05\x05\x00\x01"], "says that the connection was refused"),
        ([b"\x05\x00", b"\x05\x63\x00\x01"], "does not connect"),
        ([b"\x05\x00", b"\x05\x00\x00\x09"], "does not speak SOCKS 5"),
        ([b"\x05"], "closed the connection"),
        ([b"\x05\x02", b"\x01\x01"], "does not take that user and password"),
    ],
)
async def test_a_socks_proxy_that_does_not_connect_says_why(
    site: Site, answers: list[bytes], why: str
) -> None:
    with pytest.raises(FetchError, match=f"^news.example: the proxy 127.0.0.1 {why}$"):
        await through_socks(site, Socks(site, answers), "ann:x@" if answers[-1][0] == 1 else "")


async def test_a_socks_proxy_is_told_a_number_as_a_number(site: Site) -> None:
    site.serve("/feed", BODY)
    socks = Socks(site)
    assert await through_socks(site, socks, "ann:secret@", "1.1.1.1") == BODY
    assert socks.said[-1] == b"\x05\x01\x00\x01\x01\x01\x01\x01\x00\x50"


async def test_a_proxy_of_the_settings_that_is_no_address_is_named(client: Client) -> None:
    with pytest.raises(FetchError, match="gopher"):
        await client.fetch(Request("http://news.example/feed", proxy="gopher://proxy.example"))
