"""The ways by which hostile things come in: each returns what was read and what was refused.

What is read goes all the way: into a library, out of it again, into the rows of the list, the
page of the reader and every export.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from tuinews import export, ingest
from tuinews.cli import main
from tuinews.config import load
from tuinews.intake import url
from tuinews.intake.accounts import answers
from tuinews.intake.lists import newsboat, opml
from tuinews.intake.lists.subscriptions import FeedList
from tuinews.model import Article, Block, BlockKind, Feed, Span, State, TuinewsError
from tuinews.refresh import reading
from tuinews.refresh.accounts import following
from tuinews.refresh.accounts.items import read_items
from tuinews.store.library import Library
from tuinews.store.query.language import parse, parse_so_far
from tuinews.ui.lists import rows
from tuinews.ui.reading import items
from tuinews.ui.reading.links import LinkError, Opener, normalised
from tuinews.ui.reading.page import Page

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)
FEED = "https://wire.example/feed.xml"

Result = tuple[int, list[str], list[str]]  # how many, what came of it, what was refused
Way = Callable[[bytes, Path, str], Result]


def _library(folder: Path) -> Library:
    return Library(folder / "data", folder / "cache", now=lambda: NOW)


def _everything(library: Library, folder: Path) -> list[str]:
    """Return all that a reader gets to see of a library."""
    found: list[str] = list(library.notices)
    shown = library.rows(library.keys())
    for row in shown:
        found += [row.headline, row.publisher, row.teaser, *row.tags]
        found += ["".join(run[0] for run in line) for line in rows.lay_out(row, 80, now=NOW)]
    for row in shown[:200]:
        article = library.article(row.id)
        on_page = items.items_of(Page(article, State(), now=NOW))
        found += [item.text for item in on_page]
        found += [export.text(article), export.markdown(article), export.as_json(article)]
        found.append(json.dumps(export.record(article), ensure_ascii=False))
        for form in ("markdown", "text", "json"):
            made = export.write(article, folder / "saved", form)
            assert made.parent == folder / "saved"
            assert len(made.name.encode()) <= 120
            made.read_text("utf-8")
    return found


def _stored(articles: Iterable[Article], folder: Path) -> list[str]:
    library = _library(folder)
    library.add(list(articles))
    library.close()
    library = _library(folder)
    found = _everything(library, folder)
    assert library.upkeep.check().well, library.upkeep.check().problems
    library.close()
    return found


def feed(content: bytes, folder: Path, content_type: str) -> Result:
    """Read an answer as a refresh does."""
    try:
        read = reading.read_feed(content, FEED, NOW, content_type, (FEED, FEED), frozenset())
    except TuinewsError as error:
        return 0, [], [str(error)]
    entries = [*read.entries, *reading.clean_all(read.rest)]
    articles = [one.article for one in entries if one.article is not None]
    parsed = read.parsed
    said = [parsed.title, parsed.description, parsed.site, parsed.self_url, *parsed.notices]
    return len(entries), [*said, *_stored(articles, folder)], []


def account(content: bytes, folder: Path, _: str) -> Result:
    """Read an answer as each of those that an account gives."""
    library = _library(folder)
    refused: list[str] = []
    there: tuple[answers.Subscription, ...] = ()
    mine = Feed("https://news.example/api/greader.php")
    try:
        there = answers.subscriptions(content)
        library.subscriptions.put_feeds(following.followed((), there, mine).put)
    except TuinewsError as error:
        refused.append(str(error))
    origins = following.origins(library.subscriptions.feeds(), there, mine)
    feeds = [
        text for one in library.subscriptions.feeds() for text in (one.url, one.name, *one.folder)
    ]
    library.subscriptions.memory.note(feeds=following.named(there))
    memory = library.subscriptions.memory.read()
    feeds += [text for one in memory.feeds.values() for text in (one.title, one.label)]
    library.close()
    try:
        brought = read_items(content, NOW, origins, "", folded=True)
        feeds += answers.page(content).ids
    except TuinewsError as error:
        return 0, feeds, [*refused, str(error)]
    articles = [one.entry.article for one in brought if one.entry is not None]
    stored = _stored([one for one in articles if one is not None], folder)
    return len(brought), [*feeds, *(one.id for one in brought), *stored], refused


def _imported(name: str) -> Way:
    def way(content: bytes, folder: Path, _: str) -> Result:
        path = folder / name
        path.write_bytes(content)
        library = _library(folder)
        done = list(ingest.ingest(ingest.gather([path], now=lambda: NOW), library))
        ingest.catch_up(library)
        for one in done:
            assert one.cause is None, one.cause
        found = _everything(library, folder)
        library.close()
        read = [one for one in done if one.article is not None]
        return len(read), found, [one.error for one in done if one.article is None]

    return way


def _listed(read: Callable[[bytes, str], FeedList]) -> Way:
    def way(content: bytes, folder: Path, _: str) -> Result:
        try:
            imported = read(content, "the list")
        except TuinewsError as error:
            return 0, [], [str(error)]
        library = _library(folder)
        library.subscriptions.put_feeds(imported.feeds)
        kept = library.subscriptions.feeds()
        library.close()
        found = [opml.write(kept), imported.title]
        for one in kept:
            assert one.url.startswith(("http://", "https://")), one.url
            found += [url.hide_password(one.url), one.title, one.name, one.description]
            found += ["/".join(folders) for folders in one.folders] + list(one.tags)
        return len(kept), found, list(imported.refused)

    return way


def config(content: bytes, folder: Path, _: str) -> Result:
    """Read settings."""
    path = folder / "config.toml"
    path.write_bytes(content)
    try:
        found = load(path)
    except TuinewsError as error:
        assert str(path) in str(error)
        return 0, [], [str(error)]
    return 1, [found.ui.theme], []


def _kept_in(name: str) -> Way:
    """Open a library in which this is one of the files, and write beside what is there."""

    def way(content: bytes, folder: Path, _: str) -> Result:
        library = _library(folder)
        library.add([_article("Storm shuts the port", "kept", NOW)])
        library.mark(["kept"], starred=True)
        library.subscriptions.put_feeds([Feed(FEED)])
        library.upkeep.mend()
        library.close()
        path = folder / "data" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        library = _library(folder)
        library.upkeep.mend()
        found = _everything(library, folder) + [one.title for one in library.subscriptions.feeds()]
        problems = [*library.upkeep.check().problems, *library.notices]
        count = len(library.keys(None)) + len(library.subscriptions.feeds())
        for change in (
            lambda: library.add(
                [_article("Another storm", "new", datetime(2021, 10, 20, tzinfo=UTC))]
            ),
            lambda: library.mark(["kept"], read=True),
            lambda: library.subscriptions.put_feeds([Feed("https://post.example/feed")]),
        ):
            try:
                change()
            except TuinewsError as error:
                problems.append(str(error))
        with contextlib.suppress(TuinewsError):
            library.close()
        whole = [
            one for one in path.parent.iterdir() if one.is_file() and one.read_bytes() == content
        ]
        untouched = bool(whole) or not problems
        return count, [*found, f"untouched: {untouched}"], list(dict.fromkeys(problems))

    return way


def _article(headline: str, identity: str, published: datetime) -> Article:
    said = tuple(Block(BlockKind.PARAGRAPH, (Span(f"{headline} {part}"),)) for part in range(3))
    return Article(id=identity, headline=headline, published=published, blocks=said)


def headline(content: bytes, folder: Path, _: str) -> Result:
    """List, read and save an article with this headline, twice."""
    text = content.decode("utf-8", "surrogatepass")
    found = _stored([_article(text, "one", NOW)], folder)
    again = export.write(_article(text, "one", NOW), folder / "saved")
    saved = sorted(path.name for path in (folder / "saved").iterdir())
    assert len(saved) == 4
    assert again.name in saved
    return 1, found + saved, []


def address(content: bytes, folder: Path, _: str) -> Result:
    """Follow a link, and subscribe to it."""
    text = content.decode("utf-8", "surrogatepass")
    found: list[str] = []
    refused: list[str] = []
    try:
        link = normalised(text)
        assert link.isascii()
        assert link.startswith(("http://", "https://"))
        for command in (("firefox",), ("sh-less", "%u", "--")):
            words = Opener(command, in_terminal=False).with_url(link)
            assert [word for word in words if word not in command] == [link]
        found.append(link)
    except LinkError as error:
        refused.append(str(error))
    try:
        parsed = url.parse(text)
        assert parsed.scheme in ("http", "https")
        assert str(url.parse(str(parsed))) == str(parsed)
        found.append(str(parsed))
    except TuinewsError as error:
        refused.append(str(error))
    return len(found), found, refused


def query(content: bytes, folder: Path, _: str) -> Result:
    """Search for it."""
    text = content.decode("utf-8", "surrogatepass")
    asked, said = parse_so_far(text)
    library = _library(folder)
    library.add([_article("Storm shuts the port", "kept", NOW)])
    found = len(library.keys(asked))
    library.counts(asked)
    library.close()
    try:
        parse(text)
    except TuinewsError as error:
        return found, [said], [str(error)]
    return found, [said], []


def words(content: bytes, folder: Path, _: str) -> Result:
    """Give it to the command line."""
    os.environ.update(
        {f"TUINEWS_{kind}_DIR": str(folder / kind) for kind in ("DATA", "CACHE", "CONFIG", "STATE")}
    )
    out, err = io.StringIO(), io.StringIO()
    given = [os.fsdecode(word) for word in content.split(b"\0")]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(given)
    assert code in (0, 1, 2, 3), code
    said = err.getvalue().splitlines()
    return int(code == 0), [out.getvalue()], said


WAYS: dict[str, Way] = {
    "feed": feed,
    "account": account,
    "page": _imported("page.html"),
    "capture": _imported("capture.txt"),
    "articles": _imported("articles.jsonl"),
    "opml": _listed(opml.read),
    "newsboat": _listed(newsboat.read),
    "config": config,
    "shard": _kept_in("articles/2021/2021-10-20.json"),
    "journal": _kept_in("state/journal.jsonl"),
    "feeds file": _kept_in("feeds.json"),
    "headline": headline,
    "address": address,
    "query": query,
    "words": words,
}
