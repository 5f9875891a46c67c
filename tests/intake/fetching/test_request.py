"""What is sent: one header a line, whatever a server or a list of feeds put into it."""

from __future__ import annotations

from tuinews.intake.fetching.request import Hop, Request, request_headers
from tuinews.intake.url import parse

EVIL = "a\r\nHost: evil.example\x00\x7f b"


def test_nothing_in_a_header_ends_its_line() -> None:
    url = parse("https://wire.example/feed")
    asked = Request(
        str(url), etag=EVIL, modified=EVIL, cookie=EVIL, headers=(("X-Key", EVIL),), accept=EVIL
    )
    sent = request_headers(asked, Hop(url, url, ((str(url.origin), "n", EVIL),)), EVIL)
    assert len(sent) >= 6
    for _, value in sent:
        assert not set(value) & set(b"\r\n\x00\x7f")
    assert [name for name, _ in sent].count("Host") == 1


def test_what_servers_have_kept_with_us_is_sent_up_to_a_length() -> None:
    url = parse("https://wire.example/feed")
    kept = ((str(url.origin), "n", "x" * 20_000),)
    sent = dict(request_headers(Request(str(url)), Hop(url, url, kept), "a"))
    assert 0 < len(sent["Cookie"]) < 8_000  # more than that many servers refuse
