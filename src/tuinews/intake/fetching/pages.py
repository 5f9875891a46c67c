"""A web page fetched, to the capture that cleaning reads."""

from __future__ import annotations

import re
from dataclasses import replace

from tuinews.intake.decoding.decode import binary, declared, decode
from tuinews.intake.errors import FetchError
from tuinews.intake.fetching.client import Client
from tuinews.intake.fetching.reply import Reply
from tuinews.intake.fetching.request import PAGE_TYPES, Request
from tuinews.intake.url import join
from tuinews.model import Capture, CaptureKind
from tuinews.text import unescaped

_REFRESH = re.compile(
    r"""<meta\b[^<>]*http-equiv\s*=\s*["']?refresh[^<>]*content\s*=\s*["']?\s*(\d+)\s*[;,]\s*"""
    r"""(?:url\s*=\s*)?["']?([^"'<>]+)""",
    re.I,
)
_SOON = 10  # seconds: a page that leads on that fast is none itself


async def fetch_page(client: Client, request: Request) -> Capture:
    """Return the page at the request's address. Raises FetchError.

    A page that only leads on to another is followed once.
    """
    request = replace(request, accept=PAGE_TYPES, etag="", modified="")
    reply = await client.fetch(request)
    if reply.ok and (target := leads_to(text_of(reply), reply.url)):
        own = {"user": "", "password": "", "cookie": "", "headers": (), "private": False}
        same = target.split("/")[2] == reply.url.split("/")[2]
        reply = await client.fetch(replace(request, url=target, **({} if same else own)))  # type: ignore[arg-type]
    return capture(reply)


def capture(reply: Reply) -> Capture:
    """Return what came as a capture. Raises FetchError where it is no page."""
    if reply.problem:
        raise FetchError(reply.problem)
    host = reply.url.split("/")[2]
    if kind := binary(reply.body):
        what = "a binary file" if kind == "binary" else f"a binary file ({kind})"
        raise FetchError(f"{host}: {what}, not a page")
    content = text_of(reply)
    if not content.strip():
        raise FetchError(f"{host}: an empty page")
    plain = reply.content_type.lower().startswith("text/plain") and "<html" not in content[:1000]
    return Capture(
        kind=CaptureKind.TEXT if plain else CaptureKind.PAGE,
        text=content,
        origin=reply.url,
        received=reply.received,
        url=reply.url,
    )


def text_of(reply: Reply) -> str:
    """Return the body as text."""
    return decode(reply.body, declared(reply.body, reply.content_type))


def leads_to(content: str, url: str) -> str:
    """Return the address that the page sends its reader to at once, or ""."""
    found = _REFRESH.search(content, 0, 20_000)
    if not found or len(found[1]) > 3 or int(found[1]) > _SOON:
        return ""
    target = join(url, unescaped(found[2]))
    return "" if target.partition("#")[0] == url.partition("#")[0] else target
