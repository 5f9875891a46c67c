"""Pages that are fetched to be read."""

from __future__ import annotations

import pytest
from tests.intake.server import Site, local

from tuinews.intake.errors import FetchError
from tuinews.intake.fetching.client import Client
from tuinews.intake.fetching.pages import fetch_page, leads_to
from tuinews.model import CaptureKind


async def test_a_page(site: Site, client: Client) -> None:
    headers = {"Content-Type": "text/html; charset=windows-1252"}
    url = site.serve("/a", "<html><p>Zürich – café".encode("cp1252"), headers=headers)
    capture = await fetch_page(client, local(url, etag='"x"'))
    assert capture.text == "<html><p>Zürich – café"
    assert (capture.kind, capture.url, capture.origin) == (CaptureKind.PAGE, url, url)
    (question,) = site.asked
    assert question.headers["accept"].startswith("text/html")
    assert "if-none-match" not in question.headers


async def test_plain_text_is_text(site: Site, client: Client) -> None:
    url = site.serve("/a", b"Just words", headers={"Content-Type": "text/plain"})
    assert (await fetch_page(client, local(url))).kind is CaptureKind.TEXT


async def test_a_page_that_only_leads_on_is_followed_once(
    site: Site, other_site: Site, client: Client
) -> None:
    page = '<meta http-equiv="refresh" content="0; url={}">'
    site.serve("/a", page.format("/b?x=1&amp;y=2").encode())
    site.serve("/b?x=1&y=2", page.format("/c").encode())
    capture = await fetch_page(client, local(site.url("/a"), cookie="c=1"))
    assert capture.url == site.url("/b?x=1&y=2")
    assert site.asked[1].headers["cookie"] == "c=1"
    site.serve("/a", page.format(other_site.url("/x")).encode())
    with pytest.raises(FetchError, match="refused: an address of this machine"):
        await fetch_page(client, local(site.url("/a"), cookie="c=1"))


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("<META HTTP-EQUIV=refresh CONTENT=\"5;URL='/b'\">", "https://n.example/b"),
        ('<meta http-equiv="refresh" content="0;url=https://n.example/a#x">', ""),
        ('<meta http-equiv="refresh" content="600; url=/b">', ""),
        ('<meta http-equiv="refresh" content="0; url=javascript:x">', ""),
        ('<meta http-equiv="refresh" content="30">', ""),
        ("<p>text</p>", ""),
    ],
)
def test_where_a_page_leads(content: str, target: str) -> None:
    assert leads_to(content, "https://n.example/a") == target


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (b"%PDF-1.7\n", "200 OK", r"a binary file \(PDF\), not a page"),
        (b" \n", "200 OK", "an empty page"),
        (b"", "200 OK", "an empty page"),
        (b"x", "404 Not Found", "answers 404 Not Found"),
    ],
)
async def test_what_is_no_page(
    site: Site, client: Client, body: bytes, status: str, reason: str
) -> None:
    with pytest.raises(FetchError, match=reason):
        await fetch_page(client, local(site.serve("/a", body, status)))
