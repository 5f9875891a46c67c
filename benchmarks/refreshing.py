"""Feeds: the first refresh, which brings everything, and a second one, which brings nothing.

Measured is `tuinews refresh`, as the app and cron run it, until all is stored and can be
searched; finding stories is measured with the shelf. CPU is that of all its processes.
"""

from __future__ import annotations

import contextlib
import html
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.figures import Figure, figure
from benchmarks.shelf import Shelf
from tuinews.model import Article, Feed, FeedSettings

LATENCIES = (0.0, 0.2)  # seconds


def measure(size: int, scratch: Path) -> Iterator[Figure]:
    """Refresh feeds with `size` entries in all, twice, at each latency."""
    feeds = 200 if size >= 100_000 else max(1, size // 100)
    folder = scratch / "feeds"
    write(folder, feeds, size // feeds)
    for latency in LATENCIES:
        at = f" at {latency * 1000:.0f} ms" if latency else ""
        hosts = [f"127.0.{n // 200}.{n % 200 + 1}" for n in range(feeds)]  # each feed its own
        with serving(folder, latency, hosts) as port:
            shelf = Shelf(scratch / "refreshed", size)
            subscribe(shelf, hosts, port)
            for name in ("first refresh", "refresh with nothing new"):
                wall, cpu, memory = _refresh(shelf)
                yield figure(f"{name}{at}", size, "s", [wall])
                yield figure(f"{name}{at}, CPU", size, "s", [cpu])
                yield figure(f"{name}{at}, memory", size, "MB", [memory])
            shutil.rmtree(shelf.folder)
    shutil.rmtree(folder)


@contextlib.contextmanager
def serving(folder: Path, latency: float, hosts: list[str]) -> Iterator[int]:
    """Run the server; gives its port."""
    argv = [sys.executable, "-m", "benchmarks.feedserver", str(folder), str(latency), *hosts]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


def subscribe(shelf: Shelf, hosts: list[str], port: int) -> None:
    library = shelf.library()
    settings = FeedSettings(private=True)
    urls = [f"http://{host}:{port}/{number}.xml" for number, host in enumerate(hosts)]
    library.subscriptions.put_feeds([Feed(url, settings=settings) for url in urls])
    library.close()


def _refresh(shelf: Shelf) -> tuple[float, float, float]:
    """Refresh all; returns seconds on the clock, seconds of CPU, and MB at most."""
    argv = [*shelf.command, "refresh", "--all", "--json"]
    began = time.perf_counter()
    process = subprocess.Popen(argv, env=shelf.environ(), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["event"] == "stored":
            break
    wall = time.perf_counter() - began
    process.kill()  # what is stored stays
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    process.stdout.close()
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def write(folder: Path, feeds: int, entries: int) -> None:
    """Write feeds of as many entries; each from another part of the corpus."""
    folder.mkdir()
    corpus = Corpus(seed=7)
    for number in range(feeds):
        articles = corpus.articles(entries, number * entries)
        content = "".join(map(_entry, articles))
        (folder / f"{number}.xml").write_text(
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed {number}</title>'
            f"<language>en</language>{content}</channel></rss>",
            "utf-8",
        )


def _entry(article: Article) -> str:
    text = "".join(f"<p>{html.escape(block.text)}</p>" for block in article.blocks)
    assert article.published is not None
    return (
        f"<item><title>{html.escape(article.headline)}</title>"
        f"<link>https://feeds.example/{article.id}</link><guid>{article.id}</guid>"
        f"<pubDate>{format_datetime(article.published)}</pubDate>"
        f"<description>{html.escape(text)}</description></item>"
    )
