"""What is sent: one header a line, whatever a server or a list of feeds put into it."""

from __future__ import annotations

from tuinews.intake.request import Hop, Request, question_headers
from tuinews.intake.url import parse

EVIL = "a\r\nHost: evil.example\x00\x7f b"


def test_nothing_in_a_header_ends_its_line() -> None:
    url = parse("https://wire.example/feed")
    asked = Request(
        str(url), etag=EVIL, modified=EVIL, cookie=EVIL, headers=(("X-Key", EVIL),), accept=EVIL
    )
    sent = question_headers(asked, Hop(url, url, (("https://wire.example", "n", EVIL),)), EVIL)
    assert len(sent) >= 6
    for _, value in sent:
        assert not set(value) & set(b"\r\n\x00\x7f")
    assert [name for name, _ in sent].count("Host") == 1
