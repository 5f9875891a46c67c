"""Feeds on a server on loopback, for refreshes to be tried on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tests.intake.server import Site, running

TEXT = (
    "The harbour master closed the gates at noon and sent the night crews home while the wind"
    " went on rising and the ferries stayed behind the wall until morning"
)


@dataclass(frozen=True)
class Item:
    """An entry of a feed; its text is its own unless given."""

    number: int
    headline: str = ""
    text: str = ""
    link: str = ""  # "" of its own, "none" without
    day: int = 20

    def rss(self) -> str:
        link = self.link or f"https://wire.example/{self.number}"
        linked = "" if link == "none" else f"<link>{link}</link>"
        text = self.text or f"Report {self.number} says it plainly. {TEXT}, all {self.number}."
        return (
            f"<item><title>{self.headline or f'Storm number {self.number}'}</title>{linked}"
            f"<guid isPermaLink='false'>g{self.number}</guid>"
            f"<pubDate>{self.day} Oct 2021 08:{self.number % 60:02}:00 GMT</pubDate>"
            f"<description>{text}</description></item>"
        )


def rss(items: Sequence[Item | int], title: str = "The Wire") -> bytes:
    """The feed of these entries."""
    entries = "".join((one if isinstance(one, Item) else Item(one)).rss() for one in items)
    return (
        f"<rss version='2.0'><channel><title>{title}</title>"
        f"<link>https://wire.example/</link>{entries}</channel></rss>"
    ).encode()


def serve(site: Site, path: str, *items: Item | int, title: str = "The Wire") -> str:
    """Serve a feed that answers "not changed" to who has it; returns its address."""
    body = rss(items, title)
    tag = f'"{hash(body)}"'
    whole = f"HTTP/1.1 200 OK\r\nETag: {tag}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    same = f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
    site.answers[path] = lambda question: [
        same if question.headers.get("if-none-match") == tag else whole
    ]
    site.kept.add(path)
    return site.url(path)


@contextmanager
def in_a_thread() -> Iterator[Site]:
    """A server beside the test, for what runs in its own loop or in another process."""
    site, ready, loop = Site(), threading.Event(), asyncio.new_event_loop()
    over = asyncio.Event()

    async def main() -> None:
        async for _ in running(site):
            ready.set()
            await over.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(main()), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(10)
        loop.close()
