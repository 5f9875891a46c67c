"""Every fetch ends within its limits, in an answer or in one line that says why not."""

from __future__ import annotations

import asyncio
import gzip
import socket
import sys
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime

import brotli
import pytest
from tests.intake.server import HANG, RESET, SHORT, Piece, Question, Site, local

from tuinews.intake.errors import FetchError
from tuinews.intake.fetching.client import Client
from tuinews.intake.fetching.reply import Reply
from tuinews.intake.fetching.request import Limits, Request

OK = b"HTTP/1.1 200 OK\r\n"
BODY = b"<rss>" + b"word " * 2000 + b"</rss>"


async def problem(client: Client, url: str) -> str:
    """Fetch what must fail and return the line."""
    with pytest.raises(FetchError) as failed:
        await client.fetch(local(url))
    line = str(failed.value)
    assert "\n" not in line
    assert line.isprintable()
    return line


# --- sound answers -----------------------------------------------------------------------


async def test_a_question_is_honest_and_small(site: Site, client: Client) -> None:
    reply = await client.fetch(local(site.serve("/feed?a=1&b=%20", BODY)))
    assert (reply.status, reply.body, reply.problem) == (200, BODY, "")
    (question,) = site.asked
    assert (question.method, question.path) == ("GET", "/feed?a=1&b=%20")
    assert set(question.headers) == {"host", "user-agent", "accept", "accept-encoding"}
    assert question.headers["user-agent"].startswith("tuinews/")
    assert "rss" in question.headers["accept"]


async def test_validators_go_back_as_they_came(site: Site, client: Client) -> None:
    headers = {"ETag": 'W/"a-\xe9 b"', "Last-Modified": "yesterday, 25:00"}
    reply = await client.fetch(local(site.serve("/feed", BODY, headers=headers)))
    site.serve("/feed", status="304 Not Modified", headers={"ETag": '"new"'})
    again = await client.fetch(local(site.url("/feed"), etag=reply.etag, modified=reply.modified))
    sent = site.asked[-1].headers
    assert sent["if-none-match"].encode("latin-1").decode() == 'W/"a-\xe9 b"'
    assert sent["if-modified-since"] == "yesterday, 25:00"
    assert (again.status, again.body, again.etag) == (304, b"", '"new"')


@pytest.mark.parametrize("value", ['"' + "x" * 2000, "a\x1b[2J", "a\x9bb"])
async def test_evil_validators_are_not_kept(site: Site, client: Client, value: str) -> None:
    headers = {"ETag": value} if value.isprintable() else {"ETag": value.replace("\x1b", "\x80")}
    reply = await client.fetch(local(site.serve("/feed", BODY, headers=headers)))
    assert reply.etag == ""


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def zstd(data: bytes) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd as module
    else:
        from backports import zstd as module
    return module.compress(data)


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(BODY, mtime=0)),
        ("x-gzip", gzip.compress(BODY, mtime=0)),
        ("deflate", zlib.compress(BODY)),
        ("deflate", raw_deflate(BODY)),
        ("br", brotli.compress(BODY)),
        ("zstd", zstd(BODY)),
        ("identity", BODY),
        ("gzip", BODY),  # says so, and is not
        ("", gzip.compress(BODY, mtime=0)),  # is, and does not say so
        ("gzip", gzip.compress(BODY, mtime=0) + b"rubbish" * 1000),
    ],
    ids=[
        "gzip",
        "x-gzip",
        "deflate",
        "raw deflate",
        "br",
        "zstd",
        "identity",
        "lie",
        "unsaid",
        "rubbish",
    ],
)
async def test_packed_answers_are_unpacked(
    site: Site, client: Client, coding: str, packed: bytes
) -> None:
    url = site.serve("/feed", packed, headers={"Content-Encoding": coding})
    assert (await client.fetch(local(url))).body == BODY


@pytest.mark.parametrize("body", [b"", b"\x1f", b"\x1f\x8b", b"<", b"ab"], ids=repr)
async def test_bodies_too_short_to_be_packed_are_what_they_are(
    site: Site, client: Client, body: bytes
) -> None:
    assert (await client.fetch(local(site.serve("/feed", body)))).body == body


async def test_an_answer_without_length_ends_with_the_connection(
    site: Site, client: Client
) -> None:
    site.raw("/feed", OK + b"\r\n", BODY, b"")
    assert (await client.fetch(local(site.url("/feed")))).body == BODY


async def test_connections_are_kept_and_a_stale_one_is_replaced(site: Site, client: Client) -> None:
    url = site.serve("/a", BODY)
    for _ in range(3):
        await client.fetch(local(url))
    assert site.connections == 1
    site.raw("/b", OK + b"Content-Length: 2\r\n\r\nok", RESET)
    assert (await client.fetch(local(site.url("/b")))).body == b"ok"
    assert (await client.fetch(local(url))).body == BODY
    assert site.connections == 2


async def test_a_connection_that_ends_as_it_is_asked_again_is_replaced(
    site: Site, client: Client
) -> None:
    whole: list[Piece] = [OK + b"Content-Length: 2\r\n\r\nok"]
    turns = [whole, [], whole]

    def answer(question: Question) -> list[Piece]:
        pieces = turns.pop(0)
        (site.kept.add if pieces else site.kept.discard)("/a")
        return pieces

    site.answers["/a"] = answer
    for _ in range(2):
        assert (await client.fetch(local(site.url("/a")))).body == b"ok"
    assert (len(site.asked), site.connections) == (3, 2)


async def test_a_few_questions_to_one_host_at_once(site: Site) -> None:
    for number in range(6):
        site.raw(f"/{number}", 0.02, OK + b"Content-Length: 2\r\n\r\nok")
        site.kept.add(f"/{number}")
    async with Client(SHORT, per_host=2) as client:
        asking = [client.fetch(local(site.url(f"/{number}"))) for number in range(6)]
        replies = await asyncio.gather(*asking)
    assert [reply.body for reply in replies] == [b"ok"] * 6
    assert site.connections == 2


# --- time --------------------------------------------------------------------------------


async def test_silence_ends_at_the_idle_limit(site: Site, client: Client) -> None:
    cases: dict[str, list[Piece]] = {
        "/never": [HANG],
        "/head": [OK, HANG],
        "/body": [OK + b"Content-Length: 100\r\n\r\n", b"x", HANG],
        "/no-length": [OK + b"\r\n", BODY, HANG],
    }
    for path, pieces in cases.items():
        site.raw(path, *pieces)
        assert await problem(client, site.url(path)) == "127.0.0.1: no answer within 0.2 s"


async def test_a_drip_ends_at_the_total_limit(site: Site) -> None:
    drip: list[Piece] = [b"x", 0.05] * 100
    site.raw("/body", OK + b"Content-Length: 9999\r\n\r\n", *drip)
    site.raw("/head", OK, *drip)
    async with Client(Limits(total=0.3, connect=0.2, idle=0.2)) as client:
        for path in ("/body", "/head"):
            assert await problem(client, site.url(path)) == "127.0.0.1: not done after 0.3 s"


async def test_waiting_for_others_of_its_host_is_not_counted(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.serve("/feed", BODY)
    site.redirect("/old", "/feed")
    loop = asyncio.get_running_loop()
    async with Client(Limits(total=30), per_host=1) as client:
        async with client._hosts["127.0.0.1"]:  # another feed has the turn
            asked = asyncio.ensure_future(client.fetch(local(site.url("/old"))))
            await asyncio.sleep(0)
            time = loop.time
            monkeypatch.setattr(loop, "time", lambda: time() + 40)
        assert (await asked).body == BODY


async def test_the_total_limit_counts_all_redirects(site: Site) -> None:
    for number in range(5):
        head = f"HTTP/1.1 302 Found\r\nLocation: /{number + 1}\r\nContent-Length: 0\r\n\r\n"
        site.raw(f"/{number}", 0.12, head.encode())
    async with Client(Limits(total=0.3, connect=0.2, idle=0.2)) as client:
        assert "not done after 0.3 s" in await problem(client, site.url("/0"))


async def test_one_slow_host_does_not_hold_up_the_others(site: Site, other_site: Site) -> None:
    site.raw("/slow", HANG)
    quick = other_site.serve("/quick", BODY)
    async with Client(Limits(total=5.0, connect=1.0, idle=4.0)) as client:
        slow = asyncio.ensure_future(client.fetch(local(site.url("/slow"))))
        async with asyncio.timeout(2):
            reply = await client.fetch(local(quick))
        assert reply.status == 200
        slow.cancel()
        await asyncio.gather(slow, return_exceptions=True)


# --- broken answers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pieces", "cause"),
    [
        ([b""], "closed the connection without an answer of a web server"),
        ([RESET], "the connection was reset"),
        ([b"SSH-2.0-OpenSSH_9.2\r\n"], "closed the connection without an answer of a web server"),
        ([b"\x00\x01\x02garbage\r\n\r\n"], "the answer is not one of a web server"),
        (
            [b"<html>no head at all</html>"],
            "closed the connection without an answer of a web server",
        ),
        ([OK + b"Content-Length: 100\r\n\r\nhalf"], "the answer was cut"),
        ([OK + b"Content-Length: -1\r\n\r\n"], "the answer is broken"),
        ([OK + b"Content-Length: many\r\n\r\n"], "the answer is broken"),
        ([OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"], "the answer is broken"),
        ([OK + b"Content-Length: 1000000000000000000\r\n\r\n"], "too large: more than 1 MiB"),
        ([OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nxx\r\n"], "the answer is broken"),
        ([OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"], "the answer was cut"),
        ([OK + b"X: " + b"y" * 200_000], "the answer's headers are too large"),
        ([OK + b"X-A: b\r\n" * 20_000], "the answer's headers are too large"),
        (
            [b"HTTP/1.1 100 Continue\r\n\r\n" * 50],
            "closed the connection without an answer of a web server",
        ),
        ([b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"], "the answer is broken"),
    ],
)
async def test_broken_answers_are_told_apart(
    site: Site, client: Client, pieces: list[Piece], cause: str
) -> None:
    site.raw("/x", *pieces)
    found = await problem(client, site.url("/x"))
    assert found == f"127.0.0.1: {cause}"


def gzip_bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "packed", "cause"),
    [
        ("gzip", gzip_bomb(64 << 20), "too large: more than 1 MiB"),
        ("", gzip_bomb(64 << 20), "too large: more than 1 MiB"),
        ("br", brotli.compress(bytes(64 << 20), quality=4), "too large"),
        ("zstd", zstd(bytes(64 << 20)), "too large"),
        ("gzip", gzip.compress(bytes(range(256)) * 8192), "too large: more than 1 MiB"),
        ("gzip", gzip.compress(BODY, mtime=0)[:-20], "the answer was cut"),
        ("br", brotli.compress(BODY)[:-5], "the answer was cut"),
        ("zstd", zstd(BODY)[:-5], "the answer was cut"),
        ("gzip", b"\x1f\x8b" + b"\xff" * 50, "the answer is broken: it cannot be unpacked"),
        ("br", b"\xff" * 50, "the answer is broken: it cannot be unpacked"),
        ("zstd", b"\xff" * 50, "the answer is broken: it cannot be unpacked"),
        ("gzip, gzip", gzip.compress(gzip.compress(BODY)), "packed in more than one layer"),
        ("x-none", BODY, "packed in a way that was not asked for: x-none"),
    ],
    ids=[
        *(
            "gzip bomb",
            "unsaid bomb",
            "br bomb",
            "zstd bomb",
            "gzip too large",
            "gzip cut",
            "br cut",
            "zstd cut",
        ),
        *("gzip broken", "br broken", "zstd broken", "two layers", "unknown"),
    ],
)
async def test_bombs_and_broken_packing_are_refused(
    site: Site, client: Client, coding: str, packed: bytes, cause: str
) -> None:
    url = site.serve("/x", packed, headers={"Content-Encoding": coding})
    assert cause in await problem(client, url)


async def test_an_endless_body_ends_at_the_size_limit(site: Site, client: Client) -> None:
    site.raw("/endless", OK + b"\r\n", *[b"x" * 100_000] * 30)
    assert "too large: more than 1 MiB" in await problem(client, site.url("/endless"))


# --- statuses ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "line"),
    [
        ("404 Nowhere", "127.0.0.1: answers 404 Not Found"),
        ("401 Unauthorized", "127.0.0.1: asks for a user name and password"),
        ("410 Gone", "127.0.0.1: says the feed is gone for good"),
        ("500 \x1b[31mRed\x07", "127.0.0.1: answers 500 Internal Server Error"),
        ("999 What", "127.0.0.1: answers 999, which is no status"),
    ],
)
async def test_statuses_are_told_in_our_own_words(
    site: Site, client: Client, status: str, line: str
) -> None:
    site.raw("/x", f"HTTP/1.1 {status}\r\nContent-Length: 3\r\n\r\nno!".encode("latin-1"))
    reply = await client.fetch(local(site.url("/x")))
    assert (reply.problem, reply.body) == (line, b"")


async def test_not_changed_to_a_first_question_is_asked_once_more(
    site: Site, client: Client
) -> None:
    site.serve("/x", status="304 Not Modified")
    assert "answers 'not changed' to a first question" in await problem(client, site.url("/x"))
    assert [q.headers.get("cache-control") for q in site.asked] == [None, "no-cache"]


async def test_a_host_that_asks_for_time_gets_it(site: Site) -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    site.serve("/a", status="429 Too Many Requests", headers={"Retry-After": "600"})
    site.serve("/b", BODY)
    async with Client(SHORT, now=lambda: now) as client:
        assert (await client.fetch(local(site.url("/a")))).status == 429
        with pytest.raises(FetchError, match="left alone until 12:10 UTC") as failed:
            await client.fetch(local(site.url("/b")))
    assert failed.value.wait_until == datetime(2026, 3, 1, 12, 10, tzinfo=UTC)
    assert site.paths() == ["/a"]


# --- redirects ---------------------------------------------------------------------------


async def chain(site: Site, client: Client, statuses: Iterable[int]) -> Reply:
    statuses = list(statuses)
    for number, status in enumerate(statuses):
        site.redirect(f"/{number}", f"{number + 1}", f"{status} Moved")
    site.serve(f"/{len(statuses)}", BODY)
    return await client.fetch(local(site.url("/0")))


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [([301], "/1"), ([308, 301], "/2"), ([302], ""), ([301, 302], "/1"), ([302, 301], "")],
)
async def test_only_redirects_for_good_move_a_feed(
    site: Site, client: Client, statuses: list[int], moved: str
) -> None:
    reply = await chain(site, client, statuses)
    assert reply.body == BODY
    assert reply.url == site.url(f"/{len(statuses)}")
    assert reply.moved_to == (site.url(moved) if moved else "")


async def test_five_redirects_are_followed_and_no_more(site: Site, client: Client) -> None:
    assert (await chain(site, client, [302] * 5)).body == BODY
    site.asked.clear()
    with pytest.raises(FetchError, match="more than 5 redirects"):
        await chain(site, client, [302] * 6)
    site.redirect("/loop", "/loop")
    assert "more than 5 redirects" in await problem(client, site.url("/loop"))


@pytest.mark.parametrize(
    ("target", "cause"),
    [
        ("file:///etc/passwd", "refused: it leads to file:///etc/passwd, which is not fetched"),
        ("javascript:alert(1)", "refused: it leads to javascript:alert(1)"),
        ("ftp://example.org/", "refused: it leads to ftp://example.org/"),
        ("", "a redirect without a target"),
        ("http://[", "refused: it leads to http://["),
        ("http://127.0.0.2/", "127.0.0.2: refused: an address of this machine or of a private"),
        ("http://[::ffff:7f00:2]/", "refused: an address of this machine"),
        ("http://2130706434/", "2130706434: refused: an address of this machine"),
        ("http://10.0.0.1/", "10.0.0.1: refused: an address of this machine or of a private"),
        ("http://169.254.169.254/", "169.254.169.254: refused"),
    ],
)
async def test_redirects_to_where_nothing_is_fetched_are_refused(
    site: Site, client: Client, target: str, cause: str
) -> None:
    # the feed itself may lie on loopback; that allows nothing else there
    assert cause in await problem(client, site.redirect("/x", target))


async def test_a_line_break_in_a_target_stays_in_the_path(site: Site, client: Client) -> None:
    site.redirect("/x", "/y%0d%0aX-Evil:%201")
    await client.fetch(local(site.url("/x")))
    assert site.asked[-1].path == "/y%0d%0aX-Evil:%201"
    assert "x-evil" not in site.asked[-1].headers


async def test_credentials_and_cookies_go_to_no_other_host(
    site: Site, other_site: Site, client: Client
) -> None:
    headers = {"Location": "/here", "Set-Cookie": "a=1; Path=/"}
    site.serve("/x", status="302 Found", headers=headers)
    site.redirect("/here", other_site.url("/there"))
    other_site.serve("/there", BODY)
    await client.fetch(
        local(
            site.url("/x"), user="ann", password="pä", cookie="b=2", headers=(("X-Key", "secret"),)
        )
    )
    first, second = site.asked
    assert first.headers["authorization"] == "Basic YW5uOnDDpA=="
    assert (first.headers["cookie"], second.headers["cookie"]) == ("b=2", "b=2; a=1")
    assert second.headers["x-key"] == "secret"
    (third,) = other_site.asked
    assert not {"authorization", "cookie", "x-key"} & set(third.headers)


@pytest.mark.parametrize(
    "header",
    [("X-Key", "a\r\nX-Evil: 1"), ("X\r\nX-Evil", "1"), ("X-Evil: 1\r\nY", "2"), ("\xe9", "1")],
)
async def test_a_header_of_the_readers_own_adds_no_other(
    site: Site, client: Client, header: tuple[str, str]
) -> None:
    url = site.serve("/x", BODY)
    try:
        await client.fetch(local(url, headers=(header,), cookie="a=1\r\nX-Evil: 1"))
    except FetchError as error:
        assert str(error) == "127.0.0.1: not asked: one of its own headers is not sound"
    assert not any("x-evil" in question.headers for question in site.asked)


async def test_user_and_password_in_the_address_are_sent_as_a_header(
    site: Site, client: Client
) -> None:
    site.serve("/x", BODY)
    await client.fetch(local(f"http://ann:p%40ss@127.0.0.1:{site.port}/x"))
    assert site.asked[0].headers["authorization"] == "Basic YW5uOnBAc3M="
    assert site.asked[0].headers["host"] == f"127.0.0.1:{site.port}"


async def test_a_password_is_in_no_message(client: Client) -> None:
    for url in ("http://ann:secret@127.0.0.1:1/", "ftp://ann:secret@x/", "http://a:secret@["):
        assert "secret" not in await problem(client, url)
        assert "secret" not in repr(Request(url, password="secret", cookie="secret"))


# --- the home network --------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"]
)
async def test_this_machine_is_not_asked_unless_allowed(
    site: Site, client: Client, host: str
) -> None:
    with pytest.raises(FetchError, match=r"refused: .*address of this machine"):
        await client.fetch(Request(f"http://{host}:{site.port}/x"))
    assert site.connections == 0


async def test_the_connected_address_decides_not_the_name(site: Site) -> None:
    """A name that is public at first and private at the connection (rebinding)."""
    answers = [["93.184.216.34", "127.0.0.1"], ["127.0.0.1"]]
    asked: list[str] = []

    async def look(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers.pop(0)

    async with Client(Limits(total=0.5, connect=0.2, idle=0.2), look=look) as client:
        for _ in range(2):
            with pytest.raises(FetchError):
                await client.fetch(Request(f"http://news.example:{site.port}/x"))
    assert asked == ["news.example"]  # asked once: no second answer can differ
    assert site.connections == 0


async def test_names_that_cannot_be_looked_up_are_told_apart() -> None:
    for error, cause in (
        (socket.EAI_NONAME, "no such host"),
        (socket.EAI_AGAIN, "its name cannot be looked up just now"),
    ):

        async def fails(host: str, port: int, error: int = error) -> list[str]:
            raise socket.gaierror(error, "x")

        async with Client(SHORT, look=fails) as failing:
            with pytest.raises(FetchError, match=f"^news.example: {cause}$"):
                await failing.fetch(Request("http://news.example/"))


async def test_a_name_server_that_hangs_is_not_waited_for() -> None:
    async def hangs(host: str, port: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    async with Client(Limits(total=0.2), look=hangs) as client:
        with pytest.raises(FetchError, match=r"not done after 0.2 s"):
            await client.fetch(Request("http://news.example/"))


async def test_nobody_listens(client: Client, unused_port: int) -> None:
    assert "the connection was refused" in await problem(client, f"http://127.0.0.1:{unused_port}/")


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
